"""The questions, one per file. A rule is a module with `CODE`, `SENTENCES` (one per language) and `ask`."""

from collections.abc import Iterator
from typing import Protocol

from reports.plausibility.facts import Question, Reported
from reports.plausibility.rules import jump, round_hours, same_figures, same_narrative, totals


class Rule(Protocol):
    """What every rule's module offers."""

    CODE: str
    SENTENCES: dict[str, str]

    def ask(self, reported: Reported, /) -> Iterator[Question]:
        """What it would ask."""


RULES: tuple[Rule, ...] = (same_figures, jump, totals, round_hours, same_narrative)
SENTENCES: dict[str, dict[str, str]] = {rule.CODE: rule.SENTENCES for rule in RULES}
