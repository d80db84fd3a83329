"""Facts of what a municipality's ledger shows."""

from collections import defaultdict
from datetime import datetime

from finance.models import LedgerFinding
from finance.selectors.matches import values_of
from office.rows import fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped, read


def ledger_of(ids: list[int], known_at: datetime | None) -> Grouped:
    """What municipalities' ledgers show of the agreements, as far as nobody has explained it."""
    rows = LedgerFinding.objects.filter(agreement__pk__in=ids).standing(known_at).order_by("pk")
    fields = ("agreement_id", "pk", "code", "on", "match__ledger_id", "row_id", "payment_id", "values")
    found: Grouped = defaultdict(list)
    for agreement, pk, code, on, ledger, row, payment, values in fetch(rows.values_list(*fields)):
        found[agreement].append(known.LedgerFact(pk, code, on, ledger, row, payment, values_of(read(values))))
    return found
