"""Each sum explains itself in both languages."""

from datetime import date, timedelta

import pytest

from finance.state_aid.facts import Gone
from finance.state_aid.sentences import explain, first_day
from finance.state_aid.window import counts, position
from tests.finance.state_aid.book import book, d, grant

THREE = (grant(1, "2024-01-01"), grant(2, "2025-01-01"), grant(3, "2026-01-01"))


def said(on: str, language: str, *grants: object) -> str:
    found = position(book(*grants), 1, d(on))  # type: ignore[arg-type]
    return explain(found.standings[0], d(on), language).replace("\xa0", " ")


def test_the_worked_example() -> None:
    assert said("2026-06-01", "en", *THREE) == (
        "De minimis aid granted from 2023-06-02 through 2026-06-01 is 409,090.91 EUR, 136.36 % of the ceiling of "
        "300,000 EUR ((EU) 2023/2831): 109,090.91 EUR above it. On 2027-01-01 136,363.64 EUR leaves the sum."
    )
    assert said("2026-06-01", "sv", *THREE) == (
        "Stöd av mindre betydelse som beviljats 2023-06-02 till och med 2026-06-01 är 409 090,91 EUR, 136,36 % av "
        "taket 300 000 EUR ((EU) 2023/2831): 109 090,91 EUR över. 2027-01-01 lämnar 136 363,64 EUR summan."
    )


@pytest.mark.parametrize(
    ("on", "grants", "part"),
    [
        ("2025-06-01", THREE, "80 % or more: there is room for 27,272.73 EUR"),
        ("2024-06-01", THREE, "45.45 % of the ceiling of 300,000 EUR ((EU) 2023/2831): there is room for 163,636.36"),
        ("2023-06-01", (), "is 0 EUR; no ceiling is known for that day"),
    ],
)
def test_what_there_is_room_for(on: str, grants: tuple[object, ...], part: str) -> None:
    assert part in said(on, "en", *grants)


def test_the_first_day_is_the_first_that_counts() -> None:
    ends = [date(year, 2, 26) for year in (2023, 2024, 2025, 2028)]
    for on in [day + timedelta(number) for day in ends for number in range(5)]:
        assert counts(first_day(on), on)
        assert not counts(first_day(on) - timedelta(1), on)


def test_what_was_taken_back_is_said() -> None:
    gone = grant(4, "2025-03-01", "110000", gone=(Gone(d("2025-06-01")),))
    assert said("2025-06-01", "en", gone).endswith(
        " 10,000 EUR that was assessed does not count: the support was taken back on 2025-06-01."
    )
    assert said("2025-06-01", "sv", gone).endswith(
        " 10 000 EUR som bedömts räknas inte: stödet togs tillbaka 2025-06-01."
    )
