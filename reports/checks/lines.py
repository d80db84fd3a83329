"""The lines of the check: every commitment in every period, with its figures and status at `as_of`.

Co-financing, in-kind and activities are `upcoming` (period not begun), `open` (nothing handed in, not overdue),
`overdue`, `met`, `short`, `unknown` (a rate or an index is missing: null figures, outside every sum) or `waived` (a
waiver in force covers the shortfall or the lateness). A lateness that is waived is neither handed in nor overdue.

Worked example: promised 1 300 000, counted 1 215 000 in a received report: `short` with the difference -85 000, and
`verified` once that report is approved.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from agreements.amounts import ZERO, promised_in
from agreements.periods import Period
from finance.promises import Promise
from finance.valuation import NO_HOURS, value
from reports.checks.books import own_cash_of
from reports.checks.case import Case
from reports.checks.counting import components, promised_components
from reports.checks.facts import VersionFact
from reports.checks.funding import funding_line
from reports.checks.pledges import in_hours, pledge_of, with_hours
from reports.checks.reporting import rates_of, report_of
from reports.checks.results import Component, Line, Report
from reports.checks.terms import CommitmentFact, ComponentFact, PartyFact


def lines_of(case: Case) -> list[list[Line]]:
    """The lines of every period, in the order of the commitments' ids."""
    calendar = case.calendar
    found: list[list[Line]] = [[] for _ in calendar.periods]
    for commitment in case.commitments:
        line_of = LINES[commitment.kind] if case.binds else _unbound_line
        party, terms = case.parties[commitment.party], commitment
        for period, whole, lines in zip(calendar.periods, calendar.whole, found, strict=False):
            commitment = case.in_period(terms, period)
            commitment = commitment.within(whole) if terms.steps else commitment
            promised = promised_in(commitment.amount, commitment.amounts, period, whole, commitment.parts)
            if in_hours(commitment):
                lines.append(_pledged_line(case, commitment, party, period, promised))
                continue
            if promised is None:
                continue
            promise = case.promises.get((commitment.id, period.label)) if case.promises else None
            if promise is None:
                lines.append(line_of(case, commitment, party, period, promised))
            else:
                lines.append(_by_clause(line_of(case, commitment, party, period, promise.amount), promise, case.binds))
    return found


def _by_clause(line: Line, promise: Promise, binds: bool) -> Line:
    """A line whose amount a clause has had a say in. While that cannot be worked out the line is `unknown`: what is
    paid or was done is a fact, but not what it comes to.
    """
    if not (promise.unknown and binds):
        return line._replace(promise=promise)
    counted = line.counted if line.kind == "funding" else None
    return line._replace(promise=promise, counted=counted, difference=None, status="unknown", verified=False)


