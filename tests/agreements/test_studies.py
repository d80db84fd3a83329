"""A feasibility study: who takes part, what is found of each area, and the agreement that one becomes in one step."""

from typing import Any

import pytest

from agreements.area_kinds import kinds
from agreements.models import AreaAgreement
from office.models import AuditEvent
from tests.agreements.sample import member, twin
from tests.cast import UMEA, VAN, VANNAS, Cast, organization
from tests.contracts.bodies import ANSWER, AREA, LETTER, POSSIBLE, STUDY

DATES = {"starts_on": "2020-01-01", "ends_on": "2024-12-31"}
TIERP = "212000-0266"


def begun(cast: Cast, **changes: Any) -> str:
    """The path of a study of Umeå and Vännäs."""
    return f"feasibility-studies/{cast.officer.ok('post', 'feasibility-studies', {**STUDY, **changes})['id']}"


def named(cast: Cast, study: str, **changes: Any) -> str:
    """The path of an area of it."""
    return f"cooperation-areas/{cast.officer.ok('post', f'{study}/areas', {**AREA, **changes})['id']}"


def test_a_study_from_an_initiative_to_an_agreement(cast: Cast) -> None:
    letter = cast.officer.ok("post", "initiatives", {**LETTER, "reference": "KS-2019/88", "received_on": "2019-02-01"})
    cast.officer.ok("post", f"initiatives/{letter['id']}/answers", {**ANSWER, "decided_on": "2019-02-12"})
    study = begun(cast, initiative=letter["id"])
    area = named(cast, study)
    cast.stranger.ok("post", f"{area}/assessments", POSSIBLE)
    shown = cast.officer.ok("get", area)
    assert (shown["legal"], shown["organisational"], shown["economic"]) == ("yes", None, None)
    assert (shown["kind_name"], shown["actions"]) == ("Library", ["agreement", "assess"])
    made = cast.officer.ok("post", f"{area}/agreement", DATES)
    assert (made["reference"], made["title"], made["kind"], made["state"]) == (
        "KS-2019/90",
        AREA["name"],
        "cooperation",
        "draft",
    )
    assert made["owner"] == cast.umea.pk
    assert [(one["number"], one["role"]) for one in made["parties"]] == [(UMEA, "host"), (VANNAS, "member")]
    for path in (area, study):
        assert cast.stranger.ok("get", path)["agreements"] == [made["id"]]
    origin = cast.stranger.ok("get", f"agreements/{made['id']}/origin")
    assert origin["area"] == {
        "id": shown["id"],
        "name": AREA["name"],
        "study": shown["study"],
        "study_reference": "KS-2019/90",
        "study_title": STUDY["title"],
    }
    assert origin["initiatives"] == [{"id": letter["id"], "title": LETTER["title"], "sender_name": "Vän i Umeå"}]
    kinds_told = [row["kind"] for row in cast.officer.ok("get", f"agreements/{made['id']}/timeline")["results"]]
    assert kinds_told == ["initiative_received", "initiative_answered", "registered"]
    # Vännäs takes part in the study and is not addressed by the letter.
    assert cast.stranger.ok("get", study)["initiative"] is None
    assert cast.officer.ok("get", study)["initiative"] == letter["id"]


def test_the_latest_assessment_counts_and_all_are_kept(cast: Cast) -> None:
    area = named(cast, begun(cast))
    cast.officer.ok("post", f"{area}/assessments", {**POSSIBLE, "possible": "unclear", "assessed_on": "2019-04-01"})
    cast.officer.ok("post", f"{area}/assessments", {**POSSIBLE, "possible": "no", "assessed_on": "2019-05-01"})
    cast.officer.ok("post", f"{area}/assessments", {**POSSIBLE, "side": "economic", "assessed_on": "2019-03-02"})
    early = cast.officer.no(400, "post", f"{area}/assessments", {**POSSIBLE, "assessed_on": "2019-04-30"})
    assert early["date.out_of_order"]["expected"] == ">= 2019-05-01"
    shown = cast.officer.ok("get", area)
    assert (shown["legal"], shown["economic"]) == ("no", "yes")
    rows = cast.auditor.ok("get", f"{area}/assessments")["results"]
    assert [(row["side"], row["possible"]) for row in rows] == [
        ("legal", "unclear"),
        ("legal", "no"),
        ("economic", "yes"),
    ]


