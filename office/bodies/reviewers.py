"""What a request about second reviewers may say."""

from office.bodies.reading import Body
from office.fields import Day, OrganizationRef, Text


class ReviewerBody(Body):
    """`username` reviews for `organization` from today or `starts_on` through `ends_on`."""

    organization = OrganizationRef()
    username = Text(max_length=150)
    starts_on = Day(required=False)
    ends_on = Day(required=False, allow_null=True, default=None)


class ReviewerEndBody(Body):
    """The last day; today if left out."""

    last_day = Day(required=False)
