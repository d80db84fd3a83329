"""What a report's content must satisfy: while it is written, and when it is handed in. Every rule, all at once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.conditions import CATEGORY_WORDS
from agreements.models import Agreement, Party
from agreements.models.terms import ComponentKind
from agreements.periods import Period
from agreements.selectors import conditions_by
from finance.rates import table_of
from finance.valuation import change_within
from office.refusals import Refusal

Values = dict[str, Any]


def _rows(values: Values, name: str) -> list[Values]:
    return [row or {} for row in values.get(name) or []]


def figures(values: Values) -> Iterator[Refusal]:
    """Own cash says its source, nothing else has one; each kind and source stands once."""
    seen = Counter[tuple[str, str]]()
    for index, row in enumerate(_rows(values, "figures")):
        kind, source = row.get("kind"), row.get("source", "")
        if kind is None:
            continue
        if (kind == "own_cash") != bool(source):
            message = _("Own cash says its source (fees, donations …); other figures have none.")
            wanted = "a source" if kind == "own_cash" else None
            yield Refusal("figure.source", message, f"figures[{index}].source", wanted, source or None)
        for name in ("basis", "document") if kind != "in_kind" else ():
            if row.get(name):
                message = _("Only what was given in kind says how it was valued.")
                yield Refusal("figure.basis", message, f"figures[{index}].{name}", None, row[name])
        seen[kind, source] += 1
        if seen[kind, source] == 2:
            message = _("The same figure stands twice: sum the rows.")
            yield Refusal("figures.duplicate", message, f"figures[{index}]", 1, 2)


def activities(values: Values) -> Iterator[Refusal]:
    """Each activity stands once by name and unit."""
    seen = Counter[tuple[str, str]]()
    for index, row in enumerate(_rows(values, "activities")):
        key = (str(row.get("name", "")).casefold(), str(row.get("unit", "")).casefold())
        seen[key] += 1
        if seen[key] == 2:
            message = _("The same activity stands twice: sum the rows.")
            yield Refusal("activities.duplicate", message, f"activities[{index}]", 1, 2)


def hours(values: Values, agreement: Agreement, period: Period | None) -> Iterator[Refusal]:
    """Hours lie within the period, end after they start, and do not span a change of rate."""
    table = table_of(conditions_by(agreement)(period))
    for index, row in enumerate(_rows(values, "volunteer_hours")):
        start, end, at = row.get("starts_on"), row.get("ends_on"), f"volunteer_hours[{index}]"
        if start is None or end is None:
            continue
        if end < start:
            message = _("The hours end on %(end)s, before they start on %(start)s.") % {"end": end, "start": start}
            yield Refusal("hours.end_before_start", message, f"{at}.ends_on", f">= {start}", str(end))
            continue
        if period and not period.starts_on <= start <= end <= period.ends_on:
            span = f"{period.starts_on} – {period.ends_on}"
            message = _("The hours must lie within the period, %(span)s.") % {"span": span}
            yield Refusal("hours.outside_period", message, at, span, f"{start} – {end}")
        changed = change_within(table, row["category"], start, end) if table and row.get("category") else None
        if changed:
            message = _("The rate for %(category)s changes on %(day)s: split the row there.")
            told = {"category": CATEGORY_WORDS[row["category"]], "day": changed}
            yield Refusal("hours.rate_changes", message % told, at, "one rate", f"{start} – {end}")


def undocumented(values: Values) -> Iterator[Refusal]:
    """What was given in kind is handed in with how it was valued and the paper behind it; nothing needs no paper."""
    for index, row in enumerate(values["figures"]):
        for name in ("basis", "document") if row["kind"] == "in_kind" and row["amount"] else ():
            if not row.get(name):
                message = _("Say how what was given in kind was valued, and the paper behind it.")
                yield Refusal(
                    "figure.undocumented", message, f"figures[{index}].{name}", "a basis and a document", None
                )


def refusals(values: Values, agreement: Agreement, period: Period | None) -> list[Refusal]:
    """Everything that is wrong with the content as it is being written."""
    return [*figures(values), *activities(values), *hours(values, agreement, period)]


def _given(values: Values) -> set[str]:
    """Which kinds of contribution the content says something about; zero is something."""
    found = {row["kind"] for row in values["figures"] if row["kind"] in ("own_cash", "in_kind")}
    return found | ({"volunteer_time"} if values["volunteer_hours"] else set())


_PATHS = {"own_cash": "figures", "in_kind": "figures", "volunteer_time": "volunteer_hours"}


def missing(values: Values, agreement: Agreement, party: Party, period: Period | None) -> Iterator[Refusal]:
    """Every figure that was promised for the period (None: it is none of the term any more) is there when a report is
    handed in: zero is data, missing is not zero."""
    given = _given(values)
    named = {(row["name"].casefold(), row["unit"].casefold()) for row in values["activities"]}
    for row in agreement.commitments.all():
        if row.party_id != party.pk or (period and not row.holds_in(period)):
            continue
        parts = row.parts_in(period) if period else row.parts
        if row.kind == "activity" and (row.name.casefold(), row.unit.casefold()) not in named:
            message = _("%(name)s was promised: report how many %(unit)s there were, 0 if none.")
            told = {"name": row.name, "unit": row.unit}
            yield Refusal("report.missing_figure", message % told, "activities", row.name, None)
        promised = [part["kind"] for part in parts] or ([row.kind] if row.kind == "in_kind" else [])
        for kind in dict.fromkeys(promised):
            if kind not in given:
                message = _("%(kind)s was promised: report it, 0 if there was none.")
                message %= {"kind": ComponentKind(kind).label}
                yield Refusal("report.missing_figure", message, _PATHS[kind], kind, None)
        if row.kind == "co_financing" and not parts and not given:
            message = _(
                "An own contribution was promised: report own cash, hours or what was given in kind, 0 if none."
            )
            yield Refusal("report.missing_figure", message, "figures", "own_cash", None)
