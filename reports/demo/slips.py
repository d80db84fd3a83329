"""The demo's time slips: a group of an invented association, and what its treasurer made of them. All invented."""

from datetime import date, timedelta
from typing import Any

from agreements.models import Agreement
from office.models import User
from office.services import memberships
from reports.bodies import ReportBody
from reports.models import TimeSlip
from reports.services import filling, writing
from reports.services.slip_links import open_link
from reports.services.slips import attest, enter, reject
from reports.slip_bodies import AttestBody, RejectBody, SlipBody, TimeSlipLinkBody

TITLE = "Språkcafé på Västerslätt"


def group_slips(_officer: User, today: date) -> None:
    """Four evenings: two attested, one entered twice and so rejected, one that waits. Whoever signs in as the treasurer
    makes a link of their own to try: nobody keeps the address of this one."""
    agreement = Agreement.objects.get(title=TITLE)
    association = agreement.parties.get(role="recipient").organization
    treasurer = User.objects.get(username="treasurer")
    memberships.grant(treasurer, association, "reporter", date(2019, 1, 1))
    said = {"agreement": agreement.pk, "name": "Språkcafé tisdagar", "activity": "Språkcafé", "category": "adult"}
    values, refusals = TimeSlipLinkBody().read(said)
    link, _secret = open_link(values, treasurer, refusals)
    evenings = [(28, 8, 5), (21, 6, 4), (21, 6, 4), (7, 9, 5)]
    made: list[TimeSlip] = []
    for days, people, women in evenings:
        slip = {
            "activity": "Språkcafé", "category": "adult", "day": (today - timedelta(days=days)).isoformat(),
            "people": people, "women": women, "men": people - women, "hours_each": "3", "form": str(len(made)),
        }  # fmt: skip
        values, refusals = SlipBody().read(slip)
        made.append(enter(link, values, refusals))
    first, second, twice, _waiting = [{"id": slip.pk} for slip in made]
    attest(*_read(AttestBody(), {"slips": [first, second], "attested_by": "Kassören"}, treasurer))
    reject(*_read(RejectBody(), {"slips": [twice], "reason": "Samma kväll står redan"}, treasurer))
    _begun(agreement, treasurer, today)


def _begun(agreement: Agreement, treasurer: User, today: date) -> None:
    """This year's report, which the treasurer has begun: one figure, the attested slips, a narrative to go on with."""
    said = {
        "agreement": agreement.pk, "period": str(today.year), "narrative": "Demodata: påbörjad berättelse, påhittad.",
        "figures": [{"kind": "own_cash", "source": "fees", "amount": "41500.00"}],
    }  # fmt: skip
    values, refusals = ReportBody().read(said)
    filling.fill(writing.begin(values, treasurer, refusals), treasurer, None)


def _read(body: AttestBody | RejectBody, said: dict[str, Any], by: User) -> tuple[Any, User, list[Any]]:
    values, refusals = body.read(said)
    return values, by, refusals
