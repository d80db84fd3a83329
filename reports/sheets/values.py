"""What stands in a cell, as the API's body takes it. What is no number is told here, since a cell is written as people
write; every other rule is the body's own.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from finance.imports.cells import BLANKS, amount_of, day_of, text_of
from office.refusals import Refusal
from reports.sheets.layout import AMOUNT, CHOICE, COUNT, DAY, code_of

SHOWN = 200


class Cell(NamedTuple):
    """What stands in a cell; `kind` is the workbook's own word: `f` a formula, `e` what one could not work out."""

    value: Any
    kind: str


class Row(NamedTuple):
    """A row by its number and the cells in which something stands by their column, both from 1."""

    number: int
    cells: dict[int, Cell]


def empty(value: Any) -> bool:
    """Whether nothing stands in a cell: missing, which is not zero."""
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Any) -> str:
    """What a cell holds, short enough to send back."""
    text = value.date().isoformat() if isinstance(value, datetime) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def unreadable(cell: Cell) -> Refusal | None:
    """A formula, which would be somebody's program, and what a formula could not work out."""
    if cell.kind == "f":
        message = _("Here stands a formula. Write the value itself: copy the cell and paste it as a value.")
        return Refusal("sheet.formula", message, "", _("a value"), shown(cell.value))
    if cell.kind == "e":
        message = _("Here stands %(text)s, which a formula left behind. Write the value itself.")
        return Refusal("sheet.error", message % {"text": shown(cell.value)}, "", _("a value"), shown(cell.value))
    return None


def raw(value: Any, kind: str, name: str) -> Any | Refusal:
    """A cell's value for the body; a `Refusal` without a path for what is no number."""
    if kind == AMOUNT:
        return _amount(value)
    if kind == COUNT:
        return _count(value)
    if kind == DAY:
        found = None if isinstance(value, bool) else day_of(value)
        return found.isoformat() if found else _written(value)
    text = _written(value)
    return code_of(name, text) if kind == CHOICE and isinstance(text, str) else text


def _written(value: Any) -> Any:
    """Words as they stand, with one kind of line break; a number or a day that was written for words as its text."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value if isinstance(value, bool) else text_of(value)


def _amount(value: Any) -> Any | Refusal:
    """A number in Swedish or English form as "1234.50". More decimals than two are the body's to refuse."""
    found = amount_of(value) if isinstance(value, bool | str | int | float | date) else "amount.invalid"
    if isinstance(found, Decimal):
        return str(found)
    if found == "amount.decimals":
        return text_of(value).translate(BLANKS).replace(",", ".")
    message = _("“%(text)s” is no number; it is written 1 234,50 or 1234.50.")
    if found == "amount.ambiguous":
        message = _("“%(text)s” may be thousands or decimals. Write it with two decimals.")
    return Refusal(
        "sheet.ambiguous" if found == "amount.ambiguous" else "sheet.number",
        message % {"text": shown(value)},
        "",
        _("a number such as 1 234,50"),
        shown(value),
    )


def _count(value: Any) -> Any:
    """A whole number; anything else as it is, for the body to refuse."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        digits = value.translate(BLANKS)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else value
    return value if isinstance(value, int) else shown(value)
