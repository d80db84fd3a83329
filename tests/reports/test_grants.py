"""Which grants to one organisation run at the same time."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.grants import Grant, Overlap, overlaps
from tests.reports.checks.world import d


def grant(number: int, first: str, last: str) -> Grant:
    by_period = (("2020", Decimal("1.50")),)
    return Grant(number, number, "Bidrag", 1, "grant", d(first), d(last), 2, d("2019-12-01"), by_period)


def test_a_day_in_common_is_an_overlap() -> None:
    umea, region = grant(1, "2020-01-01", "2022-12-31"), grant(2, "2022-12-31", "2023-06-30")
    assert overlaps([umea, region]) == {
        1: (Overlap(2, d("2022-12-31"), d("2022-12-31")),),
        2: (Overlap(1, d("2022-12-31"), d("2022-12-31")),),
    }
    assert overlaps([umea, grant(2, "2023-01-01", "2023-06-30")]) == {1: (), 2: ()}
    assert umea.total == Decimal("1.50")


days = st.tuples(st.dates(d("2020-01-01"), d("2022-01-01")), st.dates(d("2020-01-01"), d("2022-01-01")))


@given(st.lists(days, max_size=6))
def test_an_overlap_is_told_from_both_ends(terms: list[tuple[object, object]]) -> None:
    rows = [grant(n, str(min(pair)), str(max(pair))) for n, pair in enumerate(terms)]  # type: ignore[type-var]
    found = overlaps(rows)
    for one, others in found.items():
        for other in others:
            assert Overlap(one, other.starts_on, other.ends_on) in found[other.commitment]
