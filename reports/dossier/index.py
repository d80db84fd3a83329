"""What stands around the chapters: the list of contents, how to verify them, who took them out, and the checksums.

`index.json` names every file of the chapters with its SHA-256; its own is the dossier's digest. Who took it out, when,
and where the trail's chain ended then stands in `taken-out.json` alone, which with the checksums over all is what
differs between two dossiers of the same question.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from string import Template

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from agreements.api.amended import called
from office.models import AuditSeal
from office.services import trail
from reports.code_version import code_version
from reports.dossier import pages, tables
from reports.dossier.archive import Archive, Entry
from reports.dossier.chapters import CHAPTERS
from reports.dossier.question import Question
from reports.exporting.headings import word

#: A higher number when a file of old means something else.
FORM = 1
README, SUMS = "README.txt", "SHA256SUMS"


def write(archive: Archive, question: Question, made_at: datetime) -> Entry:
    """Everything around the chapters, once they are written; answers the index."""
    title, listed = _("Dossier"), tuple(archive.entries)
    archive.add(README, _("How to read and verify this"), [_readme(question)])
    cover = pages.page(question, title, _cover(question, listed), to_index="index.html")
    archive.add("index.html", _("List of contents"), cover)
    index = archive.add("index.json", _("List of contents"), tables.json_record(_index(question, archive.entries)))
    taken = {
        "taken_out_by": question.user.get_username(),
        "taken_out_at": made_at,
        "index_sha256": index.sha256,
        "trail": _head(),
        "code": code_version()._asdict(),
    }
    archive.add("taken-out.json", _("Who took it out, and when"), tables.json_record(taken))
    sums = sorted(archive.entries, key=lambda one: one.path)
    archive.add(SUMS, _("Checksums"), (f"{one.sha256}  {one.path}\n".encode() for one in sums))
    return index


def _readme(question: Question) -> bytes:
    text = (Path(__file__).parent / f"readme.{question.language}.txt").read_text(encoding="utf-8")
    agreement = question.agreement
    return Template(text).substitute(reference=agreement.reference, title=question.terms()["title"]).encode()


def _index(question: Question, entries: list[Entry]) -> dict[str, object]:
    agreement = question.agreement
    return {
        "form": FORM,
        "agreement": agreement.pk,
        "reference": agreement.reference,
        "title": question.terms()["title"],
        "as_of": question.as_of,
        "known_at": question.known_at,
        "language": question.language,
        "files": [one._asdict() for one in entries],
    }


def _head() -> dict[str, object]:
    """Where the chain of the whole trail ended: a digest that is kept elsewhere shows a tail that was cut."""
    last = AuditSeal.objects.order_by("-sequence").first()
    return {"sequence": last.sequence if last else 0, "head": last.digest if last else trail.GENESIS}


def _cover(question: Question, entries: tuple[Entry, ...]) -> Iterator[str]:
    agreement, terms = question.agreement, question.terms()
    named, parties = called([terms]), [one["organization"] for one in terms["parties"] if not one["left_on"]]
    yield pages.facts(
        [
            (word("title"), terms["title"]),
            (word("parties"), ", ".join(named[pk].name for pk in parties)),
            (_("Term, through"), f"{agreement.starts_on} – {terms['last_day'] or terms['ends_on']}"),
        ]
    )
    yield pages.paragraphs([_("README.txt says how to verify the files, taken-out.json who took them out and when.")])
    for chapter in CHAPTERS:
        yield pages.heading(str(chapter.title))
        yield pages.paragraphs([str(chapter.sentence)])
        yield _files([one for one in entries if one.path.startswith(f"{chapter.folder}/")])


def _files(entries: list[Entry]) -> str:
    """The files of a chapter, by what they are."""
    line = '<tr><td><a href="{}">{}</a></td><td>{}</td><td class=n>{}</td><td class=n>{}</td><td>{}</td></tr>\n'
    told = ((one.path, one.path, one.title, _count(one.rows), one.size, one.sha256) for one in entries)
    rows = format_html_join("", line, told)
    head = pages.table_head([_("File"), _("Contents"), word("rows"), word("size"), "SHA-256"])
    return format_html("{}{}{}", head, rows, pages.TABLE_END)


def _count(rows: int | None) -> str:
    return "" if rows is None else str(rows)
