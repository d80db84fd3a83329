"""What the board is proposed to decide: what the check's results ask for, and nothing else.

- a report that has come in and is not reviewed: completion is asked for where hours or money cannot be what they say,
  or are counted elsewhere too; it is approved with remarks where the check has found something else about it, otherwise
  approved;
- an interim report that has come in and is not reviewed: it is approved, for it counts for nothing by itself;
- a report that is late: the party is urged to hand it in;
- what follows by the agreement of the board's own money and is not decided on: claimed back, or kept back of the next
  payment while it can be.
"""

from collections.abc import Iterator, Sequence

from agreements.interim import INTERIM
from reports.checks.results import Amount, Consequence, Finding, Report
from reports.papers.case import Case
from reports.papers.words import text

#: Findings that say that a report's own figures cannot stand.
INCOMPLETE = ("volunteer_time.impossible", "volunteer_time.double_counted", "own_cash.double_counted")
#: How the codes begin of findings that are about what a report says.
ABOUT_A_REPORT = ("activity.", "books.", "co_financing.", "component.", "in_kind.", "own_cash.", "paper.", "volunteer_")
SERIOUS = ("warning", "error")


def proposals(case: Case) -> list[str]:
    """The points of the decision, in the order of life."""
    found = [*_of_interims(case), *_of_reports(case), *_of_consequences(case)]
    return found or [text("note", case.language)]


def _of_interims(case: Case) -> Iterator[str]:
    as_of = case.result.as_of
    came = [one for one in case.facts.versions if INTERIM in one.period and one.received_on <= as_of]
    newest = {one.report: one for one in sorted(came, key=lambda version: version.number)}
    for one in sorted(newest.values(), key=lambda version: (version.period, version.report)):
        if not any(on is not None and on <= as_of for on in (one.approved_on, one.returned_on)):
            yield text("approve.interim", case.language, party=case.names[one.party], period=one.period)


def _of_reports(case: Case) -> Iterator[str]:
    for period in case.result.periods:
        for report in period.reports:
            party, label = report.party.name, report.period.label
            if report.state == "submitted":
                name, numbers = _review(report, case.result.findings)
                told = tuple(map(str, numbers))
                yield text(name, case.language, party=party, period=label, numbers=told)
            elif report.overdue and report.due_on is not None:
                yield text("urge", case.language, party=party, period=label, due_on=report.due_on)


def _review(report: Report, findings: Sequence[Finding]) -> tuple[str, list[int]]:
    """Which answer a report is proposed, and the numbers of the findings that it rests on."""
    about = [
        (number, one.code)
        for number, one in enumerate(findings, start=1)
        if one.severity in SERIOUS
        and one.code.startswith(ABOUT_A_REPORT)
        and (one.party is None or one.party.id == report.party.id)
        and one.period == report.period.label
    ]
    if incomplete := [number for number, code in about if code in INCOMPLETE]:
        return "return", incomplete
    return ("approve.remarks" if about else "approve"), [number for number, _code in about]


def _of_consequences(case: Case) -> Iterator[str]:
    for number, one in enumerate(case.result.consequences, start=1):
        if one.decided is None and one.payer.id == case.board.id:
            yield _act(number, one, case.language)


def _act(number: int, one: Consequence, language: str) -> str:
    name, amount = ("claim", one.claimable) if one.claimable else ("reduce", one.amount)
    return text(
        name,
        language,
        party=one.party.name,
        amount=Amount(amount, "SEK"),
        period=one.period or "",
        clause=one.clause,
        number=number,
    )
