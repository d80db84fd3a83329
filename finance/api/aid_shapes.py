"""An organisation's aid and the register, described for the API's schema."""

from typing import Any

from rest_framework import serializers

from finance.bodies.state_aid import ExchangeRate
from finance.models.state_aid import COUNTED_KINDS
from office.fields import Amount

Any_ = serializers.Serializer[Any]


class MemberShape(Any_):
    id = serializers.IntegerField()
    name = serializers.CharField()
    number = serializers.CharField(allow_blank=True)


class AidShape(Any_):
    """`amount` in SEK at `rate` SEK per EUR; a declaration in euros has the rate 1. Ids only where I may open them."""

    type = serializers.ChoiceField(choices=["assessment", "declaration"])
    id = serializers.IntegerField(allow_null=True)
    agreement = serializers.IntegerField(allow_null=True)
    recipient = serializers.IntegerField()
    giver = serializers.CharField()
    amount = Amount()
    rate = ExchangeRate()
    eur = Amount()
    granted_on = serializers.DateField()
    last_day = serializers.DateField()


class TakenBackShape(AidShape):
    """What was assessed of support that has been taken back: it counts no longer, and is told as history."""

    taken_back_on = serializers.DateField()


class LeavingShape(Any_):
    on = serializers.DateField()
    amount = Amount()
    remaining = Amount()


class StandingShape(Any_):
    """EUR. Without a ceiling for the day the status is `unknown`, and what depends on it null."""

    kind = serializers.ChoiceField(choices=COUNTED_KINDS)
    status = serializers.ChoiceField(choices=["within", "warning", "above", "unknown"])
    total = Amount()
    ceiling = Amount(allow_null=True)
    headroom = Amount(allow_null=True)
    share = serializers.CharField(allow_null=True)
    regulation = serializers.CharField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment] # DRF takes it off the class
    aid = AidShape(many=True)
    leaving = LeavingShape(many=True)
    taken_back = TakenBackShape(many=True)
    explanation = serializers.CharField()


class ArticleShape(Any_):
    regulation = serializers.CharField()
    article = serializers.CharField()


class TogetherShape(Any_):
    """All kinds in one sum, EUR. `may_be_cumulated`: the regulations let them stand beside each other, each up to its
    own ceiling, by these `articles`; null where no ceiling is known for the day.
    """

    total = Amount()
    may_be_cumulated = serializers.BooleanField(allow_null=True)
    articles = ArticleShape(many=True)
    explanation = serializers.CharField()


class CompensatedShape(Any_):
    """An assessment as SGEI, and the other assessments in the same agreement for the same period: such aid may not be
    cumulated with other compensation for the same service.
    """

    agreement = serializers.IntegerField()
    assessment = serializers.IntegerField()
    others = serializers.ListField(child=serializers.IntegerField())


class AidBesideShape(Any_):
    """What is assessed as no aid, or as aid under other rules: it counts toward no ceiling."""

    id = serializers.IntegerField()
    agreement = serializers.IntegerField()
    recipient = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["not_aid", "other"])
    amount = Amount()
    granted_on = serializers.DateField()


class UnassessedShape(Any_):
    """What an agreement promises for a period and nobody has assessed, SEK. It counts as nothing until then."""

    agreement = serializers.IntegerField()
    commitment = serializers.IntegerField()
    recipient = serializers.IntegerField()
    period = serializers.CharField()
    amount = Amount()
    granted_on = serializers.DateField()


class PositionShape(Any_):
    """`perhaps_twice`: declarations that look like a grant which stands here already; they count."""

    organization = serializers.IntegerField()
    as_of = serializers.DateField()
    group = MemberShape(many=True)
    standings = StandingShape(many=True)
    together = TogetherShape()
    compensated = CompensatedShape(many=True)
    beside = AidBesideShape(many=True)
    unassessed = UnassessedShape(many=True)
    perhaps_twice = serializers.ListField(child=serializers.IntegerField())


class RegisterRowShape(Any_):
    """A row for the register of de minimis aid; it is kept through `keep_until`."""

    assessment = serializers.IntegerField()
    recipient_number = serializers.CharField(allow_blank=True)
    recipient_name = serializers.CharField()
    giver_number = serializers.CharField(allow_blank=True)
    giver_name = serializers.CharField()
    granted_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=COUNTED_KINDS)
    regulation = serializers.CharField(allow_blank=True)
    amount_sek = Amount()
    rate = ExchangeRate()
    amount_eur = Amount()
    instrument = serializers.CharField(allow_blank=True)
    sector = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    keep_until = serializers.DateField()


class RegisterShape(Any_):
    granted_from = serializers.DateField()
    granted_to = serializers.DateField()
    rows = RegisterRowShape(many=True)
