"""Pages as people meet them, without a window or a script: who opens them, and the words that they read."""

import re
from html import unescape
from typing import Any

from django.test import Client as Browser

from office.models import User
from tests.cast import Client

FIELD = re.compile(r"<(input|select|textarea)\b([^>]*)>(.*?)(?=<(?:input|select|textarea|button)\b|$)", re.DOTALL)


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


def filled(page: Any, mark: str = "csrfmiddlewaretoken") -> dict[str, str]:
    """What a browser would send of the last form of a page that has a mark, without pressing a button."""
    html = page.content.decode()
    html = html[html.rindex(mark) :]
    found = {}
    for tag, attributes, inside in FIELD.findall(html):
        name = re.search(r'name="([^"]+)"', attributes)
        if not name:
            continue
        value = re.search(r'value="([^"]*)"', attributes)
        said = unescape(value[1]) if value else ""
        if tag == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', inside) or re.search(
                r'<option value="([^"]*)"', inside
            )
            said = chosen[1] if chosen else ""
        elif tag == "textarea":
            said = unescape(inside.partition("</textarea>")[0])
        elif 'type="checkbox"' in attributes:
            if " checked" not in attributes:
                continue
            said = "on"
        found[name[1]] = said
    return found
