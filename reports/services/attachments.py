"""Attach a paper to what is being written, take it out, give its content, forget what nobody has any more.

The papers of a version are its own for good: a correction begins with them, and goes its own way.
"""

import hashlib
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from office import soundness
from office.models import Organization, User
from office.refusals import Refusal, Refused, accepted, conflict
from office.services import revisions, scanning, trail, uploads
from office.services.uploads import Arrived
from reports.models import (
    AnnualReport,
    AttachedContent,
    AttachedFile,
    Attachment,
    DraftAttachment,
    ReportDraft,
    ReportVersion,
    VersionAttachment,
)
from reports.selectors import attachments
from reports.services import writing
from reports.services.standing import locked, open_draft, revision_of, writer_for

Values = dict[str, Any]
ACCEPTS = ("pdf", "xlsx", "docx", "png", "jpeg")
#: Papers of one report: what belongs together is one file.
MOST = 50
#: Bytes of a content that are held at a time where many are read.
PIECE = 2**20


def look_at(report: AnnualReport, values: Values, by: User, refusals: list[Refusal]) -> Arrived:
    """Look at a paper that somebody wants to attach, and have it scanned: before any transaction, since it takes time.

    Raises `Refused`: 403 for those who do not write, 413, 400 with all that is wrong, 422 for what the scanner finds,
    503 where it does not answer.
    """
    party = next(one for one in report.agreement.parties.all() if one.organization_id == report.organization_id)
    writer_for(report.agreement, party, by)
    refusals = list(refusals)
    arrived = uploads.examine(values.get("file"), ACCEPTS, refusals)
    arrived = accepted(arrived, refusals)
    _refuse_unsound(arrived)
    scanning.refuse_infected(arrived.content)
    return arrived


def _refuse_unsound(arrived: Arrived) -> None:
    """A paper that nobody can open is none, and one with a program in it is not kept for others to run."""
    try:
        soundness.look_into(arrived.content, arrived.format)
    except soundness.Broken:
        message = _("The file begins as a %(format)s and is not a whole one. Save or print it anew, and attach that.")
        told = message % {"format": arrived.format.upper()}
        raise Refused(Refusal("upload.broken", told, "file", arrived.format, None)) from None
    except soundness.Macros:
        message = _("There are macros in the file. Save it without them, or as a PDF, and attach that.")
        raise Refused(Refusal("upload.macros", message, "file", "a file without macros", None)) from None


def attach(report: AnnualReport, arrived: Arrived, kind: str, by: User, expected: str | None) -> Attachment:
    """Attach a paper to the draft, begun by it where a report was sent back.

    Raises `Refused`: 403 for those who do not write, 409 where what was handed in stands, 412, 400.
    """
    with transaction.atomic():
        report, writer, draft = _going_on(report, by, expected)
        _refuse_more(draft, kind, arrived)
        made = paper(report, writer, arrived, kind, by)
        DraftAttachment.objects.create(draft=draft, attachment=made)
        writing.tell("report.attached", report, writer, by, **_told(made))
    return made


def paper(report: AnnualReport, writer: Organization, arrived: Arrived, kind: str, by: User) -> Attachment:
    """A paper of a report, for the caller's transaction to say what has it."""
    return Attachment.objects.create(
        report=report, writer=writer, file=_kept(arrived), kind=kind, name=arrived.name, recorded_by=by
    )


def remove(report: AnnualReport, attachment: Attachment, by: User, expected: str | None) -> AnnualReport:
    """Take a paper out of the draft; a version that has it keeps it. Raises `Refused`: 403, 409, 412."""
    with transaction.atomic():
        report, writer, draft = _going_on(report, by, expected)
        if not draft.attached.filter(attachment=attachment).delete()[0]:
            raise conflict("attachment.removed", _("The paper has been taken out of what you are writing already."))
        writing.tell("report.attachment_removed", report, writer, by, **_told(attachment))
    return report


def _told(one: Attachment) -> dict[str, Any]:
    return {"attachment": one.pk, "paper": one.kind, "sha256": one.file_id}


