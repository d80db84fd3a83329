"""What members share: read from a body, its rules, and the weights that its key counts.

A share is a commitment to funding of its own, whose recipient is the host: what is promised, paid and owed is counted
as of any other. How it is found is `agreements.sharing`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.cost_keys import CannotShareError, Trouble
from agreements.models.shared_costs import BY_INHABITANTS
from agreements.sharing import decimal
from office.bodies import plain
from office.language import kronor
from office.models import Organization, Population
from office.refusals import Refusal

Values = dict[str, Any]
Json = dict[str, Any]
#: Inhabitants by organisation and day.
Known = Mapping[tuple[int, date], Population]

#: Which fields only some bases have; where they have them they are needed.
ONLY: dict[str, frozenset[str]] = {
    "fixed": frozenset({"fixed_and_per_capita"}),
    "reference_date": frozenset(BY_INHABITANTS),
    "members": frozenset({"percentages", "usage"}),
}
WEIGHED_BY = {"percentages": "percent", "usage": "quantity"}
#: What a sentence calls a field.
CALLED = {
    "fixed": gettext_lazy("a fee of each member"),
    "reference_date": gettext_lazy("the day of which inhabitants are counted"),
    "members": gettext_lazy("its members, each with what it weighs"),
    "percent": gettext_lazy("each member's per cent"),
    "quantity": gettext_lazy("each member's quantity"),
}


def populations(costs: Iterable[Values], organizations: Iterable[Organization]) -> Known:
    """The inhabitants that the costs' keys count, in one query."""
    days = {cost["reference_date"] for cost in costs if cost.get("reference_date")}
    if not days:
        return {}
    ids = {pk for one in organizations for pk in (one.pk, one.parent_id) if pk}
    rows = Population.objects.filter(organization__in=ids, on__in=days)
    return {(row.organization_id, row.on): row for row in rows}


def fields(values: Values, at: str) -> Iterator[Refusal]:
    """What the basis needs it has, and nothing else; amounts are whole kronor, a year's or each period's."""
    basis = values.get("basis")
    for name, bases in ONLY.items():
        given = values.get(name) not in (None, [])
        if basis in bases and not given:
            message = _("This key needs %(field)s.") % {"field": CALLED[name]}
            yield Refusal("required", message, f"{at}.{name}", name, None)
        elif basis and given and basis not in bases and name != "members":
            message = _("This key counts nothing of this: %(field)s.") % {"field": CALLED[name]}
            yield Refusal("shared_cost.field_not_for_basis", message, f"{at}.{name}", sorted(bases), basis)
    if ("amount" in values) == bool(values.get("amounts")):
        message = _("Say what is shared: an amount a year or amounts per period, one of the two.")
        both = ["amount", "amounts"] if "amount" in values else None
        yield Refusal("shared_cost.amount_or_amounts", message, f"{at}.amount", "amount or amounts", both)
    for path, amount in _amounts(values):
        if amount != amount.to_integral_value():
            message = _("Shares are whole kronor, and so is what is shared.")
            yield Refusal("shared_cost.whole_kronor", message, f"{at}.{path}", "whole kronor", str(amount))


def _amounts(values: Values) -> Iterator[tuple[str, Decimal]]:
    """Every amount that must be whole, with its path."""
    yield from ((name, values[name]) for name in ("amount", "fixed") if values.get(name) is not None)
    for place, row in enumerate(values.get("amounts") or []):
        if row and "amount" in row:
            yield f"amounts[{place}].amount", row["amount"]
    for place, row in enumerate(values.get("members") or []):
        for name in ("floor", "ceiling"):
            if row and row.get(name) is not None:
                yield f"members[{place}].{name}", row[name]


def members(
    values: Values, at: str, parties: Iterable[Organization], named: Mapping[Any, Organization], known: Known
) -> tuple[list[Json], list[Refusal]]:
    """The members as the key counts them, and what is wrong with them; left out they are all public parties."""
    if values.get("basis") in WEIGHED_BY and not values.get("members"):
        return [], []  # told already: this key needs them
    public = [one for one in parties if one.public]
    rows = values.get("members") or [{"organization": one.pk} for one in public]
    by_name = {**named, **{one.pk: one for one in public}}
    found: list[Json] = []
    refusals: list[Refusal] = []
    for place, row in enumerate(rows):
        one = by_name.get((row or {}).get("organization"))
        if one is None:
            continue  # told already
        path = f"{at}.members[{place}]" if values.get("members") else f"{at}.members"
        refusals += _not_a_member(one, public, found, path)
        weight, source, wrong = _weight(one, row, values, path, known)
        refusals += wrong
        if weight is not None:
            bounds = {name: None if row.get(name) is None else str(row[name]) for name in ("floor", "ceiling")}
            said = {"organization": one.pk, "code": code(one), "weight": str(weight), "source": source}
            found.append(said | bounds)
    if len(rows) < 2:
        message = _("A cost is shared by two at least.")
        refusals.append(Refusal("shared_cost.too_few", message, f"{at}.members", ">= 2", len(rows)))
    return found, refusals


