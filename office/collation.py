"""Swedish order of names, the same on both databases.

PostgreSQL has ICU's `sv-x-icu`. SQLite gets a collation of that name, so that `Collate(name, "sv-x-icu")` works on
either.
"""

import unicodedata
from typing import Any

NAME = "sv-x-icu"
# The last letters of the Swedish alphabet; other accents sort with their base letter.
_LAST = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ü": "y"}


def key(text: str) -> str:
    """A sort key: å, ä, ö last and in that order, case and other accents aside, spaces and dashes before letters."""
    folded = unicodedata.normalize("NFC", text).casefold()
    swedish = "".join(_LAST.get(char, char) for char in folded)
    return "".join(char for char in unicodedata.normalize("NFD", swedish) if not unicodedata.combining(char))


def compare(left: str, right: str) -> int:
    """-1, 0 or 1, with the plain text as the last word so that the order is total."""
    one, two = (key(left), left), (key(right), right)
    return (one > two) - (one < two)


def register(connection: Any, **_: Any) -> None:
    """Give a new SQLite connection the collation (a receiver of `connection_created`)."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAME, compare)
