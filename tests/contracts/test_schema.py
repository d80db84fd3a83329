"""The API's description: complete, valid, the one in `docs/openapi.json`, and true of what is answered."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from tests.__main__ import ROOT
from tests.cast import Client
from tests.contracts.permissions import API
from tests.contracts.routes import ask, route_of, routes
from tests.contracts.world import World

Json = dict[str, Any]
BASE = "/api/v1/"
UNDESCRIBED = {"openapi.json", "docs"}
ROWS = [row for row in API if row[1] not in UNDESCRIBED]


@pytest.fixture(scope="module")
def described() -> Json:
    """As anybody reads it, without a login."""
    answer = Client().get(f"{BASE}openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.oai.openapi+json")
    found: Json = json.loads(answer.content)
    return found


def test_it_is_openapi_3_1_and_valid(described: Json) -> None:
    assert described["openapi"] == "3.1.0"
    validate_schema(described)  # type: ignore[no-untyped-call]
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_the_committed_file_is_what_is_served(described: Json) -> None:
    committed = (ROOT / "docs/openapi.json").read_text(encoding="utf-8")
    assert json.loads(committed) == described, "make schema writes it"


def test_it_does_not_depend_on_the_language(described: Json) -> None:
    for language in ("en", "sv"):
        answer = Client().get(f"{BASE}openapi.json", HTTP_ACCEPT_LANGUAGE=language)
        assert json.loads(answer.content) == described


def test_every_address_and_method_is_described(described: Json) -> None:
    """The addresses are those of the resolver; the methods those of the table of permissions."""
    of_route: dict[str, set[str]] = {}
    for path, operations in described["paths"].items():
        sample = re.sub(r"\{\w+\}", "1", path.replace("{name}", "leader-2014"))
        of_route.setdefault(route_of(sample), set()).update(operations)
    wanted: dict[str, set[str]] = {}
    for method, template, _expected in ROWS:
        sample = re.sub(r"\{\w+\}", "1", template)
        wanted.setdefault(route_of(f"{BASE}{sample}"), set()).add(method.lower())
    assert of_route == wanted
    known = {route for route in routes() if route.startswith("api/")}
    assert known - set(of_route) == {f"api/v1/{name}" for name in UNDESCRIBED}


def _operation(described: Json, method: str, template: str) -> tuple[str, Json]:
    path = BASE + re.sub(r"\{\w+\}", "{id}", template).replace("leader-2014", "{name}")
    path = path.replace("attachments/{id}", "attachments/{attachment}")
    operation: Json = described["paths"][path][method.lower()]
    return path, operation


def test_every_operation_says_what_a_problem_is(described: Json) -> None:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"], (method, path)
            assert operation.get("description"), (method, path)


def test_writes_say_which_headers_they_read(described: Json) -> None:
    for method, template, _expected in ROWS:
        _path, operation = _operation(described, method, template)
        headers = {one["name"]: one["required"] for one in operation.get("parameters", []) if one["in"] == "header"}
        if method == "PATCH":
            assert headers == {"If-Match": True}
        elif method == "POST":
            assert ("If-Match" in headers) == ("{" in template)
            assert ("Idempotency-Key" in headers) == ("201" in operation["responses"])
        else:
            assert headers == {}


def _wrong(described: Json, operation: Json, answer: Any) -> list[str]:
    """Where an answer is not as described; also when its status or content type is not."""
    responses = operation["responses"]
    response = responses.get(str(answer.status_code)) or (responses["default"] if answer.status_code >= 400 else None)
    if response is None:
        return [f"{answer.status_code} is not described"]
    kind = answer["Content-Type"].partition(";")[0]
    media = response["content"].get(kind)
    if media is None:
        return [f"{answer['Content-Type']} is not described"]
    if not kind.endswith("json"):
        return []
    schema = {**media["schema"], "components": described["components"]}
    errors = Draft202012Validator(schema).iter_errors(json.loads(answer.content))
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def test_answers_are_as_described(described: Json, world: World) -> None:
    """Every row of the table of permissions, by an officer, a treasurer and nobody."""
    wrong = []
    for method, template, _expected in ROWS:
        path, operation = _operation(described, method, template)
        for role in ("treasurer", "nobody", "officer"):
            answer = ask(world, role, method, template, world.body(method, template))
            wrong += [f"{role} {method} {path}: {one}" for one in _wrong(described, operation, answer)]
    assert not wrong, "\n".join(wrong)


class _Addresses(HTMLParser):
    """Every address that a page loads or leads to, and scripts that stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline_scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.found += [value for name in ("src", "href") if (value := named.get(name))]
        self.inline_scripts += tag == "script" and "src" not in named


def test_swagger_ui_loads_nothing_from_elsewhere() -> None:
    """Not even from itself as an inline script, which our content security policy forbids."""
    client = Client()
    answer = client.get(f"{BASE}docs")
    page = _Addresses()
    page.feed(answer.content.decode())
    assert answer["Content-Security-Policy"]
    assert page.inline_scripts == 0
    assert len(page.found) >= 4
    for address in page.found:
        assert address.startswith("/")
        assert not address.startswith("//")
        file = client.get(address)
        assert file.status_code == 200, address
        assert file.getvalue(), address  # and closed
    script = client.get(f"{BASE}docs?script=").content.decode()
    assert "/api/v1/openapi.json" in script
    assert "https://" not in script
