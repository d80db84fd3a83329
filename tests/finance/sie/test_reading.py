"""What a SIE file reads as: vouchers, rows, the register, and the type that is needed."""

from datetime import date
from decimal import Decimal

import pytest

from finance.sie import Account, Balance, Dimension, LedgerObject, Row, Year, read
from tests.finance.sie.writing import HEAD, codes, reading, sie, voucher

DAY = date(2021, 1, 31)


def rows(*lines: str) -> list[tuple[str, Decimal]]:
    """Account and amount of the rows that one voucher has."""
    found = voucher(*lines)
    assert codes(found) == []
    assert found.ledger is not None
    return [(row.account, row.amount) for row in found.ledger.vouchers[0].rows]


def test_a_voucher_and_its_rows() -> None:
    found = reading(
        '#VER A 1 20210131 "Fika i \\"mässen\\""  20210201 "Anna"',
        "{",
        '\t#TRANS\t5460 {1 "Nord" 6 "P 01"}   40.5  20210130 "Bullar \\\\ kaffe \\A" 2.25 "Anna"',
        '#trans 1910 {} -40.50 "" ""',
        "#TRANS 1920 0",
        "}",
        "\x1a",
    )
    assert codes(found) == []
    assert found.ledger is not None
    (only,) = found.ledger.vouchers
    assert only[:5] == ("A", "1", DAY, 'Fika i "mässen"', 6)
    objects = (("1", "Nord"), ("6", "P 01"))
    assert only.rows == (
        Row("5460", objects, Decimal("40.50"), date(2021, 1, 30), "Bullar \\ kaffe \\A", 8, Decimal("2.25")),
        Row("1910", (), Decimal("-40.50"), None, "", 9, None),
        Row("1920", (), Decimal(0), None, "", 10, None),
    )


def test_the_register() -> None:
    found = reading(
        "#PROGRAM Bok 1.0",
        "#GEN 20220115 AA",
        "#RAR -1 20200701 20201231",
        "#KTYP 3987 I",
        '#KONTO 3987 "Kommunala bidrag"',
        "#KONTO 1910",
        "#DIM 6 Projekt",
        "#UNDERDIM 21 Delprojekt 6",
        '#OBJEKT 6 P01 "Språkcafé"',
        "#IB 0 1910 1.5",
        "#UB 0 1910 2",
        "#OIB 0 1910 {6 P01} -3",
        '#OUB -1 1910 {"6" "P01"} .5',
        "#RES 0 3987 +5.",
        "#PSALDO 0 202101 3987 {} oläsligt",
    )
    assert codes(found) == []
    ledger = found.ledger
    assert ledger is not None
    assert (ledger.program, ledger.company, ledger.number) == ("Bok 1.0", "Föreningen Överens", "802000-0009")
    assert ledger.generated_on == date(2022, 1, 15)
    assert ledger.years == (
        Year(0, date(2021, 1, 1), date(2021, 12, 31)),
        Year(-1, date(2020, 7, 1), date(2020, 12, 31)),
    )
    assert ledger.accounts == (Account("3987", "Kommunala bidrag", "I"), Account("1910", "", ""))
    assert ledger.dimensions == (Dimension("6", "Projekt", ""), Dimension("21", "Delprojekt", "6"))
    assert ledger.objects == (LedgerObject("6", "P01", "Språkcafé"),)
    assert ledger.opening == (Balance(0, "1910", (), Decimal("1.5"), 15),)
    assert ledger.closing == (Balance(0, "1910", (), Decimal(2), 16),)
    assert ledger.object_opening == (Balance(0, "1910", (("6", "P01"),), Decimal(-3), 17),)
    assert ledger.object_closing == (Balance(-1, "1910", (("6", "P01"),), Decimal("0.5"), 18),)
    assert ledger.results == (Balance(0, "3987", (), Decimal(5), 19),)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("802000-0009", "802000-0009"),
        ("8020000009 1 1", "802000-0009"),
        ('"168020000009"', "802000-0009"),
        ('" 802000-0009 "', "802000-0009"),
        ('""', ""),
    ],
)
def test_the_number_in_one_form(written: str, number: str) -> None:
    ledger = reading(f"#ORGNR {written}").ledger
    assert ledger is not None
    assert ledger.number == number


