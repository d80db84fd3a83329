"""What reports say about a change of the terms: a period that is reported and approved stands as it was."""

from django.utils.translation import gettext as _

from agreements.amending import Document, Promised, spans
from agreements.models import Agreement
from office.refusals import Refusal
from reports.models import AnnualReport


def approved_periods_stand(
    agreement: Agreement, before: Document, after: Document, changed: list[Promised]
) -> list[Refusal]:
    """A refusal that names every approved period in which a promise, or the last day, would change."""
    ends = {period.label: period.ends_on for period, _whole in spans(after)}
    cut = {period.label for period, _whole in spans(before) if ends.get(period.label) != period.ends_on}
    touched = cut | {one.period for one in changed}
    reports = AnnualReport.objects.filter(agreement=agreement, period__in=touched)
    reports = reports.filter(versions__review__outcome="approved")  # also where a correction waits to be read
    approved = sorted(set(reports.values_list("period", flat=True)))
    if not approved:
        return []
    message = _("The report for %(periods)s is approved: what was promised then stands.")
    told = message % {"periods": ", ".join(approved)}
    return [Refusal("amendment.period_approved", told, "effective_on", "a later day", approved)]
