"""How it is followed up, and what the nightly check found."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, Measurement, Task
from agreements.models.groups import GroupKind
from office.clock import date_of, over, today
from office.models import AuditEvent
from reports.services.statuses import CHANGED
from reports.timeline.event import Event
from reports.words import KINDS, STATUSES


def following(agreement: Agreement) -> Iterator[Event]:
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


def statuses(agreement: Agreement) -> Iterator[Event]:
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
