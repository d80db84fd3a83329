"""Numbers and days as each language writes them: "sv" or "en".

Worked example: -1215000 is "−1 215 000" in Swedish (non-breaking spaces) and "−1,215,000" in English, with a minus sign
in both, which no line breaks after; what machines read keeps its hyphen.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
LANGUAGES = tuple(LOCALES)
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
# Python groups digits by thousands as both languages do; only its signs are English.
SIGNS = {
    language: str.maketrans({",": get_group_symbol(locale), ".": get_decimal_symbol(locale), "-": MINUS})
    for language, locale in LOCALES.items()
}


def digits(value: Decimal, language: str, form: str = ",") -> str:
    """A number with the language's signs, and every decimal that it has; `form` is Python's (`,.2f`: two, always)."""
    return format(value, form).translate(SIGNS[language])


def number(value: Decimal, language: str) -> str:
    """With two decimals, unless it is whole: öre are written only where there are any."""
    return digits(value, language, ",.0f" if value == value.to_integral_value() else ",.2f")


def trimmed(value: Decimal, language: str, form: str = "#,##0.##") -> str:
    """With the decimals that say something, as CLDR's `form` has it: 12.50 is "12,5" in Swedish."""
    return format_decimal(value, form, locale=LOCALES[language]).replace("-", MINUS)


def kronor(value: Decimal, language: str) -> str:
    """An amount of money: "1 500 000 kr" with spaces that do not break, "1,500,000 kr"."""
    return f"{number(value, language)}{NBSP}kr"


@lru_cache(maxsize=8192)
def day(value: date, language: str) -> str:
    """A date in words: "31 mars 2021", "31 March 2021"."""
    return format_date(value, "long", locale=LOCALES[language])


def day_of_year(month_day: str, language: str) -> str:
    """A day of every year, MM-DD: "31 mars", "31 March"."""
    return format_date(date.fromisoformat(f"2000-{month_day}"), "d MMMM", locale=LOCALES[language])  # it has them all


def month(value: date, language: str) -> str:
    """The month of a day: "oktober 2020", "October 2020"."""
    return format_date(value, "MMMM y", locale=LOCALES[language])


def month_of_year(number: int, language: str) -> str:
    """A month of every year: "oktober", "October"."""
    return format_date(date(2000, number, 1), "MMMM", locale=LOCALES[language])
