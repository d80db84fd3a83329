"""Papers of a report: kept once by hash, frozen with the version, fetched by who may see it."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.utils import timezone

from office.clock import today
from office.models import AuditEvent
from office.services import uploads
from reports.models import AttachedContent, AttachedFile, Attachment, ReportFreeze
from reports.services import attachments
from tests.agreements.sample import WHY, active, handed_in, twin
from tests.agreements.test_mandates import chair
from tests.cast import Cast, Client
from tests.contracts.problems import codes
from tests.office.test_soundness import PNG
from tests.reports.papers import PDF, attached, draft, fetched, paper, sent

BACK = {"comment": "Bilagan?", "due_on": "2199-01-31"}


def names(who: Client, path: str) -> list[str]:
    return [one["name"] for one in who.ok("get", f"{path}/attachments")["results"]]


def test_a_paper_is_attached_listed_and_fetched(cast: Cast) -> None:
    path = draft(cast)
    made = attached(cast.treasurer, path)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (made["kind"], made["name"], made["format"]) == ("activity_report", "Årsberättelse 2020.pdf", "pdf")
    assert (made["size"], made["sha256"]) == (len(PDF), sha256)
    assert cast.treasurer.ok("get", f"{path}/attachments")["results"] == [made]
    assert cast.treasurer.ok("get", path)["attachments"] == [made]
    answer = fetched(cast.treasurer, path, made["id"])
    assert (answer.status_code, answer.content) == (200, PDF)
    (event,) = AuditEvent.objects.filter(kind="report.attached")
    assert (event.data["sha256"], event.data["paper"], event.draft) == (sha256, "activity_report", True)


def test_it_is_saved_and_never_shown(cast: Cast) -> None:
    path = draft(cast)
    for content, name in ((PDF, "a.pdf"), (PNG, 'x"\r\n; y=.html')):
        answer = fetched(cast.treasurer, path, attached(cast.treasurer, path, "other", content, name=name)["id"])
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox"
        assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "image/png"


def test_the_same_content_is_kept_once(cast: Cast) -> None:
    path = draft(cast)
    attached(cast.treasurer, path)
    attached(cast.treasurer, path, "minutes", name="Protokoll.pdf")
    attached(cast.officer, f"annual-reports/{cast.officer.ok('post', 'annual-reports', other(path, cast))['id']}")
    assert (AttachedFile.objects.count(), AttachedContent.objects.count(), Attachment.objects.count()) == (1, 1, 3)
    assert codes(sent(cast.treasurer, path, paper(name="igen.pdf"), "minutes")) == {"attachment.twice"}


def other(path: str, cast: Cast) -> dict[str, Any]:
    """The same agreement's next period."""
    return {"agreement": cast.treasurer.ok("get", path)["agreement"], "period": "2021"}


def test_there_is_an_end_to_papers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST", 1)
    path = draft(cast)
    attached(cast.treasurer, path)
    assert codes(sent(cast.treasurer, path, paper())) == {"attachment.too_many"}
    assert len(names(cast.treasurer, path)) == 1


def test_a_drafts_papers_are_its_writers_own(cast: Cast) -> None:
    path = draft(cast)
    pk = attached(cast.treasurer, path)["id"]
    for who in (cast.officer, cast.auditor, cast.stranger):
        assert who.no(404, "get", f"{path}/attachments")
        assert fetched(who, path, pk).status_code == 404
        assert who.no(404, "post", f"{path}/attachments/{pk}/remove", {})
        assert sent(who, path, paper()).status_code == 404
    handed = f"annual-reports/{handed_in(cast.treasurer, active(cast, reference='KS/9'))['id']}"
    cast.officer.ok("post", f"{handed}/approve", {})
    cast.treasurer.ok("post", f"{handed}/correct", WHY)
    secret = attached(cast.treasurer, handed)["id"]
    assert names(cast.officer, handed) == []
    assert cast.officer.ok("get", handed)["attachments"] == []
    assert fetched(cast.officer, handed, secret).status_code == 404
    assert fetched(cast.treasurer, handed, secret).status_code == 200
    assert cast.officer.no(404, "post", f"{handed}/attachments/{secret}/remove", {})


