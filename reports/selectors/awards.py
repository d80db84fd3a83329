"""What was awarded to whom under some agreements: decided facts alone, for everybody to read."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from agreements.amending import Document, through
from agreements.amounts import ZERO
from agreements.models import Agreement, Commitment, Party, Termination
from agreements.models.agreement import AgreementQuerySet, State
from agreements.stood import stood, terms_stood
from finance.selectors.granted import granted
from finance.selectors.known import Known
from office.known import NOW, Asked, happened
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
    """One giver's promise under one agreement, SEK over the whole term, by the terms in force: what several recipients
    share, or receive one after the other, is one award to all of them. Dates are inclusive; a termination does not undo
    what was awarded: `ended_on` is the last day that it left."""

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
    ended_on: date | None


class Promised(NamedTuple):
    """What is promised by a commitment: SEK by period, whom it can go to (organisations), and when it was decided."""

    by_period: dict[str, Decimal]
    recipients: set[int]
    decided_on: date


def awards_of(agreements: Sequence[int], asked: Asked = NOW) -> list[Award]:
    """The awards of those of the agreements that are decided, in their order, at the clocks of a question; nine
    queries at most, and one with `known_at` for what organisations were called."""
    decided = {one.pk: one for one in _decided(agreements, asked)}
    parties = Party.objects.filter(agreement__pk__in=list(decided), organization__kind__in=PRIVATE_KINDS)
    recipients, known = set(parties.values_list("organization", flat=True)), Known(asked.known_at)
    promised: dict[int, Promised] = {}
    for one in granted(recipients, asked.known_at, known):
        if one.agreement in decided and one.in_force(asked.day) and one.granted_on <= asked.day:
            found = promised.setdefault(one.source[1], Promised({}, set(), one.granted_on))
            found.by_period[one.period] = one.standing(asked.day).amount
            found.recipients.add(one.recipient)
    rows = Commitment.objects.filter(pk__in=list(promised))
    givers = dict(rows.values_list("pk", "party__organization_id"))
    called, terms = _somebodies({*recipients, *givers.values()}, known), terms_stood(decided, asked)
    by_then = happened(Asked(asked.day, asked.known_at), "terminated_on")
    acts = Termination.objects.filter(by_then, agreement__in=list(decided))
    ended = dict(acts.values_list("agreement_id", "last_day"))
    places = {pk: place for place, pk in enumerate(agreements)}
    return [
        _award(decided[row.agreement_id], terms.get(row.agreement_id), row.pk, called[givers[row.pk]],
               [called[pk] for pk in sorted(promised[row.pk].recipients)], promised[row.pk],
               ended.get(row.agreement_id))
        for row in sorted(rows, key=lambda row: (places[row.agreement_id], row.pk))
    ]  # fmt: skip


def _decided(agreements: Sequence[int], asked: Asked) -> AgreementQuerySet:
    rows = Agreement.objects.filter(pk__in=agreements)
    return stood(rows, asked).filter(Q(state_then__in=DECIDED)) if asked.then else rows.filter(state__in=DECIDED)


def _award(
    agreement: Agreement,
    terms: Document | None,
    commitment: int,
    funder: Somebody,
    recipients: Iterable[Somebody],
    promised: Promised,
    ended_on: date | None,
) -> Award:
    title, ends_on = (terms["title"], through(terms)) if terms else (agreement.title, agreement.ends_on)
    return Award(
        agreement.pk, commitment, agreement.reference, title, agreement.purpose, agreement.kind, agreement.starts_on,
        ends_on, funder, tuple(recipients), sum(promised.by_period.values(), ZERO), promised.decided_on,
        ended_on,
    )  # fmt: skip


def _somebodies(organizations: Collection[int], known: Known) -> dict[int, Somebody]:
    found = Organization.objects.filter(pk__in=organizations).select_related("parent__parent")
    return {one.pk: _somebody(one, known) for one in found}


def _somebody(one: Organization, known: Known) -> Somebody:
    """Who has no number of its own is a department of the legal person that it is under."""
    legal = one
    while legal.parent is not None and not known.number(legal.pk, legal.number):
        legal = legal.parent
    number, name = known.number(legal.pk, legal.number), known.name(legal.pk, legal.name)
    return Somebody(one.pk, number, name, "" if legal is one else known.name(one.pk, one.name))
