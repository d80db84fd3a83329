"""What an agreement's terms are once an amendment holds, and what that changes.

Terms are a *document*: everything that an amendment can change, as JSON. An amendment is *applied* to it; of several
the one with the earlier effective date first, then the one with the lower number. What was before the effective date
stays: a yearly amount gets a further step, a shared cost a further state, a former recipient is remembered.

    {"title", "starts_on", "ends_on", "last_day", "conditions",
     "parties": [{"party", "organization", "role", "left_on"}],
     "commitments": [{"id", "party", "recipient", "former", "kind", "name", "unit", "amount", "amounts", "steps",
                      "components", "instalments", "clause", "shared_cost", "shares"}],
     "shared_costs": [{"id", "name", "payee", "instalments", "clause", "history": [...]}]}

Dates are ISO texts and inclusive, amounts decimal texts (SEK; an activity's in its unit). `last_day` is the last day of
a term that was shortened: its periods keep their labels, as after a termination. `party` is the party's id; one that
joins by an amendment, and a commitment that comes with it, has the key of that amendment until its row is made; one
that joins again is the party that it was.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, cast

from agreements import sharing
from agreements.amounts import ORE, ZERO, kept_share, promised_in, yearly_in
from agreements.cost_keys import CannotShareError
from agreements.periods import Basis, Period, cut, periods

Document = dict[str, Any]
Change = Mapping[str, Any]
ONE_DAY = timedelta(days=1)
#: A change of the agreement's value by more than this is said.
MAJOR = Fraction(20, 100)


class Promised(NamedTuple):
    """What a commitment promises in a period before and after, SEK (or its unit); None: nothing."""

    commitment: Any
    period: str
    before: Decimal | None
    after: Decimal | None


class CostsNotSharedError(CannotShareError):
    """Shared costs that cannot be shared by the terms; `by_cost` says why, by the costs' ids."""

    def __init__(self, found: Mapping[int, CannotShareError]) -> None:
        super().__init__([trouble for error in found.values() for trouble in error.troubles])
        self.by_cost = dict(found)


def through(terms: Document) -> date:
    """The last day of the term, inclusive, as amendments have left it."""
    return _day(terms["last_day"] or terms["ends_on"])


def spans(terms: Document) -> list[tuple[Period, Period]]:
    """The periods of the term, each with the whole one before it was shortened."""
    basis = terms["conditions"].get("period_basis", {}).get("value", "calendar_year")
    whole = periods(_day(terms["starts_on"]), _day(terms["ends_on"]), cast(Basis, basis))
    left = cut(whole, _day(terms["last_day"])) if terms["last_day"] else whole
    return list(zip(left, whole, strict=False))


def steps_of(row: Mapping[str, Any]) -> tuple[tuple[date, Decimal | None], ...]:
    """A commitment's yearly amounts from later days on."""
    return tuple((_day(one["from"]), _decimal(one["amount"])) for one in row["steps"])


def promises(terms: Document) -> dict[tuple[Any, str], Decimal]:
    """SEK (or its unit) by commitment and period, before index and appropriation; what promises nothing is left out."""
    found = {}
    for row in terms["commitments"]:
        listed = [(one["period"], Decimal(one["amount"])) for one in row["amounts"]]
        for period, whole in spans(terms):
            yearly = yearly_in(_decimal(row["amount"]), steps_of(row), whole)
            amount = promised_in(yearly, listed, period, whole, sharing.parts_of(row["shares"]))
            if amount is not None:
                found[row["id"], period.label] = amount
    return found


