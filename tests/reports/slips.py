"""A link of Vän i Umeå's and what a group leader does with it, as a browser without an account does."""

import re
from typing import Any

from django.test import Client as Browser

from reports.models import TimeSlip
from tests.browsing import browser
from tests.cast import Cast, Client

Json = dict[str, Any]
ENTERED = {"activity": "Språkcafé", "category": "adult", "day": "2020-03-03", "people": "8", "hours_each": "3"}
LINK = {"name": "Språkcafé tisdagar", "activity": "Språkcafé", "category": "adult"}


def linked(cast: Cast, agreement: int, **more: Any) -> Json:
    """A new link with its address."""
    answer: Json = cast.treasurer.ok("post", "time-slip-links", {"agreement": agreement, **LINK, **more})
    return answer


def path_of(link: Json) -> str:
    """`/t/<secret>`"""
    return "/t/" + str(link["url"]).rpartition("/t/")[2]


def token_in(page: Any) -> str:
    """What names the form that a page shows."""
    found = re.search(r'name="form" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def send(path: str, leader: Browser | None = None, **said: Any) -> Any:
    """Open the form, fill it in, send it: the answer to that."""
    leader = leader or browser()
    form = {**ENTERED, "form": token_in(leader.get(path)), **said}
    return leader.post(path, {name: value for name, value in form.items() if value is not None})


def slip(path: str, **said: Any) -> TimeSlip:
    """A slip that was accepted."""
    answer = send(path, **said)
    assert answer.status_code == 302, answer.content.decode()
    return TimeSlip.objects.get(receipt=answer["Location"].rpartition("/")[2])


def attested(who: Client, *slips: TimeSlip, **more: Any) -> Any:
    """Attested, with five women among eight people where a slip does not tell."""
    rows = [
        {"id": one.pk} if one.women is not None else {"id": one.pk, "women": one.people - 3, "men": 3} for one in slips
    ]
    return who.ok("post", "time-slips/attest", {"slips": rows, "attested_by": "Kassören", **more})
