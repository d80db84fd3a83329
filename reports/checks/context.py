"""What a finding rule may look at: the case, and what is out of the ordinary in it, gathered once for all rules.

Most lines, reports and components give no finding; leaving them out here keeps every rule from looking at them again.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.periods import Period
from finance.valuation import HoursRow
from reports.checks.aid import Recipient, recipients_of
from reports.checks.books import Booked, booked
from reports.checks.case import Case
from reports.checks.elsewhere import SharedCash, SharedHours, shared
from reports.checks.facts import LedgerFact
from reports.checks.papers import Awaited, awaited
from reports.checks.reporting import interim_reports
from reports.checks.results import Component, Decided, Evidence, Line, PeriodResult, Report, SupportPart
from reports.checks.support import not_valued
from reports.checks.terms import CommitmentFact, PartyFact

NOTABLE_STATUSES = ("short", "overdue")
ORDINARY_COUNTING = ("cap", "plan")


class Context(NamedTuple):
    """A case with its `lines` that are short or overdue, its `reports` that are awaited again or late, and its reported
    components (`parts`) with a floor, a missing rate, or something that does not count, each with its line; what each
    commitment to funding promises per period (`funding`), and the lines of which something is paid that still waits to
    be asked for or released (`early`); the reports that tell of hours (`worked`); the lines whose amount a clause has
    had a say in (`promises`: none while the agreement does not bind); how recipients stand as to
    state aid (`aid`); what a municipality's `ledger` shows; recipients and periods whose premises are included and
    `not_valued`; where an association's handed-in books differ from other papers (`books`); what was `decided` on
    consequences (by `check`); what other agreements count too (`shared_hours`, `shared_cash`); the `papers` that
    reports received incomplete lack; and the `interims` that are late."""

    case: Case
    lines: list[Line]
    reports: list[Report]
    parts: list[tuple[Line, Component]]
    funding: dict[tuple[int, str], Decimal]
    worked: list[Report]
    promises: list[Line]
    aid: list[Recipient]
    ledger: list[LedgerFact]
    not_valued: list[tuple[PartyFact, Period]]
    books: list[Booked]
    decided: tuple[Decided, ...] = ()
    shared_hours: Sequence[SharedHours] = ()
    shared_cash: Sequence[SharedCash] = ()
    early: Sequence[Line] = ()
    papers: Sequence[Awaited] = ()
    interims: Sequence[Report] = ()


def context_of(case: Case, periods: Sequence[PeriodResult], given: Iterable[SupportPart] = ()) -> Context:
    """Gather what the rules look at, oldest period first."""
    lines: list[Line] = []
    reports: list[Report] = []
    parts: list[tuple[Line, Component]] = []
    funding: dict[tuple[int, str], Decimal] = {}
    worked: list[Report] = []
    promises: list[Line] = []
    early: list[Line] = []
    for period in periods:
        for report in period.reports:
            if report.overdue or report.state == "returned":
                reports.append(report)
            if report.version is not None and report.version.hours:
                worked.append(report)
        for line in period.lines:
            if line.status in NOTABLE_STATUSES:
                lines.append(line)
            if line.promise is not None and case.binds:
                promises.append(line)
            commitment = line.commitment
            if commitment.kind == "funding":
                funding[commitment.id, line.period.label] = line.promised or ZERO
                if any(part.waits_for and part.paid for part in line.instalments):
                    early.append(line)
            else:
                parts += [(line, part) for part in line.components if _notable(part)]
    aid, ledger, premises = recipients_of(case), _ledger(case), not_valued(case, given)
    hours, cash = shared(case)
    return Context(
        case, lines, reports, parts, funding, worked, promises, aid, ledger, premises, booked(case),
        shared_hours=hours, shared_cash=cash, early=early, papers=awaited(case, periods),
        interims=interim_reports(case, periods),
    )  # fmt: skip


def _ledger(case: Case) -> list[LedgerFact]:
    """What had been booked, or paid, by the day asked about, oldest first."""
    if not case.facts.ledger:
        return []
    return sorted((one for one in case.facts.ledger if one.on <= case.as_of), key=lambda one: (one.on, one.id))


def _notable(part: Component) -> bool:
    return bool(
        part.counting not in ORDINARY_COUNTING
        or part.missing
        or part.not_counted
        or part.share_limit is not None
        or part.beside
    )


def report_evidence(reports: Iterable[Report | None]) -> tuple[Evidence, ...]:
    """The report versions behind a finding: the one that counts, otherwise the last received."""
    found: list[Evidence] = []
    for report in reports:
        version = None if report is None else report.version or report.newest
        if version is not None:
            found.append(("annual_report", version.report, version.number))
    return tuple(found)


def hours_evidence(report: Report | None, rows: Iterable[HoursRow]) -> tuple[Evidence, ...]:
    """A report version and the rows of hours in it that a finding is about."""
    found: list[Evidence] = [("volunteer_hours", row.id, None) for row in rows if row.id is not None]
    return (*report_evidence([report]), *found)


def payment_evidence(case: Case, commitment: CommitmentFact, label: str) -> tuple[Evidence, ...]:
    """The payments that count toward a funding commitment in a period: the same as `case.paid` adds up."""
    return tuple(
        sorted(
            ("payment", payment.id, None)
            for payment in case.facts.payments
            if payment.commitment == commitment.id
            and payment.period == label
            and payment.paid_on <= case.as_of
            and commitment.goes_to(payment.recipient)
        )
    )
