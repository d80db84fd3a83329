"""Which of an officer's words count on a day: the latest about the same grant; earlier ones are history.

A commitment to a recipient is assessed as a whole or period by period, never both, so that nothing counts twice: an
assessment of the whole ends those of its periods, and one of a period that says so (`in_place_of_whole`) ends the
whole's. Worked example: assessed as a whole on 1 March as de minimis and again on 1 May as SGEI: on 30 April the first
counts, on 1 May the second.

Support that is taken back (its quantity corrected to 0) is no aid from that day, whatever was said of it: the word
stays as history and counts again only if the support is given again. Worked example: free premises assessed on 1 March
as 10 000 EUR of de minimis aid and taken back on 1 June: on 31 May 10 000 EUR count, on 1 June none.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from finance.state_aid.facts import Assessment, Declaration, Unassessed

Grant = tuple[tuple[str, int], int]
_in_order = attrgetter("assessed_on", "id")


def standing(assessments: Iterable[Assessment], on: date) -> tuple[Assessment, ...]:
    """The assessments that count on the day, oldest first."""
    return tuple(one for one in _latest(assessments, on) if one.taken_back(on) is None)


def taken_back(assessments: Iterable[Assessment], on: date) -> tuple[Assessment, ...]:
    """Those that would count on the day if their support had not been taken back by then, oldest first."""
    return tuple(one for one in _latest(assessments, on) if one.taken_back(on) is not None)


def _latest(assessments: Iterable[Assessment], on: date) -> tuple[Assessment, ...]:
    """Of those made by the day the latest about each grant."""
    found: dict[Grant, dict[str | None, Assessment]] = {}
    for one in sorted(assessments, key=_in_order):
        if one.assessed_on > on:
            continue
        parts = found.setdefault((one.source, one.recipient), {})
        if one.period is None:
            parts.clear()
        elif one.in_place_of_whole:
            parts.pop(None, None)
        parts[one.period] = one
    return tuple(sorted((one for parts in found.values() for one in parts.values()), key=_in_order))


def not_assessed(promised: Iterable[Unassessed], stands: Iterable[Assessment]) -> tuple[Unassessed, ...]:
    """What nobody has assessed among what is promised: neither as a whole nor for the period."""
    said = {(one.source, one.recipient, one.period) for one in stands}
    return tuple(
        one
        for one in promised
        if (one.source, one.recipient, None) not in said and (one.source, one.recipient, one.period) not in said
    )


def declared(declarations: Iterable[Declaration], on: date) -> tuple[Declaration, ...]:
    """The declarations that count on the day: made by then, not replaced by then, and of more than nothing."""
    made = [one for one in declarations if one.declared_on <= on]
    replaced = {one.replaces for one in made}
    return tuple(sorted(one for one in made if one.id not in replaced and one.amount))
