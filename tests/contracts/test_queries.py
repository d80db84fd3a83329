"""A list, a check of all, a summary and a page ask the database equally often for 3 and for 30 agreements: a list 25
times at most, and once more for what organisations were called where it is asked as it was known."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement
from finance.models import LedgerImport
from reports.models import AnnualReport
from tests.agreements.following import followed
from tests.agreements.sample import DECISION, HOURS, SIGNATURE, WHY, body, content
from tests.browsing import browser
from tests.cast import Cast
from tests.contracts.bodies import ANSWER, AREA, LEGAL, LETTER, POSSIBLE, STUDY
from tests.finance.association_ledgers import chosen, file, handed_in, uploaded
from tests.finance.ledgers import FIRST, imported
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

#: Who looks at which page; a page has its own rights, menu and forms to ask for.
PAGES = (
    ("officer", "/"),
    ("treasurer", "/"),
    ("auditor", "/"),
    ("officer", "/agreements"),
    ("officer", "/agreements/{agreement}?as_of=2022-06-30"),
    ("officer", "/agreements/{agreement}/periods/2020"),
    ("officer", "/agreements/{agreement}/timeline"),
    ("officer", "/agreements/{agreement}/parties"),
    ("treasurer", "/agreements/{agreement}/what-if?as_of=2020-06-30"),
    ("officer", "/agreements/new"),
    ("officer", "/together"),
    ("officer", "/public-registers/mine"),
    ("auditor", "/public-registers/{umea}"),
    ("officer", "/reports"),
    ("treasurer", "/reports"),
    ("officer", "/reports/{report}"),
    ("treasurer", "/reports/{report}"),
    ("treasurer", "/time-slips"),
    ("treasurer", "/bureau-links"),
    ("officer", "/ledger-imports"),
    ("officer", "/ledger-imports/{ledger}"),
    ("auditor", "/checks"),
    ("auditor", "/year-end"),
    ("auditor", "/pivot?rows=municipality&columns=year"),
    ("auditor", "/check-lines"),
    ("auditor", "/organizations"),
    ("auditor", "/organizations/{van}"),
    ("auditor", "/files"),
    ("auditor", "/trail"),
    ("auditor", "/audit-samples"),
    ("auditor", "/audit-observations"),
)
MOST_OF_A_PAGE = 55


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


def of_page(cast: Cast, who: str, path: str, named: dict[str, int]) -> int:
    page = browser(getattr(cast, who))
    with CaptureQueriesContext(connection) as captured:
        answer = page.get(path.format(**named))
    assert answer.status_code == 200, path
    return len(captured)


@pytest.mark.django_db
def test_thirty_agreements_take_no_more_queries_than_three(cast: Cast) -> None:
    people = {name: getattr(cast, name) for name in ("officer", "treasurer", "auditor")}
    cast.officer.ok("post", f"organizations/{cast.umea.pk}/public-register", {"state": "open"})
    counts, pages = [], []
    for many in (range(3), range(3, 30)):
        for serial in many:
            lived(cast, serial)
        imported(cast.officer, FIRST)
        counts.append({(name, path): len(queries(who, path)) for name, who in people.items() for path in PATHS})
        one = Agreement.objects.earliest("pk").pk
        named = {"agreement": one, "report": AnnualReport.objects.get(agreement=one).pk, "umea": cast.umea.pk}
        named |= {"van": cast.van.pk, "ledger": LedgerImport.objects.earliest("pk").pk}
        pages.append({(who, path): of_page(cast, who, path, named) for who, path in PAGES})
    three, thirty = counts
    assert thirty == three
    assert {key: count for key, count in thirty.items() if count > MOST} == {}
    three, thirty = pages
    assert {key: (three[key], count) for key, count in thirty.items() if count > three[key]} == {}
    assert {key: count for key, count in thirty.items() if count > MOST_OF_A_PAGE} == {}
