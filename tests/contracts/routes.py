"""Every address that the resolver knows, and what an address allows."""

import json
from collections.abc import Iterator
from copy import copy
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.contracts.world import World

#: Asked of every view to hear what it allows: no view answers it.
UNHEARD_OF = "TRACE"
READS = {"HEAD", "OPTIONS"}


def _walk(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    for each in patterns:
        route = above + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield route


def routes() -> list[str]:
    """Every route of the project, as the resolver spells it."""
    return sorted(set(_walk(get_resolver().url_patterns)))


def route_of(path: str) -> str:
    """The route that answers a path."""
    return resolve(path.partition("?")[0]).route.removeprefix("^")


def is_form(body: Any) -> bool:
    """Whether a body has a file, so that it is sent as a form."""
    return isinstance(body, dict) and any(isinstance(value, UploadedFile) for value in body.values())


def written(body: Any, form: bool | None = None) -> tuple[bytes, str]:
    """A body as it is sent, and its content type. In a form what is no text is written as JSON."""
    if not (is_form(body) if form is None else form):
        return b"" if body is None else json.dumps(body, default=repr).encode(), "application/json"
    named = body if isinstance(body, dict) else {"file": body}
    return encode_multipart(BOUNDARY, {_sent(name): _part(value) for name, value in named.items()}), MULTIPART_CONTENT


def _sent(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _part(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        value.seek(0)
        return value
    return _sent(value if isinstance(value, str) else json.dumps(value, default=repr))


def ask(world: World, role: str, method: str, template: str, body: Any = None, **headers: str) -> Any:
    """One request by one of the cast. A write says `If-Match: *`: which revision it is belongs to other tests."""
    client = getattr(world.cast, role)
    session = copy(client.cookies)
    extra = {"HTTP_IF_MATCH": "*", **headers} if method in ("PATCH", "PUT", "DELETE") else headers
    form = {} if body is None else {"data": body, "format": "multipart" if is_form(body) else "json"}
    answer = getattr(client, method.lower())(world.path(template), **form, **extra)
    client.cookies = session  # also after a logout
    return answer


def allowed(world: World, template: str) -> set[str]:
    """The methods that a view allows, by its own word: the `Allow` of its 405.

    Nobody is asked too: a login page sends those away who have signed in. No 405 for either: the view takes anything.
    """
    answers = [ask(world, role, UNHEARD_OF, template) for role in ("officer", "nobody")]
    refused = [answer for answer in answers if answer.status_code == 405]
    assert refused, f"{template} answers any method: {answers[0].status_code}"
    return {method.strip() for method in refused[0]["Allow"].split(",")} - READS
