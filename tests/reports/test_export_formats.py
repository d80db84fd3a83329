"""A list as CSV, as a workbook and as a PDF: safe to open, numbers as numbers, and refused where it has no room."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cast import Client
from tests.contracts.world import World
from tests.reports.taking_out import asked, fetched, mine, noted, rows, taken_out, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.both]

FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1")


def test_what_people_wrote_is_no_formula(world: World) -> None:
    noted(world, *FORMULAS)
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


def test_a_year_end_file_says_its_day_and_its_sums(world: World) -> None:
    auditor = world.cast.auditor
    sums = auditor.ok("get", "year-end?on=2020-08-31")["total"]
    book = load_workbook(io.BytesIO(taken_out(auditor, "year-end", "xlsx", on="2020-08-31")))
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert (cover["As of"], cover["Filter"]) == ("2020-08-31", "none: everything that its taker may see")
    assert (cover["Promised"], cover["Unpaid"]) == (sums["promised"], sums["unpaid"])
    assert [cell.value for cell in book.worksheets[1][1]][:2] == ["Agreement (id)", "Reference"]


def test_what_a_workbook_cannot_hold_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    auditor = world.cast.auditor
    noted(world, "x" * 200)
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
    noted(world, *PDF_NOTES)
    pdf = taken_out(world.cast.auditor, "payments", "pdf", period="2020")
    assert b"<pdfaid:part>3<" in pdf
    found = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for text in ("Taken out by: auditor", "Filter: Period: 2020", "150,000.00", "#panic()", "$x^2$", "[U+1F600]"):
        assert text in found
    assert "x" * 90 in found.replace("\n", "")
    assert mine(world.cast.auditor)[0]["digest"] in found
    assert "Columns without anything: Corrects, Order" in found
    assert taken_out(world.cast.auditor, "payments", "pdf", period="1999").startswith(b"%PDF")


def test_what_is_too_large_for_pages_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(world, "ett", "två", "tre", "fyra")
    monkeypatch.setattr("reports.exporting.as_pdf.MOST_CELLS", 60)
    body = {"list": "payments", "format": "pdf"}
    told = world.cast.auditor.no(400, "post", "exports", body)["export.too_many_rows"]
    assert (told["path"], told["expected"], told["actual"]) == ("list", "<= 4", 5)
    export = asked(world.cast.auditor, "commitment-checks", "pdf", table="periods.lines")
    work_off()
    assert [one[:2] for one in _failure(world.cast.auditor, export)] == [("export.too_many_rows", "periods.lines")]
