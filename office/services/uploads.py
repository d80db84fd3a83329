"""Take a file in, give its content to who works on it, and forget it.

A file is kept in the transaction of its cause and told in the trail by it. Nothing is parsed here: that is a job's.
"""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from office import formats
from office.fields import names_a_person
from office.models import Organization, Upload, UploadContent, User
from office.refusals import Refusal, Refused, accepted
from office.services import trail

NAME_LENGTH = 200


class Arrived(NamedTuple):
    """A file that was looked at: what it is called and is, and what it holds."""

    name: str
    format: str
    content: bytes
    sha256: str


def too_large() -> Refused:
    """413, with how much is taken."""
    most = settings.MAX_UPLOAD_BYTES
    message = _("The file is too large: at most %(most)s MB are taken here.") % {"most": f"{most / 1_000_000:g}"}
    return Refused(Refusal("upload.too_large", message, "file", f"<= {most}"), status=413)


def examine(
    file: "UploadedFile[Any] | None",
    accepts: Collection[str],
    refusals: list[Refusal],
    why_not: Callable[[bytes], str] | None = None,
) -> Arrived | None:
    """Look at a file that came as `file`; appends what is wrong with it, and answers None then. `why_not` says in a
    sentence what a file of another format is, where whoever takes it knows better than its name.

    None for a file means that the body has said already that it is missing. Raises `Refused` (413) when it is larger
    than `MAX_UPLOAD_BYTES`.
    """
    if file is None:
        return None
    content = file.read(settings.MAX_UPLOAD_BYTES + 1)
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise too_large()
    name = "".join(char for char in file.name or "" if char.isprintable())[:NAME_LENGTH]
    found = formats.format_of(content)
    wrong = _wrong(name, content, found, accepts, why_not)
    refusals += wrong
    return None if wrong or found is None else Arrived(name, found, content, hashlib.sha256(content).hexdigest())


def _wrong(
    name: str, content: bytes, found: str | None, accepts: Collection[str], why_not: Callable[[bytes], str] | None
) -> list[Refusal]:
    if not content:
        return [Refusal("upload.empty", _("The file is empty."), "file", "> 0", 0)]
    wrong = []
    if found not in accepts:
        message = _("The file is not one that is taken here: %(formats)s. What it is shows in what it holds.")
        told = why_not(content) if why_not else message % {"formats": formats.named(accepts)}
        wrong.append(Refusal("upload.format", told, "file", list(accepts), found))
    if names_a_person(name):
        message = _("A personal identity number stands in the file's name. Rename it: no persons are stored here.")
        wrong.append(Refusal("personal_number", message, "file"))
    return wrong


def keep(arrived: Arrived, organization: Organization, by: User | None) -> Upload:
    """Keep a file in an organisation's own space; the caller's transaction and trail say why."""
    with transaction.atomic():
        upload = Upload.objects.create(
            organization=organization,
            name=arrived.name,
            format=arrived.format,
            size=len(arrived.content),
            sha256=arrived.sha256,
            recorded_by=by,
            used_at=timezone.now(),
        )
        UploadContent.objects.create(upload=upload, content=arrived.content)
    return upload


def receive(
    file: "UploadedFile[Any] | None", organization: Organization, by: User | None, accepts: Collection[str]
) -> Upload:
    """`examine` and `keep` where nothing else can be wrong."""
    refusals: list[Refusal] = []
    return keep(accepted(examine(file, accepts, refusals), refusals), organization, by)


def content(upload: Upload) -> bytes:
    """What a file holds. Raises `Refused` (409) when it has been discarded."""
    found = UploadContent.objects.filter(upload=upload).values_list("content", flat=True).first()
    if found is None:
        message = _("The file's content is no longer kept. Upload the file again.")
        raise Refused(Refusal("upload.discarded", message), status=409)
    Upload.objects.filter(pk=upload.pk).update(used_at=timezone.now())
    return bytes(found)


def discard(upload: Upload) -> bool:
    """Delete a file's content and keep its row and hash; False where that was done already."""
    with transaction.atomic():
        rows = Upload.objects.filter(pk=upload.pk, discarded_at__isnull=True)
        if not rows.update(discarded_at=timezone.now()):
            return False
        UploadContent.objects.filter(upload=upload).delete()
    return True


def forget(before: datetime) -> int:
    """Discard what nobody has needed since a moment; answer how many files."""
    count = 0
    for upload in Upload.objects.filter(used_at__lt=before, discarded_at__isnull=True):
        with transaction.atomic():
            if discard(upload):
                concerns, data = [upload.organization_id], {"sha256": upload.sha256}
                trail.record("upload.forgotten", by=None, subject=upload, concerns=concerns, data=data, draft=True)
                count += 1
    return count
