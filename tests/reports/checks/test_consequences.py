"""What follows from verified figures."""

from typing import Any

import pytest

from reports.checks.check import check
from reports.checks.explain_consequence import formula
from reports.checks.facts import AgreementFacts, VersionFact
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    PAYMENTS,
    REPORT_2020,
    REPORT_2021,
    cash,
    d,
    figure,
    hours,
    payment,
    umea,
    version,
    waiver,
)

YEARLY = {"settlement": "yearly", "clauses": (("settlement", "§ 8"), ("carry_over", "§ 9"))}
REPORT_2022 = version("2022", "2023-03-15", approved="2023-04-20", figures=(cash("350000"),), hours=())


def found(facts: AgreementFacts, as_of: str) -> list[tuple[str, str | None, int]]:
    """The consequences as code, period and amount."""
    return [(found.code, found.period, int(found.amount)) for found in check(facts, d(as_of)).consequences]


def test_a_verified_short_year_settled_yearly() -> None:
    facts = umea(conditions=YEARLY)
    assert found(facts, "2021-04-19") == []
    assert found(facts, "2021-04-20") == [("repayment.co_financing", "2020", 98_077)]
    (consequence,) = check(facts, d("2021-04-20")).consequences
    assert (consequence.clause, consequence.party.name) == ("§ 8", "Vän i Umeå")
    assert formula(consequence, "sv").replace("\N{NO-BREAK SPACE}", " ") == "85 000 ÷ 1 300 000 × 1 500 000 = 98 077"
    assert formula(consequence, "en") == "85,000 ÷ 1,300,000 × 1,500,000 = 98,077"


def test_a_waived_year_has_none() -> None:
    excused = waiver("co_financing", "2020", "shortfall", "2021-04-20")
    assert found(umea(conditions=YEARLY, waivers=(excused,)), "2021-04-20") == []


def test_the_term_is_settled_when_every_year_is_verified() -> None:
    """1 215 000 + 1 335 000 + 350 000 of 3 900 000: 1 000 000 short, and 3 750 000 was paid."""
    facts = umea(versions=(REPORT_2020, REPORT_2021, REPORT_2022))
    assert found(facts, "2023-04-19") == []
    assert found(facts, "2023-04-20") == [("repayment.co_financing", None, 961_538)]


def test_no_repayment_of_nothing() -> None:
    facts = umea(conditions=YEARLY, payments=())
    assert found(facts, "2021-04-20") == []


def test_only_what_was_paid_to_the_party_by_then() -> None:
    other = payment(9, "2020", "900000", "2020-05-01", recipient=1)
    later = payment(8, "2020", "900000", "2021-05-01")
    facts = umea(conditions=YEARLY, payments=(*PAYMENTS, other, later))
    assert found(facts, "2021-04-20") == [("repayment.co_financing", "2020", 98_077)]


def spending(income: str | None, costs: str | None, **fields: Any) -> VersionFact:
    """A report of 2020 that meets the promise, with income and costs."""
    figures = [cash("325000")]
    figures += [figure(kind, amount) for kind, amount in (("income", income), ("costs", costs)) if amount is not None]
    empty = version("2020", "2021-03-15", approved="2021-04-20", hours=(hours("adult", "5000"),))
    return empty._replace(figures=tuple(figures), **fields)


@pytest.mark.parametrize(
    ("income", "costs", "amount"),
    [
        ("1810000", "1700000", 110_000),
        ("1810000", "1700000.50", 110_000),  # 109 999.50
        ("9000000", "1", 1_500_000),  # no more than what was paid
        ("1810000", "1810000", None),
        ("1700000", "1810000", None),
        (None, "1810000", None),
        ("1810000", None, None),
    ],
)
def test_unspent_money(income: str | None, costs: str | None, amount: int | None) -> None:
    facts = umea(versions=(spending(income, costs),), conditions=YEARLY)
    expected = [] if amount is None else [("repayment.unspent", "2020", amount)]
    assert found(facts, "2021-04-20") == expected
    assert found(facts, "2021-04-19") == []


def test_unspent_money_is_explained() -> None:
    facts = umea(versions=(spending("1810000", "1700000"),), conditions=YEARLY)
    (consequence,) = check(facts, d("2021-04-20")).consequences
    assert formula(consequence, "en") == "the lower of 1,500,000 and 1,810,000 − 1,700,000 = 110,000"
    assert consequence.clause == "§ 9"


@pytest.mark.parametrize("conditions", [{"settlement": "term"}, {"settlement": "yearly", "carry_over": True}])
def test_unspent_money_waits_for_the_term(conditions: dict[str, Any]) -> None:
    years = [
        spending("1000", "900"),
        spending("1000", "1050", report=2, period="2021", hours=(hours("adult", "5000", "2021"),)),
        spending("1000", "970", report=3, period="2022", hours=(hours("adult", "5000", "2022"),)),
    ]
    facts = umea(versions=tuple(years[:2]), conditions=conditions)
    assert found(facts, "2021-04-20") == []
    facts = umea(versions=tuple(years), conditions=conditions)
    assert found(facts, "2021-04-20") == [("repayment.unspent", None, 80)]  # 100 − 50 + 30


def test_unspent_money_that_may_not_be_carried_over_is_each_years() -> None:
    """Whatever settles the own contribution: a later year's deficit does not eat an earlier year's surplus."""
    years = (spending("1000", "900"), spending("1000", "1050", report=2, period="2021"))
    facts = umea(versions=years, commitments=(FUNDING_PROMISE,), conditions={**YEARLY, "settlement": "term"})
    assert found(facts, "2021-04-20") == []
    forbidden = facts._replace(conditions=facts.conditions._replace(carry_over=False))
    assert found(forbidden, "2021-04-20") == [("repayment.unspent", "2020", 100)]


def test_unspent_money_of_who_promised_nothing_itself() -> None:
    facts = umea(commitments=(FUNDING_PROMISE,), versions=(spending("1810000", "1700000"),), conditions=YEARLY)
    assert found(facts, "2021-04-20") == [("repayment.unspent", "2020", 110_000)]


def test_half_a_krona_goes_up() -> None:
    facts = umea(versions=(spending("100.50", "100.00"),), conditions=YEARLY)
    assert found(facts, "2021-04-20") == [("repayment.unspent", "2020", 1)]
    facts = umea(versions=(spending("100.49", "100.00"),), conditions=YEARLY)
    assert found(facts, "2021-04-20") == []
