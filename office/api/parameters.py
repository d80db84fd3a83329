"""Query parameters that are not filters: dates and moments, and the two clocks of a question.

Whatever can be asked as it was takes `as_of` and `known_at`: its door says `CLOCKS` among the parameters that it knows,
`BOTH` to its description, and reads them by `asked`.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from office.api.pagination import whole_number
from office.fields import YEARS, Day
from office.known import Asked
from office.refusals import Refusal, Refused, refuse_if

AS_OF = OpenApiParameter("as_of", OpenApiTypes.DATE, description="The day asked about; today if left out.")
KNOWN_AT = OpenApiParameter(
    "known_at", OpenApiTypes.DATETIME, description="Only what had been recorded by this moment; all if left out."
)
BOTH = [AS_OF, KNOWN_AT]
CLOCKS = frozenset({"as_of", "known_at"})


def asked(request: Request) -> Asked:
    """The clocks of a question, as far as it says them."""
    as_of, known_at = gathered(lambda: day(request, "as_of"), lambda: moment(request, "known_at"))
    return Asked(as_of, known_at)


def day_or(request: Request, name: str, default: date) -> date:
    """A date among the query parameters, or the day that is taken where none is said: who takes out the whole list
    hears which (`office.lists`)."""
    request.days = {**getattr(request, "days", {}), name: default}  # type: ignore[attr-defined] # `office.lists` reads it
    return day(request, name) or default


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
    found = read_moment(text)
    if found is None:
        message = _("A moment is expected as 2026-01-31T12:00:00Z.")
        raise Refused(Refusal("parameter.invalid", message, name, "YYYY-MM-DDThh:mm:ssZ", text[:200]))
    if found > timezone.now():
        message = _("What will be known is not known yet: the moment lies in the future.")
        raise Refused(Refusal("parameter.invalid", message, name, "a moment that has been", text[:200]))
    return found


def read_moment(text: str) -> datetime | None:
    """A moment from its text, in UTC; None where it is none."""
    try:
        found = parse_datetime(text.replace(" ", "+"))  # a bare + in an address means a space
    except ValueError:
        return None
    return found.astimezone(UTC) if found and found.tzinfo and found.year in YEARS else None


def read_day(text: str) -> date | None:
    """A day from its text; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
