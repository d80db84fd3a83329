"""What is wrong with a file is said by line, all of it, in sentences that help."""

from decimal import Decimal

import pytest

from finance.sie import Problem, no_ledger, read
from finance.sie.problems import MOST_PROBLEMS
from finance.sie.reading import LONGEST_LINE
from finance.sie.sentences import SENTENCES
from tests.finance.sie.writing import codes, reading, sie, voucher

ROW = "#TRANS 1910 {} 0"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b" \r\n\t", "file.empty"),
        (b"PK\x03\x04ledger.se", "file.zip"),
        (b"\x1f\x8b\x08", "file.zip"),
        (b"%PDF-1.7", "file.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1", "file.office"),
        ("#FLAGGA 0".encode("utf-16"), "file.utf16"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>", "file.xml"),
        (b"#FLAGGA\0", "file.binary"),
        (b"Datum;Konto;Belopp\n", "file.not_sie"),
        (b"\xef\xbb\xbf", "file.not_sie"),
        (b"# Konton\n#och annat", "file.not_sie"),
        (sie(head=["#FNAMN Overens"]), "type.missing"),
    ],
)
def test_what_is_no_ledger_at_all(content: bytes, code: str) -> None:
    assert codes(read(content)) == [(0, code)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "file.pdf"),
        (b"#sietyp 4\n#RAR 0 20200101 20201231", "file.no_flag"),
        (b"Datum;Konto;Belopp\n", "file.not_sie"),
    ],
)
def test_what_begins_otherwise_is_known_by_a_glance(content: bytes, code: str) -> None:
    assert (no_ledger(content).line, no_ledger(content).code) == (0, code)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1", "type.balances"),
        ("2", "type.balances"),
        ('"3"', "type.balances"),
        ("4i", "type.import"),
        ("5", "type.unknown"),
        ("4" * 100, "type.unknown"),
    ],
)
def test_another_type_is_refused_with_nothing_besides(written: str, code: str) -> None:
    found = read(sie("#VER oläsligt", head=["#FLAGGA 0", f"#SIETYP {written}"]))
    assert codes(found) == [(2, code)]
    assert "4E" in found.problems[0].sentence("sv")
    assert "SIE, typ 4" in found.problems[0].sentence("sv")


def test_vouchers_without_years_and_balances_are_an_import_file() -> None:
    lines = ["#SIETYP 4", "#FNAMN Overens", "#VER A 1 20210131", "{", ROW, "}"]
    assert codes(read(sie(head=lines))) == [(1, "type.import")]
    assert codes(read(sie("#UB 0 1910 0", head=lines))) == [(0, "year.missing")]
    assert codes(read(sie("#RAR -1 20210101 20211231", head=lines))) == [(0, "year.missing")]
    assert codes(read(sie("#RAR 0 20210101 202112", head=lines))) == [(7, "date.invalid")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Fika", "line.stray"),
        ("Fi\x07ka", "line.stray"),
        ("{", "brace.stray"),
        ("}", "brace.stray"),
        (ROW, "row.outside_voucher"),
        ("#RTRANS 1910 {} 0", "row.outside_voucher"),
        ('#KONTO 1910 "Kas\x14sa"', "line.unreadable"),
        ('#KONTO 1910 "Kassa', "line.quotes"),
        ('#KONTO 1910 "Kassan "lilla""', "line.quotes"),
        ('#KONTO 1910 "Kassa\\', "line.quotes"),
        ('#KONTO 1910 "Kassa\\"', "line.quotes"),
        ("#KONTO 1910 {", "line.quotes"),
        ("#KONTO 1910 }", "line.quotes"),
        ("#OIB 0 1910 {1 {2}} 5", "line.quotes"),
        ("#OIB 0 1910 {1 2} {3 4} 5", "line.quotes"),
        ("#OIB 0 1910 {1 2 3} 5", "objects.odd"),
        ("#IB 0 1910", "line.short"),
        ("#RAR", "line.short"),
        ("#IB noll 1910 5", "year.index"),
        ("#IB 0 1910 fem", "amount.invalid"),
        ("#IB 0 1910 1,50", "amount.comma"),
        ("#GEN igår", "date.invalid"),
        ("#ORGNR 12345", "number.invalid"),
        ("#ORGNR 556639-1537", "number.twice"),
        ("#RAR -1 20201231 20200101", "year.backwards"),
        ("#RAR 0 20210101 20211231", "year.twice"),
        ("#RAR ett 20200101 20201231", "year.index"),
        ("#RAR -1 20200101 20201301", "date.invalid"),
    ],
)
def test_a_line_that_says_nothing_of_use(line: str, code: str) -> None:
    assert codes(reading(line)) == [(6, code)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("#TRANS 1910 {} 1234,50", "amount.comma"),
        ("#TRANS 1910 {} 1.005", "amount.decimals"),
        ("#TRANS 1910 {} .005", "amount.decimals"),
        ("#TRANS 1910 {} NaN", "amount.invalid"),
        ("#TRANS 1910 {} 1e9", "amount.invalid"),
        ("#TRANS 1910 {} ١٢", "amount.invalid"),
        ("#TRANS 1910 {} 1234567890123456", "amount.invalid"),
        ("#TRANS 1910 {} .", "amount.invalid"),
        ('#TRANS 1910 {} ""', "amount.invalid"),
        ("#TRANS 1910 {}", "line.short"),
        ("#TRANS 1910 {1} 5", "objects.odd"),
        ('#TRANS 1910 {} 5 "" "Fika', "line.quotes"),
        ("#RTRANS 1910 {} fem", "amount.invalid"),
        ("#TRANS 1910 {} 0 20210230", "date.invalid"),
        ("#TRANS 1910 {} 0 20210131 Fika två", "quantity.invalid"),
        ("utan etikett", "line.stray"),
    ],
)
def test_a_bad_row_is_named_alone(row: str, code: str) -> None:
    """Without it the voucher's sum says nothing, so that it is not said to be unbalanced."""
    content = sie("#VER A 1 20210131", "{", row, "#TRANS 3000 {} 0", "}", charset="utf-8")
    assert codes(read(content)) == [(8, code)]


