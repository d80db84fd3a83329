"""What a request about support beside money may say."""

from decimal import Decimal

from rest_framework import serializers

from agreements.condition_fields import Flag
from finance.models.support import SupportKind
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text

#: Square metres, hours or pieces in a row, and kronor for one of them: more is a slip of the pen.
MOST_QUANTITY, MOST_PRICE = Decimal(10_000_000), Decimal(10_000_000)


class SupportBody(Body):
    """`giver` and `recipient` may be left out where there is only one. A period instead of `starts_on` and `ends_on` is
    all of its days. `per_year`: the price is for a year and follows the days. A correction names what it `replaces`."""

    agreement = Id()
    giver = OrganizationRef(required=False, allow_null=True, default=None)
    recipient = OrganizationRef(required=False, allow_null=True, default=None)
    kind = serializers.ChoiceField(choices=SupportKind.choices)
    what = Text(max_length=200)
    period = Text(max_length=9, required=False, allow_null=True, default=None)
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    quantity = Amount(most=MOST_QUANTITY)
    unit = Text(max_length=40)
    price = Amount(most=MOST_PRICE)
    per_year = Flag(required=False, default=False)
    source = Text(max_length=300)  # type: ignore[assignment] # DRF takes it off the class
    charged = Amount(required=False, default=Decimal(0))
    valued_on = Day(required=False)
    valued_by = Text(max_length=200)
    replaces = Id(required=False, allow_null=True, default=None)