def _unbound_line(_: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    """A line of an agreement that does not bind (yet): only what would be promised."""
    return Line(commitment, party, period, promised, None, None, None, "upcoming", False)


def _co_financing(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    report = report_of(case, party, period)
    if report.version is None:
        return _awaited_line(case, commitment, report, promised)
    scaled = bool(case.promises) and (commitment.id, period.label) in case.promises
    promises = promised_components(commitment, promised, period, scaled)
    return _own_line(case, commitment, report, promised, promises)


def _pledged_line(
    case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, stated: Decimal | None
) -> Line:
    """An own contribution with volunteer time promised in hours."""
    if not case.binds:
        pledge = pledge_of(commitment, period, stated, case.facts.for_period(period).rates)
        line = Line(commitment, party, period, pledge.promised, None, None, None, "upcoming", False)
        return with_hours(line, pledge, date.min)
    report = report_of(case, party, period)
    pledge = pledge_of(commitment, period, stated, rates_of(case, report))
    return with_hours(_own_line(case, commitment, report, pledge.promised, pledge.components), pledge, case.as_of)


def _own_line(
    case: Case, commitment: CommitmentFact, report: Report, promised: Decimal | None, promises: Iterable[ComponentFact]
) -> Line:
    """The own contribution that a report shows."""
    version, figures, party, period = report.version, report.figures, report.party, report.period
    if version is None or figures is None:
        return _awaited_line(case, commitment, report, promised)
    if case.in_kind and _promises_in_kind(case, party, period):
        figures = figures._replace(in_kind=ZERO)  # it counts toward that promise, not twice
    conditions = case.conditions_of(period)
    rates = rates_of(case, report)
    work = value(version.hours, rates, conditions.volunteer_time_counts) if version.hours else NO_HOURS
    parts = components(promises, figures, work, conditions)
    if case.facts.books:
        parts = _beside_books(parts, own_cash_of(case, party, period))
    if promised is None:
        return _unknown_line(commitment, report, promised, parts)
    total = counted = ZERO
    for part in parts:
        if part.counted is None:
            return _unknown_line(commitment, report, promised, parts)
        total += part.delivered or ZERO
        counted += part.counted
    return _settled_line(case, commitment, report, promised, total, counted, parts)


def _unknown_line(
    commitment: CommitmentFact, report: Report, promised: Decimal | None, parts: tuple[Component, ...]
) -> Line:
    """A line with something in it that no rate values."""
    return Line(commitment, report.party, report.period, promised, None, None, None, "unknown", False, report, parts)


def _beside_books(parts: tuple[Component, ...], own_cash: Decimal | None) -> tuple[Component, ...]:
    """Own cash with what the books say of it."""
    return tuple(part._replace(booked=own_cash) if part.kind == "own_cash" else part for part in parts)


def _promises_in_kind(case: Case, party: PartyFact, period: Period) -> bool:
    """Whether in-kind contributions have a promise of their own in the period."""
    return any(
        promise.party == party.id
        and promised_in(promise.within(period).amount, promise.amounts, period, period) is not None
        for promise in case.in_kind
    )


def _in_kind(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    report = report_of(case, party, period)
    if report.figures is None:
        return _awaited_line(case, commitment, report, promised)
    given = report.figures.in_kind
    return _settled_line(case, commitment, report, promised, given, given)


def _activity(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    report = report_of(case, party, period)
    if report.version is None:
        return _awaited_line(case, commitment, report, promised)
    done = _quantity(commitment, report.version)
    return _settled_line(case, commitment, report, promised, done, done)


LINES: dict[str, Callable[[Case, CommitmentFact, PartyFact, Period, Decimal], Line]] = {
    "funding": funding_line,
    "co_financing": _co_financing,
    "in_kind": _in_kind,
    "activity": _activity,
}


def _awaited_line(case: Case, commitment: CommitmentFact, report: Report, promised: Decimal | None) -> Line:
    """A line without a report that counts."""
    waiver = None
    if case.as_of < report.period.starts_on:
        status = "upcoming"
    elif not report.overdue:
        status = "open"
    else:
        waiver = case.waivers.get((report.party.id, commitment.kind, report.period.label, "lateness"))
        status = "waived" if waiver else "overdue"
    return Line(
        commitment, report.party, report.period, promised, None, None, None, status, False, report, waiver=waiver
    )


def _settled_line(
    case: Case,
    commitment: CommitmentFact,
    report: Report,
    promised: Decimal,
    total: Decimal,
    counted: Decimal,
    parts: tuple[Component, ...] = (),
) -> Line:
    """A line with known figures: `total` was delivered, of which `counted` counts."""
    party, period = report.party, report.period
    difference = counted - promised
    waiver = None
    status = "met"
    if difference < ZERO:
        waiver = case.waivers.get((party.id, commitment.kind, period.label, "shortfall"))
        status = "waived" if waiver else "short"
    verified = report.state == "approved"
    return Line(
        commitment, party, period, promised, total, counted, difference, status, verified, report, parts, waiver=waiver
    )


def _quantity(commitment: CommitmentFact, version: VersionFact) -> Decimal:
    """How much of the promised activity was reported, by its name and unit; one that is not mentioned counts 0."""
    name, unit = _plain(commitment.name), _plain(commitment.unit)
    return sum(
        (row.quantity for row in version.activities if _plain(row.name) == name and _plain(row.unit) == unit), ZERO
    )


def _plain(text: str) -> str:
    return text.strip().casefold()
