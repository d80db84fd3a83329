"""What each act on an agreement asks for: the fields of its form, by the agreement and who acts."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import DecimalField, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from agreements.amounts import ORE
from agreements.models import Agreement
from agreements.models.acts import Outcome
from agreements.selectors import acting_in, funding, periods_of, recipients, renews
from agreements.services import standing
from finance.models import Payment
from office.access import acting
from office.clock import today
from office.language import current_language, kronor
from office.models import User
from office.numbers import day
from office.pages import forms
from office.pages.forms import Choices, Input
from reports.pages.paying import to_pay


def day_input(name: str, label: str) -> Input:
    """A day that is today until another is typed."""
    return Input(name, label, "date", first=today().isoformat())


def answering(agreement: Agreement, user: User, public: bool) -> Choices:
    """The parties whose answer is waited for and that the user may answer for."""
    mine, officer = acting(user), standing.is_officer(agreement, user)
    who = mine.officer if public else mine.reporter
    return [
        (party.organization_id, party.organization.name)
        for party in agreement.parties.all()
        if party.organization.public == public
        and standing.consented_on(agreement, party) is None
        and (party.organization_id in who or (officer and not public))
    ]


def decision_inputs(who: Choices, day: str) -> Iterable[Input]:
    """What is asked of a public party's decision, by one of whom it can be; `day` is what the body calls its day."""
    yield Input("organization", _("Who has decided"), "select", choices=who)
    yield Input("outcome", _("What was decided"), "select", choices=Outcome.choices)
    yield day_input(day, _("Day of the decision"))
    yield Input("body", _("The board, or the office that decides by delegation"), hint=_("Example: Kommunstyrelsen"))
    hint = _("Of a board's decision. Example: § 210")
    yield Input("paragraph", _("Paragraph of the minutes"), hint=hint, required=False)
    hint = _("The minutes by their registry number or title. Example: KS-2026/90")
    yield Input("document", _("Document"), hint=hint, required=False)
    hint = _("Only of a decision by delegation, as the delegation order numbers it. Example: 4.2")
    yield Input("delegation_point", _("Point of the delegation order"), hint=hint, required=False)


def signature_inputs(who: Choices, day: str, officer: bool) -> Iterable[Input]:
    """What is asked of another party's signature; the association itself signs today."""
    yield Input("organization", _("Who has signed"), "select", choices=who)
    if officer:
        yield day_input(day, _("Day of the signature"))
    hint = _("The office that is held, not the person's name. Example: Ordföranden")
    yield Input("signed_by", _("Signed by"), hint=hint)


def decision(agreement: Agreement, user: User) -> Iterable[Input]:
    """A public party's decision on the agreement."""
    return decision_inputs(answering(agreement, user, True), "decided_on")


def signature(agreement: Agreement, user: User) -> Iterable[Input]:
    """Another party's signature."""
    officer = standing.is_officer(agreement, user)
    return signature_inputs(answering(agreement, user, False), "signed_on", officer)


def payment(agreement: Agreement, user: User) -> Iterable[Input]:
    """A payment of one of the user's organisations; of several promises of which, of several recipients to whom. What
    is to be paid next stands in the form, and periods in which nothing is left are not there."""
    mine = acting(user).officer
    paying = [row for row in funding(agreement) if row.party.organization_id in mine]
    paid = {party.pk: party for row in paying for party in recipients(agreement, row)}.values()
    left = to_pay(agreement, user)
    following = left[0] if left else None
    if len(paying) > 1:
        named = [(row.pk, " – ".join(filter(None, (row.party.organization.name, row.name)))) for row in paying]
        first = following and following.line.commitment.id
        yield Input("commitment", _("Which promise it pays"), "select", choices=named, first=first)
    unpaid = {one.line.period.label for one in left}
    periods = [(one.label,) * 2 for one in periods_of(agreement) if one.label in unpaid]
    label, amount = (following.line.period.label, forms.written(following.left)) if following else ("", "")
    yield Input("period", _("For which period"), "select", choices=periods, first=label)
    yield Input("amount", _("Amount, kr"), "amount", first=amount)
    yield day_input("paid_on", _("Day of the payment"))
    if len(paid) > 1:
        them = [(party.organization_id, party.organization.name) for party in paid]
        yield Input("recipient", _("Who was paid"), "select", choices=them)
    yield Input("note", _("Note"), required=False)


def correctable(agreement: Agreement, user: User) -> dict[int, tuple[Payment, Decimal]]:
    """The payments of the user's organisations of which something can be taken back, and how much, newest first."""
    rows = Payment.objects.filter(agreement=agreement, corrects=None)
    mine = rows.filter(commitment__party__organization__in=acting(user).officer)
    taken = mine.annotate(taken=Coalesce(Sum("corrections__amount"), Decimal(0), output_field=DecimalField()))
    found = {
        one.pk: (one, (one.amount + vars(one)["taken"]).quantize(ORE))
        for one in taken.select_related("recipient__organization").order_by("-paid_on", "-pk")
    }
    return {pk: (one, left) for pk, (one, left) in found.items() if left > 0}


def correction(agreement: Agreement, user: User) -> Iterable[Input]:
    """Which payment is taken back, and how much of it."""
    language = current_language()
    choices = [
        (pk, f"{day(one.paid_on, language)}, {one.recipient.organization.name}, {one.period}: {kronor(left)}")
        for pk, (one, left) in correctable(agreement, user).items()
    ]
    yield Input("corrects", _("Which payment"), "select", choices=choices)
    yield Input("amount", _("Amount to take back, kr"), "amount", hint=_("All of it, or the part that was wrong."))
    yield day_input("paid_on", _("Day of the correction"))
    yield Input("note", _("Why"), required=False)


def termination(_agreement: Agreement, _user: User) -> Iterable[Input]:
    """The decision by which it ends early."""
    hint = _("The decision by its registry number or title. Example: KS-2026/90")
    yield Input("document", _("Document"), hint=hint)
    yield Input("reason", _("Why"), "area")
    yield day_input("terminated_on", _("Day of the decision"))
    yield Input(
        "last_day", _("Through (the last day)"), "date", hint=_("Left empty: the day of the decision."), required=False
    )


def notifying(agreement: Agreement, user: User) -> Choices:
    """The parties for which the user may give notice, of an agreement that renews itself."""
    mine, officer = acting_in(agreement.pk, user), standing.is_officer(agreement, user)
    return [
        (party.organization_id, party.organization.name)
        for party in agreement.parties.all()
        if renews(agreement)
        and not standing.gone(party.left_on)
        and (
            party.organization_id in mine.officer
            if party.organization.public
            else officer or party.organization_id in mine.reporter
        )
    ]


def notice(agreement: Agreement, user: User) -> Iterable[Input]:
    """A party's notice that it is not to renew itself."""
    yield Input("organization", _("Who gives notice"), "select", choices=notifying(agreement, user))
    if standing.is_officer(agreement, user):  # the association itself gives it today
        yield day_input("given_on", _("Day of the notice"))
    hint = _("The notice by its registry number or title. Example: KS-2026/90")
    yield Input("document", _("Document"), hint=hint)
    yield Input("reason", _("Why"), "area", required=False)
