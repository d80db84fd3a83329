"""Everything that happened to an agreement, oldest first, from the rows that record it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, InitiativeRecipient, LegalAssessment, Measurement, Task, TemplateUse
from agreements.models.amendments import AmendmentState
from agreements.models.groups import GroupKind
from finance.models import LedgerHandIn, LedgerReading, PaymentOrder, PaymentOrderAct, StateAidAssessment
from finance.support import value
from office.access import AnyUser
from office.clock import date_of, over, today
from office.models import AuditEvent
from reports.models import AnnualReport, PaperCompletion, PaperRelief, ReportVersion
from reports.models.attachments import PaperKind
from reports.selectors import meetings
from reports.services.statuses import CHANGED
from reports.words import KINDS, STATUSES


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: its day, when it was recorded, what it was (a stable word), to or by whom."""

    on: date
    recorded_at: datetime
    kind: str
    organization: str
    period: str
    amount: Decimal | None
    note: str


def _acts(agreement: Agreement) -> Iterator[Event]:
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


def _appropriations(agreement: Agreement) -> Iterator[Event]:
    for one in agreement.appropriations.select_related("commitment__party__organization"):
        payer = one.commitment.party.organization.name
        share = "" if one.share is None else f" ({one.share.normalize():f})"
        note = f"{one.body} {one.paragraph}{share}"
        yield Event(one.decided_on, one.recorded_at, f"appropriation_{one.state}", payer, one.period, one.amount, note)


def _payments(agreement: Agreement) -> Iterator[Event]:
    for one in agreement.payments.select_related("recipient__organization"):
        kind = "payment_corrected" if one.corrects_id else "paid"
        recipient = one.recipient.organization.name
        yield Event(one.paid_on, one.recorded_at, kind, recipient, one.period, one.amount, one.note)


#: What a decision on a consequence is in the timeline, by its outcome.
DECISIONS = {"claim": "claim_decided", "reduce": "reduction_decided", "refrain": "claim_refrained"}


def _consequences(agreement: Agreement) -> Iterator[Event]:
    """What was decided on computed consequences and by whom, and what became of the claims. Names are of those who are
    to repay."""
    decisions = agreement.consequence_decisions.select_related("party__organization", "organization", "replaces")
    for one in decisions.prefetch_related("repayments", "write_offs"):
        name, period = one.party.organization.name, one.period
        note = f"{one.organization.name}: {one.reason}"
        if one.replaces:
            note += " " + _("It replaces the decision of %(day)s.") % {"day": one.replaces.decided_on}
        yield Event(one.decided_on, one.recorded_at, DECISIONS[one.outcome], name, period, one.amount, note)
        for paid in one.repayments.all():
            kind = "claim_payment_corrected" if paid.corrects_id else "claim_paid"
            yield Event(paid.paid_on, paid.recorded_at, kind, name, period, paid.amount, paid.note)
        for off in one.write_offs.all():
            yield Event(off.decided_on, off.recorded_at, "claim_written_off", name, period, off.amount, off.reason)


def _requisitions(agreement: Agreement) -> Iterator[Event]:
    for one in agreement.requisitions.select_related("organization", "withdrawal"):
        name, period = one.organization.name, one.period
        yield Event(one.requested_on, one.recorded_at, "requested", name, period, None, one.note)
        back: Any = getattr(one, "withdrawal", None)
        if back:
            yield Event(back.withdrawn_on, back.recorded_at, "request_withdrawn", name, period, None, back.reason)


