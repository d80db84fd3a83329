"""Reads about ledgers: whose they are, what they hold, what was chosen of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from finance.models import Ledger, LedgerChoice, LedgerOverview
from finance.sie.choice import Choice


def overview_of(ledger: Ledger) -> dict[str, Any] | None:
    """What a ledger holds; None when its content is no longer kept, or not yet read."""
    kept = LedgerOverview.objects.filter(content=ledger.upload_id)
    return kept.values_list("overview", flat=True).first()


def newest_choices(ledger: Ledger) -> QuerySet[LedgerChoice]:
    """What its association last chose for each agreement, on this ledger or an earlier one: the default here."""
    own = LedgerChoice.objects.filter(organization=ledger.organization_id)
    later = own.filter(agreement=OuterRef("agreement"), pk__gt=OuterRef("pk"))
    return own.filter(~Exists(later)).order_by("pk")


def as_choice(choice: LedgerChoice) -> Choice:
    """A choice as the pure rule takes it."""
    return Choice(
        frozenset((one["dimension"], one["number"]) for one in choice.objects_chosen),
        tuple(ranges(choice.accounts)),
        frozenset(choice.series),
    )


def ranges(accounts: list[str]) -> Iterator[tuple[str, str]]:
    """First and last account of each: "4000-4999", or "3987" by itself."""
    for text in accounts:
        first, dash, last = text.partition("-")
        yield first, last if dash else first
