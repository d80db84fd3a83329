"""Who decides: a public party by its board, or by a delegate; recorded by that party's own officer only."""

from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.services.lifecycle import party_named
from office.access import acting
from office.models import User
from office.refusals import Refusal, forbidden

Values = dict[str, Any]

#: What every decision says of itself, beside its party and its day.
WORDS = ("reason", "body", "delegation_point", "paragraph")


def decider(agreement: Agreement, values: Values, by: User, refusals: list[Refusal]) -> Party | None:
    """The public party that decides. Raises `Refused` (403) where the user is not an officer of it."""
    party = party_named(agreement, values.get("organization"), refusals)
    if party and not party.organization.public:
        message = _("%(name)s is not public: it decides nothing.") % {"name": party.organization.name}
        kind = party.organization.kind
        refusals.append(Refusal("decision.not_public", message, "organization", "a public party", kind))
    elif party and party.organization_id not in acting(by).officer:
        raise forbidden("decision.not_yours", _("Each party decides for itself: only its own officer records it."))
    return party


def words(values: Values) -> Values:
    """What the decision says of itself, as columns."""
    return {name: values[name] for name in WORDS}
