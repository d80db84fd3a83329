"""What the check may know about an agreement, as plain frozen facts.

`reports/selectors/` builds them from the database; the check itself reads nothing else. Money is SEK, hours are
hours, dates are inclusive, and ids of party and recipient are party ids. Facts may lie after `as_of`: the check
leaves out what had not happened by then (event time); what was not yet recorded at `known_at` was left out before.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import yearly_in
from agreements.due_dates import DueRule
from agreements.periods import Basis, Period
from finance.claim_balance import Entry
from finance.instalments import InstalmentFact
from finance.promises import Act, Clauses
from finance.reconciliation import Figures
from finance.repayment import Ladder
from finance.state_aid.facts import Book
from finance.support import Support
from finance.valuation import HoursRow, RateTable


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


class CommitmentFact(NamedTuple):
    """What one party promised: `funding`, `co_financing`, `in_kind` (SEK) or `activity` (a quantity in `unit`).

    `amount` is per year; `amounts` lists amounts per period label instead (a period that is not listed falls back on
    the yearly amount, or promises nothing). Neither is there where components in hours make up the promise: then it is
    their sum in each period. `steps` are what amendments made the yearly amount from later days on, `former` whom it
    was paid to before one.
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

    def within(self, whole: Period) -> "CommitmentFact":
        """What it is in a period (before any early end), as amendments have left it."""
        if not self.steps:
            return self
        yearly = yearly_in(self.amount, [(step.from_on, step.amount) for step in self.steps], whole)
        begun = [step.components for step in self.steps if step.from_on <= whole.starts_on]
        parts = next((said for said in reversed(begun) if said is not None), self.components)
        return self._replace(amount=yearly, components=parts)

    def goes_to(self, party: int) -> bool:
        """Whether what is paid to a party counts toward it."""
        return self.recipient in (None, party) or party in self.former


class PaymentFact(NamedTuple):
    """Money paid for a period to a recipient, SEK; a correction is a negative payment."""

    id: int
    commitment: int
    period: str
    recipient: int
    amount: Decimal
    paid_on: date


class RequisitionFact(NamedTuple):
    """What is on requisition was asked for: which instalment of a funding commitment, by its number. From the day on
    which it was taken back (`withdrawn_on`) it is as if it had not been.
    """

    id: int
    commitment: int
    period: str
    instalment: int
    requested_on: date
    withdrawn_on: date | None = None

    def stands(self, day: date) -> bool:
        """Whether the instalment is asked for by it at the end of a day."""
        return self.requested_on <= day and (self.withdrawn_on is None or self.withdrawn_on > day)


class OrderFact(NamedTuple):
    """An amount ordered to be paid for a period, SEK, until it was paid or cancelled (`ended_on`)."""

    id: int
    commitment: int
    period: str
    amount: Decimal
    ordered_on: date
    ended_on: date | None


class FigureFact(NamedTuple):
    """A reported figure, SEK: `own_cash` (by source: fees, donations, sales, foundations, other, public), `in_kind`,
    `income` or `costs`. What was given in kind says how it was valued (`invoice`, `price_list`, `market_rent`, `other`)
    and the paper behind it; reports of before that have none.
    """

    kind: str
    source: str
    amount: Decimal
    basis: str = ""
    document: str = ""


class ActivityFact(NamedTuple):
    """What was done, as a quantity in a unit; never money."""

    name: str
    quantity: Decimal
    unit: str


class VersionFact(NamedTuple):
    """A received version of a party's annual report for a period, and what became of it: a version has one review, so
    it is sent back or approved, never both. `frozen` are the rates that valued its hours when it was approved.
    """

    report: int
    number: int
    period: str
    party: int
    received_on: date
    figures: tuple[FigureFact, ...]
    hours: tuple[HoursRow, ...]
    activities: tuple[ActivityFact, ...]
    returned_on: date | None
    return_due_on: date | None
    approved_on: date | None
    frozen: RateTable | None = None


class PaperFact(NamedTuple):
    """What became of a paper that is asked for with a party's report for a period: `attached` to version `number`, on
    the day that it was received; `relieved` on the day of a decision (to come by `complete_on`; None: excused);
    `completed` on the day that it came afterwards.
    """

    id: int
    party: int
    period: str
    paper: str
    became: str
    on: date
    number: int | None = None
    complete_on: date | None = None


class MeetingFact(NamedTuple):
    """A party's annual meeting, as it was told on the day `on`; `replaces` is the row in whose place it stands."""

    id: int
    party: int
    held_on: date
    on: date
    replaces: int | None = None


class WaiverFact(NamedTuple):
    """A decision that excuses a party's `shortfall` or `lateness` with one kind of commitment in one period: who
    decided (`body`, `paragraph`), why, and the last day it holds (None: for good).
    """

    id: int
    party: int
    kind: str
    period: str
    covers: str
    decided_on: date
    until: date | None
    body: str
    paragraph: str
    reason: str
    delegation_point: str = ""


