"""No address, query, header or described request gives a 500; every error has the one shape and a documented code."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core import NOT_SET

from office.api.multipart import MEDIA_TYPE
from tests.__main__ import ROOT
from tests.contracts.problems import codes, faults
from tests.contracts.routes import written
from tests.contracts.test_bad_bodies import ALMOST, DAYS, NUMBERS, TEXTS, WORDS
from tests.contracts.test_error_shape import TABLE, documented
from tests.contracts.world import ROLES, World

pytestmark = pytest.mark.both

IDS = [
    "0",
    "00001",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    str(2**64),
    "9" * 18,
    "9" * 19,
    "-1",
    "x",
    "١",
    "%00",
    "1%00",
    "%ff",
]
MOMENTS = [
    "2022-06-30T12:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "2022-06-30",
    "T",
    "2022-06-30T25:00Z",
]
MOMENTS += [
    "2199-12-31T23:59:59-12:00",
    "1950-01-01T00:00:00+14:00",
    "2022-06-30T12:00:00+25:00",
    "2022-W01-1T00:00:00Z",
]
# Surrogates cannot stand in an address; half characters arrive as bytes that are no UTF-8, see `%ff`.
VALUES = [
    *map(str, NUMBERS),
    *TEXTS,
    *ALMOST,
    *DAYS,
    *WORDS,
    *MOMENTS,
    ",",
    "a,b",
    "-",
    "--name",
    "name,-name,kind",
    "1,1",
]
HEADERS = {
    "HTTP_IF_MATCH": ["", "*", '"', '""', '"-1"', "1", 'W/"1"', '"1", "2"', "9" * 5000, "x", "²", "\x80ÿ", "\ufffd"],
    "HTTP_IDEMPOTENCY_KEY": ["", " ", "k", "x" * 200, "x" * 201, "x" * 10_000, "\x80ÿ", "å", "\t", "a\x00b", "\ufffd"],
    "HTTP_ACCEPT": ["", "*/*", "text/html", "application/json; q=0", ";;", "application/json;v=", "x/y;" * 500, "\x80"],
    "HTTP_ACCEPT_LANGUAGE": ["", "sv", "en-GB;q=x", "xx", "sv," * 500, "\x80", "*", "../../etc"],
    "CONTENT_TYPE": ["", "text/xml", "application/json; charset=utf-16", "application/json;;", "x" * 5000, "/", "\x80"],
    "HTTP_AUTHORIZATION": ["", "Bearer", "Bearer ", "bearer x", "Basic eDp4", "Bearer \x80", "Token x", "x" * 10_000],
    "HTTP_HOST": ["", "example.org", "127.0.0.1:x", "[::1", "\x80", "127.0.0.1\x00"],
    "HTTP_X_FORWARDED_HOST": ["example.org"],
    "HTTP_COOKIE": ["", "sessionid=x", "sessionid=" + "x" * 5000, "sessionid=\x80; django_language=xx", ";=;"],
    "CONTENT_LENGTH": ["", "-1", "x", "1"],
}


def check(
    world: World, role: str, method: str, path: str, query: str = "", body: str | bytes = "", **headers: str
) -> None:
    """Ask, and undo what it did."""
    client = getattr(world.cast, role)
    kind = headers.pop("CONTENT_TYPE", "application/json")
    said: dict[str, Any] = {"HTTP_IF_MATCH": "*", **headers}
    with transaction.atomic():
        answer = client.generic(method, path, body, content_type=kind, QUERY_STRING=query, **said)
        transaction.set_rollback(True)
    assert answer.status_code < 500
    if answer.get("Content-Type", "").startswith("text/html"):
        return  # the description for people
    assert faults(answer) == []
    assert codes(answer) <= documented()


@cache
def described() -> dict[str, Any]:
    """The committed description; `test_schema.py` says that it is the one that is served."""
    found: dict[str, Any] = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
    return found


def parameters(template: str) -> list[str]:
    """The query parameters that an address knows."""
    path = re.sub(r"\{\w+\}", "{id}", template).replace("leader-2014", "{name}")
    operation = described()["paths"].get(f"/api/v1/{path}", {}).get("get", {})
    return [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]


READS = [template for method, template in TABLE if method == "GET"]
ASKED = [(template, name) for template in READS for name in parameters(template)]


def encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(TABLE), st.sampled_from(IDS), st.sampled_from(ROLES))
@settings(max_examples=100)
def test_any_id(lasting_world: World, row: tuple[str, str], pk: str, role: str) -> None:
    method, template = row
    path = re.sub(r"\{\w+\}|leader-2014", pk, template)
    body, kind = written(lasting_world.body(method, template))
    check(lasting_world, role, method, f"/api/v1/{path}", body=body, CONTENT_TYPE=kind)


@given(st.lists(st.tuples(st.sampled_from(ASKED), st.sampled_from(VALUES)), min_size=1, max_size=3))
@settings(max_examples=150)
def test_any_query(lasting_world: World, asked: list[tuple[tuple[str, str], str]]) -> None:
    """One parameter of an address, and others that it may know or not."""
    template = asked[0][0][0]
    query = "&".join(f"{name}={encoded(value)}" for (_template, name), value in asked)
    check(lasting_world, "officer", "GET", lasting_world.path(template), query)


@given(st.sampled_from(ASKED), st.sampled_from(VALUES))
@settings(max_examples=150)
def test_any_value_of_a_parameter(lasting_world: World, asked: tuple[str, str], value: str) -> None:
    template, name = asked
    check(lasting_world, "auditor", "GET", lasting_world.path(template), f"{name}={encoded(value)}")


@given(st.sampled_from(TABLE), st.data())
@settings(max_examples=150)
def test_any_header(lasting_world: World, row: tuple[str, str], data: st.DataObject) -> None:
    method, template = row
    names = data.draw(st.lists(st.sampled_from(sorted(HEADERS)), min_size=1, max_size=2, unique=True))
    headers = {name: data.draw(st.sampled_from(HEADERS[name])) for name in names}
    body, kind = written(lasting_world.body(method, template))
    check(
        lasting_world, "officer", method, lasting_world.path(template), body=body, **{"CONTENT_TYPE": kind, **headers}
    )


def requests() -> st.SearchStrategy[Any]:
    """Requests that the description allows, and requests that it does not."""
    schema = schemathesis.openapi.from_dict(described())
    operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    return st.sampled_from([(one, mode) for one in operations for mode in modes]).flatmap(
        lambda asked: asked[0].as_strategy(generation_mode=asked[1])
    )


@given(requests(), st.sampled_from([1, 2, 3]))
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_any_described_request(lasting_world: World, case: Any, pk: int) -> None:
    """What schemathesis makes of the description; ids that it invents are mostly those of nobody, so some are real."""
    path = case.formatted_path
    if "{id}" in case.path and isinstance(case.path_parameters.get("id"), str):
        path = case.path.replace("{id}", str(pk))
    made = None if case.body is NOT_SET else case.body
    if case.media_type == MEDIA_TYPE and isinstance(made, dict):
        made = {**made, "file": SimpleUploadedFile("bok.se", b"#FLAGGA 0")}
    body, kind = written(made)
    said = {
        f"HTTP_{name.upper().replace('-', '_')}": str(value)
        for name, value in (case.headers or {}).items()
        if name.lower() != "authorization"
    }
    query = urlencode(case.query or {}, doseq=True, errors="replace")
    check(lasting_world, "officer", case.method, path, query, body, CONTENT_TYPE=kind, **said)
