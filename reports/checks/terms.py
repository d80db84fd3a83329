"""What was agreed, as plain frozen facts: who promised what to whom, and on which conditions.

Money is SEK, hours are hours, dates are inclusive, and ids of party and recipient are party ids. What happened under an
agreement is in `reports.checks.facts`.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from agreements.amounts import ORE, ZERO, Part, held_in, yearly_in
from agreements.due_dates import DueRule
from agreements.periods import Basis, Period
from finance.instalments import InstalmentFact
from finance.promises import Clauses
from finance.repayment import Ladder
from finance.rounding import half_up
from finance.valuation import RateTable


class Consent(NamedTuple):
    """A public party's decision or another party's signature; `given` is False for a no."""

    given: bool
    on: date


class PartyFact(NamedTuple):
    """A party in its role (`funder, host, recipient, member`). A public party decides, any other signs.

    `municipality` is the municipality or other root organisation that a public party belongs to: boards roll up;
    `code` is its municipality code (none: it is no municipality).
    """

    id: int
    organization: int
    name: str
    role: str
    public: bool
    consent: Consent | None
    municipality: int | None = None
    municipality_name: str = ""
    code: str = ""


class ComponentFact(NamedTuple):
    """A part of a co-financing promise, SEK per year: `own_cash`, `volunteer_time` or `in_kind`, counted by `cap`,
    `floor` or `plan`. Volunteer time may be promised as `hours` of a `category` instead: its `amount` is None then, and
    in a period what the hours are worth (still None: no rate is in force on its first day).
    """

    kind: str
    amount: Decimal | None
    counting: str
    hours: Decimal | None = None
    category: str = ""


class StepFact(NamedTuple):
    """A yearly amount from a day on, by an amendment (None: nothing any more), perhaps with its components."""

    from_on: date
    amount: Decimal | None
    components: tuple[ComponentFact, ...] | None = None


def _for_days(
    parts: tuple[ComponentFact, ...], share: Fraction, stated: list[Decimal], yearly: Decimal | None
) -> tuple[ComponentFact, ...]:
    """The components in the days' share of a year; those that make up a stated amount make up what is left of it too:
    the largest takes the rounding."""
    found = [
        one._replace(
            amount=None if one.amount is None else half_up(Fraction(one.amount) * share, ORE),
            hours=None if one.hours is None else half_up(Fraction(one.hours) * share, ORE),
        )
        for one in parts
    ]
    amounts = [one.amount or ZERO for one in parts]
    if yearly is not None and stated == [sum(amounts)]:
        most = amounts.index(max(amounts))
        rest = yearly - sum(one.amount or ZERO for one in found)
        found[most] = found[most]._replace(amount=(found[most].amount or ZERO) + rest)
    return tuple(found)


class CommitmentFact(NamedTuple):
    """What one party promised: `funding`, `co_financing`, `in_kind` (SEK) or `activity` (a quantity in `unit`).

    `amount` is per year; `amounts` lists amounts per period label instead (a period that is not listed falls back on
    the yearly amount, or promises nothing). Neither is there where components in hours make up the promise: then it is
    their sum in each period. `steps` are what amendments made the yearly amount from later days on, `former` whom it
    was paid to before one, `parts` the days of a share of a common cost.
    """

    id: int
    party: int
    kind: str
    name: str
    unit: str
    amount: Decimal | None
    amounts: tuple[tuple[str, Decimal], ...]
    recipient: int | None
    components: tuple[ComponentFact, ...]
    instalments: tuple[InstalmentFact, ...]
    clause: str
    steps: tuple[StepFact, ...] = ()
    former: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()

    def within(self, whole: Period) -> "CommitmentFact":
        """What it is in a period (before any early end), as amendments have left it.

        Its components follow the days as its amount does where it begins or ends within the period. Worked example:
        1 000 hours and 50 000 kr a year, added from 1 July 2021, are 504.11 hours (184 days of 365) and 25 205.48 kr in
        2021.
        """
        if not self.steps:
            return self
        steps = [(step.from_on, step.amount) for step in self.steps]
        amounts = [amount for _days, amount in held_in(self.amount, steps, whole) if amount is not None]
        yearly = yearly_in(self.amount, steps, whole)
        said = [(step.from_on, step.components) for step in self.steps if step.components is not None]
        held = [(days, parts) for days, parts in held_in(self.components, said, whole) if parts]
        parts, days = held[-1][1] if held else (), sum(days for days, _parts in held)
        if parts and days != whole.days:
            parts = _for_days(parts, Fraction(days, whole.days), amounts[-1:], yearly)
        return self._replace(amount=yearly, components=parts)

    def goes_to(self, party: int) -> bool:
        """Whether what is paid to a party counts toward it."""
        return self.recipient in (None, party) or party in self.former


class ConditionFacts(NamedTuple):
    """The agreement's conditions; `clauses` pairs a condition's name with the clause that says it.

    `volunteer_time_counts` are the kinds of work that are volunteer time; None: every kind. `amounts` is what the
    promised amounts depend on; None: they stand as agreed. `carry_over` says whether unspent money may go on to the
    next period; None: the agreement does not say. `report_papers` are asked for with each report. A report
    is due on `report_due`, or `report_after_meeting` days after the annual meeting and then on `report_due` at the
    latest; `final_report` is when that of the term's last period is due instead (None: as any). `binds_by` is the rule
    by which it binds (`agreements.consensus`). `interim_reports` are through a day of the year and due on another.
    """

    report_due: str | None = None
    settlement: str = "term"
    period_basis: Basis = "calendar_year"
    volunteer_share_cap: Decimal | None = None
    public_money_counts: bool = False
    carry_over: bool | None = None
    clauses: tuple[tuple[str, str], ...] = ()
    volunteer_time_counts: tuple[str, ...] | None = None
    late_ladder: Ladder | None = None
    amounts: Clauses | None = None
    premises_included: bool = False
    report_papers: tuple[str, ...] = ()
    report_after_meeting: int | None = None
    binds_by: str = "all"
    interim_reports: tuple[tuple[str, str], ...] = ()
    final_report: DueRule | None = None

    def due_rule(self, final: bool) -> DueRule:
        """When a period's report is due; `final` is that of the last period of the term."""
        if final and self.final_report is not None:
            return self.final_report
        return DueRule(self.report_due, self.report_after_meeting)

    def clause(self, name: str) -> str:
        """The clause that the condition stands in, or an empty text."""
        return dict(self.clauses).get(name, "")


class TermsFact(NamedTuple):
    """The terms from a day on, by an amendment that everybody had agreed to: all that an amendment can change.

    `shortened_to` is the last day of a term that was shortened; its periods keep their labels. `effective_on` is the
    day that the amendment names, which may be before everybody had agreed (None: it is not told).
    """

    from_on: date
    title: str
    ends_on: date
    shortened_to: date | None
    parties: tuple[PartyFact, ...]
    commitments: tuple[CommitmentFact, ...]
    conditions: ConditionFacts
    rates: RateTable | None
    effective_on: date | None = None

    @property
    def holds_from(self) -> date:
        """The day from which on they hold for what is reported."""
        return self.from_on if self.effective_on is None else self.effective_on


#: What of the terms an amendment can change.
TERMS = ("title", "ends_on", "shortened_to", "parties", "commitments", "conditions", "rates")
