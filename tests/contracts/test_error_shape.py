"""One shape for every error of every route, and every code explained in `docs/errors.md`."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from finance.sie.sentences import SENTENCES
from office.api.info import ApiInfo
from tests.__main__ import ROOT
from tests.cast import Client
from tests.contracts.permissions import API
from tests.contracts.problems import codes, faults
from tests.contracts.routes import ask, is_form
from tests.contracts.test_layout import ROOMS
from tests.contracts.world import World

TABLE = [(method, template) for method, template, _expected in API]
OPEN = ("api-info", "openapi.json", "docs")
READS = [template for method, template in TABLE if method == "GET" and template not in OPEN]
#: What an officer can do; nothing of it has been done yet.
WRITES = [(method, template) for method, template, by in API if method != "GET" and by["officer"] in (200, 201)]

#: What REST framework and django-filter say by themselves.
FRAMEWORK = {
    "authentication_failed",
    "blank",
    "invalid",
    "invalid_choice",
    "max_length",
    "max_value",
    "method_not_allowed",
    "min_value",
    "not_acceptable",
    "not_authenticated",
    "null_characters_not_allowed",
    "permission_denied",
    "surrogate_characters_not_allowed",
    "unsupported_media_type",
}


def expect(answer: Any, status: int, *wanted: str) -> None:
    """The status, the shape, and the codes that must be among the errors."""
    assert answer.status_code == status, answer.content
    assert faults(answer) == []
    assert set(wanted) <= codes(answer), answer.content


def raw(world: World, method: str, template: str, body: Any, kind: str = "application/json", **headers: str) -> Any:
    """A body as it is, by an officer."""
    said: dict[str, Any] = {"HTTP_IF_MATCH": "*", **headers}
    return world.cast.officer.generic(method, world.path(template), body, content_type=kind, **said)


def test_broken_bodies_on_every_write(world: World) -> None:
    too_large = b'{"a": "' + b"x" * settings.MAX_BODY_BYTES + b'"}'
    for method, template in WRITES:
        if is_form(world.body(method, template)):
            continue
        for broken in (b'{"a": 1', b"\xff\xfe", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000):
            expect(raw(world, method, template, broken), 400, "body.not_json")
        expect(raw(world, method, template, too_large), 413, "body.too_large")
        expect(raw(world, method, template, b"<a/>", "text/xml"), 415, "unsupported_media_type")
        expect(raw(world, method, template, b"a=1", "application/x-www-form-urlencoded"), 415, "unsupported_media_type")
        expect(raw(world, method, template, b"[1]"), 400, "not_an_object")


def test_broken_forms_wherever_a_file_is_taken(world: World) -> None:
    for method, template in WRITES:
        if not is_form(world.body(method, template)):
            continue
        form = "multipart/form-data; boundary=a"
        too_large = str(settings.MAX_UPLOAD_BYTES + settings.MAX_BODY_BYTES + 1)
        expect(raw(world, method, template, b"x", "multipart/form-data"), 400, "body.not_form")
        expect(raw(world, method, template, b"--a\r\nbroken", form), 400, "required")
        expect(raw(world, method, template, b"x", form, CONTENT_LENGTH=too_large), 413, "upload.too_large")
        for kind in ("application/json", "text/csv", "application/x-www-form-urlencoded"):
            expect(raw(world, method, template, b"{}", kind), 415, "unsupported_media_type")
        body = world.body(method, template)
        for content, code in ((b"", "upload.empty"), (b"\x00", "upload.format"), (b"<html>", "upload.format")):
            broken = {**body, "file": SimpleUploadedFile("a.se", content)}
            expect(ask(world, "officer", method, template, broken), 400, code)


def test_an_unknown_field_is_refused_on_every_write(world: World) -> None:
    for method, template in WRITES:
        body = {**world.body(method, template), "färg": "röd"}
        expect(ask(world, "officer", method, template, body), 400, "unknown_field")


def test_an_unknown_query_parameter_is_refused_everywhere(world: World) -> None:
    for method, template in TABLE:
        if template not in OPEN and "draft_report" not in template:
            answer = ask(world, "officer", method, f"{template}?lmit=3", world.body(method, template))
            expect(answer, 400, "parameter.unknown")
            assert answer.json()["errors"][0]["path"] == "lmit"


def test_a_bad_limit_is_refused_on_every_list(world: World) -> None:
    answers = {template: ask(world, "treasurer", "GET", template) for template in READS}
    lists = [name for name, one in answers.items() if "json" in one["Content-Type"] and "results" in one.json()]
    assert len(lists) > 10
    bad = ("limit=x", "limit=0", "limit=-1", "limit=", "offset=-1", "offset=1.5", "limit=²")
    for template, query in product(lists, bad):
        expect(ask(world, "treasurer", "GET", f"{template}?{query}"), 400, "parameter.invalid")


def test_a_list_searches_or_refuses_to(world: World) -> None:
    """None takes a word and answers with everything."""
    searched = set()
    for template in READS:
        answer = ask(world, "officer", "GET", f"{template}?search=qqxzz")
        if answer.status_code == 200:
            assert answer.json()["count"] == 0, template
            searched.add(template)
        elif answer.status_code == 400:
            expect(answer, 400, "parameter.unknown")
    assert searched == {"agreements", "organizations"}


def test_what_is_not_there_is_404(world: World) -> None:
    for path in ("", "nothing", "agreements/", "agreements/x", "agreements/1e3", f"agreements/{2**64}", "payments/%00"):
        expect(ask(world, "officer", "GET", f"/api/v1/{path}"), 404, "not_found")
    for method, template in TABLE:
        if "{" in template:
            absent = re.sub(r"\{\w+\}", str(10**17), template)
            expect(ask(world, "officer", method, absent, world.body(method, template)), 404, "not_found")


def test_nobody_and_bad_tokens_are_401(world: World) -> None:
    for method, template in TABLE:
        if template in OPEN:
            continue
        answer = ask(world, "nobody", method, template, world.body(method, template))
        expect(answer, 401, "not_authenticated")
        assert answer["WWW-Authenticate"] == "Bearer"
        bad = ask(world, "nobody", method, template, HTTP_AUTHORIZATION="Bearer ÿ no such token")
        expect(bad, 401, "authentication_failed")


def test_other_answers_than_json_are_406(world: World) -> None:
    for template in READS:
        expect(ask(world, "officer", "GET", template, HTTP_ACCEPT="text/html"), 406, "not_acceptable")


def test_if_match(world: World) -> None:
    for method, template in WRITES:
        if "{" not in template:
            continue  # creates; there is no revision yet
        body = world.body(method, template)
        expect(ask(world, "officer", method, template, body, HTTP_IF_MATCH='"999"'), 412, "revision.stale")
        if method == "PATCH":
            expect(ask(world, "officer", method, template, body, HTTP_IF_MATCH=""), 428, "if_match.required")


def test_a_state_that_does_not_allow_is_409(world: World) -> None:
    for act in ("propose", "withdraw"):
        expect(ask(world, "officer", "POST", f"agreements/{{active}}/{act}", {}), 409, "agreement.state")
    expect(ask(world, "officer", "POST", "annual-reports/{approved}/approve", {}), 409, "report.state")


def test_an_idempotency_key_for_another_request(world: World) -> None:
    for method, template in (("POST", "organizations"), ("POST", "payments")):
        body = world.body(method, template)
        for words, status in ((body, 201), (body, 201), ({}, 409)):
            expect(ask(world, "officer", method, template, words, HTTP_IDEMPOTENCY_KEY=template), status)
        expect(ask(world, "officer", method, template, body, HTTP_IDEMPOTENCY_KEY="x" * 10_000), 400)


def test_a_session_without_its_csrf_token_is_403(world: World) -> None:
    client = Client()
    client.handler.enforce_csrf_checks = True
    client.force_login(world.cast.officer.who)  # type: ignore[arg-type]
    expect(client.post("/api/v1/organizations", {}, format="json"), 403, "permission_denied")


def test_an_unknown_host_is_400(world: World) -> None:
    expect(world.cast.officer.get("/api/v1/agreements", HTTP_HOST="example.org"), 400, "request.invalid")


def test_our_fault_is_500(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(ApiInfo, "get", broken)
    client = Client()
    client.raise_request_exception = False
    answer = client.get("/api/v1/api-info")
    expect(answer, 500, "internal")
    assert b"secret" not in answer.content


def test_the_sentences_are_in_the_language_of_the_request(world: World) -> None:
    said = {
        language: json.loads(world.cast.nobody.get("/api/v1/agreements/x", HTTP_ACCEPT_LANGUAGE=language).content)
        for language in ("sv", "en")
    }
    assert said["sv"]["code"] == said["en"]["code"] == "not_found"
    assert said["sv"]["title"] != said["en"]["title"]


@cache
def documented() -> set[str]:
    """The codes that `docs/errors.md` explains, in the order of the alphabet and each once."""
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8").partition("## Codes")[2]
    found = re.findall(r"^\| `([a-z0-9_.]+)` \| \S.* \|$", page, re.MULTILINE)
    assert found == sorted(set(found))
    return set(found)


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and name in ("Refusal", "conflict", "forbidden", "fail"):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _said(node: ast.expr) -> set[str] | None:
    """The codes that an expression can be; None when only the running program knows."""
    if isinstance(node, ast.IfExp):
        both = [_said(node.body), _said(node.orelse)]
        return set().union(*both) if None not in both else None  # type: ignore[arg-type]
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_code_is_documented() -> None:
    used, unclear = set(FRAMEWORK) | {f"sie.{code}" for code in SENTENCES}, []
    for where, call in _calls():
        found = _said(call.args[0])
        used |= found or set()
        unclear += [] if found else [where.partition(":")[0]]
    assert documented() == used
    # Only these pass on a code that somebody else said.
    passed_on = ["office/bodies/reading.py", "office/refusals.py"]
    assert sorted(set(unclear)) == ["finance/services/ledgers.py", *passed_on]
