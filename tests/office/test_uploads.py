"""Files: taken in by a form, typed by content, capped before and while they come, forgotten when nobody needs them."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from config import environment
from office import jobs as door
from office.api.views import Door
from office.bodies import Body
from office.fields import File, Id, OrganizationRef, Text
from office.jobs import housekeeping
from office.models import AuditEvent, Job, Upload, UploadContent
from office.refusals import Refused, refuse_if
from office.services import uploads
from tests.cast import Cast, user
from tests.contracts.problems import codes, faults

LEDGER = b"#FLAGGA 0\n"
FIELD = b'--a\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--a--\r\n'


class FormBody(Body):
    file = File()
    agreement = Id(required=False)
    organization = OrganizationRef(required=False)
    confirmed = serializers.BooleanField(required=False)
    note = Text(required=False, max_length=20)


class Form(Door):
    """A door that takes a file."""

    takes_file = frozenset({"create"})

    def create(self, request: Request) -> Response:
        values, refusals = self.form(FormBody)
        arrived = uploads.examine(values.pop("file", None), ("sie", "csv"), refusals)
        refuse_if(refusals)
        assert arrived
        return self.create_once(lambda: values, shape=lambda said: {**said, "format": arrived.format})


def file(content: bytes = LEDGER, name: str = "bok.se") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def post(body: Any, kind: str = "multipart", **headers: Any) -> Any:
    form = {"format": kind} if kind in ("multipart", "json") else {"content_type": kind}
    request = APIRequestFactory().post("/api/v1/probe", body, **form, **headers)
    force_authenticate(request, user("kassor"))
    answer = Form.as_view({"post": "create"})(request)
    answer.render()
    assert faults(answer) == []
    return answer


pytestmark = pytest.mark.django_db


def test_a_file_and_the_words_beside_it() -> None:
    said = {"agreement": "12", "organization": "802000-0009", "confirmed": "true", "note": "12"}
    answer = post({"file": file(), **said})
    wanted = {"agreement": 12, "organization": "802000-0009", "confirmed": True, "note": "12", "format": "sie"}
    assert (answer.status_code, answer.data) == (201, wanted)
    assert post({"file": file(), "organization": "7"}).data["organization"] == 7


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({}, "file", "required"),
        ({"file": "text"}, "file", "upload.missing"),
        ({"file": file(b"")}, "file", "upload.empty"),
        ({"file": file(b"%PDF-1.7")}, "file", "upload.format"),
        ({"file": file(name="kassa 19811218-9876.se")}, "file", "personal_number"),
        ({"file": file(), "färg": "röd"}, "färg", "unknown_field"),
        ({"file": file(), "agreement": "tolv"}, "agreement", "invalid"),
        ({"file": file(), "confirmed": "ja"}, "confirmed", "invalid"),
        ({"file": file(), "note": [file()]}, "note", "invalid"),
        ({"file": [file(), file()]}, "", "body.not_form"),
        ({"file": file(), "note": ["a", "b"]}, "", "body.not_form"),
    ],
)
def test_what_is_wrong_with_a_form(body: Any, path: str, code: str) -> None:
    answer = post(body)
    assert answer.status_code == 400
    assert (path, code) in {(one["path"], one["code"]) for one in answer.data["errors"]}


def test_everything_wrong_is_told_at_once() -> None:
    assert codes(post({"file": file(b"\x00"), "agreement": "x", "b": "c"})) == {
        "upload.format", "invalid", "unknown_field"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("json", {}, 415, "unsupported_media_type"),
        ("application/x-www-form-urlencoded", b"file=a", 415, "unsupported_media_type"),
        ("multipart/form-data", b"x", 400, "body.not_form"),
        ("multipart/form-data; boundary=\xe5", b"x", 400, "body.not_form"),
        ("multipart/form-data; boundary=a; charset=base64", FIELD, 400, "body.not_form"),
        ("multipart/form-data; boundary=a", b"--b\r\nnothing", 400, "required"),
    ],
)
def test_another_kind_of_body(kind: str, body: Any, status: int, code: str) -> None:
    answer = post(body, kind)
    assert (answer.status_code, codes(answer)) == (status, {code})


def test_too_much_is_refused_before_it_is_read_and_while_it_comes(settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES, settings.MAX_BODY_BYTES = 1000, 500
    for content in (b"x" * 1001, b"x" * 100_000):
        answer = post({"file": file(content)})
        assert (answer.status_code, codes(answer)) == (413, {"upload.too_large"})
    assert post({"file": file(b"x" * 600), "note": file(b"x" * 600)}).status_code == 413
    assert post({"file": file(b"x" * 1000)}).status_code == 201
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert post({"file": file(), "note": "x" * 20}).status_code == 413


def test_too_much_in_somebodys_session(settings: Any, cast: Cast) -> None:
    """Django reads the form while it looks for the CSRF token, before any door does."""
    settings.MAX_UPLOAD_BYTES, settings.MAX_BODY_BYTES = 1000, 100
    request = RequestFactory(enforce_csrf_checks=True).post("/api/v1/probe", {"file": file(b"x" * 5000)})
    request.user = user("kassor")
    request.COOKIES["csrftoken"] = "a" * 32
    answer = Form.as_view({"post": "create"})(request)
    assert (answer.status_code, answer.data["code"]) == (413, "upload.too_large")


def test_the_same_form_under_a_key_acts_once() -> None:
    answers = [post({"file": file(), "note": note}, HTTP_IDEMPOTENCY_KEY="k") for note in ("a", "a", "b")]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert post({"file": file(LEDGER * 2), "note": "a"}, HTTP_IDEMPOTENCY_KEY="k").status_code == 409


def test_a_content_is_kept_read_and_discarded(cast: Cast) -> None:
    upload = uploads.receive(file(name="bok\u202e.se"), cast.van, None, ("sie",))
    assert (upload.name, upload.format, upload.size) == ("bok.se", "sie", len(LEDGER))
    assert uploads.content(upload) == LEDGER
    assert [uploads.discard(upload), uploads.discard(upload)] == [True, False]
    assert not UploadContent.objects.exists()
    assert Upload.objects.get().sha256 == upload.sha256 == hashlib.sha256(LEDGER).hexdigest()
    with pytest.raises(Refused) as told:
        uploads.content(upload)
    assert (told.value.status, told.value.refusals[0].code) == (409, "upload.discarded")


def test_what_nobody_needs_for_thirty_days_is_forgotten(cast: Cast) -> None:
    kept, old, needed = (uploads.receive(file(), cast.van, None, ("sie",)) for _ in range(3))
    Upload.objects.exclude(pk=kept.pk).update(used_at=timezone.now() - timedelta(days=31))
    uploads.content(needed)
    housekeeping.forget(door.Work(Job()))
    assert set(UploadContent.objects.values_list("pk", flat=True)) == {kept.pk, needed.pk}
    event = AuditEvent.objects.get(kind="upload.forgotten")
    assert (event.subject_id, event.data, event.draft) == (old.pk, {"sha256": old.sha256}, True)


def test_the_limit_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.max_upload_bytes() == 25_000_000
    monkeypatch.setenv("MAX_UPLOAD_BYTES", "1000")
    assert environment.max_upload_bytes() == 1000
    for wrong in ("0", "-1", "25 MB", "²", "1000000001"):
        monkeypatch.setenv("MAX_UPLOAD_BYTES", wrong)
        with pytest.raises(Exception, match="MAX_UPLOAD_BYTES"):
            environment.max_upload_bytes()
