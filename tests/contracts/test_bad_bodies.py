"""No body gives a 500: valid ones with a leaf or a branch replaced, left out or doubled; and what such a body leaves
behind can be read."""

import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.bodies import DECISION, SIGNATURE, terms
from tests.contracts.problems import codes, faults
from tests.contracts.routes import ask, is_form, written
from tests.contracts.test_error_shape import WRITES, documented, raw
from tests.contracts.world import World

Path = tuple[str | int, ...]


def nested(depth: int) -> Any:
    """`[[[…]]]`"""
    found: Any = []
    for _ in range(depth):
        found = [found]
    return found


#: Conditions are seldom in a body, so the mutations have something of each to change.
CONDITIONS: dict[str, Any] = {
    "report_due": "03-31",
    "settlement": "yearly",
    "period_basis": "agreement_year",
    "volunteer_rate": {
        "name": "egen",
        "rates": [{"category": "adult", "rate": "200.00", "starts_on": "2020-01-01", "source": "Beslut"}],
    },
    "volunteer_share_cap": {"value": "0.5", "clause": "§ 3"},
    "public_money_counts": True,
    "late_ladder": [{"days": 30, "percent": "10"}, {"days": None, "percent": "50"}],
    "carry_over": False,
    "notice_months": 6,
    "renewal_months": 0,
}
NUMBERS = [0, -1, 1, 1.5, -0.0, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63), 10**400, 1e308, 5e-324]
TEXTS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "𝔸",
    "é" * 201,
    "x" * 100_000,
    "\u202e",
    "%(name)s",
    "{0}",
]
ALMOST = [
    "1e5",
    "1_000",
    "١٢",
    "0x10",
    "-0",
    "99999999999999.99",
    "9999999999999.99",
    "0.00",
    "1.000001",
    "NaN",
    "301 st",
]
DAYS = [
    "2020-02-30",
    "0001-01-01",
    "9999-12-31",
    "1950-01-01",
    "2199-12-31",
    "2020-1-1",
    "02-29",
    "02-30",
    "00-00",
    "２０２０-01-01",
]
WORDS = [
    "funding",
    "co_financing",
    "in_kind",
    "activity",
    "volunteer_time",
    "own_cash",
    "recipient",
    "period",
    "cap",
    "yes",
    "2020",
]
SHAPES: list[Any] = [
    None,
    True,
    False,
    [],
    {},
    [[]],
    [None],
    [{}],
    {"value": None},
    {"value": {}, "clause": 1},
    nested(400),
]
ODD = st.sampled_from([*NUMBERS, *TEXTS, *ALMOST, *DAYS, *WORDS, *SHAPES, float("nan"), float("inf")])


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every place in a body."""
    yield here
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield from paths(one, (*here, key))


def mutated(draw: Any, body: Any) -> Any:
    """The body with one thing done to it."""
    where = draw(st.sampled_from(list(paths(body))))
    act = draw(st.sampled_from(["replace", "replace", "replace", "leave out", "double", "wrap", "add"]))
    if not where:
        return draw(ODD) if act == "replace" else [body] if act == "wrap" else body
    body = deepcopy(body)
    parent = body
    for key in where[:-1]:
        parent = parent[key]
    last: Any = where[-1]
    if act == "leave out":
        del parent[last]
    elif act == "double" and isinstance(parent, list):
        parent.append(parent[last])
    elif act == "wrap":
        parent[last] = draw(st.sampled_from([[parent[last]], {"value": parent[last]}]))
    elif act == "add" and isinstance(parent[last], dict):
        parent[last][draw(st.sampled_from(["", "x", "\ud800", "\x00", "kind", "value", "x" * 1000]))] = draw(ODD)
    else:
        parent[last] = draw(ODD)
    return body


def bodies(world: World, method: str, template: str) -> list[Any]:
    """The valid bodies to begin from."""
    body = world.body(method, template)
    if template in ("agreements", "agreements/{draft}"):
        return [terms("KS/NY"), terms("KS/NY", conditions=CONDITIONS)]
    return [body]


#: The larger a body, the more can be wrong with it.
LARGE = [("POST", "agreements"), ("PATCH", "agreements/{draft}"), ("POST", "annual-reports"), ("POST", "payments")]


@given(st.data())
@settings(max_examples=150)
def test_a_mutated_body(lasting_world: World, data: st.DataObject) -> None:
    world = lasting_world
    method, template = data.draw(st.sampled_from(LARGE) | st.sampled_from(WRITES))
    body = data.draw(st.sampled_from(bodies(world, method, template)))
    form = is_form(body)
    for _ in range(data.draw(st.integers(1, 3))):
        body = mutated(data.draw, body)
    with transaction.atomic():
        answer = raw(world, method, template, *written(body, form))
        assert answer.status_code < 500
        assert faults(answer) == []
        assert codes(answer) <= documented()
        if answer.status_code < 300:
            live_on(world, template, answer.json())
        transaction.set_rollback(True)


def live_on(world: World, template: str, made: dict[str, Any]) -> None:
    """What was accepted is lived through and read back: nothing that was stored breaks what comes after."""
    officer = world.cast.officer
    agreement = made["id"] if template in ("agreements", "agreements/{draft}") else world.ids["active"]
    if agreement != world.ids["active"]:
        officer.send("post", f"agreements/{agreement}/propose", {})
        officer.send("post", f"agreements/{agreement}/decisions", DECISION)
        officer.send("post", f"agreements/{agreement}/signatures", SIGNATURE)
    if template == "annual-reports":
        officer.send("post", f"annual-reports/{made['id']}/submit", {})
    for path in ("", "/commitment-check", "/commitment-check?as_of=2022-06-30", "/timeline"):
        officer.ok("get", f"agreements/{agreement}{path}")
    for path in ("agreements", "annual-reports", "organizations", "summaries?group_by=year", "commitment-checks"):
        officer.ok("get", path)


@pytest.mark.parametrize(
    "text",
    [
        '{"name": 1e400}',
        '{"name": -1e400}',
        "1e999",
        '"\\ud800"',
        "0",
        "null",
        "true",
        "[]",
        '""',
        "{}",
        " ",
        "",
        "\ufeff{}",
    ],
)
def test_a_body_of_its_own_kind(world: World, text: str) -> None:
    for method, template in WRITES:
        with transaction.atomic():
            answer = raw(world, method, template, text.encode())
            transaction.set_rollback(True)
        assert answer.status_code < 500
        assert faults(answer) == []


@pytest.mark.parametrize("depth", [50, 100, 300, 500, 800, 900, 950, 990, 1000, 5000])
def test_a_deep_body(world: World, depth: int) -> None:
    """As far as Python reads it, and further."""
    for body in ("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth):
        for text in (
            body,
            f'{{"conditions": {body}, "name": {body}}}',
            f'{{"conditions": {{"volunteer_rate": {body}}}}}',
        ):
            answer = raw(world, "POST", "agreements", text)
            assert answer.status_code == 400
            assert faults(answer) == []


def test_a_large_body_is_answered_soon(world: World) -> None:
    """A megabyte of anything: one long text, many names, one name twice among many, many rows, many digits."""
    many = [f'"{number}":1' for number in range(80_000)]
    started = time.monotonic()
    for text in (
        f'{{"name": "{"x" * 990_000}"}}',
        f"{{{','.join(many)}}}",
        f"{{{','.join([*many, many[-1]])}}}",
        f'{{"parties": [{",".join(["{}"] * 300_000)}]}}',
        f'{{"parties": [{",".join(["{}"] * 2000)}], "commitments": [{",".join(["{}"] * 2000)}]}}',
        f'{{"name": {"9" * 990_000}}}',
        f'{{"name": "{"9" * 990_000}.00"}}',
    ):
        answer = raw(world, "POST", "agreements", text)
        assert answer.status_code == 400
        assert faults(answer) == []
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(("method", "template"), WRITES)
def test_the_valid_body_is_accepted(world: World, method: str, template: str) -> None:
    """Else the mutations above would only ever be refused."""
    assert ask(world, "officer", method, template, world.body(method, template)).status_code < 300
