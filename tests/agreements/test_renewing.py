"""Notice and renewal of agreements that run: the last day to give it, by whom, and the next term."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Amendment
from agreements.services import renewing
from tests.agreements.region import body as region
from tests.agreements.region import municipalities, officer_of
from tests.agreements.sample import active, body
from tests.cast import UMEA, VAN, Cast

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

RENEWS = {"notice_months": {"value": 6, "clause": "§ 8"}, "renewal_months": 12}


def renewing_agreement(cast: Cast, **changes: Any) -> Json:
    terms = {"starts_on": "2025-01-01", "ends_on": "2026-12-31", **changes}
    pk = active(cast, conditions={**body()["conditions"], **RENEWS}, **terms)
    found: Json = cast.officer.ok("get", f"agreements/{pk}")
    return found


def test_the_last_day_to_give_notice(cast: Cast) -> None:
    agreement = renewing_agreement(cast)
    told = cast.auditor.ok("get", f"agreements/{agreement['id']}/renewal")
    assert told == {
        "ends_on": "2026-12-31", "notice_by": "2026-06-30", "noticed": False, "renews_to": "2027-12-31", "notices": [],
    }  # fmt: skip


def test_it_renews_itself_once_and_the_periods_follow(cast: Cast) -> None:
    agreement = renewing_agreement(cast)
    assert renewing.renew(date(2026, 6, 30)) == 0
    assert renewing.renew(date(2026, 7, 1)) == 1
    assert renewing.renew(date(2026, 7, 1)) == 0
    path = f"agreements/{agreement['id']}"
    assert cast.officer.ok("get", path)["ends_on"] == "2027-12-31"
    assert cast.officer.ok("get", f"{path}?as_of=2026-06-30")["ends_on"] == "2026-12-31"
    periods = cast.officer.ok("get", f"{path}/commitment-check?as_of=2026-07-01")["periods"]
    assert [one["period"] for one in periods] == ["2025", "2026", "2027"]
    (made,) = cast.officer.ok("get", f"amendments?agreement={agreement['id']}")["results"]
    assert (made["renewal"], made["state"], made["agreed_on"]) == (True, "agreed", "2026-07-01")
    record = cast.officer.ok("get", f"amendments/{made['id']}")
    assert record["changes"] == [{"path": "ends_on", "before": "2026-12-31", "after": "2027-12-31"}]
    assert cast.treasurer.ok("get", f"{path}/renewal")["notice_by"] == "2027-06-30"


def test_terms_that_were_missed_are_renewed_one_by_one(cast: Cast) -> None:
    renewing_agreement(cast)
    assert renewing.renew(date(2029, 7, 1)) == 4
    assert Amendment.objects.filter(renewal=True).count() == 4


def test_notice_in_time_lets_it_end(cast: Cast) -> None:
    agreement = renewing_agreement(cast)
    path = f"agreements/{agreement['id']}"
    said = {"organization": VAN, "given_on": "2026-06-30", "document": "Brev 2026-06-29", "reason": "Ny lokal"}
    made = cast.officer.ok("post", f"{path}/notices", said)
    assert made["term_ends_on"] == "2026-12-31"
    told = cast.officer.ok("get", f"{path}/renewal")
    assert (told["noticed"], told["renews_to"], len(told["notices"])) == (True, None, 1)
    assert renewing.renew(date(2027, 1, 1)) == 0
    assert "notice.given" in cast.officer.no(409, "post", f"{path}/notices", said)


def test_notice_that_is_late_is_about_the_next_term(cast: Cast) -> None:
    agreement = renewing_agreement(cast)
    said = {"organization": UMEA, "given_on": "2026-07-02", "document": "KS-2026/4"}
    made = cast.officer.ok("post", f"agreements/{agreement['id']}/notices", said)
    assert made["term_ends_on"] == "2027-12-31"
    assert renewing.renew(date(2026, 8, 1)) == 1
    assert renewing.renew(date(2028, 1, 1)) == 0


def test_each_party_gives_its_own(cast: Cast) -> None:
    path = f"agreements/{renewing_agreement(cast)['id']}/notices"
    assert cast.treasurer.ok("post", path, {"organization": VAN, "document": "Brev"})["organization"] == cast.van.pk
    assert "notice.not_yours" in cast.treasurer.no(403, "post", path, {"organization": UMEA, "document": "Brev"})
    assert cast.auditor.send("post", path, {"organization": UMEA, "document": "x"}).status_code == 403


def test_without_renewal_there_is_nothing_to_give_notice_of(cast: Cast) -> None:
    pk = active(cast)
    found = cast.officer.no(400, "post", f"agreements/{pk}/notices", {"organization": UMEA, "document": "x"})
    assert "notice.no_renewal" in found


def test_listed_amounts_go_on_as_they_were_last(cast: Cast) -> None:
    listed = [{"period": "2026", "amount": "200.00"}, {"period": "2025", "amount": "100.00"}]  # in whatever order
    funding = {"party": UMEA, "kind": "funding", "per": "period", "amounts": listed}
    agreement = renewing_agreement(cast, commitments=[funding])
    assert renewing.renew(date(2026, 7, 1)) == 1
    record = cast.officer.ok("get", f"agreements/{agreement['id']}")
    assert record["commitments"][0]["amounts"][-1] == {"period": "2027", "amount": "200.00"}


def test_a_period_that_becomes_longer_has_its_days_part_of_what_is_listed(cast: Cast) -> None:
    """2026 was listed for its first half; renewed, the year is a whole one and 2027 has a half."""
    listed = [{"period": "2025", "amount": "600000.00"}, {"period": "2026", "amount": "300000.00"}]
    funding = {"party": UMEA, "kind": "funding", "per": "period", "amounts": listed}
    agreement = renewing_agreement(cast, ends_on="2026-06-30", commitments=[funding])
    assert renewing.renew(date(2026, 1, 1)) == 1
    (row,) = cast.officer.ok("get", f"agreements/{agreement['id']}")["commitments"]
    assert {one["period"]: one["amount"] for one in row["amounts"]} == {
        "2025": "600000.00", "2026": "604972.38", "2027": "300000.00",
    }  # fmt: skip


def test_a_shared_cost_goes_on_as_it_was_last_and_no_share_is_cut_anew() -> None:
    members = municipalities()
    host = officer_of(members["2480"])
    listed = [{"period": "2026", "amount": "600001.00"}, {"period": "2027", "amount": "700001.00"}]
    terms = {**region(basis="equal", reference_date=None, amount=None, amounts=listed), "conditions": RENEWS}
    path = f"agreements/{host.ok('post', 'agreements', terms)['id']}"
    host.ok("post", f"{path}/propose", {})
    for one in members.values():
        said = {"organization": one.pk, "outcome": "yes", "body": "KS", "paragraph": "§ 1", "decided_on": "2025-12-01"}
        officer_of(one).ok("post", f"{path}/decisions", said)
    before = host.ok("get", f"{path}/shares")["results"]
    assert renewing.renew(date(2027, 7, 1)) == 1
    after = host.ok("get", f"{path}/shares?limit=100")["results"]
    assert [one for one in after if one["period"] != "2028"] == before
    assert sum(int(float(one["amount"])) for one in after if one["period"] == "2028") == 700_001


def test_what_ends_within_a_year(cast: Cast) -> None:
    renews = renewing_agreement(cast)
    plain = active(cast, reference="KS/2", starts_on="2025-01-01", ends_on="2026-09-30")
    active(cast, reference="KS/3", starts_on="2025-01-01", ends_on="2030-12-31")
    ended = active(cast, reference="KS/4", starts_on="2025-01-01", ends_on="2030-12-31")
    said = {"document": "KS-1", "reason": "x", "terminated_on": "2026-01-15", "last_day": "2026-06-30"}
    cast.officer.ok("post", f"agreements/{ended}/terminate", said)
    found = cast.auditor.ok("get", "agreement-endings?as_of=2026-02-01")["results"]
    assert [(one["agreement"], one["ends_on"], one["renews_to"]) for one in found] == [
        (ended, "2026-06-30", None), (plain, "2026-09-30", None), (renews["id"], "2026-12-31", "2027-12-31"),
    ]  # fmt: skip
    assert (found[-1]["notice_by"], found[-1]["days_left"]) == ("2026-06-30", 333)
    assert (found[0]["terminated"], found[0]["notice_by"]) == (True, None)
    soon = cast.officer.ok("get", "agreement-endings?as_of=2026-02-01&within=6")["results"]
    assert [one["agreement"] for one in soon] == [ended]
    assert cast.stranger.ok("get", "agreement-endings?as_of=2026-02-01")["count"] == 0
    assert "parameter.invalid" in cast.officer.no(400, "get", "agreement-endings?within=0")
