"""The check's answer as JSON without a sentence: money and hours are strings with two decimals, dates ISO, unknown
null.

Worked example: the difference of -85 000 kr is "-85000.00", and what is projected, in whole kronor, "3823256.00".
"""

from datetime import date
from decimal import Decimal
from typing import Any

from agreements.amounts import ORE
from finance.instalments import Instalment
from reports.checks.amounts import basis
from reports.checks.facts import WaiverFact
from reports.checks.results import (
    CheckResult,
    Component,
    Consequence,
    Decided,
    Finding,
    Line,
    PeriodResult,
    SupportPart,
    TermRow,
)

Json = dict[str, Any]


def wordless(result: CheckResult) -> Json:
    """The whole answer without a sentence: what the digest is made of, and the parties' names."""
    return {
        "agreement": result.agreement,
        "reference": result.reference,
        "as_of": result.as_of.isoformat(),
        "status": result.status,
        "periods": [_period(period) for period in result.periods],
        "through_term": [_row(row) for row in result.through_term],
        "findings": [finding_figures(finding) for finding in result.findings],
        "consequences": [_consequence(consequence) for consequence in result.consequences],
        "support": [_support(part) for part in result.support],
        "basis": {
            "rates": list(result.rates),
            "report_versions": [f"{version.report}/{version.number}" for version in result.versions],
        },
    }


def _period(period: PeriodResult) -> Json:
    return {
        "period": period.period.label,
        "starts_on": period.period.starts_on.isoformat(),
        "ends_on": period.period.ends_on.isoformat(),
        "report_due_on": _date(period.report_due_on),
        "report_state": period.report_state,
        "lines": [_line(line) for line in period.lines],
    }


def _line(line: Line) -> Json:
    version = None if line.report is None else line.report.version
    shown: Json = {
        "party": line.party.name,
        "party_id": line.party.id,
        "kind": line.kind,
        "commitment": line.commitment.id,
        "name": line.commitment.name,
        "unit": line.unit,
        "promised": _decimal(line.promised),
        "delivered": _decimal(line.delivered),
        "counted": _decimal(line.counted),
        "difference": _decimal(line.difference),
        "due_to_date": _decimal(line.due_to_date),
        "status": line.status,
        "verified": line.verified,
        "report": None if version is None else {"id": version.report, "version": version.number},
        "waiver": None if line.waiver is None else _waiver(line.waiver),
        "components": [_component(component) for component in line.components],
        "instalments": [_instalment(part) for part in line.instalments],
    }
    if line.promise is not None:
        shown["amount_basis"] = basis(line.promise)
    return shown


def _instalment(part: Instalment) -> Json:
    return {
        "number": part.number,
        "due_on": _date(part.due_on),
        "amount": _decimal(part.amount),
        "paid": _decimal(part.paid),
        "reduced": _decimal(part.reduced),
        "ordered": _decimal(part.ordered),
        "state": part.state,
        "whose_move": part.whose_move,
        "asked_on": _date(part.asked_on),
        "clause": part.clause,
    }


def _support(part: SupportPart) -> Json:
    return {
        "id": part.id,
        "period": part.period.label,
        "giver": part.giver.name,
        "giver_id": part.giver.id,
        "party": part.party.name,
        "party_id": part.party.id,
        "kind": part.what_kind,
        "what": part.what,
        "value": _decimal(part.value),
    }


def _waiver(waiver: WaiverFact) -> Json:
    return {
        "id": waiver.id,
        "body": waiver.body,
        "delegation_point": waiver.delegation_point,
        "paragraph": waiver.paragraph,
        "reason": waiver.reason,
        "decided_on": waiver.decided_on.isoformat(),
        "until": _date(waiver.until),
    }


