"""The same request sent twice acts once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from office.models import AnsweredRequest, User
from office.refusals import Refusal, Refused, conflict

KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: HTTP status, JSON body, ETag (empty when the body has no revision)."""

    status: int
    body: Any
    etag: str = ""


def fingerprint(method: str, path: str, body: bytes) -> str:
    """SHA-256 of what was asked: the same key may only repeat the same question."""
    return hashlib.sha256(b"\0".join([method.encode(), path.encode(), body])).hexdigest()


def once(user: User, key: str, asked: str, act: Callable[[], Answer]) -> Answer:
    """Run `act` and keep its answer under the key, in one transaction; a repetition gets the kept answer.

    Raises `Refused`: 409 when the key was used for another request; whatever `act` refuses (nothing is kept then).
    """
    if not key.isprintable() or not 0 < len(key) <= KEY_LENGTH:
        message = _("An Idempotency-Key has 1 to %(most)s printable characters.") % {"most": KEY_LENGTH}
        raise Refused(Refusal("idempotency_key.invalid", message, "Idempotency-Key", f"1-{KEY_LENGTH}", len(key)))
    if earlier := AnsweredRequest.objects.filter(user=user, key=key).first():
        return _again(earlier, asked)
    try:
        with transaction.atomic():
            answer = act()
            AnsweredRequest.objects.create(
                user=user,
                key=key,
                fingerprint=asked,
                status=answer.status,
                body=json.dumps(answer.body),
                etag=answer.etag,
            )
            return answer
    except (IntegrityError, Refused):
        # Its twin may have been first: then the twin's answer is the answer, and what we did is rolled back.
        if twin := AnsweredRequest.objects.filter(user=user, key=key).first():
            return _again(twin, asked)
        raise


def forget(before: datetime) -> int:
    """Delete answers kept before a moment; answer how many. A key that is used later still is a new request."""
    return AnsweredRequest.objects.filter(recorded_at__lt=before).delete()[0]


def _again(kept: AnsweredRequest, asked: str) -> Answer:
    if kept.fingerprint != asked:
        message = _("This Idempotency-Key was used for another request. Take a new key for each new request.")
        raise conflict("idempotency_key.reused", message, path="Idempotency-Key")
    return Answer(kept.status, json.loads(kept.body), kept.etag)
