"""What a request about groups, meetings, tasks and goals may say."""

from rest_framework import serializers

from agreements.models.follow_up import Direction, TaskOutcome
from agreements.models.groups import GroupKind
from office.bodies import Body
from office.fields import Amount, Count, Day, Id, OrganizationRef, Text

#: What a meeting's minutes hold, and what a council's member says.
ITEMS = ("decision", "note")
SAID = ("yes", "no", "absent")


class RepresentedBody(Body):
    """How many represent an organisation; 0 in a later row: nobody any more."""

    organization = OrganizationRef()
    representatives = Count(required=False, default=1)


class MembersBody(Body):
    """Who is represented otherwise from a day on."""

    from_on = Day()
    members = RepresentedBody(many=True, allow_empty=False)


class GroupBody(Body):
    """A group of an agreement's parties, all of them from its first day."""

    agreement = Id()
    kind = serializers.ChoiceField(choices=GroupKind.choices)
    name = Text(max_length=200)
    purpose = Text(max_length=5000, required=False, allow_blank=True, default="")
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True, default=None)
    members = RepresentedBody(many=True, allow_empty=False)


class AttendanceBody(Body):
    """How many came from an organisation; never who."""

    organization = OrganizationRef()
    people = Count()


class ItemBody(Body):
    kind = serializers.ChoiceField(choices=ITEMS)
    text = Text(max_length=5000)


class GroupMeetingBody(Body):
    """A meeting that was held. `kind` is the group's, where a group is named."""

    agreement = Id()
    group = Id(required=False, allow_null=True, default=None)
    kind = serializers.ChoiceField(choices=GroupKind.choices, required=False, allow_null=True, default=None)
    held_on = Day(required=False)
    place = Text(max_length=200, required=False, allow_blank=True, default="")
    minutes = Text(max_length=200, required=False, allow_blank=True, default="", registry=True)
    attendance = AttendanceBody(many=True, required=False, default=list)
    items = ItemBody(many=True, required=False, default=list)


class StatementBody(Body):
    organization = OrganizationRef()
    said = serializers.ChoiceField(choices=SAID)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class RecommendationBody(Body):
    """What a council recommends about an agreement, an amendment, or what a document names."""

    group = Id()
    agreement = Id(required=False, allow_null=True, default=None)
    amendment = Id(required=False, allow_null=True, default=None)
    document = Text(max_length=200, required=False, allow_blank=True, default="", registry=True)
    recommended_on = Day(required=False)
    text = Text(max_length=5000)
    minutes = Text(max_length=200, required=False, allow_blank=True, default="", registry=True)
    statements = StatementBody(many=True, allow_empty=False)


class TaskBody(Body):
    """What `organization`, a party, is to do by `due_on`."""

    agreement = Id()
    meeting = Id(required=False, allow_null=True, default=None)
    organization = OrganizationRef()
    text = Text(max_length=500)
    due_on = Day()


class TaskEndBody(Body):
    outcome = serializers.ChoiceField(choices=TaskOutcome.choices, required=False, default=TaskOutcome.DONE)
    done_on = Day(required=False)
    note = Text(max_length=500, required=False, allow_blank=True, default="")


class TargetBody(Body):
    """What is promised: by a day, or in a period of the agreement."""

    by = Day(required=False, allow_null=True, default=None)
    period = Text(max_length=9, required=False, allow_null=True, default=None)
    value = Amount()


class GoalBody(Body):
    """A goal and its indicator; `baseline` is what it was at first, on `baseline_on`."""

    agreement = Id()
    name = Text(max_length=200)
    indicator = Text(max_length=200)
    unit = Text(max_length=40)
    direction = serializers.ChoiceField(choices=Direction.choices, required=False, default=Direction.AT_LEAST)
    baseline = Amount(required=False, allow_null=True, default=None)
    baseline_on = Day(required=False, allow_null=True, default=None)
    clause = Text(max_length=200, required=False, allow_blank=True, default="")
    targets = TargetBody(many=True, allow_empty=False)


class MeasurementBody(Body):
    measured_on = Day(required=False)
    value = Amount()
    source = Text(max_length=200, registry=True)  # type: ignore[assignment] # DRF takes it off the class
