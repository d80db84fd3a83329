"""Pages as people meet them, without a window or a script: who opens them, and the words that they read."""

import re
from typing import Any

from django.test import Client as Browser

from office.models import User
from tests.cast import Client


def browser(who: Client | User | None = None, language: str = "en") -> Browser:
    """A browser of somebody who has signed in, or of nobody in particular."""
    made = Browser(headers={"accept-language": language})
    if signed_in := who.who if isinstance(who, Client) else who:
        made.force_login(signed_in)
    return made


def text(page: Any) -> str:
    """What stands on a page, without its markup."""
    told = str(page.content.decode()).replace("\xa0", " ")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", told))
