"""A report as a workbook: the template, what is filled in, what is wrong by its cell, and files that are not taken."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import load_workbook

from agreements.conditions import CATEGORIES, WORK
from agreements.periods import periods
from office.bodies import plain
from office.bodies.reading import MOST_ROWS
from office.models import AuditEvent
from office.refusals import accepted
from reports.bodies import BASES, SOURCES, ContentBody
from reports.models import ReportDraft
from reports.selectors.sheets import Beside
from reports.selectors.versions import NOTHING
from reports.sheets import reading
from reports.sheets.layout import VERSION, Marker
from reports.sheets.making import Template, workbook
from reports.sheets.rows import rows
from tests.agreements.sample import HOURS, active, begun, body, handed_in
from tests.cast import VAN, Cast
from tests.reports.sheets import fetched, put, rows_of, saved, sent, told

pytestmark = pytest.mark.django_db
ACTIVITY = {"party": VAN, "kind": "activity", "name": "Läger", "unit": "dygn", "quantity": "12"}
PARTS = ("figures", "volunteer_hours", "activities", "narrative", "audited_by")
END = datetime(2020, 3, 31)  # noqa: DTZ001 - a workbook knows no zones
SWEDISH = {
    "Belopp_E5": "1 234,50", "Belopp_E6": 0, "Timmar_B5": "Kör", "Timmar_C5": "Unga", "Timmar_D5": "12,5",
    "Timmar_E5": "2020-03-01", "Timmar_F5": END, "Timmar_G5": "1 000", "Timmar_H5": 0.0,
    "Timmar_I5": "Kassören", "Aktiviteter_F4": "3,00", "Berättelse_C5": "Ett bra år.",
}  # fmt: skip


def with_activity(cast: Cast, **more: Any) -> int:
    return active(cast, commitments=[*body()["commitments"], ACTIVITY], **more)


def draft(cast: Cast, report: int) -> Any:
    said = cast.treasurer.ok("get", f"annual-reports/{report}")
    return {name: said[name] for name in PARTS}


def test_the_template_says_whose_it_is_and_what_was_promised(cast: Cast) -> None:
    agreement = with_activity(cast)
    handed_in(cast.treasurer, agreement, activities=[{"name": "Läger", "unit": "dygn", "quantity": "7.00"}])
    report = cast.treasurer.ok("post", "annual-reports", {"agreement": agreement, "period": "2021"})["id"]
    book = fetched(cast.treasurer, report, "sv")
    assert book.sheetnames == ["Om mallen", "Belopp", "Timmar", "Aktiviteter", "Berättelse"]
    about = {row[0].value: row[1].value for row in book["Om mallen"].iter_rows(min_row=2) if row[0].value}
    assert about["Överenskommelse"] == "KS-2019/00714 Överenskommelse om stöd"
    assert about["Period"] == "2021 (2021-01-01 – 2021-12-31)"
    assert about["Utlovat: Ideell tid"] == "975\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"
    assert rows_of(book, "Belopp")[:2] == [
        [None, "Egna medel", 325000, 310000, None, None, None],
        ["own_cash/fees", "   Avgifter", None, 310000, None, None, None],
    ]
    assert rows_of(book, "Aktiviteter") == [["fixed", "Läger", "dygn", 12, 7, None]]
    assert book["Belopp"]["E5"].protection.locked is False
    assert book["Belopp"]["D5"].protection.locked is True
    assert all(book[name].protection.sheet for name in book.sheetnames)
    assert all(book[name].row_dimensions[1].hidden for name in book.sheetnames)
    rules = {str(rule.sqref): rule for rule in book["Timmar"].data_validations.dataValidation}
    assert rules["C4:C2003"].formula1 == '"Vuxna,Unga"'
    assert book["Timmar"]["E5"].number_format == "General"  # the column's format is the row's
    assert book["Timmar"].column_dimensions["E"].number_format == "yyyy-mm-dd"


def test_categories_are_those_that_the_agreement_has_rates_for(cast: Cast) -> None:
    rate = {"category": "adult", "rate": "200.00", "starts_on": "2020-01-01", "source": "Avtalet"}
    conditions = {**body()["conditions"], "volunteer_rate": {"value": {"rates": [rate]}, "clause": "§ 4"}}
    report = begun(cast.treasurer, active(cast, conditions=conditions), volunteer_hours=[])["id"]
    rules = fetched(cast.treasurer, report)["Hours"].data_validations.dataValidation
    assert next(rule.formula1 for rule in rules if rule.type == "list") == '"Adult"'


def test_a_filled_template_is_the_draft(cast: Cast) -> None:
    report = begun(cast.treasurer, with_activity(cast))["id"]
    assert sent(cast.treasurer, report, saved(put(fetched(cast.treasurer, report, "sv"), **SWEDISH))).status_code == 200
    said = draft(cast, report)
    assert said["figures"] == [
        {"kind": "own_cash", "source": "fees", "amount": "1234.50"},
        {"kind": "own_cash", "source": "donations", "amount": "0.00"},
    ]
    assert said["volunteer_hours"] == [
        {**HOURS, "work": "volunteer_work"},
        {
            "activity": "Kör", "category": "young", "hours": "12.50", "starts_on": "2020-03-01",
            "ends_on": "2020-03-31", "women": 1000, "men": 0, "attested_by": "Kassören", "work": "volunteer_work",
        },
    ]  # fmt: skip
    assert said["activities"] == [{"name": "Läger", "unit": "dygn", "quantity": "3.00"}]
    assert (said["narrative"], said["audited_by"]) == ("Ett bra år.", "")
    event = AuditEvent.objects.filter(kind="report.draft_saved").latest("pk")
    assert len(event.data["spreadsheet"]) == 64


def test_sheets_may_be_moved_and_renamed_and_their_language_is_none(cast: Cast) -> None:
    report = begun(cast.treasurer, active(cast))["id"]
    book = fetched(cast.treasurer, report, "sv")
    book.move_sheet("Timmar", 2)
    book["Timmar"].title = "Våra timmar"
    book.create_sheet("Kladd")["A1"] = "=SUM(1,2)"
    put(book, Våra_timmar_C4="Young", Belopp_E5="2.5")
    answer = sent(cast.treasurer, report, saved(book), "en")
    assert answer.status_code == 200, answer.content
    assert draft(cast, report)["volunteer_hours"][0]["category"] == "young"


def test_everything_wrong_by_its_cell_and_nothing_is_saved(cast: Cast) -> None:
    report = begun(cast.treasurer, with_activity(cast))["id"]
    before = ReportDraft.objects.get().content
    book = put(
        fetched(cast.treasurer, report, "sv"),
        Belopp_E5="=1+1", Belopp_E6="ungefär tusen", Belopp_E7=-5, Belopp_E8="1,234", Belopp_E12=1.005,
        Timmar_C4="Barn", Timmar_D4=True, Timmar_F4="2021-01-31", Timmar_G4=1.5, Timmar_I4="Anna 811228-9874",
        Timmar_B7="Kör", Timmar_E7="31 januari", Timmar_N4="Obs!", Aktiviteter_B5="Läger", Aktiviteter_C5="dygn",
        Aktiviteter_F4=1, Aktiviteter_F5=2, Berättelse_C5="#N/A",
    )  # fmt: skip
    answer = sent(cast.treasurer, report, saved(book), "sv")
    assert sorted(told(answer)) == sorted(
        [
            ("Belopp!E5", "sheet.formula"), ("Belopp!E6", "sheet.number"), ("Belopp!E7", "negative"),
            ("Belopp!E8", "sheet.ambiguous"), ("Belopp!E12", "decimals"), ("Timmar!C4", "invalid_choice"),
            ("Timmar!D4", "sheet.number"), ("Timmar!4:4", "hours.outside_period"), ("Timmar!G4", "invalid"),
            ("Timmar!I4", "personal_number"), ("Timmar!E7", "not_a_date"), ("Timmar!N4", "sheet.outside"),
            *((f"Timmar!{column}7", "required") for column in "CDFGHI"), ("Aktiviteter!5:5", "activities.duplicate"),
            ("Berättelse!C5", "sheet.error"),
        ]
    )  # fmt: skip
    errors = {one["path"]: one for one in answer.json()["errors"]}
    assert errors["Belopp!E5"]["message"] == (
        "Här står en formel. Skriv själva värdet: kopiera cellen och klistra in den som värde."
    )
    assert errors["Belopp!E6"]["message"] == "”ungefär tusen” är inget tal; det skrivs 1 234,50 eller 1234.50."
    assert (errors["Timmar!C4"]["expected"], errors["Timmar!C4"]["actual"]) == (["Vuxna", "Unga"], "Barn")
    assert errors["Timmar!C4"]["message"] == "Här står något av detta: Vuxna, Unga."
    assert errors["Timmar!G4"]["message"] == "Det som står här ska vara ett heltal från 0."
    assert (errors["Timmar!E7"]["expected"], errors["Timmar!E7"]["actual"]) == ("en dag såsom 2020-01-31", "31 januari")
    assert errors["Timmar!4:4"]["expected"] == "2020-01-01 – 2020-12-31"
    assert ReportDraft.objects.get().content == before


def test_missing_is_not_zero(cast: Cast) -> None:
    report = begun(cast.treasurer, with_activity(cast), figures=[], volunteer_hours=[])["id"]
    assert sent(cast.treasurer, report, saved(fetched(cast.treasurer, report))).status_code == 200
    assert [draft(cast, report)[name] for name in PARTS] == [[], [], [], "", ""]
    zeros = put(fetched(cast.treasurer, report), Amounts_E12=0, Activities_F4="0")
    assert sent(cast.treasurer, report, saved(zeros)).status_code == 200
    assert draft(cast, report)["activities"] == [{"name": "Läger", "unit": "dygn", "quantity": "0.00"}]
    assert draft(cast, report)["figures"] == [{"kind": "income", "source": "", "amount": "0.00"}]


def test_a_template_of_something_else_says_where_to_fetch_the_right_one(cast: Cast) -> None:
    agreement = active(cast)
    report = begun(cast.treasurer, agreement)["id"]
    book = fetched(cast.treasurer, report)
    next_year = cast.treasurer.ok("post", "annual-reports", {"agreement": agreement, "period": "2021"})["id"]
    other = begun(cast.treasurer, active(cast, reference="KS/2"))["id"]
    for pk, code in ((next_year, "sheet.other_report"), (other, "sheet.other_agreement")):
        answer = sent(cast.treasurer, pk, saved(book), "sv")
        assert told(answer) == [("file", code)]
        assert answer.json()["errors"][0]["message"].endswith(
            f"Hämta en ny mall här: /api/v1/annual-reports/{pk}/template"
        )
    for cell, value, code in (
        ("B1", "0", "sheet.old_template"),
        ("D1", "7", "sheet.other_report"),
        ("F1", "abc", "sheet.terms_changed"),
        ("B1", "zwei", "sheet.no_template"),
        ("A1", "x", "sheet.no_template"),
    ):
        changed = fetched(cast.treasurer, report)
        changed["About the template"][cell] = value
        assert told(sent(cast.treasurer, report, saved(changed))) == [("file", code)]


def test_a_template_of_before_the_terms_changed(cast: Cast) -> None:
    agreement = active(cast)
    book = saved(fetched(cast.treasurer, report := begun(cast.treasurer, agreement)["id"]))
    assert sent(cast.treasurer, report, book).status_code == 200
    ended = {"document": "KS/9", "reason": "Beslut", "terminated_on": "2020-05-01", "last_day": "2020-06-30"}
    cast.officer.ok("post", f"agreements/{agreement}/terminate", ended)
    assert told(sent(cast.treasurer, report, book)) == [("file", "sheet.terms_changed")]


def test_a_sheet_that_is_missing_or_stands_twice_and_a_row_that_is_none(cast: Cast) -> None:
    report = begun(cast.treasurer, active(cast))["id"]
    book = fetched(cast.treasurer, report)
    book.copy_worksheet(book["Hours"])
    del book["Activities"]
    put(book, Amounts_E4=5, Amounts_E20=7)
    assert told(sent(cast.treasurer, report, saved(book))) == [
        ("Amounts!4:4", "sheet.outside"),
        ("Amounts!20:20", "sheet.outside"),
        ("Hours Copy", "sheet.twice"),
        ("file", "sheet.missing"),
    ]


def test_who_may_and_when(cast: Cast) -> None:
    report = begun(cast.treasurer, active(cast))["id"]
    book = saved(fetched(cast.treasurer, report))
    assert cast.officer.get(f"/api/v1/annual-reports/{report}/template").status_code == 404
    assert sent(cast.officer, report, book).status_code == 404
    assert sent(cast.treasurer, report, book, if_match='"9"').status_code == 412
    assert sent(cast.treasurer, report, book, if_match=cast.treasurer.get(f"/api/v1/annual-reports/{report}")["ETag"])
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    assert "report.not_a_draft" in cast.treasurer.no(409, "get", f"annual-reports/{report}/template")
    assert sent(cast.treasurer, report, book).status_code == 409
    assert "report.writers_only" in cast.auditor.no(403, "get", f"annual-reports/{report}/template")
    assert sent(cast.auditor, report, book).status_code == 403


def test_a_long_narrative_goes_on_in_the_next_cell(cast: Cast) -> None:
    lines = "\n".join(f"Rad {number}: =1+1 <b> _x0041_ å" for number in range(1900))[:49_990].strip()
    report = begun(cast.treasurer, active(cast), narrative=lines, audited_by="Revisorn")["id"]
    assert sent(cast.treasurer, report, saved(fetched(cast.treasurer, report))).status_code == 200
    assert (draft(cast, report)["narrative"], draft(cast, report)["audited_by"]) == (lines, "Revisorn")


def amounts(most: str = "99999999.99") -> some.SearchStrategy[str]:
    return some.decimals(0, Decimal(most), places=2).map(lambda one: f"{one:.2f}")


def words(most: int) -> some.SearchStrategy[str]:
    letters = some.characters(exclude_categories=["C"], include_characters="\n")
    return (
        some.text(letters, min_size=1, max_size=most).map(str.strip).filter(bool).filter(lambda text: "_x" not in text)
    )


DAYS = some.tuples(*[some.dates(date(2020, 1, 1), date(2020, 12, 31))] * 2).map(sorted)
ROWS = some.builds(
    lambda days, **row: {**row, "starts_on": str(days[0]), "ends_on": str(days[1])},
    DAYS,
    activity=words(40),
    category=some.sampled_from(CATEGORIES),
    hours=amounts("1000000"),
    women=some.integers(0, 1_000_000),
    men=some.integers(0, 1_000_000),
    attested_by=words(40),
    work=some.sampled_from(WORK),
)
CASH = some.dictionaries(some.sampled_from(SOURCES), amounts()).map(
    lambda said: [{"kind": "own_cash", "source": name, "amount": said[name]} for name in SOURCES if name in said]
)
GIVEN: some.SearchStrategy[Any] = some.lists(
    some.builds(dict, kind=some.just("in_kind"), source=some.just(""), amount=amounts(), document=words(30),
                basis=some.sampled_from(BASES)), max_size=1,
)  # fmt: skip
DONE: some.SearchStrategy[Any] = some.lists(
    some.builds(dict, name=words(20), unit=words(10), quantity=amounts()),
    max_size=3,
    unique_by=lambda row: (row["name"].casefold(), row["unit"].casefold()),
)


@settings(max_examples=60)
@given(CASH, GIVEN, some.lists(ROWS, max_size=3), DONE, words(60) | some.just(""), some.sampled_from(["sv", "en"]))
def test_there_and_back_is_exactly_the_draft(
    cash: Any, in_kind: Any, hours: Any, done: Any, narrative: str, language: str
) -> None:
    """Without a database: what a draft keeps, as a workbook, is read as what the draft keeps."""
    raw = {"figures": cash + in_kind, "volunteer_hours": hours, "activities": done, "narrative": narrative}
    kept = plain(accepted(*ContentBody().read(raw)))
    promised = tuple((one["name"], one["unit"], Decimal(3)) for one in done[:1])
    marker = Marker(VERSION, 1, 2, "2020", "digest")
    period = periods(date(2020, 1, 1), date(2020, 12, 31))[0]
    with translation.override(language):
        told = rows(kept, Beside({}, promised, NOTHING), language)
        found = reading.read(workbook(Template(marker, period, language, [], told, CATEGORIES)))
    assert (found.marker, found.problems) == (marker, ())
    back = plain(accepted(*ContentBody().read(found.body)))
    assert back == kept


@pytest.mark.parametrize("saved_anew", [False, True])
def test_a_report_of_as_many_rows_as_are_taken_is_read(saved_anew: bool) -> None:
    """Also when each cell has a text of its own, and another program has saved it."""
    many = [
        {**HOURS, "activity": f"Språkcafé {number}", "attested_by": f"Kassör {number}", "work": "leading"}
        for number in range(MOST_ROWS)
    ]
    kept = plain(accepted(*ContentBody().read({"volunteer_hours": many, "narrative": "x" * 50_000})))
    period = periods(date(2020, 1, 1), date(2020, 12, 31))[0]
    told = rows(kept, Beside({}, (), NOTHING), "sv")
    content = workbook(Template(Marker(VERSION, 1, 2, "2020", "digest"), period, "sv", [], told, CATEGORIES))
    if saved_anew:
        content = saved(load_workbook(io.BytesIO(content)))
    found = reading.read(content)
    back = plain(accepted(*ContentBody().read(found.body)))
    assert (found.problems, back["volunteer_hours"], back["narrative"]) == ((), kept["volunteer_hours"], "x" * 50_000)
