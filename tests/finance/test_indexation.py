"""What a yearly amount has become by its clause on indexation."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from finance import indices
from finance.indexation import IndexClause, Indexed, IndexValue, Month, Series, formula, indexed

MILLION = Decimal(1_000_000)
LATE = date(2030, 1, 1)


def monthly(*values: tuple[int, str]) -> Series:
    """An invented series: the index of each October, published in the middle of November."""
    return Series(
        "test",
        tuple(IndexValue(Month(year, 10), Decimal(said), date(year, 11, 15), "invented") for year, said in values),
    )


def clause(share: str = "1", floor: str | None = None, cap: str | None = None, yearly: bool = False) -> IndexClause:
    """October's index against October 2020."""
    lowest, highest = (None if said is None else Decimal(said) for said in (floor, cap))
    return IndexClause("test", Month(2020, 10), 10, Decimal(share), lowest, highest, yearly)


PLAIN = monthly((2020, "312.34"), (2021, "345.67"))
WORKED = monthly((2020, "100.00"), (2021, "105.00"), (2022, "106.05"), (2023, "102.00"))


def spaced(text: str) -> str:
    """With plain spaces for those that do not break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_share_follows_the_index() -> None:
    found = indexed(MILLION, clause("0.7"), PLAIN, 2021, LATE)
    assert (found.amount, found.provisional, found.missing, found.newest) == (1_074_697, False, (), None)
    (step,) = found.steps
    assert (step.start.value, step.taken.value) == (Decimal("312.34"), Decimal("345.67"))
    assert (step.uncut, step.change, step.limit) == (Decimal("7.47"), Decimal("7.47"), None)
    assert spaced(formula(found, "sv")) == "1 000 000 × (30 % + 70 % × 345,67 ÷ 312,34) = 1 074 697"
    assert formula(found, "en") == "1,000,000 × (30% + 70% × 345.67 ÷ 312.34) = 1,074,697"


def test_a_cap_and_a_floor_on_the_whole_change() -> None:
    capped = indexed(MILLION, clause("0.7", cap="5"), PLAIN, 2021, LATE)
    assert (capped.amount, capped.steps[0].limit) == (1_050_000, 5)
    assert spaced(formula(capped, "sv")) == (
        "1 000 000 × (30 % + 70 % × 345,67 ÷ 312,34) ändras med 7,47 %, högst 5 %: "
        "1 000 000 × (100 % + 5 %) = 1 050 000"
    )
    falling = monthly((2020, "100"), (2021, "90"))
    held = indexed(MILLION, clause(floor="-2.5"), falling, 2021, LATE)
    assert (held.amount, held.steps[0].change) == (975_000, Decimal("-2.5"))
    assert formula(held, "en") == (
        "1,000,000 × (0% + 100% × 90 ÷ 100) changes by −10%, at least −2.5%: 1,000,000 × (100% − 2.5%) = 975,000"
    )


@pytest.mark.parametrize(
    ("year", "total", "yearly"),
    [(2021, 1_030_000, 1_030_000), (2022, 1_030_000, 1_040_300), (2023, 1_020_000, 1_040_300)],
)
def test_limits_on_the_total_and_on_each_year(year: int, total: int, yearly: int) -> None:
    """The table in the module's docstring."""
    assert indexed(MILLION, clause(floor="0", cap="3"), WORKED, year, LATE).amount == total
    assert indexed(MILLION, clause(floor="0", cap="3", yearly=True), WORKED, year, LATE).amount == yearly


def test_each_years_change_is_a_factor() -> None:
    found = indexed(MILLION, clause(floor="0", cap="3", yearly=True), WORKED, 2023, LATE)
    assert [(step.uncut, step.change) for step in found.steps] == [(5, 3), (1, 1), (Decimal("-3.82"), 0)]
    text = "1 000 000 × (100 % + 3 %) × (100 % + 1 %) × (100 % + 0 %) = 1 040 300"
    assert spaced(formula(found, "sv")) == text


def test_an_index_that_is_not_published_makes_the_amount_provisional() -> None:
    day_before = indexed(MILLION, clause(), WORKED, 2022, date(2022, 11, 14))
    assert (day_before.amount, day_before.provisional, day_before.missing) == (1_050_000, True, (Month(2022, 10),))
    assert day_before.newest is not None
    assert day_before.newest.month == Month(2021, 10)
    assert indexed(MILLION, clause(), WORKED, 2022, date(2022, 11, 15)).amount == 1_060_500
    assert spaced(formula(day_before, "sv")) == (
        "1 000 000 × (0 % + 100 % × 105 ÷ 100) = 1 050 000. "
        "Preliminärt: index för oktober 2022 är inte publicerat; oktober 2021 (105) används så länge."
    )


