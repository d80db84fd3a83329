"""Volunteer rates: published ones with a source and a day, or the agreement's own; never a default."""

from datetime import date
from decimal import Decimal

import pytest
import yaml

from finance import rates
from finance.valuation import rate_for
from tests.cast import Cast

pytestmark = pytest.mark.both

TEXT = """
test-rate:
  description: {sv: Prov, en: Test}
  unit: SEK/hour
  categories:
    adult:
      2014-01-01: {value: "220.00", source: A, checked_on: 2026-11-01}
      2020-01-01: {value: "230.00", source: B, checked_on: 2026-11-01}
      2022-01-01: {value: null, source: B, checked_on: 2026-11-01}
"""


def test_a_rate_holds_until_the_next_date_of_its_category() -> None:
    table = rates.load(TEXT)["test-rate"].table

    def on(day: str) -> Decimal | None:
        found = rate_for(table, "adult", date.fromisoformat(day))
        return found.amount if found else None

    edges = ("2013-12-31", "2014-01-01", "2019-12-31", "2020-01-01", "2021-12-31", "2022-01-01")
    assert [on(day) for day in edges] == [None, Decimal(220), Decimal(220), Decimal(230), Decimal(230), None]
    assert rate_for(table, "young", date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a: 1\na: 2", yaml.YAMLError),
        (TEXT.replace("2020-01-01", "2014-01-01"), yaml.YAMLError),
        (TEXT.replace("source: B, ", "", 1), KeyError),
        (TEXT.replace("{sv: Prov, en: Test}", "Prov\n  unit: SEK/day"), yaml.YAMLError),
    ],
)
def test_a_double_key_or_a_missing_source_stops_the_start(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rates.load(text)


def test_every_published_quote_has_a_source_and_a_day() -> None:
    quotes = [quote for rate in rates.published().values() for quote in rate.quotes]
    assert quotes
    assert all(quote.source and isinstance(quote.checked_on, date) for quote in quotes)
    assert {quote.category: quote.value for quote in quotes} == {"adult": Decimal("220.00"), "young": Decimal("50.00")}


def test_there_is_no_default_rate() -> None:
    assert rates.table_of({}) is None
    assert rates.table_of({"volunteer_rate": {"value": "no-such-rate"}}) is None
    named = rates.table_of({"volunteer_rate": {"value": "leader-2014"}})
    assert named is not None
    assert named.name == "leader-2014"


def test_an_agreements_own_rates() -> None:
    row = {"category": "adult", "rate": "150.00", "starts_on": "2020-01-01", "ends_on": "2020-06-30", "source": "§ 1"}
    table = rates.table_of({"volunteer_rate": {"value": {"name": "own", "rates": [row]}}})
    assert table is not None
    found = rate_for(table, "adult", date(2020, 6, 30))
    assert found is not None
    assert (found.amount, found.source) == (Decimal("150.00"), "§ 1")
    assert rate_for(table, "adult", date(2020, 7, 1)) is None


def test_own_rates_are_refused_where_they_overlap_or_run_backwards() -> None:
    first = {"category": "adult", "starts_on": date(2020, 1, 1), "ends_on": None}
    backwards = {"category": "young", "starts_on": date(2020, 2, 1), "ends_on": date(2020, 1, 31)}
    later = {"category": "adult", "starts_on": date(2021, 1, 1), "ends_on": date(2021, 12, 31)}
    told = {(one.path, one.code) for one in rates.refusals({"name": "own", "rates": [first, backwards, later]})}
    assert told == {("rates[1].ends_on", "volunteer_rate.ends_before_start"), ("rates[2]", "volunteer_rate.overlap")}


def test_own_rates_do_not_bear_a_published_name() -> None:
    (told,) = rates.refusals({"name": "leader-2014", "rates": []})
    assert (told.code, told.path, told.actual) == ("volunteer_rate.name_taken", "name", "leader-2014")


def test_the_published_rates_are_listed_with_their_sources(cast: Cast) -> None:
    listed = cast.treasurer.ok("get", "volunteer-rates")
    assert listed["count"] == len(rates.published())
    leader = cast.treasurer.ok("get", "volunteer-rates/leader-2014")
    assert leader in listed["results"]
    assert leader["description"] == "Leader, from 2014 on, until replaced"
    adult = next(quote for quote in leader["quotes"] if quote["category"] == "adult")
    assert (adult["rate"], adult["starts_on"], adult["ends_on"]) == ("220.00", "2014-01-01", None)
    assert cast.treasurer.no(404, "get", "volunteer-rates/no-such-rate")
    assert cast.nobody.no(401, "get", "volunteer-rates")
    assert cast.treasurer.no(405, "post", "volunteer-rates", {})
