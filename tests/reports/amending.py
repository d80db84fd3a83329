"""Change an agreement by its page, for whoever tests what comes of it."""

from typing import Any

from django.test import Client

from tests.browsing import filled

WHY = {"effective_on": "2021-01-01", "reason": "Fler deltagare", "document": "KS-2020/5"}


def press(who: Client, path: str, act: str, **typed: str) -> Any:
    """Open the form, type, press a button."""
    return who.post(path, {**filled(who.get(path)), **typed, "act": act})
