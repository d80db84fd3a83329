"""When an association holds its annual meeting, which a report's due day can count from. Never changed."""

from django.db import models
from django.db.models import Q

from agreements.models.acts import Act
from agreements.models.terms import known_to
from office.access import AnyUser, acting
from office.models import Organization


class AnnualMeetingQuerySet(models.QuerySet["AnnualMeeting"]):
    def visible_to(self, user: AnyUser) -> "AnnualMeetingQuerySet":
        """The association's own reporters, and officers and auditors of municipalities that it has agreements with."""
        return self.filter(Q(organization__in=acting(user).reporter) | Q(organization__in=known_to(user)))


class AnnualMeeting(Act):
    """The day of an annual meeting, as it was told on `reported_on`, and the paper that says so: the notice, or the
    minutes. One that was moved, or told wrongly, is replaced by a newer row.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="annual_meetings")
    held_on = models.DateField()
    reported_on = models.DateField()
    document = models.CharField(max_length=200)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = AnnualMeetingQuerySet.as_manager()
