"""Two kinds of de minimis aid beside each other, each up to its own ceiling; SGEI beside other compensation."""

from decimal import Decimal

import pytest

from finance.ceilings import published
from finance.state_aid.cumulation import Article, Together, compensated, together
from finance.state_aid.facts import Assessment, Book, Gone
from finance.state_aid.sentences import explain_together
from finance.state_aid.window import Position, position
from tests.finance.state_aid.book import book, d, grant

ARTICLES = (Article("(EU) 2023/2831", "5(1)"), Article("(EU) 2023/2832", "5(1)"))
EURO = Decimal(1)


def at(of: Book, on: str = "2025-06-01") -> Position:
    return position(of, 1, d(on))


def both(de_minimis: str, sgei: str) -> tuple[Assessment, Assessment]:
    """Aid of both kinds, in EUR."""
    return grant(1, "2025-01-01", de_minimis, rate=EURO), grant(2, "2025-01-01", sgei, "sgei", rate=EURO)


@pytest.mark.parametrize(
    ("de_minimis", "sgei", "statuses", "total"),
    [
        ("300000", "750000", ["warning", "warning"], "1050000.00"),
        ("300000.01", "100000", ["above", "within"], "400000.01"),
        ("200000", "750000.01", ["within", "above"], "950000.01"),
        ("100000", "500000", ["within", "within"], "600000.00"),
        ("0.01", "749999.99", ["within", "warning"], "750000.00"),
    ],
)
def test_each_kind_up_to_its_own_ceiling(de_minimis: str, sgei: str, statuses: list[str], total: str) -> None:
    found = at(book(*both(de_minimis, sgei)))
    assert [one.status for one in found.standings] == statuses
    assert together(found.standings) == Together(Decimal(total), True, ARTICLES)


def test_the_ceilings_that_are_carried_say_so_with_their_article() -> None:
    found = at(book(*both("1", "1"), ceilings=published()))
    assert together(found.standings) == Together(Decimal("2.00"), True, ARTICLES)


def test_the_sum_of_both_is_rounded_once() -> None:
    """500 000 at 11.00 is 45 454.5454…: two of them are 90 909.09, though each by itself is shown as 45 454.55."""
    found = at(book(grant(1, "2025-01-01", "500000"), grant(2, "2025-01-01", "500000", "sgei")))
    assert [one.total for one in found.standings] == [Decimal("45454.55")] * 2
    assert together(found.standings).total == Decimal("90909.09")


def test_where_no_ceiling_is_known_nothing_is_said_of_cumulation() -> None:
    late = [one._replace(granted_on=d("2029-01-01")) for one in both("1", "1")]
    found = together(at(book(*late), "2031-01-01").standings)
    assert found == Together(Decimal("2.00"), None, ())
    assert explain_together(found, "en").endswith("it cannot be said how they may be cumulated.")


def test_rules_that_do_not_let_them_stand_together_are_not_guessed() -> None:
    of = book(*both("1", "1"))
    alone = tuple(one._replace(cumulates_with=()) for one in of.ceilings)
    found = together(at(of._replace(ceilings=alone)).standings)
    assert found.allowed is False
    assert (
        explain_together(found, "en")
        == "Together it is 2 EUR; no rule that is known here says that they may be cumulated."
    )


def test_the_sentence_says_where_it_stands() -> None:
    found = together(at(book(*both("300000", "750000"))).standings)
    assert explain_together(found, "en") == (
        "Together it is 1,050,000 EUR. They may be cumulated (Article 5(1) of (EU) 2023/2831, Article 5(1) of (EU) "
        "2023/2832), each up to its own ceiling; there is no ceiling in common."
    )
    assert explain_together(found, "sv").replace("\xa0", " ") == (
        "Tillsammans är det 1 050 000 EUR. Stöden får kumuleras (artikel 5.1 i (EU) 2023/2831, artikel 5.1 i (EU) "
        "2023/2832), vart och ett upp till sitt eget tak; ett gemensamt tak finns inte."
    )


SERVICE = grant(1, "2025-01-01", kind="sgei", period="2025")


@pytest.mark.parametrize(
    ("other", "beside"),
    [
        (grant(2, "2025-02-01", kind="not_aid", rate=None), True),  # the whole of something else, aid or not
        (grant(2, "2025-02-01", period="2025"), True),
        (grant(2, "2025-02-01", kind="other", rate=None), True),
        (grant(2, "2025-02-01", period="2024"), False),  # another period
        (grant(2, "2025-02-01", agreement=8), False),
        (grant(2, "2025-02-01", recipient=2), False),  # another undertaking
        (grant(2, "2025-02-01", kind="sgei"), False),
        (grant(2, "2021-02-01"), False),  # out of the window
        (grant(2, "2025-07-01"), False),  # not yet
        (grant(2, "2025-02-01", gone=(Gone(d("2025-05-01")),)), False),
    ],
)
def test_sgei_is_shown_beside_what_else_the_agreement_gives(other: Assessment, beside: bool) -> None:
    of = book(SERVICE, other)
    assert [one.others for one in compensated(of.assessments, at(of))] == ([(other,)] if beside else [])


def test_sgei_that_left_the_window_is_not_looked_at() -> None:
    of = book(SERVICE._replace(granted_on=d("2021-01-01"), period=None), grant(2, "2025-02-01"))
    assert compensated(of.assessments, at(of)) == ()
