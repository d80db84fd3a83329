"""Words: what was typed, nested as the names of its fields like `commitments[0].amount` are, and back."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

PART = re.compile(r"\.?([a-z_]{1,40})|\[([0-9]{1,3})\]")
NAME = re.compile(rf"[a-z_]{{1,40}}(?:{PART.pattern})*")
Words = dict[str, Any]
#: By a path of the body, the name of the field that says it.
Where = dict[str, str]


def nested(form: Mapping[str, str]) -> Words:
    """The words by their names; a name that is none is left out. Rows keep their order, not their numbers.

    >>> nested({"title": "A", "parties[0].role": "host"})
    {'title': 'A', 'parties': [{'role': 'host'}]}
    """
    found: dict[str | int, Any] = {}
    for name, text in form.items():
        if not NAME.fullmatch(name):
            continue
        way = [word or int(number) for word, number in PART.findall(name)]
        inner = found
        for step in way[:-1]:
            inner = inner.setdefault(step, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[way[-1]] = text
    words: Words = _listed(found)
    return words


def _listed(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    if found and all(isinstance(key, int) for key in found):
        return [_listed(found[key]) for key in sorted(found)]
    return {str(key): _listed(one) for key, one in found.items()}


def flat(words: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text by the name of its field."""
    if isinstance(words, dict):
        for key, one in words.items():
            yield from flat(one, f"{at}.{key}" if at else key)
    elif isinstance(words, list):
        for place, one in enumerate(words):
            yield from flat(one, f"{at}[{place}]")
    else:
        yield at, str(words)


def rows_of(words: Words, name: str) -> list[Words]:
    """The rows of a list among the words."""
    found = words.get(name)
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def text(words: Words, name: str) -> str:
    """What was typed into a field."""
    said = words.get(name, "")
    return said.strip() if isinstance(said, str) else ""