def _going_on(report: AnnualReport, by: User, expected: str | None) -> tuple[AnnualReport, Organization, ReportDraft]:
    """The draft at its next revision, so that what was signed before is signed anew."""
    report, agreement, party = locked(report)
    writer = writer_for(agreement, party, by)
    draft = open_draft(report, writer)
    revisions.require(report, expected, revision_of(report, draft))
    said = writing.writable(report, draft, writer)
    return report, writer, writing.keep(report, writer, said, by)


def _refuse_more(draft: ReportDraft, kind: str, arrived: Arrived) -> None:
    there = attachments.of(draft)
    if any(one.kind == kind and one.file_id == arrived.sha256 for one in there):
        message = _("This very file is attached as this kind of paper already.")
        raise Refused(Refusal("attachment.twice", message, "file", "another file, or another kind", arrived.name))
    if len(there) >= MOST:
        message = _("At most %(most)s papers are attached to a report: put together what belongs together.")
        raise Refused(Refusal("attachment.too_many", message % {"most": MOST}, "file", f"<= {MOST}", len(there) + 1))


def _kept(arrived: Arrived) -> AttachedFile:
    """The file with this content: the one that is there, held so that it is not forgotten meanwhile, or a new one."""
    fresh = AttachedFile(sha256=arrived.sha256, format=arrived.format, size=len(arrived.content))
    AttachedFile.objects.bulk_create([fresh], ignore_conflicts=True)
    file = AttachedFile.objects.select_for_update().get(pk=arrived.sha256)
    if not AttachedContent.objects.filter(file=file).exists():
        AttachedContent.objects.create(file=file, content=arrived.content)
    return file


def bind(version: ReportVersion, attached: list[Attachment]) -> None:
    """The papers that a version is handed in with, for good."""
    VersionAttachment.objects.bulk_create(VersionAttachment(version=version, attachment=one) for one in attached)


def content(attachment: Attachment) -> bytes:
    """The bytes of a paper that a draft or a version has. Raises `Refused`: 409 where what is kept is not what came."""
    found = bytes(AttachedContent.objects.get(file=attachment.file_id).content)
    if hashlib.sha256(found).hexdigest() != attachment.file_id:
        message = _("What is kept of %(name)s is not what was attached: its hash is another. Nothing of it is sent.")
        raise conflict("attachment.altered", message % {"name": attachment.name}, expected=attachment.file_id)
    return found


def whole(file: str) -> bool:
    """Whether the content that is kept, by its hash, is there and has that hash."""
    found = hashlib.sha256()
    for piece in pieces(file):
        found.update(piece)
    return found.hexdigest() == file


def pieces(file: str) -> Iterator[bytes]:
    """The bytes of a content that is kept, by its hash, some at a time; nothing where it has been forgotten."""
    found = AttachedContent.objects.filter(file=file)
    for start in count(1, PIECE):
        piece = found.values_list(Substr("content", start, PIECE), flat=True).first()
        if not piece:
            return
        yield bytes(piece)


def forget() -> int:
    """Delete the contents that no draft and no version has any more; answer how many. The hash stays."""
    has = Q(Exists(DraftAttachment.objects.filter(attachment=OuterRef("pk"))))
    has |= Q(Exists(VersionAttachment.objects.filter(attachment=OuterRef("pk"))))
    has |= Q(completes__isnull=False)
    used = Attachment.objects.filter(has, file=OuterRef("pk"))
    count = 0
    for pk in AttachedContent.objects.filter(~Exists(used)).values_list("pk", flat=True):
        with transaction.atomic():
            file = AttachedFile.objects.select_for_update().get(pk=pk)
            if AttachedContent.objects.filter(~Exists(used), file=file).delete()[0]:
                count += 1
                for one in file.attachments.all():
                    concerns, data = [one.writer_id], _told(one)
                    trail.record("attachment.forgotten", by=None, subject=one, concerns=concerns, data=data, draft=True)
    return count
