"""What a request for an amendment may say: only what changes, from `effective_on` on."""

from rest_framework import serializers

from agreements import conditions
from agreements.bodies import CommitmentBody, ComponentBody, PartyBody, PeriodAmountBody, SharingBody
from agreements.models.acts import Outcome
from agreements.models.shared_costs import Basis
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Text


class LeavingBody(Body):
    organization = OrganizationRef()


class ChangedCommitmentBody(Body):
    """A commitment's new yearly `amount` (of an own contribution with its `components`), its `amounts` in some
    periods, or who it is paid to."""

    commitment = Id()
    amount = Amount(required=False)
    components = ComponentBody(many=True, required=False)
    amounts = PeriodAmountBody(many=True, required=False)
    recipient = OrganizationRef(required=False)


class ChangedCostBody(Body):
    """What changes of a shared cost: its amount, its key, its members, or who is paid. `members` left out are those who
    share it, without who leaves and with who joins, each with its floor and ceiling."""

    shared_cost = Id()
    amount = Amount(required=False)
    amounts = PeriodAmountBody(many=True, required=False)
    basis = serializers.ChoiceField(choices=Basis.choices, required=False)
    fixed = Amount(required=False)
    reference_date = Day(required=False)
    members = SharingBody(many=True, required=False)
    payee = OrganizationRef(required=False)


class AmendmentBody(Body):
    """`ends_on` extends or shortens the term; `leave` ends with the day before `effective_on`; `add` are commitments
    that come with the amendment."""

    effective_on = Day()
    reason = Text(max_length=5000)
    document = Text(max_length=200, registry=True)
    title = Text(max_length=200, required=False)
    ends_on = Day(required=False)
    conditions = conditions.ConditionsBody(required=False)
    join = PartyBody(many=True, required=False)
    leave = LeavingBody(many=True, required=False)
    commitments = ChangedCommitmentBody(many=True, required=False)
    add = CommitmentBody(many=True, required=False)
    shared_costs = ChangedCostBody(many=True, required=False)


class AmendmentAnswerBody(Body):
    """A public party's decision (`body`, its paragraph or a delegate's point, the minutes' `document`) or another's
    signature (`signed_by`)."""

    organization = OrganizationRef()
    outcome = serializers.ChoiceField(choices=Outcome.choices, required=False, default=Outcome.YES)
    answered_on = Day(required=False)
    body = Text(max_length=200, required=False, allow_blank=True, default="")
    delegation_point = Text(max_length=60, required=False, allow_blank=True, default="")
    paragraph = Text(max_length=60, required=False, allow_blank=True, default="")
    document = Text(max_length=200, registry=True, required=False, allow_blank=True, default="")
    signed_by = Text(max_length=200, required=False, allow_blank=True, default="")
