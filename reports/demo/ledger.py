"""The demo's ledger of last year: all that was paid, a membership fee that is explained, and one payment still open.

Every row is invented; what is open belongs to an invented association.
"""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from finance import imports
from finance.bodies.ledger_imports import ExplanationBody, LedgerImportBody
from finance.matching import match
from finance.models import LedgerImport, Payment
from finance.selectors.ledger_books import books_of
from finance.services import explanations, ledger_imports
from office.models import User
from reports.demo.agreements import ASSOCIATIONS, UMEA

HEADINGS = "Datum;Konto;Belopp;Organisationsnummer;Mottagare;Verifikation;Text"
FEE, OPEN = list(ASSOCIATIONS)[8], list(ASSOCIATIONS)[1]
Row = tuple[date, Decimal, str, str, str]


def last_years(officer: User, today: date) -> None:
    """Import, match, and explain the one row that is no payment under an agreement."""
    year = today.year - 1
    ledger = _taken(officer, year, _file(year))
    ledger_imports.keep(ledger, imports.read("csv", _file(year), ledger_imports.choice_of(ledger)))
    ledger_imports.keep_match(ledger, match(books_of(ledger)), officer)
    fee = ledger.rows.get(number=FEE, voucher="A 9001")
    said = {"row": fee.pk, "kind": "other_cost", "reason": "Medlemsavgift, inget bidrag. Påhittat i demodata."}
    values, refusals = ExplanationBody().read(said)
    explanations.explain(ledger, values, officer, refusals, None)


def _taken(officer: User, year: int, content: bytes) -> LedgerImport:
    file = SimpleUploadedFile(f"konto-453-{year}-demo.csv", content)
    span = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    values, refusals = LedgerImportBody().read({"file": file, "organization": UMEA, **span})
    return ledger_imports.take(values, officer, refusals)


def _file(year: int) -> bytes:
    """What is registered as paid in the year, as a ledger books it, and two rows more."""
    paid = (
        Payment.objects.filter(paid_on__year=year).select_related("recipient__organization").order_by("paid_on", "pk")
    )
    rows: list[Row] = [
        (one.paid_on, one.amount, one.recipient.organization.number, one.recipient.organization.name, f"A {place}")
        for place, one in enumerate(paid.select_related("recipient__organization"), 1)
    ]
    rows.append((date(year, 5, 15), Decimal("12000.00"), FEE, ASSOCIATIONS[FEE], "A 9001"))
    rows.append((date(year, 10, 20), Decimal("25000.00"), OPEN, ASSOCIATIONS[OPEN], "A 9002"))
    lines = [f"{day};4530;{amount};{number};{name};{voucher};Demo" for day, amount, number, name, voucher in rows]
    return "\n".join((HEADINGS, *lines)).encode()
