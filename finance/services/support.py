"""Record what a municipality gives beside money, at a documented price, and correct it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.selectors import period_named
from agreements.services.lifecycle import acted_on, concerns, party_named
from finance import support
from finance.models import MunicipalSupport
from finance.support import Support
from office.access import acting
from office.fields import MOST_AMOUNT
from office.language import kronor
from office.models import User
from office.refusals import Refusal, accepted, forbidden, refuse_if
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]
SAID = ("kind", "what", "quantity", "unit", "price", "per_year", "source", "charged", "valued_by")


def give(values: Values, by: User, refusals: list[Refusal]) -> MunicipalSupport:
    """Record support of a public party to another, within the term; only the giver's own officer does.

    Raises `Refused`: 404 unknown agreement, 403 not the giver's officer, 409 an agreement that does not bind, 400 with
    all that is wrong.
    """
    with transaction.atomic():
        agreement = acted_on(values, "value_support", by, refusals)
        refusals = list(refusals)
        giver = _party(agreement, values, "giver", True, refusals)
        if giver and giver.organization_id not in acting(by).officer:
            raise forbidden("support.not_yours", _("Each giver values what it gives: only its own officer does."))
        recipient = _party(agreement, values, "recipient", False, refusals)
        days = _days(agreement, values, refusals)
        valued_on = event_date(values.get("valued_on"), path="valued_on", officer=True, refusals=refusals)
        replaces = _replaced(agreement, values, giver, recipient, refusals)
        _refuse_too_much(values, days, refusals)
        giver, recipient = accepted(giver, refusals), accepted(recipient, refusals)
        refuse_if(refusals)
        made = MunicipalSupport.objects.create(
            agreement=agreement,
            giver=giver,
            recipient=recipient,
            valued_on=valued_on,
            replaces=replaces,
            recorded_by=by,
            **days,
            **{name: values[name] for name in SAID},
        )
        _tell(agreement, made, by)
    return made


def _tell(agreement: Agreement, made: MunicipalSupport, by: User) -> None:
    data = {name: str(getattr(made, name)) for name in (*SAID, "starts_on", "ends_on")}
    data |= {"agreement": str(agreement.pk), "value": str(support.value(made.valued)), "on": str(made.valued_on)}
    kind = "support.corrected" if made.replaces_id else "support.valued"
    trail.record(kind, by=by, subject=made, concerns=concerns(agreement), data=data)


def _party(agreement: Agreement, values: Values, path: str, public: bool, refusals: list[Refusal]) -> Party | None:
    """The party that is named, or the only public (or private) one."""
    possible = [party for party in agreement.parties.all() if party.organization.public == public]
    names = [party.organization.name for party in possible]
    if values.get(path) is None:
        if len(possible) == 1:
            return possible[0]
        message = _("There are several it could be: say which.")
        refusals.append(Refusal("required", message, path, names, None))
        return None
    party = party_named(agreement, values[path], refusals, path)
    if party and party not in possible:
        message = _("%(name)s cannot be that: a public party gives, another receives.")
        told = message % {"name": party.organization.name}
        refusals.append(Refusal("support.wrong_party", told, path, names, values[path]))
        return None
    return party


def _days(agreement: Agreement, values: Values, refusals: list[Refusal]) -> Values:
    """The first and last day: what is said, else the period's."""
    period = period_named(agreement, values.get("period"), refusals)
    starts_on = values.get("starts_on") or (period and period.starts_on)
    ends_on = values.get("ends_on") or (period and period.ends_on)
    wrong = {refusal.path for refusal in refusals}
    for path, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is None and not wrong & {path, "period"}:
            message = _("Say which days it is for, or which period.")
            refusals.append(Refusal("required", message, path, "YYYY-MM-DD, or a period", None))
        elif day and not agreement.starts_on <= day <= agreement.ends_on:
            span = f"{agreement.starts_on} – {agreement.ends_on}"
            message = _("The day lies outside the term, %(span)s.") % {"span": span}
            refusals.append(Refusal("support.outside_term", message, path, span, str(day)))
    if starts_on and ends_on and ends_on < starts_on:
        message = _("It ends before it starts.")
        refusals.append(Refusal("date.out_of_order", message, "ends_on", f">= {starts_on}", str(ends_on)))
    return {"starts_on": starts_on, "ends_on": ends_on}


def _refuse_too_much(values: Values, days: Values, refusals: list[Refusal]) -> None:
    """No row is worth more than any other amount here may be."""
    if refusals:
        return
    given = {name: values[name] for name in ("quantity", "unit", "price", "per_year", "charged", "source")}
    worth = support.value(Support(**given, **days))
    if worth > MOST_AMOUNT:
        message = _("At most %(most)s in all: look at the quantity and the price.") % {"most": kronor(MOST_AMOUNT)}
        refusals.append(Refusal("too_large", message, "quantity", f"<= {MOST_AMOUNT}", str(worth)))


def _replaced(
    agreement: Agreement, values: Values, giver: Party | None, recipient: Party | None, refusals: list[Refusal]
) -> MunicipalSupport | None:
    """The row that is corrected: of the same giver, who alone values it, and to the same recipient."""
    pk = values.get("replaces")
    if pk is None:
        return None
    found = MunicipalSupport.objects.filter(agreement=agreement, pk=pk, replaced_by__isnull=True).first()
    if found is None:
        message = _("The agreement has no support %(id)s that still stands.") % {"id": pk}
        refusals.append(Refusal("support.not_replaceable", message, "replaces", "a row that stands", pk))
    elif giver and recipient and (found.giver_id, found.recipient_id) != (giver.pk, recipient.pk):
        message = _(
            "A correction is of the same giver and recipient. Take the row back with a quantity of 0 and record anew."
        )
        said = [found.giver.organization_id, found.recipient.organization_id]
        refusals.append(Refusal("support.not_replaceable", message, "replaces", said, pk))
    return found
