"""What sums are made of: each line of the checks with the groups that it belongs to and its figures. SEK and hours.

A line is a promise in a period, or what is given beside money (`support`). It belongs to the same groups as in a
summary (`reports.summaries`), so that the lines of a group add up to the group, to the öre. Activities are left out:
their units differ. A figure that there is not is missing, never zero: the contribution of a line whose report is not
in, the payments of a line that is no funding.

Worked example: Vän i Umeå promises 1 300 000 kr for 2020 and reports 1 215 000 kr, which are approved. Its line has
`co_financing_promised` 1 300 000, `co_financing_counted` and `co_financing_verified` 1 215 000 and
`co_financing_difference` −85 000. Its line of 2021, not yet reported, has `co_financing_promised` alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from reports.checks.results import CheckResult, Line, SupportPart
from reports.summaries import GROUP_BYS, KEYS, About, Figure, Key, Row

REPORTED = ("promised", "promised_to_date", "delivered", "counted", "verified", "difference")
#: Every figure, in the order in which they are shown: `volunteer_hours` are hours, all others SEK.
MEASURES = (
    "funding_promised",
    "funding_due",
    "funding_paid",
    *(f"co_financing_{name}" for name in REPORTED),
    "volunteer_hours",
    "volunteer_counted",
    *(f"in_kind_{name}" for name in REPORTED),
    "municipal_support",
)
Figures = Mapping[str, Decimal | None]


class CheckLine(NamedTuple):
    """`figure` is what it is of (`funding`, `co_financing`, `in_kind`, `support`), `number` the id of the commitment or
    of the support, `organization` and `party` who promised or gives it; `groups` are its keys in the order of
    `GROUP_BYS`, `verified` whether its report is approved (None: what is paid, and what is given beside money, needs
    none).
    """

    agreement: int
    reference: str
    figure: str
    number: int
    organization: int
    party: str
    verified: bool | None
    groups: tuple[Key, ...]
    figures: Figures

    def key(self, dimension: str) -> Key:
        """The group that it belongs to by one dimension."""
        return self.groups[PLACES[dimension]]


PLACES: dict[str, int] = {dimension: place for place, dimension in enumerate(GROUP_BYS)}


def lines_of(rows: Iterable[Row]) -> Iterator[CheckLine]:
    """The lines of checks, one check after the other."""
    for result, about in rows:
        for period in result.periods:
            for line in period.lines:
                if line.kind != "activity":
                    yield _line(line, line.party.organization, line.party.name, result, about)
        for part in result.support:
            yield _line(part, part.giver.organization, part.giver.name, result, about)


def _line(of: Figure, organization: int, party: str, result: CheckResult, about: About) -> CheckLine:
    groups = tuple([KEYS[dimension](of, result, about) for dimension in GROUP_BYS])
    if isinstance(of, SupportPart):
        number, verified = of.id, None
    else:
        number, verified = of.commitment.id, None if of.kind == "funding" else of.verified
    return CheckLine(
        result.agreement, result.reference, of.kind, number, organization, party, verified, groups, figures_of(of)
    )


def figures_of(of: Figure) -> Figures:
    """The figures that a line has, by their names in `MEASURES`."""
    if isinstance(of, SupportPart):
        return {"municipal_support": of.value}
    if of.kind == "funding":
        return {"funding_promised": of.promised, "funding_due": of.due_to_date, "funding_paid": of.counted}
    known = None not in (of.promised, of.delivered, of.counted, of.difference)
    found = dict.fromkeys((f"{of.kind}_{name}" for name in REPORTED), None) | {f"{of.kind}_promised": of.promised}
    return found | _reported(of) if known else found


def _reported(line: Line) -> dict[str, Decimal | None]:
    """What is known of a line that is handed in."""
    verified = line.counted if line.verified else None
    values = (line.promised, line.promised, line.delivered, line.counted, verified, line.difference)
    found = {f"{line.kind}_{name}": value for name, value in zip(REPORTED, values, strict=True)}
    parts = [part for part in line.components if part.kind == "volunteer_time"]
    if line.kind == "co_financing" and parts:
        found["volunteer_hours"] = sum((part.hours or ZERO for part in parts), ZERO)
        found["volunteer_counted"] = sum((part.counted or ZERO for part in parts), ZERO)
    return found
