"""Every error of the API as `application/problem+json` (RFC 9457), in one shape.

`errors` lists all that is wrong: `{path, code, message, expected, actual}`. Codes are stable; sentences are in the
request's language.
"""

import logging
import math
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from office.api.renderers import Json
from office.refusals import Refusal, Refused, flat, titles
from office.services.uploads import too_large

CONTENT_TYPE = "application/problem+json"
log = logging.getLogger(__name__)


def document(code: int, refusals: tuple[Refusal, ...], instance: str) -> dict[str, Any]:
    """The body of a problem. `code` at the top is the first error's, so that a simple client needs no list."""
    return {
        "type": "about:blank",
        "title": titles().get(code, _("Something in the request is wrong")),
        "status": code,
        "detail": sendable(" ".join(refusal.message for refusal in refusals[:3])),
        "instance": instance,
        "code": refusals[0].code if refusals else "error",
        "errors": listed(refusals),
    }


def listed(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """All that is wrong, as a problem tells it."""
    return [
        {name: sendable(getattr(refusal, name)) for name in ("path", "code", "message", "expected", "actual")}
        for refusal in refusals
    ]


def sendable(value: Any) -> Any:
    """What JSON can carry of what came in: half a character is not UTF-8, and infinity no number."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return [sendable(one) for one in value] if isinstance(value, list | tuple) else value


def _known(error: Exception) -> tuple[int, tuple[Refusal, ...]] | None:
    if isinstance(error, Refused):
        return error.status, error.refusals
    if isinstance(error, Http404):
        message = _("There is nothing here that you may see.")
        return 404, (Refusal("not_found", message),)
    if isinstance(error, PermissionDenied):
        return 403, (Refusal("permission_denied", _("This is not yours to do.")),)
    if isinstance(error, RequestDataTooBig):  # Django read a form of somebody's session
        return _known(too_large())
    if isinstance(error, exceptions.APIException):
        return error.status_code, tuple(flat(error.detail))
    return None


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler."""
    known = _known(error)
    if known is None:
        return None
    set_rollback()
    code, refusals = known
    headers = {}
    if wait := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = wait
    request = context["request"]  # where the view answers with a page, or cannot answer as asked: JSON all the same
    request.accepted_renderer, request.accepted_media_type = Json(), Json.media_type
    body = document(code, refusals, request.path)
    return Response(body, status=code, headers=headers, content_type=CONTENT_TYPE)


def plain(request: HttpRequest, code: int, refusal: Refusal) -> JsonResponse:
    """The same shape outside REST framework: unknown paths and faults of ours under `/api/`."""
    return JsonResponse(document(code, (refusal,), request.path), status=code, content_type=CONTENT_TYPE)


def not_found(request: HttpRequest) -> JsonResponse:
    return plain(request, status.HTTP_404_NOT_FOUND, Refusal("not_found", _("There is no such address in the API.")))


def malformed(request: HttpRequest) -> JsonResponse:
    message = _("The request is malformed: its address, host name or headers cannot be read.")
    return plain(request, status.HTTP_400_BAD_REQUEST, Refusal("request.invalid", message))


def our_fault(request: HttpRequest) -> JsonResponse:
    message = _("Something broke on our side; it has been logged. Read the record again before you retry.")
    return plain(request, status.HTTP_500_INTERNAL_SERVER_ERROR, Refusal("internal", message))
