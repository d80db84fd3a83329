"""How a version of an annual report is shown, and what it is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from office.api.shapes import Json, Shape
from office.differences import ADDED, CHANGED, REMOVED
from office.fields import Amount
from reports.models import (
    Attachment,
    FirstApproval,
    PaperCompletion,
    ReportFreeze,
    ReportVersion,
    Review,
    VolunteerHours,
)
from reports.models.freezes import MOMENTS
from reports.selectors import attachments, signatures
from reports.services import auditors


class FigureShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class
    amount = serializers.CharField()
    basis = serializers.CharField(required=False)
    document = serializers.CharField(required=False)


class HoursShape(Shape[VolunteerHours]):
    hours = Amount()

    class Meta:
        model = VolunteerHours
        fields = ["activity", "category", "hours", "starts_on", "ends_on", "women", "men", "attested_by", "work"]


class ActivityShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    quantity = serializers.CharField()
    unit = serializers.CharField()


class FrozenRateShape(serializers.Serializer[Any]):
    category = serializers.CharField()
    rate = serializers.CharField()
    starts_on = serializers.CharField()
    ends_on = serializers.CharField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment] # DRF takes it off the class


class FrozenRatesShape(serializers.Serializer[Any]):
    """SEK per hour: the rates in force when the report was approved, by which its hours are valued for good."""

    name = serializers.CharField()
    rates = FrozenRateShape(many=True)


class ReportSignatureShape(serializers.Serializer[Any]):
    """By which mandate, in which office. While another's signature is waited for `asked` is theirs (`mandate` is null
    where who sent it does not sign)."""

    mandate = serializers.IntegerField(allow_null=True)
    office = serializers.CharField()
    signed_at = serializers.DateTimeField()
    asked = serializers.IntegerField(allow_null=True)


class ReturnedPartShape(serializers.Serializer[Any]):
    """What is missing in one part, and by when it is to be completed."""

    part = serializers.CharField()
    comment = serializers.CharField()
    due_on = serializers.CharField()


class ReviewShape(Shape[Review]):
    """The municipality's answer, and `by` whom. The `comment` of an approval is its remarks; of what was sent back
    `due_on` is the earliest date of the whole and its `parts`. `rates` come with an approval, where the agreement has
    volunteer rates.
    """

    parts = ReturnedPartShape(many=True)
    rates = FrozenRatesShape(allow_null=True)
    by = serializers.CharField(source="recorded_by.username")

    class Meta:
        model = Review
        fields = ["outcome", "reviewed_on", "comment", "due_on", "parts", "rates", "by", "recorded_at"]


class AttachmentShape(serializers.ModelSerializer[Attachment]):
    """A paper: `name` is what its writer called it; `sha256` that of its bytes, by which a version keeps it."""

    format = serializers.CharField(source="file.format")
    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file_id")

    class Meta:
        model = Attachment
        fields = ["id", "kind", "name", "format", "size", "sha256", "recorded_at"]


class CompletionShape(serializers.ModelSerializer[PaperCompletion]):
    """A paper that came afterwards, on its own day; `attachment` is its id among the report's papers."""

    name = serializers.CharField(source="attachment.name")
    format = serializers.CharField(source="attachment.file.format")
    size = serializers.IntegerField(source="attachment.file.size")
    sha256 = serializers.CharField(source="attachment.file_id")

    class Meta:
        model = PaperCompletion
        fields = [
            "id", "attachment", "paper", "received_on", "audited_by", "name", "format", "size", "sha256", "recorded_at",
        ]  # fmt: skip


def papers_json(attached: Sequence[Attachment]) -> Any:
    """Papers as a version and a report show them."""
    return AttachmentShape(attached, many=True).data


class FirstApprovalShape(Shape[FirstApproval]):
    """The first of two approvals, where a board's rule wants a second, and `by` whom."""

    by = serializers.CharField(source="recorded_by.username")

    class Meta:
        model = FirstApproval
        fields = ["approved_on", "remarks", "by", "recorded_at"]


class CodeShape(serializers.Serializer[Any]):
    """The program that gave the check: `digest` is of the files that its check consists of, `commit` null where it was
    not known, `holidays` the version of the library of banking days."""

    version = serializers.CharField()
    commit = serializers.CharField(allow_null=True)
    digest = serializers.CharField()
    holidays = serializers.CharField()


