"""What auditors observe on sampled records, follow up and share, and their working notes.

The trail has a line for each, which nobody reads before the observation is shared: what auditors look at is not told to
those who are audited. Notes are never shared, and their words stand in no event.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from office.access import AnyUser
from office.clock import date_of, today
from office.models import User
from office.refusals import Refusal, Refused, accepted, conflict, forbidden, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date
from reports.models import AuditNote, AuditObservation, AuditSample, AuditSampleItem, FollowUp, ObservationShare
from reports.models.samples import on_the_desk

Values = dict[str, Any]


def observe(values: Values, by: User, refusals: list[Refusal]) -> AuditObservation:
    """Record an observation on an item of a sample that is on the auditor's desk. Raises `Refused`: 404, 400."""
    item = _item(values, by)
    refusals = list(refusals)
    due: date | None = values.get("follow_up_on")
    if due and due < today():
        message = _("It is followed up today at the earliest.")
        refusals.append(Refusal("date.past", message, "follow_up_on", f">= {today()}", str(due)))
    item = accepted(item, refusals)
    with transaction.atomic():
        made = AuditObservation.objects.create(
            item=item, severity=values["severity"], text=values["text"], follow_up_on=due, recorded_by=by
        )
        _tell("observation.recorded", made, by)
    return made


def share(observation: AuditObservation, by: User, expected: str | None) -> AuditObservation:
    """Let the audited organisation's officers read it from now on. Raises `Refused`: 403, 412, 409 if it is shared."""
    _auditors_only(observation, by)
    revisions.require(observation, expected)
    with transaction.atomic():
        _made, new = ObservationShare.objects.get_or_create(observation=observation, defaults={"recorded_by": by})
        if not new:
            raise conflict("observation.shared", _("The observation is shared already."))
        found = _reread(observation)
        _tell("observation.shared", found, by)
    return found


def follow_up(
    observation: AuditObservation, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AuditObservation:
    """Record what was found on a day, not before the observation or the last follow-up, and when it is looked at again.
    Raises `Refused`: 403, 412, 400."""
    _auditors_only(observation, by)
    revisions.require(observation, expected)
    refusals = list(refusals)
    on = event_date(values.get("followed_up_on"), path="followed_up_on", officer=True, refusals=refusals)
    followed = [one.followed_up_on for one in observation.follow_ups.all()]
    if on < (earliest := max([date_of(observation.recorded_at), *followed])):
        message = _("It is followed up once it was observed, and not before it was last followed up.")
        refusals.append(Refusal("date.out_of_order", message, "followed_up_on", f">= {earliest}", str(on)))
    after: date | None = values.get("next_on")
    if after and after <= on:
        message = _("The next day is after this one.")
        refusals.append(Refusal("date.out_of_order", message, "next_on", f"> {on}", str(after)))
    refuse_if(refusals)
    with transaction.atomic():
        FollowUp.objects.create(
            observation=observation, followed_up_on=on, text=values["text"], next_on=after, recorded_by=by
        )
        _tell("observation.followed_up", observation, by)
    return _reread(observation)


def note(values: Values, by: User, refusals: list[Refusal]) -> AuditNote:
    """Record a working note on a sample, or on an item of it. Raises `Refused`: 404, 400."""
    sample = _sample(values, by)
    item = _item(values, by) if values.get("item") else None
    refusals = list(refusals)
    if item and sample and item.sample_id != sample.pk:
        message = _("The item is one of another sample.")
        refusals.append(Refusal("sample.other_item", message, "item", None, item.pk))
    sample = accepted(sample, refusals)
    with transaction.atomic():
        made = AuditNote.objects.create(sample=sample, item=item, text=values["text"], recorded_by=by)
        trail.record("audit_note.recorded", by=by, subject=made, concerns=[], data={"sample": sample.pk})
    return made


def standing(observation: AuditObservation, on: date) -> tuple[str, date | None]:
    """How it stands on a day, and when it is due: `noted` (nobody follows it up), `open`, `overdue` or `settled`."""
    newest = max(observation.follow_ups.all(), key=lambda one: one.pk, default=None)
    due = newest.next_on if newest else observation.follow_up_on
    if due is None:
        return ("settled" if newest else "noted"), None
    return ("overdue" if due < on else "open"), due


def _sample(values: Values, by: User) -> AuditSample | None:
    """The sample that is named, or 404."""
    if "sample" not in values:
        return None
    found = AuditSample.objects.visible_to(by).filter(pk=values["sample"]).first()
    if found is None:
        message = _("There is no sample %(id)s that you may see.") % {"id": values["sample"]}
        raise Refused(Refusal("sample.unknown", message, "sample", None, values["sample"]), status=404)
    return found


def _item(values: Values, by: User) -> AuditSampleItem | None:
    """The item that is named, or 404: who is audited does not learn that it was drawn."""
    if "item" not in values:
        return None
    found = AuditSampleItem.objects.visible_to(by).select_related("sample").filter(pk=values["item"]).first()
    if found is None:
        message = _("There is no sampled item %(id)s that you may see.") % {"id": values["item"]}
        raise Refused(Refusal("sample.unknown_item", message, "item", None, values["item"]), status=404)
    return found


def is_auditors(observation: AuditObservation, by: AnyUser) -> bool:
    """Whether it lies on the user's own desk."""
    return AuditObservation.objects.filter(on_the_desk(by, "item__sample__"), pk=observation.pk).exists()


def _auditors_only(observation: AuditObservation, by: User) -> None:
    if not is_auditors(observation, by):
        raise forbidden("observation.auditors_only", _("Only the auditors act on an observation."))


def _reread(observation: AuditObservation) -> AuditObservation:
    return AuditObservation.objects.select_related("item__sample", "share", "recorded_by").get(pk=observation.pk)


def _tell(kind: str, observation: AuditObservation, by: User) -> None:
    """For the audited once it is shared; before, for whoever runs the installation alone."""
    sample = observation.item.sample
    data = {"list": sample.path, "record": observation.item.record, "severity": observation.severity}
    concerns = [sample.organization_id] if hasattr(observation, "share") else []
    trail.record(kind, by=by, subject=observation, concerns=concerns, data=data)
