"""Facts of other agreements under which the same association reports, so that nothing is counted twice unseen.

They come from the database, whatever a page asks for and whoever asks: a filter never changes a finding. Only what was
handed in has rows here, so no draft can show; whether an agreement binds is for the check to say.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import FilteredRelation, QuerySet

from agreements.models import Commitment
from finance.selectors.known import Known
from finance.valuation import activity_key
from office.known import recorded
from office.rows import decimal, fetch
from reports.checks import facts as known
from reports.checks import terms as agreed
from reports.models import AnnualReport
from reports.selectors.reported import versions_of
from reports.selectors.terms import components_of, conditions_of, following, parties_of

#: What two agreements have in common when they name the same activity or figure: association, word, amount.
Trace = tuple[int, str, Decimal | None]


def others_of(
    facts: list[known.AgreementFacts], ids: list[int], known_at: datetime | None, then: Known
) -> list[known.AgreementFacts]:
    """The agreements beside these in which the same associations have reported: four queries, however many there are.
    Amendments are not looked at yet, neither of these nor of those."""
    return list(_outside(ids, _reporters(facts), known_at, then))


def with_others(
    facts: list[known.AgreementFacts], others: list[known.AgreementFacts]
) -> Iterator[known.AgreementFacts]:
    """Each agreement with those, of these and the others, in which the same association has reported an activity of the
    same name or an equal figure."""
    every = {one.id: one for one in (*facts, *others)}
    where = _traced(every)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for agreements in where.values():
        if len(agreements) > 1:
            for pk in agreements:
                found[pk] |= agreements
    for one in facts:
        same = tuple(every[pk] for pk in sorted(found.get(one.id, ())) if pk != one.id)
        yield one._replace(others=same) if same else one


def _traced(every: dict[int, known.AgreementFacts]) -> dict[Trace, set[int]]:
    """Which agreements each activity and each amount of own cash is reported under, of associations with several."""
    reported: defaultdict[int, set[int]] = defaultdict(set)
    whose: dict[int, int] = {}
    for one in every.values():
        whose |= {pk: party.organization for pk, party in one.everybody.items()}
        for version in one.versions:
            reported[whose[version.party]].add(one.id)
    where: defaultdict[Trace, set[int]] = defaultdict(set)
    for one in every.values():
        for version in one.versions:
            organization = whose[version.party]
            if len(reported[organization]) < 2:
                continue
            for row in version.hours:
                where[organization, activity_key(row.activity), None].add(one.id)
            for figure in version.figures:
                if figure.kind == "own_cash" and figure.amount:
                    where[organization, figure.source, figure.amount].add(one.id)
    return where


def _reporters(facts: list[known.AgreementFacts]) -> set[int]:
    """The organisations that report in these."""
    whose = {party.id: party.organization for one in facts for party in one.parties}
    return {whose[version.party] for one in facts for version in one.versions}


def _outside(
    ids: list[int], reporters: set[int], known_at: datetime | None, then: Known
) -> Iterator[known.AgreementFacts]:
    """The other agreements of the associations that have reported in these, as far as the check must know them."""
    handed_in = AnnualReport.objects.filter(latest__gt=0)
    others: QuerySet[Any, Any] = handed_in.filter(organization__in=reporters).exclude(agreement__pk__in=ids)
    which = others.values("agreement")
    parties = parties_of(which, then)
    versions = versions_of(which, known_at, parties)
    promised: defaultdict[tuple[Any, ...], list[agreed.CommitmentFact]] = defaultdict(list)
    for about, promise in _promises(which, known_at):
        promised[about].append(promise)
    for (pk, reference, title, kind, starts_on, ends_on, said, terminated_on, last_day), own in promised.items():
        conditions, rates = conditions_of(said)
        yield known.AgreementFacts(
            pk,
            reference,
            title,
            kind,
            starts_on,
            ends_on,
            tuple(parties[pk]),
            tuple(own),
            (),
            tuple(versions[pk]),
            (),
            following(conditions, then),
            rates,
            terminated_on,
            last_day,
        )


def _promises(
    which: QuerySet[Any, Any], known_at: datetime | None
) -> Iterator[tuple[tuple[Any, ...], agreed.CommitmentFact]]:
    """Own contributions, each with its agreement: only toward them anything counts."""
    known_by = recorded(known_at, "agreement__termination__recorded_at")
    ended = FilteredRelation("agreement__termination", condition=known_by)
    about = ("pk", "reference", "title", "kind", "starts_on", "ends_on", "conditions")
    fields = (
        *(f"agreement__{name}" for name in about), "ended__terminated_on", "ended__last_day",
        "pk", "party_id", "name", "amount", "components", "clause",
    )  # fmt: skip
    rows = Commitment.objects.filter(agreement__pk__in=which, kind="co_financing").annotate(ended=ended).order_by("pk")
    for row in fetch(rows.values_list(*fields)):
        pk, party, name, amount, parts, clause = row[9:]
        yearly = None if amount is None else decimal(amount)
        yield (
            row[:9],
            agreed.CommitmentFact(
                pk, party, "co_financing", name, "", yearly, (), None, components_of(parts), (), clause
            ),
        )
