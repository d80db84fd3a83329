"""A clause holds for each period by what it says on that period's last day; the term's own by the day asked about."""

from decimal import Decimal
from typing import Any

import pytest

from agreements.due_dates import DueRule
from finance.promises import Act, Clauses
from finance.repayment import Step, ladder
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, PaperFact
from reports.checks.figures import wordless
from reports.checks.render import digest
from reports.checks.results import CheckResult
from reports.checks.terms import ComponentFact, StepFact, TermsFact
from reports.waiting import next_reports
from tests.reports.checks.test_amended import funding
from tests.reports.checks.world import (
    FUNDING,
    LEADER,
    REPORT_2020,
    REPORT_2021,
    UMEA,
    VAN,
    cash,
    codes,
    commitment,
    d,
    finding_of,
    line_of,
    party,
    payment,
    umea,
    version,
)

CAP = Decimal("0.10")
OTHER = 3
END = d("2023-12-31")


def amended(
    facts: AgreementFacts, effective_on: str, agreed_on: str = "", /, conditions: Any = None, **changes: Any
) -> AgreementFacts:
    """The facts with an amendment upon those that they have; `conditions` are what it changes of them."""
    last: Any = facts.amended[-1] if facts.amended else facts
    names = ("title", "ends_on", "shortened_to", "parties", "commitments", "conditions", "rates")
    same = {name: getattr(last, name) for name in names}
    said = {"conditions": last.conditions._replace(**(conditions or {}))}
    day = max(d(effective_on), d(agreed_on or effective_on))
    terms = TermsFact(day, effective_on=d(effective_on), **{**same, **said, **changes})
    return facts._replace(amended=(*facts.amended, terms))


def counted(result: CheckResult) -> dict[str, str]:
    lines = {one.period.label: line_of(result, "co_financing", one.period.label) for one in result.periods}
    return {label: str(line.counted) for label, line in lines.items() if line.counted is not None}


def test_a_share_cap_leaves_the_periods_before_it_as_they_were() -> None:
    """1 215 000 in 2020; of 2021's 360 000 in cash a tenth of all allows 40 000 of volunteer time."""
    facts = umea()
    assert counted(check(facts, d("2022-06-30"))) == {"2020": "1215000.00", "2021": "1335000.00"}
    later = amended(
        facts, "2021-01-01", conditions={"volunteer_share_cap": CAP, "clauses": (("volunteer_share_cap", "§ 9"),)}
    )
    result = check(later, d("2022-06-30"))
    assert counted(result) == {"2020": "1215000.00", "2021": "400000.00"}
    found = finding_of(result, "volunteer_share.capped")
    assert (found.period, found.clause) == ("2021", "§ 9")


@pytest.mark.parametrize(
    ("effective_on", "capped"), [("2020-12-31", True), ("2021-01-01", False), ("2020-07-01", True)]
)
def test_the_last_day_of_a_period_says_what_holds_in_it(effective_on: str, capped: bool) -> None:
    later = amended(umea(), effective_on, conditions={"volunteer_share_cap": CAP})
    assert (counted(check(later, END))["2020"] != "1215000.00") is capped


def test_until_all_have_agreed_nothing_holds_and_then_from_its_own_day() -> None:
    """It names a day before the one on which the last party agreed."""
    later = amended(umea(), "2020-01-01", "2022-07-01", conditions={"volunteer_share_cap": CAP})
    assert counted(check(later, d("2022-06-30")))["2020"] == "1215000.00"
    assert counted(check(later, d("2022-07-01")))["2020"] == "344444.44"


def test_of_several_amendments_each_period_has_its_own() -> None:
    once = amended(umea(), "2021-01-01", conditions={"volunteer_share_cap": CAP})
    twice = amended(once, "2022-01-01", conditions={"volunteer_share_cap": None})
    last = version("2022", "2023-03-01", figures=(cash("10000.00"),), hours=REPORT_2020.hours)
    facts = twice._replace(versions=(REPORT_2020, REPORT_2021, last))
    assert counted(check(facts, END)) == {"2020": "1215000.00", "2021": "400000.00", "2022": "915000.00"}
    asked_again = facts.at(END).at(d("2021-06-30"))
    assert asked_again.conditions.volunteer_share_cap == CAP
    assert asked_again.at(d("2020-06-30")).conditions == umea().conditions


def test_one_that_changes_no_clause_changes_no_figure() -> None:
    """Nor a digest: how the terms came to be is told by none."""
    same = amended(umea(), "2021-01-01")
    for day in ("2020-06-30", "2022-06-30", "2023-12-31"):
        assert digest(check(same, d(day))) == digest(check(umea(), d(day)))


