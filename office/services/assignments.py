"""Who audits whom: assignments, each by somebody's decision, for some years or all, through an expiry day.

An officer of the organisation records what its council or its auditors have decided. Who is audited gives access and
does not take it: before its last day an assignment is ended by the operator of the installation alone.
"""

from typing import Any

from django.utils.translation import gettext as _

from office.models import Membership, User
from office.models.people import Role
from office.refusals import Refusal, accepted, forbidden
from office.services import memberships, organizations

Values = dict[str, Any]


def assign(values: Values, by: User, refusals: list[Refusal]) -> Membership:
    """Let somebody audit one's own organisation, or a board of it, in some years or all, from today or later.

    Raises `Refused`: 403 for who is no officer of it, 400 with all that is wrong, also who works for it themselves.
    """
    named = values.get("organization")
    organization = organizations.find(named) if named is not None else None
    if named is not None and not memberships.is_officer(organization, by):
        raise forbidden("assignment.not_yours", _("Only an officer of the organisation records who audits it."))
    refusals = list(refusals)
    starts_on, ends_on = memberships.days(values, refusals)
    user = memberships.account(values, refusals)
    refusals += years_refusals(values.get("first_year"), values.get("last_year"))
    deciding = (Role.OFFICER, Role.REVIEWER)
    if user and organization and memberships.acts_for(user, organization, deciding, starts_on, ends_on):
        message = _("Who works for the organisation does not audit it.")
        refusals.append(Refusal("assignment.own_officer", message, "username", "somebody else", user.username))
    organization, user = accepted(organization, refusals), accepted(user, refusals)
    assignment = {name: values[name] for name in ("first_year", "last_year", "decision")}
    return memberships.grant(user, organization, Role.AUDITOR, starts_on, ends_on, by, **assignment)


def years_refusals(first: int | None, last: int | None) -> list[Refusal]:
    """What is wrong with the years of an assignment."""
    if first is None or last is None or first <= last:
        return []
    message = _("The last year, %(last)s, is before the first, %(first)s.") % {"last": last, "first": first}
    return [Refusal("assignment.years_out_of_order", message, "last_year", f">= {first}", last)]