def test_an_area_has_some_of_the_members_and_becomes_their_agreement_only(cast: Cast) -> None:
    """Five of seven share a board: who is not among them does not make it."""
    tierp = organization(TIERP, "Tierps kommun")
    study = begun(cast, members=[{"organization": one} for one in (UMEA, VANNAS, TIERP)])
    area = named(cast, study, members=[{"organization": TIERP}, {"organization": VANNAS}], kind="it", name="IT")
    told = cast.officer.no(400, "post", f"{area}/agreement", DATES)
    assert set(told) == {"parties.yours_missing"}
    assert cast.officer.ok("get", area)["actions"] == ["assess"]
    other = member("tierp", officer=tierp)
    made = other.ok("post", f"{area}/agreement", {**DATES, "kind": "joint_board", "title": "Gemensam IT-nämnd"})
    assert (made["owner"], made["kind"], made["title"]) == (tierp.pk, "joint_board", "Gemensam IT-nämnd")
    assert {one["role"] for one in made["parties"]} == {"member"}
    assert cast.officer.ok("get", area)["agreements"] == []  # Umeå is no party of the draft
    assert cast.officer.ok("get", f"cooperation-areas?organization={tierp.pk}&kind=it")["count"] == 1
    assert cast.officer.ok("get", f"cooperation-areas?organization={cast.umea.pk}")["count"] == 0
    assert cast.officer.ok("get", f"feasibility-studies?organization={tierp.pk}&ended=false")["count"] == 1
    assert cast.officer.ok("get", "feasibility-studies?ended=true")["count"] == 0


def test_an_area_becomes_one_agreement_until_that_is_withdrawn(cast: Cast) -> None:
    area = named(cast, begun(cast))
    made = cast.officer.ok("post", f"{area}/agreement", DATES)
    assert set(cast.officer.no(409, "post", f"{area}/agreement", {**DATES, "reference": "x"})) == {"area.agreed"}
    cast.officer.ok("post", f"agreements/{made['id']}/withdraw", {})
    again = cast.officer.ok("post", f"{area}/agreement", {**DATES, "reference": "KS-2020/1"})
    assert cast.officer.ok("get", area)["agreements"] == [made["id"], again["id"]]
    taken = cast.officer.no(
        400, "post", f"{named(cast, begun(cast, reference='x'))}/agreement", {"reference": "KS-2020/1"}
    )
    assert {"reference.taken", "required"} == set(taken)


