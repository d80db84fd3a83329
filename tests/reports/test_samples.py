"""Samples of lists: kept with what they were drawn from, drawn again by anybody with the same assignment."""

from decimal import Decimal
from typing import Any

import pytest

from agreements.models import Agreement
from office.models import AuditEvent, Membership
from reports.sampling import BY_AMOUNT, Unit, described, draw
from tests.agreements.sample import active, handed_in
from tests.browsing import browser, text
from tests.cast import EPOCH, Cast, Client, organization, user
from tests.contracts.test_queries import queries
from tests.finance.association_ledgers import chosen, uploaded
from tests.finance.association_ledgers import handed_in as books_in
from tests.reports.taking_out import rows, taken_out

AMOUNTS = (400_000, 1, 200, 3_000, 50_000, 40_000)


@pytest.fixture
def paid(cast: Cast) -> list[int]:
    """Six payments and a correction, of one agreement."""
    pk = active(cast)
    begun = {"agreement": pk, "period": "2020", "paid_on": "2020-01-31"}
    ids = [cast.officer.ok("post", "payments", {**begun, "amount": f"{amount}.00"})["id"] for amount in AMOUNTS]
    taken_back = {**begun, "amount": "-200.00", "corrects": ids[2]}
    return [*ids, cast.officer.ok("post", "payments", taken_back)["id"]]


def assignment(who: Client, **span: Any) -> int:
    mine = Membership.objects.filter(user=who.who, role="auditor")
    if span:
        mine.update(**span)
    return mine.get().pk


def drawn(who: Client, **said: Any) -> Any:
    body = {"assignment": assignment(who), "list": "payments", "method": "by_amount", "size": 3, "seed": "umea", **said}
    return who.ok("post", "audit-samples", body)


def another(cast: Cast, **span: Any) -> Client:
    who = user("granskare2")
    Membership.objects.create(user=who, organization=cast.umea, role="auditor", starts_on=EPOCH, **span)
    return Client(who)


@pytest.mark.both
def test_a_sample_by_amount_is_kept_with_its_proof(cast: Cast, paid: list[int]) -> None:
    made = drawn(cast.auditor, purpose="Utbetalningar 2020")
    units = [Unit(pk, amount * 100) for pk, amount in zip(paid, (*AMOUNTS, -200), strict=True)]
    expected = draw(units, 3, "umea", BY_AMOUNT)
    assert [(one["record"], one["certain"]) for one in made["items"]] == [
        (one.unit.id, one.certain) for one in expected.items
    ]
    assert made["items"][0] == {**made["items"][0], "place": 1, "record": paid[0], "amount": "400000.00"}
    assert made["population_digest"] == described(units).digest
    told = {name: made[name] for name in ("population_size", "population_total", "zero", "negative", "unknown", "unit")}
    assert told == {
        "population_size": 7, "population_total": "493001.00", "zero": 0, "negative": 1, "unknown": 0, "unit": "SEK",
    }  # fmt: skip
    assert made == cast.auditor.ok("get", f"audit-samples/{made['id']}")
    again = drawn(another(cast))
    assert [one["record"] for one in again["items"]] == [one["record"] for one in made["items"]]


def test_a_drawn_seed_is_told_and_a_filter_narrows(cast: Cast, paid: list[int]) -> None:
    made = drawn(cast.auditor, method="simple", size=7)
    assert {one["record"] for one in made["items"]} == set(paid)
    begun = {"agreement": Agreement.objects.get().pk, "period": "2020", "amount": "1.00", "paid_on": "2020-03-01"}
    late = cast.officer.ok("post", "payments", begun)["id"]
    body = {"assignment": assignment(cast.auditor), "list": "payments", "method": "simple", "size": 1}
    found = cast.auditor.ok("post", "audit-samples", {**body, "filters": {"paid_on_from": "2020-02-01"}})
    assert [one["record"] for one in found["items"]] == [late]
    assert (len(found["seed"]), found["interval"], found["population_size"]) == (32, None, 1)
    assert found["filters"] == {"paid_on_from": "2020-02-01"}


