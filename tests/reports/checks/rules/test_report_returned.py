"""`report.returned`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import codes, d, finding_of, only_own, version

RETURNED = version("2020", "2021-03-15", returned_on=d("2021-04-01"), return_due_on=d("2021-04-30"))


def test_awaited_until_its_new_date() -> None:
    found = finding_of(check(only_own(RETURNED), d("2021-04-01")), "report.returned")
    assert (found.expected, found.actual, found.evidence) == (
        d("2021-04-30"),
        d("2021-04-01"),
        (("annual_report", 1, 1),),
    )
    assert message(found, "en") == (
        "The report for 2020 from Vän i Umeå was sent back on 1 April 2021 to be completed by 30 April 2021."
    )


def test_without_any_date() -> None:
    facts = only_own(RETURNED._replace(return_due_on=None), conditions={"report_due": None})
    found = finding_of(check(facts, d("2021-04-01")), "report.returned")
    assert message(found, "sv") == "Komplettering av redovisningen för 2020 från Vän i Umeå begärdes 1 april 2021."


def test_neither_before_nor_when_it_is_late() -> None:
    assert codes(check(only_own(RETURNED), d("2021-03-31"))) == ["co_financing.short"]
    assert codes(check(only_own(RETURNED), d("2021-05-01"))) == ["report.late"]
