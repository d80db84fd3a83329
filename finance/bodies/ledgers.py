"""What requests about ledgers may say."""

from rest_framework import serializers

from finance.bodies.account_numbers import AccountRange
from office.bodies import Body
from office.fields import Day, File, Id, OrganizationRef, Text


class LedgerBody(Body):
    """`organization` may be left out by who reports for one only. `confirmed`: a file without an organisation number is
    that association's all the same.
    """

    file = File()
    organization = OrganizationRef(required=False)
    confirmed = serializers.BooleanField(required=False, default=False)


class ObjectBody(Body):
    """An object by its dimension: 1 is cost centres, 6 projects."""

    dimension = Text(max_length=20)
    number = Text(max_length=100)


class ChoiceBody(Body):
    """Objects, accounts (`3987`, or a range `4000-4999`) and voucher series; a row that fits any of them is chosen.
    `release_texts` hands in the rows' texts too.
    """

    agreement = Id()
    objects = ObjectBody(many=True, required=False, default=list)
    accounts = serializers.ListField(child=AccountRange(), required=False, default=list)
    series = serializers.ListField(child=Text(max_length=20, allow_blank=True), required=False, default=list)
    release_texts = serializers.BooleanField(required=False, default=False)


class HandInBody(Body):
    """Which choice, and of which days: where left out, all that the ledger's year and the agreement's term share."""

    choice = Id()
    starts_on = Day(required=False)
    ends_on = Day(required=False)


class LedgerLinkBody(Body):
    """For how many days, and whom it is for."""

    organization = OrganizationRef(required=False)
    days = serializers.IntegerField(required=False, default=14, min_value=1, max_value=30)
    note = Text(max_length=100, required=False, allow_blank=True, default="")
