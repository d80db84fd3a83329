"""Who would be paid by an amendment, or by what is agreed beside it, after having left."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from agreements.amending import Document
from agreements.amendment_words import Names
from agreements.receiving import Unreceived, unreceived
from agreements.services.documents import Dated
from agreements.services.resolving.reading import Json, place_of
from office.language import current_language
from office.models import Organization
from office.numbers import day
from office.refusals import Refusal


def wrong_recipients(without: Sequence[Dated], with_it: Sequence[Dated], change: Json) -> Iterator[Refusal]:
    """A refusal for each promise that the change leaves with nobody to be paid; what was so before stays."""
    known = {(one.commitment, one.recipient) for one in unreceived(without)}
    found = [one for one in unreceived(with_it) if (one.commitment, one.recipient) not in known]
    told: set[tuple[int | None, object]] = set()
    for one in found:
        about = (one.shared_cost, None if one.shared_cost else one.commitment)
        if about not in told:
            yield _refusal(one, with_it[-1].terms, change)
        told.add(about)


def _refusal(one: Unreceived, terms: Document, change: Json) -> Refusal:
    ids = {row["party"]: row["organization"] for row in terms["parties"]}
    names = Names(terms, dict(Organization.objects.filter(pk__in=ids.values()).values_list("pk", "name")))
    language, who = current_language(), ids.get(one.recipient)
    said = {"day": day(one.since, language), "name": names.by_party.get(one.recipient, "")}
    at = _place(one, change)
    if one.shared_cost:
        message = _("%(name)s is no party on %(day)s, and %(cost)s is still paid to it: name another payee.")
        said["cost"] = names.cost(str(one.shared_cost))
        return Refusal("amendment.payee_leaves", message % said, at, "another payee", who)
    said["what"] = names.promise(str(one.commitment), language)
    if one.recipient is None:
        message = _(
            "No recipient is a party on %(day)s, and something is still paid to them (%(what)s): name one who is "
            "there, or let the promise end."
        )
    else:
        message = _(
            "%(name)s is no party on %(day)s, and something is still paid to it (%(what)s): name another recipient "
            "from that day, or let the promise end."
        )
    return Refusal("amendment.recipient_leaves", message % said, at, "another recipient", who)


def _place(one: Unreceived, change: Json) -> str:
    """Where the change lets it leave, else where it makes it the recipient or the payee."""
    leaving = [row["party"] for row in change.get("leave", [])]
    if one.recipient in leaving or (one.recipient is None and leaving):
        return f"leave[{leaving.index(one.recipient) if one.recipient else 0}].organization"
    added = [row["id"] for row in change.get("add", [])]
    if one.commitment in added:
        return f"add[{added.index(one.commitment)}].recipient"
    if one.shared_cost:
        return place_of(one.shared_cost, "shared_costs", "shared_cost", change.get("shared_costs", [])) + ".payee"
    return place_of(one.commitment, "commitments", "commitment", change.get("commitments", [])) + ".recipient"
