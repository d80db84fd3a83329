"""The third step: who promises what. A row of words per promise, with the years, parts and instalments of its kind."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from agreements.amounts import for_period
from agreements.bodies import AgreementBody
from agreements.models import Agreement, AgreementTemplate
from agreements.models.terms import ComponentKind
from agreements.periods import Period
from agreements.selectors import whole_term
from agreements.services.registration import as_values
from office.bodies import Values, plain
from office.pages import forms
from reports.pages.registering.frame import Asked, revise, to_field
from reports.pages.registering.typed import amount_words, day_raw, day_words, share_raw, share_words, whole
from reports.pages.registering.words import Where, Words, rows_of, text

#: In which order the parts of an own contribution stand on the page.
PARTS = (ComponentKind.OWN_CASH, ComponentKind.VOLUNTEER_TIME, ComponentKind.IN_KIND)


def words_of(agreement: Agreement) -> Words:
    """What the draft promises, as it is typed."""
    rows = plain(as_values(agreement)["commitments"])
    return {"commitments": [_row_words(row, whole_term(agreement)) for row in rows]}


def copied(original: Agreement, spans: Sequence[Period], left_out: Iterable[str]) -> Words:
    """What another agreement promises, to be looked at before it is saved. Amounts that it lists by period go along
    where the periods are the same. `left_out` are the names of shared costs that did not come along, for the page to
    tell until the step is saved."""
    rows = plain(as_values(original)["commitments"])
    same = [one.label for one in spans] == [one.label for one in whole_term(original)]
    words = [_row_words(row if same else {**row, "amounts": []}, spans) for row in rows]
    return {"commitments": words, "left_out": [{"name": name} for name in left_out]}


def from_template(template: AgreementTemplate, parties: Sequence[tuple[int, str]]) -> Words:
    """Who promises what by a template: by role, without how much. `parties` are organisations and their roles. Costs
    that are shared by a key do not come along, since a template has no amounts."""
    by_role = {role: str(pk) for pk, role in reversed(parties)}
    rows = []
    for duty in template.duties:
        row = {name: duty[name] for name in ("kind", "name", "unit", "clause")} | {
            "party": by_role.get(duty["role"], "")
        }
        if duty["kind"] == "co_financing":
            row["components"] = [{"kind": kind.value, "promised": ""} for kind in PARTS]
        rows.append(row)
    return {"commitments": rows, "left_out": [{"name": one["name"]} for one in template.cost_keys]}


def _row_words(row: Values, spans: Sequence[Period]) -> Words:
    listed = {one["period"]: one["amount"] for one in row.get("amounts") or []}
    parts = {one["kind"]: one for one in row.get("components") or []}
    words: Words = {name: row.get(name) or "" for name in ("kind", "party", "recipient", "name", "unit", "clause")}
    words["amount"] = amount_words(row.get("quantity") or row.get("amount"))
    words["years"] = [{"period": one.label, "amount": amount_words(listed.get(one.label))} for one in spans]
    if row["kind"] == "co_financing":
        words["components"] = [part_words(kind.value, parts.get(kind.value, {})) for kind in PARTS]
    if row["kind"] == "funding":
        words["instalments"] = [_instalment_words(one) for one in row.get("instalments") or []]
    return {name: str(one) if isinstance(one, int) else one for name, one in words.items()}


def part_words(kind: str, said: Values) -> Words:
    """A part of an own contribution, as it is typed."""
    found = {name: amount_words(said.get(name)) for name in ("amount", "hours")}
    return {"kind": kind, **found, "category": said.get("category", ""), "counting": said.get("counting", "")}


def _instalment_words(said: Values) -> Words:
    words = {**day_words(said["due"]), "share": share_words(said["share"]), "clause": said["clause"]}
    words |= {name: "on" for name in ("on_requisition", "after_report") if said[name]}
    return words | {"within_days": str(said["within_days"] or "")}


def read(words: Words, spans: Sequence[Period]) -> tuple[Values, Where]:
    """The words as a body has them, and by each path of the body the name of the field that says it."""
    where: Where = {}
    rows = [_row(row, f"commitments[{place}]", spans, where) for place, row in enumerate(rows_of(words, "commitments"))]
    return {"commitments": rows}, where


def _row(words: Words, at: str, spans: Sequence[Period], where: Where) -> Values:
    kind = text(words, "kind")
    row: Values = {name: text(words, name) for name in ("kind", "name", "unit", "clause") if text(words, name)}
    row |= {name: whole(text(words, name)) for name in ("party", "recipient") if text(words, name)}
    row |= _amounts(words, at, spans, where)
    if kind == "co_financing" and (parts := parts_of(words, at, where)):
        row["components"] = parts
    if kind == "funding":
        row["instalments"] = _instalments(words, at, where)
    return row


def _amounts(words: Words, at: str, spans: Sequence[Period], where: Where) -> Values:
    """A yearly amount, or an amount for each year where one of them is another: years left empty have the usual."""
    yearly, name = text(words, "amount"), "quantity" if text(words, "kind") == "activity" else "amount"
    where[f"{at}.quantity"] = f"{at}.amount"
    typed = {text(one, "period"): text(one, "amount") for one in rows_of(words, "years")}
    usual = [yearly_in(yearly, one) for one in spans]
    said = [forms.decimal(typed.get(one.label, "")) or none for one, none in zip(spans, usual, strict=True)]
    if not any(typed.values()) or [_number(one) for one in said] == [_number(one) for one in usual]:
        return {name: forms.decimal(yearly)} if yearly else {}
    for place in range(len(spans)):
        where[f"{at}.amounts[{place}].amount"] = f"{at}.years[{place}].amount"
    rows = [
        {"period": one.label, **({"amount": amount} if amount else {})} for one, amount in zip(spans, said, strict=True)
    ]
    return {"per": "period", "amounts": rows}


def yearly_in(yearly: str, period: Period) -> str:
    """What a typed yearly amount is in a period, as a body has it; empty where it is no number."""
    number = _number(forms.decimal(yearly))
    return "" if number is None else str(for_period(number, period).quantize(Decimal("0.01")))


def _number(said: str) -> Decimal | None:
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def parts_of(words: Words, at: str, where: Where) -> list[Values]:
    """The parts of an own contribution that say how much, as a body has them."""
    found: list[Values] = []
    for place, one in enumerate(rows_of(words, "components")):
        units = {"amount": forms.KRONOR, "hours": forms.HOURS}
        said: Values = {name: forms.decimal(text(one, name), unit) for name, unit in units.items() if text(one, name)}
        if not said:
            continue
        where[f"{at}.components[{len(found)}]"] = f"{at}.components[{place}]"
        said |= {"category": text(one, "category")} if "hours" in said and text(one, "category") else {}
        said |= {"counting": text(one, "counting")} if text(one, "counting") else {}
        found.append({"kind": text(one, "kind"), **said})
    return found


def _instalments(words: Words, at: str, where: Where) -> list[Values]:
    found: list[Values] = []
    for place, one in enumerate(rows_of(words, "instalments")):
        if not any(text(one, name) for name in one):
            continue
        here = f"{at}.instalments[{place}]"
        where[f"{at}.instalments[{len(found)}]"] = here
        where[f"{at}.instalments[{len(found)}].due"] = f"{here}.day"
        said: Values = {"due": day_raw(one), "clause": text(one, "clause")}
        said |= {"share": share_raw(text(one, "share"))} if text(one, "share") else {}
        said |= {name: True for name in ("on_requisition", "after_report") if text(one, name)}
        said |= {"within_days": whole(text(one, "within_days"))} if text(one, "within_days") else {}
        found.append(said)
    return found


def save(asked: Asked) -> None:
    """What was typed becomes what the draft promises. Raises `Refused`."""
    raw, where = read(asked.words, whole_term(asked.agreement))
    revise(asked, AgreementBody().read(raw, partial=True), lambda one: to_field(one, where))


def changed(asked: Asked, act: str) -> tuple[Words, str]:
    """The words after a button that adds or takes away a row, or fills in the years, and the field that it leads to:
    `add:funding`, `remove:0`, `instalment:0`, `undo:0:1`, `years:0`."""
    name, *more = act.split(":")
    rows = rows_of(asked.words, "commitments")
    if name == "add":
        them = [(str(one.organization_id), one.role) for one in asked.agreement.parties.all()]
        return {**asked.words, "commitments": [*rows, _new("".join(more), them)]}, f"commitments[{len(rows)}]"
    places = [int(one) for one in more if one.isascii() and one.isdigit()]
    row = rows[places[0]] if places and places[0] < len(rows) else None
    if row is None:
        return asked.words, f"commitments[{len(rows)}]"
    if name == "remove":
        rows.pop(places[0])
    elif name == "instalment":
        row["instalments"] = _split([*rows_of(row, "instalments"), {}])
    elif name == "undo" and places[1:]:
        row["instalments"] = [one for place, one in enumerate(rows_of(row, "instalments")) if place != places[1]]
    elif name == "years":
        row["years"] = [{"period": one.label, "amount": _year(row, one)} for one in whole_term(asked.agreement)]
    return {**asked.words, "commitments": rows}, f"commitments[{places[0]}]"


def _year(row: Words, period: Period) -> str:
    """A year's amount: what was typed for it, otherwise what the yearly amount comes to."""
    typed = {text(one, "period"): text(one, "amount") for one in rows_of(row, "years")}
    usual = yearly_in(text(row, "amount"), period)
    return typed.get(period.label) or amount_words(usual or None)


def _new(kind: str, parties: Sequence[tuple[str, str]]) -> Words:
    """A promise of a kind, of whom it is most often."""
    payer = next((pk for pk, role in parties if role in ("funder", "host", "member")), "")
    other = next((pk for pk, role in parties if role == "recipient"), "")
    words: Words = {"kind": kind, "party": payer if kind == "funding" else other}
    if kind == "co_financing":
        words["components"] = [{"kind": one.value} for one in PARTS]
    return words


def _split(rows: list[Words]) -> list[Words]:
    """Equal shares, as long as nobody has said others: the last takes the rest."""
    equal = _equal(len(rows) - 1)
    if [text(one, "share") for one in rows[:-1]] != equal[: len(rows) - 1] and len(rows) > 1:
        return rows
    return [{**one, "share": share} for one, share in zip(rows, _equal(len(rows)), strict=True)]


def _equal(count: int) -> list[str]:
    if count < 1:
        return []
    part = (Decimal(1) / count).quantize(Decimal("0.000001"))
    return [share_words(part)] * (count - 1) + [share_words(1 - part * (count - 1))]
