"""What an amendment changes, told to who decides on it: in words and in kronor, of one that is proposed and of one that
is only thought of."""

from typing import NamedTuple

from django.db import transaction

from agreements import amendment_words
from agreements.amending import Change, Document, Worth
from agreements.amending import worth as worth_of
from agreements.cost_keys import CannotShareError
from agreements.models import Agreement, Amendment
from agreements.services import amending, documents
from agreements.services.amending import Values
from office.language import current_language
from office.models import Organization, User
from office.refusals import Refusal


class Outline(NamedTuple):
    """The terms on its day before and after it, as documents (`agreements.amending`), and what it sets."""

    before: Document
    after: Document
    change: Change

    @property
    def worth(self) -> Worth:
        """All funding through the term before and after, SEK."""
        return worth_of(self.before, self.after)

    @property
    def sentences(self) -> list[str]:
        """Everything that differs, in the reader's language."""
        ids = {one["organization"] for one in self.after["parties"]}
        names = dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name"))
        return amendment_words.sentences(self.before, self.after, self.change, names, current_language())


def of(amendment: Amendment) -> Outline:
    """Of what is agreed now; of what was when it was proposed, where that has made it impossible."""
    agreement, change = amendment.agreement, amendment.change
    try:
        return Outline(*documents.with_change(agreement, change), change)
    except CannotShareError:
        return Outline(*documents.with_change(agreement, change, amendment.recorded_at), change)


def thought_of(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Outline:
    """What would be proposed (`amending.propose`); nothing is saved. Raises `Refused` with everything that is wrong."""
    with transaction.atomic():
        change, _before = amending.prepared(agreement, values, by, refusals, expected)
        return Outline(*documents.with_change(agreement, change), change)
