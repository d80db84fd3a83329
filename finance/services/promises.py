"""Which promise of money a request is about, and to whom; what is the only possibility need not be said."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement, Commitment, Party
from agreements.selectors import funding, recipients
from agreements.services.lifecycle import party_named
from office.refusals import Refusal

Values = dict[str, Any]


def commitment_said(agreement: Agreement, values: Values, refusals: list[Refusal]) -> Commitment | None:
    """The funding commitment that is named, or the only one."""
    possible = funding(agreement)
    pk = values.get("commitment")
    found = [row for row in possible if pk in (None, row.pk)]
    if len(found) == 1:
        return found[0]
    ids = [row.pk for row in possible]
    if pk is None and found:
        message = _("The agreement has several funding commitments: say which.")
        refusals.append(Refusal("required", message, "commitment", ids, None))
    else:
        message = _("The agreement has no such funding commitment.")
        refusals.append(Refusal("commitment.unknown", message, "commitment", ids, pk))
    return None


def recipient_said(
    agreement: Agreement,
    commitment: Commitment,
    values: Values,
    refusals: list[Refusal],
    former: Collection[int] = (),
) -> Party | None:
    """The recipient that is named, or the only one that the commitment's money can go to; so can it to the `former`
    ones (parties' ids) where that is what the request is about."""
    possible = recipients(agreement, commitment)
    possible += [one for one in agreement.parties.all() if one.pk in former and one not in possible]
    names = [party.organization.name for party in possible]
    if values.get("recipient") is None:
        if len(possible) == 1:
            return possible[0]
        message = _("The money can go to several recipients: say to whom.")
        refusals.append(Refusal("required", message, "recipient", names, None))
        return None
    party = party_named(agreement, values["recipient"], refusals, "recipient")
    if party and party not in possible:
        message = _("%(name)s does not receive this money.") % {"name": party.organization.name}
        refusals.append(Refusal("payment.not_a_recipient", message, "recipient", names, values["recipient"]))
    return party
