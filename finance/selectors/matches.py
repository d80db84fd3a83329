"""An import's newest matching with what has been said since: what the page, the lists and the sums show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from finance import models
from finance.matching import Finding, LedgerRow, Payment, PaymentResult, RowResult, Sheet, sheet, standing, why
from finance.models.ledger_imports import LedgerExplanation, LedgerFinding, LedgerImport, LedgerMatch
from finance.selectors.explanations import in_force
from finance.selectors.ledger_books import rows_of

Json = dict[str, Any]


class Shown(NamedTuple):
    """A row beside its match, where it stands, and the explanation that holds, if any."""

    result: RowResult
    standing: str
    explanation: LedgerExplanation | None


def rows_as_json(rows: tuple[RowResult, ...]) -> list[list[Any]]:
    """Who was matched with whom, as it is kept: id, how, payments, other rows."""
    return [[one.row.id, one.how, list(one.payments), list(one.rows)] for one in rows]


def payments_as_json(payments: tuple[PaymentResult, ...]) -> list[list[Any]]:
    """What of each payment was found, as it is kept."""
    return [
        [one.payment.id, one.payment.agreement, one.payment.recipient, str(one.payment.amount),
         one.payment.paid_on.isoformat(), one.payment.corrects, str(one.found), list(one.rows), one.cancelled,
         one.elsewhere]
        for one in payments
    ]  # fmt: skip


def values_as_json(finding: Finding) -> Json:
    """A finding's values, amounts and days told from texts: {"amount": {"sek": "5.00"}, "day": {"on": …}}."""
    return {name: _kept(value) for name, value in finding.values}


def _kept(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"sek": str(value)}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def values_of(kept: Json) -> tuple[tuple[str, Any], ...]:
    """The same, read again."""
    return tuple(sorted((name, _read(value)) for name, value in kept.items()))


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return Decimal(value["sek"]) if "sek" in value else date.fromisoformat(value["on"])


def _finding(kept: LedgerFinding) -> Finding:
    ids = (kept.row_id or 0, kept.payment_id or 0, kept.agreement_id or 0)
    return Finding(kept.code, *ids, kept.on, values_of(kept.values))


@dataclass(frozen=True)
class Matched:
    """An import as it stands now; `match` is None until it has been matched."""

    ledger: LedgerImport
    match: LedgerMatch | None
    rows: tuple[Shown, ...]
    payments: tuple[PaymentResult, ...]
    missing: tuple[Finding, ...]

    @cached_property
    def sums(self) -> Sheet:
        """The sum sheet."""
        explained = {one.result.row.id for one in self.rows if one.explanation is not None}
        results = [one.result for one in self.rows]
        return sheet(results, self.payments, explained, self.ledger.starts_on, self.ledger.ends_on)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is still to be looked at: the rows that nobody has explained, then the payments the ledger lacks."""
        left = [one.result.findings for one in self.rows if one.standing == "unexplained"]
        return (*(finding for found in left for finding in found), *self.missing)


def matched(ledger: LedgerImport) -> Matched:
    """An import's newest matching and what has been said, in seven queries."""
    match = ledger.matches.order_by("-pk").first()
    findings: dict[int, list[Finding]] = {}
    for one in match.findings.all() if match else ():
        findings.setdefault(one.row_id or 0, []).append(_finding(one))
    kept = {pk: rest for pk, *rest in match.rows} if match else {}
    said = in_force(ledger)
    rows = [_shown(row, kept.get(row.id), findings, said.get(row.id)) for row in rows_of(ledger)]
    rows.sort(key=lambda one: (one.result.row.day, one.result.row.voucher, one.result.row.id))
    payments = tuple(_payment(*one) for one in match.payments) if match else ()
    return Matched(ledger, match, tuple(rows), payments, tuple(findings.get(0, ())))


def _shown(
    row: LedgerRow, kept: list[Any] | None, findings: dict[int, list[Finding]], said: LedgerExplanation | None
) -> Shown:
    how, payments, beside = kept or ("", (), ())
    if how == "by_hand" and said is None:  # withdrawn since
        how, payments = "", ()
    result = RowResult(row, how, tuple(payments), tuple(beside), tuple(findings.get(row.id, ())))
    return Shown(result, standing(result, said is not None), said)


def _payment(
    pk: int, agreement: int, recipient: int, amount: str, paid_on: str, corrects: int | None, found: str,
    rows: list[int], cancelled: bool, elsewhere: bool = False,
) -> PaymentResult:  # fmt: skip
    """As it was kept; the oldest matchings do not say whether another import has it."""
    payment = Payment(pk, agreement, recipient, Decimal(amount), date.fromisoformat(paid_on), corrects)
    return PaymentResult(payment, Decimal(found), tuple(rows), cancelled, elsewhere)


class Under(NamedTuple):
    """What a row was matched with: a payment, to whom and under which agreement, and the payer's decision on it
    (without a day: it has not decided)."""

    payment: int
    paid_on: date
    recipient: int
    recipient_name: str
    agreement: int
    reference: str
    decided_on: date | None
    body: str | None
    delegation_point: str | None
    paragraph: str | None


UNDER = (
    "pk", "paid_on", "recipient__organization_id", "recipient__organization__name", "agreement_id",
    "agreement__reference", "commitment__party__decisions__decided_on", "commitment__party__decisions__body",
    "commitment__party__decisions__delegation_point", "commitment__party__decisions__paragraph",
)  # fmt: skip


def under_of(rows: Iterable[Shown]) -> dict[int, Under]:
    """The payments that the rows were matched with, by id, in one query."""
    numbers = {number for one in rows for number in one.result.payments}
    return {row[0]: Under._make(row) for row in models.Payment.objects.filter(pk__in=numbers).values_list(*UNDER)}


def why_of(one: Shown, known: dict[int, Under], language: str) -> str:
    """Why a row was matched as it was."""
    payments = one.result.payments
    return why(one.result.how, payments, min((known[number].paid_on for number in payments), default=None), language)
