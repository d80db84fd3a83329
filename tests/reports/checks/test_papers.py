"""Which papers a report that was received incomplete lacks, and by when each is to come."""

from typing import Any

import pytest

from reports.checks.case import case_at
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, PaperFact
from reports.checks.papers import awaited, lacking
from tests.reports.checks.world import VAN, d, only_own, version

AUDIT = "auditors_report"
ASKED = {"report_papers": ("activity_report", AUDIT)}
CAME = version("2020", "2021-03-15")


def fact(became: str, on: str, number: int | None = None, until: str | None = None, **more: Any) -> PaperFact:
    found = PaperFact(1, VAN, "2020", AUDIT, became, d(on), number, None if until is None else d(until))
    return found._replace(**more)


LATER = fact("relieved", "2021-03-15", until="2021-04-30")


def told(day: str, *papers: PaperFact, facts: AgreementFacts | None = None) -> list[tuple[str, str, bool]]:
    asking = (facts or only_own(CAME, conditions=ASKED))._replace(papers=papers)
    found = awaited(case_at(asking, d(day)), check(asking, d(day)).periods)
    return [(one.paper, str(one.complete_on), one.overdue) for one in found]


@pytest.mark.parametrize(("day", "late"), [("2021-03-15", False), ("2021-04-30", False), ("2021-05-01", True)])
def test_a_paper_is_awaited_through_its_day_and_late_after_it(day: str, late: bool) -> None:
    assert told(day, LATER) == [(AUDIT, "2021-04-30", late)]


def test_its_day_moves_to_a_banking_day() -> None:
    assert told("2021-05-03", LATER._replace(complete_on=d("2021-05-01"))) == [(AUDIT, "2021-05-03", False)]


def test_the_newest_day_counts_whatever_the_order() -> None:
    longer = LATER._replace(id=2, on=d("2021-04-30"), complete_on=d("2021-06-30"))
    assert told("2021-05-01", longer, LATER) == told("2021-05-01", LATER, longer) == [(AUDIT, "2021-06-30", False)]
    assert told("2021-04-29", longer, LATER) == [(AUDIT, "2021-04-30", False)]


@pytest.mark.parametrize(
    "settled",
    [
        fact("completed", "2021-04-29", id=2),
        fact("relieved", "2021-04-29", id=2),
        fact("attached", "2021-03-15", 1, id=2),
    ],
)
def test_one_that_came_or_is_excused_is_not_awaited(settled: PaperFact) -> None:
    assert told("2021-05-31", LATER, settled) == []
    assert told("2021-05-31", LATER, settled._replace(on=d("2021-06-01"))) == [(AUDIT, "2021-04-30", True)]


def test_what_was_excused_and_then_asked_for_again_is_awaited() -> None:
    excused = LATER._replace(id=2, on=d("2021-03-10"), complete_on=None)
    assert told("2021-04-01", LATER, excused) == [(AUDIT, "2021-04-30", False)]
    assert told("2021-03-15", LATER._replace(on=d("2021-03-16")), excused) == []


def test_what_another_version_or_party_had_settles_nothing() -> None:
    for other in (
        fact("attached", "2021-03-15", 2), fact("completed", "2021-03-15", party=99),
        fact("completed", "2021-03-15", period="2021"), fact("completed", "2021-03-15", paper="minutes"),
    ):  # fmt: skip
        assert told("2021-04-01", LATER, other) == [(AUDIT, "2021-04-30", False)]


def test_nothing_is_awaited_of_a_report_that_has_not_come_or_is_asked_for_none() -> None:
    assert told("2021-04-01", LATER, facts=only_own(conditions=ASKED)) == []
    assert told("2021-04-01", LATER, facts=only_own(CAME)) == []


def test_a_paper_that_nobody_let_come_later_is_no_finding() -> None:
    assert told("2021-05-31") == []


def test_lacking_is_in_the_order_asked_for() -> None:
    assert lacking(("minutes", "activity_report"), set()) == ("minutes", "activity_report")
    assert lacking((), {"minutes"}) == ()
