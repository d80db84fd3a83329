"""Summaries through the API: sums of the checks of what I may see; groups add up to the total."""

from decimal import Decimal
from typing import Any

import pytest

from tests.agreements.sample import HOURS, active, content, proposed
from tests.cast import Cast

DAY = "as_of=2021-06-30"


def lived(cast: Cast, reference: str, own_cash: str, hours: str, **changes: Any) -> int:
    """An agreement whose first year is paid, reported on paper and approved."""
    pk = active(cast, reference=reference, **changes)
    pay = {"agreement": pk, "period": "2020", "amount": "1500000.00", "paid_on": "2020-07-31"}
    cast.officer.ok("post", "payments", pay)
    figures = [{"kind": "own_cash", "source": "fees", "amount": own_cash}]
    sent = content(figures=figures, volunteer_hours=[{**HOURS, "hours": hours}])
    path = (
        f"annual-reports/{cast.officer.ok('post', 'annual-reports', {'agreement': pk, 'period': '2020', **sent})['id']}"
    )
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    return pk


def test_the_figures_by_hand(cast: Cast) -> None:
    """310 000 + 4 000 h × 220 = 1 190 000; 400 000 + 975 000 (of 5 000 h × 220 = 1 100 000) = 1 375 000."""
    lived(cast, "1", "310000.00", "4000.00")
    lived(cast, "2", "400000.00", "5000.00", kind="grant")
    proposed(cast, reference="3")
    answer = cast.auditor.ok("get", f"summaries?{DAY}")
    total = answer["total"]
    assert answer["as_of"] == "2021-06-30"
    assert total["agreements"] == 2  # what does not bind promises nothing
    # Due: two years' first halves and one second half, times two agreements: 2 × (1 500 000 + 750 000).
    assert total["funding"] == {"promised": "9000000.00", "due": "4500000.00", "paid": "3000000.00"}
    own = total["co_financing"]
    assert (own["promised"], own["promised_to_date"], own["unknown"]) == ("7800000.00", "2600000.00", 0)
    assert (own["delivered"], own["counted"], own["difference"]) == ("2690000.00", "2565000.00", "-35000.00")
    assert total["volunteer"] == {"hours": "9000.00", "counted": "1855000.00"}


@pytest.mark.parametrize("group_by", ["municipality", "association", "year", "kind", "status", "kind,year"])
def test_groups_add_up_to_the_total(cast: Cast, group_by: str) -> None:
    lived(cast, "1", "310000.00", "4000.00")
    lived(cast, "2", "400000.00", "5000.00", kind="grant")
    answer = cast.officer.ok("get", f"summaries?{DAY}&group_by={group_by}")
    groups, total = answer["groups"], answer["total"]
    assert groups
    for measure in ("funding", "co_financing", "volunteer", "in_kind"):
        for name, value in total[measure].items():
            assert sum(Decimal(group[measure][name]) for group in groups) == Decimal(value), (measure, name)


def test_by_kind_year_and_municipality(cast: Cast) -> None:
    lived(cast, "1", "310000.00", "4000.00")
    lived(cast, "2", "400000.00", "5000.00", kind="grant")

    def paid(group_by: str) -> dict[str, str]:
        groups = cast.officer.ok("get", f"summaries?{DAY}&group_by={group_by}")["groups"]
        return {group["group"][group_by]["name"]: group["funding"]["paid"] for group in groups}

    assert paid("year") == {"2020": "3000000.00", "2021": "0.00", "2022": "0.00"}
    assert paid("kind") == {"grant": "1500000.00", "partnership": "1500000.00"}
    assert paid("municipality") == {"Umeå kommun": "3000000.00"}
    assert paid("association") == {"Vän i Umeå": "3000000.00"}


def test_a_filter_leaves_the_figures_of_what_it_keeps(cast: Cast) -> None:
    lived(cast, "1", "310000.00", "4000.00")
    alone = cast.officer.ok("get", f"summaries?{DAY}")["total"]
    lived(cast, "2", "400000.00", "5000.00", kind="grant")
    assert cast.officer.ok("get", f"summaries?{DAY}&kind=partnership")["total"] == alone
    assert cast.officer.ok("get", f"summaries?{DAY}&municipality={cast.vannas.pk}")["total"]["agreements"] == 0


def test_everyone_sums_what_they_may_see(cast: Cast) -> None:
    lived(cast, "1", "310000.00", "4000.00")
    for who, count in (("officer2", 1), ("auditor", 1), ("treasurer", 1), ("stranger", 0)):
        assert getattr(cast, who).ok("get", f"summaries?{DAY}")["total"]["agreements"] == count, who
    assert cast.nobody.no(401, "get", "summaries")


@pytest.mark.parametrize(
    "query", ["group_by=colour", "group_by=year,year", "group_by=", "limit=1", "status=open", "as_of=x"]
)
def test_a_wrong_question_is_refused(cast: Cast, query: str) -> None:
    assert cast.officer.no(400, "get", f"summaries?{query}")