def _orders(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """The orders that the user may see, their attests and cancellations."""
    orders = PaymentOrder.objects.visible_to(user).filter(agreement=agreement)
    for made in orders.select_related("commitment__party__organization"):
        payer = made.commitment.party.organization.name
        yield Event(made.ordered_on, made.recorded_at, "ordered", payer, made.period, made.amount, made.note)
    acts = PaymentOrderAct.objects.filter(order__in=orders)
    for one in acts.select_related("order", "organization"):
        kind, order, note = f"order_{one.act}", one.order, "; ".join(filter(None, (one.reason, one.stopped)))
        yield Event(one.acted_on, one.recorded_at, kind, one.organization.name, order.period, order.amount, note)


def _beside(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """What was given beside money and who valued it, and what officers have said of aid, as far as the user sees it."""
    for one in agreement.municipal_support.select_related("recipient__organization"):
        kind = "support_corrected" if one.replaces_id else "support_valued"
        name, worth = one.recipient.organization.name, value(one.valued)
        yield Event(one.valued_on, one.recorded_at, kind, name, "", worth, f"{one.what}, {one.valued_by}")
    assessments = StateAidAssessment.objects.visible_to(user).filter(agreement=agreement)
    for said in assessments.select_related("recipient__organization"):
        name, note = said.recipient.organization.name, f"{said.get_kind_display()}, {said.assessed_by}"
        yield Event(said.assessed_on, said.recorded_at, "aid_assessed", name, said.period, said.amount, note)


def _reports(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """Of the reports that the user may see: another association's comments are not theirs to read."""
    versions = ReportVersion.objects.filter(
        report__in=AnnualReport.objects.visible_to(user).filter(agreement=agreement)
    )
    for one in versions.select_related("report__organization", "review"):
        name, period, number = one.report.organization.name, one.report.period, f"v{one.number}"
        why = f"{number} {one.reason}".strip()
        yield Event(one.received_on, one.recorded_at, "report_received", name, period, None, why)
        review: Any = getattr(one, "review", None)
        if review:
            note = f"{number} {review.comment}".strip()
            yield Event(review.reviewed_on, review.recorded_at, f"report_{review.outcome}", name, period, None, note)


def _amendments(agreement: Agreement) -> Iterator[Event]:
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


def _meetings(agreement: Agreement, user: AnyUser, known_at: datetime | None) -> Iterator[Event]:
    """The days of annual meetings that reports are due after, as they were told."""
    for one in meetings.used_by(agreement, user, known_at).select_related("organization"):
        kind = "meeting_moved" if one.replaces_id else "meeting_reported"
        note = f"{one.held_on}, {one.document}"
        yield Event(one.reported_on, one.recorded_at, kind, one.organization.name, "", None, note)


def _papers(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """Papers that reports may come without, and those that came after their reports, as far as the user may see."""
    reliefs = PaperRelief.objects.visible_to(user).filter(agreement=agreement)
    for relief in reliefs.select_related("party__organization"):
        name, until = relief.party.organization.name, f"{PaperKind(relief.paper).label} {relief.complete_on or ''}"
        told = f"{until.strip()}. {relief.reason}".removesuffix(". ")
        kind = "paper_to_come" if relief.complete_on else "paper_excused"
        yield Event(relief.decided_on, relief.recorded_at, kind, name, relief.period, None, told)
    seen = AnnualReport.objects.visible_to(user).filter(agreement=agreement)
    for one in PaperCompletion.objects.filter(report__in=seen).select_related("report__organization"):
        name, period, note = one.report.organization.name, one.report.period, str(PaperKind(one.paper).label)
        yield Event(one.received_on, one.recorded_at, "paper_received", name, period, None, note)


def _books(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """Books handed in, with their days, and what was said of how to read them, of the associations whose the user may
    see."""
    for one in LedgerHandIn.objects.visible_to(user).filter(agreement=agreement).select_related("organization"):
        name, days = one.organization.name, f"{one.starts_on} – {one.ends_on}"
        yield Event(date_of(one.recorded_at), one.recorded_at, "books_handed_in", name, "", None, days)
    for said in LedgerReading.objects.visible_to(user).filter(agreement=agreement).select_related("organization"):
        key = "" if said.key is None else f"{said.key.normalize():f}"
        note = f"{key} {said.agreed}".strip()
        yield Event(
            date_of(said.recorded_at), said.recorded_at, "books_read_as", said.organization.name, "", None, note
        )


def _beginnings(agreement: Agreement) -> Iterator[Event]:
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


def _following(agreement: Agreement) -> Iterator[Event]:
    """Groups and their meetings, what councils recommended, tasks and those that were late, what was measured."""
    for group in agreement.groups.all():
        yield Event(group.starts_on, group.recorded_at, "group_formed", group.name, "", None, group.purpose)
    for met in agreement.group_meetings.select_related("group"):
        name = met.group.name if met.group else str(GroupKind(met.kind).label)
        items = [met.minutes, *(one["text"] for one in met.items)]
        yield Event(met.held_on, met.recorded_at, "group_met", name, "", None, "; ".join(filter(None, items)))
    for said in agreement.recommendations.select_related("group"):
        yield Event(said.recommended_on, said.recorded_at, "recommended", said.group.name, "", None, said.text)
    for task in agreement.tasks.select_related("organization", "end"):
        yield from _task(task)
    for measured in Measurement.objects.filter(goal__agreement=agreement).select_related("goal"):
        note = f"{measured.goal.name}: {measured.value.normalize():f} {measured.goal.unit}, {measured.source}"
        yield Event(measured.measured_on, measured.recorded_at, "goal_measured", "", "", None, note)


def _task(task: Task) -> Iterator[Event]:
    """That it was given; that its day passed, if it was not ended by then; and its end."""
    name, end = task.organization.name, getattr(task, "end", None)
    given, late = date_of(task.recorded_at), task.due_on + timedelta(days=1)
    yield Event(given, task.recorded_at, "task_given", name, "", None, f"{task.text} ({task.due_on})")
    if given < late and task.overdue_on(late if end else today()) and late <= today():
        yield Event(late, over(task.due_on), "task_overdue", name, "", None, task.text)  # nobody records that
    if end:
        note = f"{task.text}. {end.note}".removesuffix(". ")
        yield Event(end.done_on, end.recorded_at, f"task_{end.outcome}", name, "", None, note)


def _own(agreement: Agreement) -> Iterator[Event]:
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


def _statuses(agreement: Agreement) -> Iterator[Event]:
    """Changes of status that the nightly check found, with the lines that moved."""
    parties = agreement.parties.select_related("organization")
    names = {party.organization_id: party.organization.name for party in parties}
    for event in AuditEvent.objects.filter(kind=CHANGED, subject_type="agreement", subject_id=agreement.pk):
        said = event.data
        moved = "; ".join(_moved(change, names) for change in said["reason"])
        note = f"{STATUSES[said['before']]} → {STATUSES[said['after']]}. {moved}".strip()
        yield Event(date.fromisoformat(said["on"]), event.at, "status_changed", "", "", None, note)


def _moved(change: dict[str, Any], names: dict[int, str]) -> str:
    """A line that stands otherwise, in words: what, which period, whose, from what to what."""
    before, after = change["before"], change["after"]
    words = [_status(one) for one in (before, after)]
    if words[0] == words[1]:
        words = [f"{_status(one)} ({_figures(one, change['kind'])})" for one in (before, after)]
    whose = names.get(change["organization"], "")
    return f"{KINDS[change['kind']]} {change['period']}, {whose}: {words[0]} → {words[1]}"


def _status(standing: dict[str, Any] | None) -> str:
    return str(STATUSES[standing["status"]]) if standing else "–"


def _figures(standing: dict[str, Any], kind: str) -> str:
    """What counted and, of what is reported, whether that was verified: where the status alone says no difference."""
    counted = standing["counted"] or "–"
    if kind == "funding":
        return counted
    return f"{counted}, {_('verified') if standing['verified'] else _('reported')}"


def timeline(agreement: Agreement, user: AnyUser, known_at: datetime | None = None) -> list[Event]:
    """Sorted by the day it happened, then by when it was recorded; only what was recorded by `known_at`."""
    events = [*_own(agreement), *_acts(agreement), *_payments(agreement), *_reports(agreement, user)]
    events += [*_appropriations(agreement), *_requisitions(agreement), *_orders(agreement, user)]
    events += _amendments(agreement)
    events += _papers(agreement, user)
    events += _meetings(agreement, user, known_at)
    events += _statuses(agreement)
    events += _consequences(agreement)
    events += _books(agreement, user)
    events += _beside(agreement, user)
    events += _beginnings(agreement)
    events += _following(agreement)
    if known_at:
        events = [one for one in events if one.recorded_at <= known_at]
    return sorted(events, key=lambda event: (event.on, event.recorded_at, event.kind))
