"""How somebody does a thing on a page, and what they read there.

A task (`tests.browser.tasks`) calls fields, buttons and links by their words, as people find them: it knows neither
addresses nor which hand does it.
"""

import re
from pathlib import Path
from typing import Self

from playwright.sync_api import FilePayload, Locator, Page

from office.numbers import NBSP

CELLS = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))"


def kr(amount: int) -> str:
    """An amount as Swedish pages write it."""
    return f"{amount:,} kr".translate({ord(","): NBSP, ord(" "): NBSP, ord("-"): "−"})


class Hand:
    """Somebody with a mouse. `within` is the part of the page in which words are looked for; none is the whole page."""

    def __init__(self, page: Page, within: Locator | None = None) -> None:
        self.page, self._within = page, within

    @property
    def within(self) -> Page | Locator:
        return self._within or self.page

    def group(self, legend: str) -> Self:
        """The same in a group of fields, called by its legend."""
        return type(self)(self.page, self.within.get_by_role("group", name=legend, exact=True))

    def read(self) -> str:
        """What is seen of the page's content; blanks are single, and those that do not break stay."""
        return re.sub(r"[ \n\t]+", " ", self.page.locator("main").inner_text())

    def table(self, caption: str) -> dict[str, list[str]]:
        """A table's rows by their first cells."""
        rows = self.page.get_by_role("table", name=caption).evaluate(CELLS)
        return {first: rest for first, *rest in rows}

    def write(self, said: dict[str, str]) -> None:
        """Texts into fields; a day is `2020-01-31`."""
        for label, text in said.items():
            self._write(self._field(label), text)

    def choose(self, said: dict[str, str]) -> None:
        """A word of each list."""
        for label, word in said.items():
            self._choose(self._field(label), word)

    def tick(self, label: str) -> None:
        self._tick(self._field(label))

    def attach(self, label: str, file: FilePayload) -> None:
        self._attach(self._field(label), file)

    def unfold(self, summary: str) -> None:
        """Open what is folded."""
        self._press(self.within.locator("summary", has_text=summary))

    def press(self, button: str) -> None:
        """A button that leads to a page."""
        self._lead(self.within.get_by_role("button", name=button, exact=True))

    def follow(self, link: str) -> None:
        self._lead(self.within.get_by_role("link", name=link, exact=True))

    def fetch(self, link: str) -> Path:
        """The file that a link gives."""
        with self.page.expect_download() as got:
            self._press(self.within.get_by_role("link", name=link, exact=True))
        return got.value.path()

    def _field(self, label: str) -> Locator:
        """Of a group it is the first so called: its own fields stand before those of the groups in it."""
        found = self.within.get_by_label(label, exact=True)
        return found.first if self._within else found

    def reach(self, element: Locator) -> None:
        """Come to an element, without using it."""

    def _lead(self, element: Locator) -> None:
        self.reach(element)  # by keyboard the way there may be a link too
        with self.page.expect_navigation():
            self._press(element)

    def _press(self, element: Locator) -> None:
        element.click()

    def _write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _choose(self, field: Locator, word: str) -> None:
        field.select_option(label=word)

    def _tick(self, box: Locator) -> None:
        box.check()

    def _attach(self, field: Locator, file: FilePayload) -> None:
        field.set_input_files(file)
