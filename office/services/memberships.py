"""Who acts for whom: granted and ended by the operator of the installation, each with a line in the trail.

An officer names who gives second approvals for their own organisation: a colleague, a manager, or an officer of a
partner municipality.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from office.access import AnyUser, acting
from office.clock import today
from office.models import Membership, Organization, User
from office.models.people import Role
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import organizations, revisions, trail

Values = dict[str, Any]


def _tell(kind: str, membership: Membership, by: User | None = None) -> None:
    data: Values = {"username": membership.user.get_username(), "role": membership.role}
    data |= {"from": str(membership.starts_on), "to": str(membership.ends_on or "")}
    if membership.role == Role.AUDITOR:
        data |= {"years": [membership.first_year, membership.last_year], "decision": membership.decision}
    trail.record(kind, by=by, subject=membership, concerns=[membership.organization_id], data=data)


def grant(
    user: User,
    organization: Organization,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None = None,
    **assignment: Any,
) -> Membership:
    """Let a user act for an organisation and what is under it, from–to (inclusive). Of an auditor the `assignment` may
    say its years and by whose decision."""
    with transaction.atomic():
        membership = Membership.objects.create(
            user=user, organization=organization, role=role, starts_on=starts_on, ends_on=ends_on, **assignment
        )
        _tell("membership.granted", membership, by)
    return membership


def end(user: User, organization: Organization, role: str, last_day: date) -> int:
    """End what is in force, or still to come, on its last day (inclusive); a day that is over takes the right away at
    once. Answer how many memberships ended."""
    with transaction.atomic():
        found = Membership.objects.filter(user=user, organization=organization, role=role)
        running = [one for one in found if one.ends_on is None or (one.ends_on > last_day and one.ends_on >= today())]
        for membership in running:
            membership.starts_on, membership.ends_on = min(membership.starts_on, last_day), last_day
            membership.save()
            _tell("membership.ended", membership)
    return len(running)


def name_reviewer(values: Values, by: User, refusals: list[Refusal]) -> Membership:
    """Name who gives second approvals for one's own organisation, from today or later, through a last day.

    Raises `Refused`: 403 for who is no officer of it, 400 with all that is wrong.
    """
    named = values.get("organization")
    organization = organizations.find(named) if named is not None else None
    if named is not None and not is_officer(organization, by):
        raise _not_yours()
    refusals = list(refusals)
    starts_on, ends_on = days(values, refusals)
    user = account(values, refusals)
    if user and organization and acts_for(user, organization, (Role.AUDITOR,), starts_on, ends_on):
        message = _("Who audits the organisation approves nothing for it: name somebody else.")
        refusals.append(Refusal("reviewer.auditor", message, "username", "somebody else", user.username))
    organization, user = accepted(organization, refusals), accepted(user, refusals)
    return grant(user, organization, Role.REVIEWER, starts_on, ends_on, by)


def days(values: Values, refusals: list[Refusal]) -> tuple[date, date | None]:
    """From when, today or later, through when somebody is named."""
    starts_on, ends_on = values.get("starts_on") or today(), values.get("ends_on")
    if starts_on < today():
        message = _("Somebody is named from today at the earliest.")
        refusals.append(Refusal("date.past", message, "starts_on", f">= {today()}", str(starts_on)))
    if ends_on and ends_on < starts_on:
        message = _("It ends before it starts.")
        refusals.append(Refusal("date.out_of_order", message, "ends_on", f">= {starts_on}", str(ends_on)))
    return starts_on, ends_on


def account(values: Values, refusals: list[Refusal]) -> User | None:
    """Who is named by `username`."""
    user = User.objects.filter(username=values.get("username", ""), is_active=True).first()
    if user is None and "username" in values:
        message = _("Nobody here has this account.")
        refusals.append(Refusal("account.unknown", message, "username", "an account", values["username"]))
    return user


def acts_for(
    user: User, organization: Organization, roles: Collection[Role], starts_on: date, ends_on: date | None
) -> bool:
    """Whether somebody acts in one of some roles, on a day from–to (inclusive, None is open), for the organisation, for
    what it is under or for what is under it."""
    tree = Q(organization=organization) | Q(organization__parent=organization)
    tree |= Q(organization__parent__parent=organization) | Q(organization__children=organization)
    tree |= Q(organization__children__children=organization)
    return Membership.objects.within(starts_on, ends_on).filter(tree, user=user, role__in=roles).exists()


def end_reviewer(
    membership: Membership, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Membership:
    """End what was named through a last day, today or later. Raises `Refused`: 403, 409 when it is over, 412, 400."""
    if not is_officer(membership.organization, by):
        raise _not_yours()
    revisions.require(membership, expected)
    if membership.ends_on is not None and membership.ends_on < today():
        raise conflict("reviewer.over", _("It ended on %(day)s.") % {"day": membership.ends_on})
    refusals = list(refusals)
    last_day = values.get("last_day") or today()
    if last_day < today():
        message = _("What was done until today stands: the last day is today at the earliest.")
        refusals.append(Refusal("date.past", message, "last_day", f">= {today()}", str(last_day)))
    membership.ends_on = accepted(last_day, refusals)
    with transaction.atomic():
        membership.starts_on = min(membership.starts_on, last_day)
        membership.save()
        _tell("membership.ended", membership, by)
    return membership


def is_officer(organization: Organization | None, by: AnyUser) -> bool:
    """Whether the user is an officer of a public organisation."""
    return organization is not None and organization.public and organization.pk in acting(by).officer


def _not_yours() -> Exception:
    return forbidden("reviewer.not_yours", _("Only an officer of the organisation names who reviews for it."))
