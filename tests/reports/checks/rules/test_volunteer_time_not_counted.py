"""Hours of work that the agreement does not call volunteer time stand beside, and are told."""

from decimal import Decimal

from finance.valuation import HoursRow
from reports.checks.check import check
from reports.checks.explain import explain
from reports.checks.render import as_json, message
from reports.checks.results import CheckResult
from tests.reports.checks.world import cash, codes, d, finding_of, hours, line_of, only_own, plain, version

AT = d("2021-06-30")
CLAUSE = {"volunteer_time_counts": ("volunteer_work", "leading"), "clauses": (("volunteer_time_counts", "§ 4"),)}
ROWS = (
    hours("adult", "90", id=1),
    hours("adult", "10", id=2, work="leading"),
    hours("adult", "12", id=3, work="travel"),
    hours("young", "8", id=4, work="travel"),
    hours("adult", "3", id=5, work="attendance"),
    hours("adult", "0", id=6, work="board_work"),
)


def told(*rows: HoursRow, **changes: object) -> CheckResult:
    report = version("2020", "2021-03-15", figures=(cash("1.00"),), hours=rows or ROWS)
    return check(only_own(report, conditions=changes), AT)


def test_what_does_not_count_is_shown_beside_with_what_it_is() -> None:
    result = told(**CLAUSE)
    part = line_of(result, "co_financing").components[0]
    assert (part.hours, part.delivered, part.counted) == (100, 22_000, 22_000)
    assert part.beside == (("attendance", Decimal(3)), ("travel", Decimal(20)))
    travel = [one for one in result.findings if one.code == "volunteer_time.not_counted"][1]
    assert (travel.clause, travel.expected, travel.actual, travel.unit) == ("§ 4", None, 20, "h")
    assert travel.evidence == (("annual_report", 1, 1), ("volunteer_hours", 3, None), ("volunteer_hours", 4, None))
    assert plain(message(travel, "sv")) == (
        "Vän i Umeå har för 2020 redovisat 20 h resor, som inte räknas som ideell tid enligt överenskommelsen."
    )
    assert plain(message(travel, "en")) == (
        "Vän i Umeå reported 20 h of travel for 2020, which the agreement does not count as volunteer time."
    )


def test_the_sentence_tells_it_and_the_answer_carries_it() -> None:
    result = told(**CLAUSE)
    line = line_of(result, "co_financing")
    assert (
        "(100 h × 220), all of it counts (at most 975,000 kr), and beside it 3 h attendance and 20 h travel, which "
        in (plain(explain(line, AT, "en")))
    )
    assert "och därtill 3 h närvaro och 20 h resor som inte räknas som ideell tid" in plain(explain(line, AT, "sv"))
    (part, _cash) = as_json(result, "en")["periods"][0]["lines"][0]["components"]
    assert part["beside"] == [{"work": "attendance", "hours": "3.00"}, {"work": "travel", "hours": "20.00"}]


def test_without_the_clause_everything_counts() -> None:
    result = told()
    part = line_of(result, "co_financing").components[0]
    assert (part.hours, part.beside) == (123, ())
    assert "volunteer_time.not_counted" not in codes(result)


def test_hours_that_do_not_count_need_no_rate() -> None:
    """A rate is missing only for what is valued."""
    result = told(hours("adult", "5", work="travel", starts_on=d("2013-01-01"), ends_on=d("2013-01-02")), **CLAUSE)
    part = line_of(result, "co_financing").components[0]
    assert (part.hours, part.delivered, part.missing) == (0, 0, ())
    assert finding_of(result, "volunteer_time.not_counted").actual == 5