def test_every_missing_month_of_a_yearly_clause_is_named() -> None:
    gap = monthly((2020, "100.00"), (2021, "105.00"), (2023, "102.00"))
    found = indexed(MILLION, clause(yearly=True), gap, 2024, LATE)
    assert (found.amount, found.missing) == (1_020_000, (Month(2022, 10), Month(2024, 10)))
    assert "the index for October 2022, October 2024 is not published; October 2023 (102)" in formula(found, "en")


def test_without_the_base_month_the_amount_is_unknown() -> None:
    found = indexed(MILLION, clause(), WORKED, 2021, date(2020, 11, 14))
    assert found == Indexed(MILLION, None, clause(), None, (), (Month(2020, 10),), None)
    assert found.provisional
    assert formula(found, "sv") == "Kan inte räknas ut: index för basmånaden oktober 2020 är inte publicerat."


def test_until_the_base_month_the_amount_is_as_agreed() -> None:
    for year in (2019, 2020):
        for yearly in (False, True):
            found = indexed(Decimal("974000.50"), clause(yearly=yearly), WORKED, year, LATE)
            assert (found.amount, found.steps, found.provisional) == (Decimal("974000.50"), (), False)
    assert formula(found, "en") == "974,000.5 = 974,000.5"


def test_the_month_of_the_year_before() -> None:
    year_before = clause()._replace(years_back=1)
    assert indexed(MILLION, year_before, WORKED, 2022, LATE).amount == 1_050_000
    assert indexed(MILLION, year_before, WORKED, 2021, LATE).amount == MILLION


def test_the_base_month_may_be_another_month() -> None:
    """A base in June: the October of that year is the first to be measured."""
    series = WORKED._replace(values=(IndexValue(Month(2020, 6), Decimal(80), date(2020, 7, 15), ""), *WORKED.values))
    june = clause(yearly=True)._replace(base=Month(2020, 6))
    assert [step.needed for step in indexed(MILLION, june, series, 2021, LATE).steps] == [(2020, 10), (2021, 10)]
    assert indexed(MILLION, june, series, 2020, LATE).amount == 1_250_000


def test_where_floor_and_cap_cross_the_cap_holds() -> None:
    assert indexed(MILLION, clause(floor="4", cap="2"), PLAIN, 2021, LATE).amount == 1_020_000


INDEX = st.decimals("50", "500", places=2)
LIMIT = st.decimals("-20", "20", places=2)
SHARE = st.decimals("0", "1", places=2)
AMOUNT = st.decimals("0", "10000000", places=2)


def years(values: list[Decimal]) -> Series:
    return monthly(*((2020 + offset, str(value)) for offset, value in enumerate(values)))


@given(amount=AMOUNT, values=st.lists(INDEX, min_size=2, max_size=5), yearly=st.booleans())
def test_a_share_of_nothing_is_the_base(amount: Decimal, values: list[Decimal], yearly: bool) -> None:
    found = indexed(amount, clause("0", yearly=yearly), years(values), 2019 + len(values), LATE)
    assert found.amount == amount


@given(share=SHARE, values=st.lists(INDEX, min_size=2, max_size=5))
def test_without_limits_the_years_multiply_to_the_total(share: Decimal, values: list[Decimal]) -> None:
    series, year = years(values), 2019 + len(values)
    whole = indexed(MILLION, clause(str(share)), series, year, LATE)
    assert indexed(MILLION, clause(str(share), yearly=True), series, year, LATE).amount == whole.amount


@given(amount=st.integers(0, 10**7), share=SHARE, drawn=st.tuples(INDEX, INDEX, INDEX), limits=st.tuples(LIMIT, LIMIT))
def test_a_higher_index_never_gives_less(
    amount: int, share: Decimal, drawn: tuple[Decimal, Decimal, Decimal], limits: tuple[Decimal, Decimal]
) -> None:
    """Of whole kronor: an amount with öre keeps them while nothing changes, and its neighbours are rounded."""
    base, lower, higher = drawn[0], min(drawn[1:]), max(drawn[1:])
    rule = clause(str(share), str(min(limits)), str(max(limits)))
    low, high = (indexed(Decimal(amount), rule, years([base, value]), 2021, LATE) for value in (lower, higher))
    assert low.amount is not None
    assert high.amount is not None
    assert low.steps[0].change <= high.steps[0].change
    assert low.amount <= high.amount


