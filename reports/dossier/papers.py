"""Papers that were handed in with a version, or afterwards to complete a report: what each is, and its very content.

A content is a file of its own, once, however often it was handed in. It is called by the SHA-256 of its bytes and by
what it holds; what its sender called it is data, and names no file. A draft's papers are its writer's and cannot be
here.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.dossier import pages, tables
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.dossier.words import moment
from reports.exporting.headings import word
from reports.models import AnnualReport, Attachment, PaperCompletion, VersionAttachment
from reports.models.attachments import PaperKind
from reports.services import attachments

Json = dict[str, Any]
FOLDER, AT_A_TIME = "4-reports", 200
SHOWN = ("organization_name", "period", "version", "kind", "name", "size", "received_on", "audited_by", "recorded_at")


def placed(paper: Json) -> Json:
    """A paper with where its content lies in the archive."""
    return {**paper, "file": f"{FOLDER}/papers/{paper['sha256']}.{paper['format']}"}


def write(archive: Archive, question: Question) -> None:
    """The papers as a table, and the content of each."""
    title = _("Papers handed in")
    archive.add(f"{FOLDER}/papers.json", title, tables.json_rows(_papers(question)), counts=True)
    archive.add(f"{FOLDER}/papers.html", title, pages.page(question, title, _page(question)))
    written: set[str] = set()
    for one in _papers(question):
        if one["file"] not in written:
            written.add(one["file"])
            name = f"{PaperKind(one['kind']).label} {one['period']}: {one['name']}"
            archive.add(one["file"], name, attachments.pieces(one["sha256"]))
            archive.tick()


def _papers(question: Question) -> Iterator[Json]:
    """By report and version, then what came afterwards; of the reports that the asker may see."""
    seen = question.seen(AnnualReport).filter(agreement=question.agreement)
    bound = VersionAttachment.objects.filter(
        version__report__in=seen, version__recorded_at__lte=question.known_at
    ).select_related("version", "attachment__report__organization")
    for row in bound.order_by("version__report__period", "version", "attachment").iterator(AT_A_TIME):
        version = row.version
        yield _told(row.attachment, version.number, version.received_on, version.recorded_at, "")
    came = PaperCompletion.objects.filter(report__in=seen, recorded_at__lte=question.known_at)
    related = came.select_related("attachment__file", "attachment__report__organization")
    for one in related.order_by("report__period", "pk").iterator(AT_A_TIME):
        yield _told(one.attachment, None, one.received_on, one.recorded_at, one.audited_by)


def _told(one: Attachment, version: int | None, received_on: Any, recorded_at: Any, audited_by: str) -> Json:
    """A paper; without a version it came afterwards."""
    return placed(
        {
            "id": one.pk,
            "report": one.report_id,
            "organization": one.report.organization_id,
            "organization_name": one.report.organization.name,
            "period": one.report.period,
            "version": version,
            "kind": one.kind,
            "name": one.name,
            "format": one.file.format,
            "size": one.file.size,
            "sha256": one.file_id,
            "received_on": received_on,
            "audited_by": audited_by,
            "recorded_at": recorded_at,
        }
    )


def _page(question: Question) -> Iterator[str]:
    """Each with the way to its content."""
    yield pages.table_head([*(word(name.removesuffix("_name")) for name in SHOWN), _("File")])
    for one in _papers(question):
        said = {**one, "kind": PaperKind(one["kind"]).label, "recorded_at": moment(one["recorded_at"])}
        link = pages.link(one["file"].removeprefix(f"{FOLDER}/"), one["sha256"])
        yield pages.table_row([*((name == "size", said[name]) for name in SHOWN), (False, link)])
    yield pages.TABLE_END
