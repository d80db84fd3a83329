"""Every page, in both languages: nothing that axe finds, nothing to scroll sideways at 320 pixels, at most 100 kB with
all it loads, and all of it from here. In one of them: what has the focus shows it, and Tab leads past the menu first.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.keyboard import unseen
from tests.browser.pages import PAGES, names

MOST_BYTES = 100_000
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOADED = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(one => [new URL(one.name).origin === location.origin, one.decodedBodySize])"""


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with a page, a sentence each."""
    page.set_viewport_size({"width": WIDE, "height": 900})
    found: Any = Axe().run(page, options=RULES).response["violations"]
    wrong = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    if page.evaluate("document.documentElement.lang") != language:
        wrong.append("it is in another language")
    loaded = page.evaluate(LOADED)
    if not all(ours for ours, _size in loaded):
        wrong.append("something is loaded from elsewhere")
    if (size := sum(size for _ours, size in loaded)) > MOST_BYTES:
        wrong.append(f"it weighs {size} bytes")
    page.set_viewport_size({"width": NARROW, "height": 900})
    if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
        wrong.append(f"at {NARROW} pixels it is {width} wide")
    return wrong


@pytest.mark.django_db(transaction=True)
def test_every_page(demo: None, enter: Open) -> None:
    wrong, known = [], names()
    for who in dict.fromkeys(who for who, _path in PAGES):
        for language in ("sv", "en"):
            page = enter(who, "/login", language=language)
            for path in (path.format(**known) for user, path in PAGES if user == who):
                answer = page.goto(path)
                told = faults(page, language) if answer and answer.ok else [f"answers {answer and answer.status}"]
                if language == "sv":
                    told += unseen(page)
                wrong += [f"{who or 'nobody'} {path} ({language}): {fault}" for fault in told]
    assert wrong == [], "\n".join(wrong)
