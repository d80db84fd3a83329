"""A period by an association's books. SEK; income, costs and liability are said as a reader expects, positive."""

from typing import Any

from rest_framework import serializers

from finance.api.ledger_figures import Sek

Any_ = serializers.Serializer[Any]


class SpanShape(Any_):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class GrantsShape(Any_):
    """The municipality's grants: income of the period, unused before and after it. Received = income + closing −
    opening − between, which is what the debt grew by where no books are, or from one ledger to the next (absent in
    readings kept before it was told)."""

    income = Sek()
    opening = Sek()
    closing = Sek()
    between = Sek(required=False)


class JumpShape(Any_):
    """Where one ledger takes over from another: the debt that it leaves, and what the next opens with."""

    day = serializers.DateField()
    left = Sek()
    taken = Sek()


class AccountSumShape(Any_):
    """An account's rows on a chosen object, those without any, and what of both counts."""

    account = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["income", "cost"])
    own = Sek()
    shared = Sek()
    counted = Sek()


class FiguresShape(Any_):
    """`shared_costs` is what rows without an object cost in all, `keyed` whether a key says what part of it counts;
    `ledgers` are the hand-ins that answered, `missing` the days that none answers for.
    """

    income = Sek()
    costs = Sek()
    shared_income = Sek()
    shared_costs = Sek()
    keyed = serializers.BooleanField()
    grants = GrantsShape()
    own_cash = Sek()
    covered = SpanShape(many=True)
    missing = SpanShape(many=True)
    ledgers = serializers.ListField(child=serializers.IntegerField())
    jumps = JumpShape(many=True)
    openings_known = serializers.BooleanField()
    preliminary = serializers.BooleanField()
    accounts = AccountSumShape(many=True)
