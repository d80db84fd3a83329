"""What a request about a consequence or a claim may say."""

from rest_framework import serializers

from agreements.bodies import DecidedBody
from finance.models.claims import Outcome
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text


class ConsequenceDecisionBody(DecidedBody):
    """A decision on what the check computed as of `decided_on`: its `code`, `period` (null: the whole term) and
    `party`. `organization` is the payer, since each payer decides on its own money.

    `amount` is the whole of it if left out; less needs no more than the reason, more is refused. A claim has a
    `due_on`. Where the shortfall or the delay itself is excused, a waiver of the agreement is the right act, and
    nothing follows.
    """

    agreement = Id()
    code = Text(max_length=40)
    period = Text(max_length=9, required=False, allow_null=True, default=None)
    party = OrganizationRef(required=False, allow_null=True, default=None)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    amount = Amount(required=False, allow_null=True, default=None)
    due_on = Day(required=False, allow_null=True, default=None)


class ClaimPaymentBody(Body):
    """Money that came in on a claim. A correction is negative and names what it `corrects`."""

    amount = Amount(negative=True)
    paid_on = Day(required=False)
    corrects = Id(required=False, allow_null=True, default=None)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class WriteOffBody(DecidedBody):
    """A decision to let go of what is left of a claim; `amount` is all of it if left out. The party that claims decides
    it, so that `organization` may be left out.
    """

    organization = OrganizationRef(required=False, allow_null=True, default=None)
    amount = Amount(positive=True, required=False, allow_null=True, default=None)
