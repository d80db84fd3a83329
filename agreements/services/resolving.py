"""A request for an amendment as a change of the terms (`agreements.amending`): names become ids, what a joining member
weighs is looked up, and everything wrong is told at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.amending import Document, spans
from agreements.models import Agreement
from agreements.models.shared_costs import BY_INHABITANTS
from agreements.services import cost_sharing, documents, registration, rules
from office.bodies import plain
from office.models import Organization
from office.refusals import Refusal

Values = dict[str, Any]
Json = dict[str, Any]


class _Reading:
    """One request being read: the terms as everything agreed has them, and the organisations that it names."""

    def __init__(self, agreement: Agreement, values: Values, number: int, refusals: list[Refusal]) -> None:
        self.agreement, self.values, self.number, self.refusals = agreement, values, number, refusals
        self.terms = documents.last(agreement)
        self.named = registration.resolve(_named(values), refusals)
        ids = [one["organization"] for one in self.terms["parties"]]
        rows = Organization.objects.filter(pk__in=ids).select_related("parent")
        self.known: dict[int | str, Organization] = {one.pk: one for one in [*rows, *self.named.values()]}
        self.parties = {one["organization"]: one["party"] for one in self.terms["parties"] if not one["left_on"]}
        self.joining = {
            one.pk: f"{number}:{one.pk}" for row in self.rows("join") if (one := self.organization(row)) is not None
        }
        self.later = documents.brought_later(agreement, values.get("effective_on"))
        self.leaving = {one.pk for row in self.rows("leave") if (one := self.organization(row)) is not None}

    @property
    def sharing(self) -> list[int]:
        """Those that join and share what is shared: public parties that are not there to be paid."""
        joining = [(self.organization(row), row.get("role")) for row in self.rows("join")]
        return [one.pk for one, role in joining if one is not None and one.public and role not in (None, "recipient")]

    def rows(self, name: str) -> list[Json]:
        """A list of the request; what could not be read of it is empty."""
        return [row or {} for row in self.values.get(name) or []]

    def organization(self, row: Mapping[str, Any], name: str = "organization") -> Organization | None:
        """Who a row names."""
        return self.named.get(row.get(name) or 0)

    def standing(self, named: Any) -> Any:
        """The party that is named, also one that joins; None when it is none."""
        one = self.named.get(named)
        return None if one is None else self.parties.get(one.pk) or self.joining.get(one.pk)

    def party(self, named: Any, path: str) -> Any:
        """The same; a refusal when it is none."""
        found = self.standing(named)
        if found is None and named in self.named:
            message = _("%(name)s is not among the parties.") % {"name": self.named[named].name}
            self.refusals.append(Refusal("commitment.not_a_party", message, path, "a party", named))
        return found


def resolved(agreement: Agreement, values: Values, number: int, refusals: list[Refusal]) -> Json:
    """The change; incomplete where refusals say why."""
    reading = _Reading(agreement, values, number, refusals)
    change: Json = {"number": number, "effective_on": str(values.get("effective_on"))}
    change |= {name: plain(values[name]) for name in ("title", "ends_on", "conditions") if name in values}
    _days(reading)
    reading.refusals += _twice(reading)
    change |= _listed("join", list(_join(reading))) | _listed("leave", list(_leave(reading)))
    change |= _listed("commitments", list(_commitments(reading))) | _listed("add", list(_add(reading)))
    return change | _listed("shared_costs", list(_costs(reading)))


def _twice(reading: _Reading) -> Iterator[Refusal]:
    """What a change sets of one thing stands in one row: of two rows only the last would hold."""
    for name, key in (("leave", "organization"), ("commitments", "commitment"), ("shared_costs", "shared_cost")):
        seen: set[Any] = set()
        for place, row in enumerate(reading.rows(name)):
            one = reading.organization(row) if key == "organization" else row.get(key)
            if one is not None and one in seen:
                message = _("It stands in the amendment twice: say everything about it in one place.")
                yield Refusal("amendment.twice", message, f"{name}[{place}].{key}", "once", row[key])
            seen.add(one)


def _listed(name: str, rows: list[Json]) -> Json:
    return {name: rows} if rows else {}


def _named(values: Values) -> Iterator[tuple[str, Any]]:
    """Every organisation that the request names, with its path."""
    for name, keys in (
        ("join", ("organization",)),
        ("leave", ("organization",)),
        ("commitments", ("recipient",)),
        ("add", ("party", "recipient")),
        ("shared_costs", ("payee",)),
    ):
        for place, row in enumerate(values.get(name) or []):
            yield from ((f"{name}[{place}].{key}", row[key]) for key in keys if row and row.get(key) is not None)
            for at, member in enumerate((row or {}).get("members") or []):
                if member and "organization" in member:
                    yield f"{name}[{place}].members[{at}].organization", member["organization"]


def _days(reading: _Reading) -> None:
    """It takes effect within the term, as the amendment leaves it, and cuts that into periods as before."""
    start, effective = reading.agreement.starts_on, reading.values.get("effective_on")
    end = reading.values.get("ends_on") or reading.agreement.last_day or reading.agreement.ends_on
    if end < start:
        message = _("The agreement ends on %(end)s, before it starts on %(start)s.") % {"end": end, "start": start}
        reading.refusals.append(Refusal("term.ends_before_start", message, "ends_on", f">= {start}", str(end)))
    elif effective is not None:
        reading.refusals += _outside_term(str(start), str(end), str(effective))
    if "period_basis" in reading.values.get("conditions", {}):
        message = _("Payments and reports carry the periods' names: how the term is cut into them stands.")
        reading.refusals.append(Refusal("amendment.period_basis", message, "conditions.period_basis", None, None))
    if end.year - start.year > rules.LONGEST_TERM:
        message = _("A term of more than %(years)s years is not likely.") % {"years": rules.LONGEST_TERM}
        reading.refusals.append(
            Refusal("term.too_long", message, "ends_on", f"<= {start.year + rules.LONGEST_TERM}", str(end))
        )


def _outside_term(start: str, end: str, effective: str) -> list[Refusal]:
    """A refusal where an amendment would take effect on no day of the term."""
    if start <= effective <= end:
        return []
    message = _("An amendment takes effect within the term, %(start)s to %(end)s.") % {"start": start, "end": end}
    return [Refusal("amendment.outside_term", message, "effective_on", f"{start} – {end}", effective)]


def _labels(reading: _Reading, rows: list[Values] | None, at: str) -> None:
    """Amounts that are listed name periods of the term as the amendment leaves it, each once."""
    ends_on = reading.values.get("ends_on")
    longer = {} if ends_on is None or str(ends_on) < reading.terms["ends_on"] else {"ends_on": str(ends_on)}
    labels = [period.label for _left, period in spans({**reading.terms, **longer})]
    said = [row["period"] for row in rows or [] if row and "period" in row]
    if len(set(said)) < len(said) or not set(said) <= set(labels):
        message = _("Amounts name periods of the term, each once: %(periods)s.") % {"periods": ", ".join(labels)}
        reading.refusals.append(Refusal("amounts.periods", message, f"{at}.amounts", labels, said))


def _join(reading: _Reading) -> Iterator[Json]:
    """Who joins, in which role, and what each of the costs that it will share counts of it."""
    seen, before = set(), {one["organization"] for one in reading.terms["parties"]}
    for place, row in enumerate(reading.rows("join")):
        one, at = reading.organization(row), f"join[{place}]"
        if one is None or "role" not in row:
            continue
        if one.pk in before or one.pk in seen:
            message = _("%(name)s is a party already, or has been one: it stands in an agreement once.")
            message %= {"name": one.name}
            reading.refusals.append(
                Refusal("parties.duplicate", message, f"{at}.organization", "an organisation that is no party", one.pk)
            )
        seen.add(one.pk)
        shares = dict(_shares(reading, one, at)) if one.pk in reading.sharing else {}
        yield {"party": reading.joining[one.pk], "organization": one.pk, "role": row["role"], "shares": shares}


def _shares(reading: _Reading, one: Organization, at: str) -> Iterator[tuple[str, Json]]:
    """The joining member as each cost's key counts it, unless the amendment lists the cost's members itself."""
    listed = {row.get("shared_cost") for row in reading.rows("shared_costs") if row.get("members") or row.get("basis")}
    for cost in reading.terms["shared_costs"]:
        if cost["id"] in listed:
            continue
        state = cost["history"][-1]
        values = {"basis": state["basis"], "reference_date": state["reference_date"]}
        if state["basis"] not in {*BY_INHABITANTS, "equal"}:
            message = _("%(cost)s is shared by %(basis)s: list its members with the one that joins.")
            told = {"cost": cost["name"], "basis": state["basis"]}
            reading.refusals.append(
                Refusal("amendment.members_needed", message % told, "shared_costs", "members", None)
            )
            continue
        known = cost_sharing.populations([_dated(values)], [one])
        members, wrong = cost_sharing.members(
            {**_dated(values), "members": [{"organization": one.pk}]}, at, [one], {one.pk: one}, known
        )
        alone = [refusal for refusal in wrong if refusal.code != "shared_cost.too_few"]
        reading.refusals += [replace(refusal, path=f"{at}.organization") for refusal in alone]
        if members:
            yield str(cost["id"]), members[0]


def _dated(values: Json) -> Json:
    """With the reference date as a date."""
    on = values.get("reference_date")
    return {**values, "reference_date": cost_sharing.as_day(on)}


def _leave(reading: _Reading) -> Iterator[Json]:
    """Who leaves: a party, but not the owner of the reference, nor one that is paid by those who stay."""
    payees = {cost["payee"] for cost in reading.terms["shared_costs"]}
    replaced = {row.get("shared_cost") for row in reading.rows("shared_costs") if row.get("payee")}
    payees -= {cost["payee"] for cost in reading.terms["shared_costs"] if cost["id"] in replaced}
    for place, row in enumerate(reading.rows("leave")):
        one, at = reading.organization(row), f"leave[{place}].organization"
        party = None if one is None else reading.parties.get(one.pk)
        if one is not None and party is None:
            message = _("%(named)s is no party to this agreement.") % {"named": one.name}
            reading.refusals.append(Refusal("party.unknown", message, at, sorted(reading.parties), one.pk))
        elif one is not None and one.pk == reading.agreement.owner_id:
            message = _("%(owner)s owns the reference and stays a party.") % {"owner": one.name}
            reading.refusals.append(Refusal("parties.owner_missing", message, at, one.pk, None))
        elif one is not None and party in payees:
            message = _("%(name)s is paid for a shared cost: name another payee first.") % {"name": one.name}
            reading.refusals.append(Refusal("amendment.payee_leaves", message, at, "another payee", one.pk))
        elif one is not None:
            yield {"party": party, "organization": one.pk}


def _commitments(reading: _Reading) -> Iterator[Json]:
    """New amounts and recipients of commitments that are there."""
    rows = {row["id"]: row for row in reading.terms["commitments"]}
    for place, said in enumerate(reading.rows("commitments")):
        at, row = f"commitments[{place}]", rows.get(said.get("commitment"))
        if row is None:
            if "commitment" in said:
                message = _("The agreement has no commitment %(id)s.") % {"id": said["commitment"]}
                reading.refusals.append(
                    Refusal("commitment.unknown", message, f"{at}.commitment", sorted(rows), said["commitment"])
                )
            continue
        if row["shared_cost"] is not None:
            message = _("It is a share of a common cost: change the cost.")
            reading.refusals.append(Refusal("amendment.share", message, f"{at}.commitment", "shared_costs", row["id"]))
            continue
        _begun(reading, [("commitment", row["id"])], f"{at}.commitment")
        yield _commitment(reading, row, said, at)


def _commitment(reading: _Reading, row: Json, said: Values, at: str) -> Json:
    yearly = row["amount"] is not None
    change: Json = {"commitment": row["id"]}
    _labels(reading, said.get("amounts"), at)
    for name, fits in (("amount", yearly), ("amounts", not yearly and not row["components"])):
        if name in said and not fits:
            message = _("This commitment is per %(per)s: %(field)s does not go with it.")
            told = {"per": "year" if yearly else "period", "field": name}
            reading.refusals.append(
                Refusal("commitment.field_not_for_per", message % told, f"{at}.{name}", told["per"], name)
            )
        elif name in said:
            change[name] = plain(said[name])
    if "components" in said:
        change |= _components(reading, row, said, at)
    if "recipient" in said:
        party = reading.party(said["recipient"], f"{at}.recipient")
        if row["kind"] != "funding":
            message = _("%(field)s goes with %(owner)s only.") % {"field": "recipient", "owner": "funding"}
            reading.refusals.append(
                Refusal("commitment.field_not_for_kind", message, f"{at}.recipient", "funding", row["kind"])
            )
        change["recipient"] = party
    return change


def _components(reading: _Reading, row: Json, said: Values, at: str) -> Json:
    """Parts of a new yearly amount, from the first day of a period: a report tells of a whole period."""
    starts = [str(period.starts_on) for period, _whole in spans(reading.terms)]
    path = f"{at}.components"
    if "amount" not in said:
        message = _("Components are parts of a yearly amount: say the amount too.")
        reading.refusals.append(Refusal("components.need_yearly_amount", message, path, "amount", None))
    if str(reading.values.get("effective_on")) not in starts:
        message = _("Components change with the first day of a period: %(days)s.") % {"days": ", ".join(starts)}
        reading.refusals.append(Refusal("amendment.components_within_period", message, "effective_on", starts, None))
    terms = rules.Terms({**reading.values, "commitments": [{"kind": row["kind"], "per": "year", **said}]})
    reading.refusals += [one.under("") for one in rules.components(terms)]
    return {"components": parts_of(said["components"])}


def parts_of(components: list[Values] | None) -> list[Json]:
    """Components with the counting that they have unless they say another."""
    return [plain({"counting": registration.COUNTING[one["kind"]], **one}) for one in components or []]


def _add(reading: _Reading) -> Iterator[Json]:
    """Further commitments, by the rules of registration; a yearly one holds from the effective date on."""
    added = reading.rows("add")
    if not added:
        return
    organizations: dict[int | str, Organization] = {**reading.named}
    organizations.update(reading.known)
    ids = [*reading.parties, *reading.joining]
    values = {
        "starts_on": reading.agreement.starts_on,
        "ends_on": reading.values.get("ends_on") or reading.agreement.ends_on,
        "conditions": reading.agreement.conditions,
        "parties": [{"organization": pk} for pk in ids],
        "commitments": added,
    }
    checks = (rules.commitment_parties, rules.commitment_fields, rules.components, rules.instalments)
    terms = rules.Terms(values, organizations)
    for check in (*checks, rules.instalment_days):
        reading.refusals += [replace(one, path=one.path.replace("commitments[", "add[", 1)) for one in check(terms)]
    for place, row in enumerate(added):
        _labels(reading, row.get("amounts"), f"add[{place}]")
        party = reading.standing(row.get("party"))
        if party is not None and "kind" in row:
            yield _added(reading, row, party, f"{reading.number}:add:{place}")


def _added(reading: _Reading, row: Values, party: Any, key: str) -> Json:
    amount = registration.amount_of(row)
    step = {"from": str(reading.values.get("effective_on")), "amount": None if amount is None else str(amount)}
    kept: Json = {"id": key, "party": party, "recipient": reading.standing(row.get("recipient"))}
    kept |= {name: row.get(name, "") for name in ("kind", "name", "unit", "clause")}
    kept |= {"former": [], "amount": None, "amounts": plain(row.get("amounts") or [])}
    kept |= {"steps": [] if amount is None else [{**step, "components": None}], "shared_cost": None, "shares": []}
    kept |= {"components": parts_of(row.get("components")), "instalments": plain(row.get("instalments") or [])}
    return kept


def _costs(reading: _Reading) -> Iterator[Json]:
    """New amounts, keys, members and payees of shared costs."""
    costs = {cost["id"]: cost for cost in reading.terms["shared_costs"]}
    for place, said in enumerate(reading.rows("shared_costs")):
        at, cost = f"shared_costs[{place}]", costs.get(said.get("shared_cost"))
        if cost is None:
            if "shared_cost" in said:
                message = _("The agreement has no shared cost %(id)s.") % {"id": said["shared_cost"]}
                reading.refusals.append(
                    Refusal("shared_cost.unknown", message, f"{at}.shared_cost", sorted(costs), said["shared_cost"])
                )
            continue
        yield _cost(reading, cost, said, at)


def _cost(reading: _Reading, cost: Json, said: Values, at: str) -> Json:
    """The new state's fields. A new key needs all that it counts; the amount alone keeps the members as they are."""
    before = cost["history"][-1]
    change: Json = {"shared_cost": cost["id"]}
    merged = _merged(reading, before, said)
    reading.refusals += list(cost_sharing.fields(merged, at))
    _labels(reading, said.get("amounts"), at)
    change |= {name: plain(said[name]) for name in ("amount", "amounts", "basis", "fixed") if name in said}
    if "amount" in said:
        change["amounts"] = []
    if "amounts" in said:
        change["amount"] = None
    if said.keys() & {"basis", "members", "reference_date"}:
        _begun(reading, [("party", pk) for pk in reading.parties.values()], at)
        members, wrong = _members(reading, merged, at)
        reading.refusals += wrong if "members" in said else [replace(one, path=f"{at}.members") for one in wrong]
        change |= {"members": members, "reference_date": plain(merged.get("reference_date"))}
        change |= {"fixed": plain(merged.get("fixed"))} if "basis" in said else {}
    if "payee" in said:
        change["payee"] = reading.party(said["payee"], f"{at}.payee")
    return change


