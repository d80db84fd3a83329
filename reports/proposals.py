"""What the check proposes on a day, as a decision takes it."""

from datetime import date

from agreements.models import Agreement
from finance.services.consequences import Proposal, Proposals
from office.numbers import LANGUAGES
from reports.checking import checked
from reports.checks.explain_consequence import formula
from reports.checks.render import digest


def proposals(agreement: Agreement, on: date) -> Proposals:
    """The consequences of an agreement as they are computed for a day, from all that is known now."""
    (row,) = checked(Agreement.objects.filter(pk=agreement.pk), on)
    found = [
        Proposal(
            one.code,
            one.period or "",
            one.party.id,
            one.payer.id,
            one.amount,
            one.claimable,
            {language: formula(one, language) for language in LANGUAGES},
            [{**part._asdict(), "due_on": str(part.due_on), "amount": f"{part.amount:.2f}"} for part in one.against],
        )
        for one in row.result.consequences
    ]
    return Proposals(found, digest(row.result))
