"""Volunteer time promised in hours: what it is worth, and what is said where it is worth nothing that is known."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agreements.periods import periods
from finance.valuation import Rate, RateTable
from reports.checks.check import check
from reports.checks.explain import explain
from reports.checks.explain_term import explain_row
from reports.checks.facts import VersionFact
from reports.checks.pledges import pledge_of
from reports.checks.render import as_json, message
from reports.checks.results import CheckResult, Line
from reports.checks.terms import ComponentFact
from reports.summaries import summarise
from tests.reports.checks.world import (
    LEADER,
    OWN_PROMISE,
    UNBOUND,
    cash,
    codes,
    d,
    finding_of,
    hours,
    line_of,
    only_own,
    plain,
    row_of,
    umea,
    version,
)

HOURS = ComponentFact("volunteer_time", None, "cap", Decimal(1000), "adult")
CASH = ComponentFact("own_cash", Decimal(50_000), "plan")
PLEDGE = OWN_PROMISE._replace(amount=None, components=(HOURS, CASH))
AT = d("2021-06-30")
#: A rate that was decided for the first year only.
FIRST_YEAR = RateTable("own", (Rate("adult", Decimal("200.00"), date(2020, 1, 1), date(2020, 12, 31), "KS § 1"),))


def reported(adult: str, period: str = "2020", **fields: Any) -> VersionFact:
    return version(period, f"{int(period) + 1}-03-15", figures=(cash("50000"),), hours=(hours("adult", adult, period),),
                   **fields)  # fmt: skip


def own(*versions: VersionFact, **fields: Any) -> Line:
    return line_of(check(only_own(*versions, promise=PLEDGE, **fields), AT), "co_financing")


def told(result: CheckResult, period: str, language: str = "en") -> str:
    return plain(explain(line_of(result, "co_financing", period), result.as_of, language))


def test_the_promise_is_the_sum_of_its_components() -> None:
    """1 000 h × 220 + 50 000 = 270 000; 900 h × 220 + 50 000 = 248 000: 22 000 short."""
    line = own(reported("900"))
    assert (line.promised, line.counted, line.difference, line.status) == (270_000, 248_000, -22_000, "short")
    part = line.components[0]
    assert (part.promised_hours, part.hours, part.promised, part.delivered) == (1000, 900, 220_000, 198_000)
    assert part.promised_at is not None
    assert (part.promised_at.category, part.promised_at.rate, part.promised_at.source) == ("adult", 220, "Leader")


def test_a_cap_caps_at_what_the_hours_are_worth() -> None:
    line = own(reported("1200"))
    assert (line.components[0].delivered, line.components[0].counted, line.counted) == (264_000, 220_000, 270_000)


def test_a_part_period_follows_the_days() -> None:
    """184 of 366 days: 502.73 h × 220 = 110 600.60, and 25 136.61 in cash."""
    line = own(starts_on=d("2020-07-01"))
    assert (line.promised, line.status) == (Decimal("135737.21"), "overdue")
    part = line.components[0]
    assert (part.promised_hours, part.promised, part.hours, part.delivered) == (
        Decimal("502.73"), Decimal("110600.60"), None, None,
    )  # fmt: skip


def test_a_stated_amount_stands_and_the_hours_are_a_part_of_it() -> None:
    (period,) = periods(date(2020, 1, 1), date(2020, 12, 31), "calendar_year")
    assert pledge_of(PLEDGE, period, Decimal(300_000), LEADER).promised == 300_000
    assert pledge_of(PLEDGE, period, Decimal(300_000), None).promised == 300_000
    assert pledge_of(PLEDGE, period, None, None).promised is None


def test_the_sentence_shows_hours_and_kronor() -> None:
    result = check(only_own(reported("900"), promise=PLEDGE), AT)
    assert told(result, "2020").startswith(
        "According to the report for 2020 (version 1, not yet reviewed): volunteer time 900 h of the promised 1,000 h "
        "is worth 198,000 kr (900 h × 220), all of it counts (at most 1,000 h × 220 = 220,000 kr); own cash 50,000 kr"
    )
    waiting = check(only_own(promise=PLEDGE), d("2021-01-31"))
    assert told(waiting, "2020", "sv").endswith("270 000 kr (varav ideell tid 1 000 h × 220 = 220 000 kr) är utlovat.")


def two_years(*versions: VersionFact, as_of: str, **fields: Any) -> CheckResult:
    facts = umea(commitments=(PLEDGE,), payments=(), versions=versions, ends_on=d("2021-12-31"), rates=FIRST_YEAR)
    return check(facts._replace(**fields), d(as_of))


def test_a_period_without_a_rate_is_not_begun_then_unknown_and_never_zero() -> None:
    before, begun = two_years(as_of="2020-12-31"), two_years(as_of="2021-01-01")
    assert [line_of(before, "co_financing", year).promised for year in ("2020", "2021")] == [250_000, None]
    assert (line_of(before, "co_financing", "2021").status, codes(before)) == ("upcoming", [])
    assert told(before, "2021") == (
        "The period begins on 1 January 2021; 1,000 h of volunteer time is promised, but no rate is in force on that "
        "day, so its worth is not known."
    )
    beside = "What is promised for 2021 is not included, since its hours cannot be valued yet."
    row = row_of(before, "co_financing")
    assert plain(explain_row(row, before, "en")) == (
        f"Nothing is reported yet of the 250,000 kr promised for the whole term. {beside}"
    )
    line = line_of(begun, "co_financing", "2021")
    assert (line.status, line.promised, line.components[0].promised) == ("unknown", None, None)
    assert told(begun, "2021", "sv") == (
        "1 000 h ideell tid är utlovad för 2021, men inget timvärde gäller 1 januari 2021; därför går det inte att "
        "säga vad som är utlovat i kronor."
    )
    found = finding_of(begun, "volunteer_rate.missing")
    assert (found.severity, found.period) == ("error", "2021")
    assert plain(message(found, "en")) == (
        "Volunteer time of Vän i Umeå for 2021, 1,000 h promised, cannot be valued: “adult” has no rate on 1 January "
        "2021."
    )


def test_what_is_unknown_stays_out_of_the_sums() -> None:
    result = two_years(reported("1000"), as_of="2021-06-30")
    row = row_of(result, "co_financing")
    assert (row.promised_term, row.promised_to_date, row.counted_to_date, row.status) == (
        250_000, 250_000, 250_000, "unknown",
    )  # fmt: skip
    total = summarise([(result, umea())], "year").total
    assert (total.co_financing.promised, total.co_financing.unknown) == (250_000, 1)


def test_hours_with_a_rate_on_their_days_do_not_value_a_promise_without_one() -> None:
    """The promise needs a rate on 1 January; the hours of March have one."""
    from_march = RateTable("late", (Rate("adult", Decimal("200.00"), date(2020, 3, 1), None, "KS § 2"),))
    row = hours("adult", "10", starts_on=d("2020-03-01"), ends_on=d("2020-03-31"))
    result = check(only_own(version("2020", "2021-03-15", hours=(row,)), promise=PLEDGE, rates=from_march), AT)
    line = line_of(result, "co_financing")
    part = line.components[0]
    assert (line.status, line.counted, part.delivered, part.counted) == ("unknown", None, 2000, None)
    assert part.missing == (("adult", d("2020-01-01")),)
    assert "is worth 2,000 kr (10 h × 200), and what is promised cannot be valued, since a rate is missing" in (
        told(result, "2020")
    )


def test_a_day_that_is_missing_twice_is_told_once() -> None:
    result = check(only_own(reported("10"), promise=PLEDGE, rates=None), AT)
    assert codes(result).count("volunteer_rate.missing") == 1


def test_a_promise_that_does_not_bind_is_told_as_what_would_hold() -> None:
    result = check(only_own(promise=PLEDGE, **UNBOUND), AT)
    assert (line_of(result, "co_financing").promised, line_of(result, "co_financing").status) == (270_000, "upcoming")
    assert told(result, "2020").startswith("The agreement is not binding; 270,000 kr (of which volunteer time 1,000 h")
    without = check(only_own(promise=PLEDGE, rates=None, **UNBOUND), AT)
    assert "1,000 h of volunteer time, which no rate values, would be promised for 2020." in told(without, "2020")
    assert "volunteer_rate.missing" not in codes(without)


@pytest.mark.parametrize(("rates", "worth", "at"), [(LEADER, "220000.00", "220.00"), (None, None, None)])
def test_the_answer_carries_hours_price_and_kronor(rates: RateTable | None, worth: str | None, at: str | None) -> None:
    answer = as_json(check(only_own(promise=PLEDGE, rates=rates), AT), "en")
    part = answer["periods"][0]["lines"][0]["components"][0]
    assert (part["promised"], part["promised_hours"], part["hours"]) == (worth, "1000.00", None)
    assert part["promised_at"] == (at and {"category": "adult", "rate": at, "source": "Leader"})


def test_an_approval_values_the_promise_too() -> None:
    """By the rate that was kept with it, 100: 1 000 h are 100 000 and with the cash 150 000."""
    kept = RateTable("leader-2014", (Rate("adult", Decimal("100.00"), date(2014, 1, 1), None, "Leader"),))
    line = own(reported("1000", approved="2021-04-20", frozen=kept))
    assert (line.promised, line.counted, line.verified) == (150_000, 150_000, True)