def _begun(reading: _Reading, rows: Iterable[tuple[str, Any]], at: str) -> None:
    """Refuse what names a party or commitment that an amendment, agreed already, brings on a later day only."""
    day = max((reading.later[row] for row in rows if row in reading.later), default=None)
    if day is not None:
        message = _("An agreed amendment brings this from %(day)s: say that day or a later one.") % {"day": day}
        effective = reading.values.get("effective_on")
        reading.refusals.append(Refusal("amendment.before_it_began", message, at, f">= {day}", effective))


def _merged(reading: _Reading, before: Json, said: Values) -> Values:
    """The cost as a body would say it after the change."""
    money = {name: Decimal(before[name]) for name in ("amount", "fixed") if before[name] is not None}
    merged: Values = {"basis": before["basis"], **money}
    if before["amounts"]:
        merged["amounts"] = [{**row, "amount": Decimal(row["amount"])} for row in before["amounts"]]
    if before["reference_date"]:
        merged["reference_date"] = cost_sharing.as_day(before["reference_date"])
    if "amount" in said:
        merged.pop("amounts", None)
    if "amounts" in said:
        merged.pop("amount", None)
    basis = said.get("basis", before["basis"])
    for name in ("fixed", "reference_date"):
        if basis != before["basis"] and basis not in cost_sharing.ONLY[name]:
            merged.pop(name, None)
    if basis == before["basis"] or basis not in cost_sharing.WEIGHED_BY:
        merged["members"] = _as_said(reading, before, basis)
    return merged | {name: value for name, value in said.items() if name not in ("shared_cost", "payee")}


