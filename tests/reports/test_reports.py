"""A report's life: written, handed in, sent back, handed in again, approved, corrected. Nothing is overwritten."""

from datetime import timedelta
from typing import Any

from office.clock import today
from office.models import Membership
from reports.models import ReportVersion, Review
from tests.agreements.sample import HOURS, WHY, active, begun, body, content, handed_in, member, proposed
from tests.cast import UMEA, VAN, Cast, number, organization
from tests.office.test_formats import workbook
from tests.reports.papers import paper

TODAY, TOMORROW = str(today()), str(today() + timedelta(days=2))
BACK = {"comment": "Balansräkningen saknas.", "due_on": str(today() + timedelta(days=30))}


def path_of(report: dict[str, Any]) -> str:
    return f"annual-reports/{report['id']}"


def test_from_the_first_line_to_approval(cast: Cast) -> None:
    report = begun(cast.treasurer, active(cast))
    path = path_of(report)
    assert (report["state"], report["version"]) == ("draft", 0)
    assert report["actions"] == ["fill-from-slips", "patch", "send-for-signature", "submit"]
    cast.treasurer.patch_current(path, {"narrative": "Ett bra år."})
    sent = cast.treasurer.ok("post", f"{path}/submit", {})
    assert (sent["state"], sent["version"], sent["received_on"], sent["actions"]) == ("submitted", 1, TODAY, [])
    seen = cast.officer.ok("get", path)
    assert (seen["narrative"], seen["figures"]) == ("Ett bra år.", sent["figures"])
    assert seen["actions"] == ["approve", "return"]
    done = cast.officer.ok("post", f"{path}/approve", {})
    assert (done["state"], done["review"]["outcome"], done["review"]["reviewed_on"]) == ("approved", "approved", TODAY)
    assert cast.treasurer.ok("get", path)["actions"] == ["correct"]
    version = cast.auditor.ok("get", f"{path}/versions")["results"][0]
    assert (version["number"], version["registered_by_officer"]) == (1, False)
    assert version["volunteer_hours"] == [{**HOURS, "work": "volunteer_work"}]


def test_sent_back_and_mended(cast: Cast) -> None:
    path = path_of(handed_in(cast.treasurer, active(cast)))
    assert cast.officer.ok("post", f"{path}/return", BACK)["state"] == "returned"
    mine = cast.treasurer.ok("get", path)
    assert (mine["review"]["comment"], mine["review"]["due_on"]) == (BACK["comment"], BACK["due_on"])
    assert (mine["actions"], len(mine["volunteer_hours"])) == (
        ["fill-from-slips", "patch", "send-for-signature", "submit"],
        1,
    )
    cast.treasurer.patch_current(path, {"narrative": "Nu med balansräkning."})
    assert cast.officer.ok("get", path)["narrative"] == ""
    again = cast.treasurer.ok("post", f"{path}/submit", {})
    assert (again["state"], again["version"], again["review"]) == ("submitted", 2, None)
    versions = cast.officer.ok("get", f"{path}/versions")["results"]
    assert [(one["number"], one["narrative"]) for one in versions] == [(1, ""), (2, "Nu med balansräkning.")]
    assert versions[0]["review"]["outcome"] == "returned"


def test_sending_back_needs_a_comment_and_a_new_date(cast: Cast) -> None:
    path = path_of(handed_in(cast.treasurer, active(cast)))
    told = cast.officer.send("post", f"{path}/return", {}).json()["errors"]
    assert {(one["path"], one["code"]) for one in told} == {("comment", "required"), ("due_on", "required")}
    for changes, at in [
        ({"due_on": str(today() - timedelta(days=1))}, "due_on"),
        ({"returned_on": "2020-01-01"}, "returned_on"),
    ]:
        assert cast.officer.no(400, "post", f"{path}/return", {**BACK, **changes})["date.out_of_order"]["path"] == at
    assert "date.future" in cast.officer.no(400, "post", f"{path}/return", {**BACK, "returned_on": TOMORROW})
    assert not Review.objects.exists()


