"""Real ledgers and their figures, `shared/sie/README.md`."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from finance.sie import Ledger, fingerprint, read, sums


class Sample(NamedTuple):
    """A file and what it holds: P&L in all, without an object, and by object."""

    name: str
    number: str
    year: tuple[date, date]
    vouchers: int
    rows: int
    result: str
    without_object: str
    objects: dict[tuple[str, str], str]


SAMPLES = [
    Sample(
        "BL0001_typ4.SE",
        "556265-1892",
        (date(2009, 7, 1), date(2010, 6, 30)),
        84,
        405,
        "-223703.47",
        "-228813.37",
        {("1", "1"): "16229.90", ("1", "1011"): "-11120.00", ("6", "1010"): "-1000.00"},
    ),
    Sample(
        "norstedts_4E.se",
        "556639-1537",
        (date(2009, 7, 1), date(2010, 6, 30)),
        177,
        678,
        "-1094488.11",
        "-1094488.11",
        {},
    ),
    Sample(
        "sie_4.SE",
        "555555-5555",
        (date(2011, 1, 1), date(2011, 12, 31)),
        20,
        76,
        "40210.07",
        "45265.32",
        {("1", "Nord"): "-5055.25", ("7", "101"): "-1924.75", ("7", "103"): "-3130.50"},
    ),
    Sample(
        "transaktioner_ovnbolag.se",
        "555555-5555",
        (date(2011, 1, 1), date(2011, 12, 31)),
        163,
        671,
        "-277798.46",
        "129393.80",
        {
            ("6", "0001"): "-85800.00",
            ("1", "Syd"): "273975.02",
            ("1", "Nord"): "-40356.48",
            ("7", "4"): "-424604.00",
        },
    ),
]


def _ledger(path: Path) -> Ledger:
    found = read(path.read_bytes())
    assert found.problems == ()
    assert found.ledger is not None
    return found.ledger


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_figures_come_out_to_the_ore(shared: Path, sample: Sample) -> None:
    ledger = _ledger(shared / "sie" / sample.name)
    assert ledger.number == sample.number
    assert next(year for year in ledger.years if year.offset == 0)[1:] == sample.year
    rows = list(sums.rows_between(ledger, *sample.year))
    assert (len(ledger.vouchers), len(rows)) == (sample.vouchers, sample.rows)
    result = list(sums.on_profit_and_loss(rows))
    assert sums.total(result) == Decimal(sample.result)
    assert sums.total(sums.without_object(result)) == Decimal(sample.without_object)
    by_object = sums.per_object(result)
    for (dimension, number), amount in sample.objects.items():
        assert by_object[dimension, number] == Decimal(amount)
        assert sums.total(sums.with_object(result, dimension, number)) == Decimal(amount)


def test_an_unbalanced_voucher_is_refused_by_voucher_sum_and_line(shared: Path) -> None:
    found = read((shared / "sie" / "transaktioner_ovnbolag-bad-balance.se").read_bytes())
    assert found.ledger is None
    (problem,) = found.problems
    assert (problem.line, problem.code) == (3905, "voucher.unbalanced")
    assert dict(problem.values) == {"voucher": "B 1", "sum": Decimal("-12771.00")}
    assert problem.sentence("sv") == (
        "Verifikation B 1 på rad 3905 går inte jämnt upp: "
        "raderna blir tillsammans −12\N{NO-BREAK SPACE}771,00 kr, inte 0."
    )
    assert problem.sentence("en") == "Voucher B 1 on line 3905 does not balance: its rows sum to −12,771.00 kr, not 0."


def test_names_are_read_in_their_charset(shared: Path) -> None:
    ledger = _ledger(shared / "sie" / "sie_4.SE")
    assert (ledger.company, ledger.program) == ("Övningsbolaget AB", "Avendo 5.10")
    assert ledger.generated_on == date(2010, 10, 18)
    accounts = {account.number: account for account in ledger.accounts}
    assert accounts["1060"] == ("1060", "Hyresrätt", "T")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_charset_changes_nothing_but_the_fingerprint(shared: Path, charset: str) -> None:
    content = (shared / "sie" / "transaktioner_ovnbolag.se").read_bytes()
    other = content.decode("cp437").encode(charset)
    expected = _ledger(shared / "sie" / "transaktioner_ovnbolag.se")
    assert read(other).ledger == expected._replace(sha256=fingerprint(other))
    assert expected.sha256 == fingerprint(content) != fingerprint(other)


def test_added_rows_count_once_and_removed_rows_not(shared: Path) -> None:
    """Its voucher B 14 has 157.00 moved from account 1910 to 1920."""
    ledger = _ledger(shared / "sie" / "sie_4.SE")
    (voucher,) = (each for each in ledger.vouchers if (each.series, each.number) == ("B", "14"))
    assert [(row.account, row.amount) for row in voucher.rows if row.account in ("1910", "1920")] == [
        ("1920", Decimal("-157.00"))
    ]
