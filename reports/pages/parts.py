"""A report's parts as forms: what each field is called, what stands in it, and what was typed as the body reads it.

A form is flat, a body has rows: `names` has the field of a path of the body, so that a refusal leads to its field.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.conditions import CATEGORIES, WORK
from office.bodies import plain
from office.language import current_language
from office.pages import forms
from office.refusals import Refusal
from reports.bodies import BASES, ActivityBody, FigureBody, HoursBody
from reports.selectors.sheets import Beside
from reports.sheets.layout import FIGURES, SHEETS, label

Json = dict[str, Any]
Typed = Mapping[str, str]
#: The parts that are written, in their order; the papers have forms of their own, and the summary is last.
PARTS = ("money", "hours", "activities", "narrative", "papers", "summary")
_HOURS = ("activity", "category", "hours", "starts_on", "ends_on", "women", "men", "attested_by", "work")
#: What a new row does not begin with.
_OWN = ("activity", "hours", "women", "men")
_ROW = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


class Read(NamedTuple):
    """What a form says: the members of the body that it replaces (none: nothing was typed), and its fields by path."""

    said: Json
    names: dict[str, str]


def called(part: str) -> str:
    """What a part is called."""
    words = {
        "money": _("Money"),
        "hours": _("Volunteer hours"),
        "activities": _("Activities"),
        "narrative": _("Narrative"),
        "papers": _("Papers"),
        "summary": _("Summary"),
    }
    return words[part]


def choices(member: str, first: str = "") -> list[tuple[str, str]]:
    """The words of a member's codes to choose from, in the reader's language."""
    codes = {"category": CATEGORIES, "work": WORK, "basis": BASES}[member]
    found = [(code, label(member, code, current_language())) for code in codes]
    return [("", first), *found] if first else found


def _figure(kind: str, source: str) -> str:
    return f"{kind}-{source}" if source else kind


def figure_word(row: Json, language: str) -> str:
    """What a figure is called."""
    kind = label("kind", row["kind"], language)
    return f"{kind}: {label('source', row['source'], language)}" if row["source"] else kind


def money_labels() -> dict[str, str]:
    """Each source of own cash, what was given in kind and how it was valued, income and costs."""
    language = current_language()
    found = {}
    for kind, source in FIGURES:
        name = _figure(kind, source)
        found[name] = label("source", source, language) if source else label("kind", kind, language)
    columns = {one.name: str(one.heading) for one in SHEETS["figures"][1]}
    return found | {f"in_kind-{name}": columns[name] for name in ("basis", "document")}


def money_typed(said: Json) -> dict[str, str]:
    """What stands in the fields of what has been written."""
    found: dict[str, str] = {}
    for row in said["figures"]:
        name = _figure(row["kind"], row["source"])
        found[name] = forms.written(row["amount"])
        found |= {f"{name}-{more}": row[more] for more in ("basis", "document") if row.get(more)}
    return found


def money_read(typed: Typed) -> Read:
    """An empty field says nothing; 0 says that there was none."""
    rows: list[Json] = []
    names: dict[str, str] = {}
    for kind, source in FIGURES:
        name, at = _figure(kind, source), f"figures[{len(rows)}]"
        fields = {"amount": name} | {more: f"{name}-{more}" for more in ("basis", "document")}
        if row := forms.said(FigureBody, {member: typed.get(field, "") for member, field in fields.items()}):
            names |= {at: name} | {f"{at}.{member}": field for member, field in fields.items()}
            rows.append({"kind": kind, "source": source, **row})
    return Read({"figures": rows}, names)


def hours_labels() -> dict[str, str]:
    """The fields of one row of hours."""
    columns = {one.name: str(one.heading) for one in SHEETS["volunteer_hours"][1]}
    return {name: columns[name] for name in _HOURS}


def hours_typed(row: Json) -> dict[str, str]:
    """What stands in the fields of a row."""
    shown = {name: str(plain(row.get(name, ""))) for name in _HOURS}
    return shown | ({"hours": forms.written(row["hours"])} if "hours" in row else {})


def hours_read(typed: Typed, said: Json, at: int) -> Read:
    """The rows with the one at `at` as it was typed; one after the last is new, and nothing while nothing of its own
    is typed. A row goes on summing the slips that it was filled from."""
    row = forms.said(HoursBody, {name: typed.get(name, "") for name in _HOURS})
    if at >= len(said["volunteer_hours"]) and row.keys().isdisjoint(_OWN):
        return Read({}, {})
    rows: list[Json] = plain(said["volunteer_hours"])
    if at < len(rows) and rows[at].get("slips"):
        row["slips"] = rows[at]["slips"]
    path = f"volunteer_hours[{at}]"
    names = {f"{path}.{name}": name for name in _HOURS} | {path: "starts_on", f"{path}.slips": "hours"}
    return Read({"volunteer_hours": [*rows[:at], row, *rows[at + 1 :]]}, names)


def hours_without(said: Json, at: int) -> Json:
    """The rows without one."""
    rows: list[Json] = plain(said["volunteer_hours"])
    return {"volunteer_hours": [*rows[:at], *rows[at + 1 :]]}


def activities(said: Json, known: Beside) -> list[tuple[str, str]]:
    """By name and unit what was promised first, whether or not it has been written, then what else there is."""
    found = {(name.casefold(), unit.casefold()): (name, unit) for name, unit, _quantity in known.activities}
    for row in said["activities"]:
        found.setdefault((row["name"].casefold(), row["unit"].casefold()), (row["name"], row["unit"]))
    return list(found.values())


def activity_labels(shown: list[tuple[str, str]]) -> dict[str, str]:
    """A field for each, and those of one more."""
    columns = {one.name: str(one.heading) for one in SHEETS["activities"][1]}
    found = {f"quantity-{at}": f"{name}, {unit}" for at, (name, unit) in enumerate(shown)}
    return found | {f"new-{name}": columns[name] for name in ("name", "quantity", "unit")}


def activities_typed(said: Json, shown: list[tuple[str, str]]) -> dict[str, str]:
    """What stands in the fields."""
    quantity = {(row["name"].casefold(), row["unit"].casefold()): row["quantity"] for row in said["activities"]}
    known = ((at, quantity.get((name.casefold(), unit.casefold()))) for at, (name, unit) in enumerate(shown))
    return {f"quantity-{at}": forms.written(value) for at, value in known if value is not None}


def activities_read(typed: Typed, shown: list[tuple[str, str]]) -> Read:
    """An emptied field takes its activity out; 0 says that there were none."""
    rows: list[Json] = []
    names: dict[str, str] = {}
    for at, (name, unit) in enumerate(shown):
        if text := typed.get(f"quantity-{at}", "").strip():
            path = f"activities[{len(rows)}]"
            names |= dict.fromkeys((path, f"{path}.quantity", f"{path}.name", f"{path}.unit"), f"quantity-{at}")
            rows.append({"name": name, "unit": unit, "quantity": forms.decimal(text, forms.NUMBER)})
    members = ("name", "quantity", "unit")
    if new := forms.said(ActivityBody, {name: typed.get(f"new-{name}", "") for name in members}):
        path = f"activities[{len(rows)}]"
        names |= {path: "new-name"} | {f"{path}.{name}": f"new-{name}" for name in members}
        rows.append(new)
    return Read({"activities": rows}, names)


def fault(refusal: Refusal, said: Json, known: Beside, address: Callable[[str], str]) -> tuple[str, forms.Fault]:
    """The part of the report that a refusal is about, and a link to its field there; "" where it is of no part.
    `address` is that of a part's page."""
    part, field, query = _place(refusal, said, known)
    if not part:
        return "", forms.Fault(refusal.message)
    return part, forms.Fault(refusal.message, forms.field_id(field), called(part), f"{address(part)}{query}")


