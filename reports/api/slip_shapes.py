"""How time slips and their links are shown to the association that they belong to."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from office.api.shapes import Json, Shape
from office.clock import today
from office.fields import Amount
from office.rows import Row
from reports.models import SlipUse, TimeSlip, TimeSlipLink

DONE = ("attested", "rejected", "withdrawn")


class TimeSlipLinkShape(Shape[TimeSlipLink]):
    """Never with its secret. `state`: `open`, `ended` (its last day has passed) or `revoked`."""

    state = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = TimeSlipLink
        fields = [
            "id", "agreement", "organization", "name", "activity", "category", "last_day", "state", "recorded_at",
            "revoked_at", "actions",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(choices=["open", "ended", "revoked"]))
    def get_state(self, link: TimeSlipLink) -> str:
        return _link_state(link.revoked_at, link.last_day)

    def get_actions(self, link: TimeSlipLink) -> list[str]:
        """What I may do with it now."""
        return [] if link.revoked_at else ["revoke"]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one in shown:
            one["state"] = _link_state(one["revoked_at"], one["last_day"])
            one["actions"] = [] if one["revoked_at"] else ["revoke"]


def _link_state(revoked_at: Any, last_day: Any) -> str:
    return "revoked" if revoked_at else "ended" if last_day and last_day < today() else "open"


class NewTimeSlipLinkShape(TimeSlipLinkShape):
    """The only time that the address is told: to print, or to send to the group. Null when a request is repeated."""

    url = serializers.CharField(allow_null=True)
    qr = serializers.CharField(allow_null=True, help_text="The address as a QR code: an SVG image.")

    class Meta(TimeSlipLinkShape.Meta):
        fields = [*TimeSlipLinkShape.Meta.fields, "url", "qr"]


class TimeSlipShape(Shape[TimeSlip]):
    """`hours` = `people` × `hours_each`. `women` and `men`: as entered, or as attested. `report`, `version` and
    `volunteer_hours` (a row's id): where it was handed in last."""

    beside = (
        "women", "men", "answer__outcome", "answer__women", "answer__men", "answer__attested_by", "answer__reason",
        "answer__recorded_at",
    )  # fmt: skip
    agreement = serializers.IntegerField(source="link.agreement_id")
    organization = serializers.IntegerField(source="link.organization_id")
    hours_each = Amount()
    hours = Amount()
    state = serializers.SerializerMethodField()
    women = serializers.SerializerMethodField()
    men = serializers.SerializerMethodField()
    attested_by = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    answered_at = serializers.SerializerMethodField()
    report = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    volunteer_hours = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = TimeSlip
        fields = [
            "id", "link", "agreement", "organization", "activity", "category", "day", "people", "women", "men",
            "hours_each", "hours", "state", "attested_by", "reason", "recorded_at", "answered_at", "report", "version",
            "volunteer_hours", "actions",
        ]  # fmt: skip

    def _answer(self, slip: TimeSlip) -> Any:
        return getattr(slip, "answer", None)

    @extend_schema_field(serializers.ChoiceField(choices=["entered", *DONE]))
    def get_state(self, slip: TimeSlip) -> str:
        return getattr(self._answer(slip), "outcome", "entered")

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_women(self, slip: TimeSlip) -> int | None:
        return _told(getattr(self._answer(slip), "women", None), slip.women)

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_men(self, slip: TimeSlip) -> int | None:
        return _told(getattr(self._answer(slip), "men", None), slip.men)

    def get_attested_by(self, slip: TimeSlip) -> str:
        return getattr(self._answer(slip), "attested_by", "")

    def get_reason(self, slip: TimeSlip) -> str:
        return getattr(self._answer(slip), "reason", "")

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_answered_at(self, slip: TimeSlip) -> Any:
        return getattr(self._answer(slip), "recorded_at", None)

    def _use(self, slip: TimeSlip) -> tuple[int, int, int] | tuple[None, None, None]:
        return _newest_uses([slip.pk]).get(slip.pk, (None, None, None))

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_report(self, slip: TimeSlip) -> int | None:
        return self._use(slip)[0]

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_version(self, slip: TimeSlip) -> int | None:
        return self._use(slip)[1]

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_volunteer_hours(self, slip: TimeSlip) -> int | None:
        return self._use(slip)[2]

    def get_actions(self, slip: TimeSlip) -> list[str]:
        """What I may do with it now."""
        return [] if self._answer(slip) else ["attest", "reject"]

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        uses = _newest_uses([one["id"] for one in shown])
        for one, (women, men, outcome, *counted, attested_by, reason, at) in zip(shown, beside, strict=True):
            one["state"] = outcome or "entered"
            one["actions"] = [] if outcome else ["attest", "reject"]
            one |= {"attested_by": attested_by or "", "reason": reason or "", "answered_at": at}
            one["women"], one["men"] = map(_told, counted, (women, men))
            one["report"], one["version"], one["volunteer_hours"] = uses.get(one["id"], (None, None, None))


def _told(attested: int | None, entered: int | None) -> int | None:
    return entered if attested is None else attested


def _newest_uses(slips: list[int]) -> dict[int, tuple[int, int, int]]:
    """By slip: the report, the number of its newest version that has the slip, and the row of hours."""
    rows = SlipUse.objects.filter(slip__pk__in=slips).order_by("pk")
    found = rows.values_list("slip_id", "version__report_id", "version__number", "hours_id")
    return {slip: (report, version, hours) for slip, report, version, hours in found}


class AnsweredSlipsShape(serializers.Serializer[Any]):
    """What was attested or rejected, and how many hours that is."""

    state = serializers.ChoiceField(choices=["attested", "rejected"])
    slips = serializers.ListField(child=serializers.IntegerField())
    hours = Amount()
