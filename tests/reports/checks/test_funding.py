"""Funding: what was due, what was paid, and to whom."""

from decimal import Decimal

import pytest

from finance.instalments import InstalmentFact
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, PaymentFact
from reports.checks.terms import CommitmentFact
from tests.reports.checks.world import FUNDING_PROMISE, VAN, d, line_of, payment, umea


def funding(*payments: PaymentFact, promise: CommitmentFact = FUNDING_PROMISE) -> AgreementFacts:
    """Nothing but funding in 2020: 750 000 on 31 January (a Friday) and 31 July (a Friday)."""
    return umea(commitments=(promise,), payments=payments, versions=(), ends_on=d("2020-12-31"))


@pytest.mark.parametrize(
    ("as_of", "paid", "status", "difference"),
    [
        ("2019-12-31", "0", "upcoming", 0),
        ("2019-12-31", "1500000", "met", 1_500_000),
        ("2020-01-31", "0", "open", 0),
        ("2020-02-01", "0", "overdue", -750_000),
        ("2020-02-01", "749999.99", "overdue", Decimal("-0.01")),
        ("2020-02-01", "750000", "open", 0),
        ("2020-08-01", "1500000", "met", 0),
        ("2020-08-01", "1600000", "met", 100_000),
        ("2020-01-15", "-100", "open", -100),
    ],
)
def test_status(as_of: str, paid: str, status: str, difference: Decimal) -> None:
    line = line_of(check(funding(payment(1, "2020", paid, "2019-12-31")), d(as_of)), "funding")
    assert (line.status, line.difference, line.counted, line.delivered) == (
        status,
        difference,
        Decimal(paid),
        line.counted,
    )
    assert not line.verified


def test_payments_fill_the_oldest_instalment_first() -> None:
    line = line_of(check(funding(payment(1, "2020", "800000", "2020-01-31")), d("2020-06-30")), "funding")
    assert [(part.due_on, part.amount, part.paid) for part in line.instalments] == [
        (d("2020-01-31"), 750_000, 750_000),
        (d("2020-07-31"), 750_000, 50_000),
    ]


def test_the_oldest_is_the_first_to_fall_due_however_they_are_listed() -> None:
    turned = FUNDING_PROMISE._replace(instalments=FUNDING_PROMISE.instalments[::-1])
    line = line_of(check(funding(promise=turned), d("2020-06-30")), "funding")
    assert [part.due_on for part in line.instalments] == [d("2020-01-31"), d("2020-07-31")]


def test_the_last_to_fall_due_takes_the_rest_however_they_are_listed() -> None:
    """0.3 × 100 000.50 = 30 000.15 is 30 000 in January; July takes the rest, öre included."""
    listed = (InstalmentFact("07-31", Decimal("0.7")), InstalmentFact("01-31", Decimal("0.3")))
    promise = FUNDING_PROMISE._replace(amount=Decimal("100000.50"), instalments=listed)
    line = line_of(check(funding(promise=promise), d("2020-06-30")), "funding")
    assert [(part.due_on, part.amount) for part in line.instalments] == [
        (d("2020-01-31"), 30_000),
        (d("2020-07-31"), Decimal("70000.50")),
    ]


def test_of_instalments_on_the_same_day_the_later_listed_takes_the_rest() -> None:
    listed = (InstalmentFact("06-30", Decimal("0.7")), InstalmentFact("06-30", Decimal("0.3")))
    promise = FUNDING_PROMISE._replace(amount=Decimal("100000.50"), instalments=listed)
    line = line_of(check(funding(promise=promise), d("2020-06-30")), "funding")
    assert [part.amount for part in line.instalments] == [70_000, Decimal("30000.50")]


def test_a_correction_is_a_negative_payment() -> None:
    wrong, back = payment(1, "2020", "800000", "2020-01-31"), payment(2, "2020", "-900000", "2020-03-01")
    before, after = (line_of(check(funding(wrong, back), d(day)), "funding") for day in ("2020-02-28", "2020-03-01"))
    assert (before.counted, after.counted) == (800_000, -100_000)
    assert [part.paid for part in after.instalments] == [0, 0]


def test_nothing_promised_is_never_late() -> None:
    nothing = FUNDING_PROMISE._replace(amount=Decimal(0))
    line = line_of(check(funding(payment(1, "2020", "-5", "2020-02-01"), promise=nothing), d("2021-06-30")), "funding")
    assert (line.status, line.counted) == ("met", -5)


def test_without_instalments_everything_is_due_on_the_last_day() -> None:
    promise = FUNDING_PROMISE._replace(instalments=())
    line = line_of(check(funding(promise=promise), d("2021-01-04")), "funding")
    assert [(part.due_on, part.amount) for part in line.instalments] == [(d("2021-01-04"), 1_500_000)]
    assert line.status == "open"
    assert line_of(check(funding(promise=promise), d("2021-01-05")), "funding").status == "overdue"


def test_an_instalment_without_a_day_is_due_on_the_last_day() -> None:
    halves = (InstalmentFact(None, Decimal("0.5")), InstalmentFact("01-31", Decimal("0.5")))
    line = line_of(check(funding(promise=FUNDING_PROMISE._replace(instalments=halves)), d("2020-06-30")), "funding")
    assert [part.due_on for part in line.instalments] == [d("2020-01-31"), d("2021-01-04")]


def test_only_payments_for_the_period_to_the_named_recipient_count() -> None:
    payments = (
        payment(1, "2020", "100", "2020-01-31"),
        payment(2, "2021", "10", "2020-01-31"),
        payment(3, "2020", "1", "2020-01-31", recipient=1),
    )
    assert line_of(check(funding(*payments), d("2020-06-30")), "funding").counted == 101
    named = FUNDING_PROMISE._replace(recipient=VAN)
    assert line_of(check(funding(*payments, promise=named), d("2020-06-30")), "funding").counted == 100
