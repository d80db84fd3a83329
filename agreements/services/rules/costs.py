"""Of what members share: who is paid, and a key that can share each period's amount."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements import sharing
from agreements.cost_keys import CannotShareError
from agreements.services import cost_sharing
from agreements.services.rules.terms import Terms
from office.refusals import Refusal


def shared_costs(terms: Terms) -> Iterator[Refusal]:
    """A cost has a name of its own, a payee among the parties, and a key that can share each period's amount."""
    names: set[str] = set()
    for place, cost in enumerate(terms.shared_costs):
        at = f"shared_costs[{place}]"
        found = list(cost_sharing.fields(cost, at))
        found += terms.no_party(cost.get("payee"), f"{at}.payee")
        found += terms.wrong_periods(cost.get("amounts"), f"{at}.amounts")
        name = cost.get("name", "").casefold()
        if name and name in names:
            message = _("Another shared cost has this name.")
            found.append(Refusal("shared_cost.duplicate", message, f"{at}.name", "once", cost["name"]))
        names.add(name)
        members, wrong = terms.members(place)
        found += wrong
        readable = "basis" in cost and len(members) == len(cost.get("members") or members)
        if not found and readable:
            try:
                spans = zip(terms.periods(), terms.periods(), strict=True)
                sharing.shares([cost_sharing.state(cost, members)], spans)
            except CannotShareError as error:
                found += cost_sharing.trouble_refusals(error, at)
        yield from found