@pytest.mark.both
@pytest.mark.parametrize("name", ["agreements", "annual-reports", "volunteer-hours"])
def test_the_other_lists_are_drawn_from(cast: Cast, name: str) -> None:
    handed_in(cast.officer, active(cast))
    made = drawn(cast.auditor, list=name, method="simple", size=1)
    assert made["population_size"] == 1
    weighed = name == "volunteer-hours"
    assert (made["unit"], made["unknown"]) == (("hours", 0) if weighed else ("", 1))
    assert cast.auditor.ok("get", f"audit-samples/{made['id']}/redraw")["same_population"] is True


def test_rows_of_the_associations_books_are_drawn_from(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    books_in(cast.treasurer, ledger, chosen(cast.treasurer, ledger, agreement))
    made = drawn(cast.auditor, list="ledger-rows", size=1, filters={"account": "5010"})
    assert (made["population_size"], made["unit"], made["items"][0]["amount"]) == (1, "SEK", "60000.00")
    page = text(browser(cast.auditor).get(f"/audit-samples/{made['id']}"))
    assert "Account 5010" in page
    assert "5010 Lokalhyra 30 September 2020 60,000 kr 60,000 kr" in page


@pytest.mark.both
def test_a_redraw_proves_the_draw_and_tells_what_changed(cast: Cast, paid: list[int]) -> None:
    path = f"audit-samples/{drawn(cast.auditor)['id']}/redraw"
    found = cast.auditor.ok("get", path)
    assert found == {
        "same_draw": True, "same_population": True, "added": 0, "removed": 0, "changed": 0,
        "population_size": 7, "population_total": "493001.00", "population_digest": found["population_digest"],
    }  # fmt: skip
    pk = Agreement.objects.get().pk
    more = {"agreement": pk, "period": "2020", "amount": "5.00", "paid_on": "2020-03-01"}
    cast.officer.ok("post", "payments", more)
    later = cast.auditor.ok("get", path)
    assert (later["same_draw"], later["same_population"], later["added"]) == (True, False, 1)
    assert later["population_digest"] != found["population_digest"]


def test_what_is_drawn_from_hangs_on_the_assignment_alone(cast: Cast, paid: list[int]) -> None:
    """Not on what else the auditor may see, such as another municipality's payments."""
    made = drawn(cast.auditor)
    both = another(cast)
    board = organization("", "Kulturnämnden", "board", parent=cast.vannas, search_text="kulturnämnden")
    user("granskare2", "officer", board)
    user("granskare2", "reporter", cast.van)
    assert drawn(both)["population_digest"] == made["population_digest"]


@pytest.mark.parametrize(
    ("sample", "reader", "seen"),
    [
        ({}, {}, 1),
        ({}, {"first_year": 2020}, 0),
        ({"first_year": 2020, "last_year": 2021}, {}, 1),
        ({"first_year": 2020, "last_year": 2021}, {"first_year": 2020, "last_year": 2021}, 1),
        ({"first_year": 2020, "last_year": 2021}, {"first_year": 2019, "last_year": 2020}, 0),
        ({"first_year": 2020, "last_year": 2021}, {"last_year": 2019}, 0),
        ({}, {"ends_on": "2026-01-31"}, 0),
    ],
)
def test_a_sample_is_read_by_who_reads_its_years(
    cast: Cast, paid: list[int], sample: Any, reader: Any, seen: int
) -> None:
    assert assignment(cast.auditor, **sample)
    pk = drawn(cast.auditor)["id"]
    who = another(cast, **reader)
    assert who.ok("get", "audit-samples")["count"] == seen
    assert who.get(f"/api/v1/audit-samples/{pk}/redraw").status_code == (200 if seen else 404)


def test_who_decides_where_they_audit_has_no_desk(cast: Cast, paid: list[int]) -> None:
    drawn(cast.auditor)
    assert cast.officer.who
    user("officer", "auditor", cast.umea)
    assert cast.officer.ok("get", "audit-samples")["count"] == 0
    body = {"assignment": 1, "list": "payments", "method": "simple", "size": 1}
    told = cast.officer.no(403, "post", "audit-samples", body)
    assert "decide nothing themselves" in told["sample.auditors_only"]["message"]


def test_who_is_made_a_reviewer_where_they_audit_keeps_the_desk(cast: Cast, paid: list[int]) -> None:
    drawn(cast.auditor)
    user("auditor", "reviewer", cast.umea)
    assert cast.auditor.ok("get", "audit-samples")["count"] == 1


def test_everything_wrong_is_told_at_once(cast: Cast, paid: list[int]) -> None:
    own = assignment(cast.auditor)
    other = Membership.objects.exclude(user=cast.auditor.who).earliest("pk").pk
    wrong = {"assignment": other, "list": "ledgers", "method": "by_amount", "size": 1001, "seed": "x" * 65}
    told = cast.auditor.no(400, "post", "audit-samples", wrong)
    assert set(told) == {"assignment.unknown", "sample.unknown_list", "sample.too_large", "max_length"}
    assert told["assignment.unknown"]["expected"] == [own]
    body = {"assignment": own, "list": "agreements", "method": "by_amount", "size": 1}
    assert "sample.no_amounts" in cast.auditor.no(400, "post", "audit-samples", body)
    body = {"assignment": own, "list": "payments", "method": "by_amount", "size": 7}
    assert cast.auditor.no(400, "post", "audit-samples", body)["sample.too_few"]["expected"] == "<= 6"
    told = cast.auditor.no(400, "post", "audit-samples", {**body, "size": 1, "filters": {"paid": "2020", "limit": "1"}})
    assert {one["path"] for one in told.values()} == {"filters.limit", "filters.paid"}
    assert "required" in cast.auditor.no(400, "post", "audit-samples", {})


def test_no_sample_is_drawn_from_too_many(cast: Cast, paid: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.services.samples.MOST_POPULATION", 6)
    body = {"assignment": assignment(cast.auditor), "list": "payments", "method": "simple", "size": 1}
    assert cast.auditor.no(400, "post", "audit-samples", body)["sample.too_many_records"]["actual"] == 7


@pytest.mark.both
def test_more_samples_take_no_more_queries(cast: Cast, paid: list[int]) -> None:
    def lived() -> None:
        made = drawn(cast.auditor)
        for one in made["items"]:
            said = {"item": one["id"], "severity": "low", "text": "x"}
            found = cast.auditor.ok("post", "audit-observations", said)["id"]
            cast.auditor.ok("post", f"audit-observations/{found}/follow-ups", {"text": "x"})
            cast.auditor.ok("post", f"audit-observations/{found}/share", {})
            cast.auditor.ok("post", "audit-notes", {"sample": made["id"], "item": one["id"], "text": "x"})

    def counted() -> list[int]:
        paths = ("audit-samples", "audit-observations", "audit-observations?overdue=true", "audit-notes")
        return [len(queries(cast.auditor, path)) for path in paths]

    lived()
    few = counted()
    lived()
    assert counted() == few
    assert max(few) < 10


def test_samples_are_taken_out_with_their_items(cast: Cast, paid: list[int]) -> None:
    made = drawn(cast.auditor)
    (row,) = rows(taken_out(cast.auditor, "audit-samples"))
    assert (row["seed"], row["population_total"]) == ("umea", "493001,00")
    items = rows(taken_out(cast.auditor, "audit-samples", table="items"))
    assert [int(row["record"]) for row in items] == [one["record"] for one in made["items"]]
    assert items[0]["amount"] == "400000,00"
    kept = rows(taken_out(cast.auditor, f"audit-samples/{made['id']}/population"))
    units = [Unit(int(row["record"]), int(Decimal(row["amount"].replace(",", ".")) * 100)) for row in kept]
    assert described(units).digest == made["population_digest"]
    assert [one.unit.id for one in draw(units, 3, made["seed"], BY_AMOUNT).items] == [
        one["record"] for one in made["items"]
    ]
    assert rows(taken_out(cast.officer, "audit-samples")) == []
    assert AuditEvent.objects.get(kind="sample.drawn").concerns.count() == 0
