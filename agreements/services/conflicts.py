"""Conflicts of interest: who has one in a case handles it no further until somebody else says that it is over."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, ConflictEnd, ConflictOfInterest
from agreements.selectors import forget_conflicts, named_agreement
from agreements.services.lifecycle import locked
from agreements.services.standing import officers_only, reviews
from office.models import User
from office.refusals import Refusal, conflict, forbidden, refuse_if
from office.services import revisions, trail

Values = dict[str, Any]


def declare(values: Values, by: User, refusals: list[Refusal]) -> ConflictOfInterest:
    """Say that one has a conflict of interest in a case. Who handles cases says it of oneself.

    Raises `Refused`: 404 unknown agreement, 403 for those who handle nothing in it, 409 who has said so already, 400.
    """
    with transaction.atomic():
        agreement = locked(named_agreement(values, by, refusals))
        if ConflictOfInterest.objects.standing().filter(agreement=agreement, recorded_by=by).exists():
            raise conflict("conflict.declared", _("You have said so already; it stands."))
        if not reviews(agreement, by):
            officers_only(agreement, by)
        refuse_if(refusals)
        made = ConflictOfInterest.objects.create(
            agreement=agreement, ground=values["ground"], note=values["note"], recorded_by=by
        )
        _tell("conflict.declared", made, agreement, by, {"ground": made.ground})
    forget_conflicts(by)
    return made


def end(
    found: ConflictOfInterest, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> ConflictOfInterest:
    """Say that somebody else's conflict is over, and why.

    Raises `Refused`: 403 who is not an officer or has it themselves, 409 when it is over, 412, 400.
    """
    if found.recorded_by_id == by.pk:
        raise forbidden("conflict.own", _("Another officer says that your conflict of interest is over."))
    officers_only(found.agreement, by)
    revisions.require(found, expected)
    refuse_if(refusals)
    try:
        with transaction.atomic():
            ConflictEnd.objects.create(conflict=found, reason=values["reason"], recorded_by=by)
            data = {"of": found.recorded_by.get_username(), "reason": values["reason"]}
            _tell("conflict.ended", found, found.agreement, by, data)
    except IntegrityError as twice:
        raise conflict("conflict.ended", _("It has been ended already; what was recorded stands.")) from twice
    return ConflictOfInterest.objects.select_related("end", "recorded_by").get(pk=found.pk)


def _tell(kind: str, made: ConflictOfInterest, agreement: Agreement, by: User, data: Values) -> None:
    """It concerns the public parties alone."""
    public = [party.organization_id for party in agreement.parties.all() if party.organization.public]
    trail.record(kind, by=by, subject=made, concerns=public, data={"agreement": agreement.pk, **data})
