"""The vouchers of a SIE file: `#VER`, a brace, the rows, a brace.

Source: SIE-Gruppen, "SIE filformat", utgåva 4B and 4C. An added row (`#RTRANS`) is followed by a `#TRANS` that says the
same for programs that know only those, and counts once; a row taken away (`#BTRANS`) does not count and is not read.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from finance.sie import fields
from finance.sie.ledger import Objects, Row, Voucher
from finance.sie.problems import Problems
from finance.sie.register import Line

# What an added row and its repetition have in common; dates and texts may differ.
Said = tuple[str, Objects, Decimal]


class _Open:
    """The voucher being read: its rows come after it. It is `whole` until something in it cannot be read."""

    def __init__(self, line: Line, day: date | None) -> None:
        self.series, self.number, self.day, self.text = line.at(0), line.at(1), day, line.at(3)
        self.line = line.number
        self.told = not line.texts  # its own line could not be read, which is said already
        self.begun = False
        self.whole = day is not None
        self.rows: list[Row] = []
        self.added: list[Row] = []

    @property
    def name(self) -> str:
        """What people call it: "B 12"."""
        return f"{self.series} {self.number}".strip()

    def all_rows(self) -> tuple[Row, ...]:
        """The rows as they count, in the file's order."""
        if self.added:
            repeated: Counter[Said] = Counter(map(_said, self.rows))
            for row in self.added:
                if not repeated[_said(row)]:
                    self.rows.append(row)
                repeated[_said(row)] -= 1
            self.rows.sort(key=lambda row: row.line)
        return tuple(self.rows)


def _said(row: Row) -> Said:
    return row.account, row.objects, row.amount


class Vouchers:
    """Collects the vouchers, line by line."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.done: list[Voucher] = []
        self._open: _Open | None = None
        self._texts: dict[str, str] = {}

    def begin(self, line: Line) -> None:
        """`#VER B 12 20110131 "Fika"`: the voucher before must have ended. One that could not be read has no fields."""
        self.finish()
        day = fields.day(line.at(2))
        if day is None and line.texts:
            self.problems.add(line.number, "date.invalid", text=line.texts[2])
        self._open = _Open(line, day)

    def begin_rows(self) -> bool:
        """`{`: False where no voucher waits for it."""
        if self._open is None or self._open.begun:
            return False
        self._open.begun = True
        return True

    def end(self) -> bool:
        """`}`: False where no voucher is open."""
        if self._open is None:
            return False
        self._keep(self._open)
        self._open = None
        return True

    def _keep(self, voucher: _Open) -> None:
        """Take a voucher that has ended, if its rows could all be read."""
        self._must_have_begun(voucher)
        if not voucher.whole or voucher.day is None:
            return
        rows = voucher.all_rows()
        if total := sum((row.amount for row in rows), Decimal(0)):
            self.problems.add(voucher.line, "voucher.unbalanced", voucher=voucher.name, sum=total)
        text = self._once(voucher.text)
        self.done.append(Voucher(voucher.series, voucher.number, voucher.day, text, voucher.line, rows))

    def finish(self) -> None:
        """A new voucher or the file's end: a voucher still open has lost its end, and perhaps rows."""
        if self._open is not None:
            self.problems.add(self._open.line, "voucher.unclosed", voucher=self._open.name)
            self._open = None

    def row(self, line: Line) -> None:
        """`#TRANS 1920 {1 "Nord"} -40.50 20110131 "Fika" 2`"""
        if (voucher := self._place(line)) is not None and (row := self._row(line, voucher)) is not None:
            voucher.rows.append(row)

    def added_row(self, line: Line) -> None:
        """`#RTRANS`, with a row's fields."""
        if (voucher := self._place(line)) is not None and (row := self._row(line, voucher)) is not None:
            voucher.added.append(row)

    def damage(self) -> None:
        """A line in the open voucher could not be read: its sum would say nothing."""
        if self._open is not None:
            self._open.whole = False

    def _place(self, line: Line) -> _Open | None:
        if self._open is None:
            self.problems.add(line.number, "row.outside_voucher", label=line.label)
        elif not self._open.begun:
            self._must_have_begun(self._open)
        return self._open

    def _must_have_begun(self, voucher: _Open) -> None:
        if not voucher.begun:
            if not voucher.told:
                self.problems.add(voucher.line, "voucher.unopened", voucher=voucher.name)
            voucher.begun = True

    def _row(self, line: Line, voucher: _Open) -> Row | None:
        account, written = line.texts[0], line.texts[1]
        amount = fields.amount(written)
        if amount is None:
            self.problems.add(line.number, fields.why_no_amount(written), text=written)
            voucher.whole = False
            return None
        day, quantity = self._day(line), self._quantity(line)
        text = self._once(line.at(3))
        return Row(self._once(account), line.objects, amount, day, text, line.number, quantity)

    def _day(self, line: Line) -> date | None:
        text = line.at(2)
        found = fields.day(text) if text else None
        if text and found is None:
            self.problems.add(line.number, "date.invalid", text=text)
        return found

    def _quantity(self, line: Line) -> Decimal | None:
        text = line.at(4)
        found = fields.quantity(text) if text else None
        if text and found is None:
            self.problems.add(line.number, "quantity.invalid", text=text)
        return found

    def _once(self, text: str) -> str:
        """The text as one string however often it stands in the file: ledgers repeat themselves."""
        return self._texts.setdefault(text, text)


LABELS: dict[str, tuple[Callable[[Vouchers, Line], None], int]] = {
    "#VER": (Vouchers.begin, 3),
    "#TRANS": (Vouchers.row, 2),
    "#RTRANS": (Vouchers.added_row, 2),
}
