"""What the check would say if what is being written, or was sent back, came in today. Nothing is kept."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from agreements.models import Agreement
from finance.valuation import HoursRow
from reports.checks.check import check
from reports.checks.facts import ActivityFact, AgreementFacts, FigureFact, PaperFact, VersionFact
from reports.checks.results import CheckResult
from reports.models import AnnualReport, Attachment
from reports.selectors.facts import facts_of

Values = dict[str, Any]


def previewed(report: AnnualReport, said: Values, attached: Iterable[Attachment], on: date) -> CheckResult:
    """The agreement's check as of a day, with a draft's values and papers as the report's next version, received that
    day."""

    def as_if(facts: AgreementFacts) -> AgreementFacts:
        parties = facts.everybody.values()
        party = next(one.id for one in parties if one.organization == report.organization_id)
        version = _version(report, party, said, on)
        papers = [PaperFact(one.pk, party, report.period, one.kind, "attached", on, version.number) for one in attached]
        return facts._replace(versions=(*facts.versions, version), papers=(*facts.papers, *papers))

    (facts,) = facts_of(Agreement.objects.filter(pk=report.agreement_id), as_if=as_if)
    return check(facts, on)


def as_told(report: AnnualReport, on: date) -> CheckResult:
    """The agreement's check as of a day, as if what was sent back to the report's organisation had come in again that
    day, unchanged: what a reader compares is what the reports say, whether or not they count."""

    def as_if(facts: AgreementFacts) -> AgreementFacts:
        parties = facts.everybody.values()
        party = next(one.id for one in parties if one.organization == report.organization_id)
        newest = {one.report: one for one in facts.versions if one.party == party}
        back = [_again(one, on) for one in newest.values() if one.returned_on is not None]
        return facts._replace(versions=(*facts.versions, *back))

    (facts,) = facts_of(Agreement.objects.filter(pk=report.agreement_id), as_if=as_if)
    return check(facts, on)


def _again(version: VersionFact, on: date) -> VersionFact:
    return version._replace(number=version.number + 1, received_on=on, returned_on=None, return_due_on=None)


def _version(report: AnnualReport, party: int, said: Values, on: date) -> VersionFact:
    return VersionFact(
        report=report.pk,
        number=report.latest + 1,
        period=report.period,
        party=party,
        received_on=on,
        figures=tuple(_figures(said["figures"])),
        hours=tuple(_hours(said["volunteer_hours"])),
        activities=tuple(ActivityFact(one["name"], one["quantity"], one["unit"]) for one in said["activities"]),
        returned_on=None,
        return_due_on=None,
        approved_on=None,
    )


def _figures(rows: Iterable[Values]) -> Iterable[FigureFact]:
    for row in rows:
        yield FigureFact(row["kind"], row["source"], row["amount"], row.get("basis", ""), row.get("document", ""))


def _hours(rows: Iterable[Values]) -> Iterable[HoursRow]:
    """They have no ids: nothing is kept of them."""
    for row in rows:
        heads = row["women"] + row["men"]
        yield HoursRow(
            row["activity"], row["category"], row["hours"], row["starts_on"], row["ends_on"], None, heads, row["work"]
        )
