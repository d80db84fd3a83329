"""Ask for an instalment that is paid on requisition, and take a mistaken request back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment, Party
from agreements.selectors import named_agreement, recipients
from agreements.services.lifecycle import concerns, locked
from agreements.services.standing import is_officer, require_state_for
from finance import instalments
from finance.models import Payment, PaymentOrder, Requisition, RequisitionWithdrawal
from finance.models.orders import OPEN
from finance.selectors.instalments import instalments_today
from finance.services.naming import named
from office.access import AnyUser, acting
from office.models import User
from office.refusals import Refusal, accepted, conflict, forbidden, refuse_if
from office.services import revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]


def ask(values: Values, by: User, refusals: list[Refusal]) -> Requisition:
    """Record that the recipient asks for an instalment: its own reporter, or an officer who has the paper.

    What was taken back may be asked for again. Raises `Refused`: 404 unknown agreement, 403 neither of them, 409 an
    agreement that is not active or an instalment that is asked for already, 400 with all that is wrong.
    """
    seen = named_agreement(values, by, refusals)
    with transaction.atomic():
        agreement = locked(seen)
        officer = is_officer(agreement, by)
        if not officer and not _own(agreement, by):
            message = _("Only the recipient itself or an officer who has its paper asks for money.")
            raise forbidden("requisition.not_yours", message)
        require_state_for("pay", agreement)
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
        number, turn = _once(columns["commitment"], columns["period"], number, day)
        requisition = Requisition.objects.create(
            agreement=agreement,
            organization_id=accepted(party, ()).organization_id,
            instalment=number,
            turn=turn,
            on_paper=officer,
            requested_on=day,
            note=values.get("note", ""),
            recorded_by=by,
            **columns,
        )
        _tell(agreement, requisition, by, "payment.requested", {"on": str(day)})
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


def _once(commitment: Commitment, period: str, number: int | None, day: date) -> tuple[int, int]:
    """The instalment to ask for and its turn, unless it is asked for already (the agreement's row is held)."""
    rows = Requisition.objects.filter(commitment=commitment, period=period)
    asked = set(rows.filter(withdrawal__isnull=True).values_list("instalment", flat=True))
    facts = instalments.read(commitment.instalments)
    left = [one for one, fact in enumerate(facts, 1) if fact.on_requisition and one not in asked]
    number = next(iter(left), None) if number is None else number
    if number is None or number not in left:
        message = _("What is on requisition for %(period)s is asked for already.") % {"period": period}
        raise conflict("requisition.asked", message, path="instalment")
    before = rows.filter(instalment=number).select_related("withdrawal").order_by("turn").last()
    if before is None:
        return number, 1
    refuse_if(_too_early(day, "requested_on", before.withdrawal.withdrawn_on))
    return number, before.turn + 1


def withdraw(
    requisition: Requisition, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Requisition:
    """Take a request back with a reason: the recipient's own reporter, or an officer what came on a paper.

    From that day the instalment is as if it had not been asked for. Raises `Refused`: 403 neither of them, 409 what
    was taken back already or has been ordered or paid since, 400 with all that is wrong.
    """
    with transaction.atomic():
        agreement = locked(requisition.agreement)
        requisition = Requisition.objects.select_related("withdrawal").get(pk=requisition.pk)
        officer = is_officer(agreement, by)
        if not may_withdraw(requisition.organization_id, requisition.on_paper, officer, by):
            message = _("Only who asked takes it back: the recipient itself, or an officer what came on a paper.")
            raise forbidden("requisition.not_yours", message)
        revisions.require(requisition, expected)
        if hasattr(requisition, "withdrawal"):
            raise conflict("requisition.withdrawn", _("The request has been taken back already."))
        _refuse_used(agreement, requisition)
        refusals = list(refusals)
        day = event_date(values.get("withdrawn_on"), path="withdrawn_on", officer=officer, refusals=refusals)
        refuse_if([*refusals, *_too_early(day, "withdrawn_on", requisition.requested_on)])
        made = RequisitionWithdrawal.objects.create(
            requisition=requisition, withdrawn_on=day, reason=values["reason"], recorded_by=by
        )
        _tell(agreement, requisition, by, "payment.request_withdrawn", {"on": str(day), "reason": made.reason})
    return requisition


def may_withdraw(organization: int, on_paper: bool | None, officer: bool, by: AnyUser) -> bool:
    """Whether the user may take back what `organization` asked for; `officer`: for one of the public parties."""
    return organization in acting(by).reporter or (officer and on_paper is not False)


def _refuse_used(agreement: Agreement, requisition: Requisition) -> None:
    """409 while money that was ordered or paid after the request fills the instalment."""
    parts = instalments_today(agreement, requisition.commitment_id, requisition.period)
    part = next((one for one in parts if one.number == requisition.instalment), None)
    if part is None or not (part.paid or part.ordered):
        return
    same = Q(commitment=requisition.commitment_id, period=requisition.period, recorded_at__gte=requisition.recorded_at)
    paid = Payment.objects.filter(same, corrects__isnull=True)
    if paid.exists() or PaymentOrder.objects.filter(same, state__in=OPEN).exists():
        message = _(
            "The instalment has been paid (%(paid)s) or ordered (%(ordered)s) since it was asked for: take the "
            "payment back or cancel the order first."
        )
        raise conflict("requisition.used", message % {"paid": f"{part.paid:.2f}", "ordered": f"{part.ordered:.2f}"})


def _too_early(day: date, path: str, earlier: date) -> list[Refusal]:
    """Asked for, taken back and asked for again come in the order of their days."""
    if day >= earlier:
        return []
    message = _("It cannot be done on %(day)s, before what was done on %(earlier)s.")
    told = message % {"day": day, "earlier": earlier}
    return [Refusal("date.out_of_order", told, path, f">= {earlier}", str(day))]


def _tell(agreement: Agreement, requisition: Requisition, by: User, kind: str, said: Values) -> None:
    data = {
        "agreement": agreement.pk,
        "organization": requisition.organization_id,
        "period": requisition.period,
        "instalment": requisition.instalment,
        **said,
    }
    trail.record(kind, by=by, subject=requisition, concerns=concerns(agreement), data=data)
