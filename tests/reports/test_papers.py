"""Papers asked for with a report: named when they are missing, let come later, excused by decision, and completed."""

from typing import Any

import pytest

from office.models import AuditEvent
from reports.models import AnnualReport, PaperCompletion, PaperRelief, ReportFreeze
from reports.services.rechecking import recheck
from tests.agreements.sample import HOURS, active, begun, body, content
from tests.agreements.test_mandates import chair
from tests.cast import UMEA, VAN, Cast, Client
from tests.contracts.problems import codes
from tests.reports.papers import attached, paper

ASKED = ["activity_report", "auditors_report"]
AUDIT = "auditors_report"
EXCUSED = {"organization": UMEA, "period": "2020", "paper": AUDIT, "reason": "För liten förening", "body": "KS"}


def asking(cast: Cast) -> int:
    clause = {"value": ASKED, "clause": "§ 7"}
    return active(cast, conditions=body()["conditions"] | {"report_papers": clause})


def report(cast: Cast, pk: int, who: str = "treasurer", **said: Any) -> str:
    """A report with the activity report and without the auditor's."""
    made = begun(getattr(cast, who), pk, **said)["id"]
    attached(getattr(cast, who), f"annual-reports/{made}")
    return f"annual-reports/{made}"


def completed(who: Client, path: str, kind: str = AUDIT, **more: Any) -> Any:
    form = {"file": paper(), "kind": kind, "audited_by": "Rut Revisor", **more}
    return who.post(f"/api/v1/{path}/completions", form, format="multipart")


def findings(who: Client, pk: int, day: str) -> set[str]:
    found = who.ok("get", f"agreements/{pk}/commitment-check?as_of={day}")["findings"]
    return {one["code"] for one in found if one["code"].startswith("paper.")}


def test_each_missing_paper_is_named(cast: Cast) -> None:
    made = begun(cast.treasurer, asking(cast))["id"]
    answer = cast.treasurer.send("post", f"annual-reports/{made}/submit", {})
    errors = answer.json()["errors"]
    assert answer.status_code == 422
    assert [(one["code"], one["expected"]) for one in errors] == [("report.missing_paper", one) for one in ASKED]
    assert errors[1]["message"] == "Auditor's report is asked for with the report by § 7: attach it."
    preview = cast.treasurer.ok("get", f"annual-reports/{made}/preview")
    assert (preview["ready"], len(preview["errors"])) == (False, 2)


def test_papers_and_all_else_that_is_wrong_are_told_together(cast: Cast) -> None:
    made = begun(cast.treasurer, asking(cast), figures=[])["id"]
    errors = cast.treasurer.no(400, "post", f"annual-reports/{made}/submit", {})
    assert {"report.missing_paper", "report.missing_figure"} <= set(errors)


def test_with_all_papers_it_is_handed_in(cast: Cast) -> None:
    path = report(cast, asking(cast))
    attached(cast.treasurer, path, AUDIT)
    error = cast.treasurer.no(400, "post", f"{path}/submit", {})["report.auditor_missing"]
    assert error["path"] == "audited_by"
    cast.treasurer.patch_current(path, {"audited_by": "Rut Revisor"})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["state"] == "submitted"


def test_the_officer_receives_it_incomplete(cast: Cast) -> None:
    pk = asking(cast)
    path = report(cast, pk, "officer")
    said = {"received_on": "2021-03-15", "complete_on": "2021-04-30"}
    assert cast.officer.ok("post", f"{path}/submit", said)["state"] == "submitted"
    (row,) = cast.auditor.ok("get", f"paper-reliefs?agreement={pk}")["results"]
    assert (row["paper"], row["complete_on"], row["decided_on"]) == (AUDIT, "2021-04-30", "2021-03-15")
    assert findings(cast.auditor, pk, "2021-03-14") == set()
    assert findings(cast.auditor, pk, "2021-04-30") == {"paper.awaited"}
    assert findings(cast.auditor, pk, "2021-05-01") == {"paper.late"}
    kinds = [one["kind"] for one in cast.auditor.ok("get", f"agreements/{pk}/timeline")["results"]]
    assert "paper_to_come" in kinds


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("treasurer", {"complete_on": "2199-01-31"}, "paper.officers_only"),
        ("officer", {"complete_on": "2021-03-14", "received_on": "2021-03-15"}, "date.out_of_order"),
    ],
)
def test_who_receives_it_incomplete_and_until_when(cast: Cast, who: str, said: Any, code: str) -> None:
    path = report(cast, asking(cast), who)
    assert code in getattr(cast, who).no(400, "post", f"{path}/submit", said)
    assert not PaperRelief.objects.exists()


def test_nothing_is_received_incomplete_that_lacks_nothing(cast: Cast) -> None:
    made = begun(cast.officer, active(cast))["id"]
    assert "paper.none_missing" in cast.officer.no(
        400, "post", f"annual-reports/{made}/submit", {"complete_on": "2199-01-31"}
    )


