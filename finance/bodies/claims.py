"""What a request about a consequence or a claim may say."""

from rest_framework import serializers

from agreements.bodies import DecidedBody
from finance.models.claims import ChangeGround, Outcome
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text


class ConsequenceDecisionBody(DecidedBody):
    """A decision on what the check computed as of `decided_on`: its `code`, `period` (null: the whole term) and
    `party`. `organization` is the payer, since each payer decides on its own money.

    `amount` is the whole of it if left out; less needs no more than the reason, more is refused. What a late report
    takes of the next payment is claimed only where that payment has left (`claimable` in the check). A claim has a
    `due_on`. To reconsider a decision, name it in `replaces` and say on which `ground` (`incorrect`; to the party's
    detriment only `reserved`, `safety` or `misled`): the new one is on the whole, and what came in on a claim counts
    for it. Where the shortfall or the delay itself is excused, a waiver of the agreement is the right act, and
    nothing follows.
    """

    agreement = Id()
    code = Text(max_length=40)
    period = Text(max_length=9, required=False, allow_null=True, default=None)
    party = OrganizationRef(required=False, allow_null=True, default=None)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    amount = Amount(required=False, allow_null=True, default=None)
    due_on = Day(required=False, allow_null=True, default=None)
    replaces = Id(required=False, allow_null=True, default=None)
    ground = serializers.ChoiceField(choices=ChangeGround.choices, required=False, allow_null=True, default=None)


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
