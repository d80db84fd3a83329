"""What is promised in a period once the agreement's clauses have been applied, SEK, and the steps behind it.

The steps, in this order:

1. the amount as agreed: a year's, or the one that is listed for the period;
2. a year's amount follows the index clause where its kind does (`finance.indexation`), in whole kronor; a listed amount
   is that period's own already and follows nothing;
3. its part of the period's days (`agreements.amounts`), to the öre;
4. what the council has appropriated: of several acts on a year the latest decided holds, and only `reduced` lowers the
   promise, to an amount or to a share of what step 3 gave. The council speaks of the year's own money, so the index
   comes first and an amount that the council has set is not indexed.

Where the clause says that a reduction lowers both sides, the own contributions (money and in kind) of those who receive
the funding follow in the same proportion. Amounts that a proportion gives are whole kronor, half up. An early end
leaves a reduced year its part of the days, in the same proportion.

| as agreed | index | appropriated | promised | own contribution of 1 300 000, if both are lowered |
|---|---|---|---|---|
| 1 500 000 | – | reduced to 1 350 000 | 1 350 000 | 1 300 000 × 1 350 000 ÷ 1 500 000 = 1 170 000 |
| 1 000 000 | 1 074 697 | – | 1 074 697 | 1 300 000 |
| 1 000 000 | 1 074 697 | reduced to 950 000 | 950 000 | 1 300 000 × 950 000 ÷ 1 074 697 = 1 149 161 |
| 1 000 000 | 1 074 697 | reduced to 90 % | 967 227 | 1 300 000 × 967 227 ÷ 1 074 697 = 1 170 000 |

Sources: the agreement's own clauses; domain.md: the council appropriates money year by year.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from agreements.amounts import KRONA, ZERO, Part, promised_in, yearly_in
from agreements.periods import Period
from finance.indexation import IndexClause, Indexed, Series, indexed
from finance.rounding import half_up

FUNDING = "funding"
OWN = ("co_financing", "in_kind")
REDUCED, PRELIMINARY = "reduced", "preliminary"
ONE = Fraction(1)


class Indexation(NamedTuple):
    """An index clause with its series and the kinds of promises that follow it."""

    clause: IndexClause
    series: Series
    kinds: tuple[str, ...]


class Clauses(NamedTuple):
    """What amounts depend on: an index, the council's budget, and whether a reduced year lowers both sides."""

    indexation: Indexation | None = None
    budget: bool = False
    reduces_both: bool = False

    def following(self, known: Mapping[str, Series]) -> "Clauses":
        """The same with the values of its series among those that are known; without them its amounts are unknown."""
        indexation = self.indexation
        if indexation is None or indexation.clause.series not in known:
            return self
        return self._replace(indexation=indexation._replace(series=known[indexation.clause.series]))


class Act(NamedTuple):
    """What the council has done about a funding commitment's year, on a day: `preliminary`, `decided` (in full) or
    `reduced`, to an amount for the whole period (SEK) or to a share (0 to 1) of what would be promised.
    """

    id: int
    commitment: int
    period: str
    state: str
    amount: Decimal | None
    share: Decimal | None
    decided_on: date
    body: str
    paragraph: str


class Pledge(NamedTuple):
    """A commitment to money: `yearly` SEK a year, or `listed` by period's label; `recipient` None: every one. `steps`
    are what amendments made the yearly amount from later days on (None: nothing any more), `parts` a share's days."""

    id: int
    party: int
    kind: str
    recipient: int | None
    yearly: Decimal | None
    listed: tuple[tuple[str, Decimal], ...]
    steps: tuple[tuple[date, Decimal | None], ...] = ()
    parts: tuple[Part, ...] = ()

    def within(self, whole: Period) -> "Pledge":
        """What it is in a period, as amendments have left it: an index then applies to the year's amount."""
        return self._replace(yearly=yearly_in(self.yearly, self.steps, whole)) if self.steps else self


class Promise(NamedTuple):
    """A period's amount, SEK.

    `agreed` is the amount without any clause, `before` what it was before the council lowered it. `funding` is what is
    left of the funding in the whole period, and what it was before: their quotient is the proportion in which it was
    lowered. `acts` are those that hold: a funding's own, and for an own contribution those that lowered it. Where the
    index of the base month is not published the promise is `unknown`, and its amounts are in that month's money.
    """

    amount: Decimal
    agreed: Decimal
    before: Decimal
    indexed: Indexed | None
    funding: tuple[Decimal, Decimal]
    acts: tuple[Act, ...]
    provisional: bool

    @property
    def unknown(self) -> bool:
        """Whether the amount cannot be worked out yet."""
        return self.indexed is not None and self.indexed.amount is None

    @property
    def lowered(self) -> bool:
        """Whether the council has lowered it."""
        left, before = self.funding
        return left < before

    @property
    def preliminary(self) -> bool:
        """Whether the council's budget for the year is only preliminary."""
        return any(act.state == PRELIMINARY for act in self.acts)

    @property
    def stands_as_agreed(self) -> bool:
        """Whether no clause has had a say in it."""
        return self.indexed is None and not self.acts


