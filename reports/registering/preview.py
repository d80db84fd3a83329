"""What a draft would mean if everybody said yes: its reports, its payments, and what the check would say of it."""

from agreements.models import Agreement
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.results import CheckResult
from reports.checks.terms import Consent
from reports.selectors.facts import facts_of


def as_agreed(agreement: Agreement) -> CheckResult:
    """The check on the first day of the term, as if every party had agreed by then. Nothing is kept."""

    def agreed(facts: AgreementFacts) -> AgreementFacts:
        yes = Consent(True, agreement.starts_on)
        return facts._replace(parties=tuple(party._replace(consent=yes) for party in facts.parties))

    (facts,) = facts_of(Agreement.objects.filter(pk=agreement.pk), as_if=agreed)
    return check(facts, agreement.starts_on)
