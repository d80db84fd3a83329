"""`report.late`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    OWN_PROMISE,
    VAN,
    codes,
    commitment,
    d,
    finding_of,
    only_own,
    umea,
    version,
    waiver,
)


def test_is_the_reporting_partys() -> None:
    found = finding_of(check(umea(conditions={"clauses": (("report_due", "§ 7"),)}), d("2023-04-01")), "report.late")
    assert found.party is not None
    assert (found.party.name, found.period, found.clause) == ("Vän i Umeå", "2022", "§ 7")
    assert (found.expected, found.actual, found.evidence) == (d("2023-03-31"), None, ())
    assert message(found, "en") == "Vän i Umeå should have handed in the report for 2022 by 31 March 2023."
    assert "report.late" not in codes(check(umea(), d("2023-03-31")))


def test_one_that_was_sent_back_and_did_not_return() -> None:
    returned = version("2020", "2021-03-15", returned_on=d("2021-04-01"), return_due_on=d("2021-04-30"))
    found = finding_of(check(only_own(returned), d("2021-05-01")), "report.late")
    assert found.evidence == (("annual_report", 1, 1),)
    assert message(found, "en") == (
        "Vän i Umeå should have handed in the report for 2020 by 30 April 2021; the last was sent back on 1 April 2021."
    )


def test_once_per_report_and_not_per_line() -> None:
    more = commitment(31, VAN, "in_kind", "30000")
    facts = umea(commitments=(OWN_PROMISE, more), payments=(), versions=(), ends_on=d("2020-12-31"))
    assert codes(check(facts, d("2021-04-01"))) == ["report.late"]
    one_excused = facts._replace(waivers=(waiver("in_kind", "2020", "lateness", "2021-03-01"),))
    assert codes(check(one_excused, d("2021-04-01"))) == ["report.late"]
    both = facts._replace(
        waivers=(*one_excused.waivers, waiver("co_financing", "2020", "lateness", "2021-03-01", id=2))
    )
    assert codes(check(both, d("2021-04-01"))) == []


def test_a_mere_recipient_is_excused_by_a_waiver_for_funding() -> None:
    excused = waiver("funding", "2020", "lateness", "2021-03-01")
    facts = umea(commitments=(FUNDING_PROMISE,), versions=(), waivers=(excused,))
    assert "report.late" not in codes(check(facts, d("2021-04-01")))
