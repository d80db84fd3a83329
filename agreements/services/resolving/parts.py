"""What an amendment makes of the parts of an own contribution, and that they fit its amount on every day afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.amending import spans
from agreements.services import registration, rules
from agreements.services.resolving.reading import Json, Reading, Values
from agreements.services.rules.parts import components
from agreements.services.rules.terms import Terms
from office.bodies import plain
from office.refusals import Refusal

ABOVE = "components.above_total"


def kept(parts: list[Values] | None) -> list[Json]:
    """Components with the counting that they have unless they say another; what could not be read is refused."""
    read = [one for one in parts or [] if one and "kind" in one]
    return [plain({"counting": registration.COUNTING[one["kind"]], **one}) for one in read]


def changed(reading: Reading, row: Json, said: Values, at: str) -> Json:
    """Parts of a new yearly amount, from the first day of a period: a report tells of a whole period. Where the
    commitment states no amount of its own it is the sum of its parts, and remains so."""
    path, effective = f"{at}.components", str(reading.values.get("effective_on"))
    starts = [str(period.starts_on) for period, _whole in spans(reading.terms)]
    summed = "amount" not in said and bool(said["components"]) and _states_none(row)
    if "amount" not in said and not summed:
        message = _("Components are parts of a yearly amount: say the amount too.")
        reading.refusals.append(Refusal("components.need_yearly_amount", message, path, "amount", None))
    if effective not in starts:
        message = _("Components change with the first day of a period: %(days)s.") % {"days": ", ".join(starts)}
        reading.refusals.append(Refusal("amendment.components_within_period", message, "effective_on", starts, None))
    wrong = list(_wrong(reading, effective, row["kind"], said["components"], said.get("amount")))
    reading.refusals += [replace(one, path=one.path.replace("commitments[0]", at, 1)) for one in wrong]
    reading.refusals += [] if wrong else _above_later(reading, row, said["components"], path)
    change: Json = {"components": kept(said["components"])}
    if summed:
        amount = registration.amount_of({"kind": row["kind"], "components": said["components"]})
        change["amount"] = None if amount is None else str(amount)
    return change


def staying(reading: Reading, row: Json, said: Values, at: str) -> Iterator[Refusal]:
    """A refusal where a new amount is less than the parts that stay as they are."""
    effective = str(reading.values.get("effective_on"))
    begun = [step["components"] for step in row["steps"] if step["from"] <= effective]
    parts = next((one for one in reversed(begun) if one is not None), row["components"])
    yield from _above(reading, effective, row["kind"], _read(parts), said["amount"], f"{at}.amount")


def _above_later(reading: Reading, row: Json, parts: list[Values], path: str) -> Iterator[Refusal]:
    """The same of an amount that is agreed already for a later day, until the parts are said anew."""
    for step in row["steps"]:
        if step["from"] > str(reading.values.get("effective_on")):
            if step["components"] is not None:
                return
            if step["amount"] is not None:
                yield from _above(reading, step["from"], row["kind"], parts, Decimal(step["amount"]), path)


def _above(reading: Reading, day: str, kind: str, parts: list[Values], amount: Decimal, path: str) -> Iterable[Refusal]:
    found = [one for one in _wrong(reading, day, kind, parts, amount) if one.code == ABOVE]
    return [replace(one, path=path) for one in found[:1]]


def _wrong(reading: Reading, day: str, kind: str, parts: Any, amount: Decimal | None) -> Iterator[Refusal]:
    """What registration would say of the parts, through the periods from a day on, by the conditions that there are
    with the amendment."""
    days = [period for period, _whole in spans(reading.terms) if str(period.ends_on) >= day]
    promise = {"kind": kind, "per": "year", "components": parts}
    values: Values = {
        "conditions": conditions(reading),
        "commitments": [promise | ({} if amount is None else {"amount": amount})],
    }
    if days:
        ends_on = reading.values.get("ends_on") or days[-1].ends_on
        values |= {"starts_on": days[0].starts_on, "ends_on": max(ends_on, days[0].ends_on)}
    terms = Terms(values)
    for rule in (components, *rules.FURTHER):
        yield from rule(terms)


def conditions(reading: Reading) -> Values:
    """The agreement's conditions with those that the amendment sets."""
    said: Values = reading.terms["conditions"] | (reading.values.get("conditions") or {})
    return said


def _states_none(row: Json) -> bool:
    """Whether no amount was ever stated: the promise is what its parts are worth."""
    return row["amount"] is None and not row["amounts"] and not any(step["amount"] for step in row["steps"])


def _read(parts: list[Json]) -> list[Values]:
    """Parts that are kept, as a body is read."""
    money = ("amount", "hours")
    return [
        {name: Decimal(value) if name in money else value for name, value in part.items() if value is not None}
        for part in parts
    ]
