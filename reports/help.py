"""What help says of statuses, findings, conditions, errors and words: from the code itself and from `data/help.yaml`.

A finding's meaning in English is the docstring of its rule, and what it says is the rule's own sentence; conditions and
their values are those that a body may have; errors are the table of `docs/errors.md`, in chapters by the first word of
their codes. What stands in one language only is told as such: a `Passage` says which language it is in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.conditions import FIELDS
from agreements.models.agreement import State
from office.language import current_language
from reports.checks.rules import RULES
from reports.exporting.headings import word
from reports.models.reports import ReportState
from reports.plausibility.rules import RULES as QUESTIONS
from reports.words import CLAIM_STATES, INSTALMENTS, STATUSES

FILE = Path(__file__).parent / "data/help.yaml"
ERROR = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
VALUE = re.compile(r"\{\w+\}")
LEFT_OUT = re.compile(r"\[[^\[\]]*\]")
#: States of things that are no status of the check: their words, by what they are of.
STATES: dict[str, Mapping[str, str | Promise]] = {
    "agreement": dict(State.choices),
    "report": dict(ReportState.choices),
    "instalment": INSTALMENTS,
    "claim": CLAIM_STATES,
}
#: What there is help on, by the name in its address.
KINDS: dict[str, Promise] = {
    "statuses": _("Statuses"),
    "states": _("States"),
    "findings": _("Findings"),
    "questions": _("Questions about a report"),
    "conditions": _("Conditions"),
    "words": _("Words"),
    "errors": _("Error codes"),
}
OF: dict[str, Promise] = {
    "agreement": _("Agreement"),
    "report": _("Report"),
    "instalment": _("Instalment"),
    "claim": _("Claim"),
}


class Passage(NamedTuple):
    """Some text and the language that it is in."""

    text: str
    language: str


class Topic(NamedTuple):
    """What help says of one code; what there is none of is empty. `code_says` are the paragraphs of the code itself."""

    kind: str
    code: str
    name: Passage
    means: Passage
    do: str = ""
    says: str = ""
    example: str = ""
    values: str = ""
    code_says: tuple[str, ...] = ()


class Chapter(NamedTuple):
    """Some codes of a kind that has too many for one page: its name in its address, what people call it, the first
    words of its codes (`payment` of `payment.state`), and the codes."""

    slug: str
    name: str
    of: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def _written() -> dict[str, dict[str, dict[str, Any]]]:
    """The file, read once, when somebody needs it."""
    found: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@cache
def _errors() -> dict[str, str]:
    text = (settings.BASE_DIR / "docs/errors.md").read_text(encoding="utf-8").partition("## Codes")[2]
    return {code: said.replace("`", "") for code, said in ERROR.findall(text)}


@cache
def _rules() -> dict[str, tuple[str, dict[str, str]]]:
    """By the code of a finding: its rule's docstring and sentences."""
    return {code: (cleandoc(rule.__doc__ or ""), rule.SENTENCES) for rule in RULES for code in rule.CODES}


@cache
def _questions() -> dict[str, tuple[str, dict[str, str]]]:
    return {rule.CODE: (cleandoc(rule.__doc__ or ""), rule.SENTENCES) for rule in QUESTIONS}


RULED = {"findings": _rules, "questions": _questions}


@cache
def codes(kind: str) -> tuple[str, ...]:
    """Every code of a kind, as the code orders them; none where there is no such kind."""
    known: dict[str, Any] = {
        "statuses": STATUSES,
        "states": [f"{of}.{code}" for of, words in STATES.items() for code in words],
        **{ruled: found() for ruled, found in RULED.items()},
        "conditions": FIELDS,
    }
    if kind in known:
        return tuple(known[kind])
    if kind == "errors":
        return tuple(_errors())
    return tuple(_written()["words"]) if kind == "words" else ()


def chapters(kind: str) -> tuple[Chapter, ...]:
    """The chapters of a kind, named in the language in force; none of a kind that has room on one page."""
    if kind != "errors":
        return ()
    language, parts = current_language(), _by_chapter()
    return tuple(
        Chapter(slug, said[language]["name"], tuple(said["of"]), parts[slug]) for slug, said in _written()[kind].items()
    )


@cache
def _by_chapter() -> dict[str, tuple[str, ...]]:
    """The errors of each chapter; a code of one word alone is in the first."""
    written = _written()["errors"]
    where = {word: slug for slug, said in written.items() for word in said["of"]}
    found: dict[str, list[str]] = {slug: [] for slug in written}
    for code in _errors():
        first, dotted, _rest = code.partition(".")
        found[where[first] if dotted else next(iter(written))].append(code)
    return {slug: tuple(codes) for slug, codes in found.items()}


def topics(kind: str, of: Iterable[str]) -> Iterator[Topic]:
    """Help on some codes of a kind, in the language in force."""
    return (topic(kind, code) for code in of)


def topic(kind: str, code: str) -> Topic:
    """Help on one of `codes`, in the language in force."""
    language = current_language()
    if kind == "errors":
        return Topic(kind, code, Passage(code, ""), Passage(_errors()[code], "en"))
    said = _written()[kind][code][language]
    name = Passage(_name(kind, code, said), language)
    if kind in RULED:
        return _ruled(kind, code, name, said)
    values = _values(code) if kind == "conditions" else ""
    means = Passage(said["means"], language)
    return Topic(kind, code, name, means, said.get("do", ""), example=said.get("example", ""), values=values)


def _ruled(kind: str, code: str, name: Passage, said: dict[str, str]) -> Topic:
    """What a rule looks at: in English its docstring's first paragraph is what it means."""
    doc, sentences = RULED[kind]()[code]
    paragraphs = [" ".join(one.split()) for one in doc.replace("`", "").split("\n\n")]
    means = said.get("means") or paragraphs.pop(0)
    says = _plain(sentences[name.language])
    return Topic(kind, code, name, Passage(means, name.language), said["do"], says, code_says=tuple(paragraphs))


def _name(kind: str, code: str, said: dict[str, str]) -> str:
    if kind == "statuses":
        return str(STATUSES[code])
    if kind == "states":
        of, _dot, state = code.partition(".")
        return f"{OF[of]}: {STATES[of][state]}"
    return word(code) if kind == "conditions" else said["name"]


def _plain(sentence: str) -> str:
    """A rule's sentence without its values and without what it says at times only."""
    return VALUE.sub("…", LEFT_OUT.sub("", sentence)).replace("….", "…")


def _values(name: str) -> str:
    """What a condition may be, as the API has it: the names of a choice; empty where the text has said it."""
    field = FIELDS[name]
    known = list(field.choices) if isinstance(field, serializers.ChoiceField) else getattr(field, "known", ())
    return ", ".join(known)
