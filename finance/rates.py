"""Volunteer rates: the published ones from `data/volunteer_rates.yaml`, an agreement's own, and those that an approval
froze.

A published rate is quoted with its source and the day it was checked. A missing date is an error, never zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from agreements.conditions import CATEGORY_WORDS
from finance import dated
from finance.valuation import Rate, RateTable, Span, in_force_during
from office import quoted
from office.refusals import Refusal

FILE = dated.DATA / "volunteer_rates.yaml"


@dataclass(frozen=True, slots=True)
class Quote:
    """A published value from a day on, SEK per hour; None says that the rate ends there."""

    category: str
    starts_on: date
    ends_on: date | None
    value: Decimal | None
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A named rate with its description by language and its quotes by category and date."""

    name: str
    description: dict[str, str]
    unit: str
    quotes: tuple[Quote, ...]

    @property
    def table(self) -> RateTable:
        rates = (
            Rate(q.category, q.value, q.starts_on, q.ends_on, q.source) for q in self.quotes if q.value is not None
        )
        return RateTable(self.name, tuple(rates))


def load(text: str) -> dict[str, PublishedRate]:
    """Published rates by name. Raises `yaml.YAMLError` for a double key, `KeyError` for a value without its source."""
    return {
        name: PublishedRate(name, said["description"], said["unit"], tuple(_quotes(said["categories"])))
        for name, said in quoted.read(text).items()
    }


def _quotes(categories: dict[str, dict[date, dict[str, Any]]]) -> list[Quote]:
    return [
        Quote(category, one.starts_on, one.ends_on, one.value, one.source, one.checked_on)
        for category, by_date in categories.items()
        for one in dated.quoted(by_date)
    ]


@lru_cache(maxsize=1)
def published() -> dict[str, PublishedRate]:
    """The rates that this installation carries."""
    return load(FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1024)
def _published_table(name: str) -> RateTable | None:
    """One object per name, so that valuations of many agreements share what they remember about it."""
    rate = published().get(name)
    return rate.table if rate else None


@lru_cache(maxsize=1024)
def _own(name: str, rows: tuple[tuple[str, str, str, str | None, str], ...]) -> RateTable:
    return RateTable(
        name,
        tuple(
            Rate(category, Decimal(rate), date.fromisoformat(start), date.fromisoformat(end) if end else None, source)
            for category, rate, start, end, source in rows
        ),
    )


def table_of(conditions: dict[str, Any]) -> RateTable | None:
    """The rates that an agreement's conditions name or set; None when they say nothing."""
    said = conditions.get("volunteer_rate", {}).get("value")
    if said is None:
        return None
    return _published_table(said) if isinstance(said, str) else table_from(said)


def table_from(said: dict[str, Any]) -> RateTable:
    """The rates that an agreement sets itself, or that an approval froze: `{"name", "rates": […]}`."""
    fields = ("category", "rate", "starts_on", "ends_on", "source")
    return _own(said["name"], tuple(tuple(row[field] for field in fields) for row in said["rates"]))


def frozen(conditions: dict[str, Any], spans: Iterable[Span]) -> dict[str, Any] | None:
    """The quotes that value these spans today, in the form of an agreement's own rates; None where it has no rates.

    Kept with a report's approval, so that a rate that changes later never changes what was approved.
    """
    table = table_of(conditions)
    if table is None:
        return None
    used = [
        {
            "category": rate.category,
            "rate": str(rate.amount),
            "starts_on": rate.starts_on.isoformat(),
            "ends_on": rate.ends_on.isoformat() if rate.ends_on else None,
            "source": rate.source,
        }
        for rate in in_force_during(table, spans)
    ]
    return {"name": table.name, "rates": used}


def refusals(value: Any) -> list[Refusal]:
    """What is wrong with the clause `volunteer_rate`: an unknown name, or own rates that overlap or bear the name of
    published ones (paths inside it)."""
    if isinstance(value, str):
        if value in published():
            return []
        names = ", ".join(published())
        message = _("There is no volunteer rate %(name)s. Known: %(names)s; or set the agreement's own rates.")
        return [
            Refusal("volunteer_rate.unknown", message % {"name": value, "names": names}, "", list(published()), value)
        ]
    found = []
    if value["name"] in published():
        message = _("%(name)s is the name of a published rate: call the agreement's own rates something else.")
        told = message % {"name": value["name"]}
        found.append(Refusal("volunteer_rate.name_taken", told, "name", "another name", value["name"]))
    for index, row in enumerate(value["rates"]):
        if row["ends_on"] and row["ends_on"] < row["starts_on"]:
            message = _("The rate ends before it starts.")
            at = f"rates[{index}].ends_on"
            found.append(
                Refusal("volunteer_rate.ends_before_start", message, at, f">= {row['starts_on']}", str(row["ends_on"]))
            )
        if any(_overlap(row, other) for other in value["rates"][:index]):
            message = _("Two rates for %(category)s hold on the same day.")
            message %= {"category": CATEGORY_WORDS[row["category"]]}
            found.append(
                Refusal("volunteer_rate.overlap", message, f"rates[{index}]", "one rate a day", row["category"])
            )
    return found


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two own rates of a category hold on the same day."""
    if one["category"] != other["category"]:
        return False
    last = min(one["ends_on"] or date.max, other["ends_on"] or date.max)
    return bool(max(one["starts_on"], other["starts_on"]) <= last)
