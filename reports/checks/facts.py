"""All that the check may know about an agreement, as plain frozen facts; what was agreed is in `reports.checks.terms`.

`reports/selectors/` builds them from the database; the check itself reads nothing else. Money is SEK, hours are
hours, dates are inclusive, and ids of party and recipient are party ids. Facts may lie after `as_of`: the check
leaves out what had not happened by then (event time); what was not yet recorded at `known_at` was left out before.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.periods import Period
from finance.claim_balance import Entry
from finance.promises import Act
from finance.reconciliation import Figures
from finance.state_aid.facts import Book
from finance.support import Support
from finance.valuation import HoursRow, RateTable
from reports.checks.terms import TERMS, CommitmentFact, ConditionFacts, PartyFact, TermsFact


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


class AgreementFacts(NamedTuple):
    """An agreement and everything that happened under it.

    `terminated_on` is when it was decided to end it early, `last_day` the last day in force; `appropriations` are what
    the council has done about its funding. `others` are agreements in which the same association reports an
    activity of the same name or an equal sum (with no others of their own). `amended` are the terms by amendments, in
    the order in which they take effect; `stood`, once a day is asked about, the terms through it from the first on.
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
    stood: tuple[TermsFact, ...] = ()

    @property
    def through(self) -> date:
        """The last day of the term: of one that was shortened, that day."""
        return self.shortened_to or self.ends_on

    def ended_early(self, day: date) -> date | None:
        """Its last day, where it had been decided by a day that it ends before its time."""
        return self.last_day if self.terminated_on is not None and self.terminated_on <= day else None

    @property
    def everybody(self) -> dict[int, PartyFact]:
        """Every party by its id, also one that an amendment brings."""
        told = (self.parties, *(terms.parties for terms in self.amended))
        return {one.id: one for parties in told for one in parties}

    def at(self, as_of: date) -> "AgreementFacts":
        """With the terms that are in force on a day, and those before them."""
        first = self.stood[0] if self.stood else TermsFact(date.min, *(getattr(self, name) for name in TERMS))
        stood = (first, *(terms for terms in self.amended if terms.from_on <= as_of))
        return self._replace(stood=stood, **{name: getattr(stood[-1], name) for name in TERMS})

    def for_period(self, period: Period) -> "AgreementFacts | TermsFact":
        """The terms by which a period is judged: of those in force on the day asked about the ones of its last day, so
        that an amendment leaves the periods before it as they were."""
        if not self.stood:
            return self
        return next((one for one in reversed(self.stood) if one.holds_from <= period.ends_on), self)
