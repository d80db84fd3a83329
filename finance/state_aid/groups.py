"""Who is one undertaking with an organisation: everyone whom dated links join to it, directly or through others.

Worked example: the association owns a company from 2024-01-01, and the company a café through 2025-06-30. On 2025-01-01
the three are one undertaking, on 2025-07-01 the association and the company. Aid that a member had before it was joined
counts for the group. Source: a single undertaking, Regulation (EU) 2023/2831, as an officer has recorded it; sections
without a number of their own are one legal person with what they are under, and so one undertaking in any case.
"""

from collections.abc import Iterable
from datetime import date

from finance.state_aid.facts import Link


def group_of(organization: int, links: Iterable[Link], on: date) -> frozenset[int]:
    """The organisation and all that are one undertaking with it on the day."""
    pairs = [
        (link.one, link.other)
        for link in links
        if link.starts_on <= on and (link.ends_on is None or on <= link.ends_on)
    ]
    return joined(organization, pairs)


def joined(organization: int, pairs: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Everyone that the pairs join to the organisation."""
    beside: dict[int, set[int]] = {}
    for one, other in pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    found, new = {organization}, {organization}
    while new:
        new = set().union(*(beside.get(each, set()) for each in new)) - found
        found |= new
    return frozenset(found)
