"""What an amendment changes, told to who decides on it: in words and in kronor, of one that is proposed and of one that
is only thought of."""

from typing import NamedTuple

from django.db import transaction

from agreements import amendment_words
from agreements.amending import Change, Difference, Worth
from agreements.models import Agreement, Amendment
from agreements.services import amending, documents
from agreements.services.amending import Values
from office.language import current_language
from office.models import Organization, User
from office.refusals import Refusal


class Outline(NamedTuple):
    """A change, and what it makes of the terms."""

    difference: Difference
    change: Change

    @property
    def worth(self) -> Worth:
        """All funding through the term without it and with it, SEK."""
        return self.difference.worth

    @property
    def sentences(self) -> list[str]:
        """Everything that differs, in the reader's language."""
        ids = {one["organization"] for one in self.difference.at_last["parties"]}
        names = dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name"))
        return amendment_words.sentences(self.difference, self.change, names, current_language())


def of(amendment: Amendment) -> Outline:
    """Of an amendment that was proposed, whatever came of it."""
    return Outline(documents.as_decided(amendment), amendment.change)


def thought_of(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Outline:
    """What would be proposed (`amending.propose`); nothing is saved. Raises `Refused` with everything that is wrong."""
    with transaction.atomic():
        change, _before = amending.prepared(agreement, values, by, refusals, expected)
        return Outline(documents.difference(agreement, change), change)
