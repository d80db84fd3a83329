"""The same hours, or the same krona, counted under two agreements: what one association claims in both.

A contribution counts toward one agreement only (2 CFR 200.306 says so of American grants: domain.md). Two agreements
both claim it when both bind, both reports count on the day asked about, and it is a part of what each promises:

- hours of the same activity (the letters and digits of its name, however cased) on dates that have a day in common,
  where both rows are volunteer time by their own agreement;
- own cash from the same source in periods that have a day in common, where the amounts are the same to the öre and
  above zero. Who gave the money is not stored, so equal figures are all that can be seen: a question to ask, not a
  proof.

Worked example: 400 h of Språkcafé from January to December 2020 under KS-2019/1 and 300 h of SPRÅKCAFÉ from June 2020
to May 2021 under BUN-2020/7 are told in both, each naming the other; fees of 25 000.00 kr in both for 2020 too, fees
of 25 000.00 and 25 000.01 kr not.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from finance.valuation import HoursRow, activity_key
from reports.checks.case import Case, case_at
from reports.checks.facts import AgreementFacts
from reports.checks.reporting import report_of
from reports.checks.results import Report
from reports.checks.terms import CommitmentFact


class Claim(NamedTuple):
    """An association's report that counts toward its own contribution: the hours and the cash (by source) in it that
    are a part of the promise."""

    agreement: AgreementFacts
    report: Report
    hours: tuple[HoursRow, ...]
    cash: tuple[tuple[str, Decimal], ...]


class SharedHours(NamedTuple):
    """An activity's rows of hours that two agreements count for the same days: ours, and theirs."""

    ours: Claim
    theirs: Claim
    activity: str
    rows: tuple[HoursRow, ...]
    their_rows: tuple[HoursRow, ...]


class SharedCash(NamedTuple):
    """An amount of own cash from one source that two agreements count, SEK."""

    ours: Claim
    theirs: Claim
    source: str
    amount: Decimal


class Shared(NamedTuple):
    """What is claimed elsewhere too."""

    hours: list[SharedHours]
    cash: list[SharedCash]


def shared(case: Case) -> Shared:
    """What this agreement and others both count, oldest period first, then by the other agreement's id."""
    hours: list[SharedHours] = []
    cash: list[SharedCash] = []
    if not case.facts.others or not case.binds:
        return Shared(hours, cash)
    theirs = [claim for other in case.facts.others for claim in claims_of(case_at(other, case.as_of))]
    for ours in claims_of(case):
        for claim in theirs:
            if claim.report.party.organization == ours.report.party.organization:
                hours += _same_hours(ours, claim)
                cash += _same_cash(ours, claim)
    return Shared(hours, cash)


def claims_of(case: Case) -> list[Claim]:
    """Every report that counts toward an own contribution of an agreement that binds."""
    if not case.binds:
        return []
    return [
        claim
        for period in case.calendar.periods
        for commitment in case.commitments
        if commitment.kind == "co_financing"
        and (claim := _claim(case, commitment, report_of(case, case.parties[commitment.party], period)))
    ]


def funder_of(agreement: AgreementFacts) -> str:
    """The agreement's first funder by name, else its first public party."""
    public = [party for party in agreement.parties if party.public]
    return min(public, key=lambda party: (party.role != "funder", party.id)).name


def _claim(case: Case, commitment: CommitmentFact, report: Report) -> Claim | None:
    if report.version is None:
        return None
    kinds = {component.kind for component in commitment.components}
    conditions = case.conditions_of(report.period)
    hours: tuple[HoursRow, ...] = ()
    cash: tuple[tuple[str, Decimal], ...] = ()
    if not kinds or "volunteer_time" in kinds:
        counts = conditions.volunteer_time_counts
        hours = tuple(row for row in report.version.hours if row.hours and (counts is None or row.work in counts))
    if not kinds or "own_cash" in kinds:
        cash = tuple(
            (one.source, one.amount)
            for one in report.version.figures
            if one.kind == "own_cash" and one.amount and (one.source != "public" or conditions.public_money_counts)
        )
    return Claim(case.facts, report, hours, cash)


def _same_hours(ours: Claim, theirs: Claim) -> Iterator[SharedHours]:
    """One per activity, with the rows of each that meet a row of the other."""
    known: defaultdict[str, list[HoursRow]] = defaultdict(list)
    for other in theirs.hours:
        known[activity_key(other.activity)].append(other)
    met: dict[str, tuple[dict[HoursRow, None], dict[HoursRow, None]]] = {}
    for row in ours.hours:
        key = activity_key(row.activity)
        for other in known.get(key, ()):
            if _overlap(row, other):
                mine, others = met.setdefault(key, ({}, {}))
                mine[row] = others[other] = None
    for mine, others in met.values():
        rows = _in_order(mine)
        yield SharedHours(ours, theirs, rows[0].activity, rows, _in_order(others))


def _same_cash(ours: Claim, theirs: Claim) -> Iterator[SharedCash]:
    if _overlap(ours.report.period, theirs.report.period):
        for source, amount in sorted({*ours.cash} & {*theirs.cash}):
            yield SharedCash(ours, theirs, source, amount)


def _in_order(rows: dict[HoursRow, None]) -> tuple[HoursRow, ...]:
    """An order that does not depend on the rows'."""
    return tuple(sorted(rows, key=lambda row: (row.starts_on, row.id or 0, row)))


class _Span(Protocol):
    """Days, both inclusive."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date: ...


def _overlap(one: _Span, other: _Span) -> bool:
    """Whether they have a day in common."""
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
