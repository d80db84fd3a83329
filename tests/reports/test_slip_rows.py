"""Attested slips become rows: by month, activity, category and office, cut where the rate changes."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.valuation import Rate, RateTable, spans_change
from reports.slip_rows import AttestedSlip, FilledRow, rows

CHANGED = RateTable(
    "own",
    (
        Rate("adult", Decimal(195), date(2020, 1, 1), date(2020, 3, 7), "§ 1"),
        Rate("adult", Decimal(205), date(2020, 3, 8), None, "§ 2"),
    ),
)


def slip(
    pk: int, day: str = "2020-03-03", hours: str = "24", women: int = 5, men: int = 3, group: int = 1, **more: str
) -> AttestedSlip:
    said = {"activity": "Språkcafé", "category": "adult", "attested_by": "Kassören", **more}
    by = said["attested_by"]
    return AttestedSlip(
        pk, said["activity"], said["category"], date.fromisoformat(day), Decimal(hours), women, men, by, group
    )


MARCH = [slip(1), slip(2, "2020-03-10", "18", 2, 4)]


def test_the_worked_example() -> None:
    april = slip(3, "2020-04-07")
    first = FilledRow(
        "Språkcafé", "adult", Decimal(42), date(2020, 3, 3), date(2020, 3, 10), 5, 4, "Kassören", (1, 2)
    )  # fmt: skip
    assert rows([april, *MARCH[::-1]], None)[0] == first
    assert [(row.hours, row.slips) for row in rows([april, *MARCH], None)] == [(42, (1, 2)), (24, (3,))]
    assert [(row.hours, row.ends_on.day) for row in rows(MARCH, CHANGED)] == [(24, 3), (18, 10)]


def test_what_is_not_the_same_is_a_row_of_its_own() -> None:
    others = [
        slip(2, activity="språkcafé"),
        slip(3, activity="Läxhjälp"),
        slip(4, category="young"),
        slip(5, attested_by="Ordföranden"),
    ]
    assert [row.slips for row in rows([slip(1), *others], None)] == [(3,), (1, 2), (5,), (4,)]


def test_what_nobody_can_have_worked_stands_alone() -> None:
    """8 people can work 96 h on a day; 97 h would be lost in a month of it."""
    day = [slip(1), slip(2, hours="96"), slip(3, hours="97"), slip(4, hours="97")]
    assert [(row.hours, row.slips) for row in rows(day, None)] == [(120, (1, 2)), (97, (3,)), (97, (4,))]


def test_heads_are_the_most_of_any_one_day() -> None:
    """Two groups on a day are different people; a group that enters twice is the same."""
    same_day = [slip(1), slip(2, women=6, men=1), slip(3, group=2), slip(4, "2020-03-10", women=9, men=0, group=2)]
    (row,) = rows(same_day, None)
    assert (row.women, row.men) == (11, 6)


def test_a_row_has_so_many_slips_at_most() -> None:
    assert [row.slips for row in rows([slip(pk) for pk in range(5)], CHANGED, most=2)] == [(0, 1), (2, 3), (4,)]
    assert rows([], CHANGED) == []


SLIPS = st.builds(
    slip,
    st.integers(1, 10**6),
    st.dates(date(2020, 2, 20), date(2020, 4, 10)).map(str),
    st.integers(1, 9).map(str),
    activity=st.sampled_from(["Språkcafé", "SPRÅKCAFÉ", "Läxhjälp"]),
    category=st.sampled_from(["adult", "young"]),
)


@given(st.lists(SLIPS, max_size=12, unique_by=lambda one: one.id), st.randoms())
@settings(max_examples=25)
def test_every_slip_counts_once_at_one_rate(slips: list[AttestedSlip], random: object) -> None:
    made = rows(slips, CHANGED)
    random.shuffle(slips)  # type: ignore[attr-defined]
    assert rows(slips, CHANGED) == made
    assert sorted(pk for row in made for pk in row.slips) == sorted(one.id for one in slips)
    assert sum(row.hours for row in made) == sum(one.hours for one in slips)
    assert not any(spans_change(CHANGED, row.category, row.starts_on, row.ends_on) for row in made)
