"""What a paper is written from."""

from datetime import date, datetime
from typing import NamedTuple

from reports.checks.facts import AgreementFacts
from reports.checks.results import CheckResult
from reports.checks.terms import PartyFact


class Handed(NamedTuple):
    """A report's version by the report's id and its number, and the digest that it was frozen with last."""

    report: int
    number: int
    digest: str


class Decided(NamedTuple):
    """How a party entered into the agreement: by whom, under which paragraph or point of delegation."""

    party: str
    on: date
    body: str
    place: str


class Case(NamedTuple):
    """An agreement's check with its facts, whose paper it is (`board`, a party that pays), who drafts it, and what lies
    behind."""

    facts: AgreementFacts
    result: CheckResult
    digest: str
    board: PartyFact
    officer: str
    language: str
    made_at: datetime
    made_on: date
    decisions: tuple[Decided, ...]
    handed: tuple[Handed, ...]

    @property
    def names(self) -> dict[int, str]:
        """The parties' names by their ids."""
        return {pk: party.name for pk, party in self.facts.everybody.items()}
