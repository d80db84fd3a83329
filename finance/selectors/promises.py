"""What a commitment promises, from the database: the rule is `finance.promises`."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from agreements.amending import steps_of
from agreements.models import Agreement, Commitment, Party
from agreements.periods import Period
from agreements.recipients import receiving, row_of
from agreements.selectors import conditions_by, whole_term
from agreements.sharing import parts_of
from agreements.stood import histories
from finance.index_clauses import clauses_of
from finance.models import Appropriation
from finance.promises import Act, Clauses, Pledge, Promise, in_force, promise
from finance.selectors.index_quotes import series_at
from office.clock import today
from office.known import Asked
from office.rows import decimal, fetch

AS_AGREED = Clauses()


def promised(agreement: Agreement, commitment: Commitment, period: Period) -> Promise | None:
    """What a commitment to funding promises for a period as it stands today, by the clauses of the period (None:
    nothing)."""
    pledge, clauses, held = _said(conditions_by(agreement)(period), commitment, today())
    whole = next(one for one in whole_term(agreement) if one.label == period.label)
    return promise(pledge, period, whole, clauses, held.get((pledge.id, period.label)), today())


def over_term(agreement: Agreement, commitment: Commitment, recipient: Party, on: date) -> dict[str, Decimal]:
    """SEK by the label of each period in which a commitment to funding promises a recipient something, by the terms in
    force on a day; a termination does not undo what was granted.
    """
    history = histories([agreement.pk], Asked(on)).get(agreement.pk)
    if history is None:
        pledge, clauses, held = _said(agreement.conditions, commitment, on)
        spans = [(one, one) for one in whole_term(agreement)]
    else:
        terms = history[-1].terms
        row, spans = row_of(terms, commitment.pk), receiving(history, commitment.pk, recipient.pk)
        if row is None:
            return {}
        pledge = pledge_in(row)
        clauses, held = _clauses(terms["conditions"], commitment, on)
    found = {
        one.label: promise(pledge, one, whole, clauses, held.get((pledge.id, one.label)), on) for one, whole in spans
    }
    return {label: one.amount for label, one in found.items() if one is not None and one.amount}


def _said(
    conditions: dict[str, Any], commitment: Commitment, on: date
) -> tuple[Pledge, Clauses, dict[tuple[int, str], Act]]:
    """What is pledged, what its amounts depend on by some conditions, and the council's acts that hold on a day."""
    listed = tuple((row["period"], Decimal(row["amount"])) for row in commitment.amounts)
    to = commitment.party_id, commitment.kind, commitment.recipient_id
    steps, parts = steps_of({"steps": commitment.steps}), parts_of(commitment.shares)
    pledge = Pledge(commitment.pk, *to, commitment.amount, listed, steps, parts)
    return pledge, *_clauses(conditions, commitment, on)


def _clauses(
    conditions: dict[str, Any], commitment: Commitment, on: date
) -> tuple[Clauses, dict[tuple[int, str], Act]]:
    """What a commitment's amounts depend on by some conditions, and the council's acts that hold on a day."""
    clauses = clauses_of(conditions) or AS_AGREED
    if clauses.indexation:
        clauses = clauses.following(series_at())
    acts = acts_of(Q(commitment=commitment)) if clauses.budget else ()
    return clauses, in_force((act for _agreement, act in acts), on)


def pledge_in(row: Mapping[str, Any]) -> Pledge:
    """A commitment to money as terms that were amended have it (`agreements.amending`)."""
    yearly = None if row["amount"] is None else Decimal(row["amount"])
    listed = tuple((one["period"], Decimal(one["amount"])) for one in row["amounts"])
    to = row["party"], row["kind"], row["recipient"]
    return Pledge(row["id"], *to, yearly, listed, steps_of(row), parts_of(row["shares"]))


def acts_of(which: Q) -> Iterator[tuple[int, Act]]:
    """What councils have done about years, each with its agreement's id, in the order in which it was recorded."""
    rows = Appropriation.objects.filter(which).order_by("pk").values_list(
        "agreement_id", "pk", "commitment_id", "period", "state", "amount", "share", "decided_on", "body", "paragraph"
    )  # fmt: skip
    for agreement, pk, commitment, period, state, amount, share, *decided in fetch(rows):
        left = None if amount is None else decimal(amount)
        part = None if share is None else Decimal(str(share))
        yield agreement, Act(pk, commitment, period, state, left, part, *decided)
