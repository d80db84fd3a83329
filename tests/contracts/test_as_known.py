"""A question with `as_of` and `known_at` has the same answer for ever, byte for byte.

Everything that can be asked so is asked; then every act that there is is done by everybody who may, in the world of all
tests; a year goes by, and everything is asked again. A new address that takes both joins by itself, by what the API
says of it; so does a new act, by its row in the table of permissions.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest
from django.utils import timezone

from office import clock
from office import jobs as door
from office.models import Membership, Organization
from office.refusals import Refused
from office.services import jobs
from tests.cast import EPOCH, Cast, Client, user
from tests.contracts.permissions import ROWS
from tests.contracts.routes import ask
from tests.contracts.test_fuzz import parameters
from tests.contracts.world import World
from tests.reports.taking_out import taken_out

ACTORS = ("officer", "officer2", "treasurer", "stranger")
#: What leaves least room for others.
LAST = ("conflicts-of-interest", "terminate", "withdraw", "return")
YEAR = timedelta(days=365)
WHO = ("officer", "treasurer")
READS = [template for method, template, _expected in ROWS if method == "GET" and "known_at" in parameters(template)]
#: The same lists by their filters and orders, where these look at what changes.
NARROWED = (
    "agreements?search=umeå&limit=100",
    "agreements?search=vän&state=active&ordering=state",
    "agreements?state=proposed",
    "agreements?ends_on_from=2021-01-01&ordering=ends_on,title",
    "annual-reports?state=submitted&state=approved&ordering=state",
    "commitment-checks?status=overdue",
    "summaries?group_by=municipality,association,year",
    "summaries?group_by=kind,status",
    "payments?ordering=amount",
    "cooperation-costs?year=2020",
)
#: Of one year, that of the day: nothing happens in these, and it is asked of another above.
OF_A_YEAR = {"cooperation-costs"}
#: Nobody shares a cost in this world: `tests/agreements/test_shares.py` asks what changes there, and what does not.
SHARED_ELSEWHERE = {"agreements/{active}/shares"}
LISTS = ("agreements", "annual-reports", "payments", "volunteer-hours", "commitment-checks", "year-end")
DAYS = ("2021-06-30", "today")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Everybody's clock goes by so much."""
    now = timezone.now

    def go(by: timedelta) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return datetime.now(tz) + by

        monkeypatch.setattr(clock, "datetime", Moved)
        monkeypatch.setattr(timezone, "now", lambda: now() + by)

    return go


def questions(known_at: str) -> Iterator[tuple[str, str]]:
    """Every address, with both clocks; `year-end` calls its day `on`."""
    for template in (*READS, *NARROWED):
        for day in DAYS:
            said = clock.today().isoformat() if day == "today" else day
            joint, name = "&" if "?" in template else "?", "on" if template.startswith("year-end") else "as_of"
            yield template, f"{template}{joint}{name}={said}&known_at={known_at}"


def answers(
    world: World, asked: list[tuple[str, str]], people: tuple[str, ...] = WHO
) -> dict[tuple[str, str], tuple[int, bytes]]:
    """What each of the people is told, in bytes."""
    clients = {name: Client(getattr(world.cast, name).who) for name in people}
    found = {}
    for name, who in clients.items():
        for _template, path in asked:
            answer = who.get(world.path(path))
            found[name, path] = answer.status_code, answer.content
    return found


def files(world: World, day: str, known_at: str) -> dict[str, bytes]:
    """Every list that an auditor takes out as CSV with both."""
    who = Client(world.cast.auditor.who)
    return {
        path: taken_out(who, path, **{"on" if path == "year-end" else "as_of": day, "known_at": known_at})
        for path in LISTS
    }


def everything_happens(world: World) -> int:
    """Every act by the first who can do it, as far as one leaves room for the other; answers how many were done."""
    acts = [(method, template, expected) for method, template, expected in ROWS if method != "GET"]
    acts.sort(key=lambda act: any(word in act[1] for word in LAST))
    done = 0
    for method, template, expected in acts:
        able = (role for role in ACTORS if expected[role] < 300 and not template.startswith("/"))
        done += any(ask(world, role, method, template, world.body(method, template)).status_code < 300 for role in able)
    corrected(world.cast, f"annual-reports/{world.ids['approved']}")
    backdated(world.cast, world)
    for kind in door.KINDS:
        while job := jobs.claim({kind}):
            try:
                door.KINDS[kind].handler(door.Work(job))
            except Refused as refused:
                jobs.set_aside(job, [*refused.refusals])
    return done


def corrected(cast: Cast, path: str) -> None:
    """The approved report is handed in again, saying something else."""
    cast.treasurer.ok("post", f"{path}/correct", {"reason": "Fel i underlaget"})
    figures = [{"kind": "own_cash", "source": "fees", "amount": "12345.00"}]
    cast.treasurer.patch_current(path, {"figures": figures, "narrative": "Rättad."})
    cast.treasurer.ok("post", f"{path}/submit", {})


def backdated(cast: Cast, world: World) -> None:
    """Payments of then, names, and whose rights are whose."""
    paid = {"agreement": world.ids["active"], "period": "2020", "amount": "777.00", "paid_on": "2020-02-01"}
    cast.officer.ok("post", "payments", paid)
    for one in (cast.van, cast.umea, Organization.objects.get(pk=world.ids["daughter"])):
        cast.officer.patch_current(f"organizations/{one.pk}", {"name": f"Ny {one.name}"})
    Membership.objects.filter(user=cast.officer2.who).update(ends_on=EPOCH)
    user("nykomling", "officer", cast.umea)


def test_the_same_question_has_the_same_answer_next_year(world: World, later: Any) -> None:
    Organization.objects.filter(pk__in=[world.cast.van.pk, world.ids["daughter"]]).update(
        registered_by=world.cast.umea.pk
    )
    day, known_at = clock.today().isoformat(), timezone.now().isoformat().replace("+00:00", "Z")
    asked = list(questions(known_at))
    now = [(template, path.partition("&known_at")[0]) for template, path in asked]
    before, by_now = answers(world, asked), answers(world, now, WHO[:1])
    taken = files(world, day, known_at)
    assert everything_happens(world) > 50
    later(YEAR)
    after, moved = answers(world, asked), answers(world, now, WHO[:1])
    assert [key for key in before if after[key] != before[key]] == []
    assert files(world, day, known_at) == taken
    told_else = {template for template, path in now if moved[WHO[0], path] != by_now[WHO[0], path]}
    assert told_else | OF_A_YEAR | SHARED_ELSEWHERE == {*READS, *NARROWED}
    assert {status for status, _content in before.values()} == {200, 403, 404}
