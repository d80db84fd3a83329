"""Papers of drafts and versions, for one and for many."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from reports.models import AnnualReport, Attachment, DraftAttachment, ReportDraft, ReportVersion, VersionAttachment

Json = dict[str, Any]


def of(holder: ReportDraft | ReportVersion | None) -> list[Attachment]:
    """Those that a draft or a version has, oldest first."""
    return [one.attachment for one in holder.attached.all()] if holder else []


def written(report: AnnualReport, draft: ReportDraft | None) -> list[Attachment]:
    """Those of what would be handed in: the draft's, else those of what was sent back."""
    return of(draft or report.versions.filter(number=report.latest).first())


def told(attached: Iterable[Attachment]) -> list[Json]:
    """What a version consists of, in JSON: which paper it was, by its hash."""
    return [
        {"kind": one.kind, "name": one.name, "format": one.file.format, "size": one.file.size, "sha256": one.file_id}
        for one in attached
    ]


def on_versions(versions: Collection[int]) -> defaultdict[int, list[Attachment]]:
    """By version, in one query."""
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    for row in VersionAttachment.objects.filter(version__in=versions):
        found[row.version_id].append(row.attachment)
    return found


def on_drafts(drafts: Collection[int]) -> defaultdict[int, list[Attachment]]:
    """By draft, in one query."""
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    for row in DraftAttachment.objects.filter(draft__in=drafts):
        found[row.draft_id].append(row.attachment)
    return found
