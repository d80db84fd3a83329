"""Which version of a party's annual report counts for a period, and whether the report is late.

The newest received version counts, also an unreviewed correction of an approved one (its figures are then *reported*,
not verified). A version that was sent back counts as not handed in, unless an earlier version is approved: that one
goes on counting. Without it the report is awaited until the day set when it was sent back, moved to a banking day.

Worked example: due 31 March 2021, received the 15th, sent back 1 April with 30 April as its new date: `open` through
30 April, overdue from 1 May, and counted again from the day that version 2 is received.
"""

from collections.abc import Iterable
from datetime import date

from agreements.amounts import ZERO
from agreements.due_dates import Due, DueRule, banking_day, meeting_about, report_due
from agreements.interim import Interim, interims
from agreements.periods import Period
from finance.valuation import RateTable
from reports.checks.case import Case
from reports.checks.facts import VersionFact
from reports.checks.results import Figures, Line, PeriodResult, Report
from reports.checks.terms import PartyFact

NEVER = DueRule()


def report_of(case: Case, party: PartyFact, period: Period) -> Report:
    """The party's report for the period at the case's date."""
    key = party.id, period.label
    found = case.reports.get(key)
    if found is None:
        found = case.reports[key] = _report(case, party, period, due_of(case, party, period))
    return found


def interim_reports(case: Case, periods: Iterable[PeriodResult]) -> list[Report]:
    """The interim reports that are late, oldest first: of everyone whose report for the period is awaited, as long as
    that one has not come, since it tells of the same days."""
    whole = {one.period: one for one in periods}
    found = []
    for interim in _interims(case, list(whole)):
        for report in whole[interim.whole].reports:
            if report.version is None:
                found.append(_report(case, report.party, interim.span, Due(interim.due_on, "day")))
    return [one for one in found if one.overdue]


def _interims(case: Case, periods: list[Period]) -> list[Interim]:
    """The interim reports to be handed in, each by what the agreement asked for on the last day of its part."""
    stood = case.facts.stood or (case.facts,)
    asked = dict.fromkeys(terms.conditions.interim_reports for terms in stood)
    found = [
        one for said in asked for one in interims(periods, said) if case.conditions_of(one.span).interim_reports == said
    ]
    return sorted(found, key=lambda one: one.span.ends_on) if len(asked) > 1 else found


def due_of(case: Case, party: PartyFact, period: Period) -> Due:
    """When the party's report for the period is due by the agreement, as it was known at the case's date. Every part of
    the check that asks when a report is due asks here."""
    rule = case.due_rule(period)
    if rule.after_meeting is None:
        return report_due(rule, period, None)
    told = [one for one in case.facts.meetings if one.party == party.id and one.on <= case.as_of]
    replaced = {one.replaces for one in told}
    meeting = meeting_about(period, [one.held_on for one in told if one.id not in replaced])
    return report_due(rule, period, meeting)


def reports_awaited(case: Case, period: Period, lines: Iterable[Line]) -> tuple[Report, ...]:
    """The reports to be handed in for a period: by everyone with something to report and, where the agreement says
    when a report is due, by those who receive its funding. An agreement that does not bind awaits none.
    """
    if not case.binds:
        return ()
    reporters: dict[int, PartyFact] = {}
    due = case.due_rule(period) != NEVER
    for line in lines:
        if line.commitment.kind != "funding":
            reporters[line.party.id] = line.party
        elif due:
            for party in case.recipients(line.commitment, period):
                reporters[party.id] = party
    return tuple([report_of(case, reporters[party], period) for party in sorted(reporters)])


def due_on_of(case: Case, period: Period, reports: Iterable[Report]) -> date | None:
    """The date to tell for a period: when a single report is still to come its own, which is a new one if it was sent
    back; otherwise the one that the agreement says.
    """
    all_of = list(reports)
    awaited = [report for report in all_of if report.version is None]
    if len(awaited) == 1:
        return awaited[0].due_on
    if len(all_of) == 1:
        return due_of(case, all_of[0].party, period).on
    return report_due(case.due_rule(period), period, None).on


def _report(case: Case, party: PartyFact, period: Period, due: Due) -> Report:
    as_of, due_on, versions = case.as_of, due.on, case.versions.get((party.id, period.label))
    if not versions:
        return Report(party, period, "missing", due_on, due_on is not None and due_on < as_of, None, None, None, due)
    newest = versions[-1]
    if not _by(newest.returned_on, as_of):
        state = "approved" if _by(newest.approved_on, as_of) else "submitted"
        return Report(party, period, state, due_on, False, newest, newest, figures_of(newest))
    for earlier in reversed(versions[:-1]):
        if _by(earlier.approved_on, as_of):
            return Report(party, period, "approved", due_on, False, earlier, newest, figures_of(earlier))
    if newest.return_due_on is not None:
        due_on = banking_day(newest.return_due_on)
    return Report(party, period, "returned", due_on, due_on is not None and due_on < as_of, None, newest, None)


def _by(day: date | None, as_of: date) -> bool:
    """Whether it had happened by then."""
    return day is not None and day <= as_of


def rates_of(case: Case, report: Report) -> RateTable | None:
    """What the report's hours are worth: once it is approved by the rates that were kept with the approval, so that a
    rate that changes later never changes it; before that by the rates in force.
    """
    version = report.version
    kept = version.frozen if version is not None and report.state == "approved" else None
    return case.facts.for_period(report.period).rates if kept is None else kept


def figures_of(version: VersionFact) -> Figures:
    """A version's figures added up."""
    own_cash = public = in_kind = ZERO
    income = costs = None
    basis = document = ""
    for kind, source, amount, how, paper in version.figures:
        if kind == "own_cash":
            if source == "public":
                public += amount
            else:
                own_cash += amount
        elif kind == "in_kind":
            in_kind += amount
            basis, document = max((basis, document), (how, paper))  # one row stands in a report; the order is none
        elif kind == "income":
            income = amount if income is None else income + amount
        elif kind == "costs":
            costs = amount if costs is None else costs + amount
    return Figures(own_cash, public, in_kind, income, costs, basis, document)
