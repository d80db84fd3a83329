"""What is published of an agreement that has been amended is by the terms in force, as they were known."""

import json
from typing import Any

import pytest

from tests.browsing import browser
from tests.cast import VAN, VANNAS, Cast
from tests.finance.amended import amended, commitment_of, granted, now, paid_to_another, second
from tests.reports.taking_out import taken_out

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


def published(cast: Cast, **filters: str) -> list[Json]:
    found: list[Json] = json.loads(taken_out(cast.auditor, "agreements", "360giving-json", **filters))["grants"]
    return found


def told(grant: Json) -> tuple[str, float, str, list[str]]:
    names = [one["name"] for one in grant["recipientOrganization"]]
    return grant["title"], grant["amountAwarded"], grant["plannedDates"][0]["endDate"], names


def raised(cast: Cast, pk: int, effective_on: str, agreed_on: str) -> None:
    """From 2027 200 000 a year, through 2028, by another name."""
    said = [{"commitment": commitment_of(cast, pk), "amount": "200000.00"}]
    amended(cast, pk, effective_on, agreed_on, title="Nytt namn", ends_on="2028-12-31", commitments=said)


BEFORE = ("Överenskommelse om stöd", 400_000, "2027-12-31", ["Vän i Umeå"])
AFTER = ("Nytt namn", 700_000, "2028-12-31", ["Vän i Umeå"])


def test_title_term_and_amount_are_of_the_same_terms(cast: Cast) -> None:
    """Those of today in the register and without a day; of a day those of the day, before and after they change."""
    pk = granted(cast)
    raised(cast, pk, "2027-01-01", "2026-02-01")
    assert [told(one) for one in published(cast)] == [BEFORE]
    assert [told(one) for one in published(cast, as_of="2027-01-01")] == [AFTER]
    assert [told(one) for one in published(cast, as_of="2026-12-31")] == [BEFORE]
    assert published(cast, as_of="2027-01-01")[0]["awardDate"] == "2024-01-10"
    cast.officer.ok("post", f"organizations/{cast.umea.pk}/public-register", {"state": "open"})
    path = f"/public-registers/{cast.umea.pk}"
    assert [told(one) for one in browser().get(f"{path}.json").json()["grants"]] == [BEFORE]
    page = browser().get(path).content.decode()
    assert BEFORE[0] in page
    assert AFTER[0] not in page


def test_what_is_in_force_today_is_published_whole(cast: Cast) -> None:
    pk = granted(cast)
    raised(cast, pk, "2025-01-01", "2024-11-01")
    assert [told(one) for one in published(cast)] == [("Nytt namn", 900_000, "2028-12-31", ["Vän i Umeå"])]


def test_one_award_to_who_receive_it_one_after_the_other(cast: Cast) -> None:
    """The year in which the recipient changes is counted once."""
    pk, other = granted(cast), second()
    paid_to_another(cast, pk, other)
    assert [told(one) for one in published(cast)] == [(*BEFORE[:3], ["Vän i Umeå", "Andra föreningen"])]
    assert [told(one) for one in published(cast, as_of="2026-03-31")] == [BEFORE]


def test_who_joined_awards_by_the_amendment(cast: Cast) -> None:
    pk = granted(cast)
    joins = [{"organization": VANNAS, "role": "funder"}]
    adds = [{"party": VANNAS, "kind": "funding", "amount": "5555.00", "recipient": VAN}]
    amended(cast, pk, "2026-01-01", "2025-12-01", join=joins, add=adds)
    found = published(cast)
    assert [(one["amountAwarded"], one["awardDate"]) for one in found] == [
        (400_000, "2024-01-10"), (11_110, "2025-12-01"),
    ]  # fmt: skip
    assert found[1]["fundingOrganization"][0]["name"] == "Vännäs kommun"
    page = browser(cast.officer).get(f"/agreements/{pk}/parties").content.decode()
    assert "2 of 2 have said yes. 1 more has joined by an amendment." in page


def test_the_same_question_has_the_same_grants(cast: Cast) -> None:
    """Whatever is agreed, ended or corrected afterwards."""
    pk, other = granted(cast), second()
    asked = {"as_of": "2026-11-01", "known_at": now()}
    then = published(cast, **asked)
    assert [told(one) for one in then] == [BEFORE]
    raised(cast, pk, "2026-01-01", "2025-12-01")
    paid_to_another(cast, pk, other)
    cast.officer.patch_current(f"organizations/{cast.umea.pk}", {"name": "Umeå stad"})
    assert published(cast, **asked) == then
    assert published(cast, as_of="2026-11-01")[0]["fundingOrganization"][0]["name"] == "Umeå stad"
