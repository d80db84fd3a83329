"""Whose money it is: what follows is shared between those who paid, and each decides on its own."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.claim_balance import Entry
from finance.repayment import Step, ladder
from reports.checks.check import check
from reports.checks.explain_consequence import explain_consequence, formula
from reports.checks.facts import AgreementFacts, DecisionFact, PaymentFact
from reports.checks.render import digest, message
from reports.checks.results import CheckResult, Consequence
from tests.reports.checks.world import (
    FUNDING,
    FUNDING_PROMISE,
    OWN_PROMISE,
    PAYMENTS,
    REPORT_2020,
    UMEA,
    VAN,
    cash,
    codes,
    d,
    figure,
    finding_of,
    party,
    payment,
    plain,
    umea,
)

VANNAS, MORE = 3, 11
PARTIES = (
    party(UMEA, "Umeå kommun", "funder", public=True)._replace(code="2480"),
    party(VAN, "Vän i Umeå", "recipient"),
    party(VANNAS, "Vännäs kommun", "funder", public=True)._replace(code="2460"),
)
PROMISES = (FUNDING_PROMISE, FUNDING_PROMISE._replace(id=MORE, party=VANNAS, amount=Decimal(750_000)), OWN_PROMISE)
THEIRS = payment(9, "2020", "500000", "2020-08-01", commitment=MORE)


def both(*payments: PaymentFact, **fields: Any) -> AgreementFacts:
    """Umeå, which has paid as in the other tests, and Vännäs, which has paid `payments` (500 000 for 2020)."""
    rows = (*PAYMENTS, *(payments or (THEIRS,)))
    said = {"conditions": {"settlement": "yearly"}, **fields}
    return umea(**{"parties": PARTIES, "commitments": PROMISES, "payments": rows, **said})


def told(result: CheckResult) -> list[tuple[str, str, int]]:
    return [(one.code, one.payer.name, int(one.amount)) for one in result.consequences]


def test_a_shortfall_is_shared_by_what_each_has_paid() -> None:
    """85 000 ÷ 1 300 000 × 2 000 000 = 130 769: three quarters are 98 076.75 and a quarter 32 692.25."""
    result = check(both(), d("2021-04-20"))
    assert told(result) == [
        ("repayment.co_financing", "Vännäs kommun", 32_692),
        ("repayment.co_financing", "Umeå kommun", 98_077),
    ]
    theirs, ours = result.consequences
    assert plain(formula(theirs, "sv")) == (
        "85 000 ÷ 1 300 000 × 2 000 000 = 130 769; 130 769 × 500 000 ÷ 2 000 000 = 32 692"
    )
    assert plain(explain_consequence(ours, "en")) == (
        "Vän i Umeå is 85,000 kr short of the promised 1,300,000 kr. The same share of the 2,000,000 kr paid is "
        "130,769 kr. Umeå kommun has paid 1,500,000 kr of it; its part is 98,077 kr, in whole kronor so that all parts "
        "come to 130,769 kr. This is a computed proposal: nothing holds until the board or its delegate has decided."
    )
    assert "Vännäs kommun har betalat 500 000 kr av det; dess del är 32 692 kr, i hela kronor" in plain(
        explain_consequence(theirs, "sv")
    )


def test_who_has_paid_nothing_has_nothing_to_claim_and_who_alone_has_paid_has_all() -> None:
    later = THEIRS._replace(paid_on=d("2021-04-21"))
    assert told(check(both(later), d("2021-04-20"))) == [("repayment.co_financing", "Umeå kommun", 98_077)]
    taken_back = payment(10, "2020", "-500000", "2020-09-01", commitment=MORE)
    (found,) = check(both(THEIRS, taken_back), d("2021-04-20")).consequences
    assert plain(formula(found, "en")) == "85,000 ÷ 1,300,000 × 1,500,000 = 98,077"
    assert "its part" not in explain_consequence(found, "en")


@pytest.mark.parametrize(("code", "first"), [("2460", "Vännäs kommun"), ("", "Umeå kommun"), ("2481", "Umeå kommun")])
def test_the_krona_that_is_left_goes_to_the_lower_municipality_code(code: str, first: str) -> None:
    """Unspent are 101 kr of two equal payments: 50.50 each."""
    spent = REPORT_2020._replace(figures=(cash("400000"), figure("income", "101"), figure("costs", "0")))
    parties = (*PARTIES[:2], PARTIES[2]._replace(code=code))
    facts = both(THEIRS._replace(amount=Decimal(1_500_000)), versions=(spent,), parties=parties)
    found = told(check(facts, d("2021-04-20")))
    assert [amount for _, _, amount in found] == [51, 50]
    assert found[0][1] == first
    krona = spent._replace(figures=(cash("400000"), figure("income", "1"), figure("costs", "0")))
    (alone,) = told(check(facts._replace(versions=(krona,)), d("2021-04-20")))
    assert alone[1:] == (first, 1)
    unknown = facts._replace(parties=tuple(one._replace(code="") for one in parties))
    assert told(check(unknown, d("2021-04-20")))[0][1] == "Umeå kommun"  # registered first


@given(ours=st.integers(0, 10**9), theirs=st.integers(0, 10**9), left=st.integers(0, 10**9))
def test_the_parts_of_what_is_unspent_are_the_whole(ours: int, theirs: int, left: int) -> None:
    rows = [payment(1, "2020", str(ours), "2020-01-31"), THEIRS._replace(amount=Decimal(theirs))]
    figures = (cash("400000"), figure("income", str(left)), figure("costs", "0"))
    facts = both(payments=tuple(rows), versions=(REPORT_2020._replace(figures=figures),))
    found = check(facts, d("2021-04-20")).consequences
    assert sum(one.amount for one in found) == min(left, ours + theirs)
    for one in found:
        assert one.amount <= (ours if one.payer.id == UMEA else theirs)


def test_what_was_paid_on_no_funding_is_no_payers_money() -> None:
    stray = payment(12, "2020", "100", "2020-01-31", commitment=OWN_PROMISE.id)
    assert told(check(both(THEIRS, stray), d("2021-04-20"))) == told(check(both(), d("2021-04-20")))


def reductions(facts: AgreementFacts) -> list[Consequence]:
    return [one for one in check(facts, d("2021-04-20")).consequences if one.code == "late.reduction"]


def test_the_next_payment_is_less_by_each_payers_part_of_it() -> None:
    """750 000 and 375 001 kr are due on the same day: 10 % of 1 125 001 is 112 500, and not 75 000 + 37 500.10."""
    rungs = {"late_ladder": ladder((Step(None, Decimal(10)),), "02-25")}
    more = PROMISES[1]._replace(amount=Decimal(750_002))
    facts = both(payments=PAYMENTS[:3], commitments=(FUNDING_PROMISE, more, OWN_PROMISE), conditions=rungs)
    paid = payment(12, "2021", "375001", "2021-01-29", commitment=MORE)
    theirs, ours = reductions(facts._replace(payments=(*facts.payments, paid)))[:2]
    assert [(one.payer.id, int(one.amount)) for one in (theirs, ours)] == [(VANNAS, 37_500), (UMEA, 75_000)]
    assert [(part.commitment, part.number, int(part.amount)) for part in (*theirs.against, *ours.against)] == [
        (MORE, 2, 37_500),
        (FUNDING, 2, 75_000),
    ]
    assert plain(formula(theirs, "en")) == "10 % × 1,125,001 = 112,500; 112,500 × 375,001 ÷ 1,125,001 = 37,500"
    assert "Vännäs kommun ska betala 375 001 kr av den; dess del är 37 500 kr" in plain(
        explain_consequence(theirs, "sv")
    )


CLAIM = DecisionFact(
    7, VAN, VANNAS, "repayment.co_financing", "2020", "claim", Decimal(32_692), Decimal(32_692), d("2021-05-04"),
    d("2021-06-30"), "Förvaltningschefen", "4.2", "", "Kostnaderna blev lägre.",
)  # fmt: skip


def test_a_decision_is_of_its_payers_part_alone() -> None:
    result = check(both(decisions=(CLAIM,)), d("2021-07-01"))
    assert [(one.payer.id, one.decided and one.decided.fact.id) for one in result.consequences] == [
        (VANNAS, 7),
        (UMEA, None),
    ]
    overdue = plain(message(finding_of(result, "claim.overdue"), "sv"))
    assert overdue.startswith("Vän i Umeå skulle ha betalat tillbaka 32 692 kr till Vännäs kommun senast 30 juni 2021")
    settled = CLAIM._replace(repaid=(Entry(d("2021-06-01"), Decimal(32_692)),))
    assert not {"claim.overdue", "claim.differs"} & set(codes(check(both(decisions=(settled,)), d("2021-07-01"))))
    # who pays more for the year afterwards changes both parts
    later = payment(10, "2020", "250000", "2021-06-01", commitment=MORE)
    differs = finding_of(check(both(THEIRS, later, decisions=(CLAIM,)), d("2021-06-01")), "claim.differs")
    assert (differs.expected, differs.actual) == (32_692, 49_038)
    assert "At the decision of 4 May 2021 by Vännäs kommun on Vän i Umeå" in message(differs, "en")


def test_the_digest_tells_whose_money_it_is_only_where_several_have_paid() -> None:
    """Before several payers had their parts it knew none: the same question gets the same digest."""
    for facts, same in [(both(payments=PAYMENTS), True), (both(), False)]:
        result = check(facts, d("2021-04-20"))
        exchanged = {UMEA: PARTIES[2], VANNAS: PARTIES[0]}
        other = [one._replace(payer=exchanged[one.payer.id]) for one in result.consequences]
        assert (digest(result) == digest(result._replace(consequences=tuple(other)))) is same