def _as_said(reading: _Reading, state: Json, basis: Any) -> list[Values]:
    """A state's members as a body would list them by a key: without those that leave, and with those that join where
    the key looks up itself what it counts of them. A floor and a ceiling stay with their member."""
    weighed = cost_sharing.WEIGHED_BY.get(basis)
    stay = [one for one in state["members"] if one["organization"] not in reading.leaving]
    bounds = ("floor", "ceiling")
    return [
        {
            "organization": one["organization"],
            **({weighed: Decimal(one["weight"])} if weighed else {}),
            **{name: Decimal(one[name]) for name in bounds if one[name] is not None},
        }
        for one in stay
    ] + [{"organization": pk} for pk in reading.sharing if not weighed]


def _members(reading: _Reading, merged: Values, at: str) -> tuple[list[Json], list[Refusal]]:
    among = [reading.known[pk] for pk in [*reading.parties, *reading.joining] if pk not in reading.leaving]
    known = cost_sharing.populations([merged], among)
    return cost_sharing.members(merged, at, among, {**reading.known, **reading.named}, known)


def wrong_terms(terms: Document, change: Json) -> list[Refusal]:
    """What would be wrong with the terms when everything has taken effect: the change after their last day, too few
    parties, or no amounts for a period."""
    found = _outside_term(terms["starts_on"], terms["last_day"] or terms["ends_on"], change["effective_on"])
    standing = [one for one in terms["parties"] if not one["left_on"]]
    if len(standing) < 2:
        message = _("An agreement needs at least two parties.")
        found.append(Refusal("parties.too_few", message, "leave", ">= 2", len(standing)))
    labels = [period.label for period, _whole in spans(terms)]
    gone = {one["party"] for one in terms["parties"] if one["left_on"]}
    for row in terms["commitments"]:
        missing = [label for label in labels if label not in {one["period"] for one in row["amounts"]}]
        by_period = row["amounts"] and row["shared_cost"] is None and not row["steps"]
        if by_period and missing and row["party"] not in gone:
            message = _("Commitment %(id)s lists its amounts: say those of %(periods)s.")
            told = message % {"id": row["id"], "periods": ", ".join(missing)}
            found.append(Refusal("amounts.periods", told, "commitments", labels, missing))
    return found
