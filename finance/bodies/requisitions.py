"""What a request for money on requisition may say."""

from rest_framework import serializers

from office.bodies import Body
from office.fields import Day, Id, OrganizationRef, Text


class RequisitionBody(Body):
    """`instalment` is its number in the commitment's list; left out: the first that is not asked for yet."""

    agreement = Id()
    period = Text(max_length=9)
    commitment = Id(required=False, allow_null=True, default=None)
    instalment = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True, default=None)
    recipient = OrganizationRef(required=False, allow_null=True, default=None)
    requested_on = Day(required=False)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class RequisitionWithdrawBody(Body):
    reason = Text(max_length=500)
    withdrawn_on = Day(required=False)
