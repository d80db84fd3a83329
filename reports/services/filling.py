"""A draft report fills itself from the association's attested slips."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.selectors import conditions_by, period_named
from finance.rates import table_of
from office.bodies.reading import MOST_ROWS
from office.models import User
from office.refusals import Refusal, accepted, forbidden, refuse_if
from office.services import revisions
from reports.models import AnnualReport
from reports.selectors.slips import attested_in, used_before
from reports.services import writing
from reports.services.standing import locked, open_draft, revision_of, writer_for
from reports.slip_rows import FilledRow, rows

Values = dict[str, Any]


def fill(report: AnnualReport, by: User, expected: str | None) -> AnnualReport:
    """Put the period's attested slips into the draft as rows of hours. Rows typed by hand stay; filling again adds what
    has been attested since, and doubles nothing.

    Raises `Refused`: 403 for those who do not write for the association, 412, 409 when there is nothing being written.
    """
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        if writer != party.organization:
            raise forbidden("slip.association_only", _("Only the association fills its report from its own slips."))
        draft = open_draft(report, writer)
        revisions.require(report, expected, revision_of(report, draft))
        before = writing.writable(report, draft, writer)
        refusals: list[Refusal] = []
        period = accepted(period_named(agreement, report.period, refusals), refusals)
        attested = attested_in(agreement, party.organization, period)
        now = [row for row in before["volunteer_hours"] if row]
        named = {pk for row in now for pk in row.get("slips") or ()}
        free = attested.keys() - used_before(attested)
        table = table_of(conditions_by(agreement)(period))
        made = rows([slip for pk, slip in attested.items() if pk in named or pk in free], table)
        after = _merged(now, made)
        if after != now:
            refuse_if(_too_many(after))
            writing.keep(report, writer, {**before, "volunteer_hours": after}, by)
            writing.tell("report.filled_from_slips", report, writer, by)
    return report


#: What the treasurer may mend of a row that was filled; the rest is the slips' own.
_MENDED = ("activity", "attested_by", "work")


def _merged(now: list[Values], made: list[FilledRow]) -> list[Values]:
    """What was typed by hand, then the filled rows."""
    standing = [row for row in now if row.get("slips")]
    return [*(row for row in now if not row.get("slips")), *(_row(one, standing) for one in made)]


def _row(made: FilledRow, standing: list[Values]) -> Values:
    """A row whose slips are the same stands as it is. One that more have joined keeps what the treasurer has mended:
    its words, and head counts above those of any day, for they say who came in all.
    """
    row = {**made._asdict(), "slips": list(made.slips), "work": "volunteer_work"}
    parts = [one for one in standing if not set(one["slips"]).isdisjoint(made.slips)]
    for part in parts:
        if set(part["slips"]) == set(made.slips):
            return part
    if parts:
        row |= {name: parts[0][name] for name in _MENDED}
        row |= {name: max(row[name], *(part[name] for part in parts)) for name in ("women", "men")}
    return row


def _too_many(after: list[Values]) -> list[Refusal]:
    if len(after) <= MOST_ROWS:
        return []
    message = _("At most %(most)s rows at a time.") % {"most": MOST_ROWS}
    return [Refusal("too_many", message, "volunteer_hours", f"<= {MOST_ROWS}", len(after))]
