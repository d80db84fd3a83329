"""`volunteer_share.capped`."""

from decimal import Decimal

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import REPORT_2020, codes, d, finding_of, only_own

AS_OF = d("2021-06-30")


def test_tells_the_worth_and_what_counts() -> None:
    half = {"volunteer_share_cap": Decimal("0.5"), "clauses": (("volunteer_share_cap", "§ 6"),)}
    found = finding_of(check(only_own(REPORT_2020, conditions=half), AS_OF), "volunteer_share.capped")
    assert (found.expected, found.actual, found.difference) == (905_000, 310_000, -595_000)
    assert (found.severity, found.clause) == ("info", "§ 6")
    assert message(found, "en").replace("\N{NO-BREAK SPACE}", " ") == (
        "Volunteer time of Vän i Umeå for 2020 is worth 905,000 kr; 310,000 kr counts, as much as its share may be."
    )


def test_not_when_the_share_leaves_everything() -> None:
    facts = only_own(REPORT_2020, conditions={"volunteer_share_cap": Decimal("0.75")})
    assert codes(check(facts, AS_OF)) == ["co_financing.short"]
