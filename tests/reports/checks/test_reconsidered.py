"""A decision that takes the place of another: which is in force on a day, what came in, and how it is told."""

from decimal import Decimal
from typing import Any

import pytest

from finance.claim_balance import Entry
from finance.repayment import Step, ladder
from reports.checks.check import check
from reports.checks.explain_consequence import explain_consequence, explain_decision
from reports.checks.facts import Against
from reports.checks.render import as_json, digest, message
from tests.reports.checks.test_decided import CLAIM, CORRECTED, decided
from tests.reports.checks.world import (
    FUNDING,
    PAYMENTS,
    REPORT_2020,
    REPORT_2021,
    codes,
    d,
    finding_of,
    line_of,
    plain,
    waiver,
)

PAID = CLAIM._replace(repaid=(Entry(d("2021-06-15"), Decimal(50_000)),))
#: 63 462 is computed once the correction is approved on 20 August.
LOWERED = CLAIM._replace(
    id=9, replaces=7, ground="incorrect", computed=Decimal(63_462), amount=Decimal(63_462), decided_on=d("2021-09-07"),
    due_on=d("2021-10-15"), reason="Rättad redovisning.",
)  # fmt: skip
REFRAINED = LOWERED._replace(outcome="refrain", amount=Decimal(0), due_on=None)


def corrected(*decisions: Any, **fields: Any) -> Any:
    return decided(*decisions, **{"versions": (REPORT_2020, REPORT_2021, CORRECTED), **fields})


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_by_the_day_is_in_force(order: int) -> None:
    facts = corrected(*(PAID, LOWERED)[::order])
    for day, number, left, found in [
        ("2021-05-03", None, None, []),
        ("2021-06-30", 7, 40_000, []),
        ("2021-08-20", 7, 40_000, ["claim.overdue", "claim.differs"]),
        ("2021-09-06", 7, 40_000, ["claim.overdue", "claim.differs"]),
        ("2021-09-07", 9, 13_462, []),
        ("2021-10-18", 9, 13_462, ["claim.overdue"]),
    ]:
        result = check(facts, d(day))
        stands = result.consequences[0].decided
        assert (stands and stands.fact.id) == number, day
        assert (stands and stands.balance and stands.balance.left) == left
        assert [code for code in codes(result) if code.startswith("claim")] == found
        assert len(result.decided) == (number is not None)
    # what was not recorded yet is not known: the earlier one stands
    (one,) = check(facts._replace(decisions=(PAID,)), d("2021-09-07")).consequences
    assert one.decided is not None
    assert one.decided.fact.id == 7


def test_it_is_told_with_what_it_replaces_and_why() -> None:
    (found,) = check(corrected(PAID, LOWERED), d("2021-09-07")).consequences
    assert plain(explain_consequence(found, "en")).endswith(
        "On 7 September 2021 Förvaltningschefen (delegation 4.2) decided to claim back 63,462 kr by 15 October 2021: "
        "Rättad redovisning. It replaces the decision of 4 May 2021 to claim back 90,000 kr: that decision was "
        "incorrect, by new circumstances or for another reason. 50,000 kr is repaid, 13,462 kr is left."
    )
    assert "Det ersätter beslutet 4 maj 2021 att kräva tillbaka 90 000 kr: det var felaktigt på grund av" in plain(
        explain_consequence(found, "sv")
    )
    (row,) = as_json(check(corrected(PAID, LOWERED), d("2021-09-07")), "en")["consequences"]
    assert (row["decision"]["replaces"], row["decision"]["ground"]) == (7, "incorrect")
    assert (row["claim"]["id"], row["claim"]["due_on"], row["claim"]["repaid"]) == (9, "2021-10-15", "50000.00")
    (row,) = as_json(check(corrected(PAID), d("2021-09-07")), "en")["consequences"]
    assert (row["decision"]["replaces"], row["decision"]["ground"]) == (None, None)


@pytest.mark.parametrize("ground", ["incorrect", "reserved", "safety", "misled"])
@pytest.mark.parametrize("outcome", ["claim", "reduce", "refrain"])
def test_every_ground_and_every_earlier_outcome_has_its_words(ground: str, outcome: str) -> None:
    first = CLAIM._replace(outcome=outcome, due_on=CLAIM.due_on if outcome == "claim" else None)
    (stands,) = check(decided(first, LOWERED._replace(ground=ground)), d("2021-09-07")).decided
    for language in ("sv", "en"):
        assert "{" not in explain_decision(stands, language)