def test_the_association_hands_in_without_what_may_come_later_and_completes_it(cast: Cast) -> None:
    pk = asking(cast)
    path = report(cast, pk)
    later = {**EXCUSED, "agreement": pk, "complete_on": "2199-01-31", "body": "Handläggaren"}
    cast.officer.ok("post", "paper-reliefs", later)
    assert codes(completed(cast.treasurer, path)) == {"report.state"}
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert codes(completed(cast.treasurer, path, audited_by="")) == {"report.auditor_missing"}
    assert codes(completed(cast.treasurer, path, "minutes")) == {"paper.not_awaited"}
    assert completed(cast.auditor, path).status_code == 403
    made = completed(cast.treasurer, path)
    assert made.status_code == 201, made.content
    assert codes(completed(cast.treasurer, path)) == {"paper.not_awaited"}
    (row,) = cast.auditor.ok("get", f"{path}/completions")["results"]
    assert (row["paper"], row["audited_by"], row["name"]) == (AUDIT, "Rut Revisor", "Årsberättelse 2020.pdf")
    for who, status in ((cast.auditor, 200), (cast.treasurer, 200), (cast.stranger, 404)):
        content = who.get(f"/api/v1/{path}/attachments/{row['attachment']}/content")
        assert content.status_code == status
    (event,) = AuditEvent.objects.filter(kind="report.completed")
    assert (event.data["sha256"], event.draft) == (row["sha256"], False)
    assert len(cast.auditor.ok("get", f"{path}/versions")["results"][0]["attachments"]) == 1  # as it was handed in
    assert findings(cast.auditor, pk, made.json()["received_on"]) == set()


def test_past_its_day_a_paper_comes_with_the_report(cast: Cast) -> None:
    """What was let come later comes with a report that is later still; and once it has come it need not again."""
    pk = asking(cast)
    path = report(cast, pk)
    later = {**EXCUSED, "agreement": pk, "complete_on": "2021-05-01", "decided_on": "2021-03-15"}
    cast.officer.ok("post", "paper-reliefs", later)
    error = cast.treasurer.no(422, "post", f"{path}/submit", {})["report.missing_paper"]
    assert error["expected"] == AUDIT
    paper_report = report(cast, pk, "officer")
    assert paper_report == path
    assert "report.missing_paper" in cast.officer.no(422, "post", f"{path}/submit", {"received_on": "2021-05-04"})
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-05-03"})  # 1 May 2021 was a Saturday
    assert completed(cast.officer, path, received_on="2021-05-04").status_code == 201
    cast.officer.ok("post", f"{path}/return", {"comment": "Vilka avgifter?", "due_on": "2199-01-31"})
    cast.treasurer.patch_current(path, {"narrative": "Medlemsavgifter"})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["state"] == "submitted"


def test_a_preview_counts_the_papers_that_are_attached(cast: Cast) -> None:
    pk = asking(cast)
    path = report(cast, pk, audited_by="Rut Revisor")
    cast.officer.ok("post", "paper-reliefs", {**EXCUSED, "agreement": pk, "complete_on": "2199-01-31"})

    def awaited() -> list[str]:
        found = cast.treasurer.ok("get", f"{path}/preview")["check"]["findings"]
        return [one["code"] for one in found if one["code"].startswith("paper.")]

    assert awaited() == ["paper.awaited"]
    attached(cast.treasurer, path, AUDIT)
    assert awaited() == []
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert findings(cast.treasurer, pk, cast.treasurer.ok("get", path)["received_on"]) == set()


def test_the_newest_decision_on_a_paper_stands(cast: Cast) -> None:
    pk = asking(cast)
    path = report(cast, pk)
    said = {**EXCUSED, "agreement": pk}
    cast.officer.ok("post", "paper-reliefs", {**said, "paragraph": "§ 12", "decided_on": "2021-02-01"})
    cast.officer.ok("post", "paper-reliefs", {**said, "complete_on": "2199-01-31"})
    day = cast.treasurer.ok("post", f"{path}/submit", {})["received_on"]
    assert findings(cast.officer, pk, day) == {"paper.awaited"}
    assert completed(cast.treasurer, path).status_code == 201
    assert findings(cast.officer, pk, day) == set()


def test_an_approved_report_is_completed_too_and_an_auditor_on_the_board_completes_nothing(cast: Cast) -> None:
    pk = asking(cast)
    path = report(cast, pk, "officer")
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15", "complete_on": "2021-04-30"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-01"})
    early = completed(cast.officer, path, received_on="2021-03-14")
    assert codes(early) == {"date.out_of_order"}
    cast.officer.ok("post", "mandates", chair(username=""))
    board = cast.officer.ok("get", "mandates")["results"][0]["name"]
    assert codes(completed(cast.officer, path, audited_by=board)) == {"report.auditor_on_board"}
    assert completed(cast.officer, path, received_on="2021-05-04").status_code == 201
    assert findings(cast.officer, pk, "2021-05-03") == {"paper.late"}
    assert findings(cast.officer, pk, "2021-05-04") == set()


