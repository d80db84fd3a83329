"""Since when an installation has had an index value: what a moment knew stays, whatever the files say later."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from finance.index_clauses import carried
from finance.models import IndexQuote
from finance.selectors.index_quotes import series_at
from finance.services import index_quotes
from office import guards
from office.jobs import drain, tick
from office.models import AuditEvent
from tests.agreements.sample import active, body
from tests.cast import VAN, Cast
from tests.workers.queue import real

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]
CLAUSE = {"series": "own", "base": "2019-10", "month": 10, "years_back": 1, "share": "1"}
FILE = """
own:
  description: {sv: Prov, en: Test}
  unit: index
  values:
    "2019-10": {value: "100.00", published_on: 2019-11-15, source: Påhittat, checked_on: 2026-11-01}
"""
MORE = '    "2020-10": {value: "110.00", published_on: 2020-11-15, source: Påhittat, checked_on: 2026-11-01}\n'
AS_OF = "as_of=2021-06-30"


@pytest.fixture
def own(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The installation's own folder of index files."""
    settings.INDEX_FOLDER = tmp_path
    yield tmp_path / "own.yaml"
    carried.cache_clear()


def restarted(file: Path, text: str) -> int:
    """The program is started with this file; answers how many months were met."""
    file.write_text(text)
    carried.cache_clear()
    return index_quotes.keep(carried())


def now() -> str:
    return timezone.now().isoformat().replace("+00:00", "Z")


def second_year(cast: Cast, pk: int, known_at: str = "") -> tuple[str | None, bool, str]:
    """What is promised for 2021, whether it is provisional, and the check's digest."""
    more = f"&known_at={known_at}" if known_at else ""
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?{AS_OF}{more}")
    line = answer["periods"][1]["lines"][0]
    return line["promised"], line["amount_basis"]["provisional"], answer["basis"]["digest"]


def indexed(cast: Cast) -> int:
    return active(cast, conditions={**body()["conditions"], "indexation": CLAUSE})


def test_what_a_moment_knew_stays_when_months_come(cast: Cast, own: Path) -> None:
    """1 500 000 × 110 ÷ 100 = 1 650 000, from the moment that October 2020 is here."""
    assert restarted(own, FILE) == 1
    pk = indexed(cast)
    before = now()
    provisional = second_year(cast, pk, before)
    assert provisional[:2] == ("1500000.00", True)
    assert restarted(own, FILE + MORE) == 1
    assert restarted(own, FILE + MORE) == 0
    assert second_year(cast, pk)[:2] == ("1650000.00", False)
    assert second_year(cast, pk, before) == provisional
    assert second_year(cast, pk, now()) == second_year(cast, pk)


def test_what_is_said_otherwise_later_stands_beside_what_was_said(cast: Cast, own: Path) -> None:
    """A slip in the file, and then a month that was quoted by mistake: nobody has to stop, nothing is overwritten."""
    restarted(own, FILE + MORE)
    pk = indexed(cast)
    answers = [(now(), second_year(cast, pk))]
    for text in (MORE.replace("110.00", "120.00"), MORE.replace('"110.00"', "null"), MORE):
        assert restarted(own, FILE + text) == 1
        answers.append((now(), second_year(cast, pk)))
    assert [said[:2] for _, said in answers] == [
        ("1650000.00", False),
        ("1800000.00", False),
        ("1500000.00", True),
        ("1650000.00", False),
    ]
    assert [second_year(cast, pk, moment) for moment, _ in answers] == [said for _, said in answers]
    rows = IndexQuote.objects.filter(series="own", month="2020-10").order_by("pk")
    assert [(row.turn, row.value) for row in rows] == [(1, "110.00"), (2, "120.00"), (3, ""), (4, "110.00")]


def test_a_folder_that_was_not_found_takes_nothing_back(cast: Cast, own: Path, settings: Any) -> None:
    restarted(own, FILE + MORE)
    pk = indexed(cast)
    settings.INDEX_FOLDER = None
    carried.cache_clear()
    assert index_quotes.keep(carried()) == 0
    assert second_year(cast, pk)[0] == "1650000.00"


