"""A line of the check: what is promised in a period, what was delivered, and what each figure is made of."""

from typing import Any

from rest_framework import serializers

from agreements.conditions import WORK
from finance.instalments import ASSOCIATION, MUNICIPALITY, NOBODY, STATES
from office.fields import Amount

Any_ = serializers.Serializer[Any]


class RatedShape(Any_):
    category = serializers.CharField()
    hours = Amount()
    rate = Amount()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class


class BesideShape(Any_):
    """Hours of a kind of work that does not count as volunteer time."""

    work = serializers.ChoiceField(choices=WORK)
    hours = Amount()


class PriceShape(Any_):
    """SEK per hour of a category."""

    category = serializers.CharField()
    rate = Amount()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class


class ComponentShape(Any_):
    """Volunteer time says its `hours` beside the kronor. Promised in hours, `promised` is `promised_hours` × the rate
    in `promised_at`; null where no rate is in force on the period's first day."""

    kind = serializers.CharField()
    counting = serializers.CharField(allow_null=True)
    promised = Amount(allow_null=True)
    delivered = Amount(allow_null=True)
    counted = Amount(allow_null=True)
    hours = Amount(allow_null=True, required=False)
    booked = Amount(required=False, help_text="Own cash by the books, where the association handed them in.")
    valued_at = RatedShape(many=True, required=False)
    promised_hours = Amount(allow_null=True, required=False)
    promised_at = PriceShape(allow_null=True, required=False)
    basis = serializers.CharField(required=False)
    document = serializers.CharField(required=False)
    beside = BesideShape(many=True, required=False)


class DueShape(Any_):
    """An instalment: `due_on` is null while it waits to be asked for or for last year's report; `reason` says why it
    stands where it stands, `whose_move` who can take it further."""

    number = serializers.IntegerField()
    due_on = serializers.DateField(allow_null=True)
    amount = Amount()
    paid = Amount()
    ordered = Amount()
    state = serializers.ChoiceField(choices=STATES)
    whose_move = serializers.ChoiceField(choices=[ASSOCIATION, MUNICIPALITY, NOBODY])
    asked_on = serializers.DateField(allow_null=True)
    clause = serializers.CharField()
    reason = serializers.CharField()
    reduced = Amount()


class ReportRefShape(Any_):
    id = serializers.IntegerField()
    version = serializers.IntegerField()


class WaiverRefShape(Any_):
    """The decision that excuses the line: who, why and until when."""

    id = serializers.IntegerField()
    body = serializers.CharField()
    delegation_point = serializers.CharField()
    paragraph = serializers.CharField()
    reason = serializers.CharField()
    decided_on = serializers.DateField()
    until = serializers.DateField(allow_null=True)


class IndexStepShape(Any_):
    """From the month before to `month`, or to `taken` while that is not published; changes are per cent."""

    month = serializers.CharField()
    taken = serializers.CharField()
    index = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class
    uncut = serializers.CharField()
    change = serializers.CharField()
    limit = serializers.CharField(allow_null=True)


class IndexShape(Any_):
    series = serializers.CharField()
    base = serializers.CharField()
    base_index = serializers.CharField(allow_null=True)
    yearly_amount = Amount(allow_null=True)
    steps = IndexStepShape(many=True)
    missing = serializers.ListField(child=serializers.CharField())


class AppropriationRefShape(Any_):
    id = serializers.IntegerField()
    state = serializers.CharField()
    amount = Amount(allow_null=True)
    share = serializers.CharField(allow_null=True)
    body = serializers.CharField()
    paragraph = serializers.CharField()
    decided_on = serializers.DateField()


class LoweredShape(Any_):
    before = Amount()
    left = Amount()


class AmountBasisShape(Any_):
    """How a clause came to the promised amount; null where it stands as agreed."""

    agreed = Amount()
    before_appropriation = Amount(allow_null=True)
    provisional = serializers.BooleanField()
    index = IndexShape(allow_null=True)
    appropriations = AppropriationRefShape(many=True)
    funding = LoweredShape(allow_null=True)
    formula = serializers.CharField()


class LineShape(Any_):
    party = serializers.CharField()
    party_id = serializers.IntegerField()
    kind = serializers.CharField()
    commitment = serializers.IntegerField()
    name = serializers.CharField()
    unit = serializers.CharField()
    promised = Amount(allow_null=True)
    delivered = Amount(allow_null=True)
    counted = Amount(allow_null=True)
    difference = Amount(allow_null=True)
    due_to_date = Amount(allow_null=True)
    status = serializers.CharField()
    verified = serializers.BooleanField()
    report = ReportRefShape(allow_null=True)
    waiver = WaiverRefShape(allow_null=True)
    components = ComponentShape(many=True)
    instalments = DueShape(many=True)
    explanation = serializers.CharField()
    amount_basis = AmountBasisShape(allow_null=True)
