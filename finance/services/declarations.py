"""What associations declare of aid from elsewhere, and which organisations are one undertaking."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from agreements.models.terms import known_to
from finance.models import StateAidDeclaration, UndertakingLink
from office.access import acting
from office.models import Organization, User
from office.refusals import Refusal, accepted, forbidden
from office.services import organizations, trail
from office.services.dates import event_date

Values = dict[str, Any]
ONE_DAY = timedelta(days=1)


def declare(values: Values, by: User, refusals: list[Refusal]) -> StateAidDeclaration:
    """Record aid that an association has had from others: its own reporter, or an officer who has its paper.

    Raises `Refused`: 403 for anybody else, 400 with all that is wrong.
    """
    with transaction.atomic():
        refusals = list(refusals)
        organization = _association(values.get("organization") or _only_own(by), "organization", refusals)
        officer = organization is not None and _officer_for(organization, by)
        if organization and not officer and organization.pk not in acting(by).reporter:
            message = _("Only the association's own reporter, or an officer with its paper, declares for it.")
            raise forbidden("state_aid.not_a_declarer", message)
        declared_on = event_date(values.get("declared_on"), path="declared_on", officer=officer, refusals=refusals)
        _refuse_later(values.get("granted_on"), declared_on, refusals)
        replaced = _replaced(StateAidDeclaration, values, {"organization": organization}, refusals)
        if values.get("amount") == 0 and replaced is None and values.get("replaces") is None:
            message = _("Nothing is declared: an amount of 0 only takes back a declaration that it replaces.")
            refusals.append(Refusal("not_positive", message, "amount", "> 0", "0.00"))
        rate = _rate(values, refusals)
        made = StateAidDeclaration.objects.create(
            organization=accepted(organization, refusals),
            declared_on=declared_on,
            rate=accepted(rate, refusals),
            replaces=replaced,
            recorded_by=by,
            **{name: values[name] for name in TOLD},
        )
        data = {name: str(getattr(made, name)) for name in (*TOLD, "rate")} | {"on": str(declared_on)}
        data["replaces"] = str(values.get("replaces") or "")
        trail.record("state_aid.declared", by=by, subject=made, concerns=_concerned(made.organization, by), data=data)
    return made


TOLD = ("giver", "kind", "amount", "currency", "rate_source", "granted_on", "document")


def link(values: Values, by: User, refusals: list[Refusal]) -> UndertakingLink:
    """Record that two organisations are one undertaking from–to, with its source. Officers of their municipalities do.

    Raises `Refused`: 403 for anybody else, 400 with all that is wrong.
    """
    with transaction.atomic():
        refusals = list(refusals)
        _hold(values.get("organization"), values.get("other"))
        one = _association(values.get("organization"), "organization", refusals)
        other = _association(values.get("other"), "other", refusals)
        pair = [each for each in (one, other) if each]
        if not any(_officer_for(each, by) for each in pair) and (pair or not acting(by).officer):
            message = _("Only an officer of a municipality that has an agreement with one of them says so.")
            raise forbidden("state_aid.officers_only", message)
        if one and one == other:
            message = _("An organisation is one undertaking with itself already.")
            refusals.append(Refusal("state_aid.link_of_one", message, "other", "another organisation", one.name))
        _refuse_backwards(values, refusals)
        replaced = _replaced(UndertakingLink, values, {"organization": one, "other": other}, refusals)
        made = UndertakingLink.objects.create(
            organization=accepted(one, refusals),
            other=accepted(other, refusals),
            replaces=replaced,
            recorded_by=by,
            **{name: values[name] for name in ("starts_on", "ends_on", "source")},
        )
        data = {"organization": made.organization_id, "other": made.other_id, "source": made.source}
        data |= {"starts_on": str(made.starts_on), "ends_on": str(made.ends_on or ""), "replaces": made.replaces_id}
        told = [*_concerned(made.organization, by), made.other_id]
        trail.record("state_aid.linked", by=by, subject=made, concerns=told, data=data)
    return made


def _only_own(by: User) -> int | None:
    """The association of who reports for one only."""
    mine = acting(by).reporter
    return next(iter(mine)) if len(mine) == 1 else None


def _hold(*named: int | str | None) -> None:
    """Hold the organisations in the order of their ids: two who link A with B and B with A wait, and never for each
    other."""
    found = [organizations.find(one) for one in named if one is not None]
    ids = [one.pk for one in found if one]
    list(Organization.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _association(named: int | str | None, path: str, refusals: list[Refusal]) -> Organization | None:
    """The organisation that is named, held until the transaction ends; one that is not public."""
    if named is None:
        if all(refusal.path != path for refusal in refusals):
            refusals.append(Refusal("required", _("Say which organisation."), path, "number or id", None))
        return None
    seen = organizations.find(named)
    found = Organization.objects.select_for_update().get(pk=seen.pk) if seen else None
    if found is None:
        message = _("There is no organisation %(named)s here.") % {"named": named}
        refusals.append(Refusal("organization.unknown", message, path, "number or id", named))
    elif found.public:
        message = _("%(name)s is public: it gives aid here and receives none.") % {"name": found.name}
        refusals.append(Refusal("state_aid.public_recipient", message, path, "not public", found.kind))
        return None
    return found


def _officer_for(organization: Organization, by: User) -> bool:
    """Whether a municipality that the user is an officer of has an agreement with the organisation."""
    mine = acting(by).officer
    return bool(mine) and known_to(by, officers_only=True).filter(organization=organization).exists()


def _concerned(organization: Organization, by: User) -> list[int]:
    """Whose people read of it: the organisation's, and those of whoever recorded it."""
    return [organization.pk, *sorted(acting(by).officer)]


