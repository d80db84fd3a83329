"""What a request about a payment order or file may say."""

from rest_framework import serializers

from finance.models.orders import CSV, FORMATS
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text


class OrderBody(Body):
    """Left out, `amount` is what may be ordered now and `account` the confirmed one."""

    agreement = Id()
    period = Text(max_length=9, required=False)
    amount = Amount(positive=True, required=False, allow_null=True, default=None)
    commitment = Id(required=False, allow_null=True, default=None)
    recipient = OrganizationRef(required=False, allow_null=True, default=None)
    account = Id(required=False, allow_null=True, default=None)
    ordered_on = Day(required=False)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class OrderAttestBody(Body):
    acted_on = Day(required=False)


class OrderCancelBody(Body):
    """`stopped`: needed of an order that has been sent in a file, and of no other: how its payment was stopped at the
    bank or in the economy system, and who confirmed that.
    """

    reason = Text(max_length=500)
    stopped = Text(max_length=500, required=False, allow_blank=True, default="")
    acted_on = Day(required=False)


class PaymentFileBody(Body):
    """The payer's decided orders, or those of them that are named.

    `pain.001` needs the payer's own account (IBAN), its bank (BIC) and the day on which the bank is to pay.
    """

    payer = OrganizationRef()
    format = serializers.ChoiceField(choices=FORMATS, required=False, default=CSV)
    iban = Text(max_length=42, registry=True, required=False, allow_blank=True, default="")
    bic = Text(max_length=11, required=False, allow_blank=True, default="")
    execution_on = Day(required=False, allow_null=True, default=None)
    orders = serializers.ListField(child=Id(), required=False, allow_null=True, default=None, allow_empty=False)
