"""How annual reports and their hours are shown."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db.models import F
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.selectors import officer_for, reviewer_for
from office.access import AnyUser, acting
from office.api.shapes import Json, Shape
from office.fields import Amount
from office.models.organizations import PUBLIC_KINDS
from office.rows import Row
from reports.api.overtaken_shapes import OvertakenShape, WrittenHoursShape, overtaken_json
from reports.api.version_shapes import (
    ActivityShape,
    AttachmentShape,
    FigureShape,
    FirstApprovalShape,
    HoursShape,
    ReportSignatureShape,
    ReviewShape,
    content_json,
    papers_json,
)
from reports.models import (
    AnnualReport,
    FirstApproval,
    ReportDraft,
    ReportVersion,
    Review,
    VersionSignature,
    VolunteerHours,
)
from reports.models.reports import ReportKind, ReportState
from reports.selectors import attachments, kinds, signatures
from reports.services import standing, writing


class ReportShape(Shape[AnnualReport]):
    """A report as I may see it: what I am writing, otherwise the newest version. `state` is `draft` while I write.

    Asked as it stood it is the newest version that had been handed in, with its answer then; it has no `actions`, and
    its `revision` is null: nothing is done to what was.
    """

    beside: ClassVar[tuple[str, ...]] = ("state", "revision", "recorded_at", "organization__kind")
    kind = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="latest")
    revision = serializers.SerializerMethodField()
    received_on = serializers.SerializerMethodField()
    first_approval = serializers.SerializerMethodField()
    recorded_at = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()
    figures = serializers.SerializerMethodField()
    volunteer_hours = serializers.SerializerMethodField()
    activities = serializers.SerializerMethodField()
    narrative = serializers.SerializerMethodField()
    audited_by = serializers.SerializerMethodField()
    attachments = serializers.SerializerMethodField()
    signatures = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    overtaken = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = AnnualReport
        fields = [
            "id", "agreement", "period", "kind", "organization", "state", "version", "received_on", "first_approval",
            "review", "reason", "figures", "volunteer_hours", "activities", "narrative", "audited_by", "attachments",
            "signatures", "overtaken", "revision", "recorded_at", "actions",
        ]  # fmt: skip

    def _newest(self, report: AnnualReport) -> ReportVersion | None:
        return next((one for one in report.versions.all() if one.number == report.latest), None)

    def _content(self, report: AnnualReport) -> dict[str, Any]:
        draft = standing.draft_of(report, self.context["request"].user)
        newest = self._newest(report)
        if draft is not None:
            return dict(draft.content)
        return writing.of_version(newest) if newest else {}

    @extend_schema_field(serializers.ChoiceField(choices=ReportKind.choices))
    def get_kind(self, report: AnnualReport) -> str:
        """Interim, or a period's own, which is the final one in the last period of the term as it stands."""
        return kinds.kind(report.period, kinds.last_period(report.agreement))

    @extend_schema_field(serializers.ChoiceField(choices=ReportState.choices))
    def get_state(self, report: AnnualReport) -> str:
        return standing.state_for(report, self.context["request"].user)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_revision(self, report: AnnualReport) -> str:
        """The report's revision and, while I write, my draft's within it: what others write does not move it."""
        return standing.revision_of(report, standing.draft_of(report, self.context["request"].user))

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_received_on(self, report: AnnualReport) -> str | None:
        newest = self._newest(report)
        return newest.received_on.isoformat() if newest else None

    @extend_schema_field(serializers.DateTimeField())
    def get_recorded_at(self, report: AnnualReport) -> Any:
        """When what is shown was begun (by me) or recorded: when somebody else began is theirs."""
        draft = standing.draft_of(report, self.context["request"].user)
        shown = draft or self._newest(report) or report
        return serializers.DateTimeField().to_representation(shown.recorded_at)

    @extend_schema_field(FirstApprovalShape(allow_null=True))
    def get_first_approval(self, report: AnnualReport) -> Any:
        """The first approval of the newest version, which waits for a second or was followed by it."""
        found = getattr(self._newest(report), "first_approval", None)
        return FirstApprovalShape(found).data if found else None

    @extend_schema_field(ReviewShape(allow_null=True))
    def get_review(self, report: AnnualReport) -> Any:
        """The municipality's answer to the newest version."""
        review = getattr(self._newest(report), "review", None)
        return ReviewShape(review).data if review else None

    @extend_schema_field(FigureShape(many=True))
    def get_figures(self, report: AnnualReport) -> Any:
        return self._content(report).get("figures", [])

    @extend_schema_field(WrittenHoursShape(many=True))
    def get_volunteer_hours(self, report: AnnualReport) -> Any:
        return self._content(report).get("volunteer_hours", [])

    @extend_schema_field(ActivityShape(many=True))
    def get_activities(self, report: AnnualReport) -> Any:
        return self._content(report).get("activities", [])

    def get_narrative(self, report: AnnualReport) -> str:
        return str(self._content(report).get("narrative", ""))

    def get_audited_by(self, report: AnnualReport) -> str:
        return str(self._content(report).get("audited_by", ""))

    @extend_schema_field(AttachmentShape(many=True))
    def get_attachments(self, report: AnnualReport) -> Any:
        """The papers of what is shown."""
        draft = standing.draft_of(report, self.context["request"].user)
        return papers_json(attachments.of(draft or self._newest(report)))

    @extend_schema_field(ReportSignatureShape(many=True))
    def get_signatures(self, report: AnnualReport) -> Any:
        """On what is shown: the draft as it is now, otherwise the newest version."""
        draft, newest = standing.draft_of(report, self.context["request"].user), self._newest(report)
        if draft:
            found = signatures.on_drafts([draft])[draft.pk]
        else:
            found = signatures.on_versions([newest.pk])[newest.pk] if newest else []
        return ReportSignatureShape(found, many=True).data

    def get_reason(self, report: AnnualReport) -> str:
        """Why an approved report is corrected by what is shown; empty for what is no correction."""
        shown = standing.draft_of(report, self.context["request"].user) or self._newest(report)
        return shown.reason if shown else ""

    @extend_schema_field(OvertakenShape(allow_null=True))
    def get_overtaken(self, report: AnnualReport) -> Any:
        """What I was writing when another's version came in between."""
        past = standing.overtaken_of(report, self.context["request"].user)
        if past is None:
            return None
        came = next(one for one in report.versions.all() if one.number == past.base + 1)
        return overtaken_json(past, came, report.state, attachments.of(past))

    def get_actions(self, report: AnnualReport) -> list[str]:
        """What I may do with it now."""
        return standing.actions(report, self.context["request"].user)

    def say_kinds(self, shown: list[Json]) -> None:
        """The kind of each, by the terms that are asked about."""
        last = kinds.last_periods({one["agreement"] for one in shown}, self.asked)
        for one in shown:
            one["kind"] = kinds.kind(one["period"], last[one["agreement"]])

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        """As the methods above say it of one."""
        (drafts, overtaken), versions = _drafts(shown, self.asker), _newest_versions(shown)
        came = _came(overtaken.values())
        ids = [version.pk for version in versions.values()]
        reviews = ReviewShape(context=self.context).of("version_id", Review.objects.filter(version__pk__in=ids))
        hours = HoursShape(context=self.context).of(
            "version_id", VolunteerHours.objects.filter(version__pk__in=ids).order_by("pk")
        )
        approved_first = FirstApproval.objects.filter(version__pk__in=ids)
        firsts = FirstApprovalShape(context=self.context).of("version_id", approved_first)
        givers = dict(approved_first.values_list("version_id", "recorded_by_id"))
        signers = VersionSignature.objects.filter(version__pk__in=ids, signed_by__pk=self.asker.pk or 0)
        mine_signed = set(signers.values_list("version_id", flat=True))
        seconds = reviewer_for({one["agreement"] for one in shown}, self.asker)
        signed = signatures.on_versions(ids), signatures.on_drafts(drafts.values())
        written = [draft.pk for found in (drafts, overtaken) for draft in found.values()]
        papers = attachments.on_versions(ids), attachments.on_drafts(written)
        offices, mine = officer_for({one["agreement"] for one in shown}, self.asker), acting(self.asker)
        self.say_kinds(shown)
        for one, (state, revision, recorded_at, kind) in zip(shown, beside, strict=True):
            office = offices.get(one["agreement"])
            own = one["organization"] in (mine.officer if kind in PUBLIC_KINDS else mine.reporter)
            writer = one["organization"] if own else office
            draft, version = drafts.get((one["id"], writer)), versions.get(one["id"])
            past = overtaken.get((one["id"], writer))
            giver = givers.get(version.pk) if version else None
            barred = version is not None and (
                self.asker.pk in (version.handed_in_by_id, giver) or version.pk in mine_signed
            )
            one["state"] = standing.state_to(state, draft is not None)
            one["revision"] = standing.revision_to(revision, draft)
            one["recorded_at"] = draft.recorded_at if draft else version.recorded_at if version else recorded_at
            one["actions"] = standing.actions_of(
                state,
                writer is not None,
                own and kind not in PUBLIC_KINDS,
                draft is not None,
                office is not None,
                barred,
                giver is not None and one["agreement"] in seconds,
                past is not None,
            )
            if past:
                between = came[past.report_id, past.base + 1]
                one["overtaken"] = overtaken_json(past, between, state, papers[1][past.pk])
            if version:
                one["first_approval"] = next(iter(firsts[version.pk]), None)
                one["received_on"] = version.received_on
                one["review"] = next(iter(reviews[version.pk]), None)
            newest = draft or version
            one["reason"] = newest.reason if newest else ""
            one |= {"audited_by": "", **draft.content} if draft else content_json(version, hours)
            one["attachments"] = papers_json(papers[1][draft.pk] if draft else papers[0][version.pk] if version else [])
            one["signatures"] = signed[1][draft.pk] if draft else signed[0][version.pk] if version else []


