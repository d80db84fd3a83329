"""`agreement.terminated`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import codes, d, finding_of, party, umea


def test_tells_when_it_ends() -> None:
    facts = umea(
        terminated_on=d("2021-02-01"), last_day=d("2021-06-30"), conditions={"clauses": (("notice_months", "§ 12"),)}
    )
    found = finding_of(check(facts, d("2021-02-01")), "agreement.terminated")
    assert (found.expected, found.actual, found.clause, found.severity) == (
        d("2022-12-31"),
        d("2021-06-30"),
        "§ 12",
        "info",
    )
    assert message(found, "en") == (
        "The agreement was ended early by a decision on 1 February 2021 and is in force through 30 June 2021."
    )


def test_without_a_last_day() -> None:
    found = finding_of(check(umea(terminated_on=d("2021-02-01")), d("2021-02-01")), "agreement.terminated")
    assert message(found, "sv") == "Överenskommelsen avslutas i förtid enligt beslut 1 februari 2021."


def test_not_before_the_decision_and_not_of_what_never_bound() -> None:
    facts = umea(terminated_on=d("2021-02-01"), last_day=d("2021-06-30"))
    assert "agreement.terminated" not in codes(check(facts, d("2021-01-31")))
    unbound = umea(
        terminated_on=d("2021-02-01"), parties=(party(1, "Umeå kommun", "funder", on=None), facts.parties[1])
    )
    assert codes(check(unbound, d("2021-02-01"))) == ["agreement.not_binding"]