def _place(refusal: Refusal, said: Json, known: Beside) -> tuple[str, str, str]:
    """The part, the field and the query of the page that has it."""
    found = _ROW.fullmatch(refusal.path)
    at, member = (int(found[2]), found[3] or "") if found else (0, "")
    match found[1] if found else refusal.path:
        case "figures":
            row = said["figures"][at] if found else {"kind": refusal.expected, "source": "fees"}
            name = _figure(row["kind"], row["source"] if row["kind"] == "own_cash" else "")
            return "money", f"{name}-{member}" if member in ("basis", "document") else name, ""
        case "volunteer_hours":
            return "hours", member if member in _HOURS else "activity", f"?row={at + 1}" if found else ""
        case "activities":
            shown = activities(said, known)
            named = said["activities"][at]["name"] if found else refusal.expected
            place = next((at for at, (name, _unit) in enumerate(shown) if name == named), None)
            return "activities", "new-name" if place is None else f"quantity-{place}", ""
        case "narrative":
            return "narrative", "narrative", ""
        case "audited_by" | "attachments":
            return "papers", "file" if refusal.path == "attachments" else "audited_by", ""
    return "", "", ""


def page_of(report: int) -> Callable[[str], str]:
    """The address of a part's page."""
    return lambda part: reverse("report-part", args=[report, part])
