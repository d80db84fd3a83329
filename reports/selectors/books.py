"""Facts of the books that associations handed in, as they were reconciled."""

from collections import defaultdict
from datetime import datetime

import orjson

from finance.models import Reconciliation
from finance.reconciliation.keeping import from_json
from office.known import recorded
from office.rows import fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped


def books_of(ids: list[int], parties: Grouped, known_at: datetime | None) -> Grouped:
    """Every reading of every period, oldest first: which one holds depends on the day asked about."""
    party_of = {(agreement, one.organization): one.id for agreement, all_of in parties.items() for one in all_of}
    rows = Reconciliation.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    fields = ("agreement_id", "organization_id", "period", "starts_on", "ends_on", "reconciled_on", "figures")
    found: Grouped = defaultdict(list)
    for agreement, organization, period, starts_on, ends_on, on, figures in fetch(rows.values_list(*fields)):
        party, read = party_of[agreement, organization], from_json(orjson.loads(figures))
        found[agreement].append(known.BooksFact(party, period, starts_on, ends_on, on, read))
    return found
