"""A report side by side: what was promised, what it tells, what the books and the year before have. A dash is what
nobody has said; zero is zero."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from office.language import current_language
from reports.checks.facts import AgreementFacts, BooksFact
from reports.checks.results import CheckResult, Component, Line
from reports.models import AnnualReport
from reports.selectors.sheets import Beside, lines_before, lines_of
from reports.sheets.layout import FIGURES, label
from reports.words import KINDS

Json = dict[str, Any]


class Row(NamedTuple):
    """One thing in a unit (`SEK`, `h`, an activity's own); None is what is not said. `difference` is reported less
    promised; `part`: it is a part of the row above."""

    what: str
    unit: str
    promised: Decimal | None
    reported: Decimal | None
    booked: Decimal | None
    last: Decimal | None
    part: bool = False

    @property
    def difference(self) -> Decimal | None:
        return None if self.promised is None or self.reported is None else self.reported - self.promised


def compared(
    report: AnnualReport, content: Json, result: CheckResult, facts: AgreementFacts, known: Beside
) -> list[Row]:
    """Every figure of a report's content (`{"figures": …}` with decimals as text): money, hours, activities."""
    money = _money(content, known, _books(report, facts))
    hours = _hours(content, known, lines_of(report, result), lines_before(report, result))
    return [*_paid(report, result), *money, *hours, *_activities(content, known)]


def _books(report: AnnualReport, facts: AgreementFacts) -> BooksFact | None:
    """The newest reading of the association's books for the period."""
    party = next((one.id for one in facts.parties if one.organization == report.organization_id), None)
    found = [one for one in facts.books if (one.party, one.period) == (party, report.period)]
    return found[-1] if found else None


def _paid(report: AnnualReport, result: CheckResult) -> Iterator[Row]:
    """What was promised the organisation and paid, and what was paid for the period before."""
    before: dict[int, Decimal | None] = {}
    for one in result.periods:
        funding = [line for line in one.lines if line.kind == "funding"]
        if one.period.label == report.period:
            for line in funding:
                called, last = _("Paid by %(name)s") % {"name": line.party.name}, before.get(line.commitment.id)
                yield Row(called, "SEK", line.promised, line.delivered, None, last)
        before = {line.commitment.id: line.delivered for line in funding}


def _money(content: Json, known: Beside, books: BooksFact | None) -> Iterator[Row]:
    language = current_language()
    now, last = (
        {(row["kind"], row["source"]): Decimal(row["amount"]) for row in one["figures"]}
        for one in (content, known.last)
    )
    booked = books.figures if books else None
    yield Row(
        label("kind", "own_cash", language),
        "SEK",
        known.promised.get("own_cash"),
        _own_cash(now),
        booked.own_cash if booked else None,
        _own_cash(last),
    )
    by_kind = {"income": booked.income, "costs": booked.costs} if booked else {}
    for kind, source in FIGURES:
        key = kind, source
        if source and (key in now or key in last):
            yield Row(label("source", source, language), "SEK", None, now.get(key), None, last.get(key), part=True)
        if not source and (key in now or key in last or kind in known.promised):
            promised = known.promised.get(kind)
            yield Row(label("kind", kind, language), "SEK", promised, now.get(key), by_kind.get(kind), last.get(key))


def _own_cash(figures: dict[tuple[str, str], Decimal]) -> Decimal | None:
    """Of all sources together; public money is told, and counts only where the agreement says so."""
    found = [amount for (kind, _source), amount in figures.items() if kind == "own_cash"]
    return sum(found, Decimal(0)) if found else None


def _hours(content: Json, known: Beside, lines: Iterable[Line], earlier: Iterable[Line]) -> Iterator[Row]:
    language = current_language()
    now, last = (_by_category(one["volunteer_hours"]) for one in (content, known.last))
    parts, before = _volunteer_time(lines), _volunteer_time(earlier)
    for commitment, part in parts.items():
        worth = before[commitment].delivered if commitment in before else None
        yield Row(str(KINDS["volunteer_time"]), "SEK", part.promised, part.delivered, None, worth)
    hours = sum(now.values(), Decimal(0)) if now else None
    promised = next((part.promised_hours for part in parts.values() if part.promised_hours is not None), None)
    if now or last or parts:
        yield Row(_("Hours"), "h", promised, hours, None, sum(last.values(), Decimal(0)) if last else None)
    for category in dict.fromkeys((*now, *last)):
        called = label("category", category, language)
        yield Row(called, "h", None, now.get(category), None, last.get(category), part=True)


def _volunteer_time(lines: Iterable[Line]) -> dict[int, Component]:
    """What each commitment that promised volunteer time has of it."""
    parts = ((line.commitment.id, part) for line in lines for part in line.components)
    return {commitment: part for commitment, part in parts if part.kind == "volunteer_time" and part.counting}


def _by_category(rows: Iterable[Json]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["category"]] = found.get(row["category"], Decimal(0)) + Decimal(row["hours"])
    return found


def _activities(content: Json, known: Beside) -> Iterator[Row]:
    now, last = (
        {(row["name"].casefold(), row["unit"].casefold()): row for row in one["activities"]}
        for one in (content, known.last)
    )
    promised = {(name.casefold(), unit.casefold()): (name, unit, much) for name, unit, much in known.activities}
    for key in dict.fromkeys((*promised, *now, *last)):
        row = now.get(key) or last.get(key)
        name, unit = promised[key][:2] if key in promised else (row["name"], row["unit"]) if row else key
        much = promised[key][2] if key in promised else None
        yield Row(name, unit, much, _quantity(now.get(key)), None, _quantity(last.get(key)))


def _quantity(row: Json | None) -> Decimal | None:
    return Decimal(row["quantity"]) if row else None
