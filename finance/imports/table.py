"""From a table's cells to the chosen rows, or to everything that is wrong with it: the same for CSV and workbooks."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import NamedTuple

from finance.imports import cells, headers
from finance.imports.cells import Cell
from finance.imports.headers import Header
from finance.imports.problems import Problems
from finance.imports.rows import Choice, Imported, LeftOut, Reading, refused

MOST_ROWS = 50_000
LONGEST = 200
LONGEST_VOUCHER = 60
Line = tuple[int, Sequence[Cell]]


class Who(NamedTuple):
    """Whom a row pays and what it says; empty of a person."""

    number: str
    name: str
    giro: str
    text: str
    person: bool


def read(lines: Iterable[Line], choice: Choice, problems: Problems) -> Reading:
    """Read a table; blank rows are passed over."""
    filled = ((number, row) for number, row in lines if any(cells.text_of(cell) for cell in row))
    first = list(islice(filled, headers.LOOKED_AT))
    header = headers.find(first, bool(choice.accounts), problems)
    if header is None:
        return refused(problems.all())
    reader = _Table(header, choice, problems)
    for number, row in chain(first, filled):
        if number > header.line:
            reader.row(number, row)
        if reader.seen > MOST_ROWS:
            problems.add("rows.too_many", text=str(MOST_ROWS))
            break
    if not problems.count and not reader.rows:
        problems.add("rows.none")
    if problems.count:
        return refused(problems.all())
    return Reading(tuple(reader.rows), LeftOut(reader.other_accounts, reader.other_days), header.unread, ())


class _Table:
    """Reads row after row and collects what is chosen."""

    def __init__(self, header: Header, choice: Choice, problems: Problems) -> None:
        self.header, self.choice, self.problems = header, choice, problems
        self.rows: list[Imported] = []
        self.seen = self.other_accounts = self.other_days = 0

    def row(self, line: int, row: Sequence[Cell]) -> None:
        """Take a row if it is chosen; a row on another account is not looked at."""
        self.seen += 1
        account = self._account(line, row)
        if account is None or not self.choice.wants_account(account):
            self.other_accounts += account is not None
            return
        day, amount = self._day(line, row), self._amount(line, row)
        if day is not None and not self.choice.starts_on <= day <= self.choice.ends_on:
            self.other_days += 1
            return
        who = self._who(line, row)
        voucher = self._text(row, "voucher", LONGEST_VOUCHER)
        if day is not None and amount is not None:
            voucher = "" if self.choice.names_a_person(voucher) else voucher
            self.rows.append(
                Imported(line, day, account, amount, who.number, who.name, who.giro, who.text, voucher, who.person)
            )

    def _cell(self, row: Sequence[Cell], meaning: str) -> Cell:
        place = self.header.columns.get(meaning)
        return row[place] if place is not None and place < len(row) else None

    def _wrong(self, code: str, line: int, meaning: str, cell: Cell = None) -> None:
        self.problems.add(code, line, self.header.columns[meaning] + 1, cells.text_of(cell))

    def _account(self, line: int, row: Sequence[Cell]) -> str | None:
        """The row's account; empty where the table has no such column."""
        if "account" not in self.header.columns:
            return ""
        cell = self._cell(row, "account")
        found = cells.account_of(cell)
        if found is None:
            self._wrong("account.invalid", line, "account", cell)
        return found

    def _day(self, line: int, row: Sequence[Cell]) -> date | None:
        cell = self._cell(row, "day")
        found = cells.day_of(cell)
        if found is None:
            self._wrong("day.invalid" if cells.text_of(cell) else "day.missing", line, "day", cell)
        return found

    def _amount(self, line: int, row: Sequence[Cell]) -> Decimal | None:
        """The amount, or debit less credit."""
        signs = {"amount": 1} if "amount" in self.header.columns else {"debit": 1, "credit": -1}
        total, said = Decimal("0.00"), False
        for meaning, sign in signs.items():
            cell = self._cell(row, meaning)
            if not cells.text_of(cell):
                continue
            found, said = cells.amount_of(cell), True
            if isinstance(found, str):
                self._wrong(found, line, meaning, cell)
                return None
            total += sign * found
        if not said:
            self._wrong("amount.missing", line, next(name for name in signs if name in self.header.columns))
            return None
        return total

    def _who(self, line: int, row: Sequence[Cell]) -> Who:
        """Whom the row pays. Of a person nothing is kept, not even what could be misread."""
        said = cells.text_of(self._cell(row, "number"))
        name, text = self._text(row, "name"), self._text(row, "text")
        if cells.is_personal(said) or self.choice.names_a_person(f"{said} {name}"):
            return Who("", "", "", "", True)
        number = self._checked(line, row, "number")
        giro = self._checked(line, row, "giro")
        blank = not self.choice.texts or self.choice.names_a_person(text)
        return Who(number, name, giro, "" if blank else text, False)

    def _checked(self, line: int, row: Sequence[Cell], meaning: str) -> str:
        cell = self._cell(row, meaning)
        if not cells.text_of(cell):
            return ""
        found = cells.number_of(cell) if meaning == "number" else cells.giro_of(cell)
        if found is None:
            self._wrong(f"{meaning}.invalid", line, meaning, cell)
        return found or ""

    def _text(self, row: Sequence[Cell], meaning: str, most: int = LONGEST) -> str:
        return cells.printable(cells.text_of(self._cell(row, meaning)))[:most]
