"""A feasibility study from its beginning to the agreements that its areas become."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import (
    Agreement,
    AreaAgreement,
    AreaAssessment,
    AreaMember,
    CooperationArea,
    FeasibilityStudy,
    Initiative,
    StudyEnd,
    StudyMember,
)
from agreements.models.agreement import State
from agreements.services import initiatives, registration
from agreements.services.naming import public_bodies, unknown
from office.access import AnyUser, acting
from office.models import Organization, User
from office.refusals import Refusal, Refused, accepted, conflict, forbidden, refuse_if
from office.services import organizations, revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]
#: An agreement that never came to bind leaves its area free for another.
GONE = (State.WITHDRAWN, State.REJECTED)


def begin(values: Values, by: User, refusals: list[Refusal]) -> FeasibilityStudy:
    """Begin a study of several municipalities: an officer of one of them does.

    Raises `Refused`: 403 for others, 404 unknown initiative, 409 a reference that the host has used, 400.
    """
    mine, refusals = acting(by), list(refusals)
    if not mine.officer:
        raise forbidden("study.officers_only", _("Only a municipal officer begins a feasibility study."))
    members = public_bodies(values.get("members"), "members", refusals)
    host = _host(values, members, refusals)
    unread = any(refusal.path.startswith("members") for refusal in refusals)
    if not unread and "members" in values and not any(one.pk in mine.officer for one in members):
        message = _("Your own organisation must be one of those who take part.")
        refusals.append(Refusal("study.yours_missing", message, "members", "an organisation you act for", None))
    started_on = event_date(values.get("started_on"), path="started_on", officer=True, refusals=refusals)
    initiative = _initiative(values, by)
    host = accepted(host, refusals)
    said = {name: values[name] for name in ("reference", "title", "purpose")}
    try:
        with transaction.atomic():
            made = FeasibilityStudy.objects.create(
                host=host, started_on=started_on, initiative=initiative, recorded_by=by, **said
            )
            for one in members:
                StudyMember.objects.create(study=made, organization=one)
            data = {**said, "host": host.pk, "members": [one.pk for one in members], "on": str(started_on)}
            _tell("study.begun", made, made, by, data)
    except IntegrityError as error:
        message = _("%(owner)s has a study with the reference %(reference)s already.")
        told = message % {"owner": host.name, "reference": values["reference"]}
        raise conflict("reference.taken", told, path="reference") from error
    return made


def end(study: FeasibilityStudy, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Any:
    """End a study with its recommendation. Raises `Refused`: 403, 409 when it has ended, 412, 400."""
    _require_member(study, by)
    revisions.require(study, expected)
    refusals = list(refusals)
    ended_on = event_date(values.get("ended_on"), path="ended_on", officer=True, refusals=refusals)
    refusals += _not_before(study.started_on, ended_on, "ended_on")
    refuse_if(refusals)
    said = {name: values[name] for name in ("recommendation", "document")}
    try:
        with transaction.atomic():
            _require_open(study)
            StudyEnd.objects.create(study=study, ended_on=ended_on, recorded_by=by, **said)
            _tell("study.ended", study, study, by, {**said, "on": str(ended_on)})
    except IntegrityError as twice:
        raise _ended() from twice
    return FeasibilityStudy.objects.get(pk=study.pk)


def add_area(
    study: FeasibilityStudy, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> CooperationArea:
    """Name an area of cooperation, and who of the study takes part in it.

    Raises `Refused`: 403, 409 when the study has ended or has an area of that name, 412, 400 with all that is wrong.
    """
    _require_member(study, by)
    revisions.require(study, expected)
    refusals = list(refusals)
    of_study = {one.organization_id: one.organization for one in study.members.select_related("organization")}
    members = public_bodies(values.get("members"), "members", refusals) or list(of_study.values())
    for one in members:
        if one.pk not in of_study:
            message = _("%(name)s takes no part in the study.") % {"name": one.name}
            names = [each.name for each in of_study.values()]
            refusals.append(Refusal("area.not_in_study", message, "members", names, one.name))
    refuse_if(refusals)
    said = {name: values[name] for name in ("kind", "name", "description", "form")}
    try:
        with transaction.atomic():
            _require_open(study)
            made = CooperationArea.objects.create(study=study, recorded_by=by, **said)
            for one in members:
                AreaMember.objects.create(area=made, organization=one)
            _tell("area.named", study, made, by, {**said, "members": [one.pk for one in members]})
    except IntegrityError as twice:
        message = _("The study has an area of this name already.")
        raise conflict("area.name_taken", message, path="name") from twice
    return made


def assess(
    area: CooperationArea, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AreaAssessment:
    """Say whether an area is possible on one side, and why. The latest counts; the earlier ones are kept.

    Raises `Refused`: 403, 409 when the study has ended, 412, 400 with all that is wrong.
    """
    _require_member(area.study, by)
    revisions.require(area, expected)
    refusals = list(refusals)
    assessed_on = event_date(values.get("assessed_on"), path="assessed_on", officer=True, refusals=refusals)
    last = area.assessments.filter(side=values.get("side", "")).order_by("-pk").first()
    refusals += _not_before(last.assessed_on if last else area.study.started_on, assessed_on, "assessed_on")
    refuse_if(refusals)
    said = {name: values[name] for name in ("side", "possible", "reasons", "sources", "assessed_by")}
    with transaction.atomic():
        _require_open(area.study)
        made = AreaAssessment.objects.create(area=area, assessed_on=assessed_on, recorded_by=by, **said)
        _tell("area.assessed", area.study, area, by, {**said, "on": str(assessed_on)})
    return made


def become(area: CooperationArea, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Agreement:
    """Make an area the draft of an agreement between its members, owned by the caller's, and keep the link. What the
    study was asked for by comes along.

    Raises `Refused` as `registration.register` does; 409 when the area has an agreement that is not withdrawn or
    rejected, 412.
    """
    with transaction.atomic():
        area = CooperationArea.objects.select_for_update().get(pk=area.pk)
        revisions.require(area, expected)
        if area.agreements.exclude(agreement__state__in=GONE).exists():
            raise conflict("area.agreed", _("The area has become an agreement already."))
        study = FeasibilityStudy.objects.get(pk=area.study_id)
        made = registration.register(_terms(area, study, values), by, refusals)
        AreaAgreement.objects.create(area=area, agreement=made, recorded_by=by)
        if study.initiative:
            initiatives.link(study.initiative, made, by)
        data = {"agreement": made.pk, "reference": made.reference}
        concerned = area.members.values_list("organization", flat=True)
        trail.record("area.became_agreement", by=by, subject=area, concerns=concerned, data=data, draft=True)
    return made


def _terms(area: CooperationArea, study: FeasibilityStudy, values: Values) -> Values:
    """The draft's terms: its parties are the area's members, and nobody promises anything yet."""
    parties = [
        {"organization": one.organization_id, "role": "host" if one.organization_id == study.host_id else "member"}
        for one in area.members.all()
    ]
    defaults = {"reference": study.reference, "title": area.name}
    said = {name: value for name, value in values.items() if value or name not in defaults}
    return {**defaults, "purpose": area.description, **said, "parties": parties, "commitments": [], "conditions": {}}


def members_mine(organizations: set[int], by: AnyUser) -> bool:
    """Whether the user is an officer of one of them."""
    return bool(organizations & acting(by).officer)


def _require_member(study: FeasibilityStudy, by: User) -> None:
    if not members_mine(set(study.members.values_list("organization", flat=True)), by):
        raise forbidden("study.members_only", _("Only an officer of one of those who take part does this."))


def _require_open(study: FeasibilityStudy) -> None:
    """Held until the transaction ends, so that nothing is added while somebody ends it."""
    FeasibilityStudy.objects.select_for_update().get(pk=study.pk)
    if StudyEnd.objects.filter(study=study).exists():
        raise _ended()


def _ended() -> Refused:
    return conflict("study.ended", _("The study has ended; what was recorded stands."))


def _host(values: Values, members: list[Organization], refusals: list[Refusal]) -> Organization | None:
    named = values.get("host")
    if named is None:
        return None
    host = organizations.find(named)
    if host is None:
        refusals.append(unknown("host", named))
    elif members and host not in members:
        message = _("%(name)s keeps the study: it is one of those who take part.") % {"name": host.name}
        refusals.append(Refusal("study.host_not_member", message, "host", [one.name for one in members], host.name))
    return host


def _initiative(values: Values, by: User) -> Initiative | None:
    """What asked for it, among those that the user may see."""
    pk = values.get("initiative")
    found = Initiative.objects.visible_to(by).filter(pk=pk).first() if pk is not None else None
    if pk is not None and found is None:
        message = _("There is no initiative %(id)s that you may see.") % {"id": pk}
        raise Refused(Refusal("initiative.unknown", message, "initiative", None, pk), status=404)
    return found


def _not_before(first: date, on: date, path: str) -> list[Refusal]:
    if on >= first:
        return []
    message = _("It cannot lie before %(day)s.") % {"day": first}
    return [Refusal("date.out_of_order", message, path, f">= {first}", str(on))]


def _tell(kind: str, study: FeasibilityStudy, subject: Any, by: User, data: Values) -> None:
    """It concerns all who take part in the study."""
    concerned = study.members.values_list("organization", flat=True)
    trail.record(kind, by=by, subject=subject, concerns=concerned, data=data)
