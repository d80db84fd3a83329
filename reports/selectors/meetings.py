"""Annual meetings, which reports can be due after."""

from collections import defaultdict
from datetime import datetime

from agreements.models import Agreement, AnnualMeeting
from agreements.models.meetings import AnnualMeetingQuerySet
from agreements.services import documents
from office.access import AnyUser
from office.known import recorded
from office.rows import fetch
from reports.checks import facts as known
from reports.selectors.rows import Grouped


def used_by(agreement: Agreement, user: AnyUser, known_at: datetime | None = None) -> AnnualMeetingQuerySet:
    """The meetings of its parties that the user may see and that were recorded (by a moment), of an agreement whose
    terms have counted from them; else none."""
    versions = agreement.versions.filter(recorded(known_at))
    terms = [documents.original(agreement), *(one.terms for one in versions)]
    due = (one["conditions"].get("report_due", {}).get("value") for one in terms)
    if not any(isinstance(one, dict) for one in due):
        return AnnualMeeting.objects.none()
    parties = [one["organization"] for one in documents.last(agreement, known_at=known_at)["parties"]]
    return AnnualMeeting.objects.visible_to(user).filter(recorded(known_at), organization__in=parties)


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
