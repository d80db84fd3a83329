"""What stands where in a report's workbook: said once, for who writes it and for who reads it.

Row 1 of each sheet and column A are hidden and for the program: A1 names the part (`overens:volunteer_hours`), row 1
the members of the body that its columns are, column A what a fixed row is (`own_cash/fees`). So sheets may be renamed
and moved, and filled in in any language. Rows 2 and 3 are headings and help; people write from row 4 on.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.conditions import CATEGORIES, WORK
from office.numbers import LANGUAGES
from reports.bodies import BASES, SOURCES
from reports.checks.wording import WORDS

#: Of the layout: raise it when a sheet that was made by this one can no longer be read.
VERSION = 1
MARK = "overens:"
ABOUT = "about"
FIRST = 4
"""The first row (from 1) that people write in."""
TEXT, AMOUNT, COUNT, DAY, CHOICE = "text", "amount", "count", "day", "choice"
CHOICES: dict[str, tuple[str, ...]] = {"category": CATEGORIES, "work": WORK, "basis": BASES}
FIXED = "fixed"
#: What a cell of a workbook holds (Microsoft, "Excel specifications and limits").
MOST_CHARACTERS = 32_000
NARRATIVE, GOES_ON = "narrative", "narrative+"
"""A cell of the narrative begins after a line break, or goes on within a line that is longer than a cell."""
NARRATIVES = 3
"""Cells for the narrative: together they hold more than a report takes."""


class Column(NamedTuple):
    """A column: a member of the body, or with no `name` something to look at that is never read."""

    name: str
    kind: str
    heading: Promise
    help: Promise | str = ""
    width: int = 16


PROMISED = Column("", AMOUNT, _("Promised"))
LAST = Column("", AMOUNT, _("Last period"))

#: The sheets by the part of the body that they are, with what they are called.
SHEETS: dict[str, tuple[Promise, tuple[Column, ...]]] = {
    "figures": (
        _("Amounts"),
        (
            Column("", TEXT, _("What"), _("Kronor. Leave empty what you do not report; write 0 for nothing."), 34),
            PROMISED,
            LAST,
            Column("amount", AMOUNT, _("Amount, kr"), _("Such as 1 234,50.")),
            Column("basis", CHOICE, _("How it was valued"), _("Only of what was given in kind."), 22),
            Column("document", TEXT, _("Paper behind it"), _("Only of what was given in kind."), 40),
        ),
    ),
    "volunteer_hours": (
        _("Hours"),
        (
            Column("activity", TEXT, _("Activity"), _("One row for each activity, category and time."), 32),
            Column("category", CHOICE, _("Category"), _("Choose from the list."), 14),
            Column("hours", AMOUNT, _("Hours"), _("Of all of them together, such as 12,5."), 12),
            Column("starts_on", DAY, _("From"), _("Within the period."), 13),
            Column("ends_on", DAY, _("To"), _("The last day."), 13),
            Column("women", COUNT, _("Women"), _("How many; 0 if none."), 10),
            Column("men", COUNT, _("Men"), _("How many; 0 if none."), 10),
            Column("attested_by", TEXT, _("Attested by"), _("The office held, such as treasurer: no name."), 24),
            Column("work", CHOICE, _("Kind of work"), _("Choose from the list; empty is volunteer work."), 20),
        ),
    ),
    "activities": (
        _("Activities"),
        (
            Column("name", TEXT, _("Activity"), _("What was promised stands here already; add others below."), 32),
            Column("unit", TEXT, _("Unit"), _("What is counted, such as meetings."), 16),
            PROMISED,
            LAST,
            Column("quantity", AMOUNT, _("How many"), _("0 if there were none.")),
        ),
    ),
    "texts": (
        _("Narrative"),
        (
            Column("", TEXT, _("What"), "", 28),
            Column("text", TEXT, _("Text"), _("No personal identity numbers. A long text goes on below."), 100),
        ),
    ),
}  # fmt: skip
ABOUT_TITLE = _("About the template")
#: What a body says in each row of a list, in the order of the template.
FIGURES = (
    *(("own_cash", source) for source in SOURCES),
    *((kind, "") for kind in ("in_kind", "income", "costs")),
)


class Marker(NamedTuple):
    """Which report a template is for: ids, the period's label, and the digest of the terms that it was made by."""

    version: int
    agreement: int
    organization: int
    period: str
    terms: str


def label(member: str, code: str, language: str) -> str:
    """A word of the code as people read it: "Vuxna"."""
    word = WORDS[language][f"source_{code}" if (member, code) == ("source", "other") else code]
    return word[:1].upper() + word[1:]


def code_of(member: str, text: str) -> str:
    """The code that a chosen word stands for, in whatever language it was chosen; any other text as it is."""
    known = {label(member, code, language).casefold(): code for language in LANGUAGES for code in CHOICES[member]}
    return known.get(text.strip().casefold(), text)
