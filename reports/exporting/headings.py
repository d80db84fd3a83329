"""What the API's members and lists are called by people.

A column that lies inside an object is called by both: `review_outcome` is "Granskning: Utfall", in English "Review:
Outcome". The Swedish words are `reports/data/headings.yaml`; in English a name is its own word.
"""

from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from office.language import current_language
from reports.exporting.columns import AGREEMENT, ORGANIZATION, ORGANIZATIONS, WHOLE, Column
from reports.words import CONSEQUENCES, KINDS, SEVERITIES, STATUSES

FILE = Path(__file__).resolve().parent.parent / "data/headings.yaml"
#: How a column ends that names what a row belongs to.
BELONGS = {"_id": "id", "_number": "nr"}
#: What people call words of the check, by the member that says them.
CODES: dict[str, dict[str, Promise]] = {"status": STATUSES, "kind": KINDS, "severity": SEVERITIES, "code": CONSEQUENCES}


@cache
def swedish() -> dict[str, str]:
    """The words by name, read once, when somebody needs them."""
    found: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def word(name: str) -> str:
    """A member's or a list's word in the language in force.

    >>> word("paid_on")  # in English
    'Paid on'
    """
    name = name.replace("-", "_")
    plain = name.replace("_", " ").capitalize()
    return plain if current_language() == "en" else swedish().get(name, plain)


def heading(column: Column) -> str:
    """What a column is called."""
    if column.label:
        return column.label
    if column.path and column.name == "_".join(column.path):
        known = ": ".join(word(name) for name in column.path)
        named = column.kind == WHOLE and column.name in ORGANIZATIONS | {AGREEMENT}
        return f"{known} (id)" if named else known
    if column.kind in (ORGANIZATION, AGREEMENT):
        return word("reference" if column.kind == AGREEMENT else column.name.removesuffix("_name"))
    ending = next((end for end in BELONGS if column.name.endswith(end)), "")
    known = word(column.name.removesuffix(ending))
    return f"{known} ({BELONGS[ending]})" if ending else word(column.name)


def said(column: Column, value: str) -> str:
    """A word of the code as people say it, in a column that has such words; anything else as it is."""
    known = column.words.get(value, value)
    return str(CODES.get(column.path[-1], {}).get(value, value) if known == value and column.path else known)


def title_of(name: str) -> str:
    """What a list or a table is called: `ledger-imports/3/rows` and `commitments.components` by their parts.

    >>> title_of("payments"), title_of("ledger-imports/3/rows")  # in English
    ('Payments', 'Ledger imports 3: Rows')
    """
    if "/" in name:
        above, number, below = name.split("/")
        called = _("Dossier") if below == "dossier" else word(below)  # the one file that is no list
        return f"{word(above)} {number}: {called}"
    return word(name.rpartition(".")[2])
