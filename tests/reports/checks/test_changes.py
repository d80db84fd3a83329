"""What moved between two checks: each line that stands otherwise, and none that stands as before."""

from reports.checks.changes import Standing, changes
from reports.checks.check import check
from tests.reports.checks.world import REPORT_2020, d, only_own, sek, umea


def test_nothing_moves_while_nothing_happens() -> None:
    facts = umea()
    assert changes(check(facts, d("2020-05-01")), check(facts, d("2020-05-02"))) == ()


def test_the_day_after_the_report_was_due() -> None:
    facts = umea(versions=())
    moved = changes(check(facts, d("2021-03-31")), check(facts, d("2021-04-01")))
    assert [(one.party.name, one.kind, one.period) for one in moved] == [("Vän i Umeå", "co_financing", "2020")]
    assert moved[0].before == Standing("open", None, verified=False)
    assert moved[0].after == Standing("overdue", None, verified=False)


def test_a_report_that_is_approved_moves_from_reported_to_verified() -> None:
    facts = only_own(REPORT_2020)
    (one,) = changes(check(facts, d("2021-04-19")), check(facts, d("2021-04-20")))
    assert one.before is not None
    assert one.after is not None
    assert (one.before.verified, one.after.verified) == (False, True)
    assert one.before.counted == one.after.counted == sek("1215000.00")


def test_a_line_that_a_termination_took_away() -> None:
    facts = umea(terminated_on=d("2020-06-01"), last_day=d("2020-12-31"))
    gone = changes(check(facts, d("2020-05-31")), check(facts, d("2020-06-01")))
    assert {(one.period, one.after) for one in gone} == {("2021", None), ("2022", None)}
    assert {one.kind for one in gone} == {"funding", "co_financing"}
    back = changes(check(facts, d("2020-06-01")), check(facts, d("2020-05-31")))
    assert {(one.period, one.before) for one in back} == {("2021", None), ("2022", None)}
