"""Reconciliation through the API: what was handed in beside payments and report, read anew by a job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from finance.models import Reconciliation
from finance.services import reconciliations
from office.models import User
from tests.cast import UMEA, VAN, Cast, Client, number, organization, user
from tests.contracts.bodies import DECISION, SIGNATURE, content, terms
from tests.finance.association_ledgers import chosen, file, handed_in, uploaded
from tests.finance.ledgers import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.both]
Json = dict[str, Any]


@pytest.fixture
def active(cast: Cast) -> int:
    """An agreement with a payment and a report for 2020, and the year's books handed in."""
    officer, treasurer = cast.officer, cast.treasurer
    pk: int = officer.ok("post", "agreements", terms("KS/R"))["id"]
    for act, said in (("propose", {}), ("decisions", DECISION), ("signatures", SIGNATURE)):
        officer.ok("post", f"agreements/{pk}/{act}", said)
    officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "300000.00", "paid_on": "2020-01-31"})
    report = treasurer.ok("post", "annual-reports", {"agreement": pk, "period": "2020", **content(2020)})
    treasurer.ok("post", f"annual-reports/{report['id']}/submit", {})
    ledger = uploaded(treasurer)["id"]
    handed_in(treasurer, ledger, chosen(treasurer, ledger, pk))
    work_off()
    return pk


def findings(who: Client, path: str) -> dict[str, Json]:
    return {one["code"]: one for one in who.ok("get", path)["findings"] if one["code"].startswith("books.")}


def test_a_period_by_the_books_with_the_vouchers_behind_each_difference(cast: Cast, active: int) -> None:
    """1 400 000 in grants and 100 000 left is 1 500 000, where 300 000 is paid; own cash 200 000, 60 000 reported."""
    assert cast.officer.ok("get", f"agreements/{active}/reconciliation?as_of=2021-06-30")["period"] == "2021"
    answer = cast.officer.ok("get", f"agreements/{active}/reconciliation?period=2020")
    assert answer["figures"]["grants"] == {
        "income": "1400000.00", "opening": "0.00", "closing": "100000.00", "between": "0.00",
    }  # fmt: skip
    assert answer["elsewhere"] == {"paid": "300000.00", "own_cash": "60000.00", "income": None, "costs": None}
    assert answer["figures"]["shared_costs"] == "60000.00"
    told = {one["code"]: one for one in answer["findings"]}
    assert {"books.grants", "books.own_cash", "books.shared_costs"} <= set(told)
    assert told["books.grants"]["difference"] == "1200000.00"
    assert [(one["account"], one["voucher"]) for one in told["books.grants"]["vouchers"]] == [
        ("3987", "A 1"), ("2990", "A 1"),
    ]  # fmt: skip
    assert [one["amount"] for one in told["books.own_cash"]["vouchers"]] == ["-200000.00"]
    assert told["books.shared_costs"]["vouchers_count"] == 1
    in_check = findings(cast.officer, f"agreements/{active}/commitment-check")
    assert set(in_check) == set(told)
    assert in_check["books.own_cash"]["evidence"][0]["type"] == "ledger_hand_in"


def test_the_key_counts_shared_costs_and_old_readings_stand(cast: Cast, active: int) -> None:
    treasurer = cast.treasurer
    said = {"agreement": active, "key": "0.25", "agreed": "Styrelsen 2020-02-01 § 4"}
    treasurer.ok("post", "ledger-readings", said)
    work_off()
    answer = treasurer.ok("get", f"agreements/{active}/reconciliation?period=2020")
    assert answer["figures"]["costs"] == "15000.00"
    assert "books.shared_costs" not in {one["code"] for one in answer["findings"]}
    assert "books.shared_costs" not in findings(cast.officer, f"agreements/{active}/commitment-check")
    rows = cast.auditor.ok("get", f"reconciliations?agreement={active}&period=2020")["results"]
    assert [row["figures"]["costs"] for row in rows] == ["15000.00", "0.00"]


