"""Single-use links: an association lets its bookkeeping bureau hand over one ledger, and see nothing."""

import secrets
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from finance.models import LedgerUploadLink
from finance.services.ledgers import Values, examine, own_organization, take
from office.models import User
from office.models.people import token_digest
from office.refusals import Refusal, accepted, conflict
from office.services import trail


class Made(NamedTuple):
    """A link, and its secret: this is the only time that it is seen."""

    link: LedgerUploadLink
    secret: str


def make(values: Values, by: User, refusals: list[Refusal]) -> Made:
    """A link for one ledger of the association that the user reports for, valid for 1 to 30 days."""
    refusals = list(refusals)
    organization = own_organization(values, by, refusals)
    organization = accepted(organization, refusals)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        link = LedgerUploadLink.objects.create(
            organization=organization,
            digest=token_digest(secret),
            note=values["note"],
            expires_at=timezone.now() + timedelta(days=values["days"]),
            recorded_by=by,
        )
        _tell("ledger_link.made", link, by, {"expires_at": link.expires_at.isoformat()})
    return Made(link, secret)


def revoke(link: LedgerUploadLink, by: User) -> LedgerUploadLink:
    """End a link now. 409 when it has been used or revoked already."""
    now = timezone.now()
    with transaction.atomic():
        unused = LedgerUploadLink.objects.filter(pk=link.pk, used_at__isnull=True, revoked_at__isnull=True)
        if not unused.update(revoked_at=now):
            raise conflict("ledger_link.over", _("The link has been used or revoked already."))
        _tell("ledger_link.revoked", link, by)
    link.revoked_at = now
    return link


def find(secret: str) -> LedgerUploadLink | None:
    """The link of a secret while it can be used."""
    alive = LedgerUploadLink.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    found = alive.filter(digest=token_digest(secret), expires_at__gt=timezone.now())
    return found.select_related("organization", "recorded_by").first()


def use(link: LedgerUploadLink, file: "UploadedFile[Any] | None", confirmed: bool) -> bool:
    """Take the one file into the association's own space; False when somebody was first, or the link is over by now.

    Raises `Refused` for a file that is no ledger, which uses nothing up.
    """
    refusals: list[Refusal] = []
    arrived = examine(file, refusals)
    if file is None:
        refusals.append(Refusal("required", _("Choose a file."), "file"))
    arrived = accepted(arrived, refusals)
    now = timezone.now()
    with transaction.atomic():
        alive = LedgerUploadLink.objects.filter(
            pk=link.pk, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
        )
        if not alive.update(used_at=now):
            return False
        came = take(arrived, link.organization, by=None, follows=link.recorded_by, confirmed=confirmed).ledger
        LedgerUploadLink.objects.filter(pk=link.pk).update(ledger=came)
        _tell("ledger_link.used", link, None, {"ledger": came.pk, "sha256": came.sha256})
    return True


def _tell(kind: str, link: LedgerUploadLink, by: User | None, data: Values | None = None) -> None:
    trail.record(kind, by=by, subject=link, concerns=[link.organization_id], data=data, draft=True)


def state_of(link: LedgerUploadLink) -> str:
    """`open`, `used`, `revoked` or `expired`."""
    if link.used_at:
        return "used"
    if link.revoked_at:
        return "revoked"
    return "open" if link.expires_at > timezone.now() else "expired"