def test_when_a_study_has_ended_nothing_is_added(cast: Cast) -> None:
    study = begun(cast)
    area = named(cast, study)
    over = {"recommendation": "Börja med biblioteken", "document": "Slutrapport", "ended_on": "2019-12-31"}
    early = cast.officer.no(400, "post", f"{study}/end", {**over, "ended_on": "2019-02-28"})
    assert early["date.out_of_order"]["expected"] == ">= 2019-03-01"
    told = cast.stranger.ok("post", f"{study}/end", over)
    assert (told["end"]["ended_on"], told["end"]["recommendation"], told["actions"]) == (
        "2019-12-31",
        "Börja med biblioteken",
        [],
    )
    for path, body in (
        (f"{study}/end", over),
        (f"{study}/areas", {**AREA, "name": "x"}),
        (f"{area}/assessments", POSSIBLE),
    ):
        assert set(cast.officer.no(409, "post", path, body)) == {"study.ended"}, path
    assert cast.officer.ok("get", area)["actions"] == ["agreement"]
    cast.officer.ok("post", f"{area}/agreement", DATES)


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    wrong = {
        **STUDY,
        "host": "212000-0266",
        "members": [{"organization": VANNAS}, {"organization": VANNAS}, {"organization": VAN}],
        "started_on": "2199-01-01",
        "title": "",
    }
    told = cast.officer.no(400, "post", "feasibility-studies", wrong)
    assert set(told) == {
        "organization.unknown",
        "organization.twice",
        "organization.not_public",
        "date.future",
        "blank",
    }
    organization(TIERP, "Tierps kommun")
    apart = {**STUDY, "host": TIERP, "members": [{"organization": VANNAS}]}
    assert set(cast.officer.no(400, "post", "feasibility-studies", apart)) == {
        "study.host_not_member",
        "study.yours_missing",
    }
    assert set(cast.officer.no(404, "post", "feasibility-studies", {**STUDY, "initiative": 10**6})) == {
        "initiative.unknown"
    }
    study = begun(cast)
    assert set(cast.officer.no(409, "post", "feasibility-studies", STUDY)) == {"reference.taken"}
    area = {"kind": "bakery", "name": "x", "form": "agreement", "members": [{"organization": TIERP}]}
    told = cast.officer.no(400, "post", f"{study}/areas", area)
    assert set(told) == {"invalid_choice", "area.not_in_study"}
    assert told["invalid_choice"]["expected"] == list(kinds())
    named(cast, study)
    assert set(cast.officer.no(409, "post", f"{study}/areas", AREA)) == {"area.name_taken"}


def test_who_may_not(cast: Cast) -> None:
    for who in (cast.treasurer, cast.auditor):
        assert set(who.no(403, "post", "feasibility-studies", STUDY)) == {"study.officers_only"}
    study = begun(cast)
    area = named(cast, study)
    acts = [(f"{study}/areas", AREA), (f"{study}/end", {"recommendation": "x", "document": "x"})]
    acts += [(f"{area}/assessments", POSSIBLE)]
    other = member("tierp", officer=organization(TIERP, "Tierps kommun"))
    for path, body in acts:
        assert set(cast.auditor.no(403, "post", path, body)) == {"study.members_only"}, path
        assert other.no(404, "post", path, body)
    assert set(cast.auditor.no(403, "post", f"{area}/agreement", DATES)) == {"agreement.officers_only"}
    assert other.no(404, "post", f"{area}/agreement", DATES)
    assert other.ok("get", "cooperation-areas")["count"] == other.ok("get", "feasibility-studies")["count"] == 0


def test_the_trail_tells_all_who_take_part(cast: Cast) -> None:
    area = named(cast, begun(cast))
    cast.officer.ok("post", f"{area}/assessments", POSSIBLE)
    cast.officer.ok("post", f"{area}/agreement", DATES)
    told = {event.kind: event for event in AuditEvent.objects.filter(kind__regex="^(study|area)")}
    assert set(told) == {"study.begun", "area.named", "area.assessed", "area.became_agreement"}
    for event in told.values():
        assert set(event.concerns.values_list("organization", flat=True)) == {cast.umea.pk, cast.vannas.pk}
    assert told["area.became_agreement"].draft


def test_kinds_have_words_in_both_languages() -> None:
    assert all(set(words) == {"sv", "en"} and all(words.values()) for words in kinds().values())
    assert {"library", "refugee_reception", "switchboard", "equality", "crisis_preparedness", "it"} < set(kinds())


def test_a_reader_of_swedish_reads_the_kind_in_swedish(cast: Cast) -> None:
    area = named(cast, begun(cast), kind="switchboard")
    assert twin(cast.officer, "sv").ok("get", area)["kind_name"] == "Telefonväxel"


@pytest.mark.django_db(transaction=True)
def test_two_who_make_an_agreement_of_it_at_once(at_once: Any) -> None:
    cast = Cast()
    path = f"{named(cast, begun(cast))}/agreement"
    asked = [(twin(cast.officer), "KS-1"), (twin(cast.stranger), "VK-1")]
    answers = at_once(
        [lambda who=who, number=number: who.send("post", path, {**DATES, "reference": number}) for who, number in asked]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert AreaAgreement.objects.count() == 1
