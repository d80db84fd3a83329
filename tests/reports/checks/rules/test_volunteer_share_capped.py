"""`volunteer_share.capped`."""

from decimal import Decimal

from reports.checks.check import check
from reports.checks.explain import explain
from reports.checks.render import message
from tests.reports.checks.world import (
    CASH_PLAN,
    OWN_PROMISE,
    REPORT_2020,
    VOLUNTEER_CAP,
    codes,
    d,
    finding_of,
    line_of,
    only_own,
    plain,
)

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


def test_its_own_cap_and_the_share_both_bite() -> None:
    """905 000 → 500 000 by its cap → 0.5 ÷ 0.5 × 310 000 = 310 000 by the share, which took 190 000."""
    promise = OWN_PROMISE._replace(components=(VOLUNTEER_CAP._replace(amount=Decimal(500_000)), CASH_PLAN))
    result = check(only_own(REPORT_2020, promise=promise, conditions={"volunteer_share_cap": Decimal("0.5")}), AS_OF)
    part = line_of(result, "co_financing").components[0]
    assert (part.promised, part.delivered, part.counted) == (500_000, 905_000, 310_000)
    found = finding_of(result, "volunteer_share.capped")
    assert (found.expected, found.actual, found.difference) == (500_000, 310_000, -190_000)
    assert plain(message(found, "sv")) == (
        "Ideell tid från Vän i Umeå för 2020 är värd 905 000 kr, varav 500 000 kr enligt dess eget tak; 310 000 kr "
        "räknas, så mycket som dess andel får vara."
    )
    assert "of which 310,000 kr counts (as much as its share may be; its own cap is 500,000 kr)" in plain(
        explain(line_of(result, "co_financing"), AS_OF, "en")
    )


def test_a_cap_below_the_share_leaves_the_share_nothing_to_take() -> None:
    promise = OWN_PROMISE._replace(components=(VOLUNTEER_CAP._replace(amount=Decimal(300_000)), CASH_PLAN))
    result = check(only_own(REPORT_2020, promise=promise, conditions={"volunteer_share_cap": Decimal("0.5")}), AS_OF)
    assert line_of(result, "co_financing").components[0].counted == 300_000
    assert "volunteer_share.capped" not in codes(result)