class Against(NamedTuple):
    """An instalment of a funding commitment by its period and number, when it was due, and how much of it, SEK."""

    commitment: int
    period: str
    number: int
    due_on: date
    amount: Decimal


class DecisionFact(NamedTuple):
    """What was decided on a consequence (`claim`, `reduce` or `refrain`) by the party whose money it is (`payer`): SEK,
    what was computed then, and of a claim when it is due, what came in and what was let go of. `period` None is the
    whole term. `against` are the instalments of a late report that are reduced, or claimed back. `replaces` is the
    decision that it has taken the place of, `ground` why that could be changed.
    """

    id: int
    party: int
    payer: int
    code: str
    period: str | None
    outcome: str
    computed: Decimal
    amount: Decimal
    decided_on: date
    due_on: date | None
    body: str
    delegation_point: str
    paragraph: str
    reason: str
    against: tuple[Against, ...] = ()
    repaid: tuple[Entry, ...] = ()
    written_off: tuple[Entry, ...] = ()
    replaces: int | None = None
    ground: str = ""


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


class SupportFact(NamedTuple):
    """What a public party gives beside money: `premises`, `material`, `staff` or `other`, and what it is worth."""

    id: int
    giver: int
    recipient: int
    kind: str
    what: str
    valued_on: date
    replaces: int | None
    given: Support


class AidFact(NamedTuple):
    """A party that receives money, and all that is known of its own and its group's state aid."""

    party: int
    book: Book


class LedgerFact(NamedTuple):
    """What a municipality's ledger shows of the agreement: `ledger` is the import, `on` the day of the row or of the
    payment, `values` fill the sentence (amounts SEK).
    """

    id: int
    code: str
    on: date
    ledger: int
    row: int | None
    payment: int | None
    values: tuple[tuple[str, str | int | Decimal | date], ...]

    def amount(self, name: str) -> Decimal:
        """An amount among the values; none is zero."""
        found = dict(self.values).get(name)
        return found if isinstance(found, Decimal) else Decimal("0.00")


class LegalFact(NamedTuple):
    """Somebody has assessed whether one `ground` of the law allows the agreement."""

    ground: str
    assessed_on: date


class BooksFact(NamedTuple):
    """What a party's handed-in books say of a period's days, as they were read on `reconciled_on`."""

    party: int
    period: str
    starts_on: date
    ends_on: date
    reconciled_on: date
    figures: Figures


class TermsFact(NamedTuple):
    """The terms from a day on, by an amendment that everybody had agreed to: all that an amendment can change.

    `shortened_to` is the last day of a term that was shortened; its periods keep their labels.
    """

    from_on: date
    title: str
    ends_on: date
    shortened_to: date | None
    parties: tuple[PartyFact, ...]
    commitments: tuple[CommitmentFact, ...]
    conditions: ConditionFacts
    rates: RateTable | None


#: What of the terms an amendment can change.
TERMS = ("title", "ends_on", "shortened_to", "parties", "commitments", "conditions", "rates")


class AgreementFacts(NamedTuple):
    """An agreement and everything that happened under it.

    `terminated_on` is when it was decided to end it early, `last_day` the last day in force; `appropriations` are what
    the council has done about its funding. `others` are agreements in which the same association reports an
    activity of the same name or an equal sum (with no others of their own). `amended` are the terms by amendments, in
    the order in which they take effect.
    """

    id: int
    reference: str
    title: str
    kind: str
    starts_on: date
    ends_on: date
    parties: tuple[PartyFact, ...]
    commitments: tuple[CommitmentFact, ...]
    payments: tuple[PaymentFact, ...]
    versions: tuple[VersionFact, ...]
    waivers: tuple[WaiverFact, ...]
    conditions: ConditionFacts
    rates: RateTable | None
    terminated_on: date | None = None
    last_day: date | None = None
    appropriations: tuple[Act, ...] = ()
    requisitions: tuple[RequisitionFact, ...] = ()
    aid: tuple[AidFact, ...] = ()
    ledger: tuple[LedgerFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    support: tuple[SupportFact, ...] = ()
    books: tuple[BooksFact, ...] = ()
    orders: tuple[OrderFact, ...] = ()
    others: tuple["AgreementFacts", ...] = ()
    papers: tuple[PaperFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    shortened_to: date | None = None
    amended: tuple[TermsFact, ...] = ()
    legal: tuple[LegalFact, ...] = ()

    def at(self, as_of: date) -> "AgreementFacts":
        """With the terms that are in force on a day."""
        held = [terms for terms in self.amended if terms.from_on <= as_of]
        return self._replace(**{name: getattr(held[-1], name) for name in TERMS}) if held else self
