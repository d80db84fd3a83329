"""What public givers here have decided to fund, by period and recipient, as the terms have it that are in force."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import orjson
from django.db.models import Exists, F, OuterRef, Q

from agreements.amending import ONE_DAY, Document
from agreements.models import Commitment, Decision, TermsVersion
from agreements.periods import Basis, Period, periods
from agreements.recipients import History, agreed_on, receiving, row_of
from agreements.stood import in_force, in_order, versions_of
from finance.index_clauses import clauses_of
from finance.indexation import Series
from finance.promises import FUNDING, Act, Clauses, Pledge, promise
from finance.selectors.known import Known
from finance.selectors.promises import AS_AGREED, acts_of, pledge_in
from finance.state_aid.facts import Terms, Unassessed
from office.known import Asked, recorded
from office.models.organizations import PRIVATE_KINDS, PUBLIC_KINDS
from office.rows import decimal, fetch

PARTY = "agreement__parties"


class Stretch(NamedTuple):
    """The days, both inclusive, on which the same terms of an agreement are in force, with those before them."""

    starts_on: date
    ends_on: date
    history: History

    @property
    def terms(self) -> Document:
        """Those that are in force."""
        return self.history[-1].terms


def granted(
    organizations: Collection[int], known_at: datetime | None = None, known: Known | None = None
) -> list[Unassessed]:
    """What public givers here have decided to fund, by period and recipient: money that can go to several is counted
    whole for each, since it may. A decision counts from its day; what was withdrawn or refused does not.

    Of an agreement that has been amended there are rows for the terms of every day, each with the days on which they
    are in force; what came by an amendment was decided with it. One query, one more where some are amended.
    """
    rows = _candidates(organizations, known_at)
    amended = {row.agreement for row in rows if row.amended}
    stretches = {pk: _stretches(found, known_at) for pk, found in versions_of(amended).items()} if amended else {}
    acts, series = _beside(rows, stretches, known or Known(known_at))
    found: list[Unassessed] = []
    for row in rows:
        done = tuple(acts[row.commitment])
        if row.amended:
            found += _by_day(row, stretches[row.agreement], done, series)
        else:
            found += _as_at_first(row, done, series)
    return found


class Candidate(NamedTuple):
    """A commitment and a party that it may go to, as the driver gives them (`office.rows`)."""

    agreement: int
    commitment: int
    giver: int
    recipient: int | None
    party: int
    organization: int
    amount: Decimal | float | None
    amounts: str
    starts_on: date
    ends_on: date
    conditions: str
    decided_on: date
    amended: bool | int


def _candidates(organizations: Collection[int], known_at: datetime | None) -> list[Candidate]:
    """Each decided commitment with each of the organisations that it can go to; of an agreement that has been amended
    with each that is a party, and those of who joined: to whom they go is in the terms of each day."""
    decided = "party__decisions"
    refused = Decision.objects.filter(recorded(known_at), agreement=OuterRef("agreement"), outcome="no")
    withdrawn = Q(agreement__withdrawn_at__isnull=False) & recorded(known_at, "agreement__withdrawn_at")
    amended = Exists(TermsVersion.objects.filter(agreement=OuterRef("agreement")))
    said = Q(**{f"{decided}__isnull": False}) & recorded(known_at, f"{decided}__recorded_at")
    joined = Q(party__joined_by__isnull=False, party__organization__kind__in=PUBLIC_KINDS)
    goes_there = Q(recipient=F(PARTY)) | Q(recipient__isnull=True, **{f"{PARTY}__role": "recipient"})
    rows = Commitment.objects.annotate(amended=amended).filter(
        goes_there | Q(amended=True),
        said | joined,
        **{f"{PARTY}__organization__in": organizations, f"{PARTY}__organization__kind__in": PRIVATE_KINDS},
        kind=FUNDING,
    )
    fields = (
        "agreement_id", "pk", "party_id", "recipient_id", PARTY, f"{PARTY}__organization_id", "amount", "amounts",
        "agreement__starts_on", "agreement__ends_on", "agreement__conditions", f"{decided}__decided_on", "amended",
    )  # fmt: skip
    rows = rows.exclude(withdrawn).filter(~Exists(refused)).order_by("pk", PARTY)
    return [Candidate._make(row) for row in fetch(rows.values_list(*fields))]


def _stretches(rows: list[TermsVersion], known_at: datetime | None) -> list[Stretch]:
    """The terms of every day of an agreement that has been amended, as they were known."""
    days = sorted({row.from_on for row in in_order(rows, known_at) if row.from_on} | {date.min})
    until = [day - ONE_DAY for day in days[1:]] + [date.max]
    return [
        Stretch(first, last, in_force(rows, Asked(first, known_at))) for first, last in zip(days, until, strict=True)
    ]


def _beside(
    rows: list[Candidate], stretches: Mapping[int, list[Stretch]], known: Known
) -> tuple[Mapping[int, list[Act]], Mapping[str, Series]]:
    """What amounts depend on beside the terms, where they do: what councils have done, by commitment, and indices."""
    clauses = [(row.agreement, _said(row.conditions)[1]) for row in rows if not row.amended]
    clauses += [(pk, clauses_of(one.terms["conditions"])) for pk, found in stretches.items() for one in found]
    budgets = {pk for pk, said in clauses if said and said.budget}
    acts: defaultdict[int, list[Act]] = defaultdict(list)
    for _agreement, act in acts_of(recorded(known.known_at) & Q(agreement__pk__in=budgets)) if budgets else ():
        acts[act.commitment].append(act)
    return acts, known.series if any(said and said.indexation for _pk, said in clauses) else {}


def _by_day(
    row: Candidate, stretches: list[Stretch], acts: tuple[Act, ...], series: Mapping[str, Series]
) -> Iterator[Unassessed]:
    """A commitment's promise to an organisation, period by period, by the terms of every day."""
    pk = row.commitment
    for days in stretches:
        said = row_of(days.terms, pk)
        if said is None:
            continue
        pledge, named = pledge_in(said), clauses_of(days.terms["conditions"])
        clauses, on = named and named.following(series), agreed_on(days.history, pk) or row.decided_on
        for period, whole in receiving(days.history, pk, row.party):
            one = promise(pledge, period, whole, AS_AGREED, None, period.starts_on)
            if one is not None and one.amount:
                terms = clauses and Terms(pledge, period, clauses, acts, whole)
                told = row.agreement, ("commitment", pk), row.organization, period.label, one.amount, on, terms
                yield Unassessed(*told, days.starts_on, days.ends_on)


