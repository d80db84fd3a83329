"""The late ladder: its own day, received or complete, waived, and the next payment."""

from decimal import Decimal
from typing import Any

import pytest

from finance.instalments import InstalmentFact
from finance.repayment import Step, ladder
from reports.checks.check import check
from reports.checks.explain_consequence import explain_consequence, formula
from reports.checks.facts import Against, AgreementFacts, DecisionFact, WaiverFact
from reports.checks.results import Consequence
from tests.reports.checks.world import (
    FUNDING,
    FUNDING_PROMISE,
    OWN_PROMISE,
    PAYMENTS,
    UMEA,
    VAN,
    codes,
    commitment,
    d,
    finding_of,
    line_of,
    party,
    payment,
    plain,
    umea,
    version,
    waiver,
)

STEPS = (Step(7, Decimal(10)), Step(14, Decimal(50)), Step(None, Decimal(100)))
OWN_DAY = ladder(STEPS, "02-25")
COMPLETE = ladder(STEPS, "02-25", "complete")


def late(
    *versions: Any, rungs: Any = OWN_DAY, conditions: dict[str, Any] | None = None, **fields: Any
) -> AgreementFacts:
    """The agreement with a late ladder and nothing paid for 2021 but what `payments` says."""
    said = {"late_ladder": rungs, "clauses": (("late_ladder", "§ 7"),), **(conditions or {})}
    return umea(**{"versions": versions, "payments": PAYMENTS[:3], "conditions": said, **fields})


def reductions(facts: AgreementFacts, as_of: str) -> list[Consequence]:
    return [one for one in check(facts, d(as_of)).consequences if one.code == "late.reduction" and one.period == "2020"]


def amounts(facts: AgreementFacts, as_of: str) -> list[int]:
    return [int(one.amount) for one in reductions(facts, as_of)]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2021-02-25", []),
        ("2021-02-26", [75_000]),
        ("2021-03-04", [75_000]),
        ("2021-03-05", [375_000]),
        ("2021-03-11", [375_000]),
        ("2021-03-12", [750_000]),
    ],
)
def test_the_days_choose_the_percentage_of_the_next_payment(received: str, expected: list[int]) -> None:
    assert amounts(late(version("2020", received)), "2021-04-20") == expected


def test_it_is_explained_with_its_days_and_the_payment() -> None:
    (found,) = reductions(late(version("2020", "2021-03-03")), "2021-04-20")
    assert (found.party.name, found.clause) == ("Vän i Umeå", "§ 7")
    assert found.against == (Against(FUNDING, "2021", 2, d("2021-08-02"), Decimal(75_000)),)
    assert plain(formula(found, "sv")) == "10 % × 750 000 = 75 000"
    assert plain(explain_consequence(found, "sv")) == (
        "Redovisningen för 2020 från Vän i Umeå skulle ha kommit in senast 25 februari 2021 och kom in 3 mars 2021, "
        "6 dagar för sent. Nästa utbetalning, 750 000 kr med förfallodag 2 augusti 2021, minskas därför med 10 %: "
        "75 000 kr. Det är ett beräknat förslag: inget gäller förrän nämnden eller den som har delegation har beslutat."
    )
    (one_day,) = reductions(late(version("2020", "2021-02-26"), rungs=COMPLETE), "2021-04-20")
    assert plain(explain_consequence(one_day, "en")) == (
        "The complete report for 2020 from Vän i Umeå was due on 25 February 2021 and came on 26 February 2021, 1 day "
        "late. The next payment, 750,000 kr due on 2 August 2021, is therefore 10 % less: 75,000 kr. This is a "
        "computed "
        "proposal: nothing holds until the board or its delegate has decided."
    )


def test_what_has_not_come_is_counted_to_the_day_and_grows() -> None:
    facts = late()
    assert [amounts(facts, day) for day in ("2021-02-25", "2021-02-26", "2021-03-05", "2021-04-20")] == [
        [],
        [75_000],
        [375_000],
        [750_000],
    ]
    (young,) = reductions(facts, "2021-03-01")
    assert "had not come on 1 March 2021, 4 days late" in explain_consequence(young, "en")
    assert "The percentage grows with the delay until the report comes." in explain_consequence(young, "en")
    (old,) = reductions(facts, "2021-04-20")
    assert "grows" not in explain_consequence(old, "en")  # all of it already


def test_received_counts_the_first_version_and_complete_the_one_that_was_not_sent_back() -> None:
    first = version("2020", "2021-02-20", returned_on=d("2021-03-01"), return_due_on=d("2021-03-31"))
    second = version("2020", "2021-03-10", number=2)
    assert amounts(late(first, second), "2021-04-20") == []
    assert amounts(late(first, second, rungs=COMPLETE), "2021-04-20") == [375_000]  # 13 days
    assert amounts(late(first, rungs=COMPLETE), "2021-02-28") == []  # not sent back yet
    assert amounts(late(first, rungs=COMPLETE), "2021-03-01") == [75_000]
    (found,) = reductions(late(first, rungs=COMPLETE), "2021-03-01")
    assert "The complete report" in explain_consequence(found, "en")


