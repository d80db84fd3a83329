"""Why a row was matched and what is to be looked at, in words for a lay reader, in both languages.

A part in brackets is left out when a value in it is empty.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from finance.matching.facts import Finding, Value
from office.numbers import NBSP, digits

OPTIONAL = re.compile(r"\[([^]]*)\]")
NAMED = re.compile(r"\{(\w+)\}")

HOW: dict[str, dict[str, str]] = {
    "exact": {
        "sv": "Samma belopp till samma mottagare som betalning {payments}, betald {paid_on}.",
        "en": "The same amount to the same recipient as payment {payments}, paid on {paid_on}.",
    },
    "corrected": {
        "sv": "Samma belopp till samma mottagare som betalning {payments}: betalningen med sina rättelser.",
        "en": "The same amount to the same recipient as payments {payments}: the payment with its corrections.",
    },
    "voucher": {
        "sv": "Verifikationens rader till mottagaren är tillsammans betalning {payments}, betald {paid_on}.",
        "en": "The voucher's rows to the recipient are payment {payments} together, paid on {paid_on}.",
    },
    "voucher_corrected": {
        "sv": "Verifikationens rader till mottagaren är tillsammans betalning {payments}: med rättelserna avdragna.",
        "en": "The voucher's rows to the recipient are payments {payments} together: with the corrections taken off.",
    },
    "together": {
        "sv": "Betalningarna {payments} till mottagaren den {paid_on} är tillsammans raden.",
        "en": "Payments {payments} to the recipient on {paid_on} are the row together.",
    },
    "voucher_together": {
        "sv": "Verifikationens rader är tillsammans betalningarna {payments} till mottagaren den {paid_on}.",
        "en": "The voucher's rows are together payments {payments} to the recipient on {paid_on}.",
    },
    "reversed": {
        "sv": "Raden och en annan tar ut varandra: samma belopp till samma mottagare, fram och tillbaka.",
        "en": "The row and another take each other back: the same amount to the same recipient, there and back.",
    },
    "nobody_named": {
        "sv": "Raden nämner ingen mottagare; bara betalning {payments}, betald {paid_on}, har beloppet den veckan.",
        "en": "The row names no recipient; only payment {payments}, paid on {paid_on}, has its amount that week.",
    },
    "other_recipient": {
        "sv": "Samma belopp som betalning {payments}, betald {paid_on}, men till en annan mottagare.",
        "en": "The same amount as payment {payments}, paid on {paid_on}, but to another recipient.",
    },
    "by_hand": {
        "sv": "Förklarad för hand[: betalning {payments}].",
        "en": "Explained by hand[: payment {payments}].",
    },
}

FINDINGS: dict[str, dict[str, str]] = {
    "payment.unregistered": {
        "sv": (
            "Bokföringen har {amount}[ till {called}] den {day}[ (verifikation {voucher})], men ingen sådan betalning "
            "är registrerad här.[ Den kan höra till {reference}.]"
        ),
        "en": (
            "The ledger has {amount}[ to {called}] on {day}[ (voucher {voucher})], but no such payment is registered "
            "here.[ It may belong to {reference}.]"
        ),
    },
    "payment.without_decision": {
        "sv": (
            "{amount} till {called} den {day}[ (verifikation {voucher})] betalades utan ett beslut som var bindande "
            "den dagen.[ {reference} binder inte, eller band inte än.][ Det binder från {binds_from}.]"
        ),
        "en": (
            "{amount} to {called} on {day}[ (voucher {voucher})] was paid without a decision that was binding that day."
            "[ {reference} does not bind, or did not yet.][ It binds from {binds_from}.]"
        ),
    },
    "payee.mismatch": {
        "sv": (
            "{amount} den {day}[ (verifikation {voucher})][ gick enligt bokföringen till {called}, men betalning "
            "{payment} är till {recipient}.][ gick till {giro}, som inte är ett av de konton som {recipient} har här "
            "({giros}).]"
        ),
        "en": (
            "{amount} on {day}[ (voucher {voucher})][ went to {called} by the ledger, but payment {payment} is to "
            "{recipient}.][ went to {giro}, which is none of the accounts that {recipient} has here ({giros}).]"
        ),
    },
    "payment.duplicate": {
        "sv": (
            "{amount} till {called} den {day}[ (verifikation {voucher})] står också den {twin}, men bara betalning "
            "{payment} är registrerad här: den kan vara betald två gånger."
        ),
        "en": (
            "{amount} to {called} on {day}[ (voucher {voucher})] stands on {twin} too, but only payment {payment} is "
            "registered here: it may have been paid twice."
        ),
    },
    "payment.not_in_ledger": {
        "sv": (
            "Betalning {payment} på {amount} till {recipient} den {day} ({reference}) är registrerad här, men "
            "{missing} av den finns inte på bokföringens valda konton."
        ),
        "en": (
            "Payment {payment} of {amount} to {recipient} on {day} ({reference}) is registered here, but {missing} of "
            "it is not on the chosen accounts of the ledger."
        ),
    },
}


def why(how: str, payments: Iterable[int], paid_on: date | None, language: str) -> str:
    """Why a row was matched as it was; the empty text for a row that was not."""
    if not how:
        return ""
    told = {"payments": ", ".join(map(str, payments)), "paid_on": "" if paid_on is None else paid_on}
    return say(HOW[how][language], told, language)


def sentence(finding: Finding, language: str) -> str:
    """A finding in words."""
    return say(FINDINGS[finding.code][language], dict(finding.values), language)


def say(template: str, values: Mapping[str, Value], language: str) -> str:
    """A sentence with its values, without the bracketed parts that lack one."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(values.get(name) for name in NAMED.findall(found[1])) else ""

    texts = {name: _written(value, language) for name, value in values.items()}
    return OPTIONAL.sub(part, template).format(**texts)


def _written(value: Value, language: str) -> str:
    """A value as the language writes it: amounts in kronor to the öre, dates ISO."""
    return f"{digits(value, language, ',.2f')}{NBSP}kr" if isinstance(value, Decimal) else str(value)