@given(
    share=SHARE, values=st.lists(INDEX, min_size=2, max_size=5), limits=st.tuples(LIMIT, LIMIT), yearly=st.booleans()
)
def test_every_change_is_within_floor_and_cap(
    share: Decimal, values: list[Decimal], limits: tuple[Decimal, Decimal], yearly: bool
) -> None:
    floor, cap = sorted(limits)
    rule = clause(str(share), str(floor), str(cap), yearly)
    found = indexed(MILLION, rule, years(values), 2019 + len(values), LATE)
    assert all(floor <= step.change <= cap for step in found.steps)
    if not yearly:
        assert found.amount is not None
        assert floor - Decimal("0.01") <= (found.amount / MILLION - 1) * 100 <= cap + Decimal("0.01")


def test_the_consumer_price_index_is_the_sources() -> None:
    """The year's mean, which the source's table gives beside the months, finds a month that was copied wrong."""
    kpi = indices.published()["kpi"]
    means = {2018: "328.40", 2019: "334.26", 2020: "335.92", 2021: "343.19", 2022: "371.91", 2023: "403.70"}
    for year, mean in means.items():
        values = [value.value for value in kpi.values if value.month.year == year]
        assert len(values) == 12
        assert (sum(values, Decimal(0)) / 12).quantize(Decimal("0.01")) == Decimal(mean)
    assert kpi.values[-1].month == Month(2024, 3)
    assert all(value.source and kpi.checked_on[value.month] for value in kpi.values)


def test_region_uppsalas_amount_by_the_consumer_price_index() -> None:
    """974 000 from 2021; the clause's details are invented: October's index, all of it, from October 2020."""
    rule = IndexClause("kpi", Month(2020, 10), 10, Decimal(1), years_back=1)
    kpi = indices.published()["kpi"].series
    amounts = [indexed(Decimal(974_000), rule, kpi, year, LATE).amount for year in range(2021, 2025)]
    assert amounts == [974_000, 1_001_373, 1_110_054, 1_182_403]


TEXT = """
own:
  description: {sv: Prov, en: Test}
  unit: index
  values:
    "2020-10": {value: "100.00", published_on: 2020-11-15, source: A, checked_on: 2026-11-01}
"""
MORE = TEXT.replace("  description: {sv: Prov, en: Test}\n  unit: index\n", "")


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ([TEXT + TEXT], yaml.YAMLError),
        ([TEXT.replace("source: A, ", "")], KeyError),
        ([TEXT.replace("published_on: 2020-11-15, ", "")], KeyError),
        ([TEXT.replace("checked_on", "checked_by")], KeyError),
        ([MORE], KeyError),
        ([TEXT, MORE], ValueError),
        ([TEXT.replace("100.00", "0")], ValueError),
        ([TEXT.replace("2020-10", "2020-13")], ValueError),
    ],
)
def test_a_file_that_says_too_little_or_too_much_is_refused(texts: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        indices.load(texts)


def test_an_installation_adds_months_and_series(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(TEXT)
    (tmp_path / "own2.yaml").write_text(MORE.replace("2020-10", "2020-09"))
    known = indices.published(tmp_path)
    assert set(known) == {*indices.published(), "own"}
    assert [str(value.month) for value in known["own"].values] == ["2020-09", "2020-10"]


def test_a_month_may_have_no_value_after_all() -> None:
    known = indices.load([TEXT.replace('"100.00"', "null")])["own"]
    assert (known.values, known.taken_back) == ((), (indices.TakenBack(Month(2020, 10), date(2020, 11, 15), "A"),))
    with pytest.raises(ValueError, match="stands twice"):
        indices.load([TEXT.replace('"100.00"', "null"), MORE.replace("  values", "  values", 1)])


def test_the_last_published_value_of_a_month_counts() -> None:
    """105.00 was published on 15 November and revised to 106.00 on 1 February; 107.00 corrects that."""
    revised = IndexValue(Month(2021, 10), Decimal("106.00"), date(2022, 2, 1), "revised")
    series = monthly((2020, "100.00"), (2021, "105.00"))
    series = Series("test", (*series.values, revised, revised._replace(value=Decimal("107.00"))))
    for day, amount in ((date(2022, 1, 31), 1_050_000), (date(2022, 2, 1), 1_070_000)):
        assert indexed(MILLION, clause(), series, 2021, day).amount == amount