def test_only_an_officer_says_when_it_came_in(cast: Cast) -> None:
    pk = active(cast)
    path = path_of(begun(cast.treasurer, pk))
    assert "date.officers_only" in cast.treasurer.no(400, "post", f"{path}/submit", {"received_on": "2021-03-15"})
    paper = path_of(begun(cast.officer, pk))
    for day, code in ((TOMORROW, "date.future"), ("2019-12-31", "date.out_of_order"), ("2021-02-29", "not_a_date")):
        assert cast.officer.no(400, "post", f"{paper}/submit", {"received_on": day})[code]["path"] == "received_on"
    sent = cast.officer.ok("post", f"{paper}/submit", {"received_on": "2021-03-15"})
    assert sent["received_on"] == "2021-03-15"
    assert "date.out_of_order" in cast.officer.no(400, "post", f"{paper}/approve", {"approved_on": "2021-03-14"})
    assert cast.officer.ok("post", f"{paper}/approve", {"approved_on": "2021-04-20"})["state"] == "approved"


def test_a_paper_that_the_officer_typed_in_is_approved_by_the_same_officer(cast: Cast) -> None:
    report = handed_in(cast.officer, active(cast))
    assert report["actions"] == ["approve", "return"]
    version = cast.officer.ok("get", f"{path_of(report)}/versions")["results"][0]
    assert version["registered_by_officer"] is True
    assert cast.officer.ok("post", f"{path_of(report)}/approve", {})["state"] == "approved"


def test_who_handed_in_for_the_association_does_not_approve(cast: Cast) -> None:
    both = member("both", officer=cast.umea, reporter=cast.van)
    path = path_of(handed_in(both, active(cast)))
    assert both.ok("get", path)["actions"] == []
    Membership.objects.filter(user=both.who, role="reporter").delete()  # they have left the association
    assert both.ok("get", path)["actions"] == ["return"]
    assert "report.own_hand_in" in both.no(403, "post", f"{path}/approve", {})
    assert "agreement.officers_only" in cast.treasurer.no(403, "post", f"{path}/approve", {})
    assert cast.officer.ok("post", f"{path}/approve", {})["state"] == "approved"


def test_what_was_approved_stands_and_a_correction_is_a_new_version(cast: Cast) -> None:
    pk = active(cast)
    path = path_of(handed_in(cast.treasurer, pk))
    assert "report.state" in cast.treasurer.no(409, "post", f"{path}/correct", WHY)
    cast.officer.ok("post", f"{path}/approve", {})
    assert "report.not_a_draft" in cast.treasurer.no(409, "patch", path, {"narrative": "x"}, if_match="*")
    for act, said in (("submit", {}), ("return", BACK), ("approve", {})):
        who = cast.treasurer if act == "submit" else cast.officer
        assert "report.state" in who.no(409, "post", f"{path}/{act}", said)
    draft = cast.treasurer.ok("post", f"{path}/correct", WHY)
    assert (draft["state"], draft["figures"][0]["amount"]) == ("draft", "310000.00")
    assert "report.correction_begun" in cast.treasurer.no(409, "post", f"{path}/correct", WHY)
    more = [{"kind": "own_cash", "source": "fees", "amount": "400000.00"}]
    cast.treasurer.patch_current(path, {"figures": more})
    seen = cast.officer.ok("get", path)
    assert (seen["state"], seen["figures"][0]["amount"]) == ("approved", "310000.00")

    def counted() -> tuple[str, bool]:
        line = cast.officer.ok("get", f"agreements/{pk}/commitment-check")["periods"][0]["lines"][1]
        return line["components"][1]["counted"], line["verified"]

    assert counted() == ("310000.00", True)
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert counted() == ("400000.00", False)
    cast.officer.ok("post", f"{path}/return", BACK)
    assert counted() == ("310000.00", True)


