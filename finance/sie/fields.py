"""A line of a SIE file into its fields, and a field into an amount, a date or a number.

None says that a text is not what it should be; `why_no_amount` names the reason where there are several.
Every expression is possessive or fixed in length, so that no text makes it search twice.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from finance.sie.ledger import Objects

# In this order: a whole quoted field, a brace, a bare field, and a quote that is none of them.
PIECE = re.compile(r'"(?:[^"\\]++|\\.)*+"(?=[ \t{}]|\Z)|[{}]|[^ \t{}"][^ \t{}]*+|"')
ESCAPED = re.compile(r'\\(["\\])')
# Tabs separate fields; a lone surrogate is a byte that the charset could not read.
UNREADABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")

AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,2})?|\.[0-9]{1,2})")
AMOUNT_WITH_COMMA = re.compile(r"[+-]?[0-9]{1,15},[0-9]{1,15}")
AMOUNT_TOO_FINE = re.compile(r"[+-]?[0-9]{0,15}\.[0-9]{3,15}")
QUANTITY = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
DAY = re.compile(r"[0-9]{8}")
YEAR_INDEX = re.compile(r"[+-]?[0-9]{1,3}")
NUMBER = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})")


class Fields(NamedTuple):
    """A line's fields without its label; those in braces apart, None where the line has no braces."""

    texts: list[str]
    objects: tuple[str, ...] | None


def split(text: str) -> Fields | None:
    r"""The fields of what follows a label; None where a quote or a brace is open, or a quote stands inside a text.

    `\"` is a quote and `\\` a backslash; any other backslash is itself, since programs write `"1820\A012"`.

    >>> split('1920 {1 "Nord"} -40.50 20110131 "Fika i \\"mässen\\""')
    Fields(texts=['1920', '-40.50', '20110131', 'Fika i "mässen"'], objects=('1', 'Nord'))
    """
    texts: list[str] = []
    objects: tuple[str, ...] | None = None
    into = texts
    for piece in PIECE.findall(text):
        if piece == '"':
            return None
        if piece == "{":
            if into is not texts or objects is not None:
                return None
            into = []
        elif piece == "}":
            if into is texts:
                return None
            into, objects = texts, tuple(into)
        else:
            into.append(piece if piece[0] != '"' else _unquoted(piece))
    return Fields(texts, objects) if into is texts else None


def _unquoted(piece: str) -> str:
    inner = piece[1:-1]
    return ESCAPED.sub(r"\1", inner) if "\\" in inner else inner


def pairs(flat: tuple[str, ...]) -> Objects | None:
    """`("1", "Nord", "6", "0001")` as pairs; None where one lacks its other half."""
    return tuple(zip(flat[::2], flat[1::2], strict=True)) if len(flat) % 2 == 0 else None


def amount(text: str) -> Decimal | None:
    """SEK with a decimal point, at most two decimals and fifteen digits before them."""
    return Decimal(text) if AMOUNT.fullmatch(text) else None


def why_no_amount(text: str) -> str:
    """The code of what is wrong with an amount."""
    if AMOUNT_WITH_COMMA.fullmatch(text):
        return "amount.comma"
    return "amount.decimals" if AMOUNT_TOO_FINE.fullmatch(text) else "amount.invalid"


def quantity(text: str) -> Decimal | None:
    """How many of the account's unit, with at most nine decimals."""
    return Decimal(text) if QUANTITY.fullmatch(text) else None


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """A date that the calendar has, written YYYYMMDD."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def year_index(text: str) -> int | None:
    """0, -1, …"""
    return int(text) if YEAR_INDEX.fullmatch(text) else None


def organisation_number(text: str) -> str | None:
    """NNNNNN-NNNN, of a number with or without its dash and the leading 16 of the tax agency's form."""
    found = NUMBER.fullmatch(text.strip())
    return f"{found[1]}-{found[2]}" if found else None
