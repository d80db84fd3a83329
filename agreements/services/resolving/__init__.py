"""A request for an amendment as a change of the terms (`agreements.amending`): names become ids, what a joining member
weighs is looked up, and everything wrong is told at once."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.services.documents import Dated
from agreements.services.resolving import costs, over, parties, promises, receiving, term
from agreements.services.resolving.reading import Json, Reading, Values
from office.bodies import plain
from office.refusals import Refusal

__all__ = ["resolved", "wrong_terms"]


def resolved(agreement: Agreement, values: Values, number: int, refusals: list[Refusal]) -> Json:
    """The change; incomplete where refusals say why."""
    reading = Reading(agreement, values, number, refusals)
    change: Json = {"number": number, "effective_on": str(values.get("effective_on"))}
    change |= {name: plain(values[name]) for name in ("title", "ends_on", "conditions") if name in values}
    reading.refusals += [*term.wrong_days(reading), *_twice(reading), *over.rewritten(reading)]
    rows = {
        "join": list(parties.joining(reading)),
        "leave": list(parties.leaving(reading)),
        "commitments": list(promises.changed(reading)),
        "add": list(promises.added(reading)),
        "shared_costs": list(costs.changed(reading)),
    }
    return change | {name: said for name, said in rows.items() if said}


def wrong_terms(without: Sequence[Dated], with_it: Sequence[Dated], change: Json) -> list[Refusal]:
    """What would be wrong with the terms once the change is among all that is agreed."""
    return [*term.wrong_terms(with_it[-1].terms, change), *receiving.wrong_recipients(without, with_it, change)]


def _twice(reading: Reading) -> Iterator[Refusal]:
    """What a change sets of one thing stands in one row: of two rows only the last would hold."""
    for name, key in (("leave", "organization"), ("commitments", "commitment"), ("shared_costs", "shared_cost")):
        seen: set[Any] = set()
        for place, row in enumerate(reading.rows(name)):
            one = reading.organization(row) if key == "organization" else row.get(key)
            if one is not None and one in seen:
                message = _("It stands in the amendment twice: say everything about it in one place.")
                yield Refusal("amendment.twice", message, f"{name}[{place}].{key}", "once", row[key])
            seen.add(one)
