"""A correction has a reason and changes something; two versions differ field by field."""

from typing import Any

from office.models import AuditEvent
from office.services import trail
from reports.models import ReportVersion
from tests.agreements.sample import HOURS, WHY, active, begun, content, handed_in, twin
from tests.cast import Cast, Client
from tests.reports.papers import PDF, attached

BACK = {"comment": "Hur kan det stämma?", "due_on": "2199-01-31"}
REASON = WHY["reason"]


def approved(cast: Cast, **changes: Any) -> str:
    """The path of a report that the treasurer handed in and the officer approved."""
    path = f"annual-reports/{handed_in(cast.treasurer, active(cast), **changes)['id']}"
    cast.officer.ok("post", f"{path}/approve", {})
    return path


def told(who: Client, path: str, query: str = "") -> list[tuple[Any, ...]]:
    found = who.ok("get", f"{path}/differences{query}")["changes"]
    return [(one["path"], one["kind"], one["before"], one["after"]) for one in found]


def test_a_correction_says_why(cast: Cast) -> None:
    path = approved(cast)
    error = cast.treasurer.no(400, "post", f"{path}/correct", {})["required"]
    assert error["path"] == "reason"
    assert "blank" in cast.treasurer.no(400, "post", f"{path}/correct", {"reason": " "})
    draft = cast.treasurer.ok("post", f"{path}/correct", WHY)
    assert (draft["state"], draft["reason"]) == ("draft", REASON)
    assert cast.officer.ok("get", path)["reason"] == ""
    (begun_it,) = AuditEvent.objects.filter(kind="report.correction_begun")
    assert (begun_it.data["reason"], begun_it.draft) == (REASON, True)


def test_the_reason_stays_with_the_version_that_comes_of_it(cast: Cast) -> None:
    path = approved(cast)
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "Rättad."})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["reason"] == REASON
    versions = cast.auditor.ok("get", f"{path}/versions")["results"]
    assert [one["reason"] for one in versions] == ["", REASON]
    assert cast.auditor.ok("get", path)["reason"] == REASON
    events = AuditEvent.objects.filter(kind="report.submitted").order_by("pk")
    assert [one.data.get("reason") for one in events] == [None, REASON]
    agreement = cast.auditor.ok("get", path)["agreement"]
    rows = cast.auditor.ok("get", f"agreements/{agreement}/timeline")["results"]
    assert [row["note"] for row in rows if row["kind"] == "report_received"] == [
        "version 1", f"version 2: {REASON}",
    ]  # fmt: skip


