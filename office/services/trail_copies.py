"""A copy of the trail that somebody has kept, a file of `audit-events` as CSV or as lines of JSON, and whether the
chain still has it.

Each event in a copy bears its place in the chain and its hash, which holds all events before it. Who changes an event
has to seal it and all after it anew to hide that: then the chain holds by itself, and the copy shows where it parts.
Who changes the copy leaves the hash: then the copy says something else of the event than the trail does.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from office.models import AuditEvent, AuditSeal
from office.rows import instant
from office.services.trail import BATCH
from office.tables import text_of

HASH = 64  # characters of a SHA-256


class Unreadable(Exception):  # noqa: N818 - the file is at fault
    """It is no copy of the trail: the line, and what is wrong there."""


class Copied(NamedTuple):
    """An event in a copy; `line` is where it stands in the file. What was not sealed then has no `sequence`. `says` is
    what the copy tells of it, by the names of an event's members."""

    line: int
    event: int
    kind: str
    sequence: int | None
    digest: str
    says: Mapping[str, Any]


class Copy(NamedTuple):
    """The events of a copy, and the head of the chain that it tells ("": it tells none)."""

    head: str
    events: tuple[Copied, ...]


class Compared(NamedTuple):
    """How many events of a copy the chain still has as they were, how many were not sealed then, and the first, by its
    place, that it has otherwise; `now` is the hash that stands in its place (None: none). `altered` is the first event,
    by its line, of which the copy says otherwise than the trail, and `members` in what (empty: there is no such event).
    """

    same: int
    unsealed: int
    parted: Copied | None
    now: str | None
    altered: Copied | None = None
    members: tuple[str, ...] = ()


def read(path: Path) -> Copy:
    """Read a copy. Raises `Unreadable`."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        head, events = _read(text)
    if not events:
        raise Unreadable("there is no event in it")
    return Copy(head, tuple(events))


def _read(text: IO[str]) -> tuple[str, list[Copied]]:
    try:
        first = text.readline()
        rows = _json(first, text) if first.startswith("{") else _csv(first, text)
        head, events = "", list[Copied]()
        for line, row in rows:
            if isinstance(told := row.get("told"), dict):
                head = str(told.get("head", ""))
            else:
                events.append(_copied(line, row))
    except (UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        raise Unreadable(f"it is neither CSV nor lines of JSON: {error}") from error
    return head, events


def _json(first: str, text: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, told in enumerate(chain([first], text), start=1):
        found = json.loads(told)
        yield line, found if isinstance(found, dict) else {}


def _csv(first: str, text: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    names = next(csv.reader([first], delimiter=";"), [])
    rows = csv.reader(text, delimiter=";")
    for row in rows:
        yield rows.line_num + 1, dict(zip(names, row, strict=False))


def _copied(line: int, row: dict[str, Any]) -> Copied:
    """An event of a row; text where it comes from CSV."""
    try:
        event, kind, sequence, digest = int(row["id"]), str(row["kind"]), row["sequence"], row["digest"] or ""
        place = None if sequence in ("", None) else int(sequence)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"line {line} is no event with its id, kind, sequence and digest") from error
    if len(digest) != (0 if place is None else HASH):
        raise Unreadable(f"line {line} has a place without a hash, or a hash without a place")
    try:
        says = {
            "at": instant(row["at"]),
            "actor_name": text_of(row["actor_name"]),
            "kind": kind,
            "subject_type": str(row["subject_type"]),
            "subject_id": int(row["subject_id"]),
            "data": json.loads(row["data"]) if isinstance(row["data"], str) else row["data"],
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"line {line} does not say when who did what to what, with which data") from error
    return Copied(line, event, kind, place, digest, says)


def compare(copy: Copy) -> Compared:
    """Hold the trail against a copy: the chain's hashes, and what the copy says of each event."""
    altered, members = _altered(copy)
    return _parted(copy)._replace(altered=altered, members=members)


def _altered(copy: Copy) -> tuple[Copied | None, tuple[str, ...]]:
    for start in range(0, len(copy.events), BATCH):
        some = copy.events[start : start + BATCH]
        now = AuditEvent.objects.in_bulk([one.event for one in some])
        for one in some:
            event = now.get(one.event)
            members = tuple(name for name, said in one.says.items() if getattr(event, name, None) != said)
            if members:
                return one, members if event else ()
    return None, ()


def _parted(copy: Copy) -> Compared:
    """In the order of their places."""
    sealed = sorted((one for one in copy.events if one.sequence is not None), key=lambda one: one.sequence or 0)
    unsealed = len(copy.events) - len(sealed)
    for start in range(0, len(sealed), BATCH):
        some = sealed[start : start + BATCH]
        now = AuditSeal.objects.in_bulk([one.sequence for one in some])
        for place, one in enumerate(some, start=start):
            link = now.get(one.sequence or 0)
            if link is None or (link.event_id, link.digest) != (one.event, one.digest):
                return Compared(place, unsealed, one, link.digest if link else None)
    return Compared(len(sealed), unsealed, None, None)
