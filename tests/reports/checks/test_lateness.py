"""The late ladder: its own day, received or complete, waived, and the next payment."""

from decimal import Decimal
from typing import Any

import pytest

from finance.repayment import Step, ladder
from reports.checks.check import check
from reports.checks.explain_consequence import explain_consequence, formula
from reports.checks.facts import Against, AgreementFacts, WaiverFact
from reports.checks.results import Consequence
from tests.reports.checks.world import (
    FUNDING,
    FUNDING_PROMISE,
    OWN_PROMISE,
    PAYMENTS,
    VAN,
    commitment,
    d,
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


def test_after_the_last_payment_nothing_can_be_less() -> None:
    last = umea(
        versions=(),
        conditions={"late_ladder": OWN_DAY},
        payments=(*PAYMENTS, payment(6, "2022", "750000", "2022-08-01")),
    )
    assert [one.period for one in check(last, d("2023-04-20")).consequences] == ["2020", "2021"]


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
