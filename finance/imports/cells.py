"""What stands in a cell, as a date, an amount, an account or a number; None says that it is not one.

A cell of a text file is text; a workbook's may be a number or a date. Worked examples: "1 500 000,00", "1.500.000,00",
"1,500,000.00" and 1500000 are 1 500 000.00 kr; "1,500" may be 1 500 or 1.5 and is refused; "750,00-" is −750.00.
"""

import math
import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from stdnum import luhn

Cell = str | int | float | date | datetime | bool | None
ORE = Decimal("0.01")
MOST = Decimal("99999999999.99")
BLANKS = str.maketrans(dict.fromkeys(" \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"))
DAY = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})(?:[ T]00:00(?::00)?)?")
AMOUNT = re.compile(r"[0-9]{1,11}([.,][0-9]{1,9})?|[0-9]{1,3}(?:,[0-9]{3}){1,3}(\.[0-9]{1,9})?"
                    r"|[0-9]{1,3}(?:\.[0-9]{3}){1,3}(,[0-9]{1,9})?")  # fmt: skip
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
NUMBER = re.compile(r"(?:16)?([0-9]{6})[-–]?([0-9]{4})")


def text_of(cell: Cell) -> str:
    """The cell as its text: a whole number without its decimals, a day as YYYY-MM-DD."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    return "" if cell is None else " ".join(str(cell).split())


def printable(text: str) -> str:
    """The text without control characters and halves of characters, which no database keeps."""
    return "".join(char for char in text if char.isprintable())


def day_of(cell: Cell) -> date | None:
    """A day that the calendar has, from 1950 to 2199."""
    if isinstance(cell, datetime):
        return cell.date() if 1950 <= cell.year < 2200 else None
    return _day(text_of(cell))


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    if not found or not 1950 <= int(found[1]) < 2200:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def amount_of(cell: Cell) -> Decimal | str:
    """SEK to the öre, or the code of what is wrong."""
    if isinstance(cell, bool | date):
        return "amount.invalid"
    if isinstance(cell, int | float):
        return _amount_of_number(cell)
    text = text_of(cell).translate(BLANKS).replace("\N{MINUS SIGN}", "-").removesuffix("kr")
    sign = -1 if text.startswith("-") or text.endswith("-") else 1
    text = text.removeprefix("-").removeprefix("+") if text[:1] in "-+" else text.removesuffix("-")
    if not AMOUNT.fullmatch(text):
        return "amount.invalid"
    if AMBIGUOUS.fullmatch(text):
        return "amount.ambiguous"
    return _within(sign * Decimal(_with_point(text)))


def _with_point(text: str) -> str:
    """Of several signs the last one is the decimals', unless it stands several times."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0 or text.count(text[last]) > 1:
        return text.replace(".", "").replace(",", "")
    return f"{text[:last].replace('.', '').replace(',', '')}.{text[last + 1 :]}"


def _amount_of_number(number: float) -> Decimal | str:
    """A workbook keeps fifteen digits: what differs less than that from whole öre is whole öre."""
    if not math.isfinite(number) or abs(number) > MOST:
        return "amount.invalid"
    value = Decimal(str(number))
    rounded = value.quantize(ORE)
    return rounded if abs(value - rounded) < Decimal("0.000005") else "amount.decimals"


def _within(value: Decimal) -> Decimal | str:
    if abs(value) > MOST:
        return "amount.invalid"
    rounded = value.quantize(ORE)
    return rounded if rounded == value else "amount.decimals"


def account_of(cell: Cell) -> str | None:
    """3 to 10 digits; an account may be followed by its name."""
    found = re.match(r"[0-9]{3,10}(?![0-9.,])", text_of(cell))
    return found[0] if found else None


def is_personal(text: str) -> bool:
    """Whether ten or twelve digits are a person's: the third of a legal person's is 2 or more (Skatteverket)."""
    digits = re.sub(r"[-–+ ]", "", text)
    if len(digits) == 12 and digits[:2] in ("18", "19", "20"):
        return True
    return len(digits) == 10 and digits.isdecimal() and int(digits[2]) < 2


def number_of(cell: Cell) -> str | None:
    """An organisation number as NNNNNN-NNNN, with or without its dash and the leading 16."""
    found = NUMBER.fullmatch(text_of(cell).translate(BLANKS))
    return f"{found[1]}-{found[2]}" if found and luhn.is_valid(found[1] + found[2]) else None


def giro_of(cell: Cell) -> str | None:
    """A bankgiro (NNN-NNNN, NNNN-NNNN) or plusgiro (N-N to NNNNNNN-N) in digits alone; "BG" or "PG" may stand first."""
    text = re.sub(r"(?i)^(bg|pg|bankgiro|plusgiro)[:.]?", "", text_of(cell).translate(BLANKS))
    digits = text.replace("-", "").replace("–", "")
    return digits if re.fullmatch(r"[0-9]{2,8}", digits) else None
