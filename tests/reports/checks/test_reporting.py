"""Which version of a report counts, and when a report is late."""

from datetime import date
from decimal import Decimal

import pytest

from finance.valuation import Rate, RateTable
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.reporting import figures_of
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    cash,
    codes,
    commitment,
    d,
    figure,
    hours,
    line_of,
    only_own,
    party,
    umea,
    version,
)

FIRST = version("2020", "2021-03-15", figures=(cash("100.00"),))
RETURNED = FIRST._replace(returned_on=d("2021-04-01"), return_due_on=d("2021-04-30"))
SECOND = version("2020", "2021-05-10", number=2, figures=(cash("200.00"),))


def status(facts: AgreementFacts, as_of: str) -> str:
    """The status of the own promise in 2020."""
    return line_of(check(facts, d(as_of)), "co_financing").status


def delivered(facts: AgreementFacts, as_of: str) -> int | None:
    """What was delivered of it."""
    found = line_of(check(facts, d(as_of)), "co_financing").delivered
    return None if found is None else int(found)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2019-12-31", "upcoming"), ("2020-01-01", "open"), ("2021-03-31", "open"), ("2021-04-01", "overdue")],
)
def test_awaited_until_it_is_due(as_of: str, expected: str) -> None:
    assert status(only_own(), as_of) == expected


def test_never_overdue_without_a_due_date() -> None:
    facts = only_own(conditions={"report_due": None})
    assert status(facts, "2030-01-01") == "open"
    assert check(facts, d("2030-01-01")).periods[0].report_due_on is None


def test_received_on_its_day_and_not_before() -> None:
    assert status(only_own(FIRST), "2021-03-14") == "open"
    assert delivered(only_own(FIRST), "2021-03-15") == 100


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2021-03-31", "short"), ("2021-04-01", "open"), ("2021-04-30", "open"), ("2021-05-01", "overdue")],
)
def test_one_sent_back_counts_as_not_handed_in(as_of: str, expected: str) -> None:
    assert status(only_own(RETURNED), as_of) == expected


def test_the_new_date_moves_to_a_banking_day_too() -> None:
    """1 May 2021 is a Saturday."""
    facts = only_own(RETURNED._replace(return_due_on=d("2021-05-01")))
    assert status(facts, "2021-05-03") == "open"
    assert status(facts, "2021-05-04") == "overdue"


def test_one_sent_back_without_a_date_is_still_due_when_it_was() -> None:
    assert status(only_own(RETURNED._replace(return_due_on=None)), "2021-04-01") == "overdue"


def test_the_next_version_counts_from_the_day_it_is_received() -> None:
    facts = only_own(RETURNED, SECOND)
    assert status(facts, "2021-05-09") == "overdue"
    assert delivered(facts, "2021-05-10") == 200


def test_of_two_received_the_same_day_the_higher_number_counts() -> None:
    again = SECOND._replace(received_on=FIRST.received_on)
    assert delivered(only_own(again, FIRST), "2021-03-15") == 200


def test_a_correction_counts_unverified_instead_of_the_approved_one() -> None:
    facts = only_own(FIRST._replace(approved_on=d("2021-04-20")), SECOND)
    before, after = check(facts, d("2021-05-09")), check(facts, d("2021-05-10"))
    assert (line_of(before, "co_financing").verified, line_of(after, "co_financing").verified) == (True, False)
    assert (before.periods[0].report_state, after.periods[0].report_state) == ("approved", "submitted")


def test_an_approved_one_goes_on_counting_when_its_correction_is_sent_back() -> None:
    sent_back = SECOND._replace(returned_on=d("2021-05-20"), return_due_on=d("2021-06-20"))
    facts = only_own(FIRST._replace(approved_on=d("2021-04-20")), sent_back)
    assert delivered(facts, "2021-05-19") == 200
    assert delivered(facts, "2021-07-01") == 100
    assert line_of(check(facts, d("2021-07-01")), "co_financing").verified


def test_one_sent_back_twice_falls_back_on_what_was_approved() -> None:
    again = SECOND._replace(returned_on=d("2021-05-20"), return_due_on=d("2021-06-20"))
    third = again._replace(number=3)
    facts = only_own(FIRST._replace(approved_on=d("2021-04-20")), again, third)
    assert delivered(facts, "2021-07-01") == 100


def due_on(facts: AgreementFacts, as_of: str) -> date | None:
    """When the report for 2020 is told to be due."""
    return check(facts, d(as_of)).periods[0].report_due_on


