"""Explain a row of the municipality's ledger by hand, and take an explanation back."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from finance.models import Payment
from finance.models.ledger_imports import (
    ExplanationKind,
    LedgerExplanation,
    LedgerImport,
    LedgerImportRow,
    LedgerWithdrawal,
)
from finance.selectors.explanations import in_force
from finance.selectors.ledger_books import tree
from finance.services.ledger_imports import enqueue_match, held
from office.language import kronor
from office.models import User
from office.refusals import Refusal, accepted, conflict
from office.services import trail

Values = dict[str, Any]


def explain(
    ledger: LedgerImport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> LedgerExplanation:
    """Say what a row is. The import is held meanwhile: of two officers at once one is told that it was said already.

    Raises `Refused`: 403 not an officer, 409 the row is explained, 400 with all that is wrong.
    """
    with transaction.atomic():
        ledger = held(ledger, by, expected)
        refusals = list(refusals)
        row = _row(ledger, values, refusals)
        said = in_force(ledger)
        if row and row.pk in said:
            raise conflict("explanation.given", _("The row is explained already; withdraw that first."), path="row")
        payment = _payment(ledger, values, row, refusals)
        _refuse_voucher(values, refusals)
        row = accepted(row, refusals)
        told = {name: values[name] for name in ("kind", "reason", "voucher")}
        made = LedgerExplanation.objects.create(row=row, payment=payment, recorded_by=by, **told)
        enqueue_match(ledger, by)
        data = {"row": made.row_id, "kind": made.kind, "payment": made.payment_id, "amount": str(made.row.amount)}
        trail.record("ledger_import.explained", by=by, subject=ledger, concerns=[ledger.organization_id], data=data)
    return made


def _row(ledger: LedgerImport, values: Values, refusals: list[Refusal]) -> LedgerImportRow | None:
    pk = values.get("row")
    row = ledger.rows.filter(pk=pk).first() if pk else None
    if pk and row is None:
        message = _("The import has no row %(id)s.") % {"id": pk}
        refusals.append(Refusal("ledger_row.unknown", message, "row", "a row of this import", pk))
    return row


def _payment(
    ledger: LedgerImport, values: Values, row: LedgerImportRow | None, refusals: list[Refusal]
) -> Payment | None:
    """The payment that the row is said to be: one of this payer's, of which so much is left."""
    pk, needed = values.get("payment"), values.get("kind") == ExplanationKind.PAYMENT
    if needed == (pk is not None) and not needed:
        return None
    if not needed or pk is None:
        if "kind" in values:
            message = _("A payment is named when the row is a payment, and only then.")
            refusals.append(Refusal("explanation.payment", message, "payment", None, pk))
        return None
    payers = tree(ledger.organization_id)
    found = Payment.objects.filter(pk=pk, commitment__party__organization__in=payers).first()
    if found is None:
        message = _("There is no payment %(id)s by this municipality.") % {"id": pk}
        refusals.append(Refusal("payment.unknown", message, "payment", "a payment of this municipality", pk))
    elif row:
        _refuse_more(found, row, refusals)
    return found


def _refuse_more(payment: Payment, row: LedgerImportRow, refusals: list[Refusal]) -> None:
    """Rows that are said to be one payment are together no more than it: otherwise kronor would hide behind it."""
    said = LedgerExplanation.objects.filter(payment=payment, withdrawal__isnull=True)
    others = {one.row.key: one.row.amount for one in said.select_related("row")}
    left = payment.amount - sum(others.values(), Decimal("0.00"))
    if row.amount * payment.amount <= 0 or abs(row.amount) > abs(left):
        message = _("Of payment %(id)s %(left)s is left, and the row is %(amount)s.")
        told = {"id": payment.pk, "left": kronor(left), "amount": kronor(row.amount)}
        refusals.append(Refusal("explanation.amount", message % told, "payment", str(left), str(row.amount)))


def _refuse_voucher(values: Values, refusals: list[Refusal]) -> None:
    if "kind" in values and (values["kind"] == ExplanationKind.CORRECTION) != bool(values.get("voucher")):
        message = _("A voucher is named when it corrects an error, and only then.")
        refusals.append(Refusal("explanation.voucher", message, "voucher", None, values.get("voucher")))


def withdraw(
    ledger: LedgerImport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> LedgerExplanation:
    """Take an explanation back; the row may then be explained anew. Raises `Refused` 409 when that was done already."""
    try:
        with transaction.atomic():
            ledger = held(ledger, by, expected)
            refusals = list(refusals)
            explanation = accepted(_explanation(ledger, values, refusals), refusals)
            made = LedgerWithdrawal.objects.create(explanation=explanation, reason=values["reason"], recorded_by=by)
            enqueue_match(ledger, by)
            data = {"row": explanation.row_id, "explanation": explanation.pk, "reason": made.reason}
            trail.record("ledger_import.withdrawn", by=by, subject=ledger, concerns=[ledger.organization_id], data=data)
    except IntegrityError as error:
        raise conflict("explanation.withdrawn", _("The explanation has been withdrawn already.")) from error
    return explanation


def _explanation(ledger: LedgerImport, values: Values, refusals: list[Refusal]) -> LedgerExplanation | None:
    """What is taken back: said of a row of this import, or of the same row of an earlier one."""
    pk = values.get("explanation")
    said = LedgerExplanation.objects.filter(
        row__key__in=ledger.rows.values("key"), row__ledger__organization=ledger.organization_id
    )
    found = said.filter(pk=pk).first() if pk else None
    if pk and found is None:
        message = _("The import has no explanation %(id)s.") % {"id": pk}
        refusals.append(Refusal("explanation.unknown", message, "explanation", "an explanation of its rows", pk))
    return found