def test_the_timeline_tells_of_books_and_how_they_are_read(cast: Cast, active: int) -> None:
    said = {"agreement": active, "key": "0.250", "agreed": "Styrelsen § 4"}
    cast.treasurer.ok("post", "ledger-readings", said)
    for who in (cast.officer, cast.treasurer):
        events = who.ok("get", f"agreements/{active}/timeline?limit=100")["results"]
        assert [(one["kind"], one["note"]) for one in events if one["kind"].startswith("books")] == [
            ("books_handed_in", "2020-01-01 – 2020-12-31"),
            ("books_read_as", "0.25 Styrelsen § 4"),
        ]


def test_what_is_read_again_and_says_the_same_is_not_kept_twice(cast: Cast, active: int) -> None:
    before = Reconciliation.objects.count()
    cast.treasurer.ok("post", "ledger-readings", {"agreement": active})
    work_off()
    assert Reconciliation.objects.count() == before == 1


def test_a_reading_overtaken_by_a_newer_hand_in_keeps_nothing(cast: Cast, active: int) -> None:
    """Two workers: the first has read, the association says how else to read, the second is done before the first."""
    said = {"agreement": active, "key": "0.5", "agreed": "Styrelsen 2020-02-01 § 4"}
    cast.treasurer.ok("post", "ledger-readings", said)

    @contextmanager
    def late(_result: Any) -> Iterator[None]:
        cast.treasurer.ok("post", "ledger-readings", {**said, "key": "0.25"})
        work_off()
        yield

    told = {"agreement": active, "organization": cast.van.pk}
    reconciliations.reconcile(told, User.objects.get(username="treasurer"), late)
    assert [row.figures["costs"] for row in Reconciliation.objects.all()] == ["0.00", "15000.00"]