def test_an_added_row_counts_once_with_its_repetition() -> None:
    assert rows("#RTRANS 1910 {} 5", "#TRANS 1910 {} 5.00 20210131 Fika", "#TRANS 3000 {} -5") == [
        ("1910", 5),
        ("3000", -5),
    ]


def test_added_rows_repeated_later_count_once_too() -> None:
    lines = ["#RTRANS 1910 {} 5", "#RTRANS 3000 {} -5", "#TRANS 1910 {} 5", "#TRANS 3000 {} -5"]
    assert rows(*lines) == [("1910", 5), ("3000", -5)]


def test_an_added_row_that_nothing_repeats_counts_by_itself_in_its_place() -> None:
    assert rows("#RTRANS 1910 {} 5", "#TRANS 3000 {} -5") == [("1910", 5), ("3000", -5)]
    lines = ["#RTRANS 1910 {} 5", "#RTRANS 1910 {} 5", "#TRANS 1910 {} 5", "#TRANS 3000 {} -10"]
    assert rows(*lines) == [("1910", 5), ("1910", 5), ("3000", -10)]


def test_a_removed_row_does_not_count() -> None:
    assert rows("#BTRANS 1910 {} 7", "#TRANS 1910 {} 5", "#TRANS 3000 {} -5") == [("1910", 5), ("3000", -5)]


def test_unknown_labels_and_what_they_hold_in_braces_are_ignored() -> None:
    found = reading(
        '#NYTT "en öppen text',
        "{",
        "#ANNAT",
        "{",
        "}",
        "}",
        "#VER A 1 20210131",
        "#NYTT",
        "{",
        "#TRANS 1910 {} 0",
        "#NYTT",
        "{",
        "}",
        "#TRANS 1920 {} 0",
        "}",
    )
    assert codes(found) == []
    assert found.ledger is not None
    assert len(found.ledger.vouchers[0].rows) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ending(end: str) -> None:
    lines = [*HEAD, "#VER A 1 20210131", "{", "#TRANS 1910 {} 1", "}"]
    assert codes(read(end.join(lines).encode("cp437"))) == [(6, "voucher.unbalanced")]


@pytest.mark.parametrize("charset", ["cp437", "utf-8", "utf-8-sig", "latin-1"])
def test_the_charset_is_told_by_the_content_whatever_the_file_declares(charset: str) -> None:
    ledger = read(sie("#FORMAT PC8", '#KONTO 7699 "Möten på Åland, café"', charset=charset)).ledger
    assert ledger is not None
    assert (ledger.company, ledger.accounts[0].name) == ("Föreningen Överens", "Möten på Åland, café")


def test_utf8_with_a_letter_cut_in_two_is_still_utf8() -> None:
    content = sie('#KONTO 7699 "Möte', charset="utf-8").replace(b"te\r\n", b'te \xc3"\r\n')
    (problem,) = read(content).problems
    assert (problem.line, problem.code) == (6, "line.unreadable")
    assert problem.sentence("en").startswith("Character 12 after #KONTO cannot be read")


def test_progress_by_lines() -> None:
    seen: list[tuple[int, int]] = []
    content = sie(*["#FLAGGA 0"] * 12_000)
    assert read(content, lambda done, total: seen.append((done, total))).ledger is not None
    assert seen == [(5000, 12_005), (10_000, 12_005), (12_005, 12_005)]
    seen.clear()
    read(content.rstrip(), lambda done, total: seen.append((done, total)))
    assert seen[-1] == (12_005, 12_005)


def test_what_progress_raises_ends_the_reading() -> None:
    def lost(done: int, total: int) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        read(sie(), lost)


def test_a_ledger_may_be_empty() -> None:
    ledger = reading().ledger
    assert ledger is not None
    assert ledger.vouchers == ()
