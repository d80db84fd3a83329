"""A period's books as they are now beside payments and report, with the vouchers behind each difference."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from agreements.models import Agreement
from agreements.periods import Period
from finance.reconciliation import Figures, Reported, Span
from finance.selectors.reconciliations import Behind, books_of
from reports.checks.books import said_elsewhere
from reports.checks.case import case_at
from reports.checks.context import context_of
from reports.checks.facts import BooksFact
from reports.checks.reporting import report_of
from reports.checks.results import Finding
from reports.checks.rules import RULES
from reports.selectors.facts import facts_of


class Reconciled(NamedTuple):
    """A period by the books, what is said elsewhere, and each difference as the check tells it, with the rows behind it
    (read where they are asked for)."""

    period: Period
    figures: Figures
    said: Reported
    findings: tuple[tuple[Finding, Behind], ...]


def reconciled(agreement: Agreement, organization: int, label: str | None, as_of: date) -> Reconciled | None:
    """The period of a label (None: the last that had begun by the day, else the first) by what is handed in now;
    payments and report as they stood at the end of `as_of`. None when the term has no such period then.
    """
    facts = next(facts_of(Agreement.objects.filter(pk=agreement.pk)))._replace(books=())
    case = case_at(facts, as_of)
    period = _period(case.calendar.periods, label, as_of)
    if period is None:
        return None
    case.parties = facts.everybody
    party = next(one for one in case.parties.values() if one.organization == organization)
    span = Span(period.starts_on, period.ends_on)
    books = books_of(agreement, organization, [span])
    figures = books.of(span)
    fact = BooksFact(party.id, period.label, period.starts_on, period.ends_on, as_of, figures)
    case.facts = case.facts._replace(books=(fact,))
    found = [one for rule in RULES if rule.LOOKS_AT == "books" for one in rule.find(context_of(case, ()))]
    told = tuple((one, books.behind(one.code, span, figures)) for one in found)
    return Reconciled(period, figures, said_elsewhere(case, party, report_of(case, party, period), figures), told)


def _period(periods: Sequence[Period], label: str | None, as_of: date) -> Period | None:
    if label is not None:
        return next((period for period in periods if period.label == label), None)
    return next((period for period in reversed(periods) if period.starts_on <= as_of), periods[0])
