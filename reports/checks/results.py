"""What the check answers, before any language: figures, statuses, findings and consequences.

Money is SEK to the öre, hours and quantities are Decimals, None is unknown or not yet known (never zero). Sentences
are written from these by `explain.py`, `render.py` and the rules' own files.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.due_dates import Due
from agreements.periods import Period
from finance.claim_balance import Balance
from finance.instalments import Instalment
from finance.promises import Promise
from finance.support import Support
from finance.valuation import Part, Price
from reports.checks.facts import Against, DecisionFact, VersionFact, WaiverFact
from reports.checks.terms import CommitmentFact, PartyFact

Evidence = tuple[str, int, int | None]
LEAST_ADVANCED_FIRST = ("missing", "returned", "submitted", "approved")


class Amount(NamedTuple):
    """A number with its unit (`SEK`, `h`, or an activity's own), so that a sentence can write it."""

    number: Decimal
    unit: str


class Word(str):
    """A word of the code (`co_financing`) that a sentence writes in the reader's language."""

    __slots__ = ()


Value = str | int | date | Amount | tuple[str, ...]


class Figures(NamedTuple):
    """A report version's figures added up, SEK: own cash apart from public money; None where it gives no figure.

    `basis` and `document` are how what was given in kind was valued.
    """

    own_cash: Decimal
    public: Decimal
    in_kind: Decimal
    income: Decimal | None
    costs: Decimal | None
    basis: str = ""
    document: str = ""


class Report(NamedTuple):
    """A party's annual report for a period at `as_of`.

    `state` is `missing`, `returned`, `submitted` or `approved`; `version` is the one that counts (`figures` are its
    sums), `newest` the last received. `due` says how the day was found by which one that is missing is due.
    """

    party: PartyFact
    period: Period
    state: str
    due_on: date | None
    overdue: bool
    version: VersionFact | None
    newest: VersionFact | None
    figures: Figures | None
    due: Due | None = None


class Component(NamedTuple):
    """A component of a co-financing line. `counting` is "" for what nobody promised (it counts 0).

    `not_counted` is public money that was reported as own cash; `share_limit` the most that volunteer time may count
    for, set when that took something away; `missing` names the categories and days without a rate; `beside` are hours
    of work that does not count as volunteer time, by its kind; `booked` is own cash by the books, where they were
    handed in. Of a promise in hours, `promised` is what `promised_hours` are worth at `promised_at`, None where no rate
    is in force on the period's first day.
    """

    kind: str
    counting: str
    promised: Decimal | None
    delivered: Decimal | None
    counted: Decimal | None
    hours: Decimal | None = None
    valued_at: tuple[Part, ...] = ()
    missing: tuple[tuple[str, date], ...] = ()
    not_counted: Decimal = Decimal(0)
    share_limit: Decimal | None = None
    beside: tuple[tuple[str, Decimal], ...] = ()
    promised_hours: Decimal | None = None
    promised_at: Price | None = None
    basis: str = ""
    document: str = ""
    booked: Decimal | None = None


class Line(NamedTuple):
    """A commitment in a period. Of funding, delivered and counted is what was paid and `due_to_date` what was due;
    `promised` is None where hours are promised that no rate values, and `promise` is how a clause came to the amount
    (None: it stands as agreed).
    """

    commitment: CommitmentFact
    party: PartyFact
    period: Period
    promised: Decimal | None
    delivered: Decimal | None
    counted: Decimal | None
    difference: Decimal | None
    status: str
    verified: bool
    report: Report | None = None
    components: tuple[Component, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    due_to_date: Decimal | None = None
    waiver: WaiverFact | None = None
    promise: Promise | None = None

    @property
    def kind(self) -> str:
        """The commitment's kind."""
        return self.commitment.kind

    @property
    def unit(self) -> str:
        """What its figures are counted in."""
        return self.commitment.unit if self.commitment.kind == "activity" else "SEK"

    @property
    def above(self) -> Decimal:
        """What of funding is paid beyond what is to be paid in the period, SEK: no instalment has it."""
        if not self.instalments or self.counted is None:
            return ZERO
        return max(self.counted - sum((part.payable for part in self.instalments), ZERO), ZERO)

    @property
    def handed_in(self) -> bool:
        """Whether a report is in and its figures are known, so that the line is part of the sums through the term."""
        return self.difference is not None


class TermRow(NamedTuple):
    """A party's commitments of one kind through the whole term (activities: one commitment, since units differ)."""

    party: PartyFact
    kind: str
    commitment: CommitmentFact | None
    promised_to_date: Decimal
    counted_to_date: Decimal
    waived: Decimal
    difference: Decimal
    promised_term: Decimal
    remaining: Decimal
    remaining_periods: int
    needed_per_remaining_period: Decimal | None
    projected: Decimal | None
    status: str

    @property
    def unit(self) -> str:
        """What its figures are counted in."""
        return self.commitment.unit if self.commitment is not None else "SEK"


class PeriodResult(NamedTuple):
    """The lines of one period, the reports that are to be handed in for it, and when (the new date of a single report
    that was sent back)."""

    period: Period
    lines: tuple[Line, ...]
    report_due_on: date | None
    reports: tuple[Report, ...]

    @property
    def report_state(self) -> str | None:
        """How far its reports have come: the least advanced of them, None when one is missing or none is awaited."""
        state = min((report.state for report in self.reports), key=LEAST_ADVANCED_FIRST.index, default="missing")
        return None if state == "missing" else state


class Finding(NamedTuple):
    """Something a reader should know; `values` fill the rule's sentence. Severity is info, warning or error; `unit` is
    that of expected, actual and difference where they are numbers (SEK, EUR, h, or an activity's own).
    """

    code: str
    severity: str
    period: str | None
    party: PartyFact | None
    clause: str
    expected: Decimal | date | None
    actual: Decimal | date | None
    difference: Decimal | None
    evidence: tuple[Evidence, ...]
    values: tuple[tuple[str, Value], ...]
    unit: str = "SEK"


class Decided(NamedTuple):
    """The decision in force on a consequence, how its claim stands (None: nothing is claimed), and what is computed
    now, SEK (None while the figures are not verified).

    `claim` is the decision that opened the claim: an earlier one where the decision in force claims nothing and money
    has come in. `earlier` is the decision that it has taken the place of.
    """

    fact: DecisionFact
    balance: Balance | None
    computed: Decimal | None
    claim: DecisionFact | None = None
    earlier: DecisionFact | None = None


class Consequence(NamedTuple):
    """What follows by the agreement for one payer's money: computed, never executed. `values` fill its formula and its
    sentence; `period` None is the whole term; `amount` is whole kronor of what `payer` paid to `party`, or is to pay
    next. `against` are the instalments that a late report reduces, `decided` what was decided on it, `claimable` what
    can be claimed back: of a reduction nothing while it can be kept back.
    """

    code: str
    period: str | None
    party: PartyFact
    payer: PartyFact
    amount: Decimal
    clause: str
    values: tuple[tuple[str, Value | Decimal], ...]
    against: tuple[Against, ...] = ()
    decided: Decided | None = None
    claimable: Decimal = Decimal(0)


class SupportPart(NamedTuple):
    """What is given beside money in a period: `what_kind` is `premises`, `material`, `staff` or `other`, `party` who
    receives it, `value` SEK beside what was charged; `given` is how it was valued.
    """

    id: int
    giver: PartyFact
    party: PartyFact
    period: Period
    what_kind: str
    what: str
    value: Decimal
    given: Support

    @property
    def kind(self) -> str:
        """What it is beside the kinds of commitments."""
        return "support"


class CheckResult(NamedTuple):
    """The whole answer for one agreement at `as_of`."""

    agreement: int
    reference: str
    as_of: date
    binds: bool
    status: str
    periods: tuple[PeriodResult, ...]
    through_term: tuple[TermRow, ...]
    findings: tuple[Finding, ...]
    consequences: tuple[Consequence, ...]
    rates: tuple[str, ...]
    versions: tuple[VersionFact, ...]
    decided: tuple[Decided, ...] = ()
    support: tuple[SupportPart, ...] = ()
