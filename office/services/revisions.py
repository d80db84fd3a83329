"""Nobody overwrites what they have not seen: a record moves on only from the revision that was read."""

from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from office.refusals import Refusal, Refused, conflict


class Told(Protocol):
    """A record that tells at which revision it is."""

    @property
    def revision(self) -> int: ...


class Revised(Protocol):
    """A record with a revision that every change raises by one."""

    pk: Any
    revision: int


def require(record: Told, expected: str | None, now: str = "") -> None:
    """Refuse with 412 when the caller read another revision; None means that the caller did not say.

    `now` is the revision as the caller sees it, where that is not the record's own (what somebody is writing).
    """
    now = now or str(record.revision)
    if expected is None or now == expected:
        return
    message = _(
        "The record has changed since you read it: you have revision %(yours)s, it is at %(now)s. Read it again."
    )
    values = {"yours": expected, "now": now}
    raise Refused(Refusal("revision.stale", message % values, "If-Match", now, expected), status=412)


def advance(model: type[models.Model], record: Revised, **changes: Any) -> None:
    """Compare and set: write `changes` if the record is as it was read, else 409. Keeps the object in step."""
    same = model._default_manager.filter(pk=record.pk, revision=record.revision)
    if not same.update(revision=record.revision + 1, **changes):
        raise conflict(
            "revision.conflict", _("Somebody changed the record at the same moment. Read it again and retry.")
        )
    record.revision += 1
    for name, value in changes.items():
        setattr(record, name, value)