def test_a_report_is_due_by_the_rule_of_its_period() -> None:
    facts = amended(umea(versions=()), "2021-07-01", conditions={"report_due": "04-30"})
    due = {one.period.label: one.report_due_on for one in check(facts, END).periods}
    assert due == {"2020": d("2021-03-31"), "2021": d("2022-05-02"), "2022": d("2023-05-02")}
    own = amended(umea(versions=()), "2022-07-01", conditions={"final_report": DueRule("01-31")})
    assert check(own, END).periods[-1].report_due_on == d("2023-01-31")


def test_settlement_is_that_of_the_day_asked_about() -> None:
    later = amended(umea(), "2022-01-01", conditions={"settlement": "yearly"})
    assert {day: check(later, d(day)).status == "not_met" for day in ("2021-12-31", "2022-06-30")} == {
        "2021-12-31": False, "2022-06-30": True,
    }  # fmt: skip


def test_another_recipient_reports_for_its_own_periods() -> None:
    """Who was paid in 2020 has reported for it, what it was paid still counts, and the next is waited for from 2021."""
    facts = umea()
    other = party(OTHER, "Andra föreningen", "recipient")
    row = funding(facts)._replace(recipient=OTHER)
    named = tuple(row if one.id == row.id else one for one in facts.commitments)
    later = amended(facts, "2021-01-01", parties=(*facts.parties, other), commitments=named)
    result = check(later, d("2022-06-30"))
    reporters = {one.period.label: [report.party.id for report in one.reports] for one in result.periods}
    assert reporters == {"2020": [VAN], "2021": [VAN, OTHER], "2022": [VAN, OTHER]}
    assert [(one.period, one.party and one.party.id) for one in result.findings if one.code == "report.late"] == [
        ("2021", OTHER)
    ]
    paid = {label: line_of(result, "funding", label).counted for label in ("2020", "2021")}
    assert paid == {"2020": Decimal("1500000.00"), "2021": Decimal(0)}
    assert line_of(result, "funding", "2020").commitment.recipient is None
    back_pay = payment(9, "2020", "1.00", "2022-05-01", recipient=OTHER)
    result = check(later._replace(payments=(*facts.payments, back_pay)), d("2022-06-30"))
    assert line_of(result, "funding", "2020").counted == Decimal("1500001.00")


def test_who_joins_as_a_recipient_reports_from_its_own_period_on() -> None:
    facts = umea()
    later = amended(facts, "2022-01-01", parties=(*facts.parties, party(OTHER, "Andra föreningen", "recipient")))
    result = check(later, d("2022-06-30"))
    assert [len(one.reports) for one in result.periods] == [1, 1, 2]
    assert [one.report_state for one in result.periods] == ["approved", "approved", None]


def test_a_former_recipients_next_payment_is_counted_with_what_it_was_paid() -> None:
    """The ladder of 2020 takes from what VAN is paid next, and 2021's is another's."""
    steps = ladder((Step(1, Decimal(10)),))
    late = REPORT_2020._replace(received_on=d("2021-04-15"), approved_on=d("2021-04-20"))
    named = tuple(one._replace(recipient=VAN) if one.kind == "funding" else one for one in umea().commitments)
    facts = umea(versions=(late,), commitments=named, conditions={"late_ladder": steps})
    assert "late.reduction" in {one.code for one in check(facts, d("2021-06-30")).consequences}
    other = party(OTHER, "Andra föreningen", "recipient")
    passed = tuple(one._replace(recipient=OTHER, former=(VAN,)) if one.kind == "funding" else one for one in named)
    later = amended(facts, "2021-01-01", parties=(*facts.parties, other), commitments=passed)
    assert "late.reduction" not in {one.code for one in check(later, d("2021-06-30")).consequences}
    from_2022 = amended(facts, "2022-01-01", parties=(*facts.parties, other), commitments=passed)
    (one,) = [one for one in check(from_2022, d("2022-06-30")).consequences if one.code == "late.reduction"]
    assert (one.party.id, one.amount) == (VAN, Decimal(75000))


def test_a_ladder_reduces_for_the_periods_that_have_it() -> None:
    steps = ladder((Step(1, Decimal(10)),))
    late = REPORT_2020._replace(received_on=d("2021-04-15"), approved_on=d("2021-04-20"))
    facts = umea(versions=(late,), conditions={"late_ladder": steps, "clauses": (("late_ladder", "§ 8"),)})
    gone = amended(facts, "2021-01-01", conditions={"late_ladder": None, "clauses": ()})
    (one,) = check(gone, d("2021-06-30")).consequences
    assert (one.code, one.period, one.clause) == ("late.reduction", "2020", "§ 8")
    new = amended(umea(versions=(late,)), "2021-01-01", conditions={"late_ladder": steps})
    assert {one.period for one in check(new, d("2021-06-30")).consequences} == set()


