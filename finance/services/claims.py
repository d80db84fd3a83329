"""What comes in on a claim, and what is let go of."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.selectors import conflicted
from agreements.services import deciding
from agreements.services.grounds import grounded
from agreements.services.lifecycle import concerns
from agreements.services.standing import without_conflict
from finance.claim_balance import came_in, room
from finance.models import ClaimPayment, ConsequenceDecision, WriteOff
from finance.selectors import claims as selectors
from office.access import AnyUser, acting
from office.language import kronor
from office.models import User
from office.refusals import Refusal, accepted, forbidden
from office.services import organizations, revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]
ZERO = Decimal("0.00")


def is_claimant(claim: ConsequenceDecision, user: AnyUser) -> bool:
    """Whether the user is an officer of the party whose claim it is."""
    return claim.organization_id in acting(user).officer and claim.agreement_id not in conflicted(user)


def _held(claim: ConsequenceDecision, by: User, expected: str | None) -> ConsequenceDecision:
    """The claim for its own officer, as they have read it, held until the transaction ends with the decisions that it
    has taken the place of: what came in on them counts too."""
    if not is_claimant(claim, by):
        without_conflict(claim.agreement, by)
        raise forbidden("claim.not_yours", _("Only an officer of the party whose claim it is does this."))
    rows = ConsequenceDecision.objects.select_for_update().filter(pk__in=selectors.up_to(claim)).order_by("pk")
    held = list(rows)[-1]
    revisions.require(held, expected)
    return held


def _room(claim: ConsequenceDecision, day: date) -> Decimal:
    """The most that can come in or be let go of on a day: no day may show more than the claim."""
    chain = selectors.chain_of(claim)
    written_off = next(one.written_off for one in chain if one.id == claim.pk)
    return max(room(claim.amount, [*came_in(chain, claim.pk), *written_off], day), ZERO)


def _refuse_outside(claim: ConsequenceDecision, day: date, path: str, refusals: list[Refusal]) -> None:
    """What happens on a day is of the claim that was in force on it."""
    after: ConsequenceDecision | None = getattr(claim, "replaced_by", None)
    if day < claim.decided_on:
        message = _("Nothing was claimed before %(day)s.") % {"day": claim.decided_on}
        refusals.append(Refusal("date.out_of_order", message, path, f">= {claim.decided_on}", str(day)))
    elif after and day >= after.decided_on:
        message = _("From %(day)s on decision %(id)s is in its place: what happened from that day is registered there.")
        told = message % {"day": after.decided_on, "id": after.pk}
        refusals.append(Refusal("claim.replaced", told, path, f"< {after.decided_on}", str(day)))


def repay(
    claim: ConsequenceDecision, values: Values, by: User, refusals: list[Refusal], expected: str | None = None
) -> ClaimPayment:
    """Register money that came in on a claim, or the correction of such a row (also of money that is paid back since
    the claim was reconsidered); never more than what is left.

    Raises `Refused`: 403 not the claimant's officer, 412 a claim that has moved on, 400 with all that is wrong.
    """
    with transaction.atomic():
        claim, refusals = _held(claim, by, expected), list(refusals)
        day = event_date(values.get("paid_on"), path="paid_on", officer=True, refusals=refusals)
        corrected = _corrected(claim, values, refusals)
        amount: Decimal | None = values.get("amount")
        if amount is not None and corrected:
            _refuse_overcorrection(corrected, amount, day, refusals)
        elif amount is not None and values.get("corrects") is None:
            _refuse_excess(claim, amount, day, refusals)
        amount = accepted(amount, refusals)
        payment = ClaimPayment.objects.create(
            claim=corrected.claim if corrected else claim,
            amount=amount,
            paid_on=day,
            corrects=corrected,
            note=values["note"],
            recorded_by=by,
        )
        kind = "claim.payment_corrected" if corrected else "claim.paid"
        _tell(kind, claim, payment, by, {"amount": str(amount), "on": str(day), "corrects": payment.corrects_id})
    return payment


def _corrected(claim: ConsequenceDecision, values: Values, refusals: list[Refusal]) -> ClaimPayment | None:
    pk = values.get("corrects")
    if pk is None:
        return None
    paid = ClaimPayment.objects.filter(claim__pk__in=selectors.up_to(claim), corrects__isnull=True)
    found = paid.select_related("claim").filter(pk=pk).first()
    if found is None:
        message = _("The claim has no payment %(id)s that could be corrected.") % {"id": pk}
        refusals.append(Refusal("payment.unknown", message, "corrects", "a payment of this claim", pk))
    return found


def _refuse_overcorrection(corrected: ClaimPayment, amount: Decimal, day: date, refusals: list[Refusal]) -> None:
    left = selectors.left_of(corrected)
    if not -left <= amount < 0:
        message = _("Of this payment %(left)s is left to take back, as a negative amount.") % {"left": kronor(left)}
        refusals.append(Refusal("payment.overcorrected", message, "amount", f">= -{left}, < 0", str(amount)))
    if day < corrected.paid_on:
        message = _("The payment cannot be corrected on %(day)s, before it was paid on %(paid_on)s.")
        told = message % {"day": day, "paid_on": corrected.paid_on}
        refusals.append(Refusal("date.out_of_order", told, "paid_on", f">= {corrected.paid_on}", str(day)))


def _refuse_excess(claim: ConsequenceDecision, amount: Decimal, day: date, refusals: list[Refusal]) -> None:
    """Something comes in while the claim is in force, and no more than what is left."""
    _refuse_outside(claim, day, "paid_on", refusals)
    left = _room(claim, day)
    if amount <= 0:
        message = _("A payment is more than zero; a correction names the payment that it corrects.")
        refusals.append(Refusal("payment.not_positive", message, "amount", "> 0", str(amount)))
    elif amount > left:
        refusals.append(_above(left, amount))


def _above(left: Decimal, amount: Decimal) -> Refusal:
    message = _("Of the claim %(left)s is left.") % {"left": kronor(left)}
    return Refusal("claim.above_left", message, "amount", f"<= {left}", str(amount))


def write_off(
    claim: ConsequenceDecision, values: Values, by: User, refusals: list[Refusal], expected: str | None = None
) -> WriteOff:
    """Record a decision to let go of what is left of a claim, or of a part. Raises `Refused` as `repay` does."""
    with transaction.atomic():
        claim, refusals = _held(claim, by, expected), list(refusals)
        _same_party(claim, values, refusals)
        grounded(values, refusals)
        day = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
        _refuse_outside(claim, day, "decided_on", refusals)
        left = _room(claim, day)
        amount: Decimal = left if values.get("amount") is None else values["amount"]
        if amount > left or left <= 0:
            refusals.append(_above(left, amount))
        amount = accepted(amount, refusals)
        made = WriteOff.objects.create(
            claim=claim,
            organization_id=claim.organization_id,
            amount=amount,
            decided_on=day,
            recorded_by=by,
            **deciding.words(values),
        )
        said = {name: values[name] for name in deciding.WORDS}
        _tell("claim.written_off", claim, made, by, {**said, "amount": str(amount), "on": str(day)})
    return made


def _same_party(claim: ConsequenceDecision, values: Values, refusals: list[Refusal]) -> None:
    """Who claims lets go."""
    named = values.get("organization")
    found = None if named is None else organizations.find(named)
    if named is not None and (found is None or found.pk != claim.organization_id):
        message = _("The party whose claim it is decides: leave the organisation out, or name it.")
        refusals.append(Refusal("claim.not_the_claimant", message, "organization", claim.organization_id, named))


def _tell(kind: str, claim: ConsequenceDecision, row: ClaimPayment | WriteOff, by: User, data: Values) -> None:
    about = {"agreement": claim.agreement_id, "claim": claim.pk}
    trail.record(kind, by=by, subject=row, concerns=concerns(claim.agreement), data={**about, **data})
