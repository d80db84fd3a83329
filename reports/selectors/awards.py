"""What was awarded to whom under some agreements: decided facts alone, for everybody to read."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.models import Agreement, Commitment, Party
from agreements.models.agreement import State
from finance.selectors.granted import granted
from office.models import Organization
from office.models.organizations import PRIVATE_KINDS

#: Agreements that every party has decided or signed, whether they run still or not.
DECIDED = (State.ACTIVE, State.TERMINATED)


class Somebody(NamedTuple):
    """An organisation as others know it: its legal person's number, and the board or section that it is of that."""

    id: int
    number: str
    name: str
    department: str


class Award(NamedTuple):
    """One giver's promise under one agreement, SEK over the whole term as it stands today; what several recipients
    share is one award to all of them. Dates are inclusive; a termination does not undo what was awarded."""

    agreement: int
    commitment: int
    reference: str
    title: str
    purpose: str
    kind: str
    starts_on: date
    ends_on: date
    funder: Somebody
    recipients: tuple[Somebody, ...]
    amount: Decimal
    decided_on: date


def awards_of(agreements: Sequence[int], on: date) -> list[Award]:
    """The awards of those of the agreements that are decided, in their order; six queries at most."""
    decided = {one.pk: one for one in Agreement.objects.filter(pk__in=agreements, state__in=DECIDED)}
    parties = Party.objects.filter(agreement__pk__in=list(decided), organization__kind__in=PRIVATE_KINDS)
    recipients = set(parties.values_list("organization", flat=True))
    amounts: defaultdict[int, defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    days: dict[int, date] = {}
    for one in granted(recipients):
        if one.agreement in decided and one.in_force(on):
            commitment = one.source[1]
            amounts[commitment][one.recipient] += one.standing(on).amount
            days[commitment] = one.granted_on
    rows = Commitment.objects.filter(pk__in=list(amounts))
    givers = dict(rows.values_list("pk", "party__organization_id"))
    known = _somebodies({*recipients, *givers.values()})
    places = {pk: place for place, pk in enumerate(agreements)}
    return [
        _award(decided[row.agreement_id], row.pk, known[givers[row.pk]], amounts[row.pk], days[row.pk], known)
        for row in sorted(rows, key=lambda row: (places[row.agreement_id], row.pk))
    ]


def _award(
    agreement: Agreement,
    commitment: int,
    funder: Somebody,
    amounts: dict[int, Decimal],
    decided_on: date,
    known: dict[int, Somebody],
) -> Award:
    return Award(
        agreement.pk, commitment, agreement.reference, agreement.title, agreement.purpose, agreement.kind,
        agreement.starts_on, agreement.ends_on, funder, tuple(known[pk] for pk in sorted(amounts)),
        max(amounts.values()), decided_on,
    )  # fmt: skip


def _somebodies(organizations: Collection[int]) -> dict[int, Somebody]:
    found = Organization.objects.filter(pk__in=organizations).select_related("parent__parent")
    return {one.pk: _somebody(one) for one in found}


def _somebody(one: Organization) -> Somebody:
    """Who has no number of its own is a department of the legal person that it is under."""
    legal = one
    while legal.parent is not None and not legal.number:
        legal = legal.parent
    return Somebody(one.pk, legal.number, legal.name, "" if legal is one else one.name)
