"""What a request about an auditor's assignment may say."""

from office.bodies.reading import Body
from office.fields import Day, OrganizationRef, Text, Year


class AssignmentBody(Body):
    """`username` audits `organization`, and what is under it, from today or `starts_on` through `ends_on`.

    Of agreements it is for those with a day in the calendar years `first_year` to `last_year` (inclusive; left out: all
    years). `decision` says by whose decision: body, day and paragraph.
    """

    organization = OrganizationRef()
    username = Text(max_length=150)
    starts_on = Day(required=False)
    ends_on = Day()
    first_year = Year(required=False, allow_null=True, default=None)
    last_year = Year(required=False, allow_null=True, default=None)
    decision = Text(max_length=200)
