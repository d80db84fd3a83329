"""A form that is sent twice, by two clicks or a reload, acts once."""

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from office.models import User
from office.services import idempotency

#: The hidden field that tells one filling-in of a form from another.
FIELD = "once"


def key() -> str:
    """A new value for the field."""
    return secrets.token_urlsafe(16)


def once(request: HttpRequest, act: Callable[[], Any]) -> Any:
    """Do what the form asks, and what came of it as JSON; sent again, the form gets the same and nothing is done.

    Raises `Refused`: whatever the act refuses; 409 when another form has the same key.
    """
    said = request.POST.get(FIELD)
    if not said:
        return act()
    user: User = request.user  # type: ignore[assignment] # has signed in
    asked = idempotency.fingerprint("POST", request.path, request.POST.urlencode().encode())
    return idempotency.once(user, said, asked, lambda: idempotency.Answer(302, act())).body
