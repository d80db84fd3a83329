"""The lines of the check: every commitment in every period, with its figures and status at `as_of`.

Co-financing, in-kind and activities are `upcoming` (period not begun), `open` (nothing handed in, not overdue),
`overdue`, `met`, `short`, `unknown` (a rate is missing: null figures, outside every sum) or `waived` (a waiver in
force covers the shortfall or the lateness). A lateness that is waived is neither handed in nor overdue.

Worked example: promised 1 300 000, counted 1 215 000 in a received report: `short` with the difference -85 000, and
`verified` once that report is approved.
"""

from decimal import Decimal

from agreements.amounts import ZERO, promised_in
from agreements.periods import Period
from reports.checks.case import Case
from reports.checks.counting import NOT_PROMISED, Delivered, components, delivered
from reports.checks.facts import CommitmentFact, PartyFact, VersionFact
from reports.checks.funding import funding_line
from reports.checks.reporting import report_of
from reports.checks.results import Component, Line, Report


def lines_of(case: Case) -> list[list[Line]]:
    """The lines of every period, in the order of the commitments' ids."""
    line = _line if case.binds else _unbound_line
    found = []
    for period, whole in zip(case.periods, case.whole, strict=False):
        lines = []
        for commitment in case.commitments:
            promised = promised_in(commitment.amount, commitment.amounts, period, whole)
            if promised is not None:
                lines.append(line(case, commitment, case.parties[commitment.party], period, promised))
        found.append(lines)
    return found


def _unbound_line(_: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    """A line of an agreement that does not bind (yet): only what would be promised."""
    return Line(commitment, party, period, promised, None, None, None, "upcoming", False)


def _line(case: Case, commitment: CommitmentFact, party: PartyFact, period: Period, promised: Decimal) -> Line:
    if commitment.kind == "funding":
        return funding_line(case, commitment, party, period, promised)
    report = report_of(case, party, period)
    if report.version is None:
        return _awaited_line(case, commitment, report, promised)
    if commitment.kind == "activity":
        return _settled_line(case, commitment, report, promised, _quantity(commitment, report.version), ())
    given = delivered(report.version, case.facts.rates)
    if commitment.kind == "in_kind":
        return _settled_line(case, commitment, report, promised, given.in_kind, ())
    if _promises_in_kind(case, party, period):
        given = Delivered(given.own_cash, given.public, ZERO, given.work)  # it counts toward that promise, not twice
    parts = components(commitment, promised, period, given, case.facts.conditions)
    return _co_financing_line(case, commitment, report, promised, parts)


def _promises_in_kind(case: Case, party: PartyFact, period: Period) -> bool:
    """Whether in-kind contributions have a promise of their own in the period."""
    return any(
        promise.kind == "in_kind"
        and promise.party == party.id
        and promised_in(promise.amount, promise.amounts, period, period) is not None
        for promise in case.commitments
    )


def _awaited_line(case: Case, commitment: CommitmentFact, report: Report, promised: Decimal) -> Line:
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


def _co_financing_line(
    case: Case, commitment: CommitmentFact, report: Report, promised: Decimal, parts: tuple[Component, ...]
) -> Line:
    total = counted = ZERO
    for part in parts:
        if part.counted is None and part.counting != NOT_PROMISED:
            return Line(
                commitment, report.party, report.period, promised, None, None, None, "unknown", False, report, parts
            )
        total += part.delivered or ZERO
        counted += part.counted or ZERO
    return _settled_line(case, commitment, report, promised, total, parts, counted)


def _settled_line(
    case: Case,
    commitment: CommitmentFact,
    report: Report,
    promised: Decimal,
    total: Decimal,
    parts: tuple[Component, ...],
    counted: Decimal | None = None,
) -> Line:
    """A line with known figures; everything delivered counts unless `counted` says otherwise."""
    counted = total if counted is None else counted
    difference = counted - promised
    waiver = None
    status = "met"
    if difference < 0:
        waiver = case.waivers.get((report.party.id, commitment.kind, report.period.label, "shortfall"))
        status = "waived" if waiver else "short"
    return Line(
        commitment,
        report.party,
        report.period,
        promised,
        total,
        counted,
        difference,
        status,
        report.state == "approved",
        report,
        parts,
        waiver=waiver,
    )


def _quantity(commitment: CommitmentFact, version: VersionFact) -> Decimal:
    """How much of the promised activity was reported, by its name and unit; one that is not mentioned counts 0."""
    name, unit = _plain(commitment.name), _plain(commitment.unit)
    return sum(
        (row.quantity for row in version.activities if _plain(row.name) == name and _plain(row.unit) == unit), ZERO
    )


def _plain(text: str) -> str:
    return text.strip().casefold()
