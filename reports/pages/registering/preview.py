"""What a draft would mean if everybody said yes: its reports, its payments, and what the check would say of it."""

from django.http import HttpResponse

from agreements.models import Agreement
from agreements.services import lifecycle
from office.language import current_language
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.render import message
from reports.checks.results import CheckResult
from reports.checks.terms import Consent
from reports.pages.registering.frame import Asked, show
from reports.pages.registering.words import text
from reports.selectors.facts import facts_of
from reports.words import KINDS, SEVERITIES


def as_agreed(agreement: Agreement) -> CheckResult:
    """The check on the first day of the term, as if every party had agreed by then. Nothing is kept."""

    def agreed(facts: AgreementFacts) -> AgreementFacts:
        yes = Consent(True, agreement.starts_on)
        return facts._replace(parties=tuple(party._replace(consent=yes) for party in facts.parties))

    (facts,) = facts_of(Agreement.objects.filter(pk=agreement.pk), as_if=agreed)
    return check(facts, agreement.starts_on)


def page(asked: Asked) -> HttpResponse:
    """The last step: what would follow, and the button that proposes it."""
    agreement, language = asked.agreement, current_language()
    result = as_agreed(agreement)
    names = {party.pk: party.organization.name for party in agreement.parties.all()}
    more = {
        "periods": [
            {
                "period": one.period,
                "reports": [(report.party.name, report.due_on) for report in one.reports],
                "lines": [(KINDS[line.kind], line) for line in one.lines],
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
        "findings": [(SEVERITIES[one.severity], message(one, language)) for one in result.findings],
    }
    return show(asked, {}, more)


def save(asked: Asked) -> None:
    """Propose the draft. Raises `Refused`."""
    lifecycle.propose(asked.agreement, asked.user, text(asked.words, "revision") or None)
