"""What a public register shows: decided facts, amounts and verified results of one organisation's own funding."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.amounts import ZERO
from agreements.models import Agreement, Commitment
from office.models import Organization
from reports.checking import checked
from reports.checks.results import CheckResult
from reports.selectors.awards import DECIDED, Award, awards_of

#: What a status says of an agreement that is over and verified; anything else is still being followed up.
SETTLED = ("fulfilled", "not_met")


class Published(NamedTuple):
    """An award with what came of it by a day: SEK that are promised still where it was ended before its time (else
    None), SEK that were paid, periods whose report is approved of how many, what counts of the own contribution in
    approved reports, SEK (None: there is none), and the status once all of it is verified (else empty)."""

    award: Award
    promised: Decimal | None
    paid: Decimal
    approved: int
    periods: int
    contributed: Decimal | None
    status: str


def funded_by(organization: Organization, first: int = 0, most: int | None = None) -> list[int]:
    """The decided agreements (ids) that an organisation itself funds, newest first."""
    own = Commitment.objects.filter(kind="funding", party__organization=organization).order_by().values("agreement")
    rows = Agreement.objects.filter(pk__in=own, state__in=DECIDED).order_by("-starts_on", "pk")
    return list(rows.values_list("pk", flat=True)[first : None if most is None else first + most])


def awarded(organization: Organization, agreements: list[int]) -> list[Award]:
    """Its own awards in them, as they stand; those of others who fund the same agreement are theirs to publish."""
    return [one for one in awards_of(agreements) if one.funder.id == organization.pk]


def published(organization: Organization, agreements: list[int], on: date) -> list[Published]:
    """The awards with their results, in the order of the agreements."""
    results = {row.result.agreement: row.result for row in checked(Agreement.objects.filter(pk__in=agreements), on)}
    return [_with_results(one, results[one.agreement]) for one in awarded(organization, agreements)]


def _with_results(award: Award, result: CheckResult) -> Published:
    lines = [line for one in result.periods for line in one.lines]
    own = [line for line in lines if line.commitment.id == award.commitment]
    paid = sum((line.counted or ZERO for line in own), ZERO)
    promised = sum((line.promised or ZERO for line in own), ZERO) if award.ended_on else None
    reported = {line.period.label: True for line in lines if line.kind != "funding"}
    for line in lines:
        if line.kind != "funding":
            reported[line.period.label] = reported[line.period.label] and line.verified
    counted = [line.counted for line in lines if line.kind == "co_financing" and line.verified]
    contributed = sum((one or ZERO for one in counted), ZERO) if counted else None
    status = result.status if result.status in SETTLED and reported and all(reported.values()) else ""
    return Published(award, promised, paid, sum(reported.values()), len(reported), contributed, status)
