"""What reports say about a change of the terms: a period that is reported and approved stands as it was."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date

from django.utils.translation import gettext as _

from agreements.amending import Document, changed, spans, through
from agreements.models import Agreement
from agreements.services.documents import Dated, named
from office.clock import today
from office.language import current_language
from office.models import Organization
from office.refusals import Refusal
from reports.approved_words import sentences
from reports.checks.approved import differing, pairs
from reports.checks.facts import AgreementFacts
from reports.checks.terms import Consent, PartyFact
from reports.models import AnnualReport
from reports.selectors.amended import under
from reports.selectors.facts import facts_of

PATH = "effective_on"


def approved_periods_stand(agreement: Agreement, before: Sequence[Dated], after: Sequence[Dated]) -> list[Refusal]:
    """A refusal that names every approved period in which a promise, or the last day, would change; and one with all
    that the check would say otherwise of the others."""
    reports = AnnualReport.objects.filter(agreement=agreement)
    reports = reports.filter(versions__review__outcome="approved")  # also where a correction waits to be read
    approved = sorted(set(reports.values_list("period", flat=True)))
    if not approved:
        return []
    cut = _cut(before[-1].terms, after[-1].terms)
    others = [label for label in approved if label not in cut]
    found = _rewritten(agreement, before, after, others) if others else []
    promised = [label for label in approved if label in cut]
    if promised:
        message = _("The report for %(periods)s is approved: what was promised then stands.")
        said = message % {"periods": ", ".join(promised)}
        found.insert(0, Refusal("amendment.period_approved", said, PATH, "a later day", promised))
    return found


def _cut(before: Document, after: Document) -> set[str]:
    """The periods in which a promise, or the last day, differs."""
    ends = {period.label: period.ends_on for period, _whole in spans(after)}
    cut = {period.label for period, _whole in spans(before) if ends.get(period.label) != period.ends_on}
    return cut | {one.period for one in changed(before, after)}


def _rewritten(
    agreement: Agreement, before: Sequence[Dated], after: Sequence[Dated], approved: list[str]
) -> list[Refusal]:
    """What the check would say otherwise of the approved periods when everything has taken effect. It is asked with the
    same facts of what has happened and nothing is saved."""
    (facts,) = facts_of(Agreement.objects.filter(pk=agreement.pk))
    last = [terms for one in (*before, *after) for terms in (one.on, through(one.terms))]
    as_of = max(today(), *last)
    found = pairs(*_supposed(facts, before, after), as_of, approved)
    if not found:
        return []
    said = [one for was, now in found for one in sentences(was, now, current_language())]
    labels = [was["period"] for was, _now in found]
    message = _(
        "The report for %(periods)s is approved and stands, and this would change what the check says of it. "
        "%(what)s. Let the change take effect on the first day of a later period."
    )
    told_in_all = message % {"periods": ", ".join(labels), "what": ". ".join(said)}
    differs = differing(found)
    expected, actual = {one.path: one.before for one in differs}, {one.path: one.after for one in differs}
    return [Refusal("amendment.period_approved", told_in_all, PATH, expected, actual)]


def _supposed(
    facts: AgreementFacts, before: Sequence[Dated], after: Sequence[Dated]
) -> tuple[AgreementFacts, AgreementFacts]:
    """The facts by the terms without the change and with it: whoever would join says yes, and what has no row yet is
    called by a number below zero."""
    last = after[-1].terms
    keys = [one["party"] for one in last["parties"]] + [one["id"] for one in last["commitments"]]
    ids = {key: -place for place, key in enumerate(keys, 1) if isinstance(key, str)}
    joining = {one["organization"]: ids[one["party"]] for one in last["parties"] if one["party"] in ids}
    rows = Organization.objects.filter(pk__in=joining) if joining else ()
    parties = [PartyFact(joining[one.pk], one.pk, one.name, "", one.public, Consent(True, date.min)) for one in rows]
    old, new = ([Dated(one.on, named(deepcopy(one.terms), ids)) for one in dated] for dated in (before, after))
    return under(facts, old, parties), under(facts, new, parties)
