"""Every text for people has its Swedish, and no catalogue keeps a text that nobody says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.template import Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.text import normalize_newlines
from django.utils.translation import trim_whitespace

from tests.__main__ import ROOT
from tests.contracts.test_layout import ROOMS

MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
IN_EXPRESSION = re.compile(r"""[{:|=(,\s]_\((["'])(.+?)\1\)""")  # {{ value|default:_("none") }}
VALUE = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")


def _in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"{path}:{node.lineno} marks what is no plain text"
            yield str(first.value)


def _in_template(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    nodes: Any = Template(source).nodelist
    for plain in nodes.get_nodes_by_type(TranslateNode):
        yield str(plain.filter_expression.var.literal)
    for block in nodes.get_nodes_by_type(BlockTranslateNode):
        text = normalize_newlines(block.render_token_list(block.singular)[0])
        yield trim_whitespace(text) if block.trimmed else text
    yield from (match[2] for match in IN_EXPRESSION.finditer(source))


def said(room: str) -> dict[str, str]:
    """The texts that a room marks for translation, each with a file that says it."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / room).rglob("*.py")):
        found |= dict.fromkeys(_in_python(path), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / room / "templates").rglob("*.html")):
        found |= dict.fromkeys(_in_template(path), str(path.relative_to(ROOT)))
    return found


def catalogue(room: str) -> Catalog:
    path = ROOT / room / "locale/sv/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


def messages(room: str) -> list[Message]:
    return [message for message in catalogue(room) if message.id]


def _texts(said: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """One text, or a text for one and a text for several."""
    return (said,) if isinstance(said, str) else tuple(said or ("",))


@pytest.mark.parametrize("room", ROOMS)
def test_the_catalogue_has_what_the_room_says_and_nothing_else(room: str) -> None:
    wanted = said(room)
    kept = {_texts(message.id)[0] for message in messages(room)}
    assert {text: where for text, where in wanted.items() if text not in kept} == {}, "not translated"
    assert kept - set(wanted) == set(), "nobody says this any longer"
    assert list(catalogue(room).obsolete) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_has_its_swedish(room: str) -> None:
    empty = [message.id for message in messages(room) if message.fuzzy or not all(_texts(message.string))]
    assert empty == []
    assert not catalogue(room).fuzzy


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_stands_twice(room: str) -> None:
    """Of two the last would win, and who mends the first wonders."""
    source = (ROOT / room / "locale/sv/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert source.count("\nmsgid ") == len(messages(room)) + 1  # the header


def _values(text: str) -> tuple[str, ...]:
    return tuple(sorted(VALUE.findall(text)))


@pytest.mark.parametrize("room", ROOMS)
def test_the_swedish_names_the_same_values(room: str) -> None:
    """A value that is left out or misspelt would be missing, or break the sentence when it is said."""
    other = []
    for message in messages(room):
        english, swedish = ({_values(text) for text in _texts(words)} for words in (message.id, message.string))
        other += [] if swedish <= english else [message.id]
    assert other == []


def test_a_text_of_two_rooms_has_one_translation() -> None:
    """Django lays the catalogues together: of two translations one would win."""
    by_text: dict[str, set[tuple[str, ...]]] = {}
    for room in ROOMS:
        for message in messages(room):
            by_text.setdefault(_texts(message.id)[0], set()).add(_texts(message.string))
    assert {text: found for text, found in by_text.items() if len(found) > 1} == {}
