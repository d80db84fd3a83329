"""What a request about an appropriation may say."""

from rest_framework import serializers

from finance.models.appropriations import AppropriationState
from office.bodies import Body
from office.fields import Amount, Day, Id, Share, Text


class AppropriationBody(Body):
    """What the council has done about a year's funding. `commitment` may be left out where there is only one.

    A reduced year says its `amount` for the whole period or its `share` of what would be promised, never both; a
    preliminary one may; `decided` is in full.
    """

    commitment = Id(required=False, allow_null=True, default=None)
    period = Text(max_length=9)
    state = serializers.ChoiceField(choices=AppropriationState.choices)
    amount = Amount(required=False, allow_null=True, default=None)
    share = Share(required=False, allow_null=True, default=None)
    body = Text(max_length=200)
    paragraph = Text(max_length=60)
    decided_on = Day(required=False)