def test_an_unbalanced_voucher_by_its_sum() -> None:
    found = voucher("#TRANS 1910 {} 1000", "#TRANS 3000 {} -1000.01")
    assert found.problems == (Problem(6, "voucher.unbalanced", (("voucher", "A 1"), ("sum", Decimal("-0.01")))),)


def test_a_voucher_outside_the_years() -> None:
    content = sie('#VER "" 7 20220101', "{", ROW, "}", "#RAR -1 20200101 20201231")
    (problem,) = read(content).problems
    assert (problem.line, problem.code) == (6, "voucher.outside_years")
    assert "Voucher 7 is dated 2022-01-01" in problem.sentence("en")
    assert "2021-01-01–2021-12-31, 2020-01-01–2020-12-31" in problem.sentence("en")


def test_a_voucher_between_years_that_share_days() -> None:
    years = [f"#RAR -{back} {span}" for back, span in enumerate(("20180101 20181231", "20180601 20190630"), 2)]
    days = {"20171231": False, "20180101": True, "20190630": True, "20190701": False, "20210101": True}
    for day, inside in days.items():
        found = codes(reading(*years, f"#VER A 1 {day}", "{", ROW, "}"))
        assert found == ([] if inside else [(8, "voucher.outside_years")]), day


def test_a_line_that_no_program_writes_is_refused_before_it_is_split() -> None:
    row = f'#TRANS 1910 {{}} 0 "" "{"x" * LONGEST_LINE}"'
    found = reading("#VER A 1 20210131", "{", row, "}")
    assert codes(found) == [(8, "line.long")]
    assert "20000 characters" in found.problems[0].sentence("en")


def test_a_voucher_without_its_beginning_end_or_date() -> None:
    assert codes(reading("#VER A 1 20210131", ROW, ROW, "}")) == [(6, "voucher.unopened")]
    assert codes(reading("#VER A 1 20210131", "}")) == [(6, "voucher.unopened")]
    assert codes(reading("#VER A 1 20210131", "{", ROW)) == [(6, "voucher.unclosed")]
    assert codes(reading("#VER A 1 20210131", "{", ROW, "#VER A 2 20210131", "{", "}")) == [(6, "voucher.unclosed")]
    assert codes(reading("#VER A 1 20210231", "{", "#TRANS 1910 {} 1", "}")) == [(6, "date.invalid")]
    assert codes(reading("#VER A", "{", ROW, "}")) == [(6, "line.short")]
    assert codes(reading("#VER A 1 20210131 { ", "{", ROW, "}")) == [(6, "line.quotes")]
    assert codes(reading("#VER A 1 20210131 {", ROW, ROW, "}")) == [(6, "line.quotes")]
    assert codes(reading("#VER A 1 20210131", "{", "{", ROW, "}")) == [(8, "brace.stray")]


def test_everything_wrong_is_said_at_once_by_line() -> None:
    found = reading("#IB 0 1910 fem", "#VER A 1 20210131", "{", "#TRANS 1910 {} 5", "}", "#GEN igår", ROW)
    assert codes(found) == [
        (6, "amount.invalid"),
        (7, "voucher.unbalanced"),
        (11, "date.invalid"),
        (12, "row.outside_voucher"),
    ]


def test_of_very_many_problems_the_first_thousand_and_how_many_more() -> None:
    found = reading(*["Fika"] * (MOST_PROBLEMS + 5))
    assert len(found.problems) == MOST_PROBLEMS + 1
    assert found.problems[-1] == Problem(0, "problems.more", (("count", 5),))
    assert codes(found)[0] == (6, "line.stray")


def test_a_long_text_is_cut_in_the_sentence() -> None:
    (problem,) = reading("#IB 0 1910 " + "9" * 1000).problems
    assert problem.sentence("en").startswith("“" + "9" * 60 + "…” is not")


def test_every_sentence_is_in_both_languages_with_the_same_values() -> None:
    class Named(dict[str, str]):
        def __missing__(self, key: str) -> str:
            self[key] = ""
            return ""

    for code, sentences in SENTENCES.items():
        assert sentences.keys() == {"sv", "en"}, code
        swedish, english = Named(), Named()
        sentences["sv"].format_map(swedish)
        sentences["en"].format_map(english)
        assert swedish.keys() == english.keys(), code