def _terminated(cast: Cast, pk: int) -> None:
    told = {"last_day": "2020-06-30", "terminated_on": "2020-06-01", "document": "KS/1", "reason": "Påhittat"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", told)


def _shortened(cast: Cast, pk: int) -> None:
    told = {"ends_on": "2020-06-30", "effective_on": "2020-06-01", "document": "KS/1", "reason": "Påhittat"}
    made = cast.officer.ok("post", f"agreements/{pk}/amendments", told)
    decided = {"organization": cast.umea.pk, "body": "Kommunstyrelsen", "paragraph": "§ 1"}
    for answer in (decided, {"organization": cast.van.pk, "signed_by": "Ordföranden"}):
        cast.officer.ok("post", f"amendments/{made['id']}/answers", {**answer, "answered_on": "2020-06-01"})


@pytest.mark.parametrize("end", [_terminated, _shortened])
def test_an_early_end_has_the_cut_period_read_anew(cast: Cast, active: int, end: Callable[[Cast, int], None]) -> None:
    end(cast, active)
    assert findings(cast.officer, f"agreements/{active}/commitment-check") == {}
    work_off()
    in_check = findings(cast.officer, f"agreements/{active}/commitment-check")
    assert set(in_check) == set(findings(cast.officer, f"agreements/{active}/reconciliation?period=2020"))
    assert "books.own_cash" in in_check


def test_a_row_of_another_project_does_not_count_because_its_account_was_chosen(cast: Cast, active: int) -> None:
    """Rent of 40 000 on project P02 and 8 000 on a cost centre alone: the first is not ours, the second is shared."""
    treasurer = cast.treasurer
    rent = ["#VER B 3 20201231", "{", '#TRANS 5010 {6 "P02" 1 "Nord"} 40000.00', '#TRANS 5010 {1 "Nord"} 8000.00']
    ledger = uploaded(treasurer, file=file(*rent, "#TRANS 1930 {} -48000.00", "}"))["id"]
    handed_in(treasurer, ledger, chosen(treasurer, ledger, active))
    answer = treasurer.ok("get", f"agreements/{active}/reconciliation?period=2020")
    assert (answer["figures"]["costs"], answer["figures"]["shared_costs"]) == ("0.00", "68000.00")
    assert cast.officer.ok("get", "ledger-rows?account=5010&without_object=false")["count"] == 1


def test_another_project_s_debt_on_the_same_account_is_not_this_agreement_s(cast: Cast, active: int) -> None:
    """P01 received 1 400 000 + 100 000. P02 brought 7 000 over and received 50 000, all of it a debt on 2990 too."""
    treasurer = cast.treasurer
    stood = ["#IB 0 2990 -7000.00", '#OIB 0 2990 {6 "P02"} -7000.00']
    other = ["#VER B 3 20201231", "{", "#TRANS 1930 {} 50000.00", '#TRANS 2990 {6 "P02"} -50000.00', "}"]
    ledger = uploaded(treasurer, file=file(*stood, *other))["id"]
    handed_in(treasurer, ledger, chosen(treasurer, ledger, active))
    grants = treasurer.ok("get", f"agreements/{active}/reconciliation?period=2020")["figures"]["grants"]
    assert (grants["income"], grants["opening"], grants["closing"]) == ("1400000.00", "0.00", "100000.00")


def test_a_reading_is_refused_with_everything_that_is_wrong(cast: Cast, active: int) -> None:
    told = cast.treasurer.no(400, "post", "ledger-readings", {"agreement": active, "grants": ["x"], "key": "2"})
    assert {"accounts", "share"} <= set(told)
    assert told["accounts"]["message"].endswith("such as 3987: their first digit is 3.")
    for name, account in (("grants", "2990"), ("public", "4010"), ("liabilities", "3987")):
        told = cast.treasurer.no(400, "post", "ledger-readings", {"agreement": active, name: [account]})
        assert told["accounts"]["path"] == f"{name}[0]"
    told = cast.treasurer.no(400, "post", "ledger-readings", {"agreement": active, "key": "0.5"})
    assert told["required"]["path"] == "agreed"
    said = {"agreement": active, "key": "0.5", "agreed": "Enligt Anna 811218-9876"}
    assert cast.treasurer.no(400, "post", "ledger-readings", said)["personal_number"]["path"] == "agreed"
    other = cast.treasurer.no(400, "get", f"agreements/{active}/reconciliation?period=1999")
    assert other["period.unknown"]["expected"] == ["2020", "2021", "2022", "2023", "2024"]


def test_another_associations_books_are_not_one_s_own(cast: Cast) -> None:
    """Of two associations in one agreement neither reads the other's books; the officer says whose."""
    other = organization(number(55))
    pk: int = cast.officer.ok(
        "post", "agreements", terms("KS/2A", parties=[
            {"organization": UMEA, "role": "funder"}, {"organization": VAN, "role": "recipient"},
            {"organization": other.number, "role": "recipient"},
        ]),
    )["id"]  # fmt: skip
    for act, said in (
        ("propose", {}), ("decisions", DECISION), ("signatures", SIGNATURE),
        ("signatures", {**SIGNATURE, "organization": other.number}),
    ):  # fmt: skip
        cast.officer.ok("post", f"agreements/{pk}/{act}", said)
    ledger = uploaded(cast.treasurer)["id"]
    handed_in(cast.treasurer, ledger, chosen(cast.treasurer, ledger, pk))
    work_off()
    path = f"agreements/{pk}/reconciliation?period=2020"
    stranger = Client(user("annan", "reporter", other))
    assert stranger.send("get", f"{path}&organization={cast.van.pk}").status_code == 404
    assert stranger.ok("get", "reconciliations")["count"] == 0
    assert "books" not in str(stranger.ok("get", f"agreements/{pk}/timeline"))
    assert stranger.ok("get", path)["figures"]["covered"] == []
    assert cast.officer.no(400, "get", path)["required"]["path"] == "organization"
    assert cast.officer.ok("get", f"{path}&organization={cast.van.pk}")["figures"]["own_cash"] == "200000.00"
