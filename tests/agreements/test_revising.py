"""Drafts are revised from the revision that was read, and a request sent twice acts once."""

import pytest

from agreements.models import Agreement
from office.services.idempotency import KEY_LENGTH
from tests.agreements.sample import active, body, member, proposed, put, registered
from tests.cast import UMEA, VAN, VANNAS, Cast, number, organization


def test_a_draft_is_patched_from_the_revision_that_was_read(cast: Cast) -> None:
    made = registered(cast)
    path = f"agreements/{made['id']}"
    assert cast.officer.send("get", path)["ETag"] == '"1"'
    answer = cast.officer.send("patch", path, {"title": "Annan rubrik"}, if_match='"1"')
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    fresh = cast.officer2.ok("get", path)
    assert (fresh["title"], fresh["revision"]) == ("Annan rubrik", 2)
    kept = ("reference", "purpose", "parties", "conditions")
    assert {name: fresh[name] for name in kept} == {name: made[name] for name in kept}
    without_ids = [[{**row, "id": 0} for row in one["commitments"]] for one in (made, fresh)]
    assert without_ids[0] == without_ids[1]


@pytest.mark.parametrize(
    ("if_match", "status", "code"),
    [
        ('"2"', 412, "revision.stale"),
        ("2", 412, "revision.stale"),
        ('W/"1"', 412, "revision.stale"),
        ("", 428, "if_match.required"),
    ],
)
def test_another_revision_or_none_changes_nothing(cast: Cast, if_match: str, status: int, code: str) -> None:
    path = f"agreements/{registered(cast)['id']}"
    assert code in cast.officer.no(status, "patch", path, {"title": "x"}, if_match=if_match)
    assert cast.officer.ok("get", path)["revision"] == 1


def test_a_star_is_any_revision(cast: Cast) -> None:
    path = f"agreements/{registered(cast)['id']}"
    assert cast.officer.ok("patch", path, {"title": "x"}, if_match="*")["revision"] == 2


@pytest.mark.parametrize("act", ["propose", "withdraw"])
def test_every_act_honours_if_match(cast: Cast, act: str) -> None:
    path = f"agreements/{registered(cast)['id']}"
    stale = cast.officer.no(412, "post", f"{path}/{act}", {}, if_match='"7"')["revision.stale"]
    assert (stale["expected"], stale["actual"]) == ("1", "7")
    assert cast.officer.ok("get", path)["state"] == "draft"
    cast.officer.ok("post", f"{path}/{act}", {}, if_match='"1"')


def test_only_a_draft_is_patched(cast: Cast) -> None:
    path = f"agreements/{proposed(cast)['id']}"
    error = cast.officer.no(409, "patch", path, {"title": "x"}, if_match="*")["agreement.state"]
    assert error["message"] == "The agreement is proposed; this needs it to be draft."
    assert (error["expected"], error["actual"]) == (["draft"], "proposed")
    assert cast.treasurer.no(403, "patch", path, {"title": "x"}, if_match="*")


def test_lists_are_replaced_whole_and_checked_with_what_stays(cast: Cast) -> None:
    path = f"agreements/{registered(cast)['id']}"
    third = number(301)
    organization(third)
    parties = [*body()["parties"], {"organization": third, "role": "recipient"}]
    patched = cast.officer.ok("patch", path, {"parties": parties}, if_match="*")
    assert [row["number"] for row in patched["parties"]] == [UMEA, VAN, third]
    assert len(patched["commitments"]) == 2
    without = [row for row in parties if row["organization"] != VAN]
    errors = cast.officer.no(400, "patch", path, {"parties": without, "ends_on": "2019-01-01"}, if_match="*")
    assert set(errors) == {"commitment.not_a_party", "term.ends_before_start"}
    assert len(cast.officer.ok("get", path)["parties"]) == 3


def test_the_owner_stays_a_party(cast: Cast) -> None:
    """An officer of two municipalities could otherwise leave the draft without whose reference it has."""
    both = member("both", officer=cast.umea)
    both.who.memberships.create(organization=cast.vannas, role="officer", starts_on="1990-01-01")  # type: ignore[union-attr]
    path = f"agreements/{registered(cast)['id']}"
    theirs = put(put(body(), "parties[0].organization", VANNAS), "commitments[0].party", VANNAS)
    changes = {"parties": theirs["parties"], "commitments": theirs["commitments"]}
    assert "parties.owner_missing" in both.no(400, "patch", path, changes, if_match="*")
    assert "parties.yours_missing" in cast.officer.no(400, "patch", path, changes, if_match="*")


def test_the_same_key_twice_is_one_record_and_the_same_answer(cast: Cast) -> None:
    first = cast.officer.send("post", "agreements", body(), idempotency_key="abc")
    again = cast.officer.send("post", "agreements", body(), idempotency_key="abc")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json(), first["ETag"]) == (again.json(), again["ETag"])
    assert Agreement.objects.count() == 1


def test_a_key_is_kept_for_one_question_and_one_user(cast: Cast) -> None:
    registered(cast)
    first = cast.officer.ok("post", "agreements", body(reference="2"), idempotency_key="abc")
    assert "idempotency_key.reused" in cast.officer.no(
        409, "post", "agreements", body(reference="3"), idempotency_key="abc"
    )
    other = cast.officer2.ok("post", "agreements", body(reference="3"), idempotency_key="abc")
    assert other["id"] != first["id"]
    assert Agreement.objects.count() == 3


def test_a_refusal_is_not_kept_under_its_key(cast: Cast) -> None:
    taken = registered(cast)["reference"]
    assert "reference.taken" in cast.officer.no(400, "post", "agreements", body(reference=taken), idempotency_key="abc")
    cast.officer.ok("post", "agreements", body(reference="2"), idempotency_key="abc")


@pytest.mark.parametrize("key", ["", "x" * (KEY_LENGTH + 1), "tab\there"])
def test_a_key_has_a_form(cast: Cast, key: str) -> None:
    assert "idempotency_key.invalid" in cast.officer.no(400, "post", "agreements", body(), idempotency_key=key)


def test_acts_honour_the_key_too(cast: Cast) -> None:
    agreement = active(cast)
    sent = {"agreement": agreement, "period": "2020", "amount": "1.00", "paid_on": "2020-01-31"}
    first = cast.officer.ok("post", "payments", sent, idempotency_key="pay")
    assert cast.officer.ok("post", "payments", sent, idempotency_key="pay") == first
    assert cast.officer.ok("get", "payments")["count"] == 1
