"""Form groups, record their meetings, and what a regional council recommends."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Amendment, GroupMeeting, GroupMember, Recommendation, WorkingGroup
from agreements.models.groups import GroupKind
from agreements.selectors import visible_agreement
from agreements.services.following import FOLLOWED, followed, ordered, parties, written
from agreements.services.lifecycle import concerns
from agreements.services.standing import require_state
from office.bodies import plain
from office.models import User
from office.refusals import Refusal, Refused, accepted, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]


def form(values: Values, by: User, refusals: list[Refusal]) -> WorkingGroup:
    """Form a group of an agreement's parties. Raises `Refused`: 404, 403, 409 by the agreement, 400 with all wrong."""
    refusals = list(refusals)
    with transaction.atomic():
        agreement = followed(values, by, refusals)
        members = parties(agreement, values.get("members") or [], "members", refusals)
        refusals += ordered(values.get("starts_on"), values.get("ends_on"), "ends_on")
        refuse_if(refusals)
        told = {name: values[name] for name in ("kind", "name", "purpose", "starts_on", "ends_on")}
        made = WorkingGroup.objects.create(agreement=agreement, recorded_by=by, **told)
        _represent(made, members, made.starts_on, by)
        data = {"group": made.name, "kind": made.kind, "members": plain(members)}
        _tell("group.formed", made, agreement, by, data)
    return made


def _represent(group: WorkingGroup, members: list[Values], from_on: date, by: User) -> None:
    for one in members:
        GroupMember.objects.create(
            group=group,
            organization_id=one["organization"],
            representatives=one["representatives"],
            from_on=from_on,
            recorded_by=by,
        )


