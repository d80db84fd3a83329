"""What a request about a report may say."""

from decimal import Decimal

from rest_framework import serializers

from agreements.bodies import DecidedBody
from agreements.conditions import CATEGORIES, PAPERS, WORK
from office.bodies import Body
from office.fields import Amount, Count, Day, File, Id, OrganizationRef, Text
from reports.models.attachments import PaperKind

#: Hours in one row: a hundred thousand people, ten hours each.
MOST_HOURS = Decimal(1_000_000)
SOURCES = ("fees", "donations", "sales", "foundations", "other", "public")


#: How what was given in kind was valued.
BASES = ("invoice", "price_list", "market_rent", "other")


class FigureBody(Body):
    """SEK. Own cash says where it comes from; public money counts as own cash only where the agreement says so.

    What was given in kind says how it was valued (`basis`) and the paper behind it (`document`) when it is handed in.
    """

    kind = serializers.ChoiceField(choices=["own_cash", "in_kind", "income", "costs"])
    source = serializers.ChoiceField(choices=SOURCES, required=False, allow_blank=True, default="")  # type: ignore[assignment] # DRF takes it off the class
    amount = Amount()
    basis = serializers.ChoiceField(choices=BASES, required=False)
    document = Text(max_length=300, required=False)


class HoursBody(Body):
    """Hours of an activity and category over some days. `women` and `men` are head counts; whoever attests is named by
    the office held. No persons. `slips` are the time slips that the row sums, where it was filled from them."""

    activity = Text(max_length=200)
    category = serializers.ChoiceField(choices=CATEGORIES)
    hours = Amount(most=MOST_HOURS)
    starts_on = Day()
    ends_on = Day()
    women = Count()
    men = Count()
    attested_by = Text(max_length=200)
    work = serializers.ChoiceField(choices=WORK, required=False, default=WORK[0])
    slips = serializers.ListField(child=Id(), required=False)


class ActivityBody(Body):
    name = Text(max_length=200)
    quantity = Amount()
    unit = Text(max_length=40)


class ContentBody(Body):
    """`audited_by` is the association's auditor, as the auditor's report names them."""

    figures = FigureBody(many=True, required=False, default=list)
    volunteer_hours = HoursBody(many=True, required=False, default=list)
    activities = ActivityBody(many=True, required=False, default=list)
    narrative = Text(max_length=50_000, required=False, allow_blank=True, default="")
    audited_by = Text(max_length=120, required=False, allow_blank=True, default="")


class ReportBody(ContentBody):
    """`organization` may be left out where only one reports."""

    agreement = Id()
    period = Text(max_length=9)
    organization = OrganizationRef(required=False, allow_null=True, default=None)


class SpreadsheetBody(Body):
    """A form: the report's template, filled in."""

    file = File()


class AttachmentBody(Body):
    """A paper: PDF, XLSX, DOCX, PNG or JPEG, by what it holds, and which kind of paper it is."""

    file = File()
    kind = serializers.ChoiceField(choices=PaperKind.choices)


class CompletionBody(AttachmentBody):
    """A paper that comes after its report was received incomplete. `audited_by` goes with an auditor's report."""

    kind = serializers.ChoiceField(choices=PAPERS)
    received_on = Day(required=False)
    audited_by = Text(max_length=120, required=False, allow_blank=True, default="")


class PaperReliefBody(DecidedBody):
    """`party`'s report for the `period` may come without the `paper`: until `complete_on`, or for good (null), which a
    board (`paragraph`) or a delegate (`delegation_point`) decides. `party` may be left out where only one reports."""

    agreement = Id()
    party = OrganizationRef(required=False, allow_null=True, default=None)
    period = Text(max_length=9)
    paper = serializers.ChoiceField(choices=PAPERS)
    complete_on = Day(required=False, allow_null=True, default=None)


class CorrectBody(Body):
    """Why an approved report is corrected; it stays with the version that comes of it."""

    reason = Text(max_length=2000)


class TakeUpBody(Body):
    """`reason`: why an approved report is corrected, where what is taken up was no correction."""

    reason = Text(max_length=2000, required=False, allow_blank=True, default="")


class SubmitBody(Body):
    """`complete_on`: an officer receives the report incomplete, and the papers that are missing are to come by then."""

    received_on = Day(required=False)
    complete_on = Day(required=False, allow_null=True, default=None)


class SendForSignatureBody(Body):
    """`to` is the mandate of who is asked for the next signature."""

    to = Id()


#: What a report is read and sent back by.
REPORT_PARTS = ("figures", "volunteer_hours", "activities", "narrative", "audited_by", "attachments")


class ReturnedPartBody(Body):
    """What is missing in one part, and by when it is to be completed."""

    part = serializers.ChoiceField(choices=REPORT_PARTS)
    comment = Text(max_length=5000)
    due_on = Day()


class ReturnBody(Body):
    """A comment and a date for the whole, for single `parts`, or for both; the earliest date is the report's."""

    comment = Text(max_length=5000, required=False, allow_blank=True, default="")
    due_on = Day(required=False, allow_null=True, default=None)
    parts = ReturnedPartBody(many=True, required=False, default=list)
    returned_on = Day(required=False)


class ApproveBody(Body):
    """`remarks`: approved, with something to mind (godkänd med påpekande)."""

    approved_on = Day(required=False)
    remarks = Text(max_length=5000, required=False, allow_blank=True, default="")


class SecondReviewRuleBody(Body):
    """`above` (SEK of funding a period): a report of more is approved by two; null ends the rule."""

    organization = OrganizationRef()
    above = Amount(allow_null=True)
    starts_on = Day(required=False)
    source = Text(max_length=200, registry=True)  # type: ignore[assignment] # DRF takes it off the class
