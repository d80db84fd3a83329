"""From a draft to what binds, and out again: who may take which step, and what a state does not allow."""

from datetime import timedelta
from typing import Any

import pytest

from office.clock import today
from tests.agreements.sample import DECISION, SIGNATURE, active, body, proposed, registered
from tests.cast import UMEA, VAN, VANNAS, Cast

TWO_MUNICIPALITIES: dict[str, Any] = {
    "parties": [*body()["parties"], {"organization": VANNAS, "role": "funder"}],
}
THEIRS = {**DECISION, "organization": VANNAS, "decided_on": "2019-12-17"}


def decide(cast: Cast, path: str, said: Any = DECISION) -> Any:
    return cast.officer.ok("post", f"{path}/decisions", said)


def test_it_is_active_when_every_public_party_said_yes_and_every_other_signed(cast: Cast) -> None:
    made = proposed(cast, **TWO_MUNICIPALITIES)
    path = f"agreements/{made['id']}"
    assert made["waiting_for"] == [cast.umea.pk, cast.van.pk, cast.vannas.pk]
    decide(cast, path)
    cast.treasurer.ok("post", f"{path}/signatures", {"organization": VAN, "signed_by": "Ordföranden"})
    assert cast.officer.ok("get", path)["waiting_for"] == [cast.vannas.pk]
    cast.stranger.ok("post", f"{path}/decisions", {**THEIRS, "outcome": "yes_with_reservation"})
    fresh = cast.officer.ok("get", path)
    assert (fresh["state"], fresh["waiting_for"], fresh["ended"]) == ("active", [], True)
    assert fresh["actions"] == [
        "amend",
        "assess_aid",
        "give_notice",
        "pay",
        "report",
        "value_support",
        "waive",
    ]


def test_the_state_of_another_day_follows_from_the_dated_acts(cast: Cast) -> None:
    path = f"agreements/{active(cast)}"
    states = {day: cast.officer.ok("get", f"{path}?as_of={day}") for day in ("2019-12-09", "2019-12-10", "2019-12-16")}
    assert [one["state"] for one in states.values()] == ["draft", "proposed", "active"]
    assert states["2019-12-10"]["waiting_for"] == [cast.van.pk]
    assert "parameter.invalid" in cast.officer.no(400, "get", f"{path}?as_of=igår")


def test_a_decision_names_its_document(cast: Cast) -> None:
    """Body, day, paragraph, document, outcome; a document that is not said is empty."""
    path = f"agreements/{proposed(cast, **TWO_MUNICIPALITIES)['id']}"
    made = decide(cast, path, {**DECISION, "document": "KS-2019/00714-12"})
    assert {name: made[name] for name in ("body", "decided_on", "paragraph", "document", "outcome")} == {
        "body": "Kommunstyrelsen", "decided_on": "2019-12-10", "paragraph": "§ 210", "document": "KS-2019/00714-12",
        "outcome": "yes",
    }  # fmt: skip
    cast.stranger.ok("post", f"{path}/decisions", THEIRS)
    found = cast.officer.ok("get", f"{path}/decisions")["results"]
    assert [one["document"] for one in found] == ["KS-2019/00714-12", ""]
    rows = cast.officer.ok("get", f"{path}/timeline")["results"]
    first = next(one["note"] for one in rows if one["kind"] == "decided")
    assert first == "yes, Kommunstyrelsen § 210, KS-2019/00714-12"


def test_one_no_rejects(cast: Cast) -> None:
    path = f"agreements/{proposed(cast, **TWO_MUNICIPALITIES)['id']}"
    decide(cast, path)
    cast.stranger.ok("post", f"{path}/decisions", {**THEIRS, "outcome": "no"})
    assert cast.officer.ok("get", path)["state"] == "rejected"
    assert "agreement.state" in cast.officer.no(409, "post", f"{path}/signatures", SIGNATURE)


def test_each_party_decides_for_itself(cast: Cast) -> None:
    path = f"agreements/{proposed(cast, **TWO_MUNICIPALITIES)['id']}"
    assert "decision.not_yours" in cast.stranger.no(403, "post", f"{path}/decisions", DECISION)
    assert "decision.not_yours" in cast.officer.no(403, "post", f"{path}/decisions", THEIRS)
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", f"{path}/decisions", DECISION)
    assert "signature.not_yours" in cast.auditor.no(403, "post", f"{path}/signatures", SIGNATURE)


@pytest.mark.parametrize(
    ("act", "changes", "code", "path"),
    [
        ("decisions", {"organization": VAN}, "decision.not_public", "organization"),
        ("decisions", {"organization": VANNAS}, "party.unknown", "organization"),
        ("decisions", {"outcome": "perhaps"}, "invalid_choice", "outcome"),
        ("decisions", {"decided_on": str(today() + timedelta(days=2))}, "date.future", "decided_on"),
        ("decisions", {"body": ""}, "blank", "body"),
        ("signatures", {"organization": UMEA}, "signature.public_party", "organization"),
        ("signatures", {"signed_on": str(today() + timedelta(days=2))}, "date.future", "signed_on"),
    ],
)
def test_a_wrong_answer_is_refused(cast: Cast, act: str, changes: dict[str, Any], code: str, path: str) -> None:
    where = f"agreements/{proposed(cast)['id']}/{act}"
    said = {**(DECISION if act == "decisions" else SIGNATURE), **changes}
    assert cast.officer.no(400, "post", where, said)[code]["path"] == path
    assert cast.officer.ok("get", where)["count"] == 0


