"""A report that is due so many days after the annual meeting: late, sent back, reduced by one and the same day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finance.repayment import Step, ladder
from reports.checks.case import case_at
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, MeetingFact
from reports.checks.lateness import Lateness, lateness_of
from reports.checks.render import message
from tests.reports.checks.world import VAN, codes, d, finding_of, only_own, umea, version

AFTER = {"report_due": "06-30", "report_after_meeting": 30, "clauses": (("report_due", "§ 6"),)}


def meeting(held_on: str, on: str = "2021-01-10", number: int = 1, **more: Any) -> MeetingFact:
    return MeetingFact(number, VAN, d(held_on), d(on))._replace(**more)


def asking(*meetings: MeetingFact, **conditions: Any) -> AgreementFacts:
    return only_own(conditions={**AFTER, **conditions})._replace(meetings=meetings)


def late_on(facts: AgreementFacts, day: str) -> bool:
    return "report.late" in codes(check(facts, d(day)))


def due(facts: AgreementFacts, day: str) -> date | None:
    return check(facts, d(day)).periods[0].report_due_on


@pytest.mark.parametrize(("day", "late"), [("2021-04-19", False), ("2021-04-20", True)])
def test_late_from_the_day_after(day: str, late: bool) -> None:
    assert late_on(asking(meeting("2021-03-20")), day) is late


def test_until_the_meeting_is_told_the_latest_day_counts() -> None:
    facts = asking(meeting("2021-03-20", on="2021-05-01"))
    assert due(facts, "2021-04-30") == d("2021-06-30")
    assert not late_on(facts, "2021-04-30")
    assert due(facts, "2021-05-01") == d("2021-04-19")
    assert late_on(facts, "2021-05-01")


def test_one_that_was_moved_counts_by_its_new_day() -> None:
    moved = meeting("2021-04-17", on="2021-03-01", number=2, replaces=1)
    assert due(asking(meeting("2021-03-20"), moved), "2021-02-28") == d("2021-04-19")
    assert due(asking(meeting("2021-03-20"), moved), "2021-03-01") == d("2021-05-17")
    assert due(asking(moved, meeting("2021-03-20")), "2021-03-01") == d("2021-05-17")


def test_anothers_meeting_says_nothing() -> None:
    assert due(asking(meeting("2021-03-20", party=99)), "2021-04-01") == d("2021-06-30")


def test_the_finding_says_how_the_day_was_found() -> None:
    found = finding_of(check(asking(meeting("2021-03-20")), d("2021-04-20")), "report.late")
    assert (found.expected, found.clause) == (d("2021-04-19"), "§ 6")
    assert message(found, "en") == (
        "Vän i Umeå should have handed in the report for 2020 by 19 April 2021, 30 days after the annual meeting on "
        "20 March 2021."
    )
    found = finding_of(check(asking(), d("2021-07-01")), "report.late")
    assert message(found, "en").endswith("by 30 June 2021, the latest day by § 6, since no annual meeting is known.")
    assert message(found, "sv").endswith(
        "senast 30 juni 2021, den sista dagen enligt § 6, eftersom inget årsmöte är känt."
    )
    found = finding_of(check(asking(meeting("2021-06-15")), d("2021-07-01")), "report.late")
    assert message(found, "sv").endswith("den sista dagen enligt avtalet; årsmötet hölls 15 juni 2021.")


def test_without_a_meeting_and_a_latest_day_nothing_is_due() -> None:
    facts = asking(report_due=None)
    assert due(facts, "2025-01-01") is None
    assert not late_on(facts, "2025-01-01")


def test_one_that_was_sent_back_is_overdue_past_its_new_date() -> None:
    """Whatever day it was due on before."""
    back = version("2020", "2021-04-10", returned_on=d("2021-04-15"), return_due_on=d("2021-05-14"))
    facts = asking(meeting("2021-03-20"))._replace(versions=(back,))
    assert not late_on(facts, "2021-05-14")
    assert late_on(facts, "2021-05-17")
    found = finding_of(check(facts, d("2021-05-17")), "report.late")
    assert message(found, "en").endswith("by 14 May 2021; the last was sent back on 15 April 2021.")


def test_what_came_tells_the_day_that_it_was_due_on() -> None:
    facts = asking(meeting("2021-03-20"))._replace(versions=(version("2020", "2021-04-10"),))
    assert due(facts, "2021-05-01") == d("2021-04-19")


def test_the_late_ladder_counts_from_the_same_day() -> None:
    steps = ladder((Step(None, Decimal(10)),), None, "received")
    facts = asking(meeting("2021-03-20"))
    for day, late in (("2021-04-19", None), ("2021-04-20", Lateness(d("2021-04-19"), None, 1))):
        case = case_at(facts, d(day))
        assert lateness_of(case, steps, case.parties[VAN], case.calendar.periods[0], []) == late
    case = case_at(asking(report_due=None), d("2025-01-01"))
    assert lateness_of(case, steps, case.parties[VAN], case.calendar.periods[0], []) is None


def test_a_recipient_with_nothing_of_its_own_to_promise_reports_too() -> None:
    facts = umea(conditions={**AFTER, "report_due": None})._replace(meetings=(meeting("2021-03-20"),))
    funding = [one for one in facts.commitments if one.kind == "funding"]
    found = check(facts._replace(commitments=tuple(funding), versions=()), d("2021-04-20")).periods[0].reports
    assert [(one.party.id, one.overdue) for one in found] == [(VAN, True)]
