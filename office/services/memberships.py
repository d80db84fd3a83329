"""Who acts for whom: granted and ended by the operator of the installation, each with a line in the trail."""

from datetime import date

from django.db import transaction

from office.clock import today
from office.models import Membership, Organization, User
from office.services import trail


def _tell(kind: str, membership: Membership) -> None:
    data = {"username": membership.user.get_username(), "role": membership.role}
    data |= {"from": str(membership.starts_on), "to": str(membership.ends_on or "")}
    trail.record(kind, by=None, subject=membership, concerns=[membership.organization_id], data=data)


def grant(
    user: User, organization: Organization, role: str, starts_on: date, ends_on: date | None = None
) -> Membership:
    """Let a user act for an organisation and what is under it, from–to (inclusive)."""
    with transaction.atomic():
        membership = Membership.objects.create(
            user=user, organization=organization, role=role, starts_on=starts_on, ends_on=ends_on
        )
        _tell("membership.granted", membership)
    return membership


def end(user: User, organization: Organization, role: str, last_day: date) -> int:
    """End what is in force, or still to come, on its last day (inclusive); answer how many memberships ended."""
    with transaction.atomic():
        found = Membership.objects.filter(user=user, organization=organization, role=role)
        running = [one for one in found if one.ends_on is None or one.ends_on > max(last_day, today())]
        for membership in running:
            membership.ends_on = max(last_day, membership.starts_on)
            membership.save()
            _tell("membership.ended", membership)
    return len(running)
