"""Whom a row of the ledger pays: by organisation number, by bankgiro or plusgiro, or by name.

A number is certain; an account is nearly so; a name is taken when it is the recipient's with other capitals and signs,
or when all the words of the recipient's name stand in their order in the row's name or text ("Bidrag Vän i Umeå 2025").
Where two recipients fit, none is taken, unless one name holds the other: the longer one is meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from finance.matching.facts import LedgerRow, Recipient

WORD = re.compile(r"\w+")
Words = tuple[str, ...]


class Payee(NamedTuple):
    """Who a row pays: a recipient's id where it is known here, and otherwise the words of the ledger; both empty where
    the row names nobody.
    """

    recipient: int = 0
    called: str = ""

    @property
    def named(self) -> bool:
        """Whether the row says whom it pays."""
        return bool(self.recipient or self.called)


def words(text: str) -> Words:
    """The words of a name, without capitals and signs: "VÄN I UMEÅ," is ("vän", "i", "umeå")."""
    return tuple(WORD.findall(text.casefold()))


class Directory:
    """Finds the payee of a row among the recipients, in a time that does not grow with their number."""

    def __init__(self, recipients: Iterable[Recipient]) -> None:
        self.by_id = {one.id: one for one in recipients}
        self._numbers = {one.number: one.id for one in self.by_id.values() if one.number}
        self._giros: defaultdict[str, set[int]] = defaultdict(set)
        self._names: defaultdict[Words, set[int]] = defaultdict(set)
        for one in self.by_id.values():
            for giro in one.giros:
                self._giros[giro.number].add(one.id)
            if found := words(one.name):
                self._names[found].add(one.id)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        self._known: dict[Words, Payee] = {}

    def payee(self, row: LedgerRow) -> Payee:
        """Whom the row pays."""
        key = row.number, row.giro, row.name, row.text
        if key not in self._known:
            self._known[key] = self._find(row)
        return self._known[key]

    def _find(self, row: LedgerRow) -> Payee:
        if row.number:
            return Payee(self._numbers.get(row.number, 0), "" if row.number in self._numbers else row.number)
        for found in (self._giros.get(row.giro, ()) if row.giro else (), self._in(row.name), self._in(row.text)):
            if len(found) == 1:
                return Payee(next(iter(found)))
        return Payee(0, row.name or row.giro)

    def _in(self, text: str) -> set[int]:
        """The recipients whose name stands in a text: of names inside each other the longest."""
        said = words(text)
        for length in self._lengths:
            found: set[int] = set()
            for start in range(len(said) - length + 1):
                found |= self._names.get(said[start : start + length], set())
            if found:
                return found
        return set()
