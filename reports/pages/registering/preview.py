"""What a draft would mean if everybody said yes: its reports, its payments, and what the check would say of it."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from agreements.models import Agreement
from agreements.services import lifecycle
from office.language import current_language
from reports.checks.check import check
from reports.checks.counting import promised_components
from reports.checks.facts import AgreementFacts
from reports.checks.render import message
from reports.checks.results import CheckResult, Line
from reports.checks.terms import Consent
from reports.pages.clauses import clauses
from reports.pages.registering.frame import Asked, show
from reports.pages.registering.lacking import lacking
from reports.pages.registering.words import text
from reports.selectors.facts import facts_of
from reports.words import KINDS, SEVERITIES


def as_agreed(agreement: Agreement) -> tuple[AgreementFacts, CheckResult]:
    """The draft's facts and the check on the first day of the term, as if every party had agreed by then. Nothing is
    kept."""

    def agreed(facts: AgreementFacts) -> AgreementFacts:
        yes = Consent(True, agreement.starts_on)
        return facts._replace(parties=tuple(party._replace(consent=yes) for party in facts.parties))

    (facts,) = facts_of(Agreement.objects.filter(pk=agreement.pk), as_if=agreed)
    return facts, check(facts, agreement.starts_on)


def parts_of(line: Line) -> list[tuple[Any, Decimal | None, Decimal | None]]:
    """What an own contribution consists of in its period: kind, SEK, and the hours of what is promised in hours."""
    if line.components:  # promised in hours
        return [(KINDS[one.kind], one.promised, one.promised_hours) for one in line.components]
    promised = line.promised or Decimal(0)
    return [(KINDS[one.kind], one.amount, None) for one in promised_components(line.commitment, promised, line.period)]


def page(asked: Asked) -> HttpResponse:
    """The last step: what would follow, and the button that proposes it."""
    agreement, language = asked.agreement, current_language()
    facts, result = as_agreed(agreement)
    names = {party.pk: party.organization.name for party in agreement.parties.all()}
    more = {
        "periods": [
            {
                "period": one.period,
                "reports": [(report.party.name, report.due_on) for report in one.reports],
                "lines": [(KINDS[line.kind], line, parts_of(line)) for line in one.lines],
                "payments": [
                    (part, names.get(line.commitment.party, ""))
                    for line in one.lines
                    if line.kind == "funding"
                    for part in line.instalments
                ],
            }
            for one in result.periods
        ],
        "term": [(KINDS[row.kind], row) for row in result.through_term],
        "clauses": clauses(agreement),
        "lacking": lacking(facts, result),
        "findings": [(SEVERITIES[one.severity], message(one, language)) for one in result.findings],
    }
    return show(asked, {}, more)


def save(asked: Asked) -> None:
    """Propose the draft. Raises `Refused`."""
    lifecycle.propose(asked.agreement, asked.user, text(asked.words, "revision") or None)