def test_the_date_told_is_the_new_one_while_the_report_is_sent_back() -> None:
    """30 April 2021 is a Friday; 1 May, a Saturday, is moved to Monday 3 May."""
    assert due_on(only_own(RETURNED, SECOND), "2021-03-31") == d("2021-03-31")
    assert due_on(only_own(RETURNED, SECOND), "2021-04-01") == d("2021-04-30")
    assert due_on(only_own(RETURNED, SECOND), "2021-05-09") == d("2021-04-30")
    assert due_on(only_own(RETURNED, SECOND), "2021-05-10") == d("2021-03-31")
    assert due_on(only_own(RETURNED._replace(return_due_on=d("2021-05-01"))), "2021-04-01") == d("2021-05-03")
    assert due_on(only_own(RETURNED, conditions={"report_due": None}), "2021-04-01") == d("2021-04-30")


def test_of_several_reports_the_date_told_is_that_of_the_only_one_awaited() -> None:
    """A second association promises too: while both are awaited, one date of its own is not the period's."""
    other = party(3, "Föreningen Två", "recipient")
    theirs = commitment(21, 3, "in_kind", "0")
    handed_in = version("2020", "2021-04-10", party=3, report=9)
    facts = only_own(RETURNED)
    facts = facts._replace(parties=(*facts.parties, other), commitments=(*facts.commitments, theirs))
    assert due_on(facts, "2021-04-09") == d("2021-03-31")
    facts = facts._replace(versions=(RETURNED, handed_in))
    assert due_on(facts, "2021-04-09") == d("2021-03-31")
    assert due_on(facts, "2021-04-10") == d("2021-04-30")


def test_the_periods_report_state() -> None:
    assert check(only_own(), d("2021-01-01")).periods[0].report_state is None
    assert check(only_own(RETURNED), d("2021-04-01")).periods[0].report_state == "returned"


def test_who_only_receives_funding_reports_where_a_date_is_agreed() -> None:
    facts = umea(commitments=(FUNDING_PROMISE,), versions=())
    assert "report.late" in codes(check(facts, d("2021-04-01")))
    named = umea(commitments=(FUNDING_PROMISE._replace(recipient=2),), versions=())
    assert "report.late" in codes(check(named, d("2021-04-01")))
    undated = umea(commitments=(FUNDING_PROMISE,), versions=(), conditions={"report_due": None})
    assert "report.late" not in codes(check(undated, d("2021-04-01")))


def test_a_figure_of_a_kind_that_nobody_asks_for_counts_nowhere() -> None:
    odd = FIRST._replace(figures=(*FIRST.figures, figure("equity", "5000")))
    assert delivered(only_own(odd), "2021-03-31") == 100


HOURS = (hours("adult", "10"),)
KEPT = RateTable("leader-2014", (Rate("adult", Decimal("100.00"), date(2014, 1, 1), None, "Leader"),))


def test_an_approved_version_goes_by_the_rates_that_were_kept_with_it() -> None:
    """10 h × 100 when it was approved, and 10 h × 220 by the rates in force until that day."""
    facts = only_own(version("2020", "2021-03-15", approved="2021-04-20", hours=HOURS, frozen=KEPT))
    assert [delivered(facts, day) for day in ("2021-04-19", "2021-04-20")] == [2200, 1000]


def test_one_that_was_approved_before_rates_were_kept_goes_by_the_rates_in_force() -> None:
    facts = only_own(version("2020", "2021-03-15", approved="2021-04-20", hours=HOURS))
    assert delivered(facts, "2021-04-20") == 2200


def test_a_correction_is_reported_by_the_rates_in_force_and_falls_back_on_those_kept() -> None:
    """While it is looked at its hours are worth what they are now; sent back, the approved version counts as it did."""
    first = version("2020", "2021-03-15", approved="2021-04-20", hours=HOURS, frozen=KEPT)
    second = version("2020", "2021-05-10", number=2, hours=HOURS, returned_on=d("2021-06-01"))
    facts = only_own(first, second)
    assert [delivered(facts, day) for day in ("2021-05-09", "2021-05-10", "2021-06-01")] == [1000, 2200, 1000]


def test_how_something_in_kind_was_valued_does_not_depend_on_the_order_of_rows() -> None:
    rows = (figure("in_kind", "1"), figure("in_kind", "2")._replace(basis="invoice", document="7"))
    told = {figures_of(version("2020", "2021-03-15", figures=those))[-2:] for those in (rows, rows[::-1])}
    assert told == {("invoice", "7")}


def test_a_sole_period_is_also_the_final_one() -> None:
    """Its one report answers for the year and ends the term: nothing else is awaited."""
    whole = {"figures": (cash("325000.00"),), "hours": (hours("adult", "5000"),)}
    met = version("2020", "2021-03-15", approved="2021-04-20", **whole)
    for report, status in ((met, "fulfilled"), (met._replace(hours=()), "not_met")):
        result = check(only_own(report), d("2030-01-01"))
        assert result.status == status
        assert [(one.state, one.overdue) for part in result.periods for one in part.reports] == [("approved", False)]