class FreezeShape(serializers.ModelSerializer[ReportFreeze]):
    """What proves the version: `digest` is SHA-256 over all that was frozen, `check_digest` that of the commitment
    check as of `as_of` by what was recorded at `recorded_at`: asked with these two it has the same digest."""

    moment = serializers.ChoiceField(choices=MOMENTS)
    code = CodeShape()

    class Meta:
        model = ReportFreeze
        fields = ["moment", "as_of", "recorded_at", "digest", "check_digest", "code"]


class VersionShape(serializers.ModelSerializer[ReportVersion]):
    """One submission as it was handed in. `registered_by_officer`: a paper that an officer typed in; `reason`: why an
    approved report was corrected by it.

    `auditor_standing` is what the association's recorded minutes say today of who audited it: `elected`,
    `not_elected` (somebody else is), `on_board`, or `unknown`; null where nobody is named.
    """

    signatures = serializers.SerializerMethodField()
    auditor_standing = serializers.SerializerMethodField()
    figures = FigureShape(many=True)
    volunteer_hours = HoursShape(source="hours", many=True)
    activities = ActivityShape(many=True)
    attachments = serializers.SerializerMethodField()
    registered_by_officer = serializers.SerializerMethodField()
    first_approval = serializers.SerializerMethodField()
    frozen = FreezeShape(source="freezes", many=True)
    review = serializers.SerializerMethodField()

    class Meta:
        model = ReportVersion
        fields = [
            "number", "received_on", "registered_by_officer", "reason", "signatures", "figures", "volunteer_hours",
            "activities", "narrative", "audited_by", "auditor_standing", "attachments", "first_approval", "review",
            "frozen", "recorded_at",
        ]  # fmt: skip

    @extend_schema_field(AttachmentShape(many=True))
    def get_attachments(self, version: ReportVersion) -> Any:
        return papers_json(attachments.of(version))

    def get_registered_by_officer(self, version: ReportVersion) -> bool:
        return version.handed_in_by_id is None

    @extend_schema_field(ReportSignatureShape(many=True))
    def get_signatures(self, version: ReportVersion) -> Any:
        return ReportSignatureShape(signatures.of_version(version), many=True).data

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_auditor_standing(self, version: ReportVersion) -> str | None:
        return auditors.standing_in(version)

    @extend_schema_field(FirstApprovalShape(allow_null=True))
    def get_first_approval(self, version: ReportVersion) -> Any:
        found = getattr(version, "first_approval", None)
        return FirstApprovalShape(found).data if found else None

    @extend_schema_field(ReviewShape(allow_null=True))
    def get_review(self, version: ReportVersion) -> Any:
        found = getattr(version, "review", None)
        return ReviewShape(found).data if found else None


class DifferenceShape(serializers.Serializer[Any]):
    """What stood at a path in the earlier version and in the later one: `added` has nothing before, `removed` nothing
    after. A path names its row by what tells rows apart: `figures[own_cash/fees].amount`,
    `volunteer_hours[Språkcafé/adult/2020-01-01/2020-12-31].hours`."""

    path = serializers.CharField()
    kind = serializers.ChoiceField(choices=[ADDED, REMOVED, CHANGED])
    before = serializers.JSONField()
    after = serializers.JSONField()


class DifferencesShape(serializers.Serializer[Any]):
    """Where two versions of a report differ, field by field; `reason` is why the later one was handed in, if it is a
    correction. Version 0 is what nobody had handed in yet."""

    report = serializers.IntegerField()
    to = serializers.IntegerField()
    reason = serializers.CharField()
    changes = DifferenceShape(many=True)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python's."""
        return {"from": serializers.IntegerField(), **super().get_fields()}


def content_json(version: ReportVersion | None, hours: Mapping[int, list[Json]]) -> Json:
    """What was handed in with a version."""
    return {
        "figures": version.figures if version else [],
        "volunteer_hours": hours[version.pk] if version and version.pk in hours else [],
        "activities": version.activities if version else [],
        "narrative": version.narrative if version else "",
        "audited_by": version.audited_by if version else "",
    }
