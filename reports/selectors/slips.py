"""Reads of time slips: the link behind a secret, and what was entered by it lately."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models.agreement import State
from agreements.selectors import periods_of
from office.clock import today
from office.models.people import token_digest
from reports.models import SlipAnswer, TimeSlip, TimeSlipLink
from reports.models.slips import TimeSlipLinkQuerySet

#: Agreements that are reported on.
_STATES = (State.ACTIVE, State.TERMINATED)
LATELY = 10


def live_links() -> TimeSlipLinkQuerySet:
    """Links that work today."""
    through = Q(last_day__isnull=True) | Q(last_day__gte=today())
    return TimeSlipLink.objects.filter(through, revoked_at__isnull=True, agreement__state__in=_STATES)


def live_link(secret: str) -> TimeSlipLink | None:
    """The link that a secret opens; None when it is wrong, revoked or has expired: nobody learns which."""
    found = live_links().filter(digest=token_digest(secret))
    return found.select_related("agreement__termination", "organization").first()


def days_of(link: TimeSlipLink) -> tuple[str, str]:
    """The first and the last day that a slip can be for, ISO: within the term as it stands, and not in the future."""
    term = periods_of(link.agreement)
    return term[0].starts_on.isoformat(), min(term[-1].ends_on, today()).isoformat()


def by_receipt(link: TimeSlipLink, receipt: str) -> TimeSlip | None:
    """The slip whose receipt its leader holds."""
    return link.slips.select_related("answer").filter(receipt=receipt).first()


def lately(link: TimeSlipLink) -> QuerySet[TimeSlip]:
    """What was entered last under the link, newest first, with what became of it."""
    return link.slips.select_related("answer").order_by("-pk")[:LATELY]


def looks_alike(slip: TimeSlip) -> bool:
    """Whether another slip that stands says the same of the same day: perhaps it was entered twice."""
    fallen = SlipAnswer.objects.filter(slip=OuterRef("pk")).exclude(outcome="attested")
    same = TimeSlip.objects.filter(
        ~Exists(fallen), link=slip.link_id, day=slip.day, people=slip.people, hours_each=slip.hours_each
    )
    return same.exclude(pk=slip.pk).exists()
