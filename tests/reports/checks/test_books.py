"""Handed-in books in the check: the reading that holds, its figure beside the report's, and every difference told."""

from typing import Any

import pytest

from finance.reconciliation import Figures, Grants, Jump, Span
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, BooksFact
from reports.checks.render import as_json, message
from tests.reports.checks.world import VAN, cash, codes, d, figure, finding_of, payment, plain, sek, umea, version

AS_OF = d("2021-12-31")
YEAR = Span(d("2020-01-01"), d("2020-12-31"))


def books(own_cash: str = "305000", on: str = "2021-04-01", **more: Any) -> BooksFact:
    """2020 by the books: 1 400 000 of grants is income and 100 000 is left."""
    figures = Figures(
        sek("1705000"), sek("1705000"), sek(0), sek(0), False, Grants(sek("1400000"), sek(0), sek("100000")),
        sek(own_cash), (YEAR,), (), (7,), (), True, False, (),
    )  # fmt: skip
    return BooksFact(VAN, "2020", YEAR.starts_on, YEAR.ends_on, d(on), figures._replace(**more))


def checked(*found: BooksFact, **more: Any) -> AgreementFacts:
    figures = (cash("110000"), cash("200000", "donations"), cash("5000", "public"))
    report = version("2020", "2021-03-15", figures=(*figures, figure("income", "1705000"), figure("costs", "1700000")))
    return umea(versions=(report,), books=found, **more)


def own_cash_line(facts: AgreementFacts, as_of: str = "2021-12-31") -> dict[str, Any]:
    lines = as_json(check(facts, d(as_of)), "en")["periods"][0]["lines"]
    (part,) = (part for line in lines for part in line["components"] if part["kind"] == "own_cash")
    return dict(part)


def test_the_books_figure_stands_beside_and_the_difference_is_told() -> None:
    facts = checked(books())
    part = own_cash_line(facts)
    assert (part["delivered"], part["booked"]) == ("315000.00", "305000.00")
    found = finding_of(check(facts, AS_OF), "books.own_cash")
    assert (found.expected, found.actual, found.difference) == (310_000, 305_000, -5_000)
    assert found.evidence == (("ledger_hand_in", 7, None), ("annual_report", 1, 1))
    assert plain(message(found, "en")) == (
        "Vän i Umeå, own cash in 2020: 305,000 kr by the books, 310,000 kr by the annual report: a difference of "
        "−5,000 kr."
    )
    assert not {"books.income", "books.grants"} & set(codes(check(facts, AS_OF)))
    assert finding_of(check(facts, AS_OF), "books.costs").difference == 5_000


def test_grants_by_accrual_beside_payments_by_their_day() -> None:
    facts = checked(
        books(), payments=(payment(1, "2020", "750000", "2020-01-31"), payment(2, "2020", "1", "2021-01-01"))
    )
    found = finding_of(check(facts, AS_OF), "books.grants")
    assert (found.expected, found.actual) == (750_000, 1_500_000)
    assert found.evidence == (("ledger_hand_in", 7, None),)
    told = "1 400 000 kr bokfört, skulden för oförbrukade bidrag 0 kr före och 100 000 kr efter"
    assert told in plain(message(found, "sv"))


def test_what_no_row_shows_and_income_without_an_object_are_told_beside() -> None:
    grants = Grants(sek("80"), sek("0"), sek("120"), sek("60"))
    facts = checked(books(grants=grants, shared_income=sek("900")), payments=(payment(1, "2020", "1", "2020-01-31"),))
    found = check(facts, AS_OF)
    told = plain(message(finding_of(found, "books.grants"), "sv"))
    assert told.startswith("Vän i Umeå, kommunens bidrag 2020: 140 kr enligt bokföringen (80 kr bokfört")
    assert "139 kr i skillnad. Skulden ändras med 60 kr från en bokföring till nästa" in told
    beside = "Income of 900 kr has no object; it does not count."
    assert plain(message(finding_of(found, "books.grants"), "en")).endswith(beside)
    assert plain(message(finding_of(found, "books.own_cash"), "en")).endswith(beside)
    assert "object" not in plain(message(finding_of(found, "books.costs"), "en"))


def test_the_newest_reading_by_the_day_holds_and_only_of_the_same_days() -> None:
    facts = checked(books("1", "2021-04-01"), books("2", "2021-06-01"))
    assert own_cash_line(facts, "2021-05-31")["booked"] == "1.00"
    assert own_cash_line(facts, "2021-06-01")["booked"] == "2.00"
    assert "booked" not in own_cash_line(facts, "2021-03-31")
    cut = books()._replace(ends_on=d("2020-06-30"))
    assert "booked" not in own_cash_line(checked(cut))
    assert "booked" not in own_cash_line(checked(books(covered=(), missing=(YEAR,))))
    other = books()._replace(party=999)
    assert "booked" not in own_cash_line(checked(other), "2021-03-31")


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ({"missing": (Span(d("2020-07-01"), d("2020-12-31")),)}, "books.days_missing", "2020-07-01 – 2020-12-31"),
        ({"preliminary": True}, "books.preliminary", "not closed"),
        ({"openings_known": False}, "books.opening_unknown", "counted from zero"),
        ({"jumps": (Jump(d("2020-07-01"), sek(20), sek(25)),)}, "books.opening", "a difference of 5"),
        ({"shared_costs": sek("120000")}, "books.shared_costs", "120,000"),
    ],
)
def test_what_a_reader_must_know_of_the_books(more: dict[str, Any], code: str, said: str) -> None:
    result = check(checked(books(**more)), AS_OF)
    found = finding_of(result, code)
    assert said in message(found, "en")
    assert found.evidence == (("ledger_hand_in", 7, None),)
    assert message(found, "sv")
    assert code not in codes(check(checked(books()), AS_OF))


def test_without_a_report_only_payments_are_compared() -> None:
    result = check(checked(books())._replace(versions=()), AS_OF)
    assert {code for code in codes(result) if code.startswith("books.")} <= {"books.grants"}


def test_what_does_not_bind_has_no_differences() -> None:
    facts = checked(books())
    parties = tuple(party._replace(consent=None) for party in facts.parties)
    assert not any(code.startswith("books.") for code in codes(check(facts._replace(parties=parties), AS_OF)))