def promises(
    pledges: Iterable[Pledge],
    spans: Iterable[tuple[Period, Period]],
    clauses: Clauses,
    acts: Iterable[Act],
    as_of: date,
) -> dict[tuple[int, str], Promise]:
    """The promises that a clause has had a say in, by commitment and period's label; any other stands as agreed.

    `spans` are the periods as they are at `as_of`, each with the whole period before any early end.
    """
    held, money = in_force(acts, as_of), [pledge for pledge in pledges if pledge.kind in (FUNDING, *OWN)]
    touched = {label for _, label in held}
    found: dict[tuple[int, str], Promise] = {}
    for period, whole in spans:
        if clauses.indexation is None and period.label not in touched:
            continue  # the usual year: nothing has been said about it
        made = {}
        for pledge in money:
            act = held.get((pledge.id, period.label))
            one = promise(pledge, period, whole, clauses, act, as_of)
            if one is not None:
                made[pledge] = one
        for pledge, one in made.items():
            kept = _with_the_funding(pledge, one, made) if clauses.reduces_both else one
            if not kept.stands_as_agreed:
                found[pledge.id, period.label] = kept
    return found


def in_force(acts: Iterable[Act], as_of: date) -> dict[tuple[int, str], Act]:
    """The act that holds, by commitment and period's label: of those decided by then the latest, else the last row."""
    decided = (act for act in acts if act.decided_on <= as_of)
    return {(act.commitment, act.period): act for act in sorted(decided, key=lambda act: (act.decided_on, act.id))}


def promise(
    pledge: Pledge, period: Period, whole: Period, clauses: Clauses, act: Act | None, as_of: date
) -> Promise | None:
    """What a commitment promises in a period by itself, before any other lowers it (None: nothing).

    `act` is the one that holds for it. Worked examples: the module's.
    """
    pledge = pledge.within(whole)
    agreed = promised_in(pledge.yearly, pledge.listed, period, whole, pledge.parts)
    if agreed is None:
        return None
    found = _indexed(pledge, whole, clauses.indexation, as_of)
    yearly = pledge.yearly if found is None or found.amount is None else found.amount
    before = promised_in(yearly, pledge.listed, period, whole, pledge.parts) or ZERO
    for_all = promised_in(yearly, pledge.listed, whole, whole) or ZERO
    left = _appropriated(for_all, act)
    amount = before if left == for_all else left if period.days == whole.days else _scaled(before, left, for_all)
    fixed = left < for_all and act is not None and act.amount is not None
    provisional = found is not None and found.provisional and not fixed
    return Promise(amount, agreed, before, found, (left, for_all), () if act is None else (act,), provisional)


def _indexed(pledge: Pledge, whole: Period, indexation: Indexation | None, as_of: date) -> Indexed | None:
    """The year's amount by the index, for the year that the period was cut from; a listed amount follows none."""
    if indexation is None or pledge.kind not in indexation.kinds or pledge.yearly is None:
        return None
    if any(label == whole.label for label, _ in pledge.listed):
        return None
    return indexed(pledge.yearly, indexation.clause, indexation.series, whole.year_starts_on.year, as_of)


def _appropriated(for_all: Decimal, act: Act | None) -> Decimal:
    """What the council has left of a whole period's amount; it never gives more than was promised."""
    if act is None or act.state != REDUCED:
        return for_all
    set_to = half_up(Fraction(for_all) * Fraction(act.share), KRONA) if act.share is not None else act.amount
    return for_all if set_to is None else min(set_to, for_all)


def _with_the_funding(pledge: Pledge, one: Promise, made: dict[Pledge, Promise]) -> Promise:
    """An own contribution lowered in the proportion in which the funding of the one who promised it was."""
    if pledge.kind not in OWN:
        return one
    towards = [
        funding
        for given, funding in made.items()
        if given.kind == FUNDING and given.party != pledge.party and given.recipient in (None, pledge.party)
    ]
    left = sum((funding.funding[0] for funding in towards), ZERO)
    before = sum((funding.funding[1] for funding in towards), ZERO)
    if left >= before:
        return one
    acts = tuple(act for funding in towards if funding.lowered for act in funding.acts)
    unsure = one.provisional or any(funding.indexed and funding.indexed.missing for funding in towards)
    return one._replace(
        amount=_scaled(one.before, left, before), funding=(left, before), acts=acts, provisional=bool(unsure)
    )


def _scaled(amount: Decimal, left: Decimal, before: Decimal) -> Decimal:
    """The amount in the proportion left ÷ before, in whole kronor and never above it."""
    return min(half_up(Fraction(amount) * Fraction(left) / Fraction(before), KRONA), amount)
