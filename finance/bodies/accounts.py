"""What a request about an association's account may say."""

from rest_framework import serializers

from finance.giro import KINDS
from office.bodies import Body
from office.fields import Day, OrganizationRef, Text


class AccountBody(Body):
    """A giro number of `organization`, for what `payer` pays it, from a day on (today if left out)."""

    payer = OrganizationRef()
    organization = OrganizationRef()
    kind = serializers.ChoiceField(choices=KINDS)
    number = Text(max_length=20, registry=True)
    starts_on = Day(required=False)
    document = Text(max_length=200, registry=True)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class AccountReviewBody(Body):
    """`verified` is how it was verified, such as by calling back, or why it is rejected."""

    verified = Text(max_length=500)
    reviewed_on = Day(required=False)
