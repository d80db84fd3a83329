"""Facts of what is given beside money."""

from collections import defaultdict
from datetime import datetime

from finance.models import MunicipalSupport
from finance.support import Support
from office.known import recorded
from office.rows import decimal, fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped


def support_of(ids: list[int], known_at: datetime | None) -> Grouped:
    fields = (
        "agreement_id", "pk", "giver_id", "recipient_id", "kind", "what", "valued_on", "replaces_id", "quantity",
        "unit", "price", "per_year", "starts_on", "ends_on", "charged", "source",
    )  # fmt: skip
    rows = MunicipalSupport.objects.filter(recorded(known_at), agreement__pk__in=ids).order_by("pk")
    found: Grouped = defaultdict(list)
    for agreement, *about, many, unit, price, per_year, starts_on, ends_on, charged, source in fetch(
        rows.values_list(*fields)
    ):
        given = Support(
            decimal(many), unit, decimal(price), bool(per_year), starts_on, ends_on, decimal(charged), source
        )
        found[agreement].append(known.SupportFact._make((*about, given)))
    return found
