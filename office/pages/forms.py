"""Forms: words that people type, as a body reads them, and refusals as a list whose entries lead to their fields."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from office.bodies import Body, Values, typed
from office.fields import Amount
from office.language import current_language
from office.pages.wording import as_typed
from office.refusals import Refusal, titles

#: 1 500 000,00 with any of the spaces that people and spreadsheets put between thousands.
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_SWEDISH = re.compile(r"-?\d{1,13}(,\d+)?")

#: What people write after a number of each kind, which says nothing more about it. NUMBER: nothing is left out.
KRONOR = re.compile(r"(?<=\d)(kr|kronor|sek|:-|,-)\.?$", re.IGNORECASE)
HOURS = re.compile(r"(?<=\d)(h|hrs?|hours?|tim|timm(e|ar))\.?$", re.IGNORECASE)
PERCENT = re.compile(r"(?<=\d)(%|procent|percent)$", re.IGNORECASE)
NUMBER = re.compile(r"(?!)")
#: By the name of a body's member; the others are amounts.
_UNITS = {
    "hours": HOURS, "hours_each": HOURS, "percent": PERCENT, "quantity": NUMBER, "value": NUMBER, "baseline": NUMBER
}  # fmt: skip


Choices = Sequence[tuple[Any, Any]]


@dataclass(frozen=True)
class Input:
    """One field that a form asks for: `kind` is that of `office/field.html`, or `check`, a box; `first` stands in it
    before anything is typed. A page may leave out a select without `choices`."""

    name: str
    label: str
    kind: str = "text"
    choices: Choices = ()
    hint: str = ""
    first: Any = ""
    required: bool = True


@dataclass(frozen=True)
class Field:
    """One field as its template shows it: what was typed stays, and all that is wrong with it stands by it."""

    name: str
    label: str
    value: Any = ""
    wrong: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return field_id(self.name)


@dataclass(frozen=True)
class Fault:
    """One entry of the list at the top: `id` is the field's, empty where nothing on the page is it; `page` the address
    of another page that has the field."""

    message: str
    id: str = ""
    label: str = ""
    page: str = ""


class Faults(list[Fault]):
    """All of them under one heading, by the status of the refusal: what is missing or wrong is mended in the form; what
    is not theirs to do, or not in this state, is not."""

    status = 400

    @property
    def title(self) -> str:
        return titles()[self.status] if self.status in (403, 409, 412) else _("Something is missing or wrong")


def field_id(path: str) -> str:
    """The address within the page of a refusal's path: `figures[0].amount` is `figures-0-amount`."""
    return re.sub(r"[^\w]+", "-", path).strip("-")


def decimal(text: str, unit: re.Pattern[str] = KRONOR) -> str:
    """A number as people here write it, `1 500 000,50 kr`, as a body reads it: `1500000.50`. What is no number stays as
    it was typed, so that the refusal quotes it, and so does one with another `unit`."""
    bare = unit.sub("", _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-"))
    return bare.replace(",", ".") if _SWEDISH.fullmatch(bare) or re.fullmatch(r"-?\d+(\.\d+)?", bare) else text


def written(value: Decimal) -> str:
    """A number as a field has it: in the reader's language, and as `decimal` reads it again."""
    text = f"{value:.2f}".removesuffix(".00")
    return text if current_language() == "en" else text.replace(".", ",")


def said(kind: type[Body], form: Mapping[str, Any]) -> Values:
    """What a form says of a body's members, as JSON would have it: what is left empty is left out, as is what the body
    does not know; numbers are read as people write them."""
    known, found = kind().fields, {}
    for name, value in form.items():
        text = value.strip() if isinstance(value, str) else value
        if name in known and text != "":
            found[name] = decimal(text, _unit(name, known)) if isinstance(known[name], Amount) else text
    return typed(kind, found)


def _unit(name: str, known: Mapping[str, Any]) -> re.Pattern[str]:
    """What may follow the number in a field; beside a currency nothing may, since they could differ."""
    return NUMBER if "currency" in known else _UNITS.get(name, KRONOR)


def read(kind: type[Body], request: HttpRequest) -> tuple[Values, list[Refusal]]:
    """The values of the form that was sent, its file among them, and what is wrong with them."""
    return kind().read(said(kind, {**request.POST.dict(), **request.FILES.dict()}))


def under(names: Mapping[str, str], refusals: Iterable[Refusal]) -> list[Refusal]:
    """Refusals by the names of a form whose fields are not called as the body's paths are: `names` has them by path."""
    return [replace(one, path=names.get(one.path, one.path)) for one in refusals]


def fields(labels: Mapping[str, str], typed: Mapping[str, Any], refusals: Iterable[Refusal] = ()) -> dict[str, Field]:
    """Each field by its path, with what was typed and what is wrong with it."""
    wrong: dict[str, list[str]] = {}
    for one in map(as_typed, refusals):
        wrong.setdefault(one.path, []).append(one.message)
    return {path: Field(path, label, typed.get(path, ""), tuple(wrong.get(path, ()))) for path, label in labels.items()}


def faults(labels: Mapping[str, str], refusals: Iterable[Refusal], status: int = 400) -> Faults:
    """The list at the top of a form that came back; one about no field of the page is a sentence without a link."""
    found = Faults(
        Fault(one.message, field_id(one.path), labels[one.path]) if one.path in labels else Fault(one.message)
        for one in map(as_typed, refusals)
    )
    found.status = status
    return found
