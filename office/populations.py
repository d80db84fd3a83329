"""The inhabitants of municipalities from `data/municipalities.yaml`, each figure with its day and source."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from office import quoted

FILE = Path(__file__).parent / "data" / "municipalities.yaml"


class Figure(NamedTuple):
    """Inhabitants of a municipality (by its `code`) on a day."""

    code: str
    on: date
    inhabitants: int
    source: str
    checked_on: date


class Municipality(NamedTuple):
    """A municipality by its code, the cooperation that it is named for, and its figures, oldest first (none: none was
    found)."""

    code: str
    name: str
    cooperation: str
    figures: tuple[Figure, ...]


def load(text: str) -> tuple[Municipality, ...]:
    """Municipalities in the file's order. Raises `yaml.YAMLError` for a double key, `KeyError` for a figure without its
    source or day, `ValueError` for one that is no whole number."""
    said = quoted.read(text)["population"]["municipalities"]
    return tuple(
        Municipality(
            code,
            one["name"],
            one["cooperation"],
            tuple(
                Figure(code, on, int(figure["value"]), figure["source"], figure["checked_on"])
                for on, figure in sorted(one["figures"].items())
            ),
        )
        for code, one in said.items()
    )


@lru_cache(maxsize=1)
def published() -> tuple[Municipality, ...]:
    """The municipalities that this installation knows."""
    return load(FILE.read_text(encoding="utf-8"))
