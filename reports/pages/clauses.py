"""An agreement's clauses as its page tells them: name, value in words, and where it stands in the paper."""

import re
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from office.language import current_language
from office.numbers import day
from reports.checks.results import Word
from reports.checks.wording import written
from reports.exporting.headings import word

#: Words of the code that clauses are said with.
VALUES: dict[str, Promise] = {
    "term": gettext_lazy("over the whole term"),
    "yearly": gettext_lazy("year by year"),
    "total": gettext_lazy("in all"),
    "calendar_year": gettext_lazy("calendar years"),
    "agreement_year": gettext_lazy("years from the first day"),
    "all": gettext_lazy("everybody agrees"),
    "majority": gettext_lazy("a majority agrees"),
    "two_thirds": gettext_lazy("two thirds agree"),
    "received": gettext_lazy("until a report has come in"),
    "complete": gettext_lazy("until a report is complete"),
}
#: Parts of a clause that no list has as a column.
PARTS: dict[str, Promise] = {
    "days": gettext_lazy("days"),
    "papers": gettext_lazy("papers"),
    "percent": gettext_lazy("per cent kept back"),
    "counts": gettext_lazy("days are counted"),
    "deadline": gettext_lazy("late after"),
    "base": gettext_lazy("base month"),
    "month": gettext_lazy("month of the index"),
    "years_back": gettext_lazy("years back"),
    "limits": gettext_lazy("limits hold"),
    "cap": gettext_lazy("at most, per cent"),
    "floor": gettext_lazy("at least, per cent"),
    "applies_to": gettext_lazy("applies to"),
    "reduces_both": gettext_lazy("a reduced year lowers both sides' promises"),
    "days_after_meeting": gettext_lazy("days after the annual meeting"),
    "days_after_end": gettext_lazy("days after the last day"),
    "latest": gettext_lazy("at the latest"),
    "through": gettext_lazy("through"),
}
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


class Clause(NamedTuple):
    """`name` is the condition's in the code, by which help knows it."""

    name: str
    title: str
    value: str
    clause: str


def clauses(agreement: Agreement) -> list[Clause]:
    """Every condition of the agreement, in the order in which it names them."""
    return [Clause(name, word(name), told(one["value"]), one["clause"]) for name, one in agreement.conditions.items()]


def told(value: Any) -> str:
    """A value in the reader's language: 03-31 is "31 March", a list is its parts."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{_part(name)}: {told(one)}" for name, one in value.items() if one is not None)
    if isinstance(value, list):
        return "; ".join(told(one) for one in value)
    text, language = str(value), current_language()
    if said := _MONTH_DAY.fullmatch(text):
        # A leap year has them all; the year is taken off again.
        return day(date(2000, int(said[1]), int(said[2])), language).removesuffix(" 2000")
    return str(VALUES[text]) if text in VALUES else written(Word(text), language)


def _part(name: str) -> str:
    return str(PARTS[name]) if name in PARTS else word(name).lower()
