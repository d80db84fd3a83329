"""Record what the council has appropriated for a year: an act with its day and paragraph, never changed."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment
from agreements.selectors import period_named
from agreements.services.lifecycle import concerns, locked
from agreements.services.standing import officers_only, require_state_for
from finance.models import Appropriation
from finance.models.appropriations import AppropriationState
from finance.selectors.promises import promised
from finance.services.promises import commitment_said
from office.access import acting
from office.models import User
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]
COLUMNS = ("period", "state", "amount", "share", "body", "paragraph")


def appropriate(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Appropriation:
    """Record an act on a funding commitment's year; only an officer of the one who pays does. The latest decided holds.

    Raises `Refused`: 403 not an officer of the payer, 409 an agreement in another state or one whose promises do not
    hold subject to the council's budget, 400 with all that is wrong.
    """
    with transaction.atomic():
        agreement = locked(agreement)
        officers_only(agreement, by)
        revisions.require(agreement, expected)
        require_state_for("appropriate", agreement)
        if "appropriation" not in agreement.conditions:
            message = _("By its terms this agreement does not depend on the council's budget.")
            raise conflict("appropriation.not_subject", message, expected="the condition appropriation")
        refusals = list(refusals)
        commitment = commitment_said(agreement, values, refusals)
        if commitment and commitment.party.organization_id not in acting(by).officer:
            raise forbidden("decision.not_yours", _("Each party decides for itself: only its own officer records it."))
        refusals += _wrong(agreement, commitment, values)
        decided_on = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
        made = Appropriation.objects.create(
            agreement=agreement,
            commitment=accepted(commitment, refusals),
            decided_on=decided_on,
            recorded_by=by,
            **{name: values[name] for name in COLUMNS},
        )
        _tell(agreement, made, by)
    return made


def _tell(agreement: Agreement, made: Appropriation, by: User) -> None:
    revisions.advance(Agreement, agreement)
    data = {name: getattr(made, name) for name in ("period", "state", "body", "paragraph")}
    data |= {"commitment": made.commitment_id, "amount": _text(made.amount), "share": _text(made.share)}
    data["on"] = str(made.decided_on)
    trail.record("appropriation.recorded", by=by, subject=agreement, concerns=concerns(agreement), data=data)


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _wrong(agreement: Agreement, commitment: Commitment | None, values: Values) -> list[Refusal]:
    """The period is one of the term's, and the amount or the share goes with the state."""
    found: list[Refusal] = []
    period = period_named(agreement, values.get("period"), found)
    state, amount, share = values.get("state"), values.get("amount"), values.get("share")
    said = [name for name, value in (("amount", amount), ("share", share)) if value is not None]
    if len(said) > 1 or (state == AppropriationState.REDUCED and "amount" in values and "share" in values and not said):
        message = _("A reduced year says its amount or its share of what was promised, not both.")
        found.append(Refusal("appropriation.amount_or_share", message, "amount", "amount or share", said or None))
    elif said and state == AppropriationState.DECIDED:
        message = _("What is decided is decided in full; where it is less, the year is reduced.")
        found.append(Refusal("appropriation.decided_in_full", message, said[0], None, str(values[said[0]])))
    elif state == AppropriationState.REDUCED:
        promise = promised(agreement, commitment, period) if commitment and period else None
        most = Decimal(1) if share is not None else promise.funding[1] if promise else None
        given = share if share is not None else amount
        if given is not None and most is not None and given >= most:
            message = _("%(given)s is no reduction: %(most)s is promised.") % {"given": given, "most": most}
            found.append(Refusal("appropriation.not_reduced", message, said[0], f"< {most}", str(given)))
    return found
