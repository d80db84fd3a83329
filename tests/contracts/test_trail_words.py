"""Whatever the trail tells of has words in both languages: every kind of act and of record, and what an event says of
itself. Which acts the code tells of is read from the code; what they are about, from every act that the API has.
"""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction

from office.models import AuditEvent
from reports.exporting.headings import swedish
from reports.trail_words import written
from tests.__main__ import ROOT
from tests.contracts.permissions import API
from tests.contracts.routes import ask
from tests.contracts.test_layout import ROOMS
from tests.contracts.world import ROLES, World

DONE = (200, 201, 202, 204)
#: What tells the trail, and the functions of a module that others use to tell it, with the place of the kind.
TELLS = {"trail.record": 0, "writing.tell": 0}
SHARED = {("finance.services.order_states", "tell"): 0, ("agreements.services.amending", "tell"): 0}


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*function.args.posonlyargs, *function.args.args)]


def _kind(call: ast.Call, tellers: dict[str, int]) -> ast.expr | None:
    """What a call says that was done; nothing where it tells the trail nothing."""
    name = ast.unparse(call.func)
    if name not in tellers:
        return None
    named = [one.value for one in call.keywords if one.arg == "kind"]
    return named[0] if named else call.args[tellers[name]]


def _tellers(tree: ast.Module, known: dict[str, int]) -> dict[str, int]:
    """The functions of a module that pass a kind on to the trail, with the place of their argument."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    while True:
        found = {
            function.name: _parameters(function).index("kind")
            for function in functions
            if "kind" in _parameters(function)
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and isinstance(said := _kind(node, known), ast.Name) and said.id == "kind"
        }
        if found.items() <= known.items():
            return known
        known = known | found


def _words(said: ast.expr, around: ast.AST) -> Iterator[str]:
    """The kinds that an expression can be; one whose end only the running program knows ends in its dot."""
    if isinstance(said, ast.IfExp):
        yield from (*_words(said.body, around), *_words(said.orelse, around))
    elif isinstance(said, ast.JoinedStr):
        yield "".join(str(part.value) for part in said.values if isinstance(part, ast.Constant))
    elif isinstance(said, ast.Name):
        for node in ast.walk(around):
            if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == [said.id]:
                yield from _words(node.value, around)
    else:
        assert isinstance(said, ast.Constant), ast.unparse(said)
        yield str(said.value)


def kinds() -> set[str]:
    """Every kind of act that the code tells the trail of."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    found: set[str] = set()
    for tree in trees:
        taken = [
            (node.module, one.name) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names
        ]
        shared = {name: place for (module, name), place in SHARED.items() if (module, name) in taken}
        tellers = _tellers(tree, TELLS | shared)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                said = _kind(node, tellers) if isinstance(node, ast.Call) else None
                if said is not None and not (isinstance(said, ast.Name) and said.id in _parameters(function)):
                    told = {*_words(said, function)} or {*_words(said, tree)}
                    assert told, f"{function.name} tells of {ast.unparse(said)}"
                    found |= told
    return found


def test_each_act_has_words_and_no_words_are_of_nothing() -> None:
    told, known = kinds(), written()["events"]
    assert len(told) > 100
    whole = {one for one in told if not one.endswith(".")}
    ends = tuple(told - whole)
    assert whole - set(known) == set()
    assert {one for one in set(known) - whole if not one.startswith(ends)} == set()
    assert [end for end in ends if not any(one.startswith(end) for one in known)] == []


@pytest.mark.parametrize("section", ["events", "records", "members"])
def test_each_is_said_in_both_languages(section: str) -> None:
    for code, said in written()[section].items():  # type: ignore[index] # the sections are those of the file
        assert set(said) == {"sv", "en"}, code
        assert all(said.values()), code


def test_each_kind_of_record_is_one() -> None:
    assert set(written()["records"]) <= {str(one._meta.model_name) for one in apps.get_models()}


def _told(world: World) -> Iterator[tuple[str, AuditEvent]]:
    """What every act of the API tells, each undone before the next, and what was told before."""
    yield from (("before", one) for one in AuditEvent.objects.all())
    for method, template, by in API:
        role = next((one for one in ROLES[:-1] if by[one] in DONE), None)
        if method == "GET" or role is None:
            continue
        with transaction.atomic():
            last = AuditEvent.objects.latest("pk").pk
            ask(world, role, method, template, world.body(method, template))
            yield from ((f"{method} {template}", one) for one in list(AuditEvent.objects.filter(pk__gt=last)))
            transaction.set_rollback(True)


def test_whatever_is_told_has_words(world: World) -> None:
    known, lacking, count = written(), set(), 0
    for where, event in _told(world):
        count += 1
        if event.kind not in known["events"] or event.subject_type not in known["records"]:
            lacking.add((where, event.kind, event.subject_type))
        lacking |= {(where, event.kind, name) for name in event.data if name not in {*known["members"], *swedish()}}
    assert count > 100
    assert lacking == set()