def test_without_a_day_of_its_own_it_is_the_day_the_report_is_due() -> None:
    facts = late(version("2020", "2021-04-01"), rungs=ladder(STEPS))
    assert amounts(facts, "2021-04-20") == [75_000]
    assert amounts(late(rungs=ladder(STEPS), conditions={"report_due": None}), "2021-04-20") == []


def excuse(until: str | None, **fields: Any) -> WaiverFact:
    return waiver("co_financing", "2020", "lateness", "2021-03-02", until)._replace(**fields)


def test_a_waived_lateness_gives_none_and_one_through_a_day_counts_from_there() -> None:
    came = version("2020", "2021-03-10")
    assert amounts(late(came, waivers=(excuse(None),)), "2021-04-20") == []
    assert amounts(late(came, waivers=(excuse(None),)), "2021-03-01") == [75_000]  # not decided yet
    assert amounts(late(came, waivers=(excuse("2021-03-10"),)), "2021-04-20") == []
    (found,) = reductions(late(came, waivers=(excuse("2021-03-08"),)), "2021-04-20")
    assert dict(found.values)["days"] == 2
    for other in (excuse(None, covers="shortfall"), excuse(None, period="2021"), excuse(None, party=9)):
        assert amounts(late(came, waivers=(other,)), "2021-04-20") == [375_000]


def test_every_kind_that_was_promised_has_to_be_excused() -> None:
    more = commitment(31, VAN, "in_kind", "30000")
    facts = late(
        version("2020", "2021-03-10"), commitments=(FUNDING_PROMISE, OWN_PROMISE, more), waivers=(excuse(None),)
    )
    assert amounts(facts, "2021-04-20") == [375_000]
    both = facts._replace(waivers=(*facts.waivers, excuse("2021-03-09", kind="in_kind", id=2)))
    assert amounts(both, "2021-04-20") == [75_000]  # one day after the earlier of the two


def test_a_mere_recipient_is_late_too_and_excused_by_any_waiver() -> None:
    facts = late(version("2020", "2021-03-10"), commitments=(FUNDING_PROMISE,))
    assert amounts(facts, "2021-04-20") == [375_000]
    assert amounts(facts._replace(waivers=(excuse(None, kind="funding"),)), "2021-04-20") == []


@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        ((*PAYMENTS[:3],), ("2021-08-02", 75_000)),
        ((*PAYMENTS[:2],), ("2021-01-31", 75_000)),  # withheld until the report comes; 31 January is a Sunday
        ((*PAYMENTS[:3], payment(9, "2021", "300000", "2021-02-25")), ("2021-08-02", 45_000)),
        ((*PAYMENTS[:3], payment(9, "2021", "750000", "2021-03-01")), ("2021-08-02", 75_000)),  # after the day
        ((*PAYMENTS[:3], payment(9, "2021", "750000", "2021-02-25")), ("2022-01-31", 75_000)),
        ((*PAYMENTS[1:3],), ("2021-08-02", 75_000)),  # arrears of 2020 are not the next payment
    ],
)
def test_the_next_payment_is_what_was_left_when_the_day_had_passed(payments: Any, expected: tuple[str, int]) -> None:
    (found,) = reductions(late(version("2020", "2021-03-01"), payments=payments), "2021-04-20")
    due_on = d(expected[0]) if expected[0] != "2021-01-31" else d("2021-02-01")
    assert [(one.due_on, int(one.amount)) for one in found.against] == [(due_on, expected[1])]
    assert found.amount == expected[1]


@pytest.mark.parametrize(
    ("paid", "claimable"),
    [
        ("0", 0),
        ("1425000", 0),  # 750 000 + 675 000: the reduction of 75 000 can still be made in full
        ("1425001", 75_000),
        ("1500000", 75_000),
        ("1600000", 75_000),
    ],
)
def test_what_has_left_can_be_claimed_back_instead(paid: str, claimable: int) -> None:
    """4 days late: 10 % of the 750 000 due on 2 August 2021, of which so much had been paid in September."""
    more = payment(9, "2021", str(int(paid) - 750_000), "2021-09-01")
    facts = late(version("2020", "2021-03-01"), payments=(*PAYMENTS[:3], more) if int(paid) else PAYMENTS[:3])
    for day, expected in [("2021-08-31", 0), ("2021-09-01", claimable)]:
        (found,) = reductions(facts, day)
        assert (found.amount, found.claimable) == (75_000, expected)
        told = plain(explain_consequence(found, "en"))
        assert ("That payment is made, so that not all of it can be kept back any more" in told) is bool(expected)


