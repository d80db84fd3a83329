"""The commitment check: one agreement's facts and a date in, everything that can be said about it out.

Pure: same facts, same date, same answer, to the öre, whatever order the rows come in. Order of work: `case.py` (what
had happened), `lines.py` and `funding.py` (each commitment in each period), `term.py` (through the term),
`consequences.py`, `decided.py` (what was decided on them), `rules/` (findings). No sentence is written here:
`render.py` does that, in the reader's language.

Worked example: the agreement of Umeå and Vän i Umeå is `at_risk` on 2022-06-30, 50 000 kr behind (see `tests/cases/`).
"""

from datetime import date

from agreements.periods import Period
from reports.checks.case import Case, case_at
from reports.checks.consequences import consequences_of
from reports.checks.context import context_of
from reports.checks.decided import decided_on
from reports.checks.facts import AgreementFacts, VersionFact
from reports.checks.lines import lines_of
from reports.checks.reporting import due_on_of, reports_awaited
from reports.checks.results import CheckResult, Decided, Finding, Line, PeriodResult, SupportPart
from reports.checks.rules import RULES
from reports.checks.support import support_of
from reports.checks.term import rows_of, worst


def check(facts: AgreementFacts, as_of: date) -> CheckResult:
    """What the agreement's commitments come to at the end of `as_of`."""
    case = case_at(facts, as_of)
    by_period = lines_of(case)
    lines = [line for found in by_period for line in found]
    rows = rows_of(case, lines)
    periods = tuple(
        _period(case, period, found) for period, found in zip(case.calendar.periods, by_period, strict=True)
    )
    consequences = tuple(consequences_of(case, lines, rows)) if case.binds else ()
    decided: tuple[Decided, ...] = ()
    if facts.decisions:
        consequences, decided = decided_on(case, consequences)
    given = support_of(case)
    return CheckResult(
        agreement=facts.id,
        reference=facts.reference,
        as_of=as_of,
        binds=case.binds,
        status=worst(rows, case),
        periods=periods,
        through_term=tuple(rows),
        findings=_findings(case, periods, decided, given),
        consequences=consequences,
        rates=_rates(case),
        versions=_counted(case),
        decided=decided,
        support=given,
    )


def _period(case: Case, period: Period, lines: list[Line]) -> PeriodResult:
    reports = reports_awaited(case, period, lines)
    return PeriodResult(period, tuple(lines), due_on_of(case, period, reports), reports)


def _findings(
    case: Case, periods: tuple[PeriodResult, ...], decided: tuple[Decided, ...], given: tuple[SupportPart, ...]
) -> tuple[Finding, ...]:
    """Every rule's findings, in the order of `RULES`; of an agreement that does not bind only that it does not,
    and what the ledger shows of it."""
    context = context_of(case, periods, given)._replace(decided=decided)
    return tuple([finding for rule in RULES if getattr(context, rule.LOOKS_AT) for finding in rule.find(context)])


def _rates(case: Case) -> tuple[str, ...]:
    """The rates that the terms have named through the day, each once."""
    stood = case.facts.stood or (case.facts,)
    return tuple(dict.fromkeys(terms.rates.name for terms in stood if terms.rates is not None))


def _counted(case: Case) -> tuple[VersionFact, ...]:
    """The report versions whose figures were used."""
    used = [report.version for report in case.reports.values() if report.version is not None]
    return tuple(sorted(used, key=lambda version: (version.report, version.number)))