def test_papers_freeze_with_the_version(cast: Cast) -> None:
    path = draft(cast)
    made = attached(cast.treasurer, path)
    cast.treasurer.ok("post", f"{path}/submit", {})
    frozen = ReportFreeze.objects.get().kept["content"]["attachments"]
    assert frozen == [{name: made[name] for name in ("kind", "name", "format", "size", "sha256")}]
    for who in (cast.treasurer, cast.officer, cast.auditor):
        assert who.ok("get", path)["attachments"] == [made]
        assert who.ok("get", f"{path}/versions")["results"][0]["attachments"] == [made]
        assert names(who, path) == ["Årsberättelse 2020.pdf"]
        assert fetched(who, path, made["id"]).content == PDF
    cast.officer.ok("post", f"{path}/return", BACK)
    attached(cast.treasurer, path, "minutes", PNG)
    for who in (cast.treasurer, cast.officer, cast.auditor):
        stood = f"as_of={today()}&known_at={timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"
        assert who.ok("get", f"{path}?{stood}")["attachments"] == [made]
        assert who.ok("get", f"annual-reports?{stood}")["results"][0]["attachments"] == [made]
    assert fetched(cast.stranger, path, made["id"]).status_code == 404


def test_under_another_reports_address_it_is_not_there(cast: Cast) -> None:
    path = draft(cast)
    pk = attached(cast.treasurer, path)["id"]
    second = f"annual-reports/{cast.treasurer.ok('post', 'annual-reports', other(path, cast))['id']}"
    assert fetched(cast.treasurer, second, pk).status_code == 404
    assert cast.treasurer.no(404, "post", f"{second}/attachments/{pk}/remove", {})
    assert fetched(cast.treasurer, path, pk).status_code == 200


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_was_handed_in_takes_no_paper_and_loses_none(cast: Cast, state: str) -> None:
    path = draft(cast)
    pk = attached(cast.treasurer, path)["id"]
    cast.treasurer.ok("post", f"{path}/submit", {})
    if state == "approved":
        cast.officer.ok("post", f"{path}/approve", {})
    for who in (cast.treasurer, cast.officer):
        assert codes(sent(who, path, paper(PNG))) == {"report.not_a_draft"}
        assert "report.not_a_draft" in who.no(409, "post", f"{path}/attachments/{pk}/remove", {})
    assert codes(sent(cast.auditor, path, paper(PNG))) == {"report.writers_only"}
    assert "report.writers_only" in cast.auditor.no(403, "post", f"{path}/attachments/{pk}/remove", {})
    assert len(names(cast.officer, path)) == 1


def test_a_report_that_was_sent_back_goes_on_with_its_papers(cast: Cast) -> None:
    """An added paper is an answer; the version before keeps what it had."""
    path = draft(cast)
    first = attached(cast.treasurer, path)
    cast.treasurer.ok("post", f"{path}/submit", {})
    part = {"part": "attachments", "comment": "Protokollet?", "due_on": "2199-01-31"}
    cast.officer.ok("post", f"{path}/return", {"parts": [part]})
    assert "report.identical" in cast.treasurer.no(400, "post", f"{path}/submit", {})
    second = attached(cast.treasurer, path, "minutes", PNG, name="Protokoll.png")
    assert cast.treasurer.ok("post", f"{path}/submit", {})["attachments"] == [first, second]
    versions = cast.auditor.ok("get", f"{path}/versions")["results"]
    assert [one["attachments"] for one in versions] == [[first], [first, second]]
    (change,) = cast.auditor.ok("get", f"{path}/differences")["changes"]
    assert (change["path"], change["kind"]) == ("attachments[minutes/Protokoll.png]", "added")


def test_one_that_was_sent_back_is_handed_in_again_with_its_papers(cast: Cast) -> None:
    path = draft(cast)
    first = attached(cast.treasurer, path)
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", BACK)
    cast.treasurer.patch_current(path, {"narrative": "Ny."})
    assert cast.treasurer.ok("post", f"{path}/submit", {})["attachments"] == [first]


