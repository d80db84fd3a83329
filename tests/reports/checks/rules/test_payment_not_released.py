"""`payment.not_released`."""

from decimal import Decimal
from typing import Any

import pytest

from finance.instalments import InstalmentFact
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.render import message
from tests.reports.checks.world import FUNDING_PROMISE, codes, d, finding_of, payment, plain, umea

INSTALMENTS = (
    InstalmentFact("01-31", Decimal("0.6"), after_report=True, clause="§ 5"),
    InstalmentFact("06-30", Decimal("0.3")),
    InstalmentFact(None, Decimal("0.1"), on_requisition=True, clause="§ 4"),
)


def facts(*paid: str, **more: Any) -> AgreementFacts:
    """99 999 kr a year, 2020–2022, and payments for 2021 on 3 February: nobody has reported or asked for anything."""
    funding = FUNDING_PROMISE._replace(amount=Decimal(99_999), instalments=INSTALMENTS)
    rows = tuple(payment(number, "2021", amount, "2021-02-03") for number, amount in enumerate(paid, 1))
    return umea(**{"commitments": (funding,), "payments": rows, "versions": (), **more})


def test_the_worked_example() -> None:
    found = finding_of(check(facts("99999"), d("2021-02-28")), "payment.not_released")
    assert (found.severity, found.period, found.clause) == ("warning", "2021", "§ 5")
    assert (found.expected, found.actual, found.difference) == (30_000, 99_999, 69_999)
    assert found.evidence == (("payment", 1, None),)
    assert plain(message(found, "en")) == (
        "Umeå kommun has paid 99,999 kr for 2021, where 30,000 kr was free to be paid: 69,999 kr too early. 59,999 kr "
        "was to be withheld until the report for 2020 is approved. 10,000 kr was to be paid once the association had "
        "asked for it."
    )


@pytest.mark.parametrize(
    ("paid", "as_of", "found"),
    [("30000", "2021-02-28", False), ("30000.01", "2021-02-28", True), ("99999", "2021-02-02", False)],
)
def test_what_has_its_own_day_may_be_paid_before_it(paid: str, as_of: str, found: bool) -> None:
    assert ("payment.not_released" in codes(check(facts(paid), d(as_of)))) is found


def test_only_what_still_waits_is_told() -> None:
    funding = FUNDING_PROMISE._replace(amount=Decimal(99_999), instalments=INSTALMENTS[1:])
    found = finding_of(check(facts("99999", commitments=(funding,)), d("2021-02-28")), "payment.not_released")
    assert "withheld" not in message(found, "en")
    assert "hållas inne" not in message(found, "sv")
