"""`payment.above_promised`."""

from decimal import Decimal

import pytest

from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.render import message
from reports.checks.terms import CommitmentFact
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    PAYMENTS,
    VAN,
    codes,
    commitment,
    d,
    finding_of,
    party,
    payment,
    umea,
)

CODE = "payment.above_promised"


def ended(last_day: str, *promises: CommitmentFact) -> AgreementFacts:
    """Ended by a decision on 1 August 2021, after 1 500 000 kr was paid for 2021."""
    commitments = promises or (FUNDING_PROMISE,)
    facts = umea(commitments=commitments, payments=PAYMENTS[:4], versions=(), conditions={"report_due": None})
    return facts._replace(terminated_on=d("2021-08-01"), last_day=d(last_day))


def test_a_shortened_period_that_was_paid_in_full() -> None:
    """1 500 000 × 181 ÷ 365 = 743 835.616; 1 500 000 − 743 835.62 = 756 164.38."""
    found = finding_of(check(ended("2021-06-30"), d("2021-08-01")), CODE)
    assert found.party is not None
    assert (found.party.name, found.period, found.clause, found.severity) == ("Umeå kommun", "2021", "§ 10", "warning")
    assert (found.expected, found.actual, found.difference) == (
        Decimal("743835.62"),
        Decimal("1500000.00"),
        Decimal("756164.38"),
    )
    assert found.evidence == (("payment", 3, None), ("payment", 4, None))
    assert message(found, "en").replace("\N{NO-BREAK SPACE}", " ") == (
        "Umeå kommun has paid 1,500,000 kr for 2021, where 743,835.62 kr is promised: 756,164.38 kr too much."
    )
    assert message(found, "sv").replace("\N{NO-BREAK SPACE}", " ") == (
        "Umeå kommun har betalat 1 500 000 kr för 2021, där 743 835,62 kr är utlovat: 756 164,38 kr för mycket."
    )


def test_a_period_that_is_gone_promises_nothing() -> None:
    result = check(ended("2020-12-31"), d("2021-08-01"))
    found = finding_of(result, CODE)
    assert [part.period.label for part in result.periods] == ["2020"]
    assert (found.period, found.expected, found.actual, found.difference) == ("2021", 0, 1_500_000, 1_500_000)


def test_not_before_the_decision_and_not_what_is_taken_back() -> None:
    facts = ended("2020-12-31")
    assert CODE not in codes(check(facts, d("2021-07-31")))
    taken_back = (payment(6, "2021", "-750000.00", "2021-08-20"), payment(7, "2021", "-750000.00", "2021-09-01"))
    facts = facts._replace(payments=(*facts.payments, *taken_back))
    assert finding_of(check(facts, d("2021-08-31")), CODE).actual == 750_000
    assert CODE not in codes(check(facts, d("2021-09-01")))


@pytest.mark.parametrize(("more", "found"), [("0", []), ("0.01", ["2020"])])
def test_exactly_what_is_promised_is_not_above_it(more: str, found: list[str]) -> None:
    facts = umea(payments=(*PAYMENTS, payment(9, "2020", more, "2020-08-01")))
    assert [one.period for one in check(facts, d("2022-06-30")).findings if one.code == CODE] == found


def test_each_promise_and_period_by_itself_oldest_first() -> None:
    """That one promise has room left does not make another's surplus less; a listed period without amount has none."""
    listed = FUNDING_PROMISE._replace(amount=None, amounts=(("2020", Decimal(1)),), recipient=VAN)
    other = FUNDING_PROMISE._replace(id=11)
    payments = (
        payment(8, "2021", "1", "2020-01-31", recipient=1),
        payment(7, "2021", "2", "2020-01-31"),
        payment(6, "2020", "3", "2020-01-31"),
        payment(5, "2020", "1500001", "2020-01-31", commitment=11),
        payment(4, "2020", "1", "2020-01-31", commitment=99),
    )
    facts = umea(commitments=(other, listed), payments=payments, versions=())
    found = [one for one in check(facts, d("2020-02-01")).findings if one.code == CODE]
    assert [(one.period, one.difference, one.evidence) for one in found] == [
        ("2020", 2, (("payment", 6, None),)),
        ("2020", 1, (("payment", 5, None),)),
        ("2021", 2, (("payment", 7, None),)),
    ]


def test_only_funding_and_only_what_binds() -> None:
    own = commitment(20, VAN, "co_financing", "1")
    strange = umea(commitments=(own,), payments=(payment(1, "2020", "5", "2020-01-31", commitment=20),), versions=())
    assert CODE not in codes(check(strange, d("2020-02-01")))
    facts = ended("2020-12-31")
    unbound = facts._replace(parties=(party(1, "Umeå kommun", "funder", public=True, on=None), facts.parties[1]))
    assert codes(check(unbound, d("2021-08-01"))) == ["agreement.not_binding"]
