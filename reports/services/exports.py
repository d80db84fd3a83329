"""Ask for a list as a file, make it in a job, fetch it, and forget it.

What is in a file is what its asker may see when it is made, through the list's own door (`office.lists`). It is fetched
by nobody else, and only while everything by which they saw it is still theirs.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import IO, Any, NamedTuple

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from office.access import acting
from office.language import current_language
from office.lists import Opened, opened
from office.models import User
from office.models.jobs import JobState
from office.models.people import Role
from office.refusals import Refusal, Refused, conflict, forbidden
from office.services import jobs, trail
from reports.exporting.about import about
from reports.exporting.columns import Table, table_of
from reports.exporting.formats import FORMATS, KINDS
from reports.exporting.writing import canonical, too_many
from reports.models import Export, ExportChunk

MAKE = "exports.make"
KEEP = timedelta(days=7)
CHUNK = 1_000_000  # bytes that are held at a time
MOST_WAITING = 10  # files that one person can wait for
Progress = Callable[[int, int | None], None]
Values = dict[str, Any]


def ask(values: Values, by: User, refusals: list[Refusal]) -> Export:
    """Ask for a file; a job makes it.

    The day that the list takes where none is said is written down, so that the file tells it. Raises `Refused`: 400
    with all that is wrong (the list's own words about its parameters), 403 what the list refuses, 404 what is under a
    record that the user does not see, 409 when they wait for too many files already.
    """
    if refusals:
        raise Refused(*refusals)
    filters: dict[str, list[str]] = values["filters"]
    _refuse_other_form(values)
    found = _opened(values["list"], filters, by)
    days = {name: [day.isoformat()] for name, day in found.days.items()}
    filters = {**days, **filters}
    root = table_of(found.whole.shape, found.name)
    chosen, most = _chosen(root, values["table"]), FORMATS[values["format"]].most
    if most and chosen is root and len(found.whole.keys) > most(root):
        raise too_many("list", most(root), len(found.whole.keys))
    return queue(MAKE, by, path=values["list"], filters=filters, table=values["table"], format=values["format"])


def queue(kind: str, by: User, language: str = "", **asked: Any) -> Export:
    """Write down a file that was asked for, in a language (the reader's), and the job of a kind that makes it. Raises
    `Refused` (409) when they wait for too many already."""
    with transaction.atomic():
        _refuse_too_many(by)
        export = Export.objects.create(language=language or current_language(), asked_by=by, **asked)
        export.job = jobs.enqueue(kind, {"export": export.pk}, by=by)
        export.save(update_fields=["job"])
    return export


def _refuse_other_form(values: Values) -> None:
    """Some forms are those of one list, as a whole."""
    only = FORMATS[values["format"]].only
    if only and (values["list"], values["table"]) != (only, ""):
        message = _("This form is that of another list.")
        raise Refused(Refusal("export.format_not_for_list", message, "format", only, values["list"]))


def _opened(address: str, filters: dict[str, list[str]], by: User) -> Opened:
    """The list, with what is wrong about a parameter under `filters`."""
    try:
        return opened(address, filters, by)
    except Refused as refused:
        told = (one if one.path in ("", "list") else one.under("filters") for one in refused.refusals)
        raise Refused(*told, status=refused.status) from refused


def _chosen(root: Table, name: str) -> Table:
    tables = {table.name: table for table in root.every()}
    if name not in tables:
        message = _("This list has no table of this name.")
        raise Refused(Refusal("export.unknown_table", message, "table", sorted(tables), name))
    return tables[name]


def _refuse_too_many(by: User) -> None:
    waiting = Export.objects.filter(asked_by=by, made_at__isnull=True, job__ended_at__isnull=True, job__isnull=False)
    if waiting.count() >= MOST_WAITING:
        message = _("You wait for %(most)s files already. Fetch them first.") % {"most": MOST_WAITING}
        raise conflict("export.too_many", message, expected=f"< {MOST_WAITING}")


class Made(NamedTuple):
    """What is told of a file that was written: the rows of its table, the digest of the records, and the organisations
    by role by which its asker saw them."""

    rows: int
    digest: str
    grounds: dict[str, list[int]]


def write(export: Export, file: IO[bytes], progress: Progress) -> Made:
    """Write the file as its asker may see the list now.

    Raises `Refused`: what `ask` would refuse by now, and what the form cannot hold.
    """
    user, grounds = asker(export)
    found = _reopened(export, user)
    root = table_of(found.whole.shape, found.name)
    chosen, told = _chosen(root, export.table), about(export, user, found)
    digest, total = hashlib.sha256(), len(found.whole.keys)
    with closing(FORMATS[export.format].open(file, root, chosen, told)) as writer:
        for done, records in found.whole.batches():
            for record in records:
                record.pop("actions", None)
                digest.update(canonical(record))
            writer.add(records)
            progress(done, total)
        told.complete(chosen, digest.hexdigest())
        writer.end()
    return Made(told.rows[chosen.name], digest.hexdigest(), grounds)


def asker(export: Export) -> tuple[User, dict[str, list[int]]]:
    """Who asked, and whom they act for now, by role. Raises `Refused` when their account is closed."""
    user = User.objects.get(pk=export.asked_by_id)
    if not user.is_active:
        raise lost()
    return user, _grounds(user)


def _reopened(export: Export, user: User) -> Opened:
    try:
        return _opened(export.path, export.filters, user)
    except Http404:
        raise lost() from None


def lost() -> Refused:
    """The rights by which a file was asked for are no longer theirs."""
    message = _("You no longer have the rights by which you asked for this file. Ask for a new one.")
    return forbidden("export.access_lost", message)


def _grounds(user: User) -> dict[str, list[int]]:
    """The organisations that a user acts for now, by role; an auditor's also by the years of the assignment."""
    mine = acting(user)
    audited = {f"auditor {years.first}-{years.last}": sorted(ids) for years, ids in mine.audits.items()}
    return {role: sorted(getattr(mine, role)) for role in Role.values} | audited


Write = Callable[[Export, IO[bytes], Progress], Made]


def make(pk: int, progress: Progress, finish: Callable[[Any], Any], write: Write = write) -> None:
    """The job's work: the file is written beside the database, then kept in it together with the job's end."""
    export = Export.objects.get(pk=pk)
    with tempfile.TemporaryFile(prefix="overens-export-") as file:
        made = write(export, file, progress)
        with finish({"export": pk, "rows": made.rows}):
            _keep(export, file, made)


def _keep(export: Export, file: IO[bytes], made: Made) -> None:
    whole, size = hashlib.sha256(), 0
    file.seek(0)
    for number, piece in enumerate(iter(lambda: file.read(CHUNK), b"")):
        whole.update(piece)
        size += len(piece)
        ExportChunk.objects.create(export=export, number=number, content=piece)
    now = timezone.now()
    export.made_at, export.kept_until = now, now + KEEP
    export.rows, export.digest, export.sha256, export.size = made.rows, made.digest, whole.hexdigest(), size
    export.grounds = made.grounds
    export.save()
    data = {"list": export.path, "filters": export.filters, "rows": made.rows, "digest": made.digest}
    trail.record("export.made", by=export.asked_by, subject=export, concerns=[], data={**data, "format": export.format})


def state_of(export: Export) -> str:
    """How far a file has come: its job's state until it is made, and whether it is kept still."""
    if export.kept_until is not None:
        return "made" if export.kept_until >= timezone.now() else "forgotten"
    return str(export.job.state) if export.job else str(JobState.FAILED)


def name_of(export: Export) -> str:
    """What a file that is made is called where it is saved."""
    return f"{export.path.replace('/', '-')}-{export.made_at:%Y-%m-%d}-{export.pk}.{KINDS[export.format].ending}"


def content(export: Export, by: User) -> Iterator[bytes]:
    """The file, piece by piece.

    Raises `Refused`: 409 while it is not made, or is kept no longer; 403 when its asker has lost what they saw it by.
    """
    state = state_of(export)
    if export.made_at is None:
        raise conflict("export.not_made", _("The file is not made. Its job says how far it has come."), actual=state)
    if state == "forgotten" or not export.chunks.exists():
        raise conflict("export.forgotten", _("The file is kept no longer. Ask for it again."))
    now = _grounds(by)
    if any(not set(ids) <= set(now.get(role, ())) for role, ids in (export.grounds or {}).items()):
        raise lost()
    return _pieces(export)


def _pieces(export: Export) -> Iterator[bytes]:
    for number in range(-(-(export.size or 0) // CHUNK)):
        yield bytes(export.chunks.values_list("content", flat=True).get(number=number))


def forget(before: datetime) -> int:
    """Delete the contents of files that were to be kept until before a moment; answer how many pieces."""
    return ExportChunk.objects.filter(export__kept_until__lt=before).delete()[0]
