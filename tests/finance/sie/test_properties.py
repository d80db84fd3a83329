"""What holds for every ledger and for all bytes."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.sie import Account, Balance, Dimension, Ledger, LedgerObject, Row, Voucher, Year, fingerprint, read
from tests.finance.sie.writing import HEAD, codes, sie, written

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from('"\\{} \tåäö#'), max_size=12)
NAMES = TEXTS.filter(bool)
NUMBERS = st.integers(1000, 9999).map(str)
AMOUNTS = st.decimals(-(10**12), 10**12, places=2)
OBJECTS = st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple)
DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))
YEARS = (Year(0, date(2021, 1, 1), date(2021, 12, 31)), Year(-1, date(2020, 3, 1), date(2020, 12, 31)))
ROWS = st.builds(
    Row, NUMBERS, OBJECTS, AMOUNTS, st.none() | st.dates(), TEXTS, st.just(0), st.none() | st.decimals(0, 99, places=3)
)
BALANCES = st.lists(st.builds(Balance, st.sampled_from([0, -1]), NUMBERS, OBJECTS, AMOUNTS, st.just(0)), max_size=2)


def _balanced(rows: list[Row]) -> tuple[Row, ...]:
    rest = -sum((row.amount for row in rows), Decimal(0))
    return (*rows, Row("1920", (), rest, None, "", 0, None))


VOUCHERS = st.builds(Voucher, TEXTS, TEXTS, DAYS, TEXTS, st.just(0), st.lists(ROWS, max_size=4).map(_balanced))
LEDGERS = st.builds(
    Ledger,
    st.just(""),
    NAMES,
    st.none() | st.dates(),
    TEXTS,
    st.sampled_from(["802000-0009", ""]),
    st.just(YEARS),
    st.lists(st.builds(Account, NUMBERS, TEXTS, st.sampled_from("TSKI") | st.just("")), unique_by=lambda a: a[0]).map(
        tuple
    ),
    st.lists(st.builds(Dimension, NAMES, TEXTS, TEXTS), max_size=3, unique_by=lambda d: d[0]).map(tuple),
    st.lists(st.builds(LedgerObject, TEXTS, TEXTS, TEXTS), max_size=3, unique_by=lambda o: o[:2]).map(tuple),
    st.lists(VOUCHERS, max_size=3).map(tuple),
    *[BALANCES.map(tuple)] * 5,
)


def _without_lines(ledger: Ledger) -> Ledger:
    """The ledger as it was before it had a file: no lines, no fingerprint."""

    def balances(found: tuple[Balance, ...]) -> tuple[Balance, ...]:
        return tuple(each._replace(line=0) for each in found)

    vouchers = tuple(
        each._replace(line=0, rows=tuple(row._replace(line=0) for row in each.rows)) for each in ledger.vouchers
    )
    return ledger._replace(
        sha256="",
        vouchers=vouchers,
        opening=balances(ledger.opening),
        closing=balances(ledger.closing),
        object_opening=balances(ledger.object_opening),
        object_closing=balances(ledger.object_closing),
        results=balances(ledger.results),
    )


@settings(max_examples=40)  # a whole ledger each, and the files of test_reading.py beside them
@given(ledger=LEDGERS)
def test_what_is_written_reads_as_it_was(ledger: Ledger) -> None:
    content = written(ledger)
    found = read(content)
    assert found.problems == ()
    assert found.ledger is not None
    assert found.ledger.sha256 == fingerprint(content)
    assert _without_lines(found.ledger) == ledger


@given(content=st.binary(max_size=400))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    codes(read(content))


KNOWN = ["#VER", "#TRANS", "#RTRANS", "#IB", "#OIB", "#RAR", "#SIETYP", "#KONTO", "#KTYP", "#OBJEKT", "#GEN", "#ORGNR"]
OTHER = ["#BTRANS", "#NYTT", "4", "0", "-1.5", "1910", "20210131", "å"]
SIGNS = ["{", "}", '"', "\\", " ", "\t", "\n", "\r", "\x1a"]
PIECES = st.sampled_from([*KNOWN, *OTHER, *SIGNS])


@given(pieces=st.lists(PIECES, max_size=60), charset=st.sampled_from(["cp437", "latin-1", "utf-8"]))
def test_no_lines_like_a_ledger_s_make_it_raise(pieces: list[str], charset: str) -> None:
    codes(read(sie("".join(pieces), charset=charset)))
    codes(read("".join(pieces).encode(charset)))


def test_hostile_lines_take_no_longer_than_their_length() -> None:
    """Each would take hours with an expression that searches twice, or overflow with one that recurses."""
    size = 20_000
    for filling in ['"', '\\"', "{", "{ ", '" ', "\\", '"\\', 'a"', '"a" ', "1 ", "\t", "#", '"x"y ']:
        for label in ("#KONTO ", "#OIB 0 1910 {1 ", "#TRANS 1910 {} ", ""):
            codes(read(sie(label + filling * (size // len(filling)))))
    codes(read("\n".join([*HEAD, *["{", "}"] * 10_000]).encode()))
    codes(read("\n".join([*HEAD, "#NYTT", *["{"] * 20_000]).encode()))
