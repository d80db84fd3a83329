"""Query parameters that are not filters: dates and moments."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from office.api.pagination import whole_number
from office.fields import YEARS, Day
from office.refusals import Refusal, Refused, refuse_if


def day(request: Request, name: str) -> date | None:
    """A date among the query parameters, YYYY-MM-DD; None when it is left out."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        found: date = Day().run_validation(text)
        return found
    except ValidationError as error:
        wrong = Refusal("parameter.invalid", str(error.detail[0]), name, "YYYY-MM-DD", text[:200])  # type: ignore[index]
        raise Refused(wrong) from error


def moment(request: Request, name: str) -> datetime | None:
    """A moment, RFC 3339 with its offset (2026-01-31T12:00:00Z); None when it is left out."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        found = parse_datetime(text.replace(" ", "+"))  # a bare + in an address means a space
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in YEARS:
        message = _("A moment is expected as 2026-01-31T12:00:00Z.")
        raise Refused(Refusal("parameter.invalid", message, name, "YYYY-MM-DDThh:mm:ssZ", text[:200]))
    if found > timezone.now():
        message = _("What will be known is not known yet: the moment lies in the future.")
        raise Refused(Refusal("parameter.invalid", message, name, "a moment that has been", text[:200]))
    return found.astimezone(UTC)


def choice(request: Request, name: str, words: Sequence[str]) -> str | None:
    """One of some words; None when it is left out."""
    found = choices(request, name, words, most=1)
    return found[0] if found else None


def choices(request: Request, name: str, words: Sequence[str], most: int = 10) -> tuple[str, ...]:
    """Some of some words, with commas between, each once; empty when it is left out."""
    text = request.query_params.get(name)
    if text is None:
        return ()
    said = tuple(part.strip() for part in text.split(","))
    if len(said) > most or len(set(said)) < len(said) or not set(said) <= set(words):
        message = _("%(name)s takes: %(words)s.") % {"name": name, "words": ", ".join(words)}
        raise Refused(Refusal("parameter.invalid", message, name, list(words), text[:200]))
    return said


def number(request: Request, name: str) -> int | None:
    """An id among the query parameters; None when it is left out."""
    return whole_number(request, name, 0, 1, 2**63 - 1) or None


def gathered(*reads: Callable[[], Any]) -> list[Any]:
    """What each reads, in their order; raises `Refused` with all that any of them refuses."""
    found: list[Any] = []
    refusals: list[Refusal] = []
    for read in reads:
        try:
            found.append(read())
        except Refused as refused:
            refusals += refused.refusals
    refuse_if(refusals)
    return found
