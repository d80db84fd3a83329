"""What a request may say on the way from an idea to an agreement."""

from rest_framework import serializers

from agreements.models.initiatives import Answered, InitiativeKind
from office.bodies import Body
from office.fields import Day, Id, OrganizationRef, Text


class RecipientBody(Body):
    organization = OrganizationRef()


class InitiativeBody(Body):
    """An initiative (`letter`) or an application for `membership`. `sender` may be left out by who acts for one
    organisation only. A recipient's officer who has the paper may say its `reference`, and the day it came in.
    """

    kind = serializers.ChoiceField(choices=InitiativeKind.choices)
    sender = OrganizationRef(required=False, allow_null=True, default=None)
    recipients = RecipientBody(many=True, allow_empty=False)
    title = Text(max_length=200)
    summary = Text(max_length=5000)
    document = Text(max_length=200, registry=True)
    applies_to = Text(max_length=200, required=False, allow_blank=True, default="")
    agreement = Id(required=False, allow_null=True, default=None)
    reference = Text(max_length=60, registry=True, required=False, allow_blank=True, default="")
    received_on = Day(required=False, allow_null=True, default=None)


class ReceiptBody(Body):
    """A recipient's own registry number, and the day it came in; today if left out."""

    organization = OrganizationRef()
    reference = Text(max_length=60, registry=True)
    received_on = Day(required=False)


class AnswerBody(Body):
    """What a recipient decided. Who declines says why."""

    organization = OrganizationRef()
    outcome = serializers.ChoiceField(choices=Answered.choices)
    reason = Text(max_length=5000, required=False, allow_blank=True, default="")
    decided_on = Day(required=False)
    body = Text(max_length=200)
    delegation_point = Text(max_length=60, required=False, allow_blank=True, default="")
    paragraph = Text(max_length=60, required=False, allow_blank=True, default="")


class CameOfItBody(Body):
    """The agreement that came of it."""

    agreement = Id()
