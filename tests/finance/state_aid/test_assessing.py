"""Of an officer's words about the same grant the latest counts; a whole and its periods never count together."""

from decimal import Decimal

from finance.state_aid.assessing import declared, not_assessed, standing, taken_back
from finance.state_aid.facts import Gone
from tests.finance.state_aid.book import d, declaration, grant, promise

WHOLE = grant(1, "2025-03-01")
AGAIN = WHOLE._replace(id=2, kind="sgei", assessed_on=d("2025-05-01"))
YEAR = WHOLE._replace(id=3, period="2025", assessed_on=d("2025-06-01"))


def ids(*rows: object, on: str = "2026-01-01") -> list[int]:
    return [one.id for one in standing(rows, d(on))]  # type: ignore[arg-type]


def test_the_latest_counts_from_its_day() -> None:
    assert [ids(AGAIN, WHOLE, on=day) for day in ("2025-02-28", "2025-04-30", "2025-05-01")] == [[], [1], [2]]
    same_day = AGAIN._replace(assessed_on=WHOLE.assessed_on)
    assert ids(same_day, WHOLE) == [2]


def test_grants_of_other_commitments_and_recipients_stand_for_themselves() -> None:
    other = WHOLE._replace(id=4, recipient=2)
    support = WHOLE._replace(id=5, source=("support", 1))
    assert ids(WHOLE, other, support) == [1, 4, 5]


def test_a_whole_ends_its_periods() -> None:
    assert ids(YEAR, YEAR._replace(id=4, period="2026")) == [3, 4]
    assert ids(YEAR, WHOLE._replace(id=9, assessed_on=d("2025-07-01"))) == [9]


def test_a_period_ends_the_whole_only_when_it_says_so() -> None:
    assert ids(WHOLE, YEAR) == [1, 3]  # a service refuses this one
    assert ids(WHOLE, YEAR._replace(in_place_of_whole=True)) == [3]
    assert ids(YEAR._replace(in_place_of_whole=True)) == [3]


def test_what_is_assessed_as_a_whole_or_for_the_period_is_assessed() -> None:
    years = [promise(1, "2025-01-01", period=str(year)) for year in (2025, 2026)]
    other = promise(2, "2025-01-01")
    assert not_assessed([*years, other], [WHOLE]) == (other,)
    assert not_assessed([*years, other], [YEAR]) == (years[1], other)


def test_a_declaration_stands_until_another_replaces_it() -> None:
    first = declaration(1, "2025-01-01")
    mended = declaration(2, "2025-01-01", "60000", declared_on=d("2025-02-01"), replaces=1)
    back = declaration(3, "2025-01-01", "0", declared_on=d("2025-03-01"), replaces=2)
    told = [first, back, mended]
    assert [[one.amount for one in declared(told, d(day))] for day in ("2025-01-31", "2025-02-01", "2025-03-01")] == [
        [Decimal(50000)], [Decimal(60000)], [],
    ]  # fmt: skip


def test_what_was_said_of_support_that_was_taken_back_is_history_until_it_is_given_again() -> None:
    """Assessed on 1 March, taken back on 1 June, given again on 1 August; and taken back for good on 1 October."""
    said = grant(1, "2025-03-01", gone=(Gone(d("2025-06-01"), d("2025-08-01")), Gone(d("2025-10-01"))))
    other = grant(2, "2025-03-01")
    for day, counts in [("2025-05-31", 2), ("2025-06-01", 1), ("2025-07-31", 1), ("2025-08-01", 2), ("2025-10-01", 1)]:
        assert len(standing((said, other), d(day))) == counts, day
        assert len(taken_back((said, other), d(day))) == 2 - counts, day
    assert said.taken_back(d("2025-07-31")) == d("2025-06-01")
    assert taken_back((said,), d("2025-02-28")) == ()
