"""How reports and their hours are shown as they stood at the clocks of a question."""

from office.api.shapes import Json
from office.known import happened
from office.rows import Row
from reports.api.report_shapes import ReportShape, VolunteerHoursShape
from reports.api.version_shapes import AttachmentShape, FirstApprovalShape, HoursShape, ReviewShape, content_json
from reports.models import FirstApproval, ReportVersion, Review, VolunteerHours
from reports.selectors import attachments, signatures


class StoodReportShape(ReportShape):
    """The newest version that had been handed in, with its answer as far as it had been given."""

    beside = ("version_then", "state_then")

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        self.say_kinds(shown)
        ids, context = [version for version, _state in beside], self.context
        versions = ReportVersion.objects.in_bulk(ids)
        answers = Review.objects.filter(happened(self.asked, "reviewed_on"), version__pk__in=ids)
        reviews = ReviewShape(context=context).of("version_id", answers)
        approved = FirstApproval.objects.filter(happened(self.asked, "approved_on"), version__pk__in=ids)
        firsts = FirstApprovalShape(context=context).of("version_id", approved)
        rows = VolunteerHours.objects.filter(version__pk__in=ids).order_by("pk")
        hours, signed = HoursShape(context=context).of("version_id", rows), signatures.on_versions(ids)
        papers = attachments.on_versions(ids)
        for one, (pk, state) in zip(shown, beside, strict=True):
            version = versions[pk]
            one |= content_json(version, hours)
            one |= {"state": state, "version": version.number, "revision": None, "actions": []}
            one |= {"received_on": version.received_on, "recorded_at": version.recorded_at, "reason": version.reason}
            one["first_approval"] = next(iter(firsts[pk]), None)
            one["review"] = next(iter(reviews[pk]), None)
            one["signatures"] = signed[pk]
            one["attachments"] = AttachmentShape(papers[pk], many=True).data


class StoodHoursShape(VolunteerHoursShape):
    """Hours with the state that their report had."""

    beside = ("state_then",)

    def complete(self, shown: list[Json], beside: list[Row]) -> None:
        for one, (state,) in zip(shown, beside, strict=True):
            one["report_state"] = state
