"""The check over what is in the database: the same for one agreement, for a page and for all."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from agreements.models import Agreement
from agreements.models.agreement import AgreementQuerySet
from finance.instalments import Instalment
from office.clock import today
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.results import CheckResult
from reports.selectors.facts import facts_of


class Checked(NamedTuple):
    """An agreement's check beside the facts that it read, with the terms that were in force on the day."""

    result: CheckResult
    facts: AgreementFacts

    @property
    def ended_early(self) -> date | None:
        """Its last day, where it had been decided that it ends before its time."""
        return self.facts.ended_early(self.result.as_of)


def each_checked(agreements: AgreementQuerySet, as_of: date, known_at: datetime | None = None) -> Iterator[Checked]:
    """Each agreement's check at `as_of`, from what had been recorded at `known_at`, in the queryset's order.

    One after the other, so that all of a country's need not be held at once.
    """
    for facts in facts_of(agreements, known_at):
        yield Checked(check(facts, as_of), facts.at(as_of) if facts.amended else facts)


def checked(agreements: AgreementQuerySet, as_of: date, known_at: datetime | None = None) -> list[Checked]:
    """The same for one agreement or a page, as a list."""
    return list(each_checked(agreements, as_of, known_at))


def in_force(rows: Iterable[Checked]) -> Iterator[Checked]:
    """Those that bind at the day asked about: what does not bind promises nothing that could be summed."""
    return (row for row in rows if row.result.binds)


def checked_today(agreement: int) -> Checked:
    """The check of one agreement (its id) as it is today."""
    (row,) = checked(Agreement.objects.filter(pk=agreement), today())
    return row


def instalments_today(agreement: Agreement, commitment: int, period: str) -> tuple[Instalment, ...]:
    """The instalments of a funding commitment in a period as the check has them today: what may be ordered."""
    lines = [
        line for one in checked_today(agreement.pk).result.periods if one.period.label == period for line in one.lines
    ]
    return next((line.instalments for line in lines if line.commitment.id == commitment), ())
