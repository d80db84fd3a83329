"""Facts of what was handed in: report versions with their hours."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import FilteredRelation

from finance.rates import table_from
from finance.valuation import HoursRow, RateTable
from office.known import recorded
from office.rows import decimal, fetch
from reports.checks import facts as known
from reports.models import ReportVersion, VolunteerHours
from reports.selectors.rows import Grouped, Ids, read


def versions_of(ids: Ids, known_at: datetime | None, parties: Grouped) -> Grouped:
    """Handed-in versions with their hours and the municipality's answer, as far as it was recorded."""
    hours = _hours(ids, known_at)
    party_of = {(agreement, one.organization): one.id for agreement, all_of in parties.items() for one in all_of}
    answer = FilteredRelation("review", condition=recorded(known_at, "review__recorded_at"))
    rows = ReportVersion.objects.filter(recorded(known_at), report__agreement__pk__in=ids).order_by("pk")
    fields = (
        "pk", "report__agreement_id", "report__organization_id", "report_id", "number", "report__period",
        "received_on", "figures", "activities", "answer__outcome", "answer__reviewed_on", "answer__due_on",
        "answer__rates",
    )  # fmt: skip
    found: Grouped = defaultdict(list)
    for (
        pk, agreement, organization, report, number, period, received_on, figures, acts, outcome, on, due_on, rates
    ) in fetch(rows.annotate(answer=answer).values_list(*fields)):  # fmt: skip
        returned, approved = outcome == "returned", outcome == "approved"
        found[agreement].append(
            known.VersionFact(
                report,
                number,
                period,
                party_of[agreement, organization],
                received_on,
                tuple([_figure(one) for one in read(figures)]),
                tuple(hours[pk]) if pk in hours else (),
                tuple([known.ActivityFact(one["name"], Decimal(one["quantity"]), one["unit"]) for one in read(acts)]),
                on if returned else None,
                due_on if returned else None,
                on if approved else None,
                _frozen(rates) if rates else None,
            )
        )
    return found


@lru_cache(maxsize=4096)
def _frozen(text: str) -> RateTable:
    """The rates of an approval: many agreements have the same."""
    return table_from(orjson.loads(text))


def _figure(row: dict[str, Any]) -> known.FigureFact:
    """Versions of before in-kind figures were documented have neither basis nor document."""
    basis, document = row.get("basis", ""), row.get("document", "")
    return known.FigureFact(row["kind"], row["source"], Decimal(row["amount"]), basis, document)


def _hours(ids: Ids, known_at: datetime | None) -> Grouped:
    which = recorded(known_at, "version__recorded_at")
    fields = ("version_id", "activity", "category", "hours", "starts_on", "ends_on", "pk", "women", "men", "work")
    rows = VolunteerHours.objects.filter(which, version__report__agreement__pk__in=ids).order_by("pk")
    found: Grouped = defaultdict(list)
    for version, activity, category, hours, starts_on, ends_on, pk, women, men, work in fetch(
        rows.values_list(*fields)
    ):
        row = HoursRow(activity, category, decimal(hours), starts_on, ends_on, pk, women + men, work)
        found[version].append(row)
    return found
