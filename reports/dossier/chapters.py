"""The chapters of a dossier, in their order. What an agreement comes to have besides joins by a line here: a chapter
writes its files to the archive, each with what it is in words."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.dossier import history, listings, standing, tables, terms, versions
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.dossier.tables import Listing


class Chapter(NamedTuple):
    """What a chapter is called, what it holds in a sentence, and what writes its files; they lie in `folder`."""

    folder: str
    title: Promise
    sentence: Promise
    write: Callable[[Archive, Question], None]


def _listed(folder: str, listed: tuple[Listing, ...], archive: Archive, question: Question) -> None:
    for listing in listed:
        tables.add(archive, question, folder, listing)


CHAPTERS = (
    Chapter(
        terms.FOLDER,
        _("Terms"),
        _("Who promised what to whom, for which years and by which clauses: as proposed, and as amended."),
        terms.write,
    ),
    Chapter(
        "2-decisions",
        _("Decisions"),
        _("Decisions and signatures by which it binds, waivers, papers excused, an early end, mandates, meetings."),
        partial(_listed, "2-decisions", listings.ACTS),
    ),
    Chapter(
        "3-money",
        _("Money"),
        _("What was appropriated, asked for, ordered, paid, claimed back and given beside money."),
        partial(_listed, "3-money", listings.MONEY),
    ),
    Chapter(
        versions.FOLDER,
        _("Reports"),
        _("Every version that was handed in with its papers, where it differs, its review, and what was frozen."),
        versions.write,
    ),
    Chapter(
        "5-books",
        _("Books"),
        _("The rows that associations chose from their ledgers, how they are read, and what they came to."),
        partial(_listed, "5-books", listings.BOOKS),
    ),
    Chapter(
        standing.FOLDER,
        _("Commitment check"),
        _("Whether what was promised has been delivered, with every sentence, and what stands open at the day."),
        standing.write,
    ),
    Chapter(
        history.FOLDER,
        _("History"),
        _("What happened day by day, and the audit trail's events, each with its place in the chain of hashes."),
        history.write,
    ),
)
