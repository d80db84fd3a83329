"""Ledgers: read by a job once, an association's own until it hands something in, and forgotten with what they held."""

from datetime import timedelta

import pytest
from django.utils import timezone

from finance.models import LedgerOverview, LedgerRow
from office.models import AuditEvent, Upload
from office.services import jobs, uploads
from tests.agreements.sample import active
from tests.cast import VAN, Cast
from tests.finance.association_ledgers import chosen, file, uploaded
from tests.finance.ledgers import work_off

pytestmark = pytest.mark.both


def test_a_ledger_is_read_and_shows_what_it_holds(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)
    said = {
        "state": "read",
        "number": VAN,
        "program": "Bokaren 7",
        "generated_on": "2021-02-15",
        "vouchers": 4,
        "rows": 9,
    }
    assert said.items() <= ledger.items()
    assert (ledger["starts_on"], ledger["ends_on"], ledger["result_booked"]) == ("2020-01-01", "2020-12-31", False)
    assert ledger["actions"] == ["choose", "finish", "hand_in", "preview"]
    held = cast.treasurer.ok("get", f"ledgers/{ledger['id']}/overview")
    assert held["whole"] == {"rows": 9, "income": "-1600000.00", "costs": "100000.00", "financial": "0.00"}
    assert held["without_object"] == {"rows": 5, "income": "0.00", "costs": "60000.00", "financial": "0.00"}
    assert held["series"] == [
        {"series": "A", "vouchers": 2, "rows": 5},
        {"series": "B", "vouchers": 2, "rows": 4},
    ]
    assert held["objects"][0] == {
        "dimension": "6", "dimension_name": "Projekt", "number": "P01", "name": "Språkcafé", "rows": 3,
        "amount": "-1600000.00",
    }  # fmt: skip
    assert held["accounts"][1] == {
        "number": "2990", "name": "Oförbrukade bidrag", "rows": 1, "amount": "-100000.00", "opening": "0.00",
        "closing": None,
    }  # fmt: skip


def test_nobody_else_sees_a_ledger_before_it_is_handed_in(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, agreement)
    asked = cast.treasurer.ok("post", f"ledgers/{ledger}/preview", {"choice": choice})["id"]
    for other in (cast.officer, cast.auditor, cast.stranger):
        for path in (f"ledgers/{ledger}", f"ledgers/{ledger}/overview", f"ledgers/{ledger}/choices", f"jobs/{asked}"):
            assert other.no(404, "get", path)
        assert other.no(404, "post", f"ledgers/{ledger}/finish", {})
        for path in ("ledgers", "jobs", "ledger-hand-ins", "ledger-rows", "ledger-upload-links"):
            assert other.ok("get", path)["count"] == 0
        kinds = {row["kind"] for row in other.ok("get", "audit-events?limit=1000")["results"]}
        assert not {kind for kind in kinds if kind.startswith("ledger")}
    own = {row["kind"] for row in cast.treasurer.ok("get", "audit-events?limit=1000")["results"]}
    assert {"ledger.uploaded", "ledger.read", "ledger.chosen"} <= own


def test_a_job_reads_it_and_another_hands_it_in(cast: Cast) -> None:
    agreement = active(cast)
    made = cast.treasurer.upload("ledgers", {"file": file()})
    assert (made["state"], made["actions"]) == ("reading", [])
    assert "ledger.state" in cast.treasurer.no(409, "get", f"ledgers/{made['id']}/overview")
    work_off()
    job = cast.treasurer.ok("get", f"jobs/{made['job']}")
    assert (job["state"], job["result"]) == ("done", {"ledger": made["id"]})
    choice = chosen(cast.treasurer, made["id"], agreement)
    seen = cast.treasurer.ok("post", f"ledgers/{made['id']}/preview", {"choice": choice})
    asked = cast.treasurer.ok("post", f"ledgers/{made['id']}/hand-in", {"choice": choice})
    work_off()
    assert cast.treasurer.ok("get", f"jobs/{seen['id']}")["result"]["totals"]["chosen"]["rows"] == 4
    assert cast.treasurer.ok("get", f"jobs/{asked['id']}")["result"] == {"ledger": made["id"], "rows": 4}
    assert cast.officer.ok("get", f"ledger-hand-ins?job={asked['id']}")["count"] == 1
    assert LedgerRow.objects.count() == 4


def test_what_nobody_needs_is_forgotten_with_what_it_held(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)
    Upload.objects.update(used_at=timezone.now() - timedelta(days=31))
    assert uploads.forget(timezone.now() - timedelta(days=30)) == 1
    assert not LedgerOverview.objects.exists()
    found = cast.treasurer.ok("get", f"ledgers/{ledger['id']}")
    assert (found["actions"], found["sha256"], found["state"]) == ([], ledger["sha256"], "read")


def test_a_ledger_that_was_read_is_not_read_again(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)["id"]
    jobs.enqueue("finance.read_ledger", {"ledger": ledger})
    work_off()
    assert AuditEvent.objects.filter(kind="ledger.read").count() == 1
