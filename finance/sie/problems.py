"""What is wrong with a file, in sentences that say what to do about it, in both languages."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.sie.sentences import SENTENCES
from office.numbers import digits

MOST_PROBLEMS = 1000
LONGEST_QUOTE = 60

Value = str | int | Decimal | date


class Problem(NamedTuple):
    """One thing wrong on one line, counted from 1; the line is 0 for the file as a whole.

    `code` is stable and `values` are what its sentence mentions. Which file it is, the caller knows.
    """

    line: int
    code: str
    values: tuple[tuple[str, Value], ...]

    def sentence(self, language: str) -> str:
        """The problem in words, without its line except where the sentence needs it: "sv" or "en"."""
        texts = {name: _written(value, language) for name, value in self.values}
        return SENTENCES[self.code][language].format(line=self.line, **texts)


def problem(line: int, code: str, **values: Value) -> Problem:
    """A problem with its values, long texts cut: a field can be as long as the file."""
    return Problem(line, code, tuple((name, _cut(value)) for name, value in values.items()))


class Problems:
    """Collects problems; of a file with very many it keeps the first thousand and counts the rest."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0

    def add(self, line: int, code: str, **values: Value) -> None:
        """Note a problem."""
        self.count += 1
        if len(self.kept) < MOST_PROBLEMS:
            self.kept.append(problem(line, code, **values))

    def all(self) -> tuple[Problem, ...]:
        """Those kept, by line, and last how many more there are."""
        found = sorted(self.kept, key=lambda each: each.line)
        if more := self.count - len(found):
            found.append(problem(0, "problems.more", count=more))
        return tuple(found)


def _cut(value: Value) -> Value:
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        return f"{value[:LONGEST_QUOTE]}…"
    return value


def _written(value: Value, language: str) -> str:
    """A value as the language writes it: amounts with two decimals, dates ISO."""
    return digits(value, language, ",.2f") if isinstance(value, Decimal) else str(value)
