"""Ask for an agreement's dossier, and write it: kept, fetched and forgotten as any file that is taken out."""

from contextlib import closing
from datetime import date, datetime
from itertools import count
from typing import IO, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.models import Agreement
from office.access import acting
from office.clock import today
from office.models import User
from office.models.people import Role
from office.refusals import Refusal, Refused, conflict, forbidden
from office.services import revisions, trail
from reports.dossier import index
from reports.dossier.archive import Archive
from reports.dossier.chapters import CHAPTERS
from reports.dossier.question import Question
from reports.models import Export
from reports.models.exports import DOSSIER
from reports.services import exports
from reports.services.exports import Made, Progress

MAKE = "dossiers.make"


def ask(
    agreement: Agreement, values: dict[str, Any], by: User, refusals: list[Refusal], expected: str | None = None
) -> Export:
    """Ask for the dossier of an agreement that the user sees; a job makes it.

    Raises `Refused`: 400 with all that is wrong, 403 for who is neither officer nor auditor of a public party, 409 when
    the agreement had not been put to its parties by then, or they wait for too many files already.
    """
    revisions.require(agreement, expected)
    if refusals:
        raise Refused(*refusals)
    if not may(agreement, by):
        raise forbidden("dossier.not_yours", _("Officers and auditors of a public party take out the dossier."))
    known_at: datetime = values.get("known_at") or timezone.now()
    if agreement.proposed_at is None or agreement.proposed_at > known_at:
        message = _("A dossier begins when the agreement is put to its parties, and it had not been.")
        raise conflict("dossier.not_proposed", message, actual=agreement.state)
    clocks = {"as_of": [(values.get("as_of") or today()).isoformat()], "known_at": [known_at.isoformat()]}
    return exports.queue(MAKE, by, path=f"agreements/{agreement.pk}/dossier", filters=clocks, format=DOSSIER)


def may(agreement: Agreement, user: User) -> bool:
    """Whether they are an officer or an auditor of a public party."""
    mine = acting(user).only(Role.OFFICER, Role.AUDITOR)
    return Agreement.objects.public_for(mine).filter(pk=agreement.pk).exists()


def write(export: Export, file: IO[bytes], progress: Progress) -> Made:
    """Write the dossier as its asker may see the agreement now, chapter by chapter.

    What is committed is sealed first, so that every event has its place in the chain. Raises `Refused` (403) when the
    rights are gone.
    """
    user, grounds = exports.asker(export)
    question, steps = _question(export, user), len(CHAPTERS) + 1
    trail.seal_all()
    done = 0
    with closing(Archive(file, lambda: progress(done, steps))) as archive, translation.override(export.language):
        for done, chapter in zip(count(), CHAPTERS):
            progress(done, steps)
            chapter.write(archive, question)
        done = len(CHAPTERS)
        made = index.write(archive, question, timezone.now())
    progress(steps, steps)
    return Made(len(archive.entries), made.sha256, grounds)


def _question(export: Export, user: User) -> Question:
    pk = int(export.path.split("/")[1])
    agreement = Agreement.objects.visible_to(user).select_related("owner", "termination").filter(pk=pk).first()
    if agreement is None or not may(agreement, user):
        raise exports.lost()
    clocks = {name: value for name, (value,) in export.filters.items()}
    as_of, known_at = date.fromisoformat(clocks["as_of"]), datetime.fromisoformat(clocks["known_at"])
    return Question(agreement, as_of, known_at, user, "en" if export.language == "en" else "sv")
