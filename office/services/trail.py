"""The audit trail: write an event, seal what is committed, verify the chain.

Events are written in the transaction of their act. Chaining them there would make PostgreSQL's writers wait for each
other, so a sealer chains committed events in batches afterwards.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from office.models import AuditConcern, AuditEvent, AuditSeal, User

GENESIS = "0" * 64
BATCH = 1000


def record(
    kind: str,
    *,
    by: User | AnonymousUser | None,
    subject: models.Model,
    concerns: Iterable[int],
    data: dict[str, Any] | None = None,
    draft: bool = False,
) -> AuditEvent:
    """Write one event inside the caller's transaction.

    `concerns` are the ids of the organisations whose people may read it. `draft`: it tells of what is still being
    written, so that `concerns` names only those who write it, and their auditors do not read it.
    `data` holds JSON values (money as decimal strings).
    """
    user = by if isinstance(by, User) else None
    event = AuditEvent.objects.create(
        at=timezone.now(),
        actor=user,
        actor_name=user.get_username() if user else "",
        kind=kind,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        data=data or {},
        draft=draft,
    )
    AuditConcern.objects.bulk_create(AuditConcern(event=event, organization_id=pk) for pk in sorted(set(concerns)))
    return event


def content(event: AuditEvent, concerns: Iterable[int]) -> dict[str, Any]:
    """What an event's digest is made of; `concerns` are the ids of the organisations that it matters to."""
    return {
        "id": event.pk,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "kind": event.kind,
        "subject": [event.subject_type, event.subject_id],
        "concerns": sorted(concerns),
        "data": event.data,
        "draft": event.draft,
    }


def digest(event: AuditEvent, previous: str) -> str:
    """SHA-256 over the digest before it and the event in canonical JSON."""
    concerns = [concern.organization_id for concern in event.concerns.all()]
    canonical = json.dumps(content(event, concerns), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}{canonical}".encode()).hexdigest()


def _with_concerns() -> models.QuerySet[AuditEvent]:
    return AuditEvent.objects.prefetch_related(Prefetch("concerns", AuditConcern.objects.order_by("organization_id")))


def unsealed() -> models.QuerySet[AuditEvent]:
    """Committed events that no seal names yet, oldest first."""
    sealed = AuditSeal.objects.filter(event_id=OuterRef("pk"))
    return _with_concerns().filter(~Exists(sealed)).order_by("pk")


def seal(limit: int = BATCH) -> int:
    """Chain up to `limit` committed events; answer how many. Two sealers at once: one wins, the other seals nothing."""
    try:
        with transaction.atomic():
            head = AuditSeal.objects.order_by("-sequence").first()
            sequence, previous = (head.sequence, head.digest) if head else (0, GENESIS)
            seals = []
            for event in unsealed()[:limit]:
                link = AuditSeal(
                    sequence=sequence + 1, event_id=event.pk, previous=previous, digest=digest(event, previous)
                )
                seals.append(link)
                sequence, previous = link.sequence, link.digest
            return len(AuditSeal.objects.bulk_create(seals))
    except IntegrityError:
        return 0


def seal_all() -> int:
    """Seal until nothing committed is left; answer how many."""
    total = 0
    while count := seal():
        total += count
    return total


class Head(NamedTuple):
    """Where the chain stands: its last digest, how many events are sealed, how many are not yet."""

    head: str
    sealed: int
    unsealed: int


def head() -> Head:
    """The chain's head now, unverified. Who keeps it can show later that what was sealed by then is still there."""
    last = AuditSeal.objects.order_by("-sequence").first()
    return Head(last.digest if last else GENESIS, AuditSeal.objects.count(), unsealed().count())


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold: its place in the chain, its event, and what is wrong (a stable word)."""

    sequence: int
    event_id: int
    reason: str  # gap | link | missing | changed


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found. `head` is the last digest: keep it elsewhere, and a cut tail shows too."""

    sealed: int
    unsealed: int
    head: str
    broken: Broken | None
    known_head_found: bool | None


def _reason(link: AuditSeal, expected: int, previous: str, event: AuditEvent | None) -> str | None:
    """Why a link does not hold, or None when it does."""
    if link.sequence != expected:
        return "gap"
    if link.previous != previous:
        return "link"
    if event is None:
        return "missing"
    return None if digest(event, previous) == link.digest else "changed"


def verify(known_head: str | None = None) -> Verification:
    """Walk the chain from its start and name the first broken link. Reads in batches, changes nothing."""
    sequence, previous, broken, found = 0, GENESIS, None, known_head == GENESIS
    while broken is None:
        links = list(AuditSeal.objects.filter(sequence__gt=sequence).order_by("sequence")[:BATCH])
        if not links:
            break
        events = _with_concerns().in_bulk([link.event_id for link in links])
        for link in links:
            if reason := _reason(link, sequence + 1, previous, events.get(link.event_id)):
                broken = Broken(link.sequence, link.event_id, reason)
                break
            sequence, previous = link.sequence, link.digest
            found = found or previous == known_head
    return Verification(
        AuditSeal.objects.count(), unsealed().count(), previous, broken, found if known_head is not None else None
    )
