"""What was handed in and what was approved is frozen with all that its check read, and sealed by the trail."""

from typing import Any

import orjson
import pytest
from django.db import DatabaseError, transaction

from office import canon
from office.models import AuditEvent
from office.services import trail
from reports.checks.facts import AgreementFacts
from reports.code_version import code_version
from reports.models import ReportFreeze
from tests.agreements.sample import HOURS, WHY, active, begun, content
from tests.cast import Cast

pytestmark = pytest.mark.both

PAID = {"period": "2020", "amount": "750000.00", "paid_on": "2020-01-31"}


def approved(cast: Cast, **changes: Any) -> tuple[int, str]:
    """An agreement with a payment, and the path of its report: received in March, approved in April 2021."""
    pk = active(cast, **changes)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    path = f"annual-reports/{begun(cast.officer, pk, narrative='Ett bra år.')['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    return pk, path


def test_both_moments_are_frozen_whole(cast: Cast) -> None:
    pk, _path = approved(cast)
    received, done = (row.kept for row in ReportFreeze.objects.all())
    assert [(one["moment"], one["as_of"]) for one in (received, done)] == [
        ("handed_in", "2021-03-15"), ("approved", "2021-04-20"),
    ]  # fmt: skip
    assert received["content"] == {
        "figures": content()["figures"],
        "volunteer_hours": [{**HOURS, "work": "volunteer_work"}],
        "activities": [],
        "narrative": "Ett bra år.",
        "audited_by": "",
        "attachments": [],
    }
    assert (received["review"], done["review"]["outcome"], done["review"]["reviewed_on"]) == (
        None, "approved", "2021-04-20",
    )  # fmt: skip
    rate = {"category": "adult", "rate": "220.00", "starts_on": "2014-01-01", "ends_on": None}
    for one in (received, done):
        (kept,) = one["rates"]["rates"]
        assert {name: kept[name] for name in rate} == rate
        assert kept["source"]
        assert one["code"] == code_version()._asdict()
    assert done["check"]["messages"]["en"][0].startswith("Umeå kommun has paid")
    assert len(done["check"]["messages"]["sv"]) == len(done["check"]["body"]["findings"])
    facts = canon.read(AgreementFacts, done["facts"])
    assert (facts.id, len(facts.payments), facts.versions[0].approved_on is not None) == (pk, 1, True)


def test_the_digest_is_of_what_is_stored_and_the_trail_seals_it(cast: Cast) -> None:
    approved(cast)
    for freeze, kind in zip(ReportFreeze.objects.all(), ("report.submitted", "report.approved"), strict=True):
        assert canon.digest(freeze.text) == freeze.digest
        assert canon.text(orjson.loads(freeze.text)) == freeze.text
        assert len(freeze.content) < len(freeze.text)
        assert AuditEvent.objects.get(kind=kind).data["digest"] == freeze.digest
    trail.seal_all()
    assert trail.verify().broken is None


def test_a_version_shows_what_proves_it(cast: Cast) -> None:
    """And the check, asked for that day as it was known then, has the digest that was frozen; also later."""
    pk, path = approved(cast)

    def said() -> list[Any]:
        (version,) = cast.auditor.ok("get", f"{path}/versions")["results"]
        return [{name: one[name] for name in ("moment", "as_of", "recorded_at", "check_digest")}
                for one in version["frozen"]]  # fmt: skip

    before = said()
    late = {**PAID, "amount": "100.00", "paid_on": "2020-02-01", "agreement": pk}
    cast.officer.ok("post", "payments", late)
    assert said() == before
    now = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-04-20")
    for one in before:
        question = f"as_of={one['as_of']}&known_at={one['recorded_at']}"
        then = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?{question}")
        assert then["basis"]["digest"] == one["check_digest"] != now["basis"]["digest"]
    shown = cast.treasurer.ok("get", f"{path}/versions")["results"][0]["frozen"][1]
    assert shown["digest"] == ReportFreeze.objects.get(moment="approved").digest
    assert shown["code"] == code_version()._asdict()
    assert "content" not in shown


def test_a_correction_freezes_its_reason(cast: Cast) -> None:
    _pk, path = approved(cast)
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "Rättad."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    kept = ReportFreeze.objects.get(version__number=2).kept
    assert (kept["version"]["reason"], kept["version"]["registered_by_officer"]) == (WHY["reason"], False)
    assert kept["rates"]["name"] == "leader-2014"


def test_nothing_is_frozen_of_what_was_refused(cast: Cast) -> None:
    pk = active(cast)
    path = f"annual-reports/{begun(cast.treasurer, pk, figures=[])['id']}"
    assert "report.missing_figure" in cast.treasurer.no(400, "post", f"{path}/submit", {})
    assert not ReportFreeze.objects.exists()


def test_what_is_frozen_cannot_be_changed(cast: Cast) -> None:
    approved(cast)
    for act in (lambda: ReportFreeze.objects.update(digest="x"), lambda: ReportFreeze.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_an_agreement_without_rates_freezes_none(cast: Cast) -> None:
    approved(cast, conditions={"report_due": "03-31"})
    assert [one.kept["rates"] for one in ReportFreeze.objects.all()] == [None, None]