def test_of_a_payment_that_has_left_in_part_no_more_than_that_can_be_claimed() -> None:
    """All of 750 000 is to be kept back, and 10 000 of it was paid in September."""
    facts = late(version("2020", "2021-04-01"), payments=(*PAYMENTS[:3], payment(9, "2021", "10000", "2021-09-01")))
    (found,) = reductions(facts, "2021-09-01")
    assert (found.amount, found.claimable) == (750_000, 10_000)
    assert "i stället kan 10 000 kr krävas tillbaka." in plain(explain_consequence(found, "sv"))


def test_what_was_decided_on_it_does_not_hide_what_has_left_and_what_others_keep_back_does() -> None:
    cut = DecisionFact(
        7, VAN, UMEA, "late.reduction", "2020", "reduce", Decimal(75_000), Decimal(75_000), d("2021-10-01"), None,
        "Förvaltningschefen", "4.2", "", "Sent.", (Against(FUNDING, "2021", 2, d("2021-08-02"), Decimal(75_000)),),
    )  # fmt: skip
    facts = late(version("2020", "2021-03-01"), payments=PAYMENTS)
    (found,) = reductions(facts._replace(decisions=(cut,)), "2021-10-01")
    assert found.claimable == 75_000
    assert "That payment is made" not in explain_consequence(found, "en")  # it is decided
    held = facts._replace(payments=(*PAYMENTS[:3], payment(9, "2021", "675000", "2021-09-01")), decisions=(cut,))
    assert reductions(held, "2021-10-01")[0].claimable == 0  # the 75 000 is kept back
    other = held._replace(decisions=(cut._replace(period="2019"),))
    assert reductions(other, "2021-10-01")[0].claimable == 75_000  # the same 75 000 is kept back for another report


def test_what_was_claimed_is_not_kept_back() -> None:
    claimed = DecisionFact(
        7, VAN, UMEA, "late.reduction", "2020", "claim", Decimal(75_000), Decimal(75_000), d("2021-10-01"),
        d("2021-11-30"), "Förvaltningschefen", "4.2", "", "Sent.",
        (Against(FUNDING, "2021", 2, d("2021-08-02"), Decimal(75_000)),),
    )  # fmt: skip
    result = check(late(version("2020", "2021-03-01"), payments=PAYMENTS, decisions=(claimed,)), d("2021-12-01"))
    line = line_of(result, "funding", "2021")
    assert ([int(part.reduced) for part in line.instalments], line.status) == ([0, 0], "met")
    assert not {"payment.above_promised", "claim.differs"} & set(codes(result))
    assert finding_of(result, "claim.overdue").difference == -75_000


def test_after_the_last_payment_nothing_can_be_less() -> None:
    last = umea(
        versions=(),
        conditions={"late_ladder": OWN_DAY},
        payments=(*PAYMENTS, payment(6, "2022", "750000", "2022-08-01")),
    )
    assert [one.period for one in check(last, d("2023-04-20")).consequences] == ["2020", "2021"]


def test_what_waits_to_be_asked_for_is_nobodys_next_payment() -> None:
    parts = (InstalmentFact(None, Decimal("0.5"), on_requisition=True), InstalmentFact("07-31", Decimal("0.5")))
    promise = FUNDING_PROMISE._replace(instalments=parts)
    facts = late(version("2020", "2021-03-01"), commitments=(promise, OWN_PROMISE), payments=())
    (found,) = reductions(facts, "2021-04-20")
    assert [(one.number, int(one.amount)) for one in found.against] == [(2, 75_000)]


def test_two_fundings_that_fall_due_on_one_day_are_one_payment() -> None:
    second = FUNDING_PROMISE._replace(id=11, amount=Decimal(200_001))
    facts = late(version("2020", "2021-03-01"), commitments=(FUNDING_PROMISE, second, OWN_PROMISE), payments=())
    (found,) = reductions(facts, "2021-04-20")
    assert (dict(found.values)["payment"], found.amount) == (850_001, 85_000)
    assert [(one.commitment, int(one.amount)) for one in found.against] == [(10, 85_000)]
    every = late(commitments=(FUNDING_PROMISE, second, OWN_PROMISE), payments=())
    (found,) = reductions(every, "2021-04-20")
    assert [(one.commitment, int(one.amount)) for one in found.against] == [(10, 750_000), (11, 100_001)]


def test_money_that_several_share_is_nobodys_next_payment() -> None:
    third = party(3, "Grannföreningen", "recipient", on="2019-12-16")
    facts = late(version("2020", "2021-03-01"))
    shared = facts._replace(parties=(*facts.parties, third))
    assert amounts(shared, "2021-04-20") == []
    named = shared._replace(commitments=(FUNDING_PROMISE._replace(recipient=VAN), OWN_PROMISE))
    assert amounts(named, "2021-04-20") == [75_000]
