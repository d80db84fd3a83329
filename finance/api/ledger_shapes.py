"""What an import's rows, sums and explanations look like as JSON."""

from collections import Counter
from typing import Any

from rest_framework import serializers

from finance.matching import Finding, sentence
from finance.matching.findings import CODES
from finance.matching.sheet import STANDINGS
from finance.models.ledger_imports import LedgerExplanation
from finance.selectors.matches import Matched, Shown, Under, why_of
from office.api.shapes import Json
from office.fields import Amount


class LedgerFindingShape(serializers.Serializer[Any]):
    """Something to look at. `row`, `payment` and `agreement` are null where it is about none."""

    code = serializers.ChoiceField(choices=CODES)
    row = serializers.IntegerField(allow_null=True)
    payment = serializers.IntegerField(allow_null=True)
    agreement = serializers.IntegerField(allow_null=True)
    message = serializers.CharField()


class ExplanationShape(serializers.ModelSerializer[LedgerExplanation]):
    """`by` is who said it; `withdrawn` is null as long as it holds."""

    by = serializers.CharField(source="recorded_by.username")
    withdrawn = serializers.SerializerMethodField()

    class Meta:
        model = LedgerExplanation
        fields = ["id", "row", "kind", "payment", "voucher", "reason", "recorded_at", "by", "withdrawn"]

    def get_withdrawn(self, explanation: LedgerExplanation) -> str | None:
        """Why it was withdrawn."""
        withdrawal = getattr(explanation, "withdrawal", None)
        return withdrawal.reason if withdrawal else None


class DecidedUnderShape(serializers.Serializer[Any]):
    """A payment that a row was matched with: to whom (an organisation's id), under which agreement, and the payer's
    decision on it, whose members are null where there is none."""

    payment = serializers.IntegerField()
    paid_on = serializers.DateField()
    recipient = serializers.IntegerField()
    recipient_name = serializers.CharField()
    agreement = serializers.IntegerField()
    reference = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    body = serializers.CharField(allow_null=True)
    delegation_point = serializers.CharField(allow_null=True, allow_blank=True)
    paragraph = serializers.CharField(allow_null=True, allow_blank=True)


class LedgerRowShape(serializers.Serializer[Any]):
    """A row of the ledger, SEK, debit positive; what it was matched with (`how`, in words `why`), and where it stands.

    `payments` are those that it was matched with, `under` what each was decided by; `rows` are the other rows of the
    same match. Of a row to a person only day, account, amount and voucher are kept.
    """

    id = serializers.IntegerField()
    day = serializers.DateField()
    account = serializers.CharField(allow_blank=True)
    amount = Amount()
    number = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    giro = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    voucher = serializers.CharField(allow_blank=True)
    standing = serializers.ChoiceField(choices=STANDINGS)
    how = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)
    payments = serializers.ListField(child=serializers.IntegerField())
    under = DecidedUnderShape(many=True)
    rows = serializers.ListField(child=serializers.IntegerField())
    findings = LedgerFindingShape(many=True)
    explanation = ExplanationShape(allow_null=True)


class SumsShape(serializers.Serializer[Any]):
    """SEK. `ledger` = `matched` + `explained` + `unexplained`; `registered` = `in_ledger` + `elsewhere`
    + `missing`: `elsewhere` stands in another import of the ledger, on other accounts or days. What the ledger has of
    payments of the days around is `outside`."""

    ledger = Amount()
    matched = Amount()
    explained = Amount()
    unexplained = Amount()
    registered = Amount()
    in_ledger = Amount()
    missing = Amount()
    outside = Amount()
    elsewhere = Amount()


class CountsShape(serializers.Serializer[Any]):
    matched = serializers.IntegerField()
    explained = serializers.IntegerField()
    unexplained = serializers.IntegerField()


class SheetShape(serializers.Serializer[Any]):
    """Where every krona stands. `matched_at` and `sums` are null until it has been matched: a file that is being read,
    or was refused, says nothing of any krona. What is said by hand counts at once."""

    matched_at = serializers.DateTimeField(allow_null=True)
    digest = serializers.CharField(allow_blank=True)
    sums = SumsShape(allow_null=True)
    rows = CountsShape()
    findings = LedgerFindingShape(many=True)


def row_as_json(one: Shown, known: dict[int, Under], language: str) -> Json:
    """A row as `LedgerRowShape` says."""
    row = one.result.row
    return {
        "id": row.id,
        "day": row.day.isoformat(),
        "account": row.account,
        "amount": f"{row.amount:.2f}",
        "number": row.number,
        "name": row.name,
        "giro": row.giro,
        "text": row.text,
        "voucher": row.voucher,
        "standing": one.standing,
        "how": one.result.how,
        "why": why_of(one, known, language),
        "payments": list(one.result.payments),
        "under": [known[number]._asdict() for number in one.result.payments],
        "rows": list(one.result.rows),
        "findings": [_finding(finding, language) for finding in one.result.findings],
        "explanation": ExplanationShape(one.explanation).data if one.explanation else None,
    }


def _finding(finding: Finding, language: str) -> Json:
    return {
        "code": finding.code,
        "row": finding.row or None,
        "payment": finding.payment or None,
        "agreement": finding.agreement or None,
        "message": sentence(finding, language),
    }


def sheet_as_json(found: Matched, language: str) -> Json:
    """The sum sheet as `SheetShape` says."""
    counts = Counter(one.standing for one in found.rows)
    return {
        "matched_at": found.match.recorded_at if found.match else None,
        "digest": found.match.digest if found.match else "",
        "sums": {name: f"{value:.2f}" for name, value in found.sums._asdict().items()} if found.match else None,
        "rows": {name: counts[name] for name in STANDINGS},
        "findings": [_finding(one, language) for one in found.findings],
    }
