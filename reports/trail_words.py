"""What the trail tells of, in the words of people: kinds of act, kinds of record, and what an event says of itself.

The words are `data/trail.yaml`, in both languages; members that lists have are called as there. A code is called as the
field of the same name calls it, a number is written as its language writes numbers.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from django.apps import apps
from django.db.models import DecimalField
from django.utils.translation import gettext as _
from django.utils.translation import override

from office import numbers
from office.language import current_language
from reports.dossier.words import spoken
from reports.exporting.headings import word

FILE = Path(__file__).parent / "data/trail.yaml"
Section = Literal["events", "records", "members"]
#: Of a move: what the record's state was, and what it became.
MOVED = frozenset({"from", "to"})
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")


@cache
def written() -> dict[Section, dict[str, dict[str, str]]]:
    """The file, read once, when somebody needs it."""
    found: dict[Section, dict[str, dict[str, str]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def event_word(kind: str) -> str:
    """What a kind of act is called: `payment.registered` is "Payment registered"."""
    return _called("events", kind)


def record_word(subject_type: str) -> str:
    """What a kind of record is called, by the name that the trail has for it: `annualreport` is "Report"."""
    return _called("records", subject_type)


def choices(section: Section) -> list[tuple[str, str]]:
    """Every code of a section with its words, in the order of the words."""
    return sorted(((code, _called(section, code)) for code in written()[section]), key=lambda one: one[1].casefold())


def told(data: dict[str, Any], subject_type: str = "") -> list[tuple[str, str]]:
    """What an event says of itself, each member with its words; what says nothing is left out."""
    own = _codes(current_language()).get(subject_type, {})
    return [(_member(name), _value(name, value, own)) for name, value in data.items() if _says(value)]


Codes = Mapping[str, Mapping[str, str]]


@cache
def _codes(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """By kind of record and field, what its codes are called."""
    with override(language):
        return {
            str(model._meta.model_name): {
                field.name: {str(code): str(called) for code, called in field.flatchoices}
                for field in model._meta.fields
                if field.choices
            }
            for model in apps.get_models()
        }


@cache
def _anywhere(language: str) -> dict[str, dict[str, str]]:
    """By field what its codes are called, whichever record has it; none that two records call differently."""
    found: dict[str, dict[str, set[str]]] = {}
    for fields in _codes(language).values():
        for name, codes in fields.items():
            for code, called in codes.items():
                found.setdefault(name, {}).setdefault(code, set()).add(called)
    return {name: {code: min(all) for code, all in codes.items() if len(all) == 1} for name, codes in found.items()}


@cache
def _amounts() -> frozenset[str]:
    """The fields that are numbers with decimals."""
    every = (field for model in apps.get_models() for field in model._meta.fields)
    return frozenset(field.name for field in every if isinstance(field, DecimalField))


def _called(section: Section, code: str) -> str:
    said = written()[section].get(code)
    return said[current_language()] if said else code


def _member(name: str) -> str:
    return _called("members", name) if name in written()["members"] else word(name)


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})


def _value(name: str, value: Any, own: Codes) -> str:
    """A value as people read it: a list by commas, an object by its members."""
    if isinstance(value, bool) or value in ("True", "False"):
        return _("yes") if value in (True, "True") else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{_member(inner)}: {_value(inner, one, own)}" for inner, one in value.items() if _says(one))
    if isinstance(value, list):
        each = ((one, _value(name, one, own)) for one in value)
        return ", ".join(f"({said})" if isinstance(one, dict) else said for one, said in each)
    return _word_of("state" if name in MOVED else name, value, own)


def _word_of(name: str, value: Any, own: Codes) -> str:
    """A code by its word, a number as its language writes it, anything else as it is."""
    language = current_language()
    if called := own.get(name, {}).get(str(value)) or _anywhere(language).get(name, {}).get(str(value)):
        return called
    if name in _amounts() and isinstance(value, str) and _NUMBER.fullmatch(value):
        exact = Decimal(value)
        return numbers.number(exact, language) if exact == round(exact, 2) else numbers.digits(exact, language)
    return str(spoken(name, value))
