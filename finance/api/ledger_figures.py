"""Figures of ledgers. SEK, debit positive as in the books: income is negative, costs are positive."""

from typing import Any

from rest_framework import serializers

from office.fields import Amount


class Sek(Amount):
    """An amount that is kept as its text."""

    def to_representation(self, value: Any) -> str:
        return str(value)


class LedgerPartShape(serializers.Serializer[Any]):
    """Some rows of a ledger: income is accounts 3xxx, costs 4xxx–7xxx, financial 8xxx without the year's result."""

    rows = serializers.IntegerField()
    income = Sek()
    costs = Sek()
    financial = Sek()


class AccountInShape(serializers.Serializer[Any]):
    """An account with the sum of its rows; `opening` and `closing` as the file has them, null where it has none."""

    number = serializers.CharField()
    name = serializers.CharField()
    rows = serializers.IntegerField()
    amount = Sek()
    opening = Sek(allow_null=True)
    closing = Sek(allow_null=True)


class ObjectInShape(serializers.Serializer[Any]):
    """An object with its rows, and their sum on the profit and loss accounts."""

    dimension = serializers.CharField()
    dimension_name = serializers.CharField()
    number = serializers.CharField()
    name = serializers.CharField()
    rows = serializers.IntegerField()
    amount = Sek()


class SeriesInShape(serializers.Serializer[Any]):
    series = serializers.CharField()
    vouchers = serializers.IntegerField()
    rows = serializers.IntegerField()


class LedgerTotalsShape(serializers.Serializer[Any]):
    """What was chosen beside the whole ledger of the same days; of both, what is on rows that name no object."""

    chosen = LedgerPartShape()
    chosen_without_object = LedgerPartShape()
    ledger = LedgerPartShape()
    ledger_without_object = LedgerPartShape()


class LedgerAccountShape(serializers.Serializer[Any]):
    """An account with the rows handed in; `without_object` is what of `amount` is on rows that name no object."""

    number = serializers.CharField()
    name = serializers.CharField()
    rows = serializers.IntegerField()
    amount = Sek()
    without_object = Sek()


class LedgerBalanceShape(serializers.Serializer[Any]):
    """What a chosen balance account stood at before the first day and after the last; null where the file has no
    opening balances. `others` is what of the opening is on other objects than those chosen, null where the file does
    not say (absent in what was handed in before it was told).
    """

    number = serializers.CharField()
    name = serializers.CharField()
    opening = Sek(allow_null=True)
    closing = Sek(allow_null=True)
    others = Sek(allow_null=True, required=False)