def test_a_correction_that_only_changes_a_paper_is_one(cast: Cast) -> None:
    path = draft(cast)
    first = attached(cast.treasurer, path)
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/approve", {})
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    assert "report.identical" in cast.treasurer.no(400, "post", f"{path}/submit", {})
    cast.treasurer.ok("post", f"{path}/attachments/{first['id']}/remove", {})
    attached(cast.treasurer, path, content=PDF + b"\n", name=first["name"])
    cast.treasurer.ok("post", f"{path}/submit", {})
    changes = cast.auditor.ok("get", f"{path}/differences")["changes"]
    at = f"attachments[activity_report/{first['name']}]"
    assert {change["path"] for change in changes} == {f"{at}.sha256", f"{at}.size"}
    assert fetched(cast.auditor, path, first["id"]).content == PDF  # the first version's


def test_a_paper_is_taken_out_while_it_is_a_draft(cast: Cast) -> None:
    path = draft(cast)
    pk = attached(cast.treasurer, path)["id"]
    assert cast.treasurer.ok("post", f"{path}/attachments/{pk}/remove", {})["attachments"] == []
    assert fetched(cast.treasurer, path, pk).status_code == 404
    assert cast.treasurer.no(404, "post", f"{path}/attachments/{pk}/remove", {})
    (event,) = AuditEvent.objects.filter(kind="report.attachment_removed")
    assert (event.data["attachment"], event.draft) == (pk, True)


def test_one_that_a_version_has_is_taken_out_once(cast: Cast) -> None:
    path = draft(cast)
    pk = attached(cast.treasurer, path)["id"]
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", BACK)
    cast.treasurer.ok("post", f"{path}/attachments/{pk}/remove", {})
    assert "attachment.removed" in cast.treasurer.no(409, "post", f"{path}/attachments/{pk}/remove", {})
    assert names(cast.treasurer, path) == []
    assert len(names(cast.officer, path)) == 1


def test_a_paper_moves_the_draft_on(cast: Cast) -> None:
    """So that a signature on it is void, and who read it before does not overwrite it."""
    path = draft(cast)
    cast.treasurer.ok("post", "mandates", chair(organization=None, signs="jointly", username="treasurer"))
    before = cast.treasurer.get(f"/api/v1/{path}")["ETag"]
    attached(cast.treasurer, path)
    assert "revision.stale" in cast.treasurer.no(412, "patch", path, {"narrative": "x"}, if_match=before)
    answer = cast.treasurer.post(
        f"/api/v1/{path}/attachments", {"file": paper(PNG), "kind": "other"}, format="multipart", HTTP_IF_MATCH=before
    )
    assert answer.status_code == 412


def test_a_content_is_forgotten_when_nobody_has_it(cast: Cast) -> None:
    path = draft(cast)
    pk = attached(cast.treasurer, path)["id"]
    attached(cast.treasurer, path, "minutes", PNG)
    uploads.forget(timezone.now())
    assert (attachments.forget(), AttachedContent.objects.count()) == (0, 2)
    cast.treasurer.ok("post", f"{path}/attachments/{pk}/remove", {})
    assert (attachments.forget(), attachments.forget()) == (1, 0)
    assert (AttachedContent.objects.count(), AttachedFile.objects.count()) == (1, 2)
    (event,) = AuditEvent.objects.filter(kind="attachment.forgotten")
    assert (event.subject_id, event.draft) == (pk, True)
    assert fetched(cast.treasurer, path, attached(cast.treasurer, path)["id"]).content == PDF
    cast.treasurer.ok("post", f"{path}/submit", {})
    uploads.forget(timezone.now())
    assert (attachments.forget(), AttachedContent.objects.count()) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_the_same_paper_twice_at_once_is_there_once(
    cast: Cast, at_once: Callable[[Sequence[Callable[[], Any]]], list[Any]]
) -> None:
    path = draft(cast)
    answers = at_once([lambda: sent(twin(cast.treasurer), path, paper())] * 2)
    assert sorted(answer.status_code for answer in answers) == [201, 400]
    assert (Attachment.objects.count(), AttachedContent.objects.count()) == (1, 1)