def test_an_upgrade_brings_months_at_the_moment_it_is_made(cast: Cast) -> None:
    """What was here when this began to be kept counts as always known: nobody knows since when it was."""
    assert set(IndexQuote.objects.values_list("since_before", flat=True)) <= {True}
    kpi = carried()["kpi"]
    cut = {"kpi": type(kpi)("kpi", kpi.description, kpi.unit, kpi.values[:-1], kpi.checked_on)}
    _forget_all()
    assert index_quotes.keep(cut) == len(kpi.values) - 1
    moment = timezone.now()
    index_quotes.after_migrate()
    assert len(series_at(moment)["kpi"].values) == len(kpi.values) - 1
    assert len(series_at(moment.replace(year=2020))["kpi"].values) == len(kpi.values) - 1
    assert series_at() == {"kpi": kpi.series}


def _forget_all() -> None:
    """A database from before index values were kept."""
    guards.remove(connection)
    IndexQuote.objects.all().delete()
    guards.install(connection)


def test_it_is_told_to_those_whose_amounts_follow_it(cast: Cast, own: Path) -> None:
    restarted(own, FILE)
    indexed(cast)
    restarted(own, FILE.replace("100.00", "101.00") + MORE)
    told = AuditEvent.objects.filter(kind="index_quotes.kept").latest("pk")
    assert (told.data["series"], told.data["months"]) == (["own"], 2)
    assert told.data["changed"] == [{"series": "own", "month": "2019-10", "before": "100.00", "after": "101.00"}]
    assert sorted(told.concerns.values_list("organization__number", flat=True)) == sorted([cast.umea.number, VAN])
    assert told.pk in {one["id"] for one in cast.treasurer.ok("get", "audit-events?limit=100")["results"]}
    assert told.pk not in {one["id"] for one in cast.stranger.ok("get", "audit-events?limit=100")["results"]}


def test_a_payment_and_aid_follow_what_was_met(cast: Cast, own: Path) -> None:
    restarted(own, FILE)
    pk = indexed(cast)
    paid = {"agreement": pk, "period": "2021", "amount": "1650000.00", "paid_on": "2021-01-29"}
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payments", paid)
    restarted(own, FILE + MORE)
    cast.officer.ok("post", "payments", paid)
    position = cast.officer.ok("get", f"organizations/{cast.van.pk}/state-aid?as_of=2021-06-30")
    assert {one["period"]: one["amount"] for one in position["unassessed"]}["2021"] == "1650000.00"


@real
def test_a_job_meets_what_is_new(own: Path) -> None:
    own.write_text(FILE)
    carried.cache_clear()
    assert "own" not in series_at()
    tick()
    drain()
    assert [str(one.month) for one in series_at()["own"].values] == ["2019-10"]


@real
def test_of_eight_that_keep_at_once_one_does(at_once: AtOnce) -> None:
    _forget_all()
    months = len(carried()["kpi"].values)
    assert sorted(at_once([lambda: index_quotes.keep(carried())] * 8)) == [0] * 7 + [months]
    assert IndexQuote.objects.count() == months


def test_a_check_reads_the_values_once(cast: Cast, own: Path) -> None:
    """For the amounts of the agreements, for what is said of aid, and for others of the same association."""
    restarted(own, FILE + MORE)
    for reference in ("KS/1", "KS/2"):
        active(cast, reference=reference, conditions={**body()["conditions"], "indexation": CLAUSE})
    with CaptureQueriesContext(connection) as asked:
        answer = cast.officer.ok("get", f"commitment-checks?{AS_OF}")
    promised = [one["periods"][1]["lines"][0]["promised"] for one in answer["results"]]
    assert promised == ["1650000.00", "1650000.00"]
    assert len([one for one in asked.captured_queries if "finance_indexquote" in one["sql"]]) == 1
