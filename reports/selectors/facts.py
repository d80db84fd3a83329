"""Facts for the check: many agreements in a constant number of queries a thousand."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import FilteredRelation

from agreements.models import Agreement
from agreements.models.agreement import AgreementQuerySet
from finance.selectors.known import Known
from office.known import recorded
from office.rows import Row, fetch
from reports.checks import facts as known
from reports.selectors.aid import aid_of
from reports.selectors.amended import with_amendments
from reports.selectors.books import books_of
from reports.selectors.decisions import decisions_of
from reports.selectors.elsewhere import others_of, with_others
from reports.selectors.events import appropriations_of, orders_of, payments_of, requisitions_of, waivers_of
from reports.selectors.formerly import after_meeting, for_papers, on_budget, with_former
from reports.selectors.ledger import ledger_of
from reports.selectors.legal import COLUMNS, first_days, legal_of
from reports.selectors.meetings import meetings_of
from reports.selectors.papers import papers_of
from reports.selectors.reported import versions_of
from reports.selectors.support import support_of
from reports.selectors.terms import commitments_of, conditions_of, following, parties_of

#: Agreements whose facts are held at a time: a whole page of a list, and a whole country one after the other.
TOGETHER = 1000


AsIf = Callable[[known.AgreementFacts], known.AgreementFacts]


def facts_of(
    agreements: AgreementQuerySet, known_at: datetime | None = None, as_if: AsIf | None = None
) -> Iterator[known.AgreementFacts]:
    """What the check may know about each agreement, in the queryset's order: the ids, then twenty-one queries a
    thousand, one more where something is paid on requisition, one where something depends on a council's budget, and
    two where something is claimed back; three where papers are asked for with reports; one where reports are due after
    a meeting; two where some have been amended, and as many again as their clauses of earlier asked for; one in all
    where something follows an index, and one with `known_at` for what organisations were called.

    With `known_at` only what had been recorded by that moment; `as_if` adds to each what is not recorded at all, before
    other agreements are looked at for the same contributions.
    """
    ids, then = list(agreements.values_list("pk", flat=True)), Known(known_at)
    for start in range(0, len(ids), TOGETHER):
        together = ids[start : start + TOGETHER]
        found = [as_if(one) if as_if else one for one in _with_orders(together, known_at, then)]
        beside = others_of(found, together, known_at, then)
        every = list(with_amendments([*found, *beside], known_at, then))
        yield from with_others(list(with_former(every[: len(found)], known_at)), every[len(found) :])


def _with_orders(ids: list[int], known_at: datetime | None, then: Known) -> Iterator[known.AgreementFacts]:
    """Most agreements have no payment orders: one query more, and those that have some get them."""
    orders = orders_of(ids, known_at)
    for facts in _together(ids, known_at, then):
        yield facts._replace(orders=tuple(orders[facts.id])) if facts.id in orders else facts


def _together(ids: list[int], known_at: datetime | None, then: Known) -> Iterator[known.AgreementFacts]:
    parties = parties_of(ids, then)
    commitments = commitments_of(ids)
    payments = payments_of(ids, known_at)
    versions = versions_of(ids, known_at, parties)
    waivers = waivers_of(ids, known_at)
    requisitions = requisitions_of(ids, known_at, commitments)
    aid = aid_of(parties, commitments, known_at, then)
    ledger = ledger_of(ids, known_at)
    decisions = decisions_of(ids, parties, known_at)
    support = support_of(ids, known_at)
    books = books_of(ids, parties, known_at)
    told = {row[0]: row for row in _agreements(ids, known_at)}
    legal = {pk: legal_of(row[-len(COLUMNS) :]) for pk, row in told.items()}
    found = {pk: row[: -len(COLUMNS)] for pk, row in told.items()}
    terms = {pk: conditions_of(row[-3]) for pk, row in found.items()}
    budgets = [pk for pk, (said, _rates) in terms.items() if on_budget(said)]
    acts = appropriations_of(budgets, known_at)
    asking = [pk for pk, (said, _rates) in terms.items() if for_papers(said)]
    calling = [pk for pk, (said, _rates) in terms.items() if after_meeting(said)]
    meetings = meetings_of(calling, parties, known_at)
    papers = papers_of(asking, parties, known_at)
    for pk in ids:
        *about, _conditions, terminated_on, last_day = found[pk]
        lists = [tuple(rows[pk]) for rows in (parties, commitments, payments, versions, waivers)]
        after = [tuple(rows[pk]) for rows in (acts, requisitions, aid, ledger, decisions, support, books)]
        said, rates = terms[pk]
        conditions = following(said, then), rates
        last = (), (), tuple(papers[pk]), tuple(meetings[pk]), None, (), legal[pk], ()
        yield known.AgreementFacts._make((*about, *lists, *conditions, terminated_on, last_day, *after, *last))


def _agreements(ids: list[int], known_at: datetime | None) -> list[Row]:
    ended = FilteredRelation("termination", condition=recorded(known_at, "termination__recorded_at"))
    fields = ("pk", "reference", "title", "kind", "starts_on", "ends_on", "conditions")
    rows = Agreement.objects.filter(pk__in=ids).annotate(ended=ended, **first_days(known_at))
    return fetch(rows.values_list(*fields, "ended__terminated_on", "ended__last_day", *COLUMNS))
