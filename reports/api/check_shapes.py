"""The check's answer, described for the API's schema (`reports.checks.render` writes it)."""

from typing import Any

from rest_framework import serializers

from office.api.pagination import PageShape
from office.fields import Amount
from reports.api.line_shapes import LineShape

Any_ = serializers.Serializer[Any]


class PeriodShape(Any_):
    period = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    report_due_on = serializers.DateField(allow_null=True)
    report_state = serializers.CharField(allow_null=True)
    lines = LineShape(many=True)


class TermRowShape(Any_):
    party = serializers.CharField()
    party_id = serializers.IntegerField()
    kind = serializers.CharField()
    commitment = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    unit = serializers.CharField()
    promised_to_date = Amount()
    counted_to_date = Amount()
    waived = Amount()
    difference = Amount()
    promised_term = Amount()
    remaining = Amount()
    needed_per_remaining_period = Amount(allow_null=True)
    projected = Amount(allow_null=True)
    status = serializers.CharField()
    explanation = serializers.CharField()


class EvidenceShape(Any_):
    type = serializers.CharField()
    id = serializers.IntegerField()
    version = serializers.IntegerField(allow_null=True)


class FindingShape(Any_):
    """`unit` is what expected, actual and difference are counted in (SEK, EUR, h, or an activity's own); null where
    they are dates or nothing."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["info", "warning", "error"])
    period = serializers.CharField(allow_null=True)
    party = serializers.CharField(allow_null=True)
    party_id = serializers.IntegerField(allow_null=True)
    clause = serializers.CharField()
    expected = serializers.CharField(allow_null=True)
    actual = serializers.CharField(allow_null=True)
    difference = Amount(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    evidence = EvidenceShape(many=True)
    message = serializers.CharField()


class DecisionRefShape(Any_):
    """The decision in force on a consequence (`consequence-decisions`), what was computed then, and the decision that
    it `replaces`, on which `ground`."""

    id = serializers.IntegerField()
    computed = Amount()
    amount = Amount()
    body = serializers.CharField()
    delegation_point = serializers.CharField()
    paragraph = serializers.CharField()
    reason = serializers.CharField()
    decided_on = serializers.DateField()
    replaces = serializers.IntegerField(allow_null=True)
    ground = serializers.CharField(allow_null=True)


class ClaimRefShape(Any_):
    """How the claim stands (`claims`): of a reconsidered one with what came in before. `left` is below zero where that
    much is to be paid back."""

    id = serializers.IntegerField()
    state = serializers.CharField()
    due_on = serializers.DateField()
    repaid = Amount()
    written_off = Amount()
    left = Amount()


class ConsequenceShape(Any_):
    """A computed proposal: `party` is to repay `amount` of what `payer` has paid (or is to get so much less of what it
    is to pay next). `claimable` is what can be claimed back: of a late report's reduction nothing while the payment has
    not left. `state` is `proposed` until the payer decides: `claim`, `reduce` or `refrain`."""

    code = serializers.CharField()
    period = serializers.CharField(allow_null=True)
    party = serializers.CharField()
    party_id = serializers.IntegerField()
    payer = serializers.CharField()
    payer_id = serializers.IntegerField()
    amount = Amount()
    claimable = Amount()
    clause = serializers.CharField()
    state = serializers.CharField()
    decision = DecisionRefShape(allow_null=True)
    claim = ClaimRefShape(allow_null=True)
    formula = serializers.CharField()
    explanation = serializers.CharField()


class SupportPartShape(Any_):
    """What a public party gives beside money in a period, SEK; `formula` is of the whole row."""

    id = serializers.IntegerField()
    period = serializers.CharField()
    giver = serializers.CharField()
    giver_id = serializers.IntegerField()
    party = serializers.CharField()
    party_id = serializers.IntegerField()
    kind = serializers.CharField()
    what = serializers.CharField()
    value = Amount()
    formula = serializers.CharField()


class BasisShape(Any_):
    rates = serializers.ListField(child=serializers.CharField())
    report_versions = serializers.ListField(child=serializers.CharField())
    digest = serializers.CharField()


class CheckShape(Any_):
    """One agreement at the end of `as_of`. Money and hours are decimal strings; unknown is null, never zero."""

    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    as_of = serializers.DateField()
    status = serializers.CharField()
    periods = PeriodShape(many=True)
    through_term = TermRowShape(many=True)
    findings = FindingShape(many=True)
    consequences = ConsequenceShape(many=True)
    support = SupportPartShape(many=True)
    basis = BasisShape()


class CheckPageShape(PageShape):
    results = CheckShape(many=True)


class EventShape(Any_):
    on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    kind = serializers.CharField()
    organization = serializers.CharField()
    period = serializers.CharField()
    amount = Amount(allow_null=True)
    note = serializers.CharField()


class EventPageShape(PageShape):
    results = EventShape(many=True)
