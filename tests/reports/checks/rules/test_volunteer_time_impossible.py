"""Hours that no human could work are told, row by row."""

from decimal import Decimal
from typing import Any

import pytest

from reports.checks.check import check
from reports.checks.render import as_json, message
from tests.reports.checks.world import cash, codes, d, finding_of, hours, only_own, plain, version

AT = d("2021-06-30")
DAY = {"starts_on": d("2020-05-01"), "ends_on": d("2020-05-01")}
MAY = {"starts_on": d("2020-05-01"), "ends_on": d("2020-05-31")}


def told(amount: str, **fields: Any) -> Any:
    row = hours("adult", amount, id=7, **fields)
    report = version("2020", "2021-03-15", figures=(cash("1.00"),), hours=(row,))
    return check(only_own(report), AT)


def test_five_people_work_sixty_hours_a_day_and_not_sixty_one() -> None:
    assert "volunteer_time.impossible" not in codes(told("60", heads=5, **DAY))
    found = finding_of(told("61", heads=5, **DAY), "volunteer_time.impossible")
    assert (found.severity, found.expected, found.actual, found.difference, found.unit) == ("warning", 60, 61, 1, "h")
    assert found.evidence == (("annual_report", 1, 1), ("volunteer_hours", 7, None))
    assert plain(message(found, "en")) == (
        "Vän i Umeå reported 61 h of Språkcafé for 2020, 1 May 2020 – 1 May 2020, but 5 people × 1 day × 12 h is at "
        "most 60 h: 1 h too much."
    )
    assert plain(message(found, "sv")) == (
        "Vän i Umeå har för 2020 redovisat 61 h i Språkcafé, 1 maj 2020 – 1 maj 2020, men 5 personer × 1 dag × 12 h "
        "är högst 60 h: 1 h för mycket."
    )

    found = finding_of(told("373", heads=1, **MAY), "volunteer_time.impossible")
    assert "but 1 person × 31 days × 12 h is" in plain(message(found, "en"))
    assert "men 1 person × 31 dagar × 12 h är" in plain(message(found, "sv"))


@pytest.mark.parametrize(
    ("amount", "heads", "found"),
    [("1860", 5, False), ("1860.01", 5, True), ("0.01", 0, True), ("0", 0, False), ("99999", None, False)],
)
def test_days_count_inclusively_and_nobody_works_nothing(amount: str, heads: int | None, found: bool) -> None:
    assert ("volunteer_time.impossible" in codes(told(amount, heads=heads, **MAY))) is found


def test_the_figures_are_hours_and_say_so() -> None:
    (row,) = [one for one in as_json(told("61", heads=5, **DAY), "en")["findings"] if one["unit"] == "h"]
    assert (row["expected"], row["actual"], row["difference"]) == ("60.00", "61.00", "1.00")
    assert Decimal(row["difference"]) == 1


def test_reports_without_hours_are_not_asked() -> None:
    assert "volunteer_time.impossible" not in codes(check(only_own(version("2020", "2021-03-15")), AT))
