"""A hand without a mouse: Tab leads to everything, and what has the focus is seen."""

from collections import defaultdict
from typing import Any

from playwright.sync_api import ElementHandle, FilePayload, Locator, Page

from tests.browser.hands import Hand

#: No page has so many stops: where Tab has not led by then it is held, or passes by.
MOST_STOPS = 250
#: Why somebody who looks at the page would not find what has the focus: nothing is drawn around it, or too palely
#: (WCAG 1.4.11), or it is not in the window.
_FAULT = """
    const light = color => {
        const [r, g, b] = color.match(/[\\d.]+/g).map(Number)
            .map(one => one / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b + .05;
    };
    const fault = at => {
        const style = getComputedStyle(at), box = at.getBoundingClientRect();
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "has no ring";
        const paper = light(getComputedStyle(document.body).backgroundColor), ring = light(style.outlineColor);
        if (Math.max(paper, ring) / Math.min(paper, ring) < 3) return "has a ring that is too pale";
        const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
        return inside && box.width && box.height ? "" : "is out of sight";
    };
"""
#: The element that has the focus: its place on the page, whether it is the one that is sought, and what is wrong.
_FOCUS = f"""sought => {{
    {_FAULT}
    const at = document.activeElement;
    if (!at || at === document.body) return {{place: -1}};
    const is = {{there: at === sought, skip: at.classList.contains("skip"), main: !!at.closest("main")}};
    return {{...is, place: [...document.all].indexOf(at), at: at.outerHTML.slice(0, 160), fault: fault(at)}};
}}"""
#: All that Tab comes to; each is given the focus.
_EVERY = f"""() => {{
    {_FAULT}
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    return [...document.querySelectorAll(all)]
        .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({{visibilityProperty: true}}))
        .map(one => (one.focus(), [one.outerHTML.slice(0, 160), fault(one)])).filter(([_html, fault]) => fault);
}}"""
#: Whether an element comes before what has the focus, and whether it stands in the page's content.
_WHERE = """element => [
    element.compareDocumentPosition(document.activeElement) === Node.DOCUMENT_POSITION_FOLLOWING,
    !!element.closest("main"),
]"""


def unseen(page: Page) -> list[str]:
    """What does not show that it has the focus, of all that Tab comes to; the first of it leads past the menu."""
    page.keyboard.press("Tab")  # who has pressed it is shown the focus, wherever it goes then
    first = page.evaluate(_FOCUS)
    wrong = [] if first.get("skip") else ["the first stop is not the link to the content"]
    return wrong + [f"{html} {fault}" for html, fault in page.evaluate(_EVERY)]


class Keyboard(Hand):
    """Somebody who tabs, types, and presses Enter, Space and arrows."""

    def reach(self, element: Locator) -> None:
        """Tab to an element, past the menu by the link that leads there."""
        sought = element.element_handle()
        behind, in_main = sought.evaluate(_WHERE)
        for _stop in range(MOST_STOPS):
            now = self._focus(sought)
            if now["there"]:
                return
            if now["skip"] and in_main:
                self.page.keyboard.press("Enter")
                self.page.keyboard.press("Tab")
                assert self._focus()["main"], f"{self.page.url}: the first link does not lead past the menu"
                continue
            self.page.keyboard.press("Shift+Tab" if behind else "Tab")
        raise AssertionError(f"{self.page.url}: Tab does not reach {element}")

    def go_round(self) -> int:
        """Tab through the whole page and out of it, in the order in which it is read; how many stops it has."""
        self.page.reload()
        places: list[int] = []
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            place = self._focus()["place"]
            if places and place <= 0:
                break
            places.append(place)
        assert places == sorted(places), f"{self.page.url}: the focus goes back and forth"
        return len(set(places))

    def _focus(self, sought: ElementHandle | None = None) -> defaultdict[str, Any]:
        found = defaultdict[str, Any](str, self.page.evaluate(_FOCUS, sought))
        assert not found["fault"], f"{self.page.url}: {found['at']} {found['fault']}"
        return found

    def _press(self, element: Locator) -> None:
        self.reach(element)
        self.page.keyboard.press("Enter")

    def _write(self, field: Locator, text: str) -> None:
        self.reach(field)
        year, dash, day = text.partition("-")
        # Debian's chromium speaks English only, and has a day as month, day and year.
        is_day = field.get_attribute("type") == "date"
        self.page.keyboard.type(day.replace(dash, "") + year if is_day else text)
        assert field.input_value() == text

    def _choose(self, field: Locator, word: str) -> None:
        self.reach(field)
        words, at = field.evaluate("field => [[...field.options].map(one => one.label), field.selectedIndex]")
        steps = words.index(word) - at
        for _step in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert field.evaluate("field => field.selectedOptions[0].label") == word

    def _tick(self, box: Locator) -> None:
        self.reach(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def _attach(self, field: Locator, file: FilePayload) -> None:
        with self.page.expect_file_chooser() as asked:  # before the way there: the browser is told in time
            self.reach(field)
            self.page.keyboard.press("Space")
        asked.value.set_files(file)
