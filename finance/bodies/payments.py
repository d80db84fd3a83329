"""What a request about money may say."""

from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text


class PaymentBody(Body):
    """`commitment` and `recipient` may be left out where there is only one. A correction names what it `corrects`.

    One that names its `order` is as that says: amount, period, commitment and recipient may be left out.
    """

    agreement = Id()
    period = Text(max_length=9, required=False)
    amount = Amount(negative=True, required=False)
    paid_on = Day(required=False)
    commitment = Id(required=False, allow_null=True, default=None)
    recipient = OrganizationRef(required=False, allow_null=True, default=None)
    corrects = Id(required=False, allow_null=True, default=None)
    order = Id(required=False, allow_null=True, default=None)
    note = Text(max_length=500, required=False, allow_blank=True, default="")