def test_what_was_approved_takes_no_edit_from_anybody(cast: Cast) -> None:
    """Whatever is sent, by whomever: nothing of it changes but by a correction, which is a version of its own."""
    path = path_of(handed_in(cast.treasurer, active(cast)))
    cast.officer.ok("post", f"{path}/approve", {})
    stood = [cast.auditor.ok("get", one) for one in (path, f"{path}/versions")]
    moves = {"submit": {}, "approve": {}, "return": BACK, "fill-from-slips": None, "send-for-signature": {"to": 1}}
    files: dict[str, dict[str, Any]] = {
        "attachments": {"file": paper(), "kind": "minutes"},
        "completions": {"file": paper(), "kind": "minutes"},
        "spreadsheet": {"file": paper(workbook(), "a.xlsx")},
    }
    for role in ("treasurer", "officer", "officer2", "auditor", "stranger"):
        who = getattr(cast, role)
        answers = [who.send("post", f"{path}/{act}", said) for act, said in moves.items()]
        answers += [who.post(f"/api/v1/{path}/{to}", said, format="multipart") for to, said in files.items()]
        answers.append(who.send("patch", path, {"narrative": "x", "figures": []}, if_match="*"))
        answers += [who.send(method, path) for method in ("put", "delete")]
        assert {answer.status_code for answer in answers} <= {403, 404, 405, 409}, role
        for one in files.values():
            one["file"].seek(0)
    assert [cast.auditor.ok("get", one) for one in (path, f"{path}/versions")] == stood


def test_sent_back_and_past_its_new_date_it_is_overdue(cast: Cast) -> None:
    pk = active(cast)
    path = path_of(begun(cast.officer, pk))
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    back = {"comment": "Vilka avgifter?", "due_on": "2021-04-30", "returned_on": "2021-04-01"}
    cast.officer.ok("post", f"{path}/return", back)

    def standing(day: str) -> tuple[str, str]:
        period = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?as_of={day}")["periods"][0]
        return period["report_due_on"], period["lines"][1]["status"]

    assert standing("2021-04-30") == ("2021-04-30", "open")
    assert standing("2021-05-01") == ("2021-04-30", "overdue")
    cast.officer.patch_current(path, {"narrative": "Medlemsavgifter."})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-05-04"})
    assert standing("2021-05-03")[1] == "overdue"
    assert standing("2021-05-04")[1] != "overdue"


def test_a_second_report_for_the_period_is_refused(cast: Cast) -> None:
    pk = active(cast)
    first = handed_in(cast.treasurer, pk)
    for who in (cast.treasurer, cast.officer):
        error = who.no(400, "post", "annual-reports", {"agreement": pk, "period": "2020", **content()})["report.exists"]
        assert (error["path"], error["actual"]) == ("period", first["id"])
    assert begun(cast.treasurer, pk, period="2021", volunteer_hours=[])["id"] != first["id"]


def test_a_stale_revision_changes_nothing(cast: Cast) -> None:
    report = begun(cast.treasurer, active(cast))
    path = path_of(report)
    assert "if_match.required" in cast.treasurer.no(428, "patch", path, {"narrative": "x"})
    cast.treasurer.ok("patch", path, {"narrative": "x"}, if_match=f'"{report["revision"]}"')
    assert "revision.stale" in cast.treasurer.no(
        412, "patch", path, {"narrative": "y"}, if_match=f'"{report["revision"]}"'
    )
    assert "revision.stale" in cast.treasurer.no(412, "post", f"{path}/submit", {}, if_match='"1"')
    assert not ReportVersion.objects.exists()


def test_nobody_reports_before_it_binds(cast: Cast) -> None:
    sent = {"agreement": proposed(cast)["id"], "period": "2020", **content()}
    assert "agreement.state" in cast.treasurer.no(409, "post", "annual-reports", sent)


def test_where_several_report_it_is_said_whose_it_is(cast: Cast) -> None:
    third = number(701)
    organization(third)
    pk = proposed(cast, parties=[*body()["parties"], {"organization": third, "role": "recipient"}])["id"]
    decision = {"organization": UMEA, "outcome": "yes", "body": "KS", "paragraph": "1"}
    cast.officer.ok("post", f"agreements/{pk}/decisions", decision)
    for signer in (VAN, third):
        cast.officer.ok("post", f"agreements/{pk}/signatures", {"organization": signer, "signed_by": "Ordföranden"})
    sent = {"agreement": pk, "period": "2020", **content()}
    assert cast.officer.no(400, "post", "annual-reports", sent)["required"]["path"] == "organization"
    assert cast.treasurer.ok("post", "annual-reports", sent)["organization"] == cast.van.pk
    assert "report.writers_only" in cast.treasurer.no(403, "post", "annual-reports", {**sent, "organization": third})
    assert cast.officer.ok("post", "annual-reports", {**sent, "organization": third, "figures": []})
