"""Links for group leaders: who makes them, that the secret is told once, and that a dead one says nothing."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from config.logs import WithoutSecrets
from office.clock import today
from office.models import AnsweredRequest, AuditEvent
from office.models.people import token_digest
from reports.models import TimeSlipLink
from tests.agreements.sample import active, proposed
from tests.browsing import browser
from tests.cast import UMEA, Cast
from tests.reports.slips import ENTERED, LINK, linked, path_of, send, token_in

pytestmark = pytest.mark.django_db


def test_the_secret_is_told_once_and_kept_as_a_hash(cast: Cast) -> None:
    pk = active(cast)
    sent = {"agreement": pk, **LINK}
    made = cast.treasurer.ok("post", "time-slip-links", sent, idempotency_key="en-gang")
    secret = path_of(made).removeprefix("/t/")
    assert len(secret) == 43  # 256 bits
    assert made["url"] == f"http://testserver/t/{secret}"
    assert made["qr"].startswith("<svg")
    assert TimeSlipLink.objects.get().digest == token_digest(secret)
    again = cast.treasurer.ok("post", "time-slip-links", sent, idempotency_key="en-gang")
    assert again == {**made, "url": None, "qr": None}
    read = cast.treasurer.ok("get", f"time-slip-links/{made['id']}")
    assert read == {name: value for name, value in made.items() if name not in ("url", "qr")}
    kept = [*AnsweredRequest.objects.values_list("body", flat=True)]
    kept += [str(event.data) for event in AuditEvent.objects.all()]
    assert not any(secret in one or token_digest(secret) in one for one in kept)


def test_the_association_makes_it_and_alone_sees_it(cast: Cast) -> None:
    pk = active(cast)
    link = linked(cast, pk)["id"]
    sent = {"agreement": pk, **LINK}
    assert "slip_link.reporters_only" in cast.officer.no(403, "post", "time-slip-links", sent)
    assert "slip_link.reporters_only" in cast.auditor.no(403, "post", "time-slip-links", sent)
    assert "agreement.unknown" in cast.stranger.no(404, "post", "time-slip-links", sent)
    for who in (cast.officer, cast.officer2, cast.auditor, cast.stranger):
        assert who.ok("get", "time-slip-links")["count"] == 0
        assert who.no(404, "post", f"time-slip-links/{link}/revoke", {})
        assert "time_slip_link" not in who.get("/api/v1/audit-events?limit=1000").content.decode()
    assert cast.treasurer.ok("get", "audit-events?kind=time_slip_link.opened")["count"] == 1


def test_what_is_wrong_is_told_at_once(cast: Cast) -> None:
    sent = {
        "agreement": active(cast),
        **LINK,
        "organization": UMEA,
        "name": "Anna 811228-9874",
        "last_day": "2020-01-01",
    }
    told = cast.treasurer.no(400, "post", "time-slip-links", sent)
    assert {code: one["path"] for code, one in told.items()} == {
        "personal_number": "name",
        "slip_link.not_yours": "organization",
        "slip_link.ended": "last_day",
    }
    early = {"agreement": proposed(cast, reference="KS-2")["id"], **LINK}
    assert "agreement.state" in cast.treasurer.no(409, "post", "time-slip-links", early)


def same(answer: Any) -> str:
    """A page without what every page has of its own: the CSRF token and its own address."""
    assert answer.status_code == 404
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and 'name="next"' not in line)


def test_wrong_revoked_and_ended_links_say_the_same(cast: Cast) -> None:
    pk = active(cast)
    wrong = same(browser().get("/t/nothing-of-the-kind"))
    assert "Vän" not in wrong
    link = linked(cast, pk, last_day=today().isoformat())
    path = path_of(link)
    assert browser().get(path).status_code == 200
    assert same(browser().get(path[:-3])) == wrong  # copied in part
    TimeSlipLink.objects.update(last_day=today() - timedelta(days=1))
    assert same(browser().get(path)) == wrong
    assert cast.treasurer.ok("get", f"time-slip-links/{link['id']}")["state"] == "ended"
    other = linked(cast, pk)
    receipt = send(path_of(other))["Location"]
    leader = browser()
    form = {"form": "x"}
    revoked = cast.treasurer.ok("post", f"time-slip-links/{other['id']}/revoke", {})
    assert (revoked["state"], revoked["actions"]) == ("revoked", [])
    assert cast.treasurer.ok("post", f"time-slip-links/{other['id']}/revoke", {}) == revoked
    for answer in (leader.get(path_of(other)), leader.post(path_of(other), form), leader.post(receipt)):
        assert same(answer) == wrong
        assert answer["Referrer-Policy"] == "strict-origin"


def test_no_referer_index_cache_or_log_has_the_secret(cast: Cast) -> None:
    path = path_of(linked(cast, active(cast)))
    answer = browser().get(path)
    told = {name: answer[name] for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")}
    assert told == {
        "Referrer-Policy": "strict-origin",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store",
    }
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Fault", f"{path}/1?x"), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Fault: /t/…/1?x"


def test_a_forged_form_is_refused(cast: Cast) -> None:
    path = path_of(linked(cast, active(cast)))
    leader = Browser(enforce_csrf_checks=True)
    page = leader.get(path)
    form = {**ENTERED, "form": token_in(page), "csrfmiddlewaretoken": str(page.context["csrf_token"])}
    assert leader.post(path, {"people": "8"}).status_code == 403
    for origin, status in (("null", 403), ("http://elsewhere.example", 403), ("http://testserver", 302)):
        assert leader.post(path, form, headers={"origin": origin}).status_code == status
