"""Which kind of report a report is: an interim one, or that of a period, which is the final one where the period is the
last of the term as it stands."""

from collections.abc import Collection
from datetime import date

from agreements.amending import Document
from agreements.interim import INTERIM
from agreements.models import Agreement, Termination
from agreements.periods import cut, periods
from agreements.selectors import periods_of
from agreements.stood import terms_stood
from office.known import Asked, happened
from reports.models.reports import ReportKind


def kind(label: str, last: str) -> ReportKind:
    """The kind of the report with this label, by that of the last period of the term."""
    if INTERIM in label:
        return ReportKind.INTERIM
    return ReportKind.FINAL if label == last else ReportKind.ANNUAL


def last_period(agreement: Agreement) -> str:
    """The label of the last period of the term as it stands."""
    return periods_of(agreement)[-1].label


def last_periods(ids: Collection[int], asked: Asked) -> dict[int, str]:
    """The same by agreement, at the clocks of a question: one query, and two more where it asks about another day."""
    rows = Agreement.objects.filter(pk__in=ids).select_related("termination")
    if not asked.then:
        return {one.pk: last_period(one) for one in rows}
    acts = Termination.objects.filter(happened(asked, "terminated_on"), agreement__in=ids)
    ended, terms = dict(acts.values_list("agreement_id", "last_day")), terms_stood(ids, asked)
    return {one.pk: _last_then(one, terms.get(one.pk), ended.get(one.pk)) for one in rows}


def _last_then(agreement: Agreement, terms: Document | None, terminated: date | None) -> str:
    """By the terms that stood, and terminated only where it was."""
    ends_on, shortened, conditions = agreement.ends_on, agreement.last_day, agreement.conditions
    if terms is not None:
        ends_on, conditions = date.fromisoformat(terms["ends_on"]), terms["conditions"]
        shortened = date.fromisoformat(terms["last_day"]) if terms["last_day"] else None
    whole = periods(agreement.starts_on, ends_on, conditions.get("period_basis", {}).get("value", "calendar_year"))
    ends = [day for day in (shortened, terminated) if day]
    return (cut(whole, min(ends)) if ends else whole)[-1].label
