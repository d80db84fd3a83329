"""`component.not_promised`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import (
    CASH_PLAN,
    OWN_PROMISE,
    cash,
    codes,
    d,
    figure,
    finding_of,
    hours,
    only_own,
    version,
)

AS_OF = d("2021-06-30")


def test_shown_with_what_it_would_be_worth() -> None:
    received = version("2020", "2021-03-15", figures=(cash("1300000"), figure("in_kind", "40000")))
    found = finding_of(check(only_own(received), AS_OF), "component.not_promised")
    assert (found.expected, found.actual, found.clause) == (None, 40_000, "§ 20")
    assert message(found, "en").replace("\N{NO-BREAK SPACE}", " ") == (
        "Vän i Umeå reported in-kind contribution worth 40,000 kr for 2020, "
        "which is not part of the promise and does not count."
    )


def test_hours_that_cannot_be_valued() -> None:
    received = version("2020", "2021-03-15", hours=(hours("board", "5"),))
    facts = only_own(received, promise=OWN_PROMISE._replace(components=(CASH_PLAN,)))
    found = finding_of(check(facts, AS_OF), "component.not_promised")
    assert found.actual is None
    assert message(found, "sv") == (
        "Vän i Umeå har för 2020 redovisat ideell tid, som inte ingår i åtagandet och därför inte räknas med."
    )


def test_not_where_no_components_are_named() -> None:
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "1300000"),))
    assert codes(check(only_own(received, promise=OWN_PROMISE._replace(components=())), AS_OF)) == []