def _not_a_member(one: Organization, public: list[Organization], found: list[Json], path: str) -> Iterator[Refusal]:
    if one.pk not in {party.pk for party in public}:
        message = _("%(name)s is not among the public parties, which share.") % {"name": one.name}
        yield Refusal("shared_cost.not_a_public_party", message, f"{path}.organization", "a public party", one.pk)
    if any(member["organization"] == one.pk for member in found):
        message = _("%(name)s shares the same cost twice.") % {"name": one.name}
        yield Refusal("shared_cost.member_twice", message, f"{path}.organization", "once", one.pk)


def code(one: Organization) -> str:
    """What orders members where remainders are equal: the municipality code, of a board its municipality's."""
    above = one.parent
    return one.municipality_code or (above.municipality_code if above else "") or one.number or f"~{one.pk}"


def _weight(
    one: Organization, row: Values, values: Values, path: str, known: Known
) -> tuple[Decimal | None, str, list[Refusal]]:
    """What the key counts of a member, and where the figure is from."""
    basis = values.get("basis")
    if basis in WEIGHED_BY:
        name = WEIGHED_BY[basis]
        if row.get(name) is None:
            message = _("This key needs %(field)s.") % {"field": CALLED[name]}
            return None, "", [Refusal("required", message, f"{path}.{name}", name, None)]
        return row[name], "", []
    message = _("This key counts nothing of this: %(field)s.")
    wrong = [
        Refusal("shared_cost.field_not_for_basis", message % {"field": CALLED[name]}, f"{path}.{name}", needed, basis)
        for needed, name in WEIGHED_BY.items()
        if row.get(name) is not None
    ]  # fmt: skip
    if basis not in BY_INHABITANTS:
        return Decimal(1), "", wrong
    on = values.get("reference_date")
    if on is None:
        return None, "", wrong
    figure = known.get((one.pk, on)) or known.get((one.parent_id or 0, on))
    if figure is None:
        message = _("There is no figure here of the inhabitants of %(name)s on %(on)s.") % {"name": one.name, "on": on}
        return None, "", [*wrong, Refusal("population.missing", message, path, str(on), None)]
    return Decimal(figure.inhabitants), figure.source, wrong


def state(values: Values, counted: list[Json]) -> Json:
    """A cost of a body as its row keeps it, holding from the first day."""
    kept = plain({name: values.get(name) for name in ("basis", "amount", "fixed", "reference_date")})
    return {"from": None, **kept, "amounts": plain(values.get("amounts") or []), "members": counted}


def as_day(text: str | None) -> date | None:
    """A day from the form in which a row keeps it."""
    return None if text is None else date.fromisoformat(text)


def trouble_refusals(error: CannotShareError, at: str) -> list[Refusal]:
    """Each kind of trouble once, from the first day on which it is one."""
    seen: dict[str, Trouble] = {}
    for trouble in error.troubles:
        seen.setdefault(trouble.code, trouble)
    return [_refusal(trouble, at) for trouble in seen.values()]


def _refusal(trouble: Trouble, at: str) -> Refusal:
    expected, actual = decimal(trouble.expected), decimal(trouble.actual)
    told = {"day": trouble.starts_on, "expected": expected, "actual": actual}
    sums = {**told, "expected": kronor(Decimal(expected)), "actual": kronor(Decimal(actual))}
    match trouble.code:
        case "members.none":
            message = _("From %(day)s on nobody shares the cost.") % told
            return Refusal("shared_cost.members_none", message, at, expected, actual)
        case "weights.none":
            message = _("From %(day)s on the key counts nothing for anybody.") % told
            return Refusal("shared_cost.weights_none", message, at, expected, actual)
        case "percentages.sum":
            message = _("From %(day)s on the percentages sum to %(actual)s; they must sum to 100.") % told
            return Refusal("shared_cost.percentages_sum", message, at, expected, actual)
        case "amounts.missing":
            message = _("Of the period that begins on %(day)s no amount is said that is shared.") % told
            return Refusal("shared_cost.amounts_missing", message, f"{at}.amounts", expected, actual)
        case "bounds.crossed":
            message = _("From %(day)s on a floor, %(actual)s, lies above its ceiling, %(expected)s.") % sums
            return Refusal("shared_cost.bounds_crossed", message, at, expected, actual)
        case "bounds.above_amount":
            message = _("From %(day)s on fees and floors are %(actual)s; %(expected)s are shared.") % sums
            return Refusal("shared_cost.bounds_above_amount", message, at, expected, actual)
    message = _("From %(day)s on the ceilings are %(actual)s; %(expected)s are shared.") % sums
    return Refusal("shared_cost.bounds_below_amount", message, at, expected, actual)
