"""Facts and answers that are kept for good: read again they are the same, and what differs is named."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office import canon
from office.differences import Difference
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.frozen import answer, changes
from reports.checks.render import digest
from tests.reports.checks import world
from tests.reports.checks.test_properties import agreements
from tests.reports.checks.world import d, sek, umea

SOME = settings(max_examples=max(1, settings().max_examples // 5), deadline=None)
#: Facts as they were frozen on a day, each with what their check says in the summer of 2022.
KEPT = {path.stem: path for path in (Path(__file__).parent / "frozen").glob("*.json")}
DAY = d("2022-06-30")


def is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (hasattr(kind, "_fields") or is_dataclass(kind))


def kinds(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """Every named tuple or data class that a type is made of."""
    if is_record(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in get_type_hints(kind).values():
            yield from kinds(hint, seen)
    for inner in get_args(kind):
        yield from kinds(inner, seen)


KINDS = [kind for kind in kinds(AgreementFacts, set()) if kind is not AgreementFacts]
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(-(2**63), 2**63 - 1),
    Decimal: st.builds(
        lambda digits, places: Decimal(digits).scaleb(places), st.integers(-(10**13), 10**13), st.integers(-6, 0)
    ),
    AgreementFacts: agreements(),
}


def drawn(hint: Any) -> st.SearchStrategy[Any]:
    """Anything that a type allows."""
    inner = get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(inner)
    if get_origin(hint) is tuple and inner[1:] == (...,):
        return st.lists(drawn(inner[0]), max_size=2).map(tuple)
    if get_origin(hint) is tuple:
        return st.tuples(*map(drawn, inner))
    if is_record(hint):
        made, _with_default = canon.members(hint)
        hints = get_type_hints(hint)
        return st.builds(hint, **{name: drawn(hints[name]) for name in made})
    return st.one_of(*map(drawn, inner)) if inner else st.from_type(hint)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
@SOME
@given(st.data())
def test_every_kind_of_fact_is_read_as_it_was(kind: Any, data: st.DataObject) -> None:
    fact = data.draw(drawn(kind))
    again = canon.read(kind, json.loads(canon.text(canon.written(kind, fact))))
    assert (again, repr(again)) == (fact, repr(fact))


@SOME
@given(agreements(), st.lists(agreements(), max_size=1), st.dates(d("2019-12-01"), d("2023-12-31")))
def test_facts_that_were_kept_give_the_same_answer(facts: AgreementFacts, others: Any, day: Any) -> None:
    facts = facts._replace(others=tuple(others))
    again = canon.read(AgreementFacts, json.loads(canon.text(canon.written(AgreementFacts, facts))))
    assert again == facts
    kept = json.loads(canon.text(answer(check(facts, day))))
    assert changes(kept, check(again, day)) == []
    assert kept["digest"] == digest(check(again, day))


@pytest.mark.parametrize("day", sorted(KEPT))
def test_facts_of_earlier_programs_can_still_be_read(day: str) -> None:
    """A field that is added needs a default, and none is taken away: else what was approved can be proved no longer.
    These files are never changed."""
    facts = canon.read(AgreementFacts, json.loads(KEPT[day].read_text(encoding="utf-8")))
    lines = [line for period in check(facts, DAY).periods for line in period.lines if line.kind == "funding"]
    promised = {"2026-11-27": ["303146", "272831", "303146", "150327.19"]}
    assert [str(line.promised) for line in lines] == promised[day]


def test_what_is_kept_of_an_answer() -> None:
    kept = answer(check(umea(), DAY))
    assert list(kept) == ["digest", "body", "messages"]
    assert kept["digest"] == digest(check(umea(), DAY))
    assert changes(kept, check(umea(), DAY)) == []
    assert [len(kept["messages"][language]) for language in ("sv", "en")] == [len(kept["body"]["findings"])] * 2
    assert "explanation" not in kept["body"]["periods"][0]["lines"][0]


def test_another_figure_is_named_with_both_values() -> None:
    kept = answer(check(umea(), DAY))
    less = umea(payments=(*world.PAYMENTS[:1], *world.PAYMENTS[2:]))
    told = changes(kept, check(less, DAY))
    paid = "periods[2020].lines[funding/Umeå kommun/10].counted"
    assert told[0] == Difference("status", "changed", "at_risk", "overdue")
    assert Difference(paid, "changed", "1500000.00", "750000.00") in told
    late = [one for one in told if one.kind == "added" and one.path == "findings[payment.late/2020/Umeå kommun]"]
    assert late[0].after["expected"] == "1500000.00"


def test_another_rate_is_named_by_its_category() -> None:
    dearer = world.LEADER._replace(rates=(world.LEADER.rates[0]._replace(amount=sek("230")), world.LEADER.rates[1]))
    told = {one.path: one.after for one in changes(answer(check(umea(), DAY)), check(umea(rates=dearer), DAY))}
    line = "periods[2020].lines[co_financing/Vän i Umeå/20]"
    assert told[f"{line}.components[volunteer_time].valued_at[adult].rate"] == "230.00"


def test_what_was_not_told_then_is_no_difference() -> None:
    """A program of later tells more; its digest is another, and the figures are the same."""
    kept = answer(check(umea(), DAY))
    del kept["body"]["support"], kept["body"]["periods"][0]["lines"][0]["waiver"]
    kept["digest"] = "sha256:of-less"
    assert changes(kept, check(umea(), DAY)) == []
