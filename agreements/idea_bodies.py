"""What a request may say on the way from an idea to an agreement."""

from typing import Any

from rest_framework import serializers

from agreements import area_kinds
from agreements.bodies import CommitmentBody, PartyBody
from agreements.models.agreement import AgreementKind
from agreements.models.initiatives import Answered, InitiativeKind
from agreements.models.legal import LegalGround
from agreements.models.pilots import Verdict
from agreements.models.studies import Form, Possible, Side
from office.bodies import Body
from office.fields import Day, Id, OrganizationRef, Text


class RecipientBody(Body):
    organization = OrganizationRef()


class InitiativeBody(Body):
    """An initiative (`letter`) or an application for `membership`. `sender` may be left out by who acts for one
    organisation only. A recipient's officer who has the paper may say its `reference`, and the day it came in.
    """

    kind = serializers.ChoiceField(choices=InitiativeKind.choices)
    sender = OrganizationRef(required=False, allow_null=True, default=None)
    recipients = RecipientBody(many=True, allow_empty=False)
    title = Text(max_length=200)
    summary = Text(max_length=5000)
    document = Text(max_length=200, registry=True)
    applies_to = Text(max_length=200, required=False, allow_blank=True, default="")
    agreement = Id(required=False, allow_null=True, default=None)
    reference = Text(max_length=60, registry=True, required=False, allow_blank=True, default="")
    received_on = Day(required=False, allow_null=True, default=None)


class ReceiptBody(Body):
    """A recipient's own registry number, and the day it came in; today if left out."""

    organization = OrganizationRef()
    reference = Text(max_length=60, registry=True)
    received_on = Day(required=False)


class AnswerBody(Body):
    """What a recipient decided. Who declines says why."""

    organization = OrganizationRef()
    outcome = serializers.ChoiceField(choices=Answered.choices)
    reason = Text(max_length=5000, required=False, allow_blank=True, default="")
    decided_on = Day(required=False)
    body = Text(max_length=200)
    delegation_point = Text(max_length=60, required=False, allow_blank=True, default="")
    paragraph = Text(max_length=60, required=False, allow_blank=True, default="")


class CameOfItBody(Body):
    """The agreement that came of it."""

    agreement = Id()


class AreaKind(serializers.ChoiceField):
    """A word of the list of what municipalities cooperate in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(area_kinds.kinds()), **kwargs)


class MemberBody(Body):
    organization = OrganizationRef()


class StudyBody(Body):
    """Who looks into something together: `host` is one of the `members`."""

    host = OrganizationRef()
    reference = Text(max_length=60, registry=True)
    title = Text(max_length=200)
    purpose = Text(max_length=5000, required=False, allow_blank=True, default="")
    started_on = Day(required=False)
    members = MemberBody(many=True, allow_empty=False)
    initiative = Id(required=False, allow_null=True, default=None)


class StudyEndBody(Body):
    recommendation = Text(max_length=20000)
    document = Text(max_length=200, registry=True)
    ended_on = Day(required=False)


class AreaBody(Body):
    """`members` are those of the study who take part; all of them if left out."""

    kind = AreaKind()
    name = Text(max_length=200)
    description = Text(max_length=5000, required=False, allow_blank=True, default="")
    form = serializers.ChoiceField(choices=Form.choices)
    members = MemberBody(many=True, required=False, allow_empty=False)


class AreaAssessmentBody(Body):
    side = serializers.ChoiceField(choices=Side.choices)
    possible = serializers.ChoiceField(choices=Possible.choices)
    reasons = Text(max_length=5000)
    sources = Text(max_length=2000, required=False, allow_blank=True, default="")
    assessed_by = Text(max_length=200)
    assessed_on = Day(required=False)


class AreaAgreementBody(Body):
    """The draft that an area becomes: its members are the parties and its name the title, the study's host is the
    `host` if it takes part. The registry number is the study's if left out."""

    reference = Text(max_length=60, registry=True, required=False, allow_blank=True, default="")
    title = Text(max_length=200, required=False, allow_blank=True, default="")
    kind = serializers.ChoiceField(
        choices=[one for one in AgreementKind.choices if one[0] in ("cooperation", "joint_board", "pilot")],
        required=False,
        default="cooperation",
    )
    starts_on = Day()
    ends_on = Day()


class LegalBody(Body):
    """A party's word on one ground, with its reasons and what they rest on (a provision, a statement)."""

    agreement = Id()
    organization = OrganizationRef()
    ground = serializers.ChoiceField(choices=LegalGround.choices)
    possible = serializers.ChoiceField(choices=Possible.choices)
    reasons = Text(max_length=5000)
    source = Text(max_length=1000, registry=True)  # type: ignore[assignment] # DRF takes it off the class
    assessed_by = Text(max_length=200)
    assessed_on = Day(required=False)


class HypothesisBody(Body):
    agreement = Id()
    text = Text(max_length=2000)


class MeasureBody(Body):
    what = Text(max_length=200)
    how = Text(max_length=2000)
    measured_by = Day()


class VerdictBody(Body):
    hypothesis = Id()
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    why = Text(max_length=2000, required=False, allow_blank=True, default="")


class PilotReportBody(Body):
    """An end report; `verdicts` on the hypotheses that it judges."""

    agreement = Id()
    document = Text(max_length=200, registry=True)
    conclusions = Text(max_length=20000)
    reported_on = Day(required=False)
    verdicts = VerdictBody(many=True)


class TemplateBody(Body):
    agreement = Id()
    title = Text(max_length=200)
    description = Text(max_length=5000, required=False, allow_blank=True, default="")


class TemplateDraftBody(Body):
    """What a template does not have: parties, dates, a registry number, and perhaps already who promises what."""

    reference = Text(max_length=60, registry=True)
    title = Text(max_length=200, required=False, allow_blank=True, default="")
    purpose = Text(max_length=5000, required=False, allow_blank=True, default="")
    starts_on = Day()
    ends_on = Day()
    parties = PartyBody(many=True)
    commitments = CommitmentBody(many=True, required=False, default=list)
