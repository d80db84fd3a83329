"""The nightly check keeps a status per agreement and day, once, and tells in the trail what changed and why."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from office import jobs as door
from office.clock import SWEDEN, today
from office.models import AuditEvent, Job
from reports import jobs as nightly
from reports.models import DailyStatus
from reports.services import statuses
from tests.agreements.sample import DECISION, active, begun, proposed, registered
from tests.cast import Cast

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]
ONE_DAY = timedelta(days=1)


def nothing(_done: int, _total: int) -> None:
    """Progress that nobody follows."""


def keep(day: date) -> int:
    return statuses.keep(day, nothing)


def kept(pk: int) -> list[tuple[date, str]]:
    return list(DailyStatus.objects.filter(agreement=pk).order_by("on").values_list("on", "status"))


def changed() -> list[dict[str, Any]]:
    return [event.data for event in AuditEvent.objects.filter(kind=statuses.CHANGED).order_by("pk")]


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, what is recorded is recorded a day later."""
    now = timezone.now
    return lambda: monkeypatch.setattr(timezone, "now", lambda: now() + ONE_DAY)


def settle(cast: Cast, pk: int) -> None:
    """Pay the only year and take its report, which reaches what was promised."""
    cast.officer.ok(
        "post", "payments", {"agreement": pk, "period": "2020", "amount": "1500000.00", "paid_on": "2020-02-03"}
    )
    figures = [{"kind": "own_cash", "source": "fees", "amount": "420000.00"}]
    report = f"annual-reports/{begun(cast.officer, pk, figures=figures)['id']}"
    cast.officer.ok("post", f"{report}/submit", {"received_on": "2021-03-15"})
    cast.officer.ok("post", f"{report}/approve", {"approved_on": "2021-04-20"})


def one_year(cast: Cast) -> int:
    return active(cast, ends_on="2020-12-31")


@pytest.fixture(autouse=True)
def _followed_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model agreement ended years ago."""
    monkeypatch.setattr(statuses, "FOLLOWED", timedelta(days=9999))


@pytest.mark.both
def test_a_day_is_kept_once_and_a_change_told_with_its_reason(cast: Cast, tomorrow: Callable[[], None]) -> None:
    pk, day = one_year(cast), today()
    assert (keep(day), keep(day)) == (1, 0)
    tomorrow()
    settle(cast, pk)
    assert (keep(day + ONE_DAY), keep(day + ONE_DAY)) == (1, 0)
    assert kept(pk) == [(day, "overdue"), (day + ONE_DAY, "fulfilled")]
    (told,) = changed()
    assert (told["on"], told["before"], told["after"]) == (str(day + ONE_DAY), "overdue", "fulfilled")
    assert told["reason"] == [
        {
            "organization": cast.umea.pk,
            "kind": "funding",
            "period": "2020",
            "before": {"status": "overdue", "counted": "0.00", "verified": False},
            "after": {"status": "met", "counted": "1500000.00", "verified": False},
        },
        {
            "organization": cast.van.pk,
            "kind": "co_financing",
            "period": "2020",
            "before": {"status": "overdue", "counted": None, "verified": False},
            "after": {"status": "met", "counted": "1300000.00", "verified": True},
        },
    ]


def test_what_is_first_seen_has_not_changed_and_what_stays_is_not_told(cast: Cast) -> None:
    pk = one_year(cast)
    for days in range(3):
        keep(today() + days * ONE_DAY)
    assert [status for _day, status in kept(pk)] == ["overdue"] * 3
    assert changed() == []


def test_nights_that_were_missed_are_made_up_for(cast: Cast) -> None:
    pk, day = one_year(cast), today()
    keep(day)
    assert keep(day + 4 * ONE_DAY) == 4
    assert [on for on, _status in kept(pk)] == [day + days * ONE_DAY for days in range(5)]
    assert keep(day + 100 * ONE_DAY) == statuses.MOST_DAYS


def test_a_change_over_a_gap_is_told_against_the_day_kept_last(cast: Cast, tomorrow: Callable[[], None]) -> None:
    pk, day = one_year(cast), today()
    keep(day)
    tomorrow()
    settle(cast, pk)
    keep(day + 100 * ONE_DAY)
    (told,) = changed()
    assert (told["on"], told["before"]) == (str(day + 70 * ONE_DAY), "overdue")
    assert len(told["reason"]) == 2


def test_a_day_is_what_was_known_at_its_end(cast: Cast) -> None:
    """Registered today with dates of the past: yesterday nobody knew of it, whenever yesterday is asked about."""
    one_year(cast)
    assert keep(today() - ONE_DAY) == 0
    end = statuses.end_of(date(2026, 10, 25)).astimezone(SWEDEN)
    assert (end.date(), end.hour, end.minute, end.utcoffset()) == (date(2026, 10, 25), 23, 59, timedelta(hours=1))


def test_drafts_and_what_came_to_nothing_are_not_followed(cast: Cast) -> None:
    registered(cast, reference="1")
    gone = proposed(cast, reference="2")["id"]
    cast.officer.ok("post", f"agreements/{gone}/withdraw", {})
    waiting = proposed(cast, reference="3")["id"]
    assert keep(today()) == 1
    assert [status for _day, status in kept(waiting)] == ["upcoming"]


def test_what_came_to_nothing_keeps_the_days_it_stood(cast: Cast, tomorrow: Callable[[], None]) -> None:
    """Also when the night's run comes after the end: a day is what it was."""
    day = today()
    withdrawn = proposed(cast, reference="1")["id"]
    refused = proposed(cast, reference="2")["id"]
    tomorrow()
    cast.officer.ok("post", f"agreements/{withdrawn}/withdraw", {})
    cast.officer.ok("post", f"agreements/{refused}/decisions", {**DECISION, "outcome": "no"})
    assert (keep(day), keep(day + 2 * ONE_DAY)) == (2, 0)
    for pk in (withdrawn, refused):
        assert kept(pk) == [(day, "upcoming")]
    assert changed() == []


