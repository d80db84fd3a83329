"""A difference in words, for a treasurer and an auditor, in Swedish and English."""

from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from finance.reconciliation.coverage import Span
from finance.reconciliation.reconciling import Difference, Reconciliation

LOCALES = {"sv": "sv_SE", "en": "en_GB"}

SENTENCES = {
    "sv": {
        "ledger.grants": (
            "Bokförda bidrag från kommunen är {income} kr. Skulden för oförbrukade bidrag var {opening} kr före och "
            "{closing} kr efter: det kom in {actual} kr. Betalat är {expected} kr: {difference} kr i skillnad."
        ),
        "ledger.own_cash": "Bokförda egna medel är {actual} kr, redovisade {expected} kr: {difference} kr i skillnad.",
        "ledger.income": "Bokförda intäkter är {actual} kr, redovisade {expected} kr: {difference} kr i skillnad.",
        "ledger.costs": "Bokförda kostnader är {actual} kr, redovisade {expected} kr: {difference} kr i skillnad.",
        "ledger.shared_costs": (
            "{actual} kr i kostnader saknar objekt och ingen fördelningsnyckel är vald: de räknas inte."
        ),
        "ledger.opening": (
            "Skulden för oförbrukade bidrag är {expected} kr när en bokföring slutar och {actual} kr när nästa börjar: "
            "{difference} kr i skillnad."
        ),
        "ledger.days_missing": "Ingen bokföring är inlämnad för {spans}.",
        "ledger.preliminary": "Räkenskapsåret är inte avslutat: siffrorna är preliminära.",
        "span": "{start} till och med {end} ({days} dagar)",
    },
    "en": {
        "ledger.grants": (
            "Municipal grants are booked at SEK {income}. The liability for unused grants was SEK {opening} before and "
            "{closing} after: SEK {actual} came in. SEK {expected} was paid: a difference of SEK {difference}."
        ),
        "ledger.own_cash": (
            "Own cash is booked at SEK {actual} and reported at {expected}: a difference of {difference}."
        ),
        "ledger.income": "Income is booked at SEK {actual} and reported at {expected}: a difference of {difference}.",
        "ledger.costs": "Costs are booked at SEK {actual} and reported at {expected}: a difference of {difference}.",
        "ledger.shared_costs": (
            "SEK {actual} of costs has no object and no allocation key is chosen: it does not count."
        ),
        "ledger.opening": (
            "The liability for unused grants is SEK {expected} where one ledger ends and {actual} where the next "
            "begins: a difference of {difference}."
        ),
        "ledger.days_missing": "No ledger is handed in for {spans}.",
        "ledger.preliminary": "The financial year is not closed: the figures are preliminary.",
        "span": "{start} through {end} ({days} days)",
    },
}


def sentence(one: Difference, found: Reconciliation, language: str) -> str:
    """The difference with its numbers: "Own cash is booked at SEK 305,000 and reported at 310,000: a difference of
    -5,000."
    """
    said = SENTENCES[language]
    return said[one.code].format(
        expected=_number(one.expected, language),
        actual=_number(one.actual, language),
        difference=_number(one.difference, language),
        income=_number(found.grants.income, language),
        opening=_number(found.grants.opening, language),
        closing=_number(found.grants.closing, language),
        spans=", ".join(_span(span, language) for span in one.spans),
    )


def _number(value: Decimal | None, language: str) -> str:
    if value is None:
        return ""
    form = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    return format_decimal(value, form, locale=LOCALES[language])


def _span(span: Span, language: str) -> str:
    start, end = (format_date(day, "long", locale=LOCALES[language]) for day in span)
    return SENTENCES[language]["span"].format(start=start, end=end, days=span.days)