def _as_at_first(row: Candidate, acts: tuple[Act, ...], series: Mapping[str, Series]) -> Iterator[Unassessed]:
    """The same where nothing was amended."""
    listed = _listed(row.amounts)
    yearly = None if row.amount is None else decimal(row.amount)
    by, named = _said(row.conditions)
    clauses, source = named and named.following(series), ("commitment", row.commitment)
    for period, sek in _as_agreed(yearly, listed, row.starts_on, row.ends_on, by):
        pledge = Pledge(row.commitment, row.giver, FUNDING, row.recipient, yearly, listed)
        said = clauses and Terms(pledge, period, clauses, acts)
        yield Unassessed(row.agreement, source, row.organization, period.label, sek, row.decided_on, said)


def _listed(text: str) -> tuple[tuple[str, Decimal], ...]:
    return () if text == "[]" else tuple((one["period"], Decimal(one["amount"])) for one in orjson.loads(text))


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[Basis, Clauses | None]:
    """How the term is cut into periods, and the clauses that amounts depend on. Many agreements say the same."""
    conditions = orjson.loads(text)
    return conditions.get("period_basis", {}).get("value", "calendar_year"), clauses_of(conditions)


@lru_cache(maxsize=8192)
def _as_agreed(
    yearly: Decimal | None, listed: tuple[tuple[str, Decimal], ...], starts_on: date, ends_on: date, by: Basis
) -> tuple[tuple[Period, Decimal], ...]:
    """SEK in each period of the whole term in which something is promised, before any clause has its say; a termination
    does not undo what was granted. Many agreements have the same.
    """
    pledge = Pledge(0, 0, FUNDING, None, yearly, listed)
    found = ((one, promise(pledge, one, one, AS_AGREED, None, starts_on)) for one in periods(starts_on, ends_on, by))
    return tuple((period, one.amount) for period, one in found if one is not None and one.amount)