@pytest.mark.both
def test_what_ended_long_ago_is_no_longer_followed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = active(cast, reference="1", ends_on="2022-12-31")
    active(cast, reference="2", ends_on="2022-12-30")
    monkeypatch.setattr(statuses, "FOLLOWED", today() - date(2022, 12, 31))
    assert keep(today()) == 1
    assert len(kept(ended)) == 1


def test_a_night_that_was_interrupted_is_taken_up_where_it_stopped(
    cast: Cast, tomorrow: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    day = today()
    ids = [active(cast, reference=str(serial), ends_on="2020-12-31") for serial in range(3)]
    keep(day)
    tomorrow()
    for pk in ids:
        settle(cast, pk)
    monkeypatch.setattr(statuses, "BATCH", 1)
    told = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        statuses.keep(day + ONE_DAY, stop)
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert (len(changed()), keep(day + ONE_DAY), len(changed())) == (2, 1, 3)


@pytest.mark.both
def test_who_may_see_an_agreement_reads_its_statuses_and_their_changes(
    cast: Cast, tomorrow: Callable[[], None]
) -> None:
    pk, day = one_year(cast), today()
    keep(day)
    tomorrow()
    settle(cast, pk)
    keep(day + ONE_DAY)
    for who in (cast.officer, cast.treasurer, cast.auditor):
        rows = who.ok("get", f"agreements/{pk}/statuses")["results"]
        assert [(row["on"], row["status"]) for row in rows] == [
            (str(day + ONE_DAY), "fulfilled"),
            (str(day), "overdue"),
        ]
        events = who.ok("get", f"audit-events?kind={statuses.CHANGED}")["results"]
        assert [(one["subject_id"], one["actor_name"]) for one in events] == [(pk, "")]
        told = [row for row in who.ok("get", f"agreements/{pk}/timeline")["results"] if row["kind"] == "status_changed"]
        assert [row["note"] for row in told] == [
            "Overdue → Fulfilled. Funding 2020, Umeå kommun: Overdue → Met; "
            "Own contribution 2020, Vän i Umeå: Overdue → Met"
        ]
    assert cast.stranger.no(404, "get", f"agreements/{pk}/statuses")
    assert cast.stranger.ok("get", f"audit-events?kind={statuses.CHANGED}")["count"] == 0
    assert cast.officer.ok("get", f"agreements/{pk}/statuses?limit=1")["count"] == 2
    assert cast.officer.no(400, "get", f"agreements/{pk}/statuses?colour=blue")


def test_the_timeline_says_what_counted_where_the_status_alone_says_no_difference(
    cast: Cast, tomorrow: Callable[[], None]
) -> None:
    """Short and reported, then short and verified: the agreement's status moves, the line's does not."""
    pk, day = active(cast, ends_on="2020-12-31"), today()
    cast.officer.ok(
        "post", "payments", {"agreement": pk, "period": "2020", "amount": "1500000.00", "paid_on": "2020-02-03"}
    )
    report = f"annual-reports/{begun(cast.officer, pk)['id']}"
    cast.officer.ok("post", f"{report}/submit", {"received_on": "2021-03-15"})
    keep(day)
    tomorrow()
    cast.officer.ok("post", f"{report}/approve", {"approved_on": "2021-04-20"})
    keep(day + ONE_DAY)
    rows = cast.officer.ok("get", f"agreements/{pk}/timeline")["results"]
    (note,) = [row["note"] for row in rows if row["kind"] == "status_changed"]
    line = (
        "Own contribution 2020, Vän i Umeå: Below the commitment ({0}, reported) → Below the commitment ({0}, verified)"
    )
    counted = changed()[0]["reason"][0]["after"]["counted"]
    assert note == f"At risk of a shortfall → Commitment not met. {line.format(counted)}"


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_keep_each_status_and_tell_each_change_once(
    cast: Cast, tomorrow: Callable[[], None], at_once: AtOnce
) -> None:
    pk, day = one_year(cast), today()
    keep(day)
    tomorrow()
    settle(cast, pk)
    at_once([lambda: keep(day + ONE_DAY)] * 4)
    assert len(kept(pk)) == 2
    assert len(changed()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_job_comes_due_every_night_and_keeps_yesterday(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    pk, day = one_year(cast), today()
    monkeypatch.setattr(nightly, "today", lambda: day + ONE_DAY)
    door.tick()
    door.drain()
    assert [on for on, _status in kept(pk)] == [day]
    job = Job.objects.get(kind="reports.keep_statuses")
    due = job.due_at.astimezone(SWEDEN)
    assert (due.hour, due.minute) == (0, 30)
    assert timezone.now() < job.due_at < timezone.now() + timedelta(days=1, hours=1)
