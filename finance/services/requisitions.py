"""Ask for an instalment that is paid on requisition."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment, Party
from agreements.selectors import recipients, visible_agreement
from agreements.services.lifecycle import concerns, locked
from agreements.services.standing import ACTIONS, is_officer, require_state
from finance import instalments
from finance.models import Requisition
from finance.services.naming import named
from office.access import acting
from office.models import User
from office.refusals import Refusal, Refused, accepted, conflict, forbidden, refuse_if
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]


def ask(values: Values, by: User, refusals: list[Refusal]) -> Requisition:
    """Record that the recipient asks for an instalment: its own reporter, or an officer who has the paper.

    Raises `Refused`: 404 unknown agreement, 403 neither of them, 409 an agreement that is not active or an instalment
    that is asked for already, 400 with all that is wrong.
    """
    if "agreement" not in values:
        raise Refused(*refusals)
    seen = visible_agreement(values["agreement"], by)
    with transaction.atomic():
        agreement = locked(seen)
        officer = is_officer(agreement, by)
        if not officer and not _own(agreement, by):
            message = _("Only the recipient itself or an officer who has its paper asks for money.")
            raise forbidden("requisition.not_yours", message)
        require_state(agreement, *sorted(ACTIONS["pay"]))
        refusals = list(refusals)
        if not officer and values.get("recipient") is None:
            values = values | _as_recipient(_own(agreement, by))
        columns = named(agreement, values, refusals)
        party: Party | None = columns.pop("recipient")
        if party and not officer and party not in _own(agreement, by):
            raise forbidden("requisition.not_yours", _("Only the recipient itself asks for its money."))
        day = event_date(values.get("requested_on"), path="requested_on", officer=officer, refusals=refusals)
        number = _instalment(columns["commitment"], values, refusals) if columns["commitment"] else None
        refuse_if(refusals)
        requisition = Requisition.objects.create(
            agreement=agreement,
            organization_id=accepted(party, ()).organization_id,
            instalment=_once(columns["commitment"], columns["period"], number),
            requested_on=day,
            note=values.get("note", ""),
            recorded_by=by,
            **columns,
        )
        _tell(agreement, requisition, by)
    return requisition


def _own(agreement: Agreement, by: User) -> list[Party]:
    """The parties that the user reports for and that could receive something."""
    mine = acting(by).reporter
    found = {party.pk: party for one in agreement.commitments.all() for party in recipients(agreement, one)}
    return [party for party in found.values() if party.organization_id in mine]


def _as_recipient(own: list[Party]) -> Values:
    return {"recipient": own[0].organization_id} if len(own) == 1 else {}


def _instalment(commitment: Commitment, values: Values, refusals: list[Refusal]) -> int | None:
    """The number that is asked for; None: the first that is not asked for yet."""
    facts = instalments.read(commitment.instalments)
    possible = [number for number, fact in enumerate(facts, 1) if fact.on_requisition]
    number: int | None = values.get("instalment")
    if not possible:
        message = _("Nothing of this funding is on requisition: it is paid without being asked for.")
        refusals.append(Refusal("requisition.not_agreed", message, "commitment", "on_requisition", commitment.pk))
    elif number is not None and number not in possible:
        message = _("Instalment %(number)s is not on requisition.") % {"number": number}
        refusals.append(Refusal("requisition.not_agreed", message, "instalment", possible, number))
    return number


def _once(commitment: Commitment, period: str, number: int | None) -> int:
    """The instalment to ask for, unless it is asked for already (the agreement's row is held)."""
    asked = set(Requisition.objects.filter(commitment=commitment, period=period).values_list("instalment", flat=True))
    facts = instalments.read(commitment.instalments)
    left = [one for one, fact in enumerate(facts, 1) if fact.on_requisition and one not in asked]
    if number is None and left:
        return left[0]
    if number is None or number not in left:
        message = _("What is on requisition for %(period)s is asked for already.") % {"period": period}
        raise conflict("requisition.asked", message, path="instalment")
    return number


def _tell(agreement: Agreement, requisition: Requisition, by: User) -> None:
    data = {
        "agreement": agreement.pk,
        "organization": requisition.organization_id,
        "period": requisition.period,
        "instalment": requisition.instalment,
        "on": str(requisition.requested_on),
    }
    trail.record("payment.requested", by=by, subject=requisition, concerns=concerns(agreement), data=data)
