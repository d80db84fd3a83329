"""Bodies with a file: `multipart/form-data`, read as strictly as JSON."""

import hashlib
from collections.abc import Mapping
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from office.refusals import Refusal, Refused
from office.services import uploads

MEDIA_TYPE = "multipart/form-data"


class MultipartParser(BaseParser):
    """What a door that takes a file reads: a form with one value, or one file, under each name."""

    media_type = MEDIA_TYPE

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return form((parser_context or {})["request"])


def form(request: Request) -> dict[str, Any]:
    """Texts and files by name. Raises 415 for any other kind of body, `Refused` for a form that cannot be read.

    Django reads the form, which it may have done already: it looks there for the CSRF token of a session.
    """
    if not request.content_type.lower().startswith(MEDIA_TYPE):
        raise UnsupportedMediaType(request.content_type)
    http = request._request
    try:
        pairs: list[tuple[str, list[Any]]] = [*http.POST.lists(), *http.FILES.lists()]
    except RequestDataTooBig as error:
        raise uploads.too_large() from error
    except (MultiPartParserError, SuspiciousOperation, LookupError) as error:
        raise _no_form(str(error)) from error
    found = {name: values[-1] for name, values in pairs}
    if len(found) != sum(len(values) for _name, values in pairs):
        raise _no_form("a name stands twice")
    request.raw_body = _said(found)  # type: ignore[attr-defined]
    return found


def _no_form(reason: str) -> Refused:
    message = _("The body is not a form with a file: %(reason)s.") % {"reason": reason[:200].rstrip(".")}
    return Refused(Refusal("body.not_form", message, expected=MEDIA_TYPE))


def _said(form: Mapping[str, Any]) -> bytes:
    """What a form says, whatever line it puts between its parts: what an `Idempotency-Key` repeats."""
    said = hashlib.sha256()
    for name in sorted(form):
        value = form[name]
        content = value.encode("utf-8", "replace") if isinstance(value, str) else hashlib.sha256(value.read()).digest()
        for part in (name.encode("utf-8", "replace"), content):
            said.update(len(part).to_bytes(8, "big") + part)
        if not isinstance(value, str):
            value.seek(0)
    return said.digest()