def _refuse_later(granted_on: date | None, declared_on: date, refusals: list[Refusal]) -> None:
    if granted_on and granted_on > declared_on:
        message = _("It was granted on %(granted)s, after the day it is declared, %(declared)s.")
        told = message % {"granted": granted_on, "declared": declared_on}
        refusals.append(Refusal("date.out_of_order", told, "granted_on", f"<= {declared_on}", str(granted_on)))


def _refuse_backwards(values: Values, refusals: list[Refusal]) -> None:
    """It may end the day before it starts: then it was recorded by mistake and never in force."""
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on - ONE_DAY:
        message = _("It ends before it starts.")
        refusals.append(Refusal("date.out_of_order", message, "ends_on", f">= {starts_on - ONE_DAY}", str(ends_on)))


def _replaced(model: type[models.Model], values: Values, like: Values, refusals: list[Refusal]) -> Any:
    """The row that this one replaces: of the same organisations, and replaced by none yet."""
    pk = values.get("replaces")
    if pk is None:
        return None
    found = model._default_manager.filter(pk=pk, replaced_by__isnull=True, **like).first()
    if found is None:
        message = _("There is no such row %(id)s of the same organisation that still stands.") % {"id": pk}
        refusals.append(Refusal("state_aid.not_replaceable", message, "replaces", "a row that stands", pk))
    return found


def _rate(values: Values, refusals: list[Refusal]) -> Decimal | None:
    """1 for euros; for kronor what is said, with its source."""
    if values.get("currency") != "SEK":
        if values.get("rate") is not None:
            message = _("An amount in euros has no rate.")
            refusals.append(Refusal("state_aid.rate_not_needed", message, "rate", None, str(values["rate"])))
        return Decimal(1)
    wrong = {refusal.path for refusal in refusals}
    for name in ("rate", "rate_source"):
        if not values.get(name) and name not in wrong:
            message = _("What is aid counts in euros: give the rate when it was granted, and its source.")
            refusals.append(Refusal("state_aid.rate_needed", message, name, "SEK per EUR, with its source", None))
    rate: Decimal | None = values.get("rate")
    return rate
