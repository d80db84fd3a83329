"""What a request about time slips and their links may say."""

from decimal import Decimal

from rest_framework import serializers

from agreements.conditions import CATEGORIES
from office.bodies import Body
from office.fields import Amount, Count, Day, Id, OrganizationRef, Text
from reports.models.slips import MOST_HOURS_EACH


class TimeSlipLinkBody(Body):
    """`organization` may be left out where only one of mine reports. `last_day` is the last on which the link works."""

    agreement = Id()
    organization = OrganizationRef(required=False, allow_null=True, default=None)
    name = Text(max_length=100)
    activity = Text(max_length=200)
    category = serializers.ChoiceField(choices=CATEGORIES, default="adult")
    last_day = Day(required=False, allow_null=True, default=None)


class SlipBody(Body):
    """A slip as a group leader enters it. `women` and `men`: both or neither. `form` names the form it was sent by."""

    activity = Text(max_length=200)
    category = serializers.ChoiceField(choices=CATEGORIES)
    day = Day()
    people = Count()
    women = Count(required=False, allow_null=True, default=None)
    men = Count(required=False, allow_null=True, default=None)
    hours_each = Amount(positive=True, most=Decimal(MOST_HOURS_EACH))
    form = Text(max_length=64)


class AttestedSlipBody(Body):
    """`women` and `men` where the slip does not tell them."""

    id = Id()
    women = Count(required=False, allow_null=True, default=None)
    men = Count(required=False, allow_null=True, default=None)


class AttestBody(Body):
    """`attested_by` is the office held, such as "Kassören", as in a row of hours."""

    slips = AttestedSlipBody(many=True, allow_empty=False)
    attested_by = Text(max_length=200)


class RejectedSlipBody(Body):
    id = Id()


class RejectBody(Body):
    """The group that entered the slips reads the reason."""

    slips = RejectedSlipBody(many=True, allow_empty=False)
    reason = Text(max_length=500)
