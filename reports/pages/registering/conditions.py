"""The fourth step: the conditions, each with the fields that can say it.

A clause whose saved value these fields cannot say is kept as it is, and shown as such.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements import conditions
from agreements.bodies import AgreementBody
from agreements.models import Agreement
from office.bodies import Values, plain
from office.refusals import Refusal
from reports import help as known
from reports.pages.registering.controls import CONTROLS
from reports.pages.registering.frame import Asked, Fields, nearest, revise, show
from reports.pages.registering.words import Where, Words, flat, text

#: What most agreements say; the others stand further down.
USUAL = ("report_due", "settlement", "volunteer_rate", "volunteer_share_cap", "late_ladder", "report_papers")


def words_of(agreement: Agreement) -> Words:
    """The draft's conditions, as they are typed."""
    return {"conditions": clause_words(agreement.conditions)}


def clause_words(saved: Mapping[str, Any]) -> Words:
    """Conditions as they are typed, by their names; a clause that the fields cannot say has none but its paragraph."""
    found = {}
    for name, said in saved.items():
        words = CONTROLS[name].words(said["value"]) if sayable(name, said["value"]) else {}
        found[name] = {**words, "clause": said["clause"]}
    return found


def sayable(name: str, value: Any) -> bool:
    """Whether the fields say exactly this value: typed, read and kept it is the same."""
    control = CONTROLS[name]
    try:
        again, wrong = conditions.read({name: control.raw(control.words(value))})
    except (KeyError, IndexError, TypeError, ValueError):
        return False
    return not wrong and bool(plain(again[name]["value"]) == value)


def read(words: Words, saved_now: Mapping[str, Any]) -> tuple[Values, Where]:
    """The words as a body has them, and by each path of the body the name of the field that says it."""
    said, found = words.get("conditions"), {}
    where: Where = {}
    for name, control in CONTROLS.items():
        typed = said.get(name) if isinstance(said, dict) else None
        typed = typed if isinstance(typed, dict) else {}
        at = f"conditions.{name}"
        saved = saved_now.get(name)
        value = saved["value"] if saved and not sayable(name, saved["value"]) else control.raw(typed)
        where |= {at: f"{at}.{control.at}", f"{at}.value": f"{at}.{control.at}", f"{at}.clause": f"{at}.clause"}
        for one in control.inputs():
            inside = one.name.removesuffix(".day")
            where[f"{at}.value.{inside}"] = f"{at}.{one.name}"
            where[f"{at}.value{inside.removeprefix('steps').removeprefix('rows')}"] = f"{at}.{one.name}"
        if value is not None:
            found[name] = {"value": value, "clause": text(typed, "clause")}
    return {"conditions": found}, where


def labels_of() -> dict[str, str]:
    """What each field of a clause is called, by its name."""
    labels: dict[str, str] = {}
    for name, control in CONTROLS.items():
        labels |= {f"conditions.{name}.{one.name}": one.label for one in control.inputs()}
        labels[f"conditions.{name}.clause"] = _("Clause")
    return labels


def save(asked: Asked) -> None:
    """What was typed becomes the draft's conditions. Raises `Refused`."""
    raw, where = read(asked.words, asked.agreement.conditions)
    revise(asked, AgreementBody().read(raw, partial=True), lambda one: at_clause(one, where, labels_of()))


def at_clause(refusal: Refusal, where: Where, shown: Collection[str]) -> Refusal:
    """A refusal at the field, of those that are shown, that is nearest to what it is about: a clause has few."""
    to_fields = {path: field for path, field in where.items() if field in shown}
    found = nearest(refusal.path, to_fields)
    return replace(refusal, path=to_fields[found]) if found else refusal


def page(asked: Asked) -> HttpResponse:
    """The step: each condition explained, with its fields."""
    fields = asked.fields(labels_of())
    return show(asked, fields, {"rows": clauses(asked.words, asked.agreement.conditions, fields)})


def clauses(words: Words, saved: Mapping[str, Any], fields: Fields) -> list[Values]:
    """Each condition as `reports/register_clause.html` shows it."""
    said = words.get("conditions")
    return [
        {
            "name": name,
            "topic": known.topic("conditions", name),
            "usual": name in USUAL,
            "inputs": [(one, fields[f"conditions.{name}.{one.name}"]) for one in control.inputs()],
            "clause": fields[f"conditions.{name}.clause"],
            "as_it_is": name in saved and not sayable(name, saved[name]["value"]),
            "said": isinstance(said, dict) and any(one for _at, one in flat(said.get(name) or {})),
        }
        for name, control in CONTROLS.items()
    ]