_Drafts = dict[tuple[int, int | None], ReportDraft]


def _drafts(shown: list[Json], asker: AnyUser) -> tuple[_Drafts, _Drafts]:
    """The drafts of organisations that the user acts for, by report and writer: the open ones, and the newest of those
    that were overtaken."""
    writers = acting(asker).officer | acting(asker).reporter
    rows = ReportDraft.objects.filter(report__pk__in=[one["id"] for one in shown], writer__in=writers)
    both: tuple[_Drafts, _Drafts] = {}, {}
    for draft in rows.select_related("report").order_by("base"):
        both[draft.base < draft.report.latest][draft.report_id, draft.writer_id] = draft
    return both


def _came(overtaken: Collection[ReportDraft]) -> dict[tuple[int, int], ReportVersion]:
    """The versions that overtook them, by report and number."""
    if not overtaken:
        return {}
    rows = ReportVersion.objects.filter(report__in=[draft.report_id for draft in overtaken])
    return {(version.report_id, version.number): version for version in rows}


def _newest_versions(shown: list[Json]) -> dict[int, ReportVersion]:
    rows = ReportVersion.objects.filter(report__pk__in=[one["id"] for one in shown], number=F("report__latest"))
    return {version.report_id: version for version in rows}


class VolunteerHoursShape(Shape[VolunteerHours]):
    """Hours of the newest version of a report, never kronor: what they are worth is the check's answer."""

    agreement = serializers.IntegerField(source="version.report.agreement_id")
    organization = serializers.IntegerField(source="version.report.organization_id")
    period = serializers.CharField(source="version.report.period")
    report = serializers.IntegerField(source="version.report_id")
    report_state = serializers.CharField(source="version.report.state")
    version = serializers.IntegerField(source="version.number")
    hours = Amount()

    class Meta:
        model = VolunteerHours
        fields = [
            "id", "agreement", "organization", "period", "report", "report_state", "version", "activity", "category",
            "hours", "starts_on", "ends_on", "women", "men", "attested_by", "work",
        ]  # fmt: skip
