"""Short ways to write facts about aid. Everything is invented but the ceilings."""

from datetime import date
from decimal import Decimal
from typing import Any

from finance.state_aid.facts import Assessment, Book, Ceiling, Declaration, Link, Unassessed

START, END = date(2024, 1, 1), date(2030, 12, 31)
CEILINGS = (
    Ceiling("de_minimis", Decimal(300_000), START, END, "(EU) 2023/2831", "source", ("sgei",), "5(1)"),
    Ceiling("sgei", Decimal(750_000), START, END, "(EU) 2023/2832", "source", ("de_minimis",), "5(1)"),
)
ELEVEN = Decimal("11.00")


def d(text: str) -> date:
    return date.fromisoformat(text)


def grant(number: int, on: str, amount: str = "1500000", kind: str = "de_minimis", **more: Any) -> Assessment:
    """An assessment of the whole of a commitment to organisation 1, made on the day of the grant."""
    plain = Assessment(
        number, 7, ("commitment", number), 1, None, kind, Decimal(amount), ELEVEN, d(on), d(on), "Umeå kommun"
    )
    return plain._replace(**more)


def declaration(number: int, on: str, amount: str = "50000", **more: Any) -> Declaration:
    """Organisation 1 declares aid in EUR from a county, on the day of the grant."""
    plain = Declaration(number, 1, "Regionen", "de_minimis", Decimal(amount), Decimal(1), d(on), d(on))
    return plain._replace(**more)


def link(one: int, other: int, starts_on: str = "2024-01-01", ends_on: str | None = None) -> Link:
    return Link(10 * one + other, one, other, d(starts_on), d(ends_on) if ends_on else None)


def promise(number: int, on: str, amount: str = "1500000", period: str = "2025", **more: Any) -> Unassessed:
    return Unassessed(7, ("commitment", number), 1, period, Decimal(amount), d(on))._replace(**more)


def book(*assessments: Assessment, **more: Any) -> Book:
    return Book(assessments, ceilings=CEILINGS)._replace(**more)
