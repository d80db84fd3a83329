"""What somebody is told before an act is done, and confirms: a payment like it, or what it would change."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.amounts import ZERO
from agreements.models import Agreement
from agreements.services import lifecycle
from finance.models import Payment
from finance.selectors.payments import left_of
from office.bodies import Values
from office.clock import today
from office.language import current_language, kronor
from office.models import User
from office.numbers import day
from office.refusals import Refusal
from office.services import organizations
from reports.checking import Checked, checked_today
from reports.checks.render import message
from reports.checks.results import Amount, TermRow
from reports.checks.rules import payment_above_promised
from reports.checks.wording import amount
from reports.words import KINDS

#: What a form says when what it told is confirmed: the digest of what was told and of what was typed.
CONFIRMED = "confirmed"
ABOVE = payment_above_promised.CODES[0]


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
            told = _("%(amount)s to %(name)s for %(period)s is already registered as paid on %(day)s.") % {
                "amount": kronor(one.amount),
                "name": one.recipient.organization.name,
                "period": one.period,
                "day": day(one.paid_on, current_language()),
            }
            return Told(_("Is this another payment?"), [told], _("Register it as another payment"))
    return None


def early_end(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], revision: str | None
) -> Told | None:
    """What the check would say if it were ended so: it is ended, looked at and undone. Raises `Refused` as it does."""
    before = checked_today(agreement.pk)
    with transaction.atomic():
        lifecycle.terminate(agreement, values, by, refusals, revision)
        after = checked_today(agreement.pk)
        transaction.set_rollback(True)
    return Told(_("What it would change"), list(_ended(before, after)), _("End the agreement"))


def _ended(before: Checked, after: Checked) -> Iterator[str]:
    """The last day, the periods that fall away, what is promised through the term, and what is paid beyond it."""
    language = current_language()
    last = after.ended_early or after.facts.through
    agreed = {"day": day(last, language), "agreed": day(after.facts.through, language)}
    yield _("The last day would be %(day)s; %(agreed)s is agreed.") % agreed
    left = {one.period.label for one in after.result.periods}
    if gone := [one.period.label for one in before.result.periods if one.period.label not in left]:
        yield _("Periods that fall away: %(periods)s.") % {"periods": ", ".join(gone)}
    now = {_key(row): row.promised_term for row in after.result.through_term}
    for row in before.result.through_term:
        promised = now.get(_key(row), ZERO)
        if promised != row.promised_term:
            name = row.commitment.name if row.commitment else ""
            what = ": ".join(filter(None, (str(KINDS[row.kind]), name)))
            was, becomes = (amount(Amount(one, row.unit), language) for one in (row.promised_term, promised))
            told = {"what": what, "name": row.party.name, "becomes": becomes, "was": was}
            yield _("%(what)s, %(name)s: %(becomes)s is promised for the whole term (before: %(was)s).") % told
    known = {message(one, language) for one in before.result.findings}
    for found in after.result.findings:
        if found.code == ABOVE and message(found, language) not in known:
            yield message(found, language)


def _key(row: TermRow) -> tuple[int, str, int | None]:
    return row.party.id, row.kind, row.commitment.id if row.commitment else None
