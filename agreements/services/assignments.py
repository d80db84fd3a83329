"""Who audits whom, where their other offices are known: an association that is paid does not audit who pays it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.models import Agreement, Mandate
from agreements.models.terms import parties_of
from office.clock import today
from office.models import Membership, Organization, User
from office.models.organizations import PUBLIC_KINDS
from office.models.people import Role
from office.refusals import Refusal
from office.services import assignments, organizations

Values = dict[str, Any]


def assign(values: Values, by: User, refusals: list[Refusal]) -> Membership:
    """Let somebody audit one's own organisation; never an account that acts, in that time, for an association which the
    organisation has an agreement with.

    Raises `Refused`: 403 for who is no officer of it, 400 with all that is wrong.
    """
    return assignments.assign(values, by, [*refusals, *_of_a_counterpart(values)])


def _of_a_counterpart(values: Values) -> list[Refusal]:
    username, named = values.get("username"), values.get("organization")
    audited = organizations.find(named) if named is not None else None
    if audited is None or not username:
        return []
    first = values.get("starts_on") or today()
    span = first, values.get("ends_on") or first
    reports = Membership.objects.within(*span).filter(user__username=username, role=Role.REPORTER)
    elected = Mandate.objects.within(*span).filter(user__username=username)
    acts = Q(pk__in=reports.values("organization"))
    acts |= Q(parent__in=reports.values("organization")) | Q(pk__in=elected.values("organization"))
    tree = Organization.objects.filter(Q(pk=audited.pk) | Q(parent=audited.pk) | Q(parent__parent=audited.pk))
    known = parties_of(Agreement.objects.filter(parties__organization__in=tree))
    found = Organization.objects.filter(acts, pk__in=known).exclude(kind__in=PUBLIC_KINDS).order_by("pk").first()
    if found is None:
        return []
    message = _("This account acts for %(name)s, which the audited has an agreement with: name somebody else.")
    return [
        Refusal("assignment.own_association", message % {"name": found.name}, "username", "somebody else", username)
    ]
