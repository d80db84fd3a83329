"""Reads of time slips: the link behind a secret, what was entered by it lately, what is attested and not yet used."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import Agreement
from agreements.models.agreement import State
from agreements.periods import Period
from agreements.selectors import periods_of
from office.clock import today
from office.models import Organization
from office.models.people import token_digest
from reports.models import SlipAnswer, SlipUse, TimeSlip, TimeSlipLink
from reports.models.slips import TimeSlipLinkQuerySet
from reports.slip_rows import AttestedSlip

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


def attested_in(agreement: Agreement, organization: Organization, period: Period) -> dict[int, AttestedSlip]:
    """An association's attested slips of a period, by id."""
    found = TimeSlip.objects.filter(
        link__agreement=agreement,
        link__organization=organization,
        day__range=(period.starts_on, period.ends_on),
        answer__outcome="attested",
    )
    counted = ("answer__women", "answer__men", "answer__attested_by", "link_id")
    return {
        row[0]: AttestedSlip(*row)
        for row in found.values_list("pk", "activity", "category", "day", "hours", *counted).order_by("pk")
    }


def used_before(slips: Collection[int]) -> set[int]:
    """Those that some version was handed in with."""
    return _used(slips, SlipUse.objects.all())


def used_elsewhere(slips: Collection[int], period: Period) -> set[int]:
    """Those that a report of another period was handed in with (a termination may have moved the periods)."""
    return _used(slips, SlipUse.objects.exclude(version__report__period=period.label))


def _used(slips: Collection[int], uses: QuerySet[SlipUse]) -> set[int]:
    """Of all uses between the first and the last id: a year's ids are too many to name one by one."""
    if not slips:
        return set()
    within = uses.filter(slip__pk__range=(min(slips), max(slips)))
    return set(slips) & set(within.values_list("slip_id", flat=True))
