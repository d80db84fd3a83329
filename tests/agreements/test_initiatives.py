"""A letter of initiative or an application for membership: sent, registered, answered, and what came of it."""

from typing import Any

import pytest

from agreements.models import InitiativeAnswer
from office.models import AuditEvent
from tests.agreements.sample import active, member, registered, twin
from tests.cast import UMEA, VAN, VANNAS, Cast, organization
from tests.contracts.bodies import ANSWER, LETTER


def letter(**changes: Any) -> dict[str, Any]:
    return {**LETTER, **changes}


def test_a_letter_from_the_association_to_an_agreement(cast: Cast) -> None:
    made = cast.treasurer.ok("post", "initiatives", letter(sender=None))
    (to,) = made["recipients"]
    assert (made["sender"], made["sender_name"], made["actions"]) == (cast.van.pk, "Vän i Umeå", [])
    assert (to["organization"], to["reference"], to["outcome"]) == (cast.umea.pk, None, None)
    path = f"initiatives/{made['id']}"
    assert cast.officer.ok("get", path)["actions"] == ["link", "register"]
    early = cast.officer.no(409, "post", f"{path}/answers", ANSWER)
    assert set(early) == {"initiative.not_registered"}
    entered = {"organization": UMEA, "reference": "KS-2019/88", "received_on": "2019-05-02"}
    assert cast.officer.ok("post", f"{path}/register", entered)["actions"] == ["answer", "link"]
    assert set(cast.officer.no(409, "post", f"{path}/register", entered)) == {"initiative.registered"}
    before = cast.officer.no(400, "post", f"{path}/answers", {**ANSWER, "decided_on": "2019-05-01"})
    assert before["date.out_of_order"]["expected"] == ">= 2019-05-02"
    cast.officer.ok("post", f"{path}/answers", {**ANSWER, "decided_on": "2019-06-11"})
    assert set(cast.officer.no(409, "post", f"{path}/answers", ANSWER)) == {"initiative.answered"}
    pk = active(cast)
    linked = cast.officer.ok("post", f"{path}/agreements", {"agreement": pk})
    assert (linked["agreements"], linked["actions"]) == ([pk], ["link"])
    assert set(cast.officer.no(409, "post", f"{path}/agreements", {"agreement": pk})) == {"initiative.linked"}
    told = cast.treasurer.ok("get", path)
    (to,) = told["recipients"]
    assert (to["reference"], to["outcome"], to["paragraph"], told["agreements"]) == (
        "KS-2019/88",
        "taken_up",
        "§ 12",
        [pk],
    )
    began = [
        (row["on"], row["kind"], row["organization"], row["note"])
        for row in cast.treasurer.ok("get", f"agreements/{pk}/timeline")["results"]
    ][:2]
    assert began == [
        ("2019-05-02", "initiative_received", "Vän i Umeå", f"KS-2019/88 {LETTER['title']}"),
        ("2019-06-11", "initiative_answered", "Umeå kommun", "taken up, KS § 12"),
    ]


def test_an_officer_with_the_paper_registers_it_at_once(cast: Cast) -> None:
    made = cast.officer.ok("post", "initiatives", letter(reference="KS-1", received_on="2019-05-02"))
    assert (made["recipients"][0]["reference"], made["recipients"][0]["received_on"]) == ("KS-1", "2019-05-02")
    assert cast.officer.ok("get", "initiatives?reference=KS-1&answered=false&kind=letter")["count"] == 1
    assert cast.officer.ok("get", "initiatives?answered=true")["count"] == 0
    assert cast.officer.ok("get", f"initiatives?sender={cast.van.pk}&recipient={cast.umea.pk}")["count"] == 1
    assert cast.officer.ok("get", f"initiatives?recipient={cast.van.pk}")["count"] == 0
    alone = cast.officer.no(400, "post", "initiatives", letter(received_on="2019-05-02"))
    assert alone["required"]["path"] == "reference"


def test_a_membership_to_several_each_answers_for_itself(cast: Cast) -> None:
    """Örnsköldsvik asks to join; Umeå and Vännäs each say their own word, and read the other's."""
    orn = organization("212000-2445", "Örnsköldsviks kommun")
    applicant = member("orn", officer=orn)
    said = letter(
        kind="membership",
        sender=orn.pk,
        applies_to="Umeåregionen",
        recipients=[{"organization": UMEA}, {"organization": VANNAS}],
    )
    path = f"initiatives/{applicant.ok('post', 'initiatives', said)['id']}"
    for who, number, named in ((cast.officer, "KS-1", UMEA), (cast.stranger, "VK-9", VANNAS)):
        who.ok("post", f"{path}/register", {"organization": named, "reference": number})
    other = cast.officer.no(403, "post", f"{path}/answers", {**ANSWER, "organization": VANNAS})
    assert set(other) == {"initiative.recipients_only"}
    cast.officer.ok("post", f"{path}/answers", ANSWER)
    declined = {"organization": VANNAS, "outcome": "declined", "body": "KF", "paragraph": "§ 3", "reason": "Kostnad"}
    cast.stranger.ok("post", f"{path}/answers", declined)
    seen = [(row["name"], row["outcome"], row["reason"]) for row in applicant.ok("get", path)["recipients"]]
    assert seen == [("Umeå kommun", "taken_up", ""), ("Vännäs kommun", "declined", "Kostnad")]
    assert cast.treasurer.ok("get", "initiatives")["count"] == 0
    assert cast.treasurer.no(404, "get", path)
    concerned = AuditEvent.objects.get(kind="initiative.sent").concerns.values_list("organization", flat=True)
    assert set(concerned) == {orn.pk, cast.umea.pk, cast.vannas.pk}


