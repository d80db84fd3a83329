"""Which column holds what, by the names that stand above: Swedish and English, in any order and with any capitals."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from finance.imports.cells import Cell, text_of
from finance.imports.problems import Problems

NAMES: dict[str, tuple[str, ...]] = {
    "day": ("datum", "bokföringsdatum", "betalningsdatum", "betaldatum", "utbetalningsdatum", "verifikationsdatum",
            "verdatum", "date", "booking date", "posting date", "payment date"),
    "account": ("konto", "kontonummer", "kontonr", "account", "account number"),
    "amount": ("belopp", "belopp kr", "belopp sek", "summa", "kronor", "amount", "amount sek"),
    "debit": ("debet", "debit"),
    "credit": ("kredit", "credit"),
    "number": ("organisationsnummer", "orgnr", "org nr", "organisationsnr", "organisation number",
               "organization number"),
    "name": ("mottagare", "leverantör", "leverantörsnamn", "motpart", "namn", "förening", "recipient", "payee",
             "supplier", "name"),
    "giro": ("bankgiro", "plusgiro", "bg", "pg", "bg pg", "bankgiro plusgiro", "giro"),
    "voucher": ("verifikation", "verifikationsnummer", "verifikationsnr", "vernr", "ver nr", "ver", "verifikat",
                "voucher", "voucher number"),
    "text": ("text", "beskrivning", "benämning", "verifikationstext", "transaktionstext", "description"),
}  # fmt: skip
MEANING = {name: meaning for meaning, names in NAMES.items() for name in names}
LOOKED_AT = 20
"""Rows at the top among which the headings are looked for: exports begin with a title and a date."""


class Header(NamedTuple):
    """The line of the headings, the column (from 0) of each meaning, and the names that mean nothing here."""

    line: int
    columns: dict[str, int]
    unread: tuple[str, ...]


def folded(cell: Cell) -> str:
    """A heading without capitals and signs: "Org.nr" is "org nr"."""
    return " ".join(re.findall(r"\w+", text_of(cell).casefold().replace("_", " ")))


def understood(cells: Sequence[Cell]) -> int:
    """How many different things the cells are headings of."""
    return len({MEANING[name] for cell in cells if (name := folded(cell)) in MEANING})


def find(rows: Sequence[tuple[int, Sequence[Cell]]], account: bool, problems: Problems) -> Header | None:
    """The headings among the first rows: the row that is understood best. None, with all that is wrong, where it lacks
    a date, an amount or (when accounts are chosen) an account, or says something twice.
    """
    line, cells = max(rows[:LOOKED_AT], key=lambda row: (understood(row[1]), -row[0]), default=(0, ()))
    columns: dict[str, int] = {}
    unread = []
    for place, cell in enumerate(cells):
        meaning = MEANING.get(folded(cell))
        if meaning is None:
            unread += [text_of(cell)[:60]] if text_of(cell) else []
        elif meaning in columns:
            problems.add("header.twice", line, place + 1, text_of(cell))
        else:
            columns[meaning] = place
    _refuse_missing(columns, account, problems, line if columns else 0)
    return None if problems.count else Header(line, columns, tuple(unread))


def _refuse_missing(columns: dict[str, int], account: bool, problems: Problems, line: int) -> None:
    there = set(columns) | ({"amount"} if {"debit", "credit"} & set(columns) else set())
    for meaning in ("day", "amount", *(("account",) if account else ())):
        if meaning not in there:
            problems.add("header.missing", line, text=meaning, known=", ".join(NAMES[meaning]))