def test_a_correction_that_was_sent_back_goes_on_for_the_same_reason(cast: Cast) -> None:
    """Also when somebody else goes on with it."""
    path = approved(cast)
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "Rättad."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", BACK)
    cast.treasurer.patch_current(path, {"narrative": "Rättad igen."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", BACK)
    cast.officer2.patch_current(path, {"narrative": "Rättad av handläggaren."})
    attached(cast.officer2, path)
    cast.officer2.ok("post", f"{path}/submit", {})
    assert list(ReportVersion.objects.values_list("number", "reason")) == [
        (1, ""), (2, REASON), (3, REASON), (4, REASON),
    ]  # fmt: skip
    cast.officer.ok("post", f"{path}/approve", {})
    cast.treasurer.ok("post", f"{path}/correct", {"reason": "En avgift till."})
    cast.treasurer.patch_current(path, {"narrative": "Ny."})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["reason"] == "En avgift till."


def test_what_the_association_handed_in_an_officer_corrects_by_its_paper_alone(cast: Cast) -> None:
    path = approved(cast)
    cast.officer.ok("post", f"{path}/correct", WHY)
    cast.officer.patch_current(path, {"narrative": "Rättad av handläggaren."})
    assert cast.officer.ok("get", f"{path}/preview")["errors"][0]["code"] == "report.paper_needed"
    told = cast.officer.no(400, "post", f"{path}/submit", {})["report.paper_needed"]
    assert (told["path"], "version 1" in told["message"]) == ("attachments", True)
    attached(cast.officer, path)
    assert cast.officer.ok("post", f"{path}/submit", {})["version"] == 2
    cast.officer.ok("post", f"{path}/return", BACK)
    cast.officer.patch_current(path, {"narrative": "Rättad en gång till."})
    assert set(cast.officer.no(400, "post", f"{path}/submit", {})) == {"report.paper_needed"}  # it said that already
    attached(cast.officer, path, content=PDF + b"\n")
    cast.officer.ok("post", f"{path}/submit", {})


def test_a_paper_of_which_the_association_said_nothing_is_corrected_as_it_was_registered(cast: Cast) -> None:
    path = f"annual-reports/{handed_in(cast.officer, active(cast))['id']}"
    cast.officer2.ok("post", f"{path}/approve", {})
    cast.officer.ok("post", f"{path}/correct", WHY)
    cast.officer.patch_current(path, {"narrative": "Rätt avskriven."})
    cast.officer.ok("post", f"{path}/submit", {})


def test_a_correction_that_changes_nothing_is_refused(cast: Cast) -> None:
    """Also when its rows stand in another order; nothing is saved."""
    rows = [dict(HOURS), {**HOURS, "activity": "Läxhjälp", "hours": "5.00"}]
    path = approved(cast, volunteer_hours=rows)
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    error = cast.treasurer.no(400, "post", f"{path}/submit", {})["report.identical"]
    assert "version 1" in error["message"]
    assert (error["expected"], error["actual"]) == ("something else than version 1", 1)
    preview = cast.treasurer.ok("get", f"{path}/preview")
    assert (preview["ready"], [one["code"] for one in preview["errors"]]) == (False, ["report.identical"])
    cast.treasurer.patch_current(path, {"volunteer_hours": rows[::-1]})
    assert "report.identical" in cast.treasurer.no(400, "post", f"{path}/submit", {})
    assert ReportVersion.objects.count() == 1
    assert cast.treasurer.ok("get", path)["state"] == "draft"
    cast.treasurer.patch_current(path, {"volunteer_hours": rows[:1]})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["version"] == 2


def test_what_was_sent_back_is_not_handed_in_unchanged(cast: Cast) -> None:
    """An officer who asks gets an answer, if only in the narrative."""
    path = f"annual-reports/{handed_in(cast.treasurer, active(cast))['id']}"
    cast.officer.ok("post", f"{path}/return", BACK)
    for who in (cast.treasurer, cast.officer):
        error = who.no(400, "post", f"{path}/submit", {})["report.identical"]
        assert "answer in the narrative" in error["message"]
    cast.treasurer.patch_current(path, {"narrative": "Det stämmer: vi var fler i år."})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["version"] == 2


def test_a_correction_that_was_sent_back_may_go_back_to_what_was_approved(cast: Cast) -> None:
    path = approved(cast, narrative="Ett bra år.")
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "Ett dåligt år."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", BACK)
    cast.treasurer.patch_current(path, {"narrative": "Ett bra år."})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["version"] == 3
    assert told(cast.officer, path, "?from=1") == []


def test_two_versions_differ_field_by_field(cast: Cast) -> None:
    other = {**HOURS, "activity": "Läxhjälp", "category": "young", "hours": "5.00"}
    path = approved(cast, volunteer_hours=[dict(HOURS), other], narrative="Ett bra år.")
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    gifts = {"kind": "own_cash", "source": "donations", "amount": "5000.00"}
    fees = {**content()["figures"][0], "amount": "320000.00"}
    changed = {
        "figures": [gifts, fees],
        "volunteer_hours": [{**other, "starts_on": "2020-02-01"}, {**HOURS, "hours": "4100.00", "men": 26}],
        "activities": [{"name": "Kafé", "quantity": "3", "unit": "träffar"}],
        "narrative": "Ett bra år, rättat.",
    }
    cast.treasurer.patch_current(path, changed)
    cast.treasurer.ok("post", f"{path}/submit", {})
    answer = cast.auditor.ok("get", f"{path}/differences?from=1&to=2")
    assert (answer["from"], answer["to"], answer["reason"]) == (1, 2, REASON)
    kafe, laxor = "Språkcafé/adult/2020-01-01/2020-12-31", "Läxhjälp/young/2020-{}-01/2020-12-31"
    assert told(cast.auditor, path) == [
        ("figures[own_cash/fees].amount", "changed", "310000.00", "320000.00"),
        ("figures[own_cash/donations]", "added", None, gifts),
        (f"volunteer_hours[{kafe}].hours", "changed", "4000.00", "4100.00"),
        (f"volunteer_hours[{kafe}].men", "changed", 25, 26),
        (f"volunteer_hours[{laxor.format('01')}]", "removed", {**other, "work": "volunteer_work"}, None),
        (f"volunteer_hours[{laxor.format('02')}]", "added", None,
         {**other, "starts_on": "2020-02-01", "work": "volunteer_work"}),
        ("activities[Kafé/träffar]", "added", None, {"name": "Kafé", "quantity": "3.00", "unit": "träffar"}),
        ("narrative", "changed", "Ett bra år.", "Ett bra år, rättat."),
    ]  # fmt: skip
    assert {one["path"] for one in cast.auditor.ok("get", f"{path}/differences?from=0&to=1")["changes"]} == {
        "figures[own_cash/fees]", f"volunteer_hours[{kafe}]", f"volunteer_hours[{laxor.format('01')}]", "narrative",
    }  # fmt: skip
    assert told(cast.auditor, path, "?from=2&to=2") == []


def test_versions_that_are_none_are_refused(cast: Cast) -> None:
    path = approved(cast)
    for query, at in (("from=2", "from"), ("to=2", "to"), ("from=0&to=9", "to")):
        error = cast.officer.no(400, "get", f"{path}/differences?{query}")["version.unknown"]
        assert (error["path"], error["expected"]) == (at, "0-1")
    for query in ("from=-1", "to=x", "from=1.5"):
        assert "parameter.invalid" in cast.officer.no(400, "get", f"{path}/differences?{query}")
    assert "parameter.unknown" in cast.officer.no(400, "get", f"{path}/differences?form=1")


def test_what_is_being_written_is_no_version(cast: Cast) -> None:
    path = f"annual-reports/{begun(cast.treasurer, active(cast))['id']}"
    assert cast.treasurer.ok("get", f"{path}/differences")["changes"] == []
    assert cast.officer.no(404, "get", f"{path}/differences")


def test_both_languages_refuse_alike(cast: Cast) -> None:
    path = approved(cast)
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    error = twin(cast.treasurer, "sv").no(400, "post", f"{path}/submit", {})["report.identical"]
    assert error["message"] == "Så säger version 1. En rättelse ändrar något."
    assert trail.verify().broken is None


def test_swedish_fits_every_state_and_kind(cast: Cast) -> None:
    treasurer, officer = twin(cast.treasurer, "sv"), twin(cast.officer, "sv")
    path = f"annual-reports/{begun(cast.treasurer, active(cast), volunteer_hours=[])['id']}"
    told = treasurer.no(400, "post", f"{path}/submit", {})["report.missing_figure"]["message"]
    assert told == "Utlovat: Ideell tid. Redovisa hur mycket det blev, 0 om inget."
    cast.treasurer.patch_current(path, {"volunteer_hours": [dict(HOURS)]})
    cast.treasurer.ok("post", f"{path}/submit", {})
    told = treasurer.no(409, "post", f"{path}/submit", {})["report.state"]["message"]
    assert (
        told == "Redovisningen har läget ”inkommen”; det här går bara i läget ”påbörjad” eller ”komplettering begärd”."
    )
    cast.officer.ok("post", f"{path}/return", BACK)
    told = officer.no(409, "post", f"{path}/approve", {})["report.state"]["message"]
    assert told == "Redovisningen har läget ”komplettering begärd”; det här går bara i läget ”inkommen”."
