"""The check through the API: the same for one and in the list of all, at any day, as it was known at any moment."""

from typing import Any

import pytest
from django.utils import timezone

from agreements.models import Agreement
from tests.agreements.sample import SIGNATURE, active, begun, body, handed_in, proposed, registered, twin
from tests.cast import VANNAS, Cast, Client


def check(who: Any, pk: int, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = who.ok("get", f"agreements/{pk}/commitment-check{query}")
    return found


def test_one_is_its_row_in_all(cast: Cast) -> None:
    pks = [active(cast, reference=f"A-{index}") for index in range(3)]
    handed_in(cast.treasurer, pks[0])
    day = "?as_of=2021-06-30"
    listed = cast.auditor.ok("get", f"commitment-checks{day}")
    assert listed["count"] == 3
    assert listed["results"] == [check(cast.auditor, pk, day) for pk in pks]


def test_it_speaks_the_language_asked_for_and_its_digest_none(cast: Cast) -> None:
    pk = active(cast)
    handed_in(cast.treasurer, pk)
    english = check(cast.officer, pk)
    swedish = check(twin(cast.officer, "sv"), pk)

    def sentences(answer: Any) -> list[str]:
        return [line["explanation"] for period in answer["periods"] for line in period["lines"]]

    assert english["basis"] == swedish["basis"]
    assert sentences(english) != sentences(swedish)
    assert "880,000" in sentences(english)[1]
    assert "880\xa0000" in sentences(swedish)[1]


def test_an_agreement_that_does_not_bind_yet(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    answer = check(cast.treasurer, pk)
    assert (answer["status"], [one["code"] for one in answer["findings"]]) == ("upcoming", ["agreement.not_binding"])
    assert "waiting for Umeå kommun and Vän i Umeå" in answer["findings"][0]["message"]
    assert answer["consequences"] == []


def test_what_was_not_recorded_yet_was_not_known(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    moments = [timezone.now()]
    decision = {
        "organization": cast.umea.pk,
        "outcome": "yes",
        "body": "KS",
        "paragraph": "1",
        "decided_on": "2019-12-10",
    }
    cast.officer.ok("post", f"agreements/{pk}/decisions", decision)
    cast.officer.ok("post", f"agreements/{pk}/signatures", SIGNATURE)
    moments.append(timezone.now())
    cast.officer.ok(
        "post", "payments", {"agreement": pk, "period": "2020", "amount": "750000.00", "paid_on": "2020-01-31"}
    )
    moments.append(timezone.now())
    report = begun(cast.officer, pk)["id"]
    cast.officer.ok("post", f"annual-reports/{report}/submit", {"received_on": "2021-03-15"})
    moments.append(timezone.now())
    cast.officer.ok("post", f"annual-reports/{report}/approve", {"approved_on": "2021-03-20"})
    moments.append(timezone.now())
    ended = {"document": "KS-1", "reason": "x", "terminated_on": "2021-03-25", "last_day": "2021-06-30"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", ended)
    said = []
    for moment in [*moments, timezone.now()]:
        answer = check(cast.officer, pk, f"?as_of=2021-03-31&known_at={moment.isoformat().replace('+00:00', 'Z')}")
        funding, own = answer["periods"][0]["lines"]
        said.append((answer["status"], funding["delivered"], own["status"], own["verified"], len(answer["periods"])))
    assert said == [
        ("upcoming", None, "upcoming", False, 3),
        ("overdue", "0.00", "open", False, 3),
        ("overdue", "750000.00", "open", False, 3),
        ("overdue", "750000.00", "short", False, 3),
        ("overdue", "750000.00", "short", True, 3),
        ("overdue", "750000.00", "short", True, 2),
    ]


def test_the_list_holds_all_that_i_may_see(cast: Cast) -> None:
    draft = registered(cast, reference="draft")["id"]
    gone = proposed(cast, reference="gone")["id"]
    cast.officer.ok("post", f"agreements/{gone}/withdraw", {})
    bound = active(cast, reference="bound")

    def listed(who: Client) -> list[tuple[int, str]]:
        return [(row["agreement"], row["status"]) for row in who.ok("get", "commitment-checks")["results"]]

    assert listed(cast.officer) == [(draft, "upcoming"), (gone, "upcoming"), (bound, "overdue")]
    assert listed(cast.treasurer) == listed(cast.auditor) == [(gone, "upcoming"), (bound, "overdue")]
    assert listed(cast.stranger) == []


@pytest.mark.both
def test_all_are_filtered_and_paged(cast: Cast) -> None:
    waiting, bound = proposed(cast, reference="1", kind="grant")["id"], active(cast, reference="2")

    def listed(query: str) -> list[int]:
        return [row["agreement"] for row in cast.officer.ok("get", f"commitment-checks?{query}")["results"]]

    assert listed("status=upcoming") == [waiting]
    assert listed("status=overdue") == [bound]
    assert listed("status=overdue&as_of=2019-12-31") == []
    assert listed("kind=grant") == [waiting]
    assert listed(f"municipality={cast.umea.pk}") == [waiting, bound]
    assert listed(f"municipality={cast.vannas.pk}") == []
    assert listed("limit=1&offset=1") == [bound]
    page = cast.officer.ok("get", "commitment-checks?limit=1&status=overdue")
    assert (page["count"], page["next"]) == (1, None)


@pytest.mark.parametrize(
    "query",
    ["as_of=2020-13-01", "as_of=", "as_of=1066-01-01", "known_at=2020-01-01", "known_at=x",
     "known_at=2020-01-01T12:00:00", "colour=blue", "status=sad", "municipality=umea", "municipality=0", "kind=club",
     "limit=-1"],
)  # fmt: skip
def test_a_wrong_question_is_refused(cast: Cast, query: str) -> None:
    assert cast.officer.no(400, "get", f"commitment-checks?{query}")


@pytest.mark.parametrize("address", ["commitment-checks", "summaries", "cooperation-members", "cooperation-costs"])
def test_all_that_is_wrong_with_a_question_is_told_at_once(cast: Cast, address: str) -> None:
    wrong = cast.officer.send("get", f"{address}?as_of=x&known_at=x&kind=x&municipality=x&colour=x")
    assert {one["path"] for one in wrong.json()["errors"]} == {"as_of", "known_at", "kind", "municipality", "colour"}
    wrong = cast.officer.send("get", "year-end?on=x&known_at=x&kind=x&municipality=x&as_of=2020-01-01")
    assert {one["path"] for one in wrong.json()["errors"]} == {"on", "known_at", "kind", "municipality", "as_of"}


def test_a_stranger_asks_in_vain(cast: Cast) -> None:
    pk = active(cast)
    assert cast.stranger.no(404, "get", f"agreements/{pk}/commitment-check")
    assert cast.nobody.no(401, "get", f"agreements/{pk}/commitment-check")
    assert cast.treasurer.no(404, "get", "agreements/999999/commitment-check")


def test_a_draft_is_checked_for_its_officer_only(cast: Cast) -> None:
    terms = body()
    terms["parties"][0]["organization"] = VANNAS
    terms["commitments"][0]["party"] = VANNAS
    pk = cast.stranger.ok("post", "agreements", terms)["id"]
    assert check(cast.stranger, pk)["status"] == "upcoming"
    for who in (cast.officer, cast.treasurer):
        assert who.no(404, "get", f"agreements/{pk}/commitment-check")
    assert Agreement.objects.get().state == "draft"
