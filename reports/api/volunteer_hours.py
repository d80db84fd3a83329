"""`/volunteer-hours`."""

from typing import Any, ClassVar

import django_filters

from agreements.conditions import CATEGORIES, WORK
from office.api.views import ReadDoor
from office.known import Asked
from reports.api.report_shapes import VolunteerHoursShape
from reports.api.stood_shapes import StoodHoursShape
from reports.models import VolunteerHours
from reports.models.versions import VolunteerHoursQuerySet
from reports.selectors.stood import hours_stood


class VolunteerHoursFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("version__report__agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("version__report__organization_id", min_value=1, max_value=2**63 - 1)
    period = django_filters.CharFilter("version__report__period", max_length=9)
    category = django_filters.ChoiceFilter(choices=[(name, name) for name in CATEGORIES])
    work = django_filters.ChoiceFilter(choices=[(name, name) for name in WORK])


class VolunteerHoursDoor(ReadDoor):
    """Hours as they were handed in; a list holds those of each report's newest version."""

    serializer_class = VolunteerHoursShape
    queryset = VolunteerHours.objects.none()
    filterset_class = VolunteerHoursFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("starts_on", "hours", "activity")
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on",)
    as_known = frozenset({"list"})

    def get_queryset(self) -> VolunteerHoursQuerySet:
        rows = VolunteerHours.objects.visible_to(self.request.user).select_related("version__report")
        return rows.newest() if self.action == "list" and not self.asked.then else rows

    def get_serializer_class(self) -> Any:
        return StoodHoursShape if self.asked.then else VolunteerHoursShape

    def stood(self, rows: VolunteerHoursQuerySet, asked: Asked) -> VolunteerHoursQuerySet:
        return hours_stood(rows, asked)
