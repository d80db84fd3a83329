"""`paper.awaited` and `paper.late`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.test_papers import ASKED, CAME, LATER
from tests.reports.checks.world import codes, d, finding_of, only_own

FACTS = only_own(CAME, conditions={**ASKED, "clauses": (("report_papers", "§ 7"),)})._replace(papers=(LATER,))


def test_awaited() -> None:
    found = finding_of(check(FACTS, d("2021-04-30")), "paper.awaited")
    assert (found.severity, found.clause, found.expected) == ("info", "§ 7", d("2021-04-30"))
    assert found.evidence == (("annual_report", 1, 1),)
    assert message(found, "en") == (
        "The report for 2020 from Vän i Umeå was received incomplete: the auditor's report is to come by 30 April 2021."
    )
    assert message(found, "sv") == (
        "Redovisningen för 2020 från Vän i Umeå togs emot ofullständig: revisionsberättelsen ska komma in senast "
        "30 april 2021."
    )


def test_late() -> None:
    found = finding_of(check(FACTS, d("2021-05-01")), "paper.late")
    assert found.severity == "warning"
    assert message(found, "en").endswith("the auditor's report was to come by 30 April 2021.")
    assert message(found, "sv").endswith("revisionsberättelsen skulle ha kommit in senast 30 april 2021.")


def test_neither_when_nothing_is_asked_for() -> None:
    assert not {"paper.awaited", "paper.late"} & set(codes(check(only_own(CAME), d("2021-05-01"))))