def test_less_than_what_came_in_is_to_be_paid_back() -> None:
    less = LOWERED._replace(amount=Decimal(30_000))
    result = check(corrected(PAID, less), d("2021-09-07"))
    found = finding_of(result, "claim.overpaid")
    assert (found.expected, found.actual, found.difference) == (30_000, 50_000, 20_000)
    assert found.evidence == (("claim", 9, None),)
    assert plain(message(found, "sv")) == (
        "Vän i Umeå har betalat tillbaka 50 000 kr för perioden 2020, och efter omprövningen 7 september 2021 krävs "
        "30 000 kr: 20 000 kr ska betalas tillbaka."
    )
    (one,) = result.consequences
    assert plain(explain_consequence(one, "en")).endswith(
        "50,000 kr is repaid: 20,000 kr is too much and is to be paid back."
    )
    back = PAID._replace(repaid=(*PAID.repaid, Entry(d("2021-09-20"), Decimal(-20_000))))
    assert "claim.overpaid" in codes(check(corrected(back, less), d("2021-09-19")))
    assert "claim.overpaid" not in codes(check(corrected(back, less), d("2021-09-20")))


def test_nothing_any_more_leaves_what_came_in_on_the_claim_before() -> None:
    result = check(corrected(PAID, REFRAINED), d("2021-09-07"))
    assert finding_of(result, "claim.overpaid").evidence == (("claim", 7, None),)
    (row,) = as_json(result, "sv")["consequences"]
    assert (row["state"], row["claim"]["id"], row["claim"]["state"], row["claim"]["left"]) == (
        "refrain", 7, "overpaid", "-50000.00",
    )  # fmt: skip
    (row,) = as_json(check(corrected(CLAIM, REFRAINED), d("2021-09-07")), "sv")["consequences"]
    assert (row["state"], row["claim"]) == ("refrain", None)


def test_a_consequence_that_is_gone_can_be_let_go_of_and_differs_no_more() -> None:
    excused = waiver("co_financing", "2020", "shortfall", "2021-06-01")
    first = decided(CLAIM, waivers=(excused,))
    assert finding_of(check(first, d("2021-09-07")), "claim.differs").actual == 0
    gone = REFRAINED._replace(computed=Decimal(0))
    result = check(first._replace(decisions=(CLAIM, gone)), d("2021-09-07"))
    assert "claim.differs" not in codes(result)
    assert result.consequences == ()
    assert [one.fact.id for one in result.decided] == [9]


def test_a_reduction_that_was_reconsidered_is_kept_back_no_more() -> None:
    cut = CLAIM._replace(
        code="late.reduction", outcome="reduce", computed=Decimal(75_000), amount=Decimal(75_000), due_on=None,
        against=(Against(FUNDING, "2021", 2, d("2021-08-02"), Decimal(75_000)),),
    )  # fmt: skip
    less = cut._replace(
        id=9, replaces=7, ground="incorrect", amount=Decimal(30_000), decided_on=d("2021-07-01"),
        against=(cut.against[0]._replace(amount=Decimal(30_000)),),
    )  # fmt: skip
    rungs = {"late_ladder": ladder((Step(None, Decimal(10)),), "02-25")}
    facts = decided(cut, less, payments=PAYMENTS[:3], conditions=rungs)
    kept = [
        int(line_of(check(facts, d(day)), "funding", "2021").instalments[1].reduced)
        for day in ("2021-05-03", "2021-05-04", "2021-06-30", "2021-07-01")
    ]
    assert kept == [0, 75_000, 75_000, 30_000]
    gone = facts._replace(decisions=(cut, less._replace(outcome="refrain", amount=Decimal(0), against=())))
    assert line_of(check(gone, d("2021-07-01")), "funding", "2021").instalments[1].reduced == 0


def test_the_digest_knows_what_replaces_what() -> None:
    alone = check(corrected(LOWERED._replace(replaces=None, ground="")), d("2021-09-07"))
    anew = check(corrected(CLAIM, LOWERED), d("2021-09-07"))
    assert digest(alone) != digest(anew)
