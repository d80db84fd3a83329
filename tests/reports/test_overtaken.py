"""What somebody was writing when another's version came in is kept: read, taken up again, or discarded."""

import pytest

from office.models import AuditEvent
from reports.models import ReportDraft
from tests.agreements.sample import WHY, active, begun, handed_in, twin
from tests.browsing import browser
from tests.cast import Cast
from tests.reports.papers import attached, fetched


@pytest.fixture
def path(cast: Cast) -> str:
    """A report that the treasurer was correcting, with a paper, when the officer's correction came in."""
    at = f"annual-reports/{handed_in(cast.treasurer, active(cast))['id']}"
    cast.officer.ok("post", f"{at}/approve", {})
    cast.treasurer.ok("post", f"{at}/correct", {"reason": "egen"})
    cast.treasurer.patch_current(at, {"narrative": "Föreningens egna ord."})
    attached(cast.treasurer, at, "other", name="egen.pdf")
    cast.officer.ok("post", f"{at}/correct", WHY)
    cast.officer.patch_current(at, {"narrative": "Handläggarens."})
    attached(cast.officer, at, name="brev.pdf")
    cast.officer.ok("post", f"{at}/submit", {})
    return at


def approved(cast: Cast, path: str) -> None:
    cast.officer2.ok("post", f"{path}/approve", {})


def test_who_was_writing_is_told_and_reads_it(cast: Cast, path: str) -> None:
    shown = cast.treasurer.ok("get", path)
    assert (shown["version"], shown["narrative"], shown["actions"]) == (2, "Handläggarens.", ["discard"])
    kept = shown["overtaken"]
    assert (kept["upon"], kept["by"], kept["reason"], kept["narrative"]) == (1, 2, "egen", "Föreningens egna ord.")
    assert "Version 2 was registered by an officer" in kept["message"]
    assert [one["name"] for one in kept["attachments"]] == ["egen.pdf"]
    assert fetched(cast.treasurer, path, kept["attachments"][0]["id"]).status_code == 200
    (row,) = cast.treasurer.ok("get", "annual-reports")["results"]
    assert (row["overtaken"], row["actions"]) == (kept, shown["actions"])
    for who in (cast.officer, cast.auditor):
        assert (who.ok("get", path)["overtaken"], fetched(who, path, kept["attachments"][0]["id"]).status_code) == (
            None, 404,
        )  # fmt: skip


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_she_tries_says_what_happened(cast: Cast, path: str, state: str) -> None:
    if state == "approved":
        approved(cast, path)
    etag = cast.treasurer.get(f"/api/v1/{path}")["ETag"]
    for method, at, body in (("patch", path, {"narrative": "x"}), ("post", f"{path}/submit", {})):
        told = cast.treasurer.no(409, method, at, body, if_match=etag)["report.overtaken"]
        assert (told["expected"], told["actual"]) == (1, 2)
        assert told["message"] == cast.treasurer.ok("get", path)["overtaken"]["message"]
    swedish = twin(cast.treasurer, "sv").no(409, "post", f"{path}/submit", {})["report.overtaken"]["message"]
    assert "registrerades av en handläggare" in swedish
    assert ("när den senaste versionen har fått svar" in swedish) == (state == "submitted")


def test_it_is_taken_up_upon_the_newest_version(cast: Cast, path: str) -> None:
    assert set(cast.treasurer.no(409, "post", f"{path}/take-up", {})) == {"report.overtaken"}
    approved(cast, path)
    assert cast.treasurer.ok("get", path)["actions"] == ["correct", "discard", "take-up"]
    shown = cast.treasurer.ok("post", f"{path}/take-up", {})
    assert (shown["state"], shown["reason"], shown["narrative"]) == ("draft", "egen", "Föreningens egna ord.")
    assert ([one["name"] for one in shown["attachments"]], shown["overtaken"]) == (["egen.pdf"], None)
    assert set(cast.treasurer.no(409, "post", f"{path}/take-up", {})) == {"report.nothing_overtaken"}
    assert cast.treasurer.ok("post", f"{path}/submit", {})["version"] == 3
    (event,) = AuditEvent.objects.filter(kind="report.taken_up")
    assert (event.data["upon"], event.data["version"], event.draft) == (1, 2, True)


def test_it_stays_whatever_is_begun_instead(cast: Cast, path: str) -> None:
    approved(cast, path)
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    assert set(cast.treasurer.no(409, "post", f"{path}/take-up", {})) == {"report.correction_begun"}
    cast.treasurer.patch_current(path, {"narrative": "Något annat."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    assert cast.treasurer.ok("get", path)["overtaken"]["narrative"] == "Föreningens egna ord."
    cast.treasurer.ok("post", f"{path}/discard", {})
    assert (cast.treasurer.ok("get", path)["overtaken"], ReportDraft.objects.count()) == (None, 0)
    assert set(cast.treasurer.no(409, "post", f"{path}/discard", {})) == {"report.nothing_overtaken"}


def test_what_was_no_correction_says_why_it_becomes_one(cast: Cast) -> None:
    agreement = active(cast)
    at = f"annual-reports/{begun(cast.treasurer, agreement, narrative='Vårt.')['id']}"
    handed_in(cast.officer, agreement)
    cast.officer.ok("post", f"{at}/return", {"comment": "?", "due_on": "2199-01-31"})
    assert "take-up" in cast.treasurer.ok("get", at)["actions"]
    cast.officer.patch_current(at, {"narrative": "Rätt avskriven."})
    cast.officer.ok("post", f"{at}/submit", {})
    cast.officer2.ok("post", f"{at}/approve", {})
    assert cast.treasurer.no(400, "post", f"{at}/take-up", {})["required"]["path"] == "reason"
    taken = cast.treasurer.ok("post", f"{at}/take-up", WHY)
    assert (taken["reason"], taken["narrative"]) == (WHY["reason"], "Vårt.")


def test_on_its_page(cast: Cast, path: str) -> None:
    treasurer, page = browser(cast.treasurer, "sv"), f"/{path.replace('annual-reports', 'reports')}"
    shown = treasurer.get(page).content.decode()
    assert ("Föreningens egna ord." in shown, 'value="take-up"' in shown) == (True, False)
    assert "medan du skrev" in treasurer.get(f"{page}/money").content.decode()
    approved(cast, path)
    sent = treasurer.post(page, {"act": "take-up", "revision": treasurer.get(page).context["revision"]})
    assert (sent.status_code, cast.treasurer.ok("get", path)["narrative"]) == (302, "Föreningens egna ord.")
