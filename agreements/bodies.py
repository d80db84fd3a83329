"""What a request about an agreement may say."""

from decimal import Decimal

from rest_framework import serializers

from agreements import conditions
from agreements.condition_fields import Flag, MonthDay, Months
from agreements.models.acts import Covers, Outcome
from agreements.models.agreement import AgreementKind
from agreements.models.conflicts import Ground
from agreements.models.mandates import Seat, Signs
from agreements.models.shared_costs import Basis
from agreements.models.terms import CommitmentKind, ComponentKind, PartyRole
from office.bodies import Body
from office.fields import Amount, Day, Id, OrganizationRef, Share, Text

#: Hours that one association promises in a year: a hundred thousand people, ten hours each.
MOST_HOURS = Decimal(1_000_000)


class PartyBody(Body):
    organization = OrganizationRef()
    role = serializers.ChoiceField(choices=PartyRole.choices)


class ComponentBody(Body):
    """A part of the own contribution: SEK a year or, of volunteer time, `hours` a year of a `category`, which are worth
    what the rate in force on a period's first day says. Volunteer time counts up to that unless it says otherwise."""

    kind = serializers.ChoiceField(choices=ComponentKind.choices)
    amount = Amount(required=False)
    hours = Amount(required=False, most=MOST_HOURS)
    category = serializers.ChoiceField(choices=conditions.CATEGORIES, required=False)
    counting = serializers.ChoiceField(choices=["cap", "floor", "plan"], required=False)


class DaysAfter(Months):
    form = "whole number of days, 0 to 365"


class InstalmentBody(Body):
    """A part of a period's funding: on a day of the year (`due`) or `on_requisition`, and `after_report` not before the
    recipient's report for the period before is approved. `within_days` counts from when it was asked for or released.
    """

    due = MonthDay(required=False, allow_null=True, default=None)
    share = Share()
    on_requisition = Flag(required=False, default=False)
    after_report = Flag(required=False, default=False)
    within_days = DaysAfter(min_value=0, max_value=365, required=False, default=0)
    clause = Text(max_length=200, required=False, allow_blank=True, default="")


class PeriodAmountBody(Body):
    period = Text(max_length=9)
    amount = Amount()


class CommitmentBody(Body):
    party = OrganizationRef()
    kind = serializers.ChoiceField(choices=CommitmentKind.choices)
    name = Text(max_length=200, required=False, allow_blank=True, default="")
    per = serializers.ChoiceField(choices=["year", "period"], required=False, default="year")
    amount = Amount(required=False)
    amounts = PeriodAmountBody(many=True, required=False)
    quantity = Amount(required=False)
    unit = Text(max_length=40, required=False, allow_blank=True, default="")
    recipient = OrganizationRef(required=False, allow_null=True, default=None)
    components = ComponentBody(many=True, required=False)
    instalments = InstalmentBody(many=True, required=False)
    clause = Text(max_length=200, required=False, allow_blank=True, default="")


class SharingBody(Body):
    """How a member shares: its `percent` of a cost by own percentages, its `quantity` of one by usage; `floor` and
    `ceiling` are whole SEK a year."""

    organization = OrganizationRef()
    percent = Amount(required=False, most=Decimal(100))
    quantity = Amount(required=False)
    floor = Amount(required=False, allow_null=True, default=None)
    ceiling = Amount(required=False, allow_null=True, default=None)


class SharedCostBody(Body):
    """A cost in whole SEK that members share by a key and pay to `payee`, the host. Left out, the `members` are all
    public parties; those of a key per capita have their inhabitants on `reference_date`."""

    name = Text(max_length=200)
    payee = OrganizationRef()
    basis = serializers.ChoiceField(choices=Basis.choices)
    amount = Amount(required=False)
    amounts = PeriodAmountBody(many=True, required=False)
    fixed = Amount(required=False)
    reference_date = Day(required=False)
    members = SharingBody(many=True, required=False)
    instalments = InstalmentBody(many=True, required=False)
    clause = Text(max_length=200, required=False, allow_blank=True, default="")


