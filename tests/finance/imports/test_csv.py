"""CSV: whatever separates and encodes it, and everything that is wrong at once, by line and column."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.imports import Imported, csv, read, table
from finance.imports.rows import NOTHING, Reading
from tests.finance.imports.sample import HEADINGS, PERSON, ROW, choice, lines, told

VAN = Imported(
    2, date(2025, 1, 31), "4530", Decimal("750000.00"), "802000-0009", "Vän i Umeå", "51234567", "Bidrag", "B 12", False
)


def changed(**said: str) -> list[str]:
    """The row with other values under some headings (without signs)."""
    return [said.get(name.replace(".", ""), value) for name, value in zip(HEADINGS, ROW, strict=True)]


@pytest.mark.parametrize("sign", [";", "\t", ","])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "latin-1", "cp437"])
def test_signs_and_charsets(sign: str, charset: str) -> None:
    row = changed(Belopp="750000.00")
    found = read("csv", lines(row, sign=sign).encode(charset), choice())
    assert found == Reading((VAN,), NOTHING, (), ())


def test_a_title_above_quotes_and_blank_lines() -> None:
    text = 'Utbetalningar 2025\n\n"datum";"verifikation";"KONTO";"Debet";"Kredit";"Färg"\n'
    text += '20250131;"B\n12";4530;100,50;;röd\n;;;;;\n2025-02-01;B 13;4531;;"40,00";blå\n'
    found = csv.read(text.encode(), choice())
    assert [(one.line, str(one.amount), one.voucher) for one in found.rows] == [
        (4, "100.50", "B 12"),
        (7, "-40.00", "B 13"),
    ]
    assert found.unread == ("Färg",)


def test_only_what_was_chosen() -> None:
    other, before = changed(Konto="6110", Belopp="?"), changed(Datum="2024-12-31")
    found = csv.read(lines(other, ROW, before).encode(), choice())
    assert ([one.line for one in found.rows], found.left_out) == ([3], (1, 1))
    assert told(csv.read(lines(other).encode(), choice())) == [
        ": No row stands on the chosen accounts in the chosen days."
    ]
    everything = csv.read(lines(ROW, headings=("Datum", "A", "Belopp")).encode(), choice(accounts=()))
    assert [(one.account, one.name) for one in everything.rows] == [("", "")]


def test_nothing_of_a_person_is_kept_but_the_sum_holds() -> None:
    rows = [
        changed(Orgnr=PERSON, Mottagare="Anna Andersson"),
        changed(Orgnr="", Mottagare=f"Anna {PERSON}"),
        changed(Text=f"Arvode {PERSON}", Vernr=PERSON),
    ]
    found = csv.read(lines(*rows).encode(), choice()).rows
    assert [(one.number, one.name, one.giro, one.text, one.person) for one in found] == [
        ("", "", "", "", True),
        ("", "", "", "", True),
        ("802000-0009", "Vän i Umeå", "51234567", "", False),
    ]
    assert [one.voucher for one in found] == ["B 12", "B 12", ""]
    assert sum(one.amount for one in found) == 2_250_000
    assert [one.text for one in csv.read(lines(ROW).encode(), choice(texts=False)).rows] == [""]


def test_everything_wrong_is_told_at_once_in_both_languages() -> None:
    rows = [
        changed(Datum="i går", Belopp="mycket"),
        changed(Datum="", Belopp=""),
        changed(Belopp="1,234", Orgnr="802000-0008", Bankgiro="SE45"),
        changed(Konto="bidrag", Belopp="1,2345"),
    ]
    found = csv.read(lines(*rows).encode(), choice())
    assert [(one.line, one.column, one.code) for one in found.problems] == [
        (2, 1, "day.invalid"),
        (2, 3, "amount.invalid"),
        (3, 1, "day.missing"),
        (3, 3, "amount.missing"),
        (4, 3, "amount.ambiguous"),
        (4, 5, "number.invalid"),
        (4, 6, "giro.invalid"),
        (5, 2, "account.invalid"),
    ]
    assert told(found)[0] == "line 2, column 1: “i går” is no date; it is written 2025-01-31 or 20250131."
    assert told(found, "sv")[3] == "rad 3, kolumn 3: Raden har inget belopp (en formel måste ha ett sparat värde)."


def test_headings_that_are_missing_or_stand_twice() -> None:
    found = csv.read(lines(headings=("Datum", "Betaldatum", "Kontonamn")).encode(), choice())
    assert [(one.line, one.column, one.code, one.text) for one in found.problems] == [
        (1, 0, "header.missing", "amount"),
        (1, 0, "header.missing", "account"),
        (1, 2, "header.twice", "Betaldatum"),
    ]
    assert told(found)[0].startswith("line 1: Among the first rows there is no heading for the amount. Names that")
    assert told(csv.read(b"ord\n", choice()), "sv")[0].startswith(
        ": Bland de första raderna finns ingen rubrik för datum"
    )
    assert [one.code for one in csv.read(b"", choice(accounts=())).problems] == ["header.missing"] * 2


def test_very_many_rows_and_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = csv.read(lines(*[changed(Datum="x")] * 1010).encode(), choice())
    assert len(wrong.problems) == 1001
    assert told(wrong)[-1] == ": And 10 more problems, which are not listed."
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    assert told(csv.read(lines(*[ROW] * 3).encode(), choice())) == [
        ": The file has more than 2 rows: take one year and the chosen accounts at a time."
    ]


def test_a_broken_quote_is_told_and_long_cells_are_quoted_short() -> None:
    broken = csv.read(lines(['"a"b']).encode(), choice())
    assert told(broken, "sv") == [": Filen går inte att läsa som CSV. Spara eller exportera den på nytt."]
    assert len(csv.read(lines(changed(Datum="x" * 500)).encode(), choice()).problems[0].text) == 61


@settings(max_examples=15)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    csv.read(content, choice())
    csv.read(lines(ROW).encode() + content, choice())
