"""Rows of volunteer hours through the API: what kind of work they were, and that they hold no person."""

import re
from typing import Any

from django.apps import apps
from django.db import models
from rest_framework import serializers

from reports.api.report_shapes import ReportShape, VolunteerHoursShape
from reports.api.version_shapes import HoursShape, VersionShape
from reports.bodies import ContentBody, HoursBody
from reports.models import VolunteerHours
from tests.agreements.sample import HOURS, active, begun, content
from tests.cast import Cast

#: What a row of hours is made of: counts, dates, words for work, and the office that attests. No column is a person's.
ROW = {"activity", "category", "hours", "starts_on", "ends_on", "women", "men", "attested_by", "work"}
#: The time slips behind a row, by their ids.
BEHIND = {"slips"}
#: Where the row belongs: the report that it came with.
WHOSE = {"id", "agreement", "organization", "period", "report", "report_state", "version"}
OF_A_PERSON = re.compile(
    r"(^|_)(first|last|full|sur|given)?_?name|person|birth|ssn|e?_?mail|phone|mobile|address|street|postal|contact"
)


def test_the_kind_of_work_is_kept_listed_and_found(cast: Cast) -> None:
    rows = [dict(HOURS), {**HOURS, "hours": "20.00", "work": "travel"}]
    begun_with = begun(cast.treasurer, active(cast), volunteer_hours=rows)
    assert [row["work"] for row in begun_with["volunteer_hours"]] == ["volunteer_work", "travel"]
    handed_in = cast.treasurer.ok("post", f"annual-reports/{begun_with['id']}/submit", {})
    assert [row["work"] for row in handed_in["volunteer_hours"]] == ["volunteer_work", "travel"]
    assert [row["hours"] for row in cast.auditor.ok("get", "volunteer-hours?work=travel")["results"]] == ["20.00"]
    assert cast.auditor.no(400, "get", "volunteer-hours?work=singing")


def test_a_kind_of_work_that_is_none_is_refused_by_path(cast: Cast) -> None:
    body = {"agreement": active(cast), "period": "2020", **content(volunteer_hours=[{**HOURS, "work": "singing"}])}
    found = cast.treasurer.no(400, "post", "annual-reports", body)["invalid_choice"]
    assert found["path"] == "volunteer_hours[0].work"
    assert found["expected"] == ["volunteer_work", "leading", "board_work", "travel", "attendance"]


def test_what_counts_is_a_clause_with_its_own_words(cast: Cast) -> None:
    kept = {"value": ["leading", "volunteer_work"], "clause": "§ 4"}
    rows = [dict(HOURS), {**HOURS, "hours": "20.00", "work": "travel"}]
    pk = active(cast, conditions={"volunteer_rate": "leader-2014", "volunteer_time_counts": kept})
    report = begun(cast.treasurer, pk, volunteer_hours=rows)
    cast.treasurer.ok("post", f"annual-reports/{report['id']}/submit", {})
    answer = cast.treasurer.ok("get", f"agreements/{pk}/commitment-check")
    part = next(line for line in answer["periods"][0]["lines"] if line["kind"] == "co_financing")["components"][0]
    assert (part["hours"], part["beside"]) == ("4000.00", [{"work": "travel", "hours": "20.00"}])
    found = next(one for one in answer["findings"] if one["code"] == "volunteer_time.not_counted")
    assert (found["clause"], found["actual"], found["unit"]) == ("§ 4", "20.00", "h")
    asked = cast.treasurer.ok("get", f"agreements/{pk}")["conditions"]["volunteer_time_counts"]
    assert asked == {"value": ["volunteer_work", "leading"], "clause": "§ 4"}


def test_a_row_of_hours_has_no_place_for_a_person() -> None:
    """A new column has to be added here, by somebody who has thought of it."""
    columns = {field.name for field in VolunteerHours._meta.concrete_fields}
    assert columns - {"id", "version"} == ROW
    assert set(HoursBody().fields) - BEHIND == set(HoursShape().fields) - BEHIND == ROW
    assert set(VolunteerHoursShape().fields) == ROW | WHOSE
    offices = VolunteerHours._meta.get_field("attested_by")
    assert isinstance(offices, models.CharField)
    assert "office held" in offices.help_text


def _api_fields(shape: serializers.BaseSerializer[Any]) -> set[str]:
    """The names of a shape's fields, and of those inside them."""
    found: set[str] = set()
    for name, field in getattr(shape, "fields", {}).items():
        inner = getattr(field, "child", field)
        found |= {name} | (_api_fields(inner) if isinstance(inner, serializers.BaseSerializer) else set())
    return found


def test_no_field_of_reports_hours_or_slips_is_a_persons_name_number_or_address() -> None:
    """In a report the name is an activity's, on a link for time slips the group's, of a paper the file's."""
    columns = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("reports").get_models()
        for field in model._meta.concrete_fields
        if OF_A_PERSON.search(field.name)
    }
    assert columns - {"TimeSlipLink.name", "Attachment.name"} == set()
    told = _api_fields(ContentBody()) | _api_fields(ReportShape()) | _api_fields(VersionShape())
    assert {name for name in told if OF_A_PERSON.search(name)} - {"name"} == set()
