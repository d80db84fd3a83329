"""`own_cash.public`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import cash, codes, d, finding_of, only_own, version

AS_OF = d("2021-06-30")
REPORT = version("2020", "2021-03-15", figures=(cash("100000"), cash("30000", "public"), cash("20000", "public")))


def test_tells_how_much_does_not_count() -> None:
    facts = only_own(REPORT, conditions={"clauses": (("public_money_counts", "§ 4"),)})
    found = finding_of(check(facts, AS_OF), "own_cash.public")
    assert (found.actual, found.clause, found.severity) == (50_000, "§ 4", "warning")
    assert "50,000\N{NO-BREAK SPACE}kr of public money" in message(found, "en")


def test_not_where_it_counts() -> None:
    assert "own_cash.public" not in codes(check(only_own(REPORT, conditions={"public_money_counts": True}), AS_OF))
