"""Through the term: what each party's commitments of a kind add up to, and the worst of them as the agreement's status.

Promised and counted to date are sums over the periods whose report is handed in with known figures (funding: what was
due to date, and paid). A waived shortfall counts as made up: difference = counted + waived − promised. Projected is
counted to date ÷ days in the reported periods × days in the term, whole kronor, half up; a promise that is made up
already needs no projection.

Worked example: 1 215 000 + 1 335 000 counted in 731 of 1 096 days is projected to 3 823 256, against 3 900 000
promised.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from agreements.amounts import KRONA, ORE, ZERO
from reports.checks.case import Case
from reports.checks.results import Line, TermRow

WORST_FIRST = ("not_met", "overdue", "unknown", "at_risk", "on_track", "open", "upcoming", "fulfilled")
RANK = {status: rank for rank, status in enumerate(WORST_FIRST)}


class Sums(NamedTuple):
    """A row's figures to date: SEK or the activity's unit; `days` are those of the periods reported."""

    promised: Decimal
    counted: Decimal
    waived: Decimal
    term: Decimal
    days: int
    remaining_periods: int

    @property
    def reached(self) -> Decimal:
        """What counts toward the term's sum, a waived shortfall included."""
        return self.counted + self.waived


def rows_of(case: Case, lines: Iterable[Line]) -> list[TermRow]:
    """One row per party and kind (activities: per commitment), in the order of the commitments' ids."""
    groups: dict[tuple[int, str, int | None], list[Line]] = {}
    for line in lines:
        commitment = line.commitment
        kind = commitment.kind
        key = commitment.party, kind, commitment.id if kind == "activity" else None
        if key in groups:
            groups[key].append(line)
        else:
            groups[key] = [line]
    return [_row(case, group, case.calendar.days) for group in groups.values()]


def worst(rows: Sequence[TermRow], case: Case) -> str:
    """The agreement's status; one that promises nothing is `upcoming`, `open` or `fulfilled` by its dates alone."""
    if not case.binds or case.as_of < case.facts.starts_on:
        default = "upcoming"
    else:
        periods = case.calendar.periods
        default = "open" if periods and case.as_of <= periods[-1].ends_on else "fulfilled"
    return min((row.status for row in rows), key=RANK.__getitem__, default=default)


def _row(case: Case, lines: list[Line], term_days: int) -> TermRow:
    commitment, party = lines[0].commitment, lines[0].party
    kind = commitment.kind
    funding = kind == "funding"
    sums = _funding_sums(lines) if funding else _reported_sums(lines)
    promised, counted, waived, term, days, remaining_periods = sums
    reached = counted + waived if waived else counted
    remaining = term - reached if term > reached else ZERO
    needed = projected = None
    if remaining_periods:
        needed = (remaining / remaining_periods).quantize(ORE, ROUND_HALF_UP)
        if days and remaining and not funding:
            projected = (counted * term_days / days).quantize(KRONA, ROUND_HALF_UP)
    return TermRow(
        party,
        kind,
        commitment if kind == "activity" else None,
        promised,
        counted,
        waived,
        reached - promised,
        term,
        remaining,
        remaining_periods,
        needed,
        projected,
        _status(case, lines, sums, funding) if case.binds else "upcoming",
    )


def _funding_sums(lines: Iterable[Line]) -> Sums:
    """Due and paid to date; the remaining periods are those not fully paid."""
    due = paid = term = ZERO
    unpaid = set()
    for line in lines:
        term += line.promised or ZERO
        due += line.due_to_date or ZERO
        paid += line.counted or ZERO
        if line.status != "met":
            unpaid.add(line.period.label)
    return Sums(due, paid, ZERO, term, 0, len(unpaid))


def _reported_sums(lines: Iterable[Line]) -> Sums:
    """Over the lines handed in and known; the remaining periods are those with nothing handed in."""
    promised = counted = waived = term = ZERO
    reported: dict[str, int] = {}
    awaited = set()
    for line in lines:
        period, amount, worth, difference = line.period, line.promised, line.counted, line.difference
        if amount is None:  # hours that no rate values: in no sum
            continue
        term += amount
        if worth is not None and difference is not None:
            promised += amount
            counted += worth
            reported[period.label] = period.days
            if difference < ZERO and line.status == "waived":
                waived -= difference
        elif line.status != "unknown":
            awaited.add(period.label)
    return Sums(promised, counted, waived, term, sum(reported.values()), len(awaited))


def _status(case: Case, lines: list[Line], sums: Sums, funding: bool) -> str:
    """The first of the commitment check's eight rules that applies."""
    statuses = {line.status for line in lines}
    settled = _settled(case, lines, sums, statuses, funding)
    if settled:
        return settled
    for status in ("overdue", "unknown"):
        if status in statuses:
            return status
    if case.as_of < case.facts.starts_on:
        return "upcoming"
    if not (sums.promised or sums.counted) if funding else not sums.days:
        return "open"
    return "on_track" if sums.reached >= sums.promised else "at_risk"


def _settled(case: Case, lines: list[Line], sums: Sums, statuses: set[str], funding: bool) -> str | None:
    """Rules 1 and 2: `not_met` or `fulfilled`, which only verified figures (funding: full payment) can settle."""
    if funding:
        return "fulfilled" if statuses == {"met"} else None
    verified = [line.status for line in lines if line.verified]
    if "short" in verified and case.facts.conditions.settlement == "yearly":
        return "not_met"
    if len(verified) < len(lines):
        return None
    return "fulfilled" if sums.reached >= sums.term else "not_met"