def change_members(
    group: WorkingGroup, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> WorkingGroup:
    """Say who is represented otherwise, and from which day. Raises `Refused` as `form` does, and 412."""
    refusals = list(refusals)
    with transaction.atomic():
        agreement = written(group.agreement, by)
        revisions.require(WorkingGroup.objects.get(pk=group.pk), expected)
        members = parties(agreement, values.get("members") or [], "members", refusals)
        refusals += ordered(group.starts_on, values.get("from_on"), "from_on")
        refuse_if(refusals)
        _represent(group, members, values["from_on"], by)
        data = {"group": group.name, "from_on": str(values["from_on"]), "members": plain(members)}
        _tell("group.members_changed", group, agreement, by, data)
    return WorkingGroup.objects.prefetch_related("members").get(pk=group.pk)


def represented(group: WorkingGroup, day: date) -> dict[int, int]:
    """How many represent which organisation (its id) on a day; those whom nobody represents are not there."""
    rows = sorted((one for one in group.members.all() if one.from_on <= day), key=lambda one: (one.from_on, one.pk))
    found = {one.organization_id: one.representatives for one in rows}
    return {pk: count for pk, count in found.items() if count}


def meet(values: Values, by: User, refusals: list[Refusal]) -> GroupMeeting:
    """Record a meeting that was held: whom how many represented, what was decided. Raises `Refused` as `form` does."""
    refusals = list(refusals)
    with transaction.atomic():
        agreement = followed(values, by, refusals)
        held_on = event_date(values.get("held_on"), path="held_on", officer=True, refusals=refusals)
        attendance = parties(agreement, values.get("attendance") or [], "attendance", refusals)
        group = _group(agreement, values.get("group"), refusals)
        refusals += _in_its_days(group, held_on, "held_on") if group else []
        kind: str | None = group.kind if group else values.get("kind")
        if kind is None and not refusals:
            message = _("Say what kind of meeting it was, or which group met.")
            refusals.append(Refusal("required", message, "kind", list(GroupKind.values)))
        kind = accepted(kind, refusals)
        made = GroupMeeting.objects.create(
            agreement=agreement,
            group=group,
            kind=kind,
            held_on=held_on,
            attendance=plain(attendance),
            recorded_by=by,
            **{name: values[name] for name in ("place", "minutes", "items")},
        )
        data = {"on": str(held_on), "kind": made.kind, "minutes": made.minutes, "attendance": made.attendance}
        _tell("group.met", made, agreement, by, {**data, "items": made.items})
    return made


def _group(agreement: Agreement, named: int | None, refusals: list[Refusal]) -> WorkingGroup | None:
    found = agreement.groups.filter(pk=named).first() if named else None
    if named and found is None:
        message = _("The agreement has no group %(id)s.") % {"id": named}
        refusals.append(Refusal("group.unknown", message, "group", None, named))
    return found


def _in_its_days(group: WorkingGroup, on: date, path: str) -> list[Refusal]:
    """A refusal where a group did something before it was formed or after it ended."""
    if on < group.starts_on:
        message = _("The group begins on %(day)s.") % {"day": group.starts_on}
        return [Refusal("date.out_of_order", message, path, f">= {group.starts_on}", str(on))]
    if group.ends_on and on > group.ends_on:
        message = _("The group ended on %(day)s.") % {"day": group.ends_on}
        return [Refusal("date.out_of_order", message, path, f"<= {group.ends_on}", str(on))]
    return []


def recommend(values: Values, by: User, refusals: list[Refusal]) -> Recommendation:
    """Record what a council recommends, with what each member said. It binds nobody.

    Raises `Refused`: 404 for a group or an agreement that one does not see, 403, 409, 400 with all that is wrong.
    """
    refusals = list(refusals)
    with transaction.atomic():
        group = _council(values, by, refusals)
        agreement = written(group.agreement, by)
        on = event_date(values.get("recommended_on"), path="recommended_on", officer=True, refusals=refusals)
        about, amendment = _about(values, by, refusals)
        said = parties(agreement, values.get("statements") or [], "statements", refusals)
        refusals += _in_its_days(group, on, "recommended_on") or _all_heard(represented(group, on), said)
        refuse_if(refusals)
        made = Recommendation.objects.create(
            group=group,
            agreement=about,
            amendment=amendment,
            recommended_on=on,
            statements=said,
            consensus=_consensus(said),
            recorded_by=by,
            **{name: values[name] for name in ("document", "text", "minutes")},
        )
        data: Values = {"on": str(on), "agreement": about and about.pk, "amendment": amendment and amendment.pk}
        data |= {"document": made.document, "consensus": made.consensus, "statements": said}
        concerned = [*concerns(agreement), *(concerns(about) if about else [])]
        trail.record("recommendation.made", by=by, subject=made, concerns=dict.fromkeys(concerned), data=data)
    return made


def _council(values: Values, by: User, refusals: list[Refusal]) -> WorkingGroup:
    if "group" not in values:
        raise Refused(*refusals)
    found = WorkingGroup.objects.visible_to(by).select_related("agreement").filter(pk=values["group"]).first()
    if found is None:
        message = _("There is no group %(id)s that you may see.") % {"id": values["group"]}
        raise Refused(Refusal("group.unknown", message, "group", None, values["group"]), status=404)
    if found.kind != GroupKind.REGIONAL_COUNCIL:
        message = _("Only a regional council recommends what its municipalities decide.")
        refusals.append(Refusal("recommendation.no_council", message, "group", GroupKind.REGIONAL_COUNCIL, found.kind))
    return found


def _about(values: Values, by: User, refusals: list[Refusal]) -> tuple[Agreement | None, Amendment | None]:
    """What is recommended about: an agreement, an amendment (and its agreement), or neither but a document."""
    amendment = about = None
    if named := values.get("amendment"):
        amendment = Amendment.objects.visible_to(by).select_related("agreement").filter(pk=named).first()
        if amendment is None:
            message = _("There is no amendment %(id)s that you may see.") % {"id": named}
            raise Refused(Refusal("amendment.unknown", message, "amendment", None, named), status=404)
        about = amendment.agreement
    if values.get("agreement"):
        about = visible_agreement(values["agreement"], by)
        if amendment and amendment.agreement_id != about.pk:
            message = _("The amendment is of another agreement.")
            refusals.append(Refusal("amendment.other_agreement", message, "amendment", about.pk, amendment.pk))
    if about:
        require_state(about, *FOLLOWED)
    elif "document" in values and not values["document"]:
        message = _("Say what is recommended about: an agreement, an amendment or a document.")
        refusals.append(Refusal("recommendation.about_nothing", message, "document", "agreement, amendment, document"))
    return about, amendment


def _all_heard(members: dict[int, int], said: list[Values]) -> list[Refusal]:
    """What each member said is told, also that it was absent; nobody else has a say."""
    heard = {one["organization"] for one in said}
    if heard == set(members):
        return []
    message = _("Say what each member of the council on that day said, or that it was absent, and nobody else.")
    return [Refusal("recommendation.statements", message, "statements", sorted(members), sorted(heard))]


def _consensus(said: list[Values]) -> bool:
    """Whether everybody who was there said yes."""
    return {one["said"] for one in said} - {"absent"} == {"yes"}


def _tell(kind: str, made: Any, agreement: Agreement, by: User, data: Values) -> None:
    trail.record(kind, by=by, subject=made, concerns=concerns(agreement), data={"agreement": agreement.pk, **data})
