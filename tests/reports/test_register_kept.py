"""What is half filled in of an agreement is kept for its writer, and for nobody else."""

import pytest

from agreements.models import Agreement, UnfinishedForm
from agreements.services import unfinished
from office.models import User
from tests.agreements.sample import registered
from tests.browsing import browser, text
from tests.cast import Cast
from tests.reports.registering import WHAT, begun, press

pytestmark = pytest.mark.django_db


def test_what_is_half_filled_in_is_kept_for_its_writer_and_is_no_part_of_the_draft(cast: Cast) -> None:
    officer, colleague = browser(cast.officer), browser(cast.officer2)
    assert press(officer, "/agreements/new", **{**WHAT, "starts_on": ""}).status_code == 400
    again = officer.get("/agreements/new").content.decode()
    assert 'value="KS-2019/00714"' in again
    assert "has been kept for you" in again
    assert 'value="KS-2019/00714"' not in colleague.get("/agreements/new").content.decode()
    at = begun(officer)
    page = f"{at}parties"
    wrong = press(officer, page, **{"parties[1].organization": "Någon annan"})
    assert wrong.status_code == 400
    assert "Någon annan is not registered here" in text(wrong)
    assert 'href="#parties-1-organization"' in wrong.content.decode()
    assert 'value="Någon annan"' in officer.get(page).content.decode()
    assert "Någon annan" not in colleague.get(page).content.decode()
    assert "(begun)" in text(officer.get(f"{at}what"))
    officer.post(page, {"act": "forget"})
    assert "Någon annan" not in officer.get(page).content.decode()


def test_no_number_of_a_person_is_kept_and_nothing_is_kept_for_ever(cast: Cast) -> None:
    officer = browser(cast.officer)
    press(officer, "/agreements/new", "keep", title="Ring 811228-9874", reference="811228-9874")
    (kept,) = UnfinishedForm.objects.all()
    assert (kept.words["title"], kept.words["reference"]) == ("", "811228-9874")
    assert unfinished.forget_old(kept.kept_at) == 0
    assert unfinished.forget_old(kept.kept_at.replace(year=9000)) == 1


@pytest.mark.parametrize("act", ["propose", "withdraw"])
def test_nothing_is_kept_of_what_is_no_draft_any_more(cast: Cast, act: str) -> None:
    pk = registered(cast)["id"]
    unfinished.keep(User.objects.get(username="officer"), Agreement.objects.get(pk=pk), "what", {"title": "Halv"})
    cast.officer.ok("post", f"agreements/{pk}/{act}", {})
    assert not UnfinishedForm.objects.exists()


def test_a_script_keeps_what_is_typed_without_a_page(cast: Cast) -> None:
    officer = browser(cast.officer)
    answer = officer.post("/agreements/new", {"act": "keep", "title": "Språkcafé"}, headers={"X-Kept-By": "script"})
    assert answer.status_code == 204
    assert 'value="Språkcafé"' in officer.get("/agreements/new").content.decode()
