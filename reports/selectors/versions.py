"""What a version consists of, and how two of them differ."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from office.bodies import plain
from office.differences import Difference, Keys, differences
from reports.models import AnnualReport, Attachment, ReportVersion
from reports.selectors.attachments import of, told

Json = dict[str, Any]
HOURS = ("activity", "category", "hours", "starts_on", "ends_on", "women", "men", "attested_by", "work")
#: What tells the rows of a version's lists apart.
KEYS: Keys = {
    "figures": ("kind", "source"),
    "volunteer_hours": ("activity", "category", "starts_on", "ends_on"),
    "activities": ("name", "unit"),
    "attachments": ("kind", "name"),
    "completions": ("kind",),
}
NOTHING: Json = {
    "figures": [],
    "volunteer_hours": [],
    "activities": [],
    "narrative": "",
    "audited_by": "",
    "attachments": [],
}


def content_of(version: ReportVersion) -> Json:
    """All that was handed in, as JSON: amounts, hours and dates as text. What is frozen, compared and told to differ
    is this: whatever else a version comes to consist of joins by a line here, in `content_of_draft` and in `NOTHING`
    (and in `KEYS`, if it is a list).
    """
    return {
        "figures": version.figures,
        "volunteer_hours": [{name: plain(getattr(row, name)) for name in HOURS} for row in version.hours.all()],
        "activities": version.activities,
        "narrative": version.narrative,
        "audited_by": version.audited_by,
        "attachments": told(of(version)),
    }


def content_of_draft(said: Json, attached: Iterable[Attachment]) -> Json:
    """The same of what is being written, from its values and papers: what would be handed in."""
    rows = [{name: row[name] for name in HOURS} for row in said["volunteer_hours"]]
    whole: Json = plain({**NOTHING, **said, "volunteer_hours": rows, "attachments": told(attached)})
    return {name: whole[name] for name in NOTHING}


def answered(version: ReportVersion) -> Json | None:
    """The municipality's answer to a version, as JSON; None while there is none."""
    found, first = getattr(version, "review", None), getattr(version, "first_approval", None)
    if found is None:
        return None
    said = {name: getattr(found, name) for name in ("outcome", "reviewed_on", "comment", "due_on", "parts", "rates")}
    before = first and {name: getattr(first, name) for name in ("approved_on", "remarks")}
    answer: Json = plain({**said, "first_approval": before})
    return answer


def completed(report: AnnualReport, at: datetime) -> list[Json]:
    """The papers that had been added to a report at a moment, after it was received incomplete, as JSON."""
    rows = report.completions.filter(recorded_at__lte=at).select_related("attachment__file").order_by("pk")
    return [
        {**paper, "received_on": row.received_on.isoformat(), "audited_by": row.audited_by}
        for row in rows
        for paper in told([row.attachment])
    ]


def signed(version: ReportVersion) -> list[Json]:
    """By which mandates a version was handed in, as JSON."""
    rows = version.signatures.select_related("mandate").order_by("pk")
    return [
        {"mandate": row.mandate_id, "office": row.mandate.office, "signed_at": row.signed_at.isoformat()}
        for row in rows
    ]


def differing(before: Json, after: Json) -> list[Difference]:
    """Where two versions' contents differ."""
    return list(differences(before, after, KEYS))
