"""How what somebody was writing is shown when another's version has come in between."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from reports.api.version_shapes import ActivityShape, AttachmentShape, FigureShape, HoursShape, papers_json
from reports.models import Attachment, ReportDraft, ReportVersion
from reports.services.standing import overtaken_by


class WrittenHoursShape(HoursShape):
    """`slips`: the time slips that the row sums, while the association writes it."""

    slips = serializers.ListField(child=serializers.IntegerField(), required=False)

    class Meta(HoursShape.Meta):
        fields = [*HoursShape.Meta.fields, "slips"]


class OvertakenShape(serializers.Serializer[Any]):
    """What I was writing upon version `upon` (0: the first) when version `by` came in; kept for me to take up or to
    discard, as `message` says."""

    upon = serializers.IntegerField()
    by = serializers.IntegerField()
    message = serializers.CharField()
    reason = serializers.CharField()
    saved_at = serializers.DateTimeField()
    figures = FigureShape(many=True)
    volunteer_hours = WrittenHoursShape(many=True)
    activities = ActivityShape(many=True)
    narrative = serializers.CharField()
    audited_by = serializers.CharField()
    attachments = AttachmentShape(many=True)


def overtaken_json(draft: ReportDraft, came: ReportVersion, state: str, papers: Sequence[Attachment]) -> dict[str, Any]:
    """The draft as `OvertakenShape`; `came` is the version that came in between, `state` the report's own."""
    return {
        "upon": draft.base,
        "by": came.number,
        "message": overtaken_by(came, state),
        "reason": draft.reason,
        "saved_at": serializers.DateTimeField().to_representation(draft.saved_at),
        "audited_by": "",
        **draft.content,
        "attachments": papers_json(papers),
    }
