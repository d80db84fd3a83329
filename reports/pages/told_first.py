"""What somebody is told before an act is done, and confirms: a payment like it, or what it would change."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import Agreement
from finance.models import Payment
from finance.selectors.payments import left_of
from office.bodies import Values
from office.clock import today
from office.language import current_language, kronor
from office.models import User
from office.numbers import day
from office.refusals import Refusal
from office.services import organizations

#: What a form says when what it told is confirmed: the digest of what was told and of what was typed.
CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Told:
    """The sentences under their heading, and what the button says that confirms them."""

    title: str
    sentences: Sequence[str]
    button: str
    digest: str = ""

    def of(self, values: Values) -> "Told":
        """The same with its digest: what was told of other values is not confirmed by it."""
        said = repr((sorted(values.items()), list(self.sentences)))
        return Told(self.title, self.sentences, self.button, hashlib.sha256(said.encode()).hexdigest())


class UnconfirmedError(Exception):
    """It is told, and nothing is done yet."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.title)
        self.told = told


def nothing(
    _agreement: Agreement, _values: Values, _by: User, _refusals: Sequence[Refusal], _revision: str | None
) -> Told | None:
    """Most acts tell nothing first."""
    return None


def another_payment(
    agreement: Agreement, values: Values, _by: User, refusals: Sequence[Refusal], _revision: str | None
) -> Told | None:
    """Whether the same amount is registered already for the same period and recipient, on the same day."""
    if refusals:
        return None
    paid_on = values.get("paid_on") or today()
    said = {"period": values.get("period"), "amount": values.get("amount"), "paid_on": paid_on}
    rows = Payment.objects.filter(agreement=agreement, corrects=None, **said).select_related("recipient__organization")
    if values.get("commitment"):
        rows = rows.filter(commitment=values["commitment"])
    if values.get("recipient"):
        rows = rows.filter(recipient__organization=organizations.find(values["recipient"]))
    for one in rows:
        if left_of(one) > 0:
            message = _("%(amount)s to %(name)s for %(period)s is already registered as paid on %(day)s.") % {
                "amount": kronor(one.amount),
                "name": one.recipient.organization.name,
                "period": one.period,
                "day": day(one.paid_on, current_language()),
            }
            return Told(_("Is this another payment?"), [message], _("Register it as another payment"))
    return None
