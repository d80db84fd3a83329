"""Record who signs for an association and who audits it, by its minutes; and end such a mandate before its time."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agreements.models import Mandate, MandateEnd, Party
from agreements.models.mandates import Seat, Signs
from agreements.models.terms import known_to
from agreements.selectors import conflicted
from office.access import AnyUser, acting
from office.clock import today
from office.models import Membership, Organization, User
from office.models.people import Role
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import organizations, revisions, trail

Values = dict[str, Any]
TOLD = ("name", "office", "seat", "signs", "minutes")


def record(values: Values, by: User, refusals: list[Refusal]) -> Mandate:
    """Record a mandate from the association's minutes: its own reporter, or an officer who has the paper.

    Raises `Refused`: 403 for anybody else, 400 with all that is wrong.
    """
    refusals = list(refusals)
    organization = association(values, by, refusals)
    account = _account(values, organization, refusals)
    refusals += _dates(values)
    if values.get("seat") == Seat.AUDITOR and values.get("signs") not in (None, Signs.NOT):
        message = _("Who audits the association does not sign for it.")
        refusals.append(Refusal("mandate.auditor_signs", message, "signs", Signs.NOT, values["signs"]))
    organization = accepted(organization, refusals)
    with transaction.atomic():
        made = Mandate.objects.create(
            organization=organization,
            user=account,
            recorded_by=by,
            **{name: values[name] for name in (*TOLD, "minutes_on", "starts_on", "ends_on")},
        )
        data = {name: getattr(made, name) for name in TOLD if name != "name"}
        data |= {name: str(getattr(made, name) or "") for name in ("minutes_on", "starts_on", "ends_on")}
        _tell("mandate.recorded", made, by, data)
    return made


def end(mandate: Mandate, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Mandate:
    """End a mandate through its last day, by the minutes that say so. A day before its first: it never was one.

    Raises `Refused`: 403 for those who do not record mandates, 409 when it has ended, 412, 400 with all that is wrong.
    """
    if not recordable([mandate.organization_id], by):
        raise _not_yours(mandate.organization_id, by)
    revisions.require(mandate, expected)
    refusals = list(refusals)
    last_day: date | None = values.get("last_day")
    if last_day and mandate.ends_on and last_day > mandate.ends_on:
        message = _("The mandate ends on %(day)s anyway.") % {"day": mandate.ends_on}
        refusals.append(Refusal("date.out_of_order", message, "last_day", f"<= {mandate.ends_on}", str(last_day)))
    last_day = accepted(last_day, refusals)
    try:
        with transaction.atomic():
            made = MandateEnd.objects.create(
                mandate=mandate, last_day=last_day, minutes=values["minutes"], recorded_by=by
            )
            _tell("mandate.ended", mandate, by, {"last_day": str(last_day), "minutes": made.minutes})
    except IntegrityError as twice:
        raise conflict("mandate.ended", _("The mandate has been ended already; what was recorded stands.")) from twice
    return Mandate.objects.select_related("end").get(pk=mandate.pk)


def recordable(organizations: Collection[int], by: AnyUser) -> frozenset[int]:
    """For which of these organisations the user records mandates: their own reporter, or an officer of a municipality
    that has an agreement with them, who has no conflict of interest in a case of theirs."""
    mine = acting(by)
    own = mine.reporter.intersection(organizations)
    if not mine.officer:
        return own
    known = known_to(by, officers_only=True).filter(organization__in=organizations)
    return own.union(known.exclude(organization__in=_apart(by)).values_list("organization", flat=True))


def _apart(by: AnyUser) -> QuerySet[Party, Any]:
    """The parties (ids of organisations) to the cases in which the user has a conflict of interest."""
    return Party.objects.filter(agreement__in=conflicted(by)).order_by().values("organization")


def actions(mandate: Mandate, by: AnyUser) -> list[str]:
    """What this user may do with a mandate now."""
    return ["end"] if not hasattr(mandate, "end") and recordable([mandate.organization_id], by) else []


def _tell(kind: str, mandate: Mandate, by: User, data: Values) -> None:
    """Whom it names stands in the mandate; the trail says which seat. It concerns the association and who recorded
    it."""
    concerned = [mandate.organization_id, *sorted(acting(by).officer)]
    told = {"organization": mandate.organization_id, **data}
    trail.record(kind, by=by, subject=mandate, concerns=concerned, data=told)


def _not_yours(organization: int | None = None, by: AnyUser | None = None) -> Exception:
    """403: for a stranger, and for an officer with a conflict of interest in a case of the association."""
    if by is not None and _apart(by).filter(organization=organization).exists():
        message = _(
            "You have a conflict of interest in a case of this association: a colleague records what it decides."
        )
        return forbidden("conflict.of_interest", message)
    message = _("Only the association's own reporter, or an officer with its minutes, records what they say.")
    return forbidden("mandate.not_yours", message)


def association(values: Values, by: User, refusals: list[Refusal]) -> Organization | None:
    """The association: the one that is named, or the only one that the user reports for."""
    named = values.get("organization")
    if named is None and len(acting(by).reporter) == 1:
        named = next(iter(acting(by).reporter))
    if named is None:
        if not (acting(by).reporter or acting(by).officer):
            raise _not_yours()
        if all(refusal.path != "organization" for refusal in refusals):
            refusals.append(Refusal("required", _("Say which organisation."), "organization", "number or id", None))
        return None
    found = organizations.find(named)
    if found is None or not recordable([found.pk], by):
        raise _not_yours(found.pk if found else None, by)
    if found.public:
        message = _("%(name)s is public: it decides by its boards.") % {"name": found.name}
        refusals.append(Refusal("mandate.public", message, "organization", "not public", found.kind))
    return found


def _account(values: Values, organization: Organization | None, refusals: list[Refusal]) -> User | None:
    """The account that hands in by the mandate: one that reports for the association."""
    named = values.get("username")
    if not named or organization is None:
        return None
    tree = [organization.pk, organization.parent_id, organization.parent and organization.parent.parent_id]
    acts = Membership.objects.in_force(today()).filter(role=Role.REPORTER, organization__in=[pk for pk in tree if pk])
    found = User.objects.filter(username=named, memberships__in=acts).first()
    if found is None:
        message = _("Nobody who reports for %(name)s has this account.") % {"name": organization.name}
        refusals.append(Refusal("mandate.no_account", message, "username", "an account that reports for it", named))
    return found


def _dates(values: Values) -> list[Refusal]:
    """Minutes are of a day that has been, and a mandate ends after it starts."""
    found = []
    minutes_on, starts_on, ends_on = (values.get(name) for name in ("minutes_on", "starts_on", "ends_on"))
    if minutes_on and minutes_on > today():
        message = _("The minutes are from %(day)s, which has not come.") % {"day": minutes_on}
        found.append(Refusal("date.future", message, "minutes_on", f"<= {today()}", str(minutes_on)))
    if starts_on and ends_on and ends_on < starts_on:
        message = _("It ends before it starts.")
        found.append(Refusal("date.out_of_order", message, "ends_on", f">= {starts_on}", str(ends_on)))
    return found