class AgreementBody(Body):
    reference = Text(max_length=60, registry=True)
    title = Text(max_length=200)
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    purpose = Text(max_length=5000, required=False, allow_blank=True, default="")
    starts_on = Day()
    ends_on = Day()
    parties = PartyBody(many=True)
    commitments = CommitmentBody(many=True)
    shared_costs = SharedCostBody(many=True, required=False)
    conditions = conditions.ConditionsBody(required=False, default=dict)


class DecisionBody(Body):
    """A board's decision has its `paragraph`; a delegate's (`body` is the office held) its `delegation_point`. The
    `document` is the minutes' registry number or title."""

    organization = OrganizationRef()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    decided_on = Day(required=False)
    body = Text(max_length=200)
    delegation_point = Text(max_length=60, required=False, allow_blank=True, default="")
    paragraph = Text(max_length=60, required=False, allow_blank=True, default="")
    document = Text(max_length=200, registry=True, required=False, allow_blank=True, default="")


class SignatureBody(Body):
    organization = OrganizationRef()
    signed_on = Day(required=False)
    signed_by = Text(max_length=200)


class TerminationBody(Body):
    document = Text(max_length=200, registry=True)
    reason = Text(max_length=5000)
    terminated_on = Day(required=False)
    last_day = Day(required=False)


class NoticeBody(Body):
    """A party's notice that the agreement is not to renew itself."""

    organization = OrganizationRef()
    given_on = Day(required=False)
    document = Text(max_length=200, registry=True)
    reason = Text(max_length=5000, required=False, allow_blank=True, default="")


class DecidedBody(Body):
    """Who decided: `organization` by its board (`body`, `paragraph`) or by a delegate (`body` is the office held, with
    its `delegation_point` and perhaps a paragraph), when and why.
    """

    organization = OrganizationRef()
    reason = Text(max_length=5000)
    decided_on = Day(required=False)
    body = Text(max_length=200)
    delegation_point = Text(max_length=60, required=False, allow_blank=True, default="")
    paragraph = Text(max_length=60, required=False, allow_blank=True, default="")


class WaiverBody(DecidedBody):
    """`organization` decides; `party` and `kind` say whose promise, `period` which year of it.

    Funding is not waived: a payer does not excuse itself.
    """

    party = OrganizationRef()
    kind = serializers.ChoiceField(choices=[one for one in CommitmentKind.choices if one[0] != "funding"])
    period = Text(max_length=9)
    covers = serializers.ChoiceField(choices=Covers.choices)
    until = Day(required=False, allow_null=True, default=None)


class MandateBody(Body):
    """Who the association's minutes give a seat, and whether it signs. `organization` may be left out by who reports
    for one only; `username` is the account that hands in by it; `ends_on` empty: until another is elected.
    """

    organization = OrganizationRef(required=False, allow_null=True, default=None)
    name = Text(max_length=120)
    office = Text(max_length=100)
    seat = serializers.ChoiceField(choices=Seat.choices)
    signs = serializers.ChoiceField(choices=Signs.choices)
    username = Text(max_length=150, required=False, allow_blank=True, default="")
    minutes = Text(max_length=200, registry=True)
    minutes_on = Day()
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True, default=None)


class AnnualMeetingBody(Body):
    """The day of an association's annual meeting, and the notice or the minutes that say so. `organization` may be left
    out by who reports for one only; `replaces` is the row that said otherwise."""

    organization = OrganizationRef(required=False, allow_null=True, default=None)
    held_on = Day()
    document = Text(max_length=200, registry=True)
    reported_on = Day(required=False)
    replaces = Id(required=False, allow_null=True, default=None)


class MandateEndBody(Body):
    last_day = Day()
    minutes = Text(max_length=200, registry=True)


class ConflictBody(Body):
    """A conflict of interest of one's own in a case; the note is the handler's to write and names no third person."""

    agreement = Id()
    ground = serializers.ChoiceField(choices=Ground.choices)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class ConflictEndBody(Body):
    reason = Text(max_length=500)
