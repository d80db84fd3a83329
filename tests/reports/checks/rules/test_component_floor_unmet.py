"""`component.floor_unmet`."""

from decimal import Decimal

import pytest

from reports.checks.check import check
from reports.checks.render import message
from reports.checks.terms import ComponentFact
from tests.reports.checks.world import OWN_PROMISE, cash, codes, d, finding_of, hours, only_own, version

AS_OF = d("2021-06-30")
FLOORS = OWN_PROMISE._replace(
    components=(
        ComponentFact("volunteer_time", Decimal(975_000), "floor"),
        ComponentFact("own_cash", Decimal(325_000), "floor"),
    ),
)


def test_whatever_the_other_components_make_up_for() -> None:
    received = version("2020", "2021-03-15", figures=(cash("310000"),), hours=(hours("adult", "5000"),))
    result = check(only_own(received, promise=FLOORS), AS_OF)
    assert codes(result) == ["component.floor_unmet"]
    found = finding_of(result, "component.floor_unmet")
    assert (found.expected, found.actual, found.difference) == (325_000, 310_000, -15_000)
    assert message(found, "sv").replace("\N{NO-BREAK SPACE}", " ") == (
        "Vän i Umeå, egna medel 2020: 310 000 kr av minst 325 000 kr; 15 000 kr fattas."
    )


@pytest.mark.parametrize(("counts", "unmet"), [(False, True), (True, False)])
def test_public_money_fills_a_floor_only_where_it_counts(counts: bool, unmet: bool) -> None:
    received = version(
        "2020", "2021-03-15", figures=(cash("300000"), cash("25000", "public")), hours=(hours("adult", "5000"),)
    )
    result = check(only_own(received, promise=FLOORS, conditions={"public_money_counts": counts}), AS_OF)
    assert ("component.floor_unmet" in codes(result)) is unmet


def test_not_of_a_floor_that_is_just_reached_or_unknown() -> None:
    reached = version("2020", "2021-03-15", figures=(cash("325000"),), hours=(hours("adult", "5000"),))
    assert codes(check(only_own(reached, promise=FLOORS), AS_OF)) == []
    unknown = reached._replace(hours=(hours("board", "1"),))
    assert codes(check(only_own(unknown, promise=FLOORS), AS_OF)) == ["volunteer_rate.missing"]
