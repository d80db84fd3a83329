"""Single-use links: a bureau hands over one ledger, sees nothing, and leaves no secret behind."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from config.logs import WithoutSecrets
from finance.models import Ledger, LedgerUploadLink
from office.models import AnsweredRequest, AuditEvent
from tests.cast import Cast
from tests.finance.association_ledgers import file
from tests.workers.queue import real

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def link(cast: Cast, **more: Any) -> str:
    """The path of a new link's page."""
    url: str = cast.treasurer.ok("post", "ledger-upload-links", more)["url"]
    assert url.startswith("http://testserver/ledger-upload/")
    return url.removeprefix("http://testserver")


def token(path: str) -> str:
    page = Client().get(path).content.decode()
    return page.partition('name="token" value="')[2].partition('"')[0]


def send(path: str, **form: Any) -> Any:
    """By somebody without an account, whose browser sends no referrer."""
    client = Client(enforce_csrf_checks=True)
    said = {"file": file(), "token": token(path), **form}
    return client.post(path, said, headers={"origin": "null", "accept-language": "en"})


def test_one_file_and_the_link_is_used_up(cast: Cast) -> None:
    path = link(cast, note="Byrån")
    page = Client().get(path, headers={"accept-language": "en"})
    text = page.content.decode()
    assert "Hand over the ledger of Vän i Umeå" in text
    assert "Only the association sees it" in text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert "no-store" in page["Cache-Control"]
    assert "Lämna över bokföringen" in Client().get(f"{path}?language=sv").content.decode()
    answer = send(path)
    assert answer.status_code == 200
    assert "The file has been received" in answer.content.decode()
    (ledger,) = cast.treasurer.ok("get", "ledgers")["results"]
    assert Ledger.objects.get().recorded_by is None
    assert cast.treasurer.ok("get", f"jobs/{ledger['job']}")["kind"] == "finance.read_ledger"
    (used,) = cast.treasurer.ok("get", "ledger-upload-links")["results"]
    assert (used["state"], used["ledger"], used["note"], used["actions"]) == ("used", ledger["id"], "Byrån", [])
    assert "can no longer be used" in send(path).content.decode()
    assert Ledger.objects.count() == 1


def test_a_link_that_is_over_has_one_page(cast: Cast) -> None:
    revoked, expired, wrong = link(cast), link(cast), "/ledger-upload/wrong"
    newest, before = cast.treasurer.ok("get", "ledger-upload-links")["results"]
    told = cast.treasurer.ok("post", f"ledger-upload-links/{before['id']}/revoke", {})
    assert (told["state"], told["actions"]) == ("revoked", [])
    assert "ledger_link.over" in cast.treasurer.no(409, "post", f"ledger-upload-links/{before['id']}/revoke", {})
    LedgerUploadLink.objects.filter(pk=newest["id"]).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert cast.treasurer.ok("get", f"ledger-upload-links/{newest['id']}")["state"] == "expired"
    pages = [Client().get(path) for path in (revoked, expired, wrong)]
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({page.content.decode() for page in pages}) == 1
    assert Client().post(wrong, {"file": file()}).status_code == 404


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"file": ""}, 400, "Choose a file."),
        ({"file": "text"}, 400, "Choose a file."),
        ({"token": "forged"}, 400, "stood open too long"),
        ({"token": ""}, 400, "stood open too long"),
    ],
)
def test_what_is_wrong_is_said_and_uses_nothing_up(cast: Cast, form: dict[str, Any], status: int, said: str) -> None:
    path = link(cast)
    answer = send(path, **form)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert send(path).status_code == 200


def test_too_large_a_file_and_another_kind(cast: Cast, settings: Any) -> None:
    path = link(cast)
    other = SimpleUploadedFile("bok.se", b"%PDF-1.7")
    assert (
        "a printout for reading. In the bookkeeping program, choose export" in send(path, file=other).content.decode()
    )
    settings.MAX_UPLOAD_BYTES = 100
    answer = send(path)
    assert (answer.status_code, "too large" in answer.content.decode()) == (413, True)
    assert cast.treasurer.ok("get", "ledger-upload-links")["results"][0]["state"] == "open"


def test_a_file_without_a_number_is_confirmed_on_the_page(cast: Cast) -> None:
    assert send(link(cast), file=file(number=""), confirmed="true").status_code == 200
    assert Ledger.objects.get().confirmed


@real
def test_of_two_at_once_one_wins(cast: Cast, at_once: AtOnce) -> None:
    path = link(cast)
    files = [file(f"#SERIAL {number}") for number in range(4)]
    answers = at_once([partial(send, path, file=each) for each in files])
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]
    assert Ledger.objects.count() == 1


def test_the_secret_is_told_once_and_stands_nowhere(cast: Cast) -> None:
    first, again = (cast.treasurer.ok("post", "ledger-upload-links", {}, idempotency_key="a") for _ in range(2))
    secret = first["url"].rpartition("/")[2]
    assert (len(secret), again["url"], again["link"]["id"]) == (43, None, first["link"]["id"])
    send(f"/ledger-upload/{secret}")
    assert secret not in str(list(LedgerUploadLink.objects.values()))
    assert secret not in str(list(AnsweredRequest.objects.values()))
    events = list(AuditEvent.objects.values())
    assert {"ledger_link.made", "ledger_link.used"} <= {event["kind"] for event in events}
    assert secret not in str(events)


def test_no_log_says_the_secret() -> None:
    record = logging.LogRecord("django.request", 40, "", 1, "%s: %s", ("Not Found", "/ledger-upload/abc-_1?x=1"), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /ledger-upload/…?x=1"
    other = logging.LogRecord("django.request", 40, "", 1, "%s: %s", ("Not Found", "/agreements/1"), None)
    assert WithoutSecrets().filter(other)
    assert other.getMessage() == "Not Found: /agreements/1"


@pytest.mark.parametrize("days", [0, 31, "7"])
def test_a_link_lives_a_month_at_most(cast: Cast, days: Any) -> None:
    errors = cast.treasurer.send("post", "ledger-upload-links", {"days": days}).json()
    if days == "7":
        assert errors["link"]["state"] == "open"
    else:
        assert errors["errors"][0]["path"] == "days"


def test_who_makes_links(cast: Cast) -> None:
    for who in (cast.officer, cast.auditor, cast.stranger):
        assert "ledger.reporters_only" in who.no(403, "post", "ledger-upload-links", {})
