"""An agreement's clauses as its page tells them: name, value in words, and where it stands in the paper."""

from typing import NamedTuple

from agreements.condition_words import name_of, told
from agreements.models import Agreement
from finance.rates import published
from office.language import current_language


class Clause(NamedTuple):
    """`name` is the condition's in the code, by which help knows it."""

    name: str
    title: str
    value: str
    clause: str


def clauses(agreement: Agreement) -> list[Clause]:
    """Every condition of the agreement, in the order in which it names them, in the language in force."""
    return [_clause(name, one) for name, one in agreement.conditions.items()]


def _clause(name: str, said: dict[str, object]) -> Clause:
    language, title = current_language(), name_of(name, current_language())
    value = said["value"]
    named = published().get(value) if name == "volunteer_rate" and isinstance(value, str) else None
    words = f"{named.description[language]} ({value})" if named else told(name, value, language)
    return Clause(name, title[:1].upper() + title[1:], words, str(said["clause"]))
