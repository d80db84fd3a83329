"""The final report: that of the last period of the term as it stands, due by a rule of its own where there is one."""

from datetime import date
from decimal import Decimal
from typing import Any

from agreements.due_dates import DueRule
from finance.repayment import Step, ladder
from reports.checks.case import case_at
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, MeetingFact
from reports.checks.lateness import Lateness, lateness_of
from reports.checks.render import message
from reports.checks.terms import TermsFact
from tests.reports.checks.world import VAN, codes, d, finding_of, only_own, umea, version

AFTER_END = {"final_report": DueRule(after_end=90), "clauses": (("final_report_due", "§ 8"), ("report_due", "§ 6"))}


def due(facts: AgreementFacts, day: str) -> dict[str, date | None]:
    return {one.period.label: one.report_due_on for one in check(facts, d(day)).periods}


def terms(facts: AgreementFacts, from_on: str, ends_on: str) -> TermsFact:
    return TermsFact(
        d(from_on), facts.title, d(ends_on), None, facts.parties, facts.commitments, facts.conditions, facts.rates
    )


def test_only_the_last_period_is_due_by_it() -> None:
    assert due(umea(conditions={"final_report": DueRule("01-31")}, versions=()), "2022-06-30") == {
        "2020": d("2021-03-31"), "2021": d("2022-03-31"), "2022": d("2023-01-31"),
    }  # fmt: skip


def test_a_sole_period_is_due_as_the_final_one_and_nothing_more_is_awaited() -> None:
    facts = only_own(conditions={"final_report": DueRule("05-31")})
    assert due(facts, "2021-01-31") == {"2020": d("2021-05-31")}
    assert "report.late" not in codes(check(facts, d("2021-05-31")))
    assert "report.late" in codes(check(facts, d("2021-06-01")))
    came = facts._replace(versions=(version("2020", "2021-05-01", approved="2021-05-20"),))
    assert not {"report.late", "report.returned"} & set(codes(check(came, d("2030-01-01"))))


def test_days_after_the_end_and_the_sentence() -> None:
    facts = only_own(conditions=AFTER_END)
    found = finding_of(check(facts, d("2021-04-01")), "report.late")
    assert (found.expected, found.clause) == (d("2021-03-31"), "§ 8")
    assert message(found, "en") == (
        "Vän i Umeå should have handed in the report for 2020 by 31 March 2021, 90 days after the last day in force, "
        "31 December 2020; it is the final report, which has a day of its own by § 8."
    )
    assert message(found, "sv").endswith(
        "90 dagar efter avtalets sista dag 31 december 2020; det är slutredovisningen, som har en egen dag enligt § 8."
    )


def test_the_others_sentences_do_not_speak_of_it() -> None:
    found = finding_of(check(umea(versions=(), conditions=AFTER_END), d("2021-05-01")), "report.late")
    assert (found.period, found.clause) == ("2020", "§ 6")
    assert message(found, "sv") == "Vän i Umeå skulle ha lämnat redovisningen för 2020 senast 31 mars 2021."


def test_one_that_was_sent_back_is_due_by_its_new_date() -> None:
    back = version("2020", "2021-02-10", returned_on=d("2021-02-15"), return_due_on=d("2021-05-14"))
    found = finding_of(check(only_own(back, conditions=AFTER_END), d("2021-05-17")), "report.late")
    assert message(found, "en").endswith("by 14 May 2021; the last was sent back on 15 February 2021.")


def test_days_after_the_meeting() -> None:
    rule = DueRule("06-30", after_meeting=30)
    meeting = MeetingFact(1, VAN, d("2021-03-20"), d("2021-01-10"))
    facts = only_own(conditions={"final_report": rule})._replace(meetings=(meeting,))
    assert due(facts, "2021-01-09") == {"2020": d("2021-06-30")}
    assert due(facts, "2021-01-10") == {"2020": d("2021-04-19")}
    found = finding_of(check(facts, d("2021-04-20")), "report.late")
    assert message(found, "en").endswith(
        "30 days after the annual meeting on 20 March 2021; it is the final report, which has a day of its own by "
        "KS-2019/00714."
    )


def test_the_late_ladder_counts_from_the_same_day() -> None:
    steps = ladder((Step(None, Decimal(10)),), None, "received")
    case = case_at(only_own(conditions=AFTER_END), d("2021-04-02"))
    assert lateness_of(case, steps, case.parties[VAN], case.calendar.periods[0], []) == Lateness(
        d("2021-03-31"), None, 2
    )


def test_a_termination_makes_an_earlier_report_the_final_one() -> None:
    """From the day that it is decided, counted from the last day in force."""
    facts = umea(versions=(), conditions=AFTER_END, terminated_on=d("2021-06-01"), last_day=d("2021-08-31"))
    assert due(facts, "2021-05-31") == {"2020": d("2021-03-31"), "2021": d("2022-03-31"), "2022": d("2023-03-31")}
    assert due(facts, "2021-06-01") == {"2020": d("2021-03-31"), "2021": d("2021-11-29")}


def test_an_amendment_that_extends_the_term_makes_it_an_annual_one_again() -> None:
    facts: Any = umea(versions=(), conditions={"final_report": DueRule("01-31")})
    longer = facts._replace(amended=(terms(facts, "2022-09-01", "2023-12-31"),))
    assert due(longer, "2022-08-31")["2022"] == d("2023-01-31")
    after = due(longer, "2022-09-01")
    assert (after["2022"], after["2023"]) == (d("2023-03-31"), d("2024-01-31"))


def test_where_only_the_final_report_is_due_a_recipient_reports_only_that() -> None:
    facts = umea(conditions={"report_due": None, **AFTER_END}, versions=())
    funding = tuple(one for one in facts.commitments if one.kind == "funding")
    found = check(facts._replace(commitments=funding), d("2022-06-30")).periods
    assert [[one.party.id for one in part.reports] for part in found] == [[], [], [VAN]]
