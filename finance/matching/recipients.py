"""Whom a row of the ledger pays: by organisation number, by bankgiro or plusgiro, or by name.

A number is certain; an account is nearly so; a name is taken when it is the recipient's with other capitals and signs,
or when all the words of the recipient's name stand in their order in the row's name or text ("Bidrag Vän i Umeå 2025").
Where two recipients fit, none is taken, unless one name holds the other: the longer one is meant. Sections of one legal
person share its number: account or name then says which of them, and a row without either pays the legal person.
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
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)
        self._giros: defaultdict[str, set[int]] = defaultdict(set)
        self._names: defaultdict[Words, set[int]] = defaultdict(set)
        for one in self.by_id.values():
            if one.number:
                self._numbers[one.number].add(one.id)
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

    def legal_person(self, payee: Payee) -> Payee:
        """The legal person that a recipient is a part of, as a row names it that does not say which part it pays."""
        number = self.by_id[payee.recipient].number
        return Payee(0, number) if len(self._numbers.get(number, ())) > 1 else payee

    def parts(self, payee: Payee) -> set[int]:
        """The recipients that a row may pay: the one that it names, or every part of the legal person."""
        return {payee.recipient} if payee.recipient else self._numbers.get(payee.called, set())

    def _find(self, row: LedgerRow) -> Payee:
        if row.number:
            among = self._numbers.get(row.number, set())
            return self._one(row, among) or Payee(0, row.number)
        return self._one(row, None) or Payee(0, row.name or row.giro)

    def _one(self, row: LedgerRow, among: set[int] | None) -> Payee | None:
        """The only recipient that fits: by its number alone, or else by account or name, of those that share it."""
        if among is not None and len(among) < 2:
            return Payee(next(iter(among))) if among else None
        giros = self._giros.get(row.giro, set()) if row.giro else set()
        for found in (giros, self._in(row.name), self._in(row.text)):
            left = found if among is None else found & among
            if len(left) == 1:
                return Payee(next(iter(left)))
        return None

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
