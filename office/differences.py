"""Where two things that are kept as JSON differ, field by field.

Rows of a list are matched by what tells them apart, not by their place: `keys` names the members that do, by the name
of the list. Of rows that are alike in those, equal ones are the same and the others are taken in their order. Any
other list is compared place by place. A path says which row it is about: `figures[own_cash/fees].amount`.

Worked example: with `{"figures": ("kind", "source")}` the rows fees 110 000 and donations 5 000, and then donations
5 000 and fees 120 000, differ in `figures[own_cash/fees].amount` alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from office.canon import text

Json = Any
#: The members that tell the rows of a list apart, by the list's name.
Keys = Mapping[str, Sequence[str]]
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_NONE = object()


class Difference(NamedTuple):
    """What stood at a path `before` and `after`: `added` (nothing before), `removed` (nothing after) or `changed`."""

    path: str
    kind: str
    before: Json
    after: Json


def differences(before: Json, after: Json, keys: Keys, *, newer: bool = True) -> Iterator[Difference]:
    """Every difference, in the order of what was before. Without `newer`, a member that only the later one has is
    passed over: it was not told before.
    """
    return _between("", "", before, after, keys, newer)


def _between(path: str, name: str, before: Json, after: Json, keys: Keys, newer: bool) -> Iterator[Difference]:
    if before is _NONE:
        yield Difference(path, ADDED, None, after)
    elif after is _NONE:
        yield Difference(path, REMOVED, before, None)
    elif isinstance(before, dict) and isinstance(after, dict):
        for member in {**before, **after} if newer else before:
            inner = f"{path}.{member}" if path else member
            yield from _between(inner, member, before.get(member, _NONE), after.get(member, _NONE), keys, newer)
    elif isinstance(before, list) and isinstance(after, list):
        for label, one, other in _paired(before, after, keys.get(name)):
            yield from _between(f"{path}[{label}]", "", one, other, keys, newer)
    elif before != after:
        yield Difference(path, CHANGED, before, after)


def _paired(before: list[Json], after: list[Json], told_by: Sequence[str] | None) -> Iterator[tuple[str, Json, Json]]:
    """Each row with its counterpart, and what to call them."""
    if told_by is None:
        pairs = zip_longest(before, after, fillvalue=_NONE)
        yield from ((str(place), *pair) for place, pair in enumerate(pairs))
        return
    grouped: dict[str, tuple[list[Json], list[Json]]] = {}
    for side, rows in enumerate((before, after)):
        for row in rows:
            label = "/".join(str(row.get(member, "")) for member in told_by)
            grouped.setdefault(label, ([], []))[side].append(row)
    for label, (ours, theirs) in grouped.items():
        several = max(len(ours), len(theirs)) > 1
        pairs = zip_longest(_without(ours, theirs), _without(theirs, ours), fillvalue=_NONE)
        yield from ((f"{label}#{place}" if several else label, *pair) for place, pair in enumerate(pairs, 1))


def _without(rows: list[Json], others: list[Json]) -> list[Json]:
    """The rows that have no equal among the others, each of which is the equal of one row."""
    left = Counter(map(text, others))
    found = []
    for row in rows:
        if left[text(row)]:
            left[text(row)] -= 1
        else:
            found.append(row)
    return found
