"""Lists as files: complete, the same rows as the list, nobody else's, and safe to open."""

import hashlib
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from finance.models import Payment
from office import jobs as door
from office.clock import today
from office.models import AuditEvent, Job, Membership
from office.services import jobs
from reports.models import Export, ExportChunk
from reports.services import exports
from tests.agreements.sample import WHY
from tests.cast import Client
from tests.contracts.world import World
from tests.reports.taking_out import asked, fetched, rows, taken_out, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def _noted(world: World, *notes: str) -> None:
    """Payments with these notes, as somebody wrote them before it was refused."""
    (seen,) = Payment.objects.filter(pk=world.ids["payment"])
    for note in notes:
        seen.pk, seen.note, seen.order = None, note, None
        seen.save(force_insert=True)


def test_a_file_has_the_rows_of_the_list(world: World) -> None:
    _noted(world, "ett", "två; tre", 'fyra "fem"', "sex\nsju")
    auditor = world.cast.auditor
    listed = auditor.ok("get", "payments?limit=1000&ordering=paid_on")["results"]
    found = rows(taken_out(auditor, "payments", ordering="paid_on"))
    assert len(found) == len(listed) == 5
    for row, one in zip(found, listed, strict=True):
        assert row["id"] == str(one["id"])
        assert row["amount"] == one["amount"].replace(".", ",")
        assert (row["paid_on"], row["note"], row["recorded_at"]) == (one["paid_on"], one["note"], one["recorded_at"])
        assert (row["corrects"], row["recipient_name"]) == ("", "Vän i Umeå")
        assert row["agreement_reference"] == "KS/1"
        assert "actions" not in row


def test_filters_are_the_list_s_own(world: World) -> None:
    officer = world.cast.officer
    assert [row["id"] for row in rows(taken_out(officer, "agreements", state=["draft"]))] == [str(world.ids["draft"])]
    both = rows(taken_out(officer, "agreements", state=["draft", "active"]))
    assert {int(row["id"]) for row in both} == {world.ids[name] for name in ("draft", "active", "asking", "pilot")}
    wrong = officer.no(
        400, "post", "exports", {"list": "payments", "format": "csv", "filters": {"perod": "1", "limit": 5}}
    )
    assert wrong["parameter.unknown"]["path"] == "filters.perod"
    assert wrong["export.never_cut"]["path"] == "filters.limit"
    wrong = officer.no(400, "post", "exports", {"list": "payments", "format": "csv", "filters": {"recipient": "x"}})
    assert wrong["parameter.invalid"]["path"] == "filters.recipient"
    assert not Export.objects.filter(format="csv", made_at__isnull=True).exists()


