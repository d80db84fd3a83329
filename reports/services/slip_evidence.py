"""Rows of hours that name the slips behind them: what such a row must be, and what binds it when it is handed in."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.interim import INTERIM
from agreements.models import Agreement
from agreements.periods import Period
from office.models import Organization
from office.refusals import Refusal
from reports.models import ReportVersion, SlipUse, VolunteerHours
from reports.selectors.slips import attested_in, used_elsewhere
from reports.slip_rows import AttestedSlip

Values = dict[str, Any]
Rows = list[Values]


def refusals(
    values: Values, agreement: Agreement, organization: Organization, period: Period | None, writer: Organization
) -> Iterator[Refusal]:
    """A row that names slips sums them: attested ones of the writing association, each in one row of one report. It is
    no interim report: a slip is handed in once."""
    named = [(index, row) for index, row in enumerate(values.get("volunteer_hours") or []) if row and row.get("slips")]
    if not named or period is None:
        return
    own = writer == organization and INTERIM not in period.label
    known = attested_in(agreement, organization, period) if own else {}
    elsewhere = used_elsewhere(known, period)
    seen: set[int] = set()
    for index, row in named:
        at = f"volunteer_hours[{index}].slips"
        if unknown := [pk for pk in row["slips"] if pk not in known]:
            message = _("There are no attested slips of yours for the period with the ids %(ids)s.")
            yield Refusal("slip.not_attested", message % {"ids": unknown[:10]}, at, "attested slips", unknown[:10])
        elif repeated := [pk for pk, times in Counter(row["slips"]).items() if pk in seen or times > 1]:
            message = _("A slip stands behind one row: %(ids)s stand behind two.")
            yield Refusal("slip.twice", message % {"ids": repeated[:10]}, at, "each slip once", repeated[:10])
        elif taken := [pk for pk in row["slips"] if pk in elsewhere]:
            message = _("The slips %(ids)s were handed in with another report.")
            yield Refusal("slip.used", message % {"ids": taken[:10]}, at, "slips that are free", taken[:10])
        else:
            yield from _sum_wrong(row, [known[pk] for pk in row["slips"]], f"volunteer_hours[{index}]")
        seen.update(row["slips"])


def _sum_wrong(row: Values, slips: list[AttestedSlip], at: str) -> Iterator[Refusal]:
    """Hours, category and days are the slips'. The activity's name and the head counts are the treasurer's to mend."""
    hours = sum((slip.hours for slip in slips), Decimal(0))
    if row.get("hours") not in (None, hours):
        message = _("The slips behind the row are %(hours)s h, and stand. Type other hours in a row of its own.")
        yield Refusal("slip.sum", message % {"hours": hours}, f"{at}.hours", str(hours), str(row["hours"]))
    if row.get("category") and any(slip.category != row["category"] for slip in slips):
        message = _("The slips behind the row are of another category.")
        yield Refusal("slip.sum", message, f"{at}.category", slips[0].category, row["category"])
    days = [slip.day for slip in slips]
    start, end = row.get("starts_on"), row.get("ends_on")
    if start and end and not start <= min(days) <= max(days) <= end:
        message = _("The slips behind the row are from %(start)s to %(end)s.") % {"start": min(days), "end": max(days)}
        yield Refusal("slip.sum", message, at, f"{min(days)} – {max(days)}", f"{start} – {end}")


_SAME = ("activity", "category", "hours", "starts_on", "ends_on")


def traced(before: Rows, rows: Rows) -> Rows:
    """New rows, with the slips of those that say what a traced row said: a client that does not know of slips keeps
    them by sending back what it read."""
    known = {tuple(row[name] for name in _SAME): row["slips"] for row in before if row.get("slips")}

    def same(row: Values) -> Values:
        slips = known.get(tuple(row.get(name) for name in _SAME)) if row and "slips" not in row else None
        return {**row, "slips": slips} if slips else row

    return [same(row) for row in rows]


def bind(version: ReportVersion, rows: Rows, made: list[VolunteerHours]) -> None:
    """The slips behind a version's rows, for good."""
    SlipUse.objects.bulk_create(
        SlipUse(slip_id=pk, version=version, hours=hours)
        for row, hours in zip(rows, made, strict=True)
        for pk in row.get("slips") or ()
    )


def bound(version: ReportVersion) -> dict[int, list[int]]:
    """By row of hours: the slips that it was handed in with."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for hours, slip in SlipUse.objects.filter(version=version).order_by("slip").values_list("hours", "slip"):
        found[hours].append(slip)
    return dict(found)