def test_what_came_afterwards_is_frozen_with_the_approval(cast: Cast) -> None:
    """By its hash, as far as it had come: a paper that comes after the approval changes nothing that was frozen."""
    clause = {"report_papers": [*ASKED, "minutes"]}
    pk = active(cast, conditions=body()["conditions"] | clause)
    path = report(cast, pk, "officer")
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15", "complete_on": "2021-04-30"})
    came = completed(cast.officer, path, received_on="2021-03-20").json()
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-01"})
    assert completed(cast.officer, path, "minutes", received_on="2021-04-02").status_code == 201
    handed, done = (one.kept["completions"] for one in ReportFreeze.objects.order_by("pk"))
    names = ("kind", "name", "sha256", "received_on", "audited_by")
    told = {"kind": AUDIT, "audited_by": "Rut Revisor", "received_on": "2021-03-20"}
    assert handed == []
    assert [{name: one[name] for name in names} for one in done] == [
        {**told, "name": came["name"], "sha256": came["sha256"]}
    ]
    assert all(one.holds for one in recheck(AnnualReport.objects.get()))


def test_a_paper_is_excused_by_decision(cast: Cast) -> None:
    pk = asking(cast)
    path = report(cast, pk)
    said = {**EXCUSED, "agreement": pk}
    assert "paper.excused_by_decision" in cast.officer.no(400, "post", "paper-reliefs", said)
    made = cast.officer.ok("post", "paper-reliefs", {**said, "paragraph": "§ 12", "decided_on": "2021-02-01"})
    assert (made["complete_on"], made["paragraph"], made["reason"]) == (None, "§ 12", "För liten förening")
    assert cast.treasurer.ok("get", f"paper-reliefs/{made['id']}") == made
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert findings(cast.officer, pk, cast.officer.ok("get", path)["received_on"]) == set()
    assert codes(completed(cast.treasurer, path)) == {"paper.not_awaited"}
    (event,) = AuditEvent.objects.filter(kind="paper.relieved")
    assert (event.data["paper"], event.data["paragraph"]) == (AUDIT, "§ 12")


def test_one_that_a_delegate_excuses_is_told_to_the_board(cast: Cast) -> None:
    pk = asking(cast)
    said = {**EXCUSED, "agreement": pk, "delegation_point": "4.2", "decided_on": "2021-02-01"}
    cast.officer.ok("post", "paper-reliefs", said)
    rows = cast.officer.ok("get", "delegated-decisions?month=2021-02")["results"]
    assert [(one["kind"], one["party"]) for one in rows] == [("paper_relief", "Vän i Umeå")]


def test_what_is_wrong_with_a_relief(cast: Cast) -> None:
    pk = asking(cast)
    said = {**EXCUSED, "agreement": pk, "paragraph": "§ 1"}
    wrong = {**said, "paper": "minutes", "period": "1999", "party": UMEA, "complete_on": "2021-01-01"}
    errors = cast.officer.no(400, "post", "paper-reliefs", {**wrong, "decided_on": "2021-02-01"})
    assert set(errors) == {"paper.not_asked", "period.unknown", "report.not_a_reporter", "date.out_of_order"}
    assert "decision.not_public" in cast.officer.no(400, "post", "paper-reliefs", {**said, "organization": VAN})
    assert cast.treasurer.no(403, "post", "paper-reliefs", said)
    assert cast.auditor.no(403, "post", "paper-reliefs", said)
    assert cast.stranger.no(404, "post", "paper-reliefs", said)
    assert "required" in cast.officer.no(400, "post", "paper-reliefs", {})
    assert not PaperRelief.objects.exists()
    assert not PaperCompletion.objects.exists()


def test_a_condition_names_papers_once(cast: Cast) -> None:
    for wrong in ([], ["minutes", "minutes"], ["other"], "minutes"):
        terms = body(conditions={"report_papers": wrong})
        assert "kinds" in cast.officer.no(400, "post", "agreements", terms)


def test_hours_that_come_to_nothing_are_data(cast: Cast) -> None:
    """Used = 0 is a figure that was handed in, and stays one."""
    rows = [{**HOURS, "hours": "0.00", "women": 0, "men": 0}]
    zero = content(volunteer_hours=rows, figures=[{"kind": "own_cash", "source": "fees", "amount": "0.00"}])
    made = begun(cast.treasurer, active(cast), **zero)["id"]
    shown = cast.treasurer.ok("post", f"annual-reports/{made}/submit", {})
    assert (shown["figures"][0]["amount"], shown["volunteer_hours"][0]["hours"]) == ("0.00", "0.00")
    version = cast.auditor.ok("get", f"annual-reports/{made}/versions")["results"][0]
    assert (version["figures"][0]["amount"], version["volunteer_hours"][0]["hours"]) == ("0.00", "0.00")
