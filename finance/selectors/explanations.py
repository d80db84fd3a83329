"""What officers have said of an import's rows, also where they said it of the same row of an earlier export."""

from finance.models.ledger_imports import LedgerExplanation, LedgerImport


def in_force(ledger: LedgerImport) -> dict[int, LedgerExplanation]:
    """By the id of the import's row: the explanation that holds."""
    same = LedgerExplanation.objects.filter(
        withdrawal__isnull=True,
        row__ledger__organization=ledger.organization_id,
        row__key__in=ledger.rows.values("key"),
    )
    by_key = {one.row.key: one for one in same.select_related("row", "recorded_by").order_by("pk")}
    if not by_key:
        return {}
    keys = ledger.rows.filter(key__in=by_key).values_list("pk", "key")
    return {pk: by_key[key] for pk, key in keys}
