"""What a request about how books are read may say."""

from rest_framework import serializers

from office.bodies import Body
from office.fields import Id, OrganizationRef, Share, Text

BEGINNING = r"^[0-9]{1,12}$"


class Accounts(serializers.ListField):
    """How the numbers of some accounts begin: `398` is 3980–3989, `2890` that account alone."""

    child = serializers.RegexField(BEGINNING)


class LedgerReadingBody(Body):
    """`grants` are the municipality's grants, `public` other public money, `liabilities` where unused grants stand.
    `key` is the share of costs without an object that the agreement bears, and `agreed` says where that was agreed.
    """

    agreement = Id()
    organization = OrganizationRef(required=False)
    grants = Accounts(required=False, default=["3987"], allow_empty=False)
    public = Accounts(required=False, default=["398"])
    liabilities = Accounts(required=False, default=["2"])
    key = Share(required=False, allow_null=True, default=None)
    agreed = Text(max_length=300, required=False, allow_blank=True, default="")