def test_who_is_no_officer_gives_no_date(cast: Cast) -> None:
    path = f"agreements/{proposed(cast)['id']}/signatures"
    assert "date.officers_only" in cast.treasurer.no(400, "post", path, SIGNATURE)
    said = {name: value for name, value in SIGNATURE.items() if name != "signed_on"}
    assert cast.treasurer.ok("post", path, said)["signed_on"] == str(today())


def test_what_a_party_said_stands(cast: Cast) -> None:
    path = f"agreements/{proposed(cast)['id']}"
    decide(cast, path)
    error = cast.officer.no(409, "post", f"{path}/decisions", {**DECISION, "outcome": "no"})["party.answered"]
    assert error["message"] == "Umeå kommun has answered already; what was recorded stands."
    assert [row["outcome"] for row in cast.officer.ok("get", f"{path}/decisions")["results"]] == ["yes"]


def test_a_draft_without_promises_or_parties_is_not_proposed(cast: Cast) -> None:
    draft = registered(cast, commitments=[], parties=[{"organization": UMEA, "role": "funder"}])
    errors = cast.officer.no(400, "post", f"agreements/{draft['id']}/propose", {})
    assert set(errors) == {"parties.too_few", "commitments.none"}
    assert "unknown_field" in cast.officer.no(400, "post", f"agreements/{draft['id']}/propose", {"now": True})


def test_a_state_that_does_not_allow_the_act_is_told_in_a_sentence(cast: Cast) -> None:
    draft = f"agreements/{registered(cast)['id']}"
    for act, said in (("decisions", DECISION), ("signatures", SIGNATURE)):
        error = cast.officer.no(409, "post", f"{draft}/{act}", said)["agreement.state"]
        assert error["message"] == "The agreement is draft; this needs it to be proposed."
    bound = f"agreements/{active(cast, reference='2')}"
    for act in ("propose", "withdraw"):
        assert (
            "The agreement is active;"
            in cast.officer.no(409, "post", f"{bound}/{act}", {})["agreement.state"]["message"]
        )


def test_a_proposal_is_withdrawn_by_an_officer(cast: Cast) -> None:
    path = f"agreements/{proposed(cast)['id']}"
    assert "agreement.officers_only" in cast.treasurer.no(403, "post", f"{path}/withdraw", {})
    gone = cast.officer2.ok("post", f"{path}/withdraw", {})
    assert (gone["state"], gone["actions"]) == ("withdrawn", [])
    assert gone["withdrawn_at"].endswith("Z")
    assert cast.treasurer.ok("get", path)["state"] == "withdrawn"


def test_a_draft_that_was_withdrawn_was_never_shown_to_the_association(cast: Cast) -> None:
    path = f"agreements/{registered(cast)['id']}"
    assert "not_found" in cast.treasurer.no(404, "get", path)
    assert cast.officer.ok("post", f"{path}/withdraw", {})["state"] == "withdrawn"
    assert "not_found" in cast.treasurer.no(404, "get", path)
    kinds = {row["kind"] for row in cast.treasurer.ok("get", "audit-events")["results"]}
    assert not {kind for kind in kinds if kind.startswith("agreement.")}


def test_an_active_agreement_is_terminated_with_document_reason_and_dates(cast: Cast) -> None:
    path = f"agreements/{active(cast)}"
    told = {
        "document": "KS-2021/1",
        "reason": "Verksamheten upphör.",
        "terminated_on": "2021-03-01",
        "last_day": "2021-06-30",
    }
    assert {"required", "termination.outside_term"} == set(cast.officer.no(400, "post", f"{path}/terminate", {}))
    late = cast.officer.no(400, "post", f"{path}/terminate", {**told, "last_day": "2023-01-01"})
    assert late["termination.outside_term"]["expected"] == "2020-01-01 – 2022-12-31"
    ended = cast.officer.ok("post", f"{path}/terminate", told)
    assert ended["state"] == "terminated"
    assert {name: ended["termination"][name] for name in told} == told
    assert cast.officer.ok("get", f"{path}?as_of=2021-02-28")["state"] == "active"
    assert "agreement.state" in cast.officer.no(409, "post", f"{path}/terminate", told)
    assert cast.officer.ok("get", path)["actions"] == [
        "assess_aid",
        "pay",
        "report",
        "value_support",
        "waive",
    ]


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_who_is_outside_learns_nothing(cast: Cast, who: str) -> None:
    path, status = f"agreements/{active(cast)}", 404 if who == "stranger" else 401
    outside = getattr(cast, who)
    assert outside.no(status, "get", path)
    assert outside.no(status, "post", f"{path}/decisions", DECISION)
    if who == "stranger":
        assert outside.ok("get", "agreements")["results"] == []