def test_the_council_lowers_what_a_period_was_promised_by_its_clause() -> None:
    """Both sides are lowered in 2020, when the clause said so, and in 2021 the funding alone."""
    acts = tuple(
        Act(place, FUNDING, year, "reduced", Decimal("1350000.00"), None, d(f"{year}-01-10"), "KF", "§ 1")
        for place, year in enumerate(("2020", "2021"))
    )
    facts = umea(conditions={"amounts": Clauses(budget=True, reduces_both=True)}, appropriations=acts)
    later = amended(facts, "2021-01-01", conditions={"amounts": Clauses(budget=True)})
    result = check(later, d("2022-06-30"))
    own = {label: line_of(result, "co_financing", label).promised for label in ("2020", "2021")}
    assert own == {"2020": Decimal(1170000), "2021": Decimal("1300000.00")}
    without = amended(facts, "2021-01-01", conditions={"amounts": None})
    result = check(without, d("2022-06-30"))
    given = {label: line_of(result, "funding", label).promised for label in ("2020", "2021")}
    assert given == {"2020": Decimal("1350000.00"), "2021": Decimal("1500000.00")}


def test_hours_that_wait_for_their_approval_are_worth_the_rates_of_their_period() -> None:
    waits = REPORT_2020._replace(approved_on=None)
    dearer = LEADER._replace(name="own", rates=(LEADER.rates[0]._replace(amount=Decimal("300.00")),))
    later = amended(umea(versions=(waits,)), "2021-01-01", rates=dearer)
    result = check(later, d("2021-06-30"))
    assert counted(result) == {"2020": "1215000.00"}
    assert wordless(result)["basis"]["rates"] == ["leader-2014", "own"]


def test_papers_interim_reports_and_premises_are_asked_for_by_period() -> None:
    relieved = PaperFact(1, VAN, "2020", "minutes", "relieved", d("2021-03-20"), 1, d("2021-04-30"))
    asks: Any = {"report_papers": ("minutes",), "interim_reports": (("06-30", "08-31"),), "premises_included": True}
    facts = umea(papers=(relieved,), versions=(REPORT_2020,))
    after = check(amended(facts, "2021-01-01", conditions=asks), d("2021-09-30"))
    before = check(amended(facts._replace(conditions=facts.conditions._replace(**asks)), "2021-01-01", conditions={
        "report_papers": (), "interim_reports": (), "premises_included": False,
    }), d("2021-09-30"))  # fmt: skip
    told = ("paper.late", "interim_report.late", "support.not_valued")
    assert {code for code in codes(after) if code in told} == {"interim_report.late"}
    assert {code for code in codes(before) if code in told} == {"paper.late", "support.not_valued"}


def test_an_interim_report_is_asked_for_by_the_last_day_of_its_part() -> None:
    facts = umea(versions=(REPORT_2020,), conditions={"interim_reports": (("04-30", "05-31"),)})
    later = amended(facts, "2021-05-01", conditions={"interim_reports": (("06-30", "08-31"),)})
    late = [one.period for one in check(later, d("2021-12-31")).findings if one.code == "interim_report.late"]
    assert late == ["2021-04", "2021-06"]


def test_what_a_report_consists_of_is_that_of_its_period() -> None:
    facts = amended(umea(versions=()), "2021-01-01", conditions={"report_papers": ("minutes",)})
    day = d("2022-06-30")
    (one,) = next_reports([(check(facts, day), facts.at(day))], {100 + VAN})
    assert (one.report.period.label, "papers" in one.parts) == ("2020", False)
    handed_in = facts._replace(versions=(REPORT_2020,))
    (one,) = next_reports([(check(handed_in, day), handed_in.at(day))], {100 + VAN})
    assert (one.report.period.label, "papers" in one.parts) == ("2021", True)


def test_a_promise_in_hours_of_an_agreement_that_does_not_bind_has_its_periods_rates() -> None:
    hours = commitment(20, VAN, "co_financing", None, components=(_hours(),))
    facts = umea(commitments=(hours,), payments=(), versions=())
    unsigned = tuple(one._replace(consent=None) if one.id == UMEA else one for one in facts.parties)
    dearer = LEADER._replace(name="own", rates=(LEADER.rates[0]._replace(amount=Decimal("300.00")),))
    later = amended(facts._replace(parties=unsigned), "2021-01-01", rates=dearer, parties=unsigned)
    result = check(later, d("2021-06-30"))
    promised = [str(line.promised) for one in result.periods for line in one.lines]
    assert promised == ["220000.00", "300000.00", "300000.00"]


def _hours() -> ComponentFact:
    return ComponentFact("volunteer_time", None, "cap", Decimal(1000), "adult")


def test_a_promise_in_hours_that_an_amendment_adds_is_none_of_the_periods_before() -> None:
    added = commitment(21, VAN, "co_financing", None, steps=(StepFact(d("2021-01-01"), None, (_hours(),)),))
    facts = umea(payments=(), versions=())
    later = amended(facts, "2021-01-01", commitments=(*facts.commitments, added))
    result = check(later, d("2021-06-30"))
    assert [len(one.lines) for one in result.periods] == [2, 3, 3]
