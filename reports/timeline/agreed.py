"""How the agreement came about, who agreed to it, and how it was changed and ended."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, InitiativeRecipient, LegalAssessment, TemplateUse
from agreements.models.amendments import AmendmentState
from office.clock import date_of
from reports.timeline.event import Event


def own(agreement: Agreement) -> Iterator[Event]:
    """When it was registered, proposed and withdrawn here."""
    moments = {
        "registered": agreement.recorded_at,
        "proposed": agreement.proposed_at,
        "withdrawn": agreement.withdrawn_at,
    }
    for kind, moment in moments.items():
        if moment:
            note = agreement.reference if kind == "registered" else ""
            yield Event(date_of(moment), moment, kind, agreement.owner.name, "", None, note)


def beginnings(agreement: Agreement) -> Iterator[Event]:
    """What it came of: initiatives as they were registered and answered, and a template. Who sees an agreement may know
    its cause. And how it was assessed legally."""
    for use in TemplateUse.objects.filter(agreement=agreement).select_related("template"):
        of, on = use.template, date_of(use.recorded_at)
        note = f"{of.title} ({of.origin_reference})"
        yield Event(on, use.recorded_at, "started_from_template", of.origin_owner, "", None, note)
    for assessed in LegalAssessment.objects.filter(agreement=agreement).select_related("organization"):
        possible = assessed.get_possible_display().lower()
        name, note = assessed.organization.name, f"{assessed.get_ground_display()}: {possible}, {assessed.assessed_by}"
        yield Event(assessed.assessed_on, assessed.recorded_at, "legally_assessed", name, "", None, note)
    to = InitiativeRecipient.objects.filter(initiative__came_of_it__agreement=agreement)
    for one in to.select_related("organization", "initiative__sender", "receipt", "answer"):
        receipt: Any = getattr(one, "receipt", None)
        if receipt:
            name, note = one.initiative.sender.name, f"{receipt.reference} {one.initiative.title}"
            yield Event(receipt.received_on, receipt.recorded_at, "initiative_received", name, "", None, note)
        said: Any = getattr(one, "answer", None)
        if said:
            decided = " ".join(part for part in (said.body, said.delegation_point, said.paragraph) if part)
            note = f"{said.get_outcome_display().lower()}, {decided}"
            yield Event(said.decided_on, said.recorded_at, "initiative_answered", one.organization.name, "", None, note)


def acts(agreement: Agreement) -> Iterator[Event]:
    """Decisions, signatures, waivers and notices, and an early end."""
    for act in agreement.decisions.select_related("party__organization"):
        point = f"({act.delegation_point})" if act.delegation_point else ""
        by = " ".join(part for part in (act.body, point, act.paragraph) if part)
        note = ", ".join(part for part in (act.get_outcome_display().lower(), by, act.document) if part)
        yield Event(act.decided_on, act.recorded_at, "decided", act.party.organization.name, "", None, note)
    for signed in agreement.signatures.select_related("party__organization"):
        name = signed.party.organization.name
        yield Event(signed.signed_on, signed.recorded_at, "signed", name, "", None, signed.signed_by)
    for waiver in agreement.waivers.select_related("organization"):
        name = waiver.organization.name
        yield Event(waiver.decided_on, waiver.recorded_at, "waived", name, waiver.period, None, waiver.reason)
    for notice in agreement.notices.select_related("organization"):
        note = f"{notice.term_ends_on}, {notice.document}. {notice.reason}".removesuffix(". ")
        yield Event(notice.given_on, notice.recorded_at, "notice_given", notice.organization.name, "", None, note)
    ended = getattr(agreement, "termination", None)
    if ended:
        yield Event(ended.terminated_on, ended.recorded_at, "terminated", "", "", None, ended.reason)


def amendments(agreement: Agreement) -> Iterator[Event]:
    """Each amendment with the parties' answers, and what came of them with the last of these."""
    moments = {one.amendment_id: one.recorded_at for one in agreement.versions.order_by("-pk")}  # the first of each
    for one in agreement.amendments.prefetch_related("answers__organization"):
        number, effective = _("No. %(number)s") % {"number": one.number}, f"{one.effective_on}"
        if one.renewal:
            note = f"{number}, {one.changes['ends_on']}"
            yield Event(one.agreed_on or one.effective_on, one.recorded_at, "renewed", "", "", None, note)
            continue
        note = f"{number}, {effective}, {one.document}. {one.reason}"
        yield Event(date_of(one.recorded_at), one.recorded_at, "amendment_proposed", "", "", None, note)
        for said in one.answers.all():
            point = f"({said.delegation_point})" if said.delegation_point else ""
            words = " ".join(part for part in (said.body, point, said.paragraph, said.signed_by) if part)
            name, outcome = said.organization.name, said.get_outcome_display().lower()
            note = ", ".join(part for part in (number, outcome, words, said.document) if part)
            yield Event(said.answered_on, said.recorded_at, "amendment_answered", name, "", None, note)
        if one.state == AmendmentState.REJECTED:
            last = max(one.answers.all(), key=lambda said: said.pk)
            yield Event(last.answered_on, last.recorded_at, "amendment_rejected", "", "", None, number)
        if one.state == AmendmentState.AGREED:
            note = f"{number}, {effective}"
            yield Event(one.agreed_on or one.effective_on, moments[one.pk], "amendment_agreed", "", "", None, note)
        if one.withdrawn_at:
            yield Event(date_of(one.withdrawn_at), one.withdrawn_at, "amendment_withdrawn", "", "", None, number)
