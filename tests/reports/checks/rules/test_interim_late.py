"""`interim_report.late`."""

import pytest

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import codes, d, finding_of, only_own, version

ASKED = {"interim_reports": (("06-30", "08-31"),), "clauses": (("interim_reports", "§ 8"),)}
CAME = version("2020-06", "2020-08-20")
ANNUAL = version("2020", "2021-03-15")
CODE = "interim_report.late"


def test_late_from_the_day_after() -> None:
    assert CODE not in codes(check(only_own(conditions=ASKED), d("2020-08-31")))
    found = finding_of(check(only_own(conditions=ASKED), d("2020-09-01")), CODE)
    assert (found.severity, found.period, found.clause, found.expected) == (
        "warning", "2020-06", "§ 8", d("2020-08-31"),
    )  # fmt: skip
    assert message(found, "en") == (
        "Vän i Umeå should have handed in the interim report for 1 January 2020 – 30 June 2020 by 31 August 2020."
    )
    assert message(found, "sv") == (
        "Vän i Umeå skulle ha lämnat delrapporten för 1 januari 2020 – 30 juni 2020 senast 31 augusti 2020."
    )


def test_sent_back_it_is_late_past_its_new_date() -> None:
    facts = only_own(CAME._replace(returned_on=d("2020-09-10"), return_due_on=d("2020-09-30")), conditions=ASKED)
    assert CODE not in codes(check(facts, d("2020-09-30")))
    found = finding_of(check(facts, d("2020-10-01")), CODE)
    assert message(found, "en").endswith("by 30 September 2020; the last was sent back on 10 September 2020.")
    assert found.evidence == (("annual_report", 1, 1),)


@pytest.mark.parametrize(("came", "late"), [(CAME, False), (ANNUAL, True)])
def test_not_once_it_or_the_report_of_the_whole_period_has_come(came: object, late: bool) -> None:
    facts = only_own(came, conditions=ASKED)  # type: ignore[arg-type]
    assert (CODE in codes(check(facts, d("2021-03-14")))) is late
    assert CODE not in codes(check(facts, d("2021-03-31")))


def test_it_counts_for_nothing() -> None:
    with_it, without = (check(only_own(*came, conditions=ASKED), d("2020-08-31")) for came in ((CAME,), ()))
    assert with_it.periods == without.periods
    assert with_it.versions == without.versions == ()


def test_none_where_none_is_asked_for() -> None:
    assert CODE not in codes(check(only_own(), d("2030-01-01")))