@pytest.mark.parametrize(
    "address", ["paymentz", "agreements/1", "../admin", "audit-events/verify", "api-info", "docs", ""]
)
def test_only_lists_are_taken_out(world: World, address: str) -> None:
    answer = world.cast.officer.send("post", "exports", {"list": address, "format": "csv"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == "list"


def test_lists_in_records_are_tables_of_their_own(world: World) -> None:
    officer = world.cast.officer
    of_both = rows(taken_out(officer, "agreements", table="commitments.components", state=["active"]))
    assert {int(row["agreement_id"]) for row in of_both} == {world.ids["active"], world.ids["asking"]}
    found = [row for row in of_both if row["agreement_id"] == str(world.ids["active"])]
    assert [(row["kind"], row["amount"]) for row in found] == [
        ("volunteer_time", "150000,00"),
        ("own_cash", "50000,00"),
    ]
    (check,) = (
        row for row in officer.ok("get", "commitment-checks")["results"] if row["agreement"] == world.ids["active"]
    )
    lines = [line for period in check["periods"] for line in period["lines"]]
    found = rows(taken_out(officer, "commitment-checks", table="periods.lines"))
    mine = [row for row in found if row["agreement"] == str(world.ids["active"])]
    assert [row["counted"].replace(",", ".") for row in mine] == [line["counted"] or "" for line in lines]
    assert [row["explanation"] for row in mine] == [line["explanation"] for line in lines]
    wrong = officer.no(400, "post", "exports", {"list": "agreements", "format": "csv", "table": "partis"})
    assert "parties" in wrong["export.unknown_table"]["expected"]


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


FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1")


def test_what_people_wrote_is_no_formula(world: World) -> None:
    _noted(world, *FORMULAS)
    found = rows(taken_out(world.cast.auditor, "payments"))
    notes = {row["note"] for row in found}
    assert {f"'{text}" for text in FORMULAS} <= notes
    content = taken_out(world.cast.auditor, "payments", "xlsx")
    sheet = load_workbook(io.BytesIO(content))["Payments"]
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "s"}
    assert {"=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1"} <= set(cells)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_negative_numbers_stay_numbers(world: World) -> None:
    correction = {
        "agreement": world.ids["active"],
        "period": "2020",
        "amount": "-1000.00",
        "corrects": world.ids["payment"],
    }
    world.cast.officer.ok("post", "payments", correction)
    (row,) = (row for row in rows(taken_out(world.cast.auditor, "payments")) if row["corrects"])
    assert row["amount"] == "-1000,00"
    findings = rows(taken_out(world.cast.auditor, "commitment-checks", table="findings"))
    assert {row["difference"][:1] for row in findings if row["code"] == "co_financing.short"} == {"-"}
    sheet = load_workbook(io.BytesIO(taken_out(world.cast.auditor, "payments", "xlsx")))["Payments"]
    assert -1000.0 in [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"]


def test_a_workbook_says_where_it_comes_from(world: World) -> None:
    auditor = world.cast.auditor
    export = asked(auditor, "agreements", "xlsx", organization=world.ids["association"])
    work_off()
    told = auditor.ok("get", f"exports/{export['id']}")
    book = load_workbook(io.BytesIO(fetched(auditor, export["id"])))
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert cover["Taken out by"] == "auditor"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Swedish time\)", str(cover["Taken out at"]))
    assert cover["As of"] == "no day is asked about"
    assert cover["Filter"] == f"Organization: Vän i Umeå ({world.ids['association']})"
    assert (cover["Rows"], cover["Digest of the records (SHA-256)"]) == ("3", told["digest"])
    assert (cover["Agreements"], cover["Parties"], cover["Commitments"]) == (3, 6, 6)
    sheet = book["Agreements"]
    assert [cell.value for cell in sheet[1]][:4] == ["Id", "Reference", "Title", "Kind"]
    (days,) = {(cell.value.isoformat(), cell.number_format) for cell in sheet["F"][1:]}
    assert days == ("2020-01-01T00:00:00", "yyyy-mm-dd")
    swedish = Client(auditor.who)
    swedish.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    swedish.force_authenticate(auditor.who)
    swedish.credentials()
    book = load_workbook(io.BytesIO(taken_out(swedish, "agreements", "xlsx")))
    assert book.sheetnames[:3] == ["Försättsblad", "Avtal", "Parter"]
    assert [cell.value for cell in book["Avtal"][1]][1:3] == ["Diarienummer", "Rubrik"]


def test_the_same_question_gives_the_same_bytes(world: World) -> None:
    """Whoever asks and whenever; a workbook's records too."""
    moment = timezone.now().isoformat()
    asked_so = {"as_of": "2022-06-30", "known_at": moment}
    first, second = (
        taken_out(who, "commitment-checks", **asked_so) for who in (world.cast.officer, world.cast.auditor)
    )
    assert first == second
    _noted(world, "senare")
    assert taken_out(world.cast.auditor, "commitment-checks", **asked_so) == first
    digests = {row["format"]: row["digest"] for row in _mine(world.cast.auditor)}
    taken_out(world.cast.auditor, "commitment-checks", "xlsx", **asked_so)
    assert _mine(world.cast.auditor)[0]["digest"] == digests["csv"]


def _mine(who: Client) -> Any:
    return who.ok("get", "exports")["results"]


def test_as_of_is_written_down_where_a_list_has_it(world: World) -> None:
    assert set(asked(world.cast.auditor, "claims")["filters"]) == {"as_of"}
    assert asked(world.cast.auditor, "claims", as_of="2022-06-30")["filters"] == {"as_of": "2022-06-30"}
    assert asked(world.cast.auditor, "commitment-checks")["filters"] == {"as_of": f"{today()}"}
    wrong = {"list": "commitment-checks", "format": "csv", "filters": {"as_of": "yesterday", "status": "sad"}}
    refused = world.cast.auditor.send("post", "exports", wrong)
    assert [one["path"] for one in refused.json()["errors"]] == ["filters.as_of", "filters.status"]
    assert asked(world.cast.auditor, "payments")["filters"] == {}


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
        assert export["id"] not in [one["id"] for one in _mine(other)]


def test_the_job_says_how_far_it_has_come(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the file is made, not only in the end."""
    monkeypatch.setattr("reports.api.checks.TOGETHER", 1)
    auditor = world.cast.auditor
    count = auditor.ok("get", "commitment-checks")["count"]
    export = asked(auditor, "commitment-checks")
    job = jobs.claim({exports.MAKE})
    assert job is not None
    work, told = door.Work(job), []

    def progress(done: int, total: int | None) -> None:
        work.progress(done, total)
        told.append(auditor.ok("get", f"jobs/{job.pk}")["progress"])

    exports.make(export["id"], progress, work.finish)
    assert count > 1
    assert told == [{"done": done, "total": count} for done in range(1, count + 1)]


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


def test_files_are_forgotten(world: World) -> None:
    officer = world.cast.officer
    export = asked(officer, "payments")
    work_off()
    made = Export.objects.get(pk=export["id"])
    assert made.made_at is not None
    assert made.kept_until == made.made_at + exports.KEEP
    assert exports.forget(timezone.now()) == 0
    Export.objects.filter(pk=made.pk).update(kept_until=timezone.now() - timedelta(seconds=1))
    assert exports.forget(timezone.now()) == 1
    assert officer.ok("get", f"exports/{made.pk}")["state"] == "forgotten"
    assert "export.forgotten" in officer.no(409, "get", f"exports/{made.pk}/content")


def test_a_person_waits_for_so_many_files(world: World) -> None:
    for _ in range(exports.MOST_WAITING):
        asked(world.cast.stranger, "payments")
    assert "export.too_many" in world.cast.stranger.no(409, "post", "exports", {"list": "payments", "format": "csv"})
    work_off()
    asked(world.cast.stranger, "payments")


def test_taking_out_is_in_the_trail_and_nobody_reads_whose(world: World) -> None:
    taken_out(world.cast.auditor, "payments")
    event = AuditEvent.objects.filter(kind="export.made").latest("pk")
    assert (event.actor_name, event.data["rows"]) == ("auditor", 1)
    assert world.cast.officer.no(404, "get", f"audit-events/{event.pk}")


def test_what_a_workbook_cannot_hold_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    auditor = world.cast.auditor
    _noted(world, "x" * 200)
    export = asked(auditor, "payments", "xlsx")
    with monkeypatch.context() as small:
        small.setattr("reports.exporting.as_xlsx.MOST_CHARACTERS", 100)
        work_off()
    assert _failure(auditor, export) == [("export.cell_too_long", "note", 200)]
    monkeypatch.setattr("reports.exporting.as_xlsx.MOST_ROWS", 6)
    export = asked(auditor, "agreements", "xlsx")
    work_off()
    assert _failure(auditor, export) == [("export.too_many_rows", "parties", 6)]
    assert len(rows(taken_out(auditor, "payments"))) == 2


def _failure(who: Client, export: dict[str, Any]) -> list[tuple[Any, ...]]:
    told = who.ok("get", f"exports/{export['id']}")
    assert told["state"] == "failed"
    errors = who.ok("get", f"jobs/{told['job']}")["errors"]
    return [(one["code"], one["path"], one["actual"]) for one in errors]


PDF_NOTES = ("#panic()", "$x^2$", "tjugo 😀", "x" * 90)


def test_a_pdf_has_the_rows_and_says_where_they_come_from(world: World) -> None:
    _noted(world, *PDF_NOTES)
    pdf = taken_out(world.cast.auditor, "payments", "pdf", period="2020")
    assert b"<pdfaid:part>3<" in pdf
    found = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for text in ("Taken out by: auditor", "Filter: Period: 2020", "150,000.00", "#panic()", "$x^2$", "[U+1F600]"):
        assert text in found
    assert "x" * 90 in found.replace("\n", "")
    assert _mine(world.cast.auditor)[0]["digest"] in found
    assert "Columns without anything: Corrects, Order" in found
    assert taken_out(world.cast.auditor, "payments", "pdf", period="1999").startswith(b"%PDF")


def test_what_is_too_large_for_pages_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _noted(world, "ett", "två", "tre", "fyra")
    monkeypatch.setattr("reports.exporting.as_pdf.MOST_CELLS", 60)
    body = {"list": "payments", "format": "pdf"}
    told = world.cast.auditor.no(400, "post", "exports", body)["export.too_many_rows"]
    assert (told["path"], told["expected"], told["actual"]) == ("list", "<= 4", 5)
    export = asked(world.cast.auditor, "commitment-checks", "pdf", table="periods.lines")
    work_off()
    assert [one[:2] for one in _failure(world.cast.auditor, export)] == [("export.too_many_rows", "periods.lines")]


def test_large_files_lie_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = taken_out(world.cast.auditor, "audit-events", ordering="at")
    monkeypatch.setattr(exports, "CHUNK", 1000)
    export = asked(world.cast.auditor, "audit-events", ordering="at")
    work_off()
    assert fetched(world.cast.auditor, export["id"]) == whole
    sizes = [len(bytes(one.content)) for one in ExportChunk.objects.filter(export=export["id"]).order_by("number")]
    assert len(sizes) == -(-len(whole) // 1000) > 5
    assert set(sizes[:-1]) == {1000}


def test_as_many_queries_for_a_row_more(world: World) -> None:
    def counted() -> int:
        export = Export.objects.get(pk=asked(world.cast.auditor, "payments")["id"])
        with io.BytesIO() as file, CaptureQueriesContext(connection) as queries:
            exports.write(export, file, lambda _done, _total: None)
        return len(queries)

    few = counted()
    _noted(world, *map(str, range(50)))
    assert counted() == few
