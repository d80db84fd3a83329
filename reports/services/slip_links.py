"""Links for group leaders: made by the association, shown once, revoked at any moment."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.selectors import named_agreement, reporters
from agreements.services.lifecycle import locked, party_named
from agreements.services.standing import require_state_for
from office.access import acting
from office.clock import today
from office.models import User
from office.models.people import token_digest
from office.refusals import Refusal, accepted, forbidden
from office.services import trail
from reports.models import TimeSlipLink

Values = dict[str, Any]


def open_link(values: Values, by: User, refusals: list[Refusal]) -> tuple[TimeSlipLink, str]:
    """A new link for a group of the user's association, and its secret (256 random bits), which is not kept.

    Raises `Refused`: 404 unknown agreement, 403 who does not report for an association in it, 409 an agreement that is
    not active, 400 with all that is wrong.
    """
    seen = named_agreement(values, by, refusals)
    with transaction.atomic():
        agreement = locked(seen)
        own = _own(agreement, by)
        require_state_for("report", agreement)
        refusals = list(refusals)
        party = _party(agreement, own, values, refusals)
        last_day = values.get("last_day")
        if last_day and last_day < today():
            message = _("The link would have ended on %(day)s already.") % {"day": last_day}
            refusals.append(Refusal("slip_link.ended", message, "last_day", f">= {today()}", str(last_day)))
        party = accepted(party, refusals)
        secret = secrets.token_urlsafe(32)
        link = TimeSlipLink.objects.create(
            agreement=agreement,
            organization=party.organization,
            last_day=last_day,
            digest=token_digest(secret),
            recorded_by=by,
            **{name: values[name] for name in ("name", "activity", "category")},
        )
        _tell("time_slip_link.opened", link, by)
    return link, secret


def _own(agreement: Agreement, by: User) -> list[Party]:
    """The reporting associations that the user acts for; 403 when there is none."""
    mine = acting(by).reporter
    own = [one for one in reporters(agreement) if one.organization_id in mine and not one.organization.public]
    if not own:
        raise forbidden(
            "slip_link.reporters_only", _("Only the reporter of an association that reports here makes links.")
        )
    return own


def _party(agreement: Agreement, own: list[Party], values: Values, refusals: list[Refusal]) -> Party | None:
    """Whose link it is: the one named, or the only one that the user could mean."""
    if values.get("organization") is None and len(own) == 1:
        return own[0]
    names = [party.organization.name for party in own]
    if values.get("organization") is None:
        message = _("Several organisations report on this agreement: say which.")
        refusals.append(Refusal("required", message, "organization", names, None))
        return None
    party = party_named(agreement, values["organization"], refusals)
    if party and party not in own:
        message = _("You do not report for %(name)s.") % {"name": party.organization.name}
        refusals.append(Refusal("slip_link.not_yours", message, "organization", names, values["organization"]))
    return party


def revoke(link: TimeSlipLink, by: User) -> TimeSlipLink:
    """End a link now; revoking it again changes nothing. What was entered by it stands."""
    with transaction.atomic():
        now = timezone.now()
        if TimeSlipLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=now, revoked_by=by):
            _tell("time_slip_link.revoked", link, by)
    link.refresh_from_db()
    return link


def _tell(kind: str, link: TimeSlipLink, by: User) -> None:
    """A link concerns the association alone. The event never has the secret, nor its hash."""
    data = {"agreement": link.agreement_id, "name": link.name, "activity": link.activity, "category": link.category}
    data["last_day"] = str(link.last_day or "")
    trail.record(kind, by=by, subject=link, concerns=[link.organization_id], data=data, draft=True)
