"""A file is its asker's: it has what they may see when it is made, and nobody else fetches it or reads of it."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from office.models import AuditEvent, Job, Membership
from reports.models import ExportChunk
from tests.agreements.sample import WHY
from tests.contracts.world import World
from tests.reports.taking_out import asked, fetched, mine, rows, taken_out, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_what_is_under_a_record_is_there_for_who_sees_the_record(world: World) -> None:
    body = {"list": f"ledger-imports/{world.ids['ledger']}/rows", "format": "csv"}
    assert world.cast.treasurer.no(404, "post", "exports", body)
    assert world.cast.stranger.no(404, "post", "exports", body)
    listed = world.cast.auditor.ok("get", body["list"])["results"]
    found = rows(taken_out(world.cast.auditor, body["list"]))
    assert [row["amount"].replace(",", ".") for row in found] == [one["amount"] for one in listed]
    assert found[0]["voucher"] == listed[0]["voucher"] != ""
    assert world.cast.treasurer.no(403, "post", "exports", {"list": "delegated-decisions", "format": "csv"})


def test_a_draft_is_in_nobody_elses_file(world: World) -> None:
    """Neither an agreement's nor a report's, in any form."""
    ids, cast = world.ids, world.cast
    for who in (cast.auditor, cast.treasurer, cast.stranger):
        assert str(ids["draft"]) not in {row["id"] for row in rows(taken_out(who, "agreements"))}
        assert str(ids["draft"]) not in {row["agreement"] for row in rows(taken_out(who, "commitment-checks"))}
    for who in (cast.officer, cast.auditor, cast.stranger):
        assert str(ids["draft_report"]) not in {row["id"] for row in rows(taken_out(who, "annual-reports"))}
        hours = rows(taken_out(who, "annual-reports", table="volunteer_hours"))
        assert str(ids["draft_report"]) not in {row["annual_report_id"] for row in hours}
        assert "2022" not in {row["period"] for row in rows(taken_out(who, "volunteer-hours"))}
    cast.treasurer.ok("post", f"annual-reports/{ids['approved']}/correct", WHY)
    changed = {"narrative": "Hemligt utkast"}
    cast.treasurer.patch_current(f"annual-reports/{ids['approved']}", changed)
    for who in (cast.officer, cast.auditor):
        assert "Hemligt" not in taken_out(who, "annual-reports").decode()
        assert b"Hemligt" not in b"".join(_cells(taken_out(who, "annual-reports", "xlsx")))
    assert "Hemligt" in taken_out(cast.treasurer, "annual-reports").decode()


def _cells(content: bytes) -> list[bytes]:
    book = load_workbook(io.BytesIO(content))
    return [str(cell.value).encode() for sheet in book for row in sheet.iter_rows() for cell in row]


def test_a_file_is_its_askers(world: World) -> None:
    cast = world.cast
    export = asked(cast.officer, "payments")
    path = f"exports/{export['id']}"
    assert (export["state"], export["rows"], export["sha256"]) == ("waiting", None, "")
    assert cast.officer.no(409, "get", f"{path}/content")["export.not_made"]["actual"] == "waiting"
    work_off()
    told = cast.officer.ok("get", path)
    content = fetched(cast.officer, export["id"])
    assert (told["state"], told["rows"], told["size"]) == ("made", 1, len(content))
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert cast.officer.ok("get", f"jobs/{told['job']}")["progress"] == {"done": 1, "total": 1}
    for other in (cast.officer2, cast.auditor, cast.stranger):
        assert other.no(404, "get", path)
        assert other.no(404, "get", f"{path}/content")
        assert export["id"] not in [one["id"] for one in mine(other)]


def test_who_lost_a_membership_fetches_nothing(world: World) -> None:
    officer = world.cast.officer
    export = asked(officer, "payments")
    work_off()
    fetched(officer, export["id"])
    mine = Membership.objects.filter(user=officer.who)
    mine.update(ends_on=timezone.now().date() - timedelta(days=3))
    assert "export.access_lost" in officer.no(403, "get", f"exports/{export['id']}/content")
    mine.update(ends_on=None)
    fetched(officer, export["id"])
    mine.update(role="auditor")
    assert "export.access_lost" in officer.no(403, "get", f"exports/{export['id']}/content")


def test_a_file_has_what_may_be_seen_when_it_is_made(world: World) -> None:
    """Not when it was asked for: who lost everything meanwhile gets an empty list, and no sublist."""
    auditor = world.cast.auditor
    all_of_it = asked(auditor, "payments")
    below = asked(auditor, f"ledger-imports/{world.ids['ledger']}/rows")
    Membership.objects.filter(user=auditor.who).delete()
    work_off()
    assert auditor.ok("get", f"exports/{all_of_it['id']}")["rows"] == 0
    told = auditor.ok("get", f"exports/{below['id']}")
    assert told["state"] == "failed"
    assert auditor.ok("get", f"jobs/{told['job']}")["errors"][0]["code"] == "export.access_lost"


def test_a_closed_account_gets_no_file(world: World) -> None:
    auditor = world.cast.auditor
    export = asked(auditor, "payments")
    assert auditor.who is not None
    type(auditor.who).objects.filter(pk=auditor.who.pk).update(is_active=False)
    work_off()
    assert Job.objects.get(pk=export["job"]).state == "failed"
    assert not ExportChunk.objects.filter(export=export["id"]).exists()


def test_taking_out_is_in_the_trail_and_nobody_reads_whose(world: World) -> None:
    taken_out(world.cast.auditor, "payments")
    event = AuditEvent.objects.filter(kind="export.made").latest("pk")
    assert (event.actor_name, event.data["rows"]) == ("auditor", 1)
    assert world.cast.officer.no(404, "get", f"audit-events/{event.pk}")
