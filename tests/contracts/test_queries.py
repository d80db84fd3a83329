"""A list, a check of all and a summary ask the database equally often for 3 and for 30 agreements: 25 times at most,
and once more for what organisations were called where it is asked as it was known."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.agreements.following import followed
from tests.agreements.sample import DECISION, HOURS, SIGNATURE, WHY, body, content
from tests.cast import Cast
from tests.contracts.world import ANSWER, AREA, LEGAL, LETTER, POSSIBLE, STUDY
from tests.finance.association_ledgers import chosen, file, handed_in, uploaded
from tests.reports.papers import attached
from tests.reports.slips import linked, path_of, slip

MOST = 27
PATHS = (
    "agreements",
    "agreements?search=vän&ordering=title&state=active",
    "agreements?search=vän&ordering=state&state=active&known_at=now",
    "annual-meetings",
    "working-groups",
    "group-meetings",
    "recommendations",
    "tasks",
    "tasks?overdue=true",
    "goals",
    "annual-reports",
    "annual-reports?state=submitted&known_at=now",
    "payments",
    "ledger-imports",
    "requisitions",
    "payment-orders",
    "payee-accounts",
    "volunteer-hours",
    "volunteer-hours?known_at=now",
    "time-slip-links",
    "time-slips",
    "initiatives",
    "feasibility-studies",
    "agreement-endings?within=120",
    "cooperation-areas",
    "legal-assessments",
    "agreement-templates",
    "mandates",
    "paper-reliefs",
    "organizations",
    "audit-assignments",
    "audit-samples",
    "audit-observations?overdue=false",
    "audit-notes",
    "ledgers",
    "ledger-hand-ins",
    "ledger-rows",
    "ledger-upload-links",
    "ledger-readings",
    "reconciliations",
    "audit-events",
    "commitment-checks",
    "commitment-checks?status=at_risk",
    "check-lines",
    "cooperation-costs?by=agreement",
    "cooperation-members?year=2020",
    "pivots?rows=municipality&columns=year",
    "commitment-checks?known_at=now",
    "summaries?group_by=municipality",
    "summaries?group_by=association",
)


#: Slips and ledgers take their time to make: this many tell as much of whether queries grow.
WITH_BOOKS = 8


def lived(cast: Cast, serial: int) -> None:
    """An agreement with its answers, a payment, and a report that was sent back and mended."""
    pk = cast.officer.ok("post", "agreements", body(reference=str(serial)))["id"]
    path = f"agreements/{pk}"
    cast.officer.ok("post", f"{path}/propose", {})
    cast.officer.ok("post", f"{path}/decisions", DECISION)
    cast.officer.ok("post", f"{path}/signatures", SIGNATURE)
    cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "1.00", "paid_on": "2020-01-31"})
    rows = [dict(HOURS), {**HOURS, "category": "young"}]
    sent = {"agreement": pk, "period": "2020", **content(volunteer_hours=rows)}
    report = f"annual-reports/{cast.treasurer.ok('post', 'annual-reports', sent)['id']}"
    attached(cast.treasurer, report)
    attached(cast.treasurer, report, "minutes")
    cast.treasurer.ok("post", f"{report}/submit", {})
    letter = cast.officer.ok("post", "initiatives", {**LETTER, "reference": str(serial)})["id"]
    cast.officer.ok("post", f"initiatives/{letter}/answers", ANSWER)
    cast.officer.ok("post", f"initiatives/{letter}/agreements", {"agreement": pk})
    cast.officer.ok("post", "legal-assessments", {"agreement": pk, **LEGAL})
    cast.officer.ok("post", "agreement-templates", {"agreement": pk, "title": str(serial)})
    study = cast.officer.ok("post", "feasibility-studies", {**STUDY, "reference": str(serial), "initiative": letter})
    area = cast.officer.ok("post", f"feasibility-studies/{study['id']}/areas", AREA)["id"]
    cast.officer.ok("post", f"cooperation-areas/{area}/assessments", POSSIBLE)
    dates = {"starts_on": "2020-01-01", "ends_on": "2020-12-31", "reference": f"A{serial}"}
    cast.officer.ok("post", f"cooperation-areas/{area}/agreement", dates)
    followed(cast, pk)
    if serial < WITH_BOOKS:
        slip(path_of(linked(cast, pk)))
        ledger = uploaded(cast.treasurer, file=file(f"#SERIAL {serial}"))["id"]
        handed_in(cast.treasurer, ledger, chosen(cast.treasurer, ledger, pk))
        cast.treasurer.ok("post", "ledger-upload-links", {})
    if serial % 2:
        cast.officer.ok("post", f"{report}/return", {"comment": "Bilaga?", "due_on": "2199-01-01"})
        cast.treasurer.patch_current(report, {"narrative": "Med bilaga."})
    else:
        cast.officer.ok("post", f"{report}/approve", {})
        cast.treasurer.ok("post", f"{report}/correct", WHY)


def queries(who: Any, path: str) -> list[str]:
    join = "&" if "?" in path else "?"
    query = "" if path.startswith("summaries") else f"{join}limit=1000"
    path = path.replace("known_at=now", f"known_at={timezone.now().isoformat().replace('+', '%2B')}")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        who.ok("get", f"{path}{query}")
    return [one["sql"] for one in captured.captured_queries]


@pytest.mark.django_db
def test_thirty_agreements_take_no_more_queries_than_three(cast: Cast) -> None:
    people = {name: getattr(cast, name) for name in ("officer", "treasurer", "auditor")}
    counts = []
    for many in (range(3), range(3, 30)):
        for serial in many:
            lived(cast, serial)
        counts.append({(name, path): len(queries(who, path)) for name, who in people.items() for path in PATHS})
    three, thirty = counts
    assert thirty == three
    assert {key: count for key, count in thirty.items() if count > MOST} == {}
