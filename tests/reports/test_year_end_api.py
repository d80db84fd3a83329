"""The list at a closing through the API: sums over all, whatever page is shown."""

import pytest

from tests.agreements.sample import active
from tests.cast import Cast

pytestmark = pytest.mark.both


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
