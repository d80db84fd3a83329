"""The list at a closing through the API: sums over all, whatever page is shown."""

from tests.agreements.sample import active
from tests.cast import Cast
from tests.finance.test_claims import decide, short
from tests.reports.taking_out import rows, taken_out


def test_the_list_and_its_sums(cast: Cast) -> None:
    pk = active(cast)
    paid = {"agreement": pk, "period": "2022", "amount": "750000.00", "paid_on": "2022-01-31"}
    cast.officer.ok("post", "payments", paid)
    found = cast.auditor.ok("get", "year-end?on=2022-08-31&limit=1")
    assert (found["on"], found["count"], len(found["results"])) == ("2022-08-31", 3, 1)
    assert found["total"]["unpaid"] == "3750000.00"
    (last,) = cast.auditor.ok("get", "year-end?on=2022-08-31&offset=2")["results"]
    assert (last["agreement"], last["period"], last["accrued"]) == (pk, "2022", "248630.14")
    assert cast.stranger.ok("get", "year-end?on=2022-08-31")["count"] == 0
    assert set(cast.auditor.no(400, "get", "year-end?as_of=2022-08-31")) == {"parameter.unknown"}


def test_as_known(cast: Cast) -> None:
    active(cast)
    assert cast.auditor.ok("get", "year-end?known_at=2020-01-01T00:00:00Z")["count"] == 0


def test_what_is_to_be_reclaimed_can_be_taken_out(cast: Cast) -> None:
    """The file of the list has its promises; what is owed is a list, and a file, of its own, with the same sums."""
    pk = short(cast)
    decide(cast, pk, amount="900000.00")
    found = cast.auditor.ok("get", "year-end?on=2021-12-31")
    debts = cast.auditor.ok("get", "year-end-debts?on=2021-12-31")
    assert (debts["results"], debts["count"]) == (found["debts"], 1)
    (row,) = rows(taken_out(cast.auditor, "year-end-debts", on="2021-12-31"))
    assert (row["agreement"], row["name"], row["payer_name"]) == (f"{pk}", "Vän i Umeå", "Umeå kommun")
    assert row["to_reclaim"].replace(",", ".") == found["owed"]["to_reclaim"] == "900000.00"
    assert cast.auditor.ok("get", "year-end-debts?on=2020-12-31")["count"] == 0
    assert cast.stranger.ok("get", "year-end-debts?on=2021-12-31")["count"] == 0
    assert set(cast.auditor.no(400, "get", "year-end-debts?as_of=2022-08-31")) == {"parameter.unknown"}
