"""Which papers are asked for with a report, and what became of them."""

from collections import defaultdict
from datetime import datetime
from typing import Any, cast

from agreements.interim import INTERIM
from agreements.models import Agreement, Party
from agreements.selectors import condition, conditions_by, periods_of
from office.known import recorded
from office.rows import fetch
from reports.checks import facts as known
from reports.models import PaperCompletion, PaperRelief, VersionAttachment
from reports.selectors.rows import Grouped


def asked_for(agreement: Agreement, period: str) -> tuple[str, ...]:
    """The papers that the agreement asks for with the report of a period, or with an interim report."""
    if INTERIM in period:
        parts = cast(list[dict[str, Any]], condition(agreement, "interim_reports", []))
        found = [one["papers"] for one in parts if one["through"][:2] == period.rpartition(INTERIM)[2]]
        return tuple(found[0]) if found else ()
    whole = next((one for one in periods_of(agreement) if one.label == period), None)
    return tuple(conditions_by(agreement)(whole).get("report_papers", {}).get("value", ()))


def reliefs(agreement: Agreement, party: Party, period: str) -> dict[str, PaperRelief]:
    """By paper: the newest relief of the party's report for the period."""
    rows = PaperRelief.objects.filter(agreement=agreement, party=party, period=period)
    return {one.paper: one for one in rows.order_by("decided_on", "pk")}


def papers_of(ids: list[int], parties: Grouped, known_at: datetime | None) -> Grouped:
    """Facts of the agreements that ask for papers; nothing is asked of the database where none does."""
    found: Grouped = defaultdict(list)
    if not ids:
        return found
    party_of = {(pk, one.organization): one.id for pk, all_of in parties.items() for one in all_of}
    report = ("report__agreement_id", "report__organization_id", "report__period")
    above = tuple(f"version__{name}" for name in report)
    handed_in = VersionAttachment.objects.filter(
        recorded(known_at, "version__recorded_at"), version__report__agreement__pk__in=ids
    ).order_by("pk")
    for agreement, whose, period, pk, paper, on, number in fetch(
        handed_in.values_list(*above, "pk", "attachment__kind", "version__received_on", "version__number")
    ):
        fact = known.PaperFact(pk, party_of[agreement, whose], period, paper, "attached", on, number)
        found[agreement].append(fact)
    came = PaperCompletion.objects.filter(recorded(known_at), report__agreement__pk__in=ids).order_by("pk")
    for agreement, whose, period, pk, paper, on in fetch(came.values_list(*report, "pk", "paper", "received_on")):
        found[agreement].append(known.PaperFact(pk, party_of[agreement, whose], period, paper, "completed", on))
    relieved = PaperRelief.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    rows = relieved.values_list("agreement_id", "pk", "party_id", "period", "paper", "decided_on", "complete_on")
    for agreement, pk, party, period, paper, on, until in fetch(rows):
        found[agreement].append(known.PaperFact(pk, party, period, paper, "relieved", on, None, until))
    return found