def changed(before: Document, after: Document) -> list[Promised]:
    """Every promise that differs, in the order of commitments and periods."""
    old, new = promises(before), promises(after)
    keys = list(dict.fromkeys([*old, *new]))
    return [Promised(*key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def funding(terms: Document) -> Decimal:
    """What the agreement is worth: all funding that is promised through its term, SEK."""
    kinds = {row["id"]: row["kind"] for row in terms["commitments"]}
    return sum((amount for (pk, _), amount in promises(terms).items() if kinds[pk] == "funding"), ZERO)


class Difference(NamedTuple):
    """What a change makes of the terms: `before` and `after` on its own day, and `without` and `at_last`, when all else
    that is agreed has taken effect. How much is promised follows from the latter two: what is agreed for a later day,
    such as a member that joins, may share what the change makes dearer."""

    before: Document
    after: Document
    without: Document
    at_last: Document

    @property
    def worth(self) -> "Worth":
        """All funding through the term without it and with it, SEK."""
        return Worth(funding(self.without), funding(self.at_last))


class Worth(NamedTuple):
    """What an agreement is worth before and after an amendment, SEK; a `major` change is more than 20 % of what it was
    worth, or any at all where that was nothing."""

    before: Decimal
    after: Decimal

    @property
    def change(self) -> Fraction | None:
        """The change as a share of what it was worth; None: that was nothing."""
        return Fraction(self.after - self.before) / Fraction(self.before) if self.before else None

    @property
    def major(self) -> bool:
        return self.after > 0 if self.change is None else abs(self.change) > MAJOR


def in_order(changes: Iterable[Change]) -> list[Change]:
    """In the order in which they take effect."""
    return sorted(changes, key=lambda one: (one["effective_on"], one["number"]))


def applied(terms: Document, change: Change) -> Document:
    """The terms from the change's effective date on. Raises `CostsNotSharedError` with every cost that cannot be."""
    after = deepcopy(terms)
    for act in ACTS:
        act(after, change)
    _share(after, change)
    return after


def _words(terms: Document, change: Change) -> None:
    if "title" in change:
        terms["title"] = change["title"]
    terms["conditions"] |= change.get("conditions", {})


def _term(terms: Document, change: Change) -> None:
    """A longer term has further periods; a shorter one keeps the labels of those that it cuts."""
    if "ends_on" in change:
        longer = change["ends_on"] >= terms["ends_on"]
        terms["last_day"] = None if longer else change["ends_on"]
        terms["ends_on"] = max(change["ends_on"], terms["ends_on"])


def _parties(terms: Document, change: Change) -> None:
    last_day = str(_day(change["effective_on"]) - ONE_DAY)
    known = {party["party"]: party for party in terms["parties"]}
    for one in change.get("join", []):
        if one["party"] not in known:
            known[one["party"]] = {"party": one["party"], "organization": one["organization"]}
            terms["parties"].append(known[one["party"]])
        known[one["party"]] |= {"role": one["role"], "left_on": None}
    leaving = {one["party"] for one in change.get("leave", [])}
    for party in terms["parties"]:
        if party["party"] in leaving:
            party["left_on"] = last_day
    for row in terms["commitments"]:
        if row["party"] in leaving and row["shared_cost"] is None:
            _stop(terms, row, change["effective_on"])


def _stop(terms: Document, row: dict[str, Any], day: str) -> None:
    """Nothing is promised from a day on; of an amount listed for a period its days before that are left."""
    before = [step for step in row["steps"] if step["from"] < day]
    parts = bool(row["components"]) or any(step["components"] for step in before)
    row["steps"] = [*before, {"from": day, "amount": None, "components": [] if parts else None}]
    kept, last = [], _day(day) - ONE_DAY
    whole = {period.label: period for _left, period in spans(terms)}
    for one in row["amounts"]:
        period = whole[one["period"]]
        left = cut((period,), last)
        amount = kept_share(Decimal(one["amount"]), left[0], period) if left else ZERO
        kept.append({"period": one["period"], "amount": str(amount.quantize(ORE))})
    row["amounts"] = kept


def _commitments(terms: Document, change: Change) -> None:
    """What is said of promises. Who has left promises nothing, also where that was agreed before it was to leave."""
    rows = {row["id"]: row for row in terms["commitments"]}
    left = {one["party"]: one["left_on"] for one in terms["parties"] if one["left_on"]}
    for one in change.get("commitments", []):
        row = rows[one["commitment"]]
        if "amount" in one and row["party"] not in left:
            step = {"from": change["effective_on"], "amount": one["amount"], "components": one.get("components")}
            row["steps"].append(step)
        if "amounts" in one and row["party"] not in left:
            listed = {part["period"]: part for part in [*row["amounts"], *one["amounts"]]}
            row["amounts"] = list(listed.values())
        if "recipient" in one:
            _pay_to(row, one["recipient"])
    for row in deepcopy(change.get("add", [])):
        terms["commitments"].append(row)
        if row["party"] in left:
            _stop(terms, row, str(_day(left[row["party"]]) + ONE_DAY))


def _pay_to(row: dict[str, Any], recipient: Any) -> None:
    if row["recipient"] is not None and row["recipient"] != recipient:
        row["former"].append(row["recipient"])
    row["recipient"] = recipient


def _costs(terms: Document, change: Change) -> None:
    """Each cost that changes, or whose members do, gets a state that holds from the effective date."""
    said = {one["shared_cost"]: one for one in change.get("shared_costs", [])}
    gone = {one["organization"] for one in terms["parties"] if one["left_on"]}
    for cost in terms["shared_costs"]:
        new = said.get(cost["id"], {})
        before = cost["history"][-1]
        joining = [one["shares"][str(cost["id"])] for one in change.get("join", []) if str(cost["id"]) in one["shares"]]
        members = new.get("members") or [*before["members"], *joining]
        members = [one for one in members if one["organization"] not in gone]
        state = before | {name: new[name] for name in STATE if name in new}
        state |= {"members": members, "from": change["effective_on"]}
        if {**state, "from": before["from"]} == before | {"amounts": _further(before, state)}:
            cost["history"][-1] = before | {"amounts": state["amounts"]}
        else:
            cost["history"].append(state)
        if "payee" in new:
            cost["payee"] = new["payee"]


def _further(before: Change, state: Change) -> Any:
    """The amounts of a state where they only tell of further periods than before, else those before: what a cost is in
    the others is as it was, and no period is cut for it."""
    listed = [row for row in before["amounts"] if row in state["amounts"]]
    return state["amounts"] if before["amounts"] and listed == before["amounts"] else before["amounts"]


#: What a shared cost's state says beside its members.
STATE = ("basis", "amount", "amounts", "fixed", "reference_date")
ACTS: tuple[Callable[[Document, Change], None], ...] = (_words, _term, _parties, _commitments, _costs)


def _share(terms: Document, change: Change) -> None:
    """What each member pays of each cost now, and a commitment for each that did not share before."""
    parties = {one["organization"]: one["party"] for one in terms["parties"]}
    troubles: dict[int, CannotShareError] = {}
    for cost in terms["shared_costs"]:
        rows = {row["party"]: row for row in terms["commitments"] if row["shared_cost"] == cost["id"]}
        try:
            found = sharing.shares(cost["history"], spans(terms))
        except CannotShareError as error:
            troubles[cost["id"]] = error
            continue
        for organization, shares in found.items():
            party = parties[organization]
            row = rows.get(party) or _new_share(terms, cost, party, f"{change['number']}:{cost['id']}:{organization}")
            row["shares"] = shares
            row["amounts"] = [{name: one[name] for name in ("period", "amount")} for one in shares]
            _pay_to(row, cost["payee"])
    if troubles:
        raise CostsNotSharedError(troubles)


def _new_share(terms: Document, cost: Mapping[str, Any], party: Any, key: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": key, "party": party, "recipient": cost["payee"], "former": [], "kind": "funding"}
    row |= {"name": cost["name"], "unit": "", "amount": None, "amounts": [], "steps": [], "components": []}
    row |= {"instalments": cost["instalments"], "clause": cost["clause"], "shared_cost": cost["id"], "shares": []}
    terms["commitments"].append(row)
    return row


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
