"""Facts that only terms of earlier ask for: papers, annual meetings and what a council has decided, where an amendment
has taken the clause away or brings it later."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime

from reports.checks import facts as known
from reports.checks.terms import ConditionFacts
from reports.selectors.events import appropriations_of
from reports.selectors.meetings import meetings_of
from reports.selectors.papers import papers_of
from reports.selectors.rows import Grouped

Asks = Callable[[ConditionFacts], bool]


def after_meeting(said: ConditionFacts) -> bool:
    """Whether a report is due so many days after an annual meeting."""
    return any(said.due_rule(final).after_meeting is not None for final in (False, True))


def on_budget(said: ConditionFacts) -> bool:
    """Whether an amount depends on the council's budget."""
    return said.amounts is not None and said.amounts.budget


def for_papers(said: ConditionFacts) -> bool:
    """Whether papers are asked for with reports."""
    return bool(said.report_papers)


def with_former(found: list[known.AgreementFacts], known_at: datetime | None) -> Iterator[known.AgreementFacts]:
    """The facts with these too: nothing is asked of the database where no amended agreement lacks any."""
    amended = [one for one in found if one.amended]
    parties: Grouped = defaultdict(list, {one.id: list(one.everybody.values()) for one in amended})
    asking = [one.id for one in amended if not one.papers and _ever(one, for_papers)]
    calling = [one.id for one in amended if not one.meetings and _ever(one, after_meeting)]
    depending = [one.id for one in amended if not one.appropriations and _ever(one, on_budget)]
    papers, meetings = papers_of(asking, parties, known_at), meetings_of(calling, parties, known_at)
    acts = appropriations_of(depending, known_at)
    for one in found:
        yield (
            one._replace(
                papers=one.papers or tuple(papers.get(one.id, ())),
                meetings=one.meetings or tuple(meetings.get(one.id, ())),
                appropriations=one.appropriations or tuple(acts.get(one.id, ())),
            )
            if one.amended
            else one
        )


def _ever(facts: known.AgreementFacts, asks: Asks) -> bool:
    return any(asks(said) for said in (facts.conditions, *(terms.conditions for terms in facts.amended)))
