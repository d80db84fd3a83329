"""What a request about how books are read may say."""

from typing import Any

from rest_framework import serializers

from finance.bodies.account_numbers import AccountBeginning
from office.bodies import Body
from office.fields import Id, OrganizationRef, Share, Text


def _accounts(classes: str, default: str, **more: Any) -> "serializers.ListField":
    """Accounts by how their numbers begin: an account of another class could not be what it is said to be."""
    return serializers.ListField(child=AccountBeginning(classes, default), required=False, default=[default], **more)


class LedgerReadingBody(Body):
    """`grants` are the municipality's grants and `public` other public money, both income (3xxx); `liabilities` is
    where unused grants stand, balance accounts (1xxx or 2xxx). `key` is the share of costs without an object that the
    agreement bears, and `agreed` says where that was agreed.
    """

    agreement = Id()
    organization = OrganizationRef(required=False)
    grants = _accounts("3", "3987", allow_empty=False)
    public = _accounts("3", "398")
    liabilities = _accounts("12", "2")
    key = Share(required=False, allow_null=True, default=None)
    agreed = Text(max_length=300, required=False, allow_blank=True, default="")
