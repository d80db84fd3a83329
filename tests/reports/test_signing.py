"""An association's report is handed in by who signs for it: alone, or with a second signature on the same words."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from office.clock import today
from office.models import Membership
from reports.models import DraftSignature, VersionSignature
from tests.agreements.sample import active, begun, twin
from tests.agreements.test_mandates import chair
from tests.cast import Cast, Client, user


@pytest.fixture
def second(cast: Cast) -> Client:
    """Another reporter of the association: its chair."""
    return Client(user("chair", "reporter", cast.van))


def mandate(cast: Cast, username: str, **changes: Any) -> int:
    said = chair(username=username, office=username.capitalize(), name=f"Påhittad {username}", **changes)
    return int(cast.treasurer.ok("post", "mandates", said)["id"])


def report(cast: Cast, **changes: Any) -> str:
    return f"annual-reports/{begun(cast.treasurer, active(cast), **changes)['id']}"


def test_without_recorded_minutes_a_reporter_hands_in(cast: Cast) -> None:
    done = cast.treasurer.ok("post", f"{report(cast)}/submit", {})
    assert (done["state"], done["signatures"]) == ("submitted", [])


def test_who_signs_alone_hands_in_and_the_version_says_by_which_mandate(cast: Cast) -> None:
    path, pk = report(cast), mandate(cast, "treasurer", signs="alone")
    told = cast.treasurer.no(409, "post", f"{path}/send-for-signature", {"to": pk})
    assert set(told) == {"signature.not_needed"}
    done = cast.treasurer.ok("post", f"{path}/submit", {})
    assert [(one["mandate"], one["office"]) for one in done["signatures"]] == [(pk, "Treasurer")]
    (version,) = cast.officer.ok("get", f"{path}/versions")["results"]
    assert version["signatures"] == done["signatures"]


def test_a_mandate_that_has_ended_hands_in_nothing(cast: Cast) -> None:
    path, yesterday = report(cast), today() - timedelta(days=1)
    mandate(cast, "treasurer", signs="alone", ends_on=str(yesterday))
    told = cast.treasurer.no(403, "post", f"{path}/submit", {})["report.no_mandate"]
    assert str(yesterday) in told["message"]
    mandate(cast, "treasurer", signs="alone", ends_on=str(today()))  # inclusive
    cast.treasurer.ok("post", f"{path}/submit", {})


def test_who_has_no_mandate_is_told_who_has(cast: Cast, second: Client) -> None:
    path, pk = report(cast), mandate(cast, "chair", signs="alone")
    told = cast.treasurer.no(403, "post", f"{path}/submit", {})["report.no_mandate"]
    assert (told["expected"], told["actual"]) == (["Chair"], None)
    sent = cast.treasurer.ok("post", f"{path}/send-for-signature", {"to": pk})
    assert [(one["mandate"], one["asked"]) for one in sent["signatures"]] == [(None, pk)]
    done = second.ok("post", f"{path}/submit", {})
    assert [one["mandate"] for one in done["signatures"]] == [pk]


def test_two_sign_jointly(cast: Cast, second: Client) -> None:
    path = report(cast)
    mine, other = mandate(cast, "treasurer"), mandate(cast, "chair")
    told = cast.treasurer.no(409, "post", f"{path}/submit", {})["report.second_signature"]
    assert told["expected"] == ["Chair"]
    sent = cast.treasurer.ok("post", f"{path}/send-for-signature", {"to": other})
    assert [(one["mandate"], one["asked"]) for one in sent["signatures"]] == [(mine, other)]
    assert set(cast.treasurer.no(409, "post", f"{path}/submit", {})) == {"report.second_signature"}  # not by oneself
    assert cast.officer.send("get", path).status_code == 404  # until it is handed in it is the association's own
    done = second.ok("post", f"{path}/submit", {})
    assert [one["mandate"] for one in done["signatures"]] == [mine, other]
    assert VersionSignature.objects.count() == 2
    assert DraftSignature.objects.count() == 0


def test_who_signed_for_the_association_does_not_approve_it(cast: Cast, second: Client) -> None:
    """Both who signed jointly have handed it in, not only the last; also once they have left the association."""
    path = report(cast)
    own, other = mandate(cast, "treasurer"), mandate(cast, "chair")
    cast.treasurer.ok("post", f"{path}/send-for-signature", {"to": other})
    second.ok("post", f"{path}/submit", {})
    left = {"last_day": str(today() - timedelta(days=1)), "minutes": "Styrelsen § 2"}
    for pk in (own, other):
        cast.treasurer.ok("post", f"mandates/{pk}/end", left)
    Membership.objects.filter(role="reporter").delete()
    for one in (cast.treasurer, second):
        user(str(one.who and one.who.username), "officer", cast.umea)
        assert one.ok("get", path)["actions"] == ["return"]
        assert [row["actions"] for row in one.ok("get", "annual-reports")["results"]] == [["return"]]
        assert set(one.no(403, "post", f"{path}/approve", {})) == {"report.own_hand_in"}
    assert cast.officer.ok("post", f"{path}/approve", {})["state"] == "approved"


def test_what_is_written_afterwards_voids_a_signature(cast: Cast, second: Client) -> None:
    path = report(cast)
    mandate(cast, "treasurer")
    other = mandate(cast, "chair")
    cast.treasurer.ok("post", f"{path}/send-for-signature", {"to": other})
    second.patch_current(path, {"narrative": "Ändrad efter underskriften"})
    assert second.ok("get", path)["signatures"] == []
    assert set(second.no(409, "post", f"{path}/submit", {})) == {"report.second_signature"}


def test_a_signature_falls_with_its_mandate(cast: Cast, second: Client) -> None:
    path = report(cast)
    mine, other = mandate(cast, "treasurer"), mandate(cast, "chair")
    cast.treasurer.ok("post", f"{path}/send-for-signature", {"to": other})
    yesterday = str(today() - timedelta(days=1))
    cast.treasurer.ok("post", f"mandates/{mine}/end", {"last_day": yesterday, "minutes": "Styrelsen § 1"})
    assert set(second.no(409, "post", f"{path}/submit", {})) == {"report.second_signature"}


def test_only_what_could_be_handed_in_is_sent_for_signature(cast: Cast, second: Client) -> None:
    path, other = report(cast, volunteer_hours=[]), mandate(cast, "chair")
    told = cast.treasurer.no(400, "post", f"{path}/send-for-signature", {"to": other + 1})
    assert set(told) == {"report.missing_figure", "signature.not_a_signatory"}
    mandate(cast, "treasurer", signs="alone")
    path = f"annual-reports/{begun(cast.treasurer, active(cast, reference='2'))['id']}"
    assert set(cast.treasurer.no(409, "post", f"{path}/send-for-signature", {"to": other})) == {"signature.not_needed"}
    assert set(cast.officer.no(404, "post", f"{path}/send-for-signature", {"to": other})) == {"not_found"}


def test_a_paper_needs_no_mandate_here(cast: Cast, second: Client) -> None:
    """Who signed it stands on the paper that the officer has."""
    mandate(cast, "chair", signs="alone")
    path = f"annual-reports/{begun(cast.officer, active(cast))['id']}"
    assert set(cast.officer.no(403, "post", f"{path}/send-for-signature", {"to": 1})) == {"report.writers_only"}
    assert cast.officer.ok("post", f"{path}/submit", {})["signatures"] == []


AUDITOR = {"seat": "auditor", "signs": "not", "office": "Revisor", "name": "Reva Revisor"}


def test_nobody_audits_themselves(cast: Cast) -> None:
    path = report(cast, audited_by="  påhittad   CHAIR ")
    cast.treasurer.ok("post", "mandates", chair(name="Påhittad Chair", signs="not", ends_on="2026-03-21"))
    told = cast.treasurer.no(400, "post", f"{path}/submit", {})
    assert set(told) == {"report.auditor_on_board"}
    cast.treasurer.ok("post", "mandates", chair(**AUDITOR))
    cast.treasurer.patch_current(path, {"audited_by": "Någon Annan"})
    told = cast.treasurer.no(400, "post", f"{path}/submit", {})
    assert told["report.auditor_not_elected"]["expected"] == ["Reva Revisor"]
    cast.treasurer.patch_current(path, {"audited_by": "Reva Revisor"})
    cast.treasurer.ok("post", f"{path}/submit", {})
    (version,) = cast.officer.ok("get", f"{path}/versions")["results"]
    assert (version["audited_by"], version["auditor_standing"]) == ("Reva Revisor", "elected")


def test_the_preview_and_sending_for_signature_ask_what_handing_in_asks(cast: Cast, second: Client) -> None:
    path, other = report(cast, audited_by="Påhittad Chair"), mandate(cast, "chair")
    preview = cast.treasurer.ok("get", f"{path}/preview")
    assert (preview["ready"], [one["code"] for one in preview["errors"]]) == (False, ["report.auditor_on_board"])
    told = cast.treasurer.no(400, "post", f"{path}/send-for-signature", {"to": other})
    assert set(told) == {"report.auditor_on_board"}
    cast.treasurer.patch_current(path, {"audited_by": "Någon Annan"})
    assert cast.treasurer.ok("get", f"{path}/preview")["ready"] is True
    cast.treasurer.ok("post", f"{path}/send-for-signature", {"to": other})


def test_the_preview_says_that_a_period_has_not_begun(cast: Cast) -> None:
    agreement = active(cast, ends_on="2030-12-31")
    path = f"annual-reports/{begun(cast.treasurer, agreement, period='2030', volunteer_hours=[])['id']}"
    preview = cast.treasurer.ok("get", f"{path}/preview")
    told = cast.treasurer.no(400, "post", f"{path}/submit", {})["date.out_of_order"]
    assert (preview["ready"], told["message"] in [one["message"] for one in preview["errors"]]) == (False, True)


def test_what_a_paper_says_of_its_auditor_is_told_to_its_reader(cast: Cast) -> None:
    cast.treasurer.ok("post", "mandates", chair(name="Påhittad Chair"))
    path = f"annual-reports/{begun(cast.officer, active(cast), audited_by='Påhittad Chair')['id']}"
    cast.officer.ok("post", f"{path}/submit", {})
    (version,) = cast.auditor.ok("get", f"{path}/versions")["results"]
    assert version["auditor_standing"] == "on_board"


@pytest.mark.django_db(transaction=True)
def test_both_press_at_once_and_one_version_comes(
    cast: Cast, at_once: Callable[[Sequence[Callable[[], Any]]], list[Any]]
) -> None:
    second = Client(user("chair", "reporter", cast.van))
    path = report(cast)
    mandate(cast, "treasurer", signs="alone")
    mandate(cast, "chair", signs="alone")
    send = [partial(twin(who).send, "post", f"{path}/submit", {}) for who in (cast.treasurer, second)]
    answers = at_once(send)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert VersionSignature.objects.count() == 1