def test_membership_is_of_an_agreement_that_one_sees(cast: Cast) -> None:
    pk = registered(cast)["id"]
    applies = letter(kind="membership", sender=VANNAS, agreement=pk)
    assert set(cast.stranger.no(404, "post", "initiatives", applies)) == {"agreement.unknown"}
    made = cast.officer.ok("post", "initiatives", applies)  # who has the paper, and sees it
    assert made["agreement"] == pk
    assert cast.stranger.ok("get", f"initiatives/{made['id']}")["agreement"] is None


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    wrong = letter(
        kind="membership",
        recipients=[{"organization": UMEA}, {"organization": UMEA}, {"organization": VAN}, {"organization": 10**9}],
        summary="Anna 900101-0017",
        received_on="2199-01-01",
        reference="KS-1",
    )
    told = cast.officer.no(400, "post", "initiatives", wrong)
    assert set(told) == {
        "organization.twice",
        "organization.not_public",
        "organization.unknown",
        "initiative.kind_of_sender",
        "required",
        "personal_number",
        "date.future",
    }
    assert told["organization.twice"]["path"] == "recipients[1].organization"
    own = letter(kind="membership", sender=UMEA, applies_to="Regionen")
    assert set(cast.officer.no(400, "post", "initiatives", own)) == {"initiative.to_oneself"}
    assert set(cast.officer.no(400, "post", "initiatives", letter(recipients=[]))) == {"empty"}
    assert set(cast.officer.no(400, "post", "initiatives", letter(sender=None))) == {"required"}
    unknown = cast.officer.no(400, "post", "initiatives", letter(sender="802000-1111"))
    assert unknown["organization.unknown"]["path"] == "sender"
    theirs = cast.treasurer.no(400, "post", "initiatives", letter(reference="KS-1", received_on="2019-01-01"))
    assert set(theirs) == {"initiative.recipients_word"}
    path = f"initiatives/{cast.officer.ok('post', 'initiatives', letter(reference='KS-1'))['id']}"
    bad = {"organization": VANNAS, "outcome": "declined", "body": "KS", "decided_on": "2199-01-01"}
    told = cast.officer.no(400, "post", f"{path}/answers", bad)
    assert set(told) == {"initiative.not_recipient", "decision.no_paragraph", "date.future", "required"}
    assert cast.officer.ok("get", path)["recipients"][0]["outcome"] is None


def test_who_may_not(cast: Cast) -> None:
    for who in (cast.stranger, cast.auditor):
        assert set(who.no(403, "post", "initiatives", LETTER)) == {"initiative.not_yours"}
    path = f"initiatives/{cast.treasurer.ok('post', 'initiatives', LETTER)['id']}"
    for act, body in (("register", {"organization": UMEA, "reference": "x"}), ("answers", ANSWER)):
        for who in (cast.treasurer, cast.auditor):
            assert set(who.no(403, "post", f"{path}/{act}", body)) == {"initiative.recipients_only"}
        assert cast.stranger.no(404, "post", f"{path}/{act}", body)
    pk = registered(cast)["id"]
    assert set(cast.auditor.no(403, "post", f"{path}/agreements", {"agreement": pk})) == {"initiative.recipients_only"}


def test_a_draft_that_came_of_it_is_not_told(cast: Cast) -> None:
    path = f"initiatives/{cast.treasurer.ok('post', 'initiatives', LETTER)['id']}"
    pk = registered(cast)["id"]
    assert cast.officer.ok("post", f"{path}/agreements", {"agreement": pk})["agreements"] == [pk]
    assert cast.treasurer.ok("get", path)["agreements"] == []
    event = AuditEvent.objects.get(kind="initiative.became_agreement")
    assert (event.draft, set(event.concerns.values_list("organization", flat=True))) == (True, {cast.umea.pk})


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once(at_once: Any) -> None:
    cast = Cast()
    path = f"initiatives/{cast.officer.ok('post', 'initiatives', letter(reference='KS-1'))['id']}/answers"
    clients = [twin(cast.officer), twin(cast.officer2)]
    answers = at_once([lambda who=who: who.send("post", path, ANSWER).status_code for who in clients])
    assert sorted(answers) == [201, 409]
    assert InitiativeAnswer.objects.count() == 1
