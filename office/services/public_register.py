"""Whether an organisation keeps a public register: off until one of its officers opens it."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from office.access import acting
from office.models import Organization, PublicRegisterChoice, User
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import revisions, trail


class Standing(NamedTuple):
    """`open` or `closed`, and since when (None: it was never opened)."""

    organization: int
    state: str
    since: datetime | None


def standing(organization: Organization) -> Standing:
    """How it stands now."""
    row = PublicRegisterChoice.objects.filter(organization=organization).last()
    return Standing(organization.pk, "open" if row and row.opens else "closed", row.recorded_at if row else None)


def may_choose(organization: Organization, by: User) -> bool:
    """Its own officers, where it is one that decides by resolution: what others sign they do not publish."""
    return organization.public and organization.pk in acting(by).officer


def choose(
    organization: Organization, values: dict[str, Any], by: User, refusals: list[Refusal], expected: str | None = None
) -> Standing:
    """Open the register or close it. Raises `Refused`: 403 for others, 409 where it stands so already."""
    if not may_choose(organization, by):
        message = _("Only an officer of a public organisation opens or closes its public register.")
        raise forbidden("public_register.not_yours", message)
    state = accepted(values.get("state"), refusals)
    with transaction.atomic():
        revisions.require(Organization.objects.select_for_update().get(pk=organization.pk), expected)
        if standing(organization).state == state:
            message = _("The public register stands so already.")
            raise conflict("public_register.stands", message, path="state", expected="the other", actual=state)
        PublicRegisterChoice.objects.create(organization=organization, opens=state == "open", recorded_by=by)
        kind = "public_register.opened" if state == "open" else "public_register.closed"
        trail.record(kind, by=by, subject=organization, concerns=[organization.pk], data={"state": state})
    return standing(organization)
