"""What a draft does not say and its reports will need: the check can tell it only when they have come in."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.conditions import CATEGORIES
from finance.valuation import price_on
from office import numbers
from office.language import current_language
from office.pages import forms
from reports.checks.facts import AgreementFacts
from reports.checks.results import CheckResult


def lacking(facts: AgreementFacts, result: CheckResult) -> list[forms.Fault]:
    """Each as a sentence that leads to the field which says it; `result` is the check as if everybody had agreed."""
    return [*_rate(facts), *_day(facts, result)]


def _rate(facts: AgreementFacts) -> Iterator[forms.Fault]:
    """Volunteer time is promised, and no hour has a worth on the term's first day."""
    parts = (part for one in facts.commitments for part in one.components)
    if not any(part.kind == "volunteer_time" for part in parts):
        return
    if facts.rates is None:
        message = _("Volunteer time is promised, but not what an hour is worth: no hours can be counted in kronor.")
    elif any(price_on(facts.rates, category, facts.starts_on) for category in CATEGORIES):
        return
    else:
        message = _("Volunteer time is promised, but no rate is in force on %(day)s, when the term begins.")
        message %= {"day": numbers.day(facts.starts_on, current_language())}
    yield _at(facts, "conditions.volunteer_rate.value", message)


def _day(facts: AgreementFacts, result: CheckResult) -> Iterator[forms.Fault]:
    """A report that is never late, since nobody has said when it is to come."""
    if any(report.due_on is None for one in result.periods for report in one.reports):
        message = _("No day is said on which the report is due: none can be late, and nobody is reminded of it.")
        yield _at(facts, "conditions.report_due.day", message)


def _at(facts: AgreementFacts, field: str, message: str) -> forms.Fault:
    return forms.Fault(message, forms.field_id(field), page=reverse("agreement-draft", args=[facts.id, "conditions"]))