def _component(component: Component) -> Json:
    shown: Json = {
        "kind": component.kind,
        "counting": component.counting or None,
        "promised": _decimal(component.promised),
        "delivered": _decimal(component.delivered),
        "counted": _decimal(component.counted),
    }
    if component.booked is not None:
        shown["booked"] = _decimal(component.booked)
    if component.kind == "volunteer_time":
        shown["hours"] = _decimal(component.hours)
        shown["valued_at"] = [
            {
                "category": part.category,
                "hours": _decimal(part.hours),
                "rate": _decimal(part.rate),
                "source": part.source,
            }
            for part in component.valued_at
        ]
        at = component.promised_at
        shown["promised_hours"] = _decimal(component.promised_hours)
        shown["promised_at"] = at and {"category": at.category, "rate": _decimal(at.rate), "source": at.source}
        shown["beside"] = [{"work": work, "hours": _decimal(hours)} for work, hours in component.beside]
    if component.basis:
        shown |= {"basis": component.basis, "document": component.document}
    return shown


def _row(row: TermRow) -> Json:
    return {
        "party": row.party.name,
        "party_id": row.party.id,
        "kind": row.kind,
        "commitment": None if row.commitment is None else row.commitment.id,
        "name": "" if row.commitment is None else row.commitment.name,
        "unit": row.unit,
        "promised_to_date": _decimal(row.promised_to_date),
        "counted_to_date": _decimal(row.counted_to_date),
        "waived": _decimal(row.waived),
        "difference": _decimal(row.difference),
        "promised_term": _decimal(row.promised_term),
        "remaining": _decimal(row.remaining),
        "needed_per_remaining_period": _decimal(row.needed_per_remaining_period),
        "projected": _decimal(row.projected),
        "status": row.status,
    }


def finding_figures(finding: Finding) -> Json:
    """One finding without its sentence."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "period": finding.period,
        "party": None if finding.party is None else finding.party.name,
        "party_id": None if finding.party is None else finding.party.id,
        "clause": finding.clause,
        "expected": _plain(finding.expected),
        "actual": _plain(finding.actual),
        "difference": _decimal(finding.difference),
        "unit": _unit(finding),
        "evidence": [{"type": kind, "id": number, "version": version} for kind, number, version in finding.evidence],
    }


def _unit(finding: Finding) -> str | None:
    """What its numbers are counted in; None where they are dates or none."""
    return finding.unit if isinstance(finding.expected, Decimal) or isinstance(finding.actual, Decimal) else None


def _consequence(consequence: Consequence) -> Json:
    return {
        "code": consequence.code,
        "period": consequence.period,
        "party": consequence.party.name,
        "party_id": consequence.party.id,
        "payer": consequence.payer.name,
        "payer_id": consequence.payer.id,
        "amount": _decimal(consequence.amount),
        "claimable": _decimal(consequence.claimable),
        "clause": consequence.clause,
        **_decided(consequence.decided),
    }


def _decided(decided: Decided | None) -> Json:
    """What was decided on a consequence: `proposed` while nothing is."""
    if decided is None:
        return {"state": "proposed", "decision": None, "claim": None}
    fact, found = decided.fact, decided.balance
    decision = {
        "id": fact.id,
        "computed": _decimal(fact.computed),
        "amount": _decimal(fact.amount),
        "body": fact.body,
        "delegation_point": fact.delegation_point,
        "paragraph": fact.paragraph,
        "reason": fact.reason,
        "decided_on": fact.decided_on.isoformat(),
    }
    if fact.replaces is not None:
        decision |= {"replaces": fact.replaces, "ground": fact.ground}
    claim = (
        found
        and decided.claim
        and {
            "id": decided.claim.id,
            "state": found.state,
            "due_on": _date(decided.claim.due_on),
            "repaid": _decimal(found.repaid),
            "written_off": _decimal(found.written_off),
            "left": _decimal(found.left),
        }
    )
    return {"state": fact.outcome, "decision": decision, "claim": claim}


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(ORE))


def _date(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _plain(value: Decimal | date | None) -> str | None:
    return _decimal(value) if isinstance(value, Decimal) else _date(value)
