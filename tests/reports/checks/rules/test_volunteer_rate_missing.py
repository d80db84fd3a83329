"""`volunteer_rate.missing`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import CASH_PLAN, OWN_PROMISE, codes, d, finding_of, hours, only_own, version

AS_OF = d("2021-06-30")
UNVALUED = version("2020", "2021-03-15", hours=(hours("adult", "10"), hours("board", "500")))


def test_names_the_category_and_the_day() -> None:
    facts = only_own(UNVALUED, conditions={"clauses": (("volunteer_rate", "§ 5"),)})
    found = finding_of(check(facts, AS_OF), "volunteer_rate.missing")
    assert (found.severity, found.period, found.clause) == ("error", "2020", "§ 5")
    assert message(found, "en").replace("\N{NO-BREAK SPACE}", " ") == (
        "Volunteer time of Vän i Umeå for 2020, 510 h in all, cannot be valued: “board” has no rate on 1 January 2020."
    )


def test_also_when_volunteer_time_was_not_promised() -> None:
    facts = only_own(UNVALUED, promise=OWN_PROMISE._replace(components=(CASH_PLAN,)))
    assert codes(check(facts, AS_OF)) == ["volunteer_rate.missing", "co_financing.short", "component.not_promised"]


def test_without_any_rates_every_category_is_named() -> None:
    facts = only_own(UNVALUED, rates=None)
    found = [found for found in check(facts, AS_OF).findings if found.code == "volunteer_rate.missing"]
    assert len(found) == 2
    assert "”vuxna” saknar" in message(found[0], "sv")


def test_not_for_zero_hours() -> None:
    facts = only_own(UNVALUED._replace(hours=(hours("board", "0"),)))
    assert codes(check(facts, AS_OF)) == ["co_financing.short"]
