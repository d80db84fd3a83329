"""What the trail tells of, in the words of people: kinds of act, kinds of record, and what an event says of itself.

The words are `data/trail.yaml`, in both languages; members that lists have are called as there.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from django.utils.translation import gettext as _

from office.language import current_language
from reports.dossier.words import spoken
from reports.exporting.headings import word

FILE = Path(__file__).parent / "data/trail.yaml"
Section = Literal["events", "records", "members"]


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


def told(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What an event says of itself, each member with its words; what says nothing is left out."""
    return [(_member(name), _value(name, value)) for name, value in data.items() if _says(value)]


def _called(section: Section, code: str) -> str:
    said = written()[section].get(code)
    return said[current_language()] if said else code


def _member(name: str) -> str:
    return _called("members", name) if name in written()["members"] else word(name)


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})


def _value(name: str, value: Any) -> str:
    """A value as people read it: a list by commas, an object by its members."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{_member(inner)}: {_value(inner, one)}" for inner, one in value.items() if _says(one))
    if isinstance(value, list):
        return ", ".join(f"({_value(name, one)})" if isinstance(one, dict) else _value(name, one) for one in value)
    return str(spoken(name, value))
