"""What counts toward a co-financing promise."""

from decimal import Decimal
from typing import Any

import pytest

from reports.checks.check import check
from reports.checks.facts import AgreementFacts, FigureFact
from reports.checks.results import Component, Line
from reports.checks.terms import ComponentFact
from tests.reports.checks.world import (
    CASH_PLAN,
    OWN,
    OWN_PROMISE,
    VAN,
    VOLUNTEER_CAP,
    cash,
    commitment,
    d,
    figure,
    hours,
    line_of,
    only_own,
    version,
)

AS_OF = d("2021-06-30")


def reported(*figures: FigureFact, adult: str = "0", **fields: Any) -> Line:
    """The line of a report with these figures and adult hours (220 kr each); `components` and conditions may be
    given.
    """
    promise = OWN_PROMISE._replace(**fields.pop("promise", {}))
    received = version("2020", "2021-03-15", figures=figures, hours=(hours("adult", adult),))
    return line_of(check(only_own(received, promise=promise, **fields), AS_OF), "co_financing")


def part(line: Line, kind: str) -> Component:
    """The line's only component of a kind."""
    (found,) = [component for component in line.components if component.kind == kind]
    return found


def figures(component: Component) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Promised, delivered, counted."""
    return component.promised, component.delivered, component.counted


def test_a_cap_counts_up_to_its_amount() -> None:
    line = reported(cash("360000"), adult="4700")
    assert figures(part(line, "volunteer_time")) == (975_000, 1_034_000, 975_000)
    assert (line.delivered, line.counted, line.difference, line.status) == (1_394_000, 1_335_000, 35_000, "met")


@pytest.mark.parametrize("counting", ["plan", "floor"])
def test_a_plan_and_a_floor_count_in_full(counting: str) -> None:
    component = ComponentFact("own_cash", Decimal("325000.00"), counting)
    line = reported(cash("400000"), promise={"components": (VOLUNTEER_CAP, component)})
    assert figures(part(line, "own_cash")) == (325_000, 400_000, 400_000)


def test_without_components_everything_counts() -> None:
    line = reported(cash("100000"), figure("in_kind", "50000"), adult="100", promise={"components": ()})
    assert [(found.kind, found.counting, found.promised) for found in line.components] == [
        ("volunteer_time", "plan", None),
        ("own_cash", "plan", None),
        ("in_kind", "plan", None),
    ]
    assert (line.delivered, line.counted) == (172_000, 172_000)


def test_what_nobody_promised_is_shown_and_counts_nothing() -> None:
    line = reported(cash("325000"), figure("in_kind", "50000"), adult="100", promise={"components": (CASH_PLAN,)})
    assert figures(part(line, "volunteer_time")) == (None, 22_000, 0)
    assert figures(part(line, "in_kind")) == (None, 50_000, 0)
    assert (line.delivered, line.counted) == (397_000, 325_000)


def test_zero_of_what_nobody_promised_is_not_shown() -> None:
    line = reported(cash("0"), figure("in_kind", "0"), promise={"components": (VOLUNTEER_CAP,)})
    assert [found.kind for found in line.components] == ["volunteer_time"]


def test_own_cash_without_any_figure_is_none_delivered() -> None:
    assert figures(part(reported(), "own_cash")) == (325_000, 0, 0)


def test_income_and_costs_are_not_own_cash() -> None:
    assert reported(figure("income", "900"), figure("costs", "900")).delivered == 0


def test_public_money_counts_only_where_agreed() -> None:
    given = (cash("100000"), cash("50000", "public"))
    line = reported(*given)
    assert figures(part(line, "own_cash")) == (325_000, 150_000, 100_000)
    assert part(line, "own_cash").not_counted == 50_000
    agreed = reported(*given, conditions={"public_money_counts": True})
    assert figures(part(agreed, "own_cash")) == (325_000, 150_000, 150_000)
    assert part(agreed, "own_cash").not_counted == 0


def test_public_money_alone_is_shown_where_nothing_was_promised() -> None:
    line = reported(cash("50000", "public"), promise={"components": (VOLUNTEER_CAP,)})
    assert figures(part(line, "own_cash")) == (None, 50_000, 0)


@pytest.mark.parametrize(
    ("share", "counted"),
    [("0.5", "310000.00"), ("0.75", "905000.00"), ("0.7", "723333.33"), ("0", "0.00"), ("1", "905000.00")],
)
def test_volunteer_time_counts_up_to_its_share(share: str, counted: str) -> None:
    """905 000 kr of time beside 310 000 kr in cash; at 0.7 the limit is 723 333.333…, rounded down to the öre."""
    received = version(
        "2020", "2021-03-15", figures=(cash("310000"),), hours=(hours("adult", "4000"), hours("young", "500"))
    )
    facts = only_own(received, conditions={"volunteer_share_cap": Decimal(share)})
    component = part(line_of(check(facts, AS_OF), "co_financing"), "volunteer_time")
    assert component.counted == Decimal(counted)
    assert (component.share_limit is not None) is (Decimal(counted) < 905_000)


def unvalued(components: tuple[ComponentFact, ...]) -> AgreementFacts:
    """Hours of a category without a rate, and some cash."""
    received = version("2020", "2021-03-15", figures=(cash("1000"),), hours=(hours("board", "10"),))
    return only_own(received, promise=OWN_PROMISE._replace(components=components))


@pytest.mark.parametrize("components", [(VOLUNTEER_CAP, CASH_PLAN), ()])
def test_promised_hours_without_a_rate_make_the_line_unknown(components: tuple[ComponentFact, ...]) -> None:
    result = check(unvalued(components), AS_OF)
    line = line_of(result, "co_financing")
    assert (line.status, line.delivered, line.counted, line.difference) == ("unknown", None, None, None)
    assert part(line, "volunteer_time").hours == 10
    assert part(line, "own_cash").counted == 1000
    assert result.status == "unknown"


def test_a_share_leaves_unknown_time_unknown() -> None:
    facts = unvalued((VOLUNTEER_CAP, CASH_PLAN))
    facts = facts._replace(conditions=facts.conditions._replace(volunteer_share_cap=Decimal("0.5")))
    assert line_of(check(facts, AS_OF), "co_financing").status == "unknown"


def test_hours_that_nobody_promised_may_lack_a_rate() -> None:
    line = line_of(check(unvalued((CASH_PLAN,)), AS_OF), "co_financing")
    assert (line.status, line.delivered, line.counted) == ("short", 1000, 1000)
    assert figures(part(line, "volunteer_time")) == (None, None, 0)


def test_in_kind_counts_toward_its_own_promise_and_not_twice() -> None:
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "40000"),))
    facts = only_own(received, promise=OWN_PROMISE._replace(components=()))
    both = facts._replace(commitments=(*facts.commitments, commitment(OWN + 1, VAN, "in_kind", "30000.00")))
    assert line_of(check(facts, AS_OF), "co_financing").counted == 40_000
    result = check(both, AS_OF)
    assert line_of(result, "in_kind").counted == 40_000
    assert line_of(result, "co_financing").counted == 0
    other_year = commitment(OWN + 1, VAN, "in_kind", None, amounts=(("2021", Decimal(30_000)),))
    later = facts._replace(commitments=(*facts.commitments, other_year))
    assert line_of(check(later, AS_OF), "co_financing").counted == 40_000


def promises(starts_on: str, **promise: Any) -> list[Decimal | None]:
    """The components' amounts in a period that begins late in 2020, and their sum."""
    received = version("2020", "2021-03-15")
    facts = only_own(received, promise=OWN_PROMISE._replace(**promise), starts_on=d(starts_on))
    line = line_of(check(facts, AS_OF), "co_financing")
    return [*(component.promised for component in line.components), line.promised]


def test_components_follow_the_days_and_make_up_the_promise() -> None:
    """184 of 366 days; rounded each by itself they would miss the promise by an öre now and then."""
    assert promises("2020-07-01") == [Decimal("490163.93"), Decimal("163387.98"), Decimal("653551.91")]
    for day in range(1, 29):
        *parts, total = promises(f"2020-03-{day:02}")
        assert sum(filter(None, parts)) == total


def test_components_that_are_not_the_whole_promise_are_left_as_they_are() -> None:
    assert promises("2020-07-01", components=(CASH_PLAN,)) == [Decimal("163387.98"), Decimal("653551.91")]
