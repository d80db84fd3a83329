"""When an officer is asked for an assessment: where it could matter, and never as a classification."""

from decimal import Decimal

import pytest

from agreements.periods import periods
from finance.indexation import IndexClause, Month, Series
from finance.promises import Clauses, Indexation, Pledge
from finance.state_aid.facts import Terms
from finance.state_aid.screening import may_matter, worth_asking
from finance.state_aid.window import position
from tests.finance.state_aid.book import book, d, declaration, grant, promise

THREE = tuple(promise(n, "2025-01-01") for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("promised", "asked"),
    [
        (THREE, True),
        (THREE[:1], False),
        ((promise(1, "2025-01-01", "2640000"),), True),  # 240 000 EUR at 11.00: 80 % of 300 000
        ((promise(1, "2025-01-01", "2639999.99"),), False),
    ],
)
def test_it_is_asked_when_all_together_would_reach_the_warning(promised: tuple[object, ...], asked: bool) -> None:
    found = book(promised=promised)
    assert worth_asking(position(found, 1, d("2025-06-01"))) is asked
    assert may_matter(found) is asked


def test_what_is_assessed_as_aid_counts_along() -> None:
    found = book(grant(9, "2025-01-01"), promised=THREE[:1])
    assert worth_asking(position(found, 1, d("2025-06-01")))  # 272 727.27
    not_aid = book(grant(9, "2025-01-01", kind="not_aid"), promised=THREE[:1])
    assert not worth_asking(position(not_aid, 1, d("2025-06-01")))


def test_nothing_is_asked_where_all_is_assessed_or_no_ceiling_holds() -> None:
    assert not worth_asking(position(book(grant(1, "2025-01-01"), grant(2, "2025-01-01")), 1, d("2025-06-01")))
    early = book(promised=(promise(1, "2022-01-01", "9000000"),))
    assert not worth_asking(position(early, 1, d("2022-06-01")))


def test_a_book_without_aid_and_large_promises_never_matters() -> None:
    assert may_matter(book(declarations=(declaration(1, "2025-01-01"),)))
    assert may_matter(book(grant(1, "2025-01-01", kind="not_aid")))
    assert not may_matter(book())
    assert not may_matter(book(promised=(promise(1, "2025-01-01", str(Decimal(10**9))),), ceilings=()))


def test_promises_that_follow_an_index_always_may_matter() -> None:
    (year,) = periods(d("2025-01-01"), d("2025-12-31"), "calendar_year")
    clause = IndexClause("kpi", Month(2024, 10), 10, Decimal(1), None, None, False, 1)
    pledge = Pledge(1, 1, "funding", None, Decimal(1000), ())
    for indexation, matters in ((Indexation(clause, Series("kpi", ()), ("funding",)), True), (None, False)):
        terms = Terms(pledge, year, Clauses(indexation, budget=True), ())
        assert may_matter(book(promised=(promise(1, "2025-01-01", "1000", terms=terms),))) is matters
