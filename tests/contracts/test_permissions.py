"""Each role may what the tables of `tests.contracts.permissions` say, and they have every address that there is."""

from collections import defaultdict
from itertools import product

import pytest
from django.db import transaction

from tests.contracts.permissions import ROWS, TEMPLATES
from tests.contracts.problems import faults
from tests.contracts.routes import allowed, ask, route_of, routes
from tests.contracts.world import ROLES, World

Allowed = dict[str, set[str]]


@pytest.fixture(scope="module")
def heard(lasting_world: World) -> Allowed:
    """Which methods each address allows, by its own word."""
    return {template: allowed(lasting_world, template) for template in TEMPLATES}


def test_each_role_may_what_the_table_says(world: World) -> None:
    """Every cell is asked for in the same world: what it did is rolled back before the next."""
    wrong = []
    for (method, template, expected), role in product(ROWS, ROLES):
        with transaction.atomic():
            answer = ask(world, role, method, template, world.body(method, template))
            transaction.set_rollback(True)
        shape = [] if template.startswith("/") else faults(answer)
        if answer.status_code != expected[role] or shape:
            told = shape or answer.content[:300].decode(errors="replace")
            wrong.append(f"{role} {method} {template}: {answer.status_code}, not {expected[role]}: {told}")
    assert not wrong, "\n".join(wrong)


def test_the_table_has_every_address_and_method(world: World, heard: Allowed) -> None:
    named: Allowed = defaultdict(set)
    known: Allowed = defaultdict(set)
    for method, template, _expected in ROWS:
        route = route_of(world.path(template))
        named[route].add(method)
        known[route] |= heard[template]
    assert set(routes()) - set(named) == set(), "an address is missing from the table"
    assert named == known


def test_any_other_method_is_refused(world: World, heard: Allowed) -> None:
    """405; nobody is told to sign in first, where others are too. Which role has signed in is not looked at before."""
    wrong = []
    for (template, expected), role in product(TEMPLATES.items(), ("officer", "nobody")):
        wanted = {302, 405} if template.startswith("/") else {405}
        if expected[role] == 401:
            wanted = {401}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - heard[template]:
            answer = ask(world, role, method, template)
            if answer.status_code not in wanted:
                wrong.append(f"{role} {method} {template}: {answer.status_code}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_head_and_options_say_no_more_than_get(world: World) -> None:
    """For who may most, who may least of those who have signed in, and who has not."""
    wrong = []
    people = ("officer", "stranger", "nobody")
    options = {(who, path): ask(world, who, "OPTIONS", path).status_code for who, path in product(people, TEMPLATES)}
    for (method, template, expected), role in product(ROWS, people):
        if method == "GET" and ask(world, role, "HEAD", template).status_code != expected[role]:
            wrong.append(f"{role} HEAD {template}")
        if options[role, template] not in (200, 405, expected[role]):
            wrong.append(f"{role} OPTIONS {template}")
    assert not wrong, "\n".join(wrong)


def test_lists_hold_only_what_may_be_read(world: World) -> None:
    """A list answers 200 to all who have signed in; what stands in it differs."""
    seen = {
        role: {
            path: {row["id"] for row in getattr(world.cast, role).ok("get", path)["results"]}
            for path in ("agreements", "payments", "annual-reports", "volunteer-hours", "time-slip-links", "time-slips")
        }
        for role in ROLES[:-1]
    }
    ids = world.ids
    handed_in = {ids["approved"], ids["submitted"], ids["lacking"]}
    standing = {ids["active"], ids["proposed"], ids["asking"]}
    assert seen["officer"] == seen["officer2"]
    assert seen["officer"]["agreements"] == {*standing, ids["draft"], ids["pilot"]}
    assert seen["auditor"]["agreements"] == {*standing, ids["pilot"]}
    assert seen["treasurer"]["agreements"] == standing
    assert seen["officer"]["annual-reports"] == {*handed_in, ids["paper"]}
    assert seen["treasurer"]["annual-reports"] == {*handed_in, ids["draft_report"]}
    assert seen["auditor"]["annual-reports"] == handed_in
    for path, name in (("time-slip-links", "slip_link"), ("time-slips", "slip")):
        found = {role: seen[role][path] for role in ("officer", "officer2", "auditor")}
        assert found == {role: set() for role in found}
        assert seen["treasurer"][path] == {ids[name]}
    assert all(found == set() for found in seen["stranger"].values())
    assert all(seen[role]["payments"] == {ids["payment"]} for role in ("officer", "treasurer", "auditor"))
