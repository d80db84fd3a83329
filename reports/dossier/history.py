"""What happened, day by day, and the audit trail's own rows, each with its place in the chain.

An event's line has what its digest is made of: the SHA-256 of `previous` and then `content` as canonical JSON (names in
order, no spaces, UTF-8) is `digest`. Events of drafts are nobody's but their writers' and stay out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.models import (
    AnnualMeeting,
    ConflictOfInterest,
    Goal,
    GroupMeeting,
    LegalAssessment,
    Mandate,
    Recommendation,
    Task,
    WorkingGroup,
)
from finance.models import (
    ClaimPayment,
    ConsequenceDecision,
    LedgerHandIn,
    LedgerReading,
    MunicipalSupport,
    Payment,
    PaymentOrder,
    Reconciliation,
    Requisition,
    StateAidAssessment,
    WriteOff,
)
from office.access import acting
from office.models import AuditConcern, AuditEvent, AuditSeal
from office.services import trail
from reports.dossier import pages, tables
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.exporting.headings import word
from reports.models import AnnualReport
from reports.selectors import meetings
from reports.timeline import Event, timeline
from reports.trail_words import event_word, record_word
from reports.words import EVENTS

Json = dict[str, Any]
FOLDER, TOGETHER = "7-history", 500
#: What an event of the agreement may be about, and how its agreement is found.
SUBJECTS = {
    **dict.fromkeys(
        (
            AnnualReport, ConflictOfInterest, ConsequenceDecision, LedgerHandIn, LedgerReading, MunicipalSupport,
            LegalAssessment, Payment, PaymentOrder, Reconciliation, Requisition, StateAidAssessment,
            Goal, GroupMeeting, Recommendation, Task, WorkingGroup,
        ),
        "agreement",
    ),
    ClaimPayment: "claim__agreement",
    WriteOff: "claim__agreement",
}  # fmt: skip


def write(archive: Archive, question: Question) -> None:
    """The timeline and the trail."""
    title, happened = _("Timeline"), timeline(question.agreement, question.user, question.known_at)
    records = (asdict(one) for one in happened)
    archive.add(f"{FOLDER}/timeline.json", title, tables.json_rows(records), counts=True)
    archive.add(f"{FOLDER}/timeline.html", title, pages.page(question, title, _told(happened)))
    title = _("Audit trail")
    archive.add(f"{FOLDER}/trail.json", title, tables.json_rows(_events(question)), counts=True)
    archive.add(f"{FOLDER}/trail.html", title, pages.page(question, title, _trail(question)))


def _told(happened: list[Event]) -> Iterator[str]:
    members = ("on", "kind", "organization", "period", "amount", "note")
    yield pages.table_head(map(word, members))
    for one in happened:
        said = asdict(one) | {"kind": EVENTS.get(one.kind, one.kind)}
        yield pages.table_row((name == "amount", said[name]) for name in members)
    yield pages.TABLE_END


def _about(question: Question) -> Q:
    """Events about the agreement, about something under it, and about who signs and meets for its parties."""
    found = Q(subject_type="agreement", subject_id=question.agreement.pk)
    for model, path in SUBJECTS.items():
        rows = model._default_manager.filter(**{path: question.agreement.pk}).order_by().values("pk")
        found |= Q(subject_type=model._meta.model_name, subject_id__in=rows)
    own = question.seen(Mandate).filter(organization__in=question.parties()).order_by().values("pk")
    met = meetings.used_by(question.agreement, question.user, question.known_at).order_by().values("pk")
    found |= Q(subject_type=Mandate._meta.model_name, subject_id__in=own)
    return found | Q(subject_type=AnnualMeeting._meta.model_name, subject_id__in=met)


def _events(question: Question) -> Iterator[Json]:
    """The events that concern the asker, in the order of the chain, some at a time."""
    seen = AuditEvent.objects.concerning(acting(question.user), question.user).filter(
        draft=False, at__lte=question.known_at
    )
    found, last = seen.filter(_about(question)).order_by("pk"), 0
    while events := list(found.filter(pk__gt=last)[:TOGETHER]):
        last = events[-1].pk
        ids = [event.pk for event in events]
        sealed = {seal.event_id: seal for seal in AuditSeal.objects.filter(event_id__in=ids)}
        concerned: defaultdict[int, list[int]] = defaultdict(list)
        for pk, organization in AuditConcern.objects.filter(event__in=ids).values_list("event", "organization"):
            concerned[pk].append(organization)
        for event in events:
            link = sealed.get(event.pk)
            yield {
                "sequence": link and link.sequence,
                "previous": link and link.previous,
                "digest": link and link.digest,
                "content": trail.content(event, concerned[event.pk]),
            }


def _trail(question: Question) -> Iterator[str]:
    yield pages.table_head(map(word, ("sequence", "at", "actor_name", "kind", "subject_type", "data", "digest")))
    for one in _events(question):
        said = one["content"]
        what, pk = said["subject"]
        subject = f"{record_word(what)} {pk}"
        cells = (one["sequence"], said["at"], said["actor_name"], event_word(said["kind"]), subject)
        yield pages.table_row((False, cell) for cell in (*cells, tables.line(said["data"]).decode(), one["digest"]))
    yield pages.TABLE_END
