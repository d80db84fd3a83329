"""Facts of annual meetings, which reports can be due after."""

from collections import defaultdict
from datetime import datetime

from agreements.models import AnnualMeeting
from office.known import recorded
from office.rows import fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped


def meetings_of(ids: list[int], parties: Grouped, known_at: datetime | None) -> Grouped:
    """By agreement: its parties' annual meetings. Nothing is asked of the database where no report waits for one."""
    found: Grouped = defaultdict(list)
    if not ids:
        return found
    whose: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for agreement in ids:
        for party in parties[agreement]:
            whose[party.organization].append((agreement, party.id))
    rows = AnnualMeeting.objects.filter(recorded(known_at), organization__in=list(whose)).order_by("pk")
    which = ("organization_id", "pk", "held_on", "reported_on", "replaces_id")
    for organization, pk, held_on, on, replaces in fetch(rows.values_list(*which)):
        for agreement, party in whose[organization]:
            found[agreement].append(known.MeetingFact(pk, party, held_on, on, replaces))
    return found
