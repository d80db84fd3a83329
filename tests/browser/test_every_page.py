"""Every page, in both languages: nothing that axe finds, nothing to scroll sideways at 320 pixels, at most 100 kB with
all it loads, and all of it from here. In one of them: what has the focus shows it, and Tab leads past the menu first;
in the dark nothing is too pale; on paper there is what is read, and nothing to press.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.keyboard import unseen
from tests.browser.pages import PAGES, names

MOST_BYTES = 100_000
#: A4 between its margins, upright and lying, in pixels; a browser makes a wider page smaller, by so much and no more.
UPRIGHT, LYING, SMALLER = 680, 1009, 1.4
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What axe tells of a page beside that is much, and of no use here.
VIOLATIONS = """rules => axe.run(document, {...rules, resultTypes: ["violations"], preload: false}).then(found =>
    found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`)))"""
LOADED = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(one => [new URL(one.name).origin === location.origin, one.decodedBodySize])"""


PRINTED = """() => {
    const all = what => [...document.querySelectorAll(what)], html = one => one.outerHTML.slice(0, 160);
    const seen = one => one.checkVisibility(), paper = getComputedStyle(document.body);
    const pressed = "body > header, nav, body > footer, .skip, .button, button, input, select, textarea";
    return [
        ...all(pressed).filter(seen).map(html),
        ...all("h1, table, svg.picture").filter(one => !seen(one)).map(one => `lacks ${html(one)}`),
        ...all(".scroll").filter(one => getComputedStyle(one).overflowX !== "visible").map(one => `cuts ${html(one)}`),
        ...(paper.backgroundColor + paper.color === "rgb(255, 255, 255)rgb(0, 0, 0)" ? [] : ["is not black on white"]),
    ];
}"""


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with a page, a sentence each."""
    page.set_viewport_size({"width": WIDE, "height": 900})
    wrong: list[str] = page.evaluate(VIOLATIONS, {"runOnly": RULES})
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


def in_the_dark(page: Page) -> list[str]:
    """What is too pale where somebody prefers dark colours."""
    page.emulate_media(color_scheme="dark")
    found: list[str] = page.evaluate(VIOLATIONS, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return [f"in the dark {one}" for one in found]


def on_paper(page: Page) -> list[str]:
    """What is printed that nobody can press, and what is not that somebody would read; dark colours are no matter."""
    page.emulate_media(media="print", color_scheme="dark")
    sheet = LYING if page.locator(".wide").count() else UPRIGHT
    page.set_viewport_size({"width": sheet, "height": 900})
    wrong: list[str] = page.evaluate(PRINTED)
    if (width := page.evaluate("document.documentElement.scrollWidth")) > sheet * SMALLER:
        wrong.append(f"is {width} pixels wide")
    page.emulate_media(media="screen", color_scheme="light")
    return [f"on paper {one}" for one in wrong]


@pytest.mark.django_db(transaction=True)
def test_every_page(demo: None, enter: Open) -> None:
    wrong, known = [], names()
    for who in dict.fromkeys(who for who, _path in PAGES):
        for language in ("sv", "en"):
            page = enter(who, "/login", language=language)
            page.add_init_script(Axe().axe_script)
            for path in (path.format(**known) for user, path in PAGES if user == who):
                answer = page.goto(path)
                told = faults(page, language) if answer and answer.ok else [f"answers {answer and answer.status}"]
                if language == "sv":
                    told += [*unseen(page), *in_the_dark(page), *on_paper(page)]
                wrong += [f"{who or 'nobody'} {path} ({language}): {fault}" for fault in told]
    assert wrong == [], "\n".join(wrong)
