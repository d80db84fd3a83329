"""How shared costs and their members' shares are shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rest_framework import serializers

from agreements.amending import Document
from agreements.models import Agreement, SharedCost, Termination
from agreements.models.shared_costs import Basis
from agreements.services import documents
from agreements.share_words import formula
from agreements.sharing import left_to_share, through
from agreements.stood import terms_stood
from office.api.shapes import Json, Shape
from office.fields import Amount
from office.known import Asked, happened
from office.models import Organization


class SharingShape(serializers.Serializer[Any]):
    """A member as its key counts it: `weight` is inhabitants, per cent or a quantity, with the figure's source."""

    organization = serializers.IntegerField()
    code = serializers.CharField()
    weight = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class
    floor = serializers.CharField(allow_null=True)
    ceiling = serializers.CharField(allow_null=True)


class SharedCostShape(Shape[SharedCost]):
    """What members share, by which key, and who is paid (`payee`, an organisation). Each share is a commitment."""

    payee = serializers.IntegerField(source="payee.organization_id")
    amount = Amount(allow_null=True)
    fixed = Amount(allow_null=True)
    amounts = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    members = SharingShape(many=True)
    instalments = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = SharedCost
        fields = [
            "id", "name", "payee", "basis", "amount", "amounts", "fixed", "reference_date", "members", "instalments",
            "clause",
        ]  # fmt: skip


class WindowShape(serializers.Serializer[Any]):
    """Days with the same members: `of` is what they share, SEK, `amount` this member's part of it."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    of = serializers.IntegerField()
    amount = serializers.IntegerField()
    exact = serializers.CharField()
    weight = serializers.CharField()
    of_weight = serializers.CharField()
    fixed = serializers.CharField()
    bound = serializers.CharField()


class ShareShape(serializers.Serializer[Any]):
    """A member's share of a cost in a period, SEK, and how it came about, in numbers and in a sentence."""

    shared_cost = serializers.IntegerField()
    name = serializers.CharField()
    commitment = serializers.IntegerField()
    organization = serializers.IntegerField()
    organization_name = serializers.CharField()
    code = serializers.CharField()
    period = serializers.CharField()
    basis = serializers.ChoiceField(choices=Basis.choices)
    amount = serializers.CharField()
    formula = serializers.CharField()
    windows = WindowShape(many=True)


_WINDOW = tuple(WindowShape().fields)


def shares_of(agreement: Agreement, asked: Asked, language: str) -> list[Json]:
    """Every share as it stood at the clocks of a question, and as all that is agreed has it where none is asked: as
    `shared`, through the last day where the agreement was ended. No clause on a council's budget is looked at."""
    terms = terms_stood([agreement.pk], asked).get(agreement.pk) if asked.then else None
    terms = terms or documents.document_of(agreement)
    ended = Termination.objects.filter(happened(asked, "terminated_on"), agreement=agreement).first()
    organizations = Organization.objects.filter(pk__in=[one["organization"] for one in terms["parties"]])
    return shared(terms, organizations.called_at(asked.known_at), language, ended.last_day if ended else None)


def shared(
    terms: Document, named: Mapping[int, Organization], language: str, ended_on: date | None = None
) -> list[Json]:
    """Every share of every cost by the terms, in a language: by cost, period and code; also of members that leave.
    Where the agreement was `ended_on` a day, what is left through that day."""
    organizations = {one["party"]: one["organization"] for one in terms["parties"]}
    found = []
    for cost in terms["shared_costs"]:
        rows = [row for row in terms["commitments"] if row["shared_cost"] == cost["id"]]
        left = left_to_share(row["shares"] for row in rows)
        for row in rows:
            pk = organizations[row["party"]]
            for share in through(row["shares"], ended_on) if ended_on else row["shares"]:
                windows = [(one, *_key(cost["history"], one["starts_on"], pk)) for one in share["windows"]]
                _window, key, member = windows[-1]
                keyed = [
                    {
                        **one,
                        **left[one["starts_on"]],
                        "basis": by["basis"],
                        "on": by["reference_date"],
                        "source": of["source"],
                    }
                    for one, by, of in windows
                ]
                found.append(
                    {
                        "shared_cost": cost["id"],
                        "name": cost["name"],
                        "commitment": row["id"],
                        "organization": pk,
                        "organization_name": named[pk].name,
                        "code": member["code"],
                        "period": share["period"],
                        "basis": key["basis"],
                        "amount": share["amount"],
                        "formula": formula(keyed, language),
                        "windows": [{name: one[name] for name in _WINDOW} for one in share["windows"]],
                    }
                )
    return sorted(found, key=lambda one: (one["shared_cost"], one["period"], one["code"]))


def _key(history: Sequence[Json], day: str, organization: int) -> tuple[Json, Json]:
    """The state of a cost that holds on a day, and a member as it counts it."""
    state = [one for one in history if one["from"] is None or one["from"] <= day][-1]
    return state, next(one for one in state["members"] if one["organization"] == organization)
