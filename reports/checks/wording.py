"""Numbers, dates and words as each language writes them, for sentences about figures.

Worked example: 1215000 SEK is "1 215 000 kr" in Swedish (with non-breaking spaces) and "1,215,000 kr" in English; öre
are written only where there are any.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel.lists import format_list

from office.numbers import LOCALES, NBSP, day, number
from reports.checks.results import Amount, Value, Word

OPTIONAL = re.compile(r"\[([^]]*)\]")
NAMED = re.compile(r"{(\w+)}")

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "funding": "finansiering",
        "co_financing": "egen insats",
        "in_kind": "naturainsats",
        "activity": "verksamhet",
        "own_cash": "egna medel",
        "volunteer_time": "ideell tid",
        "adult": "vuxna",
        "young": "unga",
        "activity_report": "verksamhetsberättelsen",
        "income_statement": "resultaträkningen",
        "balance_sheet": "balansräkningen",
        "auditors_report": "revisionsberättelsen",
        "minutes": "protokollet",
        "invoice": "faktura",
        "price_list": "prislista",
        "market_rent": "marknadshyra",
        "other": "annat underlag",
        "de_minimis": "stöd av mindre betydelse (de minimis)",
        "sgei": "stöd av mindre betydelse till tjänster av allmänt ekonomiskt intresse",
        "volunteer_work": "ideellt arbete",
        "leading": "ledarskap",
        "board_work": "styrelsearbete",
        "travel": "resor",
        "attendance": "närvaro",
        "municipal_grants": "kommunens bidrag",
        "income": "intäkter",
        "costs": "kostnader",
        "payments": "registrerade utbetalningar",
        "report": "årsredovisningen",
        "books.days_missing": "bokföringen jämförs inte med årsredovisningen så länge dagar saknas",
        "books.opening_unknown": "ingående balans saknas för skulden, som räknas från noll",
        "books.preliminary": "räkenskapsåret är inte avslutat, och bokföringens siffror är preliminära",
        "local_government": "kommunallagen",
        "procurement": "reglerna om upphandling",
        "state_aid": "reglerna om statsstöd",
        "fees": "avgifter",
        "donations": "gåvor",
        "sales": "försäljning",
        "foundations": "stiftelser",
        "source_other": "annat",
        "public": "offentliga medel",
    },
    "en": {
        "funding": "funding",
        "co_financing": "co-financing",
        "in_kind": "in-kind contribution",
        "activity": "activity",
        "own_cash": "own cash",
        "volunteer_time": "volunteer time",
        "adult": "adult",
        "young": "young",
        "activity_report": "the activity report",
        "income_statement": "the income statement",
        "balance_sheet": "the balance sheet",
        "auditors_report": "the auditor's report",
        "minutes": "the minutes",
        "invoice": "invoice",
        "price_list": "price list",
        "market_rent": "market rent",
        "other": "another paper",
        "de_minimis": "de minimis aid",
        "sgei": "de minimis aid to services of general economic interest",
        "volunteer_work": "volunteer work",
        "leading": "leading an activity",
        "board_work": "board work",
        "travel": "travel",
        "attendance": "attendance",
        "municipal_grants": "the municipality's grants",
        "income": "income",
        "costs": "costs",
        "payments": "the registered payments",
        "report": "the annual report",
        "books.days_missing": "the books are not compared with the annual report as long as days are missing",
        "books.opening_unknown": "the opening balance of the liability is missing, and it is counted from zero",
        "books.preliminary": "the financial year is not closed, and the books' figures are preliminary",
        "local_government": "the Local Government Act",
        "procurement": "public procurement",
        "state_aid": "state aid",
        "fees": "fees",
        "donations": "donations",
        "sales": "sales",
        "foundations": "foundations",
        "source_other": "other",
        "public": "public money",
    },
}


def amount(value: Amount, language: str) -> str:
    """A number with its unit, kept on one line."""
    unit = "kr" if value.unit == "SEK" else value.unit
    joint = "" if (unit, language) == ("%", "en") else NBSP
    return f"{number(value.number, language)}{joint}{unit}"


def written(value: Value, language: str) -> str:
    """Any value as the language writes it; an empty tuple is an empty text."""
    if isinstance(value, Amount):
        return amount(value, language)
    if isinstance(value, tuple):
        return format_list([_word(one, language) for one in value], locale=LOCALES[language]) if value else ""
    if isinstance(value, date):
        return day(value, language)
    return _word(value, language)


def _word(value: object, language: str) -> str:
    """A word of the code in the language; any other text as it is."""
    return WORDS[language].get(value, str(value)) if isinstance(value, Word) else str(value)


def fill(template: str, values: Mapping[str, Value], language: str) -> str:
    """The sentence with its values; a part in `[…]` is left out when a value in it is empty.

    >>> fill("Waiting[ for {names}].", {"names": ()}, "en")
    'Waiting.'
    """
    texts = {name: written(values[name], language) for name in _names(template)}
    if "[" in template:
        template = OPTIONAL.sub(
            lambda part: part[1] if all(texts[name] for name in NAMED.findall(part[1])) else "", template
        )
    return template.format_map(texts)


@lru_cache(maxsize=1024)
def _names(template: str) -> frozenset[str]:
    """The values that a sentence writes: the others need not be put into words."""
    return frozenset(NAMED.findall(template))
