"""Whose money it is: each payer answers for its own, and for no other's.

What follows from money that several have paid is shared between them in proportion to what each paid, in whole kronor
by the largest remainder, so that the shares add up to the whole. Ties go to the lower municipality code, then (as
where there is no code) to the organisation registered first.

Worked example: of 98 077 kr to be repaid, Umeå, which paid 1 000 000, has 65 384.67 and Vännäs, which paid 500 000,
32 692.33: 65 384 + 32 692 = 98 076, and the krona that is left is Umeå's: 65 385 + 32 692 = 98 077.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO, in_proportion
from reports.checks.case import Case
from reports.checks.results import Value
from reports.checks.terms import PartyFact

#: Of each payer, by its party's id: SEK.
Money = dict[int, Decimal]


class Share(NamedTuple):
    """A payer's part of what follows, in whole kronor, and the values that a sentence tells of it: the `whole`, and
    what the payer's `own` money is (empty where no other has paid)."""

    payer: PartyFact
    amount: Decimal
    values: tuple[tuple[str, Value | Decimal], ...]


def paid_by(case: Case, party: PartyFact, labels: set[str]) -> Money:
    """Net payments to the party for those periods, by who paid."""
    return by_payer(
        case,
        (
            (payment.commitment, payment.amount)
            for payment in case.facts.payments
            if payment.recipient == party.id and payment.period in labels and payment.paid_on <= case.as_of
        ),
    )


def by_payer(case: Case, parts: Iterable[tuple[int, Decimal]]) -> Money:
    """Amounts on commitments, added up by the party that promised them."""
    payers, found = payers_of(case), Money()
    for commitment, amount in parts:
        if payer := payers.get(commitment):
            found[payer] = found.get(payer, ZERO) + amount
    return found


def payers_of(case: Case) -> dict[int, int]:
    """Who pays each commitment to funding, by its id: the party that promised it."""
    return {one.id: one.party for one in case.commitments if one.kind == "funding"}


def shares(case: Case, whole: Decimal, money: Mapping[int, Decimal]) -> Iterator[Share]:
    """Each payer's part of a whole number of kronor; nothing for who has paid nothing, or whose part is none."""
    payers = sorted((case.parties[pk] for pk, amount in money.items() if amount > ZERO), key=_rank)
    if whole <= ZERO or not payers:
        return
    for payer, part in zip(payers, in_proportion(int(whole), [money[one.id] for one in payers]), strict=True):
        if part:
            own = money[payer.id] if len(payers) > 1 else ""
            yield Share(payer, Decimal(part), (("whole", whole), ("own", own)))


def _rank(payer: PartyFact) -> tuple[bool, str, int]:
    return not payer.code, payer.code, payer.organization


def told(case: Case, payer: int) -> str:
    """The payer's name where more than one party pays: otherwise it goes without saying."""
    return case.parties[payer].name if set(payers_of(case).values()) - {payer} else ""
