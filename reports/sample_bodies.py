"""What requests at the auditor's desk may say."""

from rest_framework import serializers

from office.bodies import Body
from office.fields import Day, Id, Text
from reports.export_bodies import Filters
from reports.models.samples import Severity
from reports.sampling import METHODS


class SampleBody(Body):
    """`size` items of `list` with `filters`, as the auditor's `assignment` shows it, by `seed` (drawn if left out)."""

    assignment = Id()
    list = Text(max_length=80)
    filters = Filters(required=False, default=dict)
    method = serializers.ChoiceField(choices=METHODS)
    size = Id()
    seed = Text(required=False, max_length=64, registry=True)
    purpose = Text(required=False, allow_blank=True, max_length=500, default="")


class ObservationBody(Body):
    """On a sampled item, to be followed up on a day or not at all."""

    item = Id()
    severity = serializers.ChoiceField(choices=Severity.choices)
    text = Text(max_length=5000)
    follow_up_on = Day(required=False, allow_null=True, default=None)


class FollowUpBody(Body):
    """What was found, today or on `followed_up_on`; `next_on` is when it is followed up again (null: it is settled)."""

    text = Text(max_length=5000)
    followed_up_on = Day(required=False)
    next_on = Day(required=False, allow_null=True, default=None)


class NoteBody(Body):
    """On a sample, or on one of its items."""

    sample = Id()
    item = Id(required=False, allow_null=True, default=None)
    text = Text(max_length=5000)
