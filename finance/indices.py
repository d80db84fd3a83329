"""Index series from YAML: those in `data/index_series/`, and what an installation keeps in a folder of its own.

A file there adds months to a series that is known, or a series with its description and unit. The form of a file is
said in `data/index_series/kpi.yaml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from finance import dated
from finance.indexation import IndexValue, Month, Series
from office import quoted

FOLDER = dated.DATA / "index_series"


class TakenBack(NamedTuple):
    """A month that was quoted by mistake and has no value after all, from a day on, and who says so."""

    month: Month
    published_on: date
    source: str


class UnusableFileError(ValueError):
    """An index file that cannot be used, with the file and why."""


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """A named series with its description by language and, by month, the day that each value was checked. `taken_back`
    are the months whose value is null.
    """

    name: str
    description: dict[str, str]
    unit: str
    values: tuple[IndexValue, ...]
    checked_on: dict[Month, date]
    taken_back: tuple[TakenBack, ...] = ()

    @property
    def series(self) -> Series:
        return Series(self.name, self.values)


def load(texts: Iterable[str]) -> dict[str, PublishedSeries]:
    """Series by name, from files in order. Raises `yaml.YAMLError` for a double key, `KeyError` for a value without its
    source, day or unit, `ValueError` for a month that stands twice, for an index that is not above zero and for a day
    that is none.
    """
    found: dict[str, PublishedSeries] = {}
    for text in texts:
        _add(found, text)
    return found


def _add(found: dict[str, PublishedSeries], text: str) -> None:
    """Add a file's series and months to those that are known."""
    for name, said in quoted.read(text).items():
        before = found.get(name)
        if before is None:
            before = PublishedSeries(name, said["description"], said["unit"], (), {})
        found[name] = _extended(before, said["values"])


def _extended(series: PublishedSeries, values: dict[str, dict[str, Any]]) -> PublishedSeries:
    """The series with the file's months added, in order of time."""
    added, checked_on, taken_back = list(series.values), dict(series.checked_on), list(series.taken_back)
    for text, said in values.items():
        month, value = _month(text), None if said["value"] is None else Decimal(said["value"])
        if month in checked_on:
            raise ValueError(f"{series.name}: {month} stands twice")
        if value is not None and not value > 0:
            raise ValueError(f"{series.name}: the index of {month} is not above zero")
        for name in ("published_on", "checked_on"):
            if not isinstance(said[name], date):
                raise ValueError(f"{series.name}: {name} of {month} is no date: {said[name]}")
        checked_on[month] = said["checked_on"]
        if value is None:
            taken_back.append(TakenBack(month, said["published_on"], said["source"]))
        else:
            added.append(IndexValue(month, value, said["published_on"], said["source"]))
    return replace(series, values=tuple(sorted(added)), checked_on=checked_on, taken_back=tuple(taken_back))


def _month(text: str) -> Month:
    """A month as it stands in a file, "2021-12". Raises `ValueError` for anything else."""
    day = date.fromisoformat(f"{text}-01")
    return Month(day.year, day.month)


def published(own: Path | None = None) -> dict[str, PublishedSeries]:
    """The series that an installation carries, `own` being its folder of additions. Raises `UnusableFileError`."""
    found: dict[str, PublishedSeries] = {}
    for path in [path for folder in (FOLDER, own) if folder for path in sorted(folder.glob("*.yaml"))]:
        try:
            _add(found, path.read_text(encoding="utf-8"))
        except KeyError as error:
            raise UnusableFileError(f"{path}: {error} is missing.") from error
        except (OSError, yaml.YAMLError, ValueError, TypeError, AttributeError, InvalidOperation) as error:
            raise UnusableFileError(f"{path}: {error}") from error
    return found
