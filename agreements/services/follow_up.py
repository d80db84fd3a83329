"""Give tasks and end them, set goals and record what was reached."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Goal, Measurement, Task, TaskEnd
from agreements.selectors import conflicted, whole_term
from agreements.services.following import followed, party, written
from agreements.services.lifecycle import concerns
from agreements.services.standing import without_conflict
from office.access import AnyUser, acting
from office.bodies import plain
from office.models import User
from office.refusals import Refusal, accepted, conflict, forbidden, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]


def give(values: Values, by: User, refusals: list[Refusal]) -> Task:
    """Give a party a task. Raises `Refused`: 404, 403, 409 by the agreement, 400 with all that is wrong."""
    refusals = list(refusals)
    with transaction.atomic():
        agreement = followed(values, by, refusals)
        named = values.get("organization")
        owner = party(agreement, named, "organization", refusals) if named is not None else None
        meeting = agreement.group_meetings.filter(pk=values["meeting"]).first() if values.get("meeting") else None
        if values.get("meeting") and meeting is None:
            message = _("The agreement has no meeting %(id)s.") % {"id": values["meeting"]}
            refusals.append(Refusal("group.no_meeting", message, "meeting", None, values["meeting"]))
        owner = accepted(owner, refusals)
        made = Task.objects.create(
            agreement=agreement,
            meeting=meeting,
            organization=owner,
            text=values["text"],
            due_on=values["due_on"],
            recorded_by=by,
        )
        _tell("task.given", made, agreement, by, {"organization": owner.pk, "due_on": str(made.due_on)})
    return made


def endable(task: Task, user: AnyUser) -> bool:
    """Whether the user may say that a task is done: each organisation says it of its own."""
    mine = acting(user)
    if task.organization.public:
        return task.organization_id in mine.officer and task.agreement_id not in conflicted(user)
    return task.organization_id in mine.reporter


def end(task: Task, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Task:
    """Say that a task was done, or is not to be done any more.

    Raises `Refused`: 403 for other organisations, 409 when it has been ended, 412, 400 with all that is wrong.
    """
    if not endable(task, by):
        without_conflict(task.agreement, by)
        message = _("Each organisation says itself that its task is done: an officer, or who reports for it.")
        raise forbidden("task.not_yours", message)
    revisions.require(task, expected)
    refusals = list(refusals)
    officer = task.organization.public
    done_on = event_date(values.get("done_on"), path="done_on", officer=officer, refusals=refusals)
    refuse_if(refusals)
    try:
        with transaction.atomic():
            made = TaskEnd.objects.create(
                task=task, outcome=values["outcome"], done_on=done_on, note=values["note"], recorded_by=by
            )
            data = {"organization": task.organization_id, "outcome": made.outcome, "on": str(done_on)}
            _tell("task.ended", task, task.agreement, by, data)
    except IntegrityError as twice:
        raise conflict("task.ended", _("The task has been ended already; what was recorded stands.")) from twice
    return Task.objects.select_related("end", "organization", "agreement").get(pk=task.pk)


def set_goal(values: Values, by: User, refusals: list[Refusal]) -> Goal:
    """Set a goal of an agreement, with what is promised. Raises `Refused` as `give` does."""
    refusals = list(refusals)
    with transaction.atomic():
        agreement = followed(values, by, refusals)
        targets = _targets(agreement, values.get("targets") or [], refusals)
        if values.get("baseline") is not None and values.get("baseline_on") is None:
            message = _("Say on which day it was so.")
            refusals.append(Refusal("required", message, "baseline_on", "YYYY-MM-DD"))
        refuse_if(refusals)
        names = ("name", "indicator", "unit", "direction", "baseline", "baseline_on", "clause")
        told = {name: values[name] for name in names}
        made = Goal.objects.create(agreement=agreement, targets=plain(targets), recorded_by=by, **told)
        _tell("goal.set", made, agreement, by, {**plain(told), "targets": made.targets})
    return made


def _targets(agreement: Agreement, rows: list[Values], refusals: list[Refusal]) -> list[Values]:
    """Each with its window of days: through a day, or those of the period that it names."""
    spans = {one.label: one for one in whole_term(agreement)}
    found = []
    for place, row in enumerate(one or {} for one in rows):
        by, label, path = row.get("by"), row.get("period"), f"targets[{place}]"
        if (by is None) == (label is None):
            message = _("A target is promised either by a day or in a period.")
            refusals.append(Refusal("goal.target_when", message, path, "by or period"))
        elif label is not None and label not in spans:
            message = _("The term has no period %(period)s.") % {"period": label}
            refusals.append(Refusal("period.unknown", message, f"{path}.period", list(spans), label))
        else:
            first = spans[label].starts_on if label else None
            last = spans[label].ends_on if label else by
            found.append({"period": label, "from": first, "by": last, "value": row.get("value")})
    return found


def measure(goal: Goal, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Measurement:
    """Record what a goal's indicator was on a day. Raises `Refused`: 403, 409, 412, 400 with all that is wrong."""
    refusals = list(refusals)
    with transaction.atomic():
        agreement = written(goal.agreement, by)
        revisions.require(Goal.objects.get(pk=goal.pk), expected)
        on = event_date(values.get("measured_on"), path="measured_on", officer=True, refusals=refusals)
        refuse_if(refusals)
        made = Measurement.objects.create(
            goal=goal, measured_on=on, value=values["value"], source=values["source"], recorded_by=by
        )
        _tell("goal.measured", goal, agreement, by, {"on": str(on), "value": str(made.value), "source": made.source})
    return made


def _tell(kind: str, made: Any, agreement: Agreement, by: User, data: Values) -> None:
    trail.record(kind, by=by, subject=made, concerns=concerns(agreement), data={"agreement": agreement.pk, **data})
