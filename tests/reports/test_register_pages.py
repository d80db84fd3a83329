"""Register an agreement in steps: the model agreement, its promises and preview, two at once."""

import re

import pytest

from agreements.models import Agreement, UnfinishedForm
from tests.agreements.sample import body, registered
from tests.browsing import browser, filled, text
from tests.cast import Cast
from tests.reports.registering import WHAT, begun, press, with_promises

pytestmark = pytest.mark.django_db


def test_the_model_agreement_is_registered_in_steps_and_proposed(cast: Cast) -> None:
    officer = browser(cast.officer)
    assert cast.treasurer.who  # the association is here
    at = with_promises(officer, cast)
    typed = {
        "conditions.report_due.day": "31",
        "conditions.report_due.month": "3",
        "conditions.settlement.value": "term",
        "conditions.volunteer_rate.value": "leader-2014",
    }
    answer = press(officer, f"{at}conditions", **typed)
    assert answer["Location"] == f"{at}preview", text(answer)
    told = text(officer.get(f"{at}preview"))
    assert "Payment 1 from Umeå kommun: 750,000 kr, due on 31 January 2020" in told
    assert "Report from Vän i Umeå, due on 31 March 2021" in told
    pk = int(at.split("/")[2])
    same = cast.officer.ok("get", f"agreements/{pk}")
    by_api = registered(cast, reference="KS-2019/00715")
    for name in ("title", "kind", "purpose", "starts_on", "ends_on", "parties"):
        assert same[name] == by_api[name]
    for mine, theirs in zip(same["commitments"], by_api["commitments"], strict=True):
        parts = [{**one, "components": sorted(one["components"], key=str), "id": 0} for one in (mine, theirs)]
        assert parts[0] == parts[1]
    assert {name: one["value"] for name, one in same["conditions"].items()} == {
        name: one["value"] for name, one in by_api["conditions"].items()
    }
    revision = re.search(r'name="revision" value="(\d+)"', officer.get(f"{at}preview").content.decode())
    assert revision
    assert officer.post(f"{at}preview", {"act": "propose", "revision": revision[1]})["Location"] == f"/agreements/{pk}"
    assert Agreement.objects.get(pk=pk).state == "proposed"
    assert officer.get(f"{at}promises")["Location"] == f"/agreements/{pk}"
    assert not UnfinishedForm.objects.exists()


def test_the_preview_tells_what_is_not_said_with_its_parts_and_conditions(cast: Cast) -> None:
    officer = browser(cast.officer)
    assert cast.treasurer.who
    at = with_promises(officer, cast)
    page = officer.get(f"{at}preview")
    told = text(page)
    assert "Volunteer time: 975,000 kr" in told
    assert "no clauses that the check knows of" in told
    rate, day = page.context["lacking"]
    assert (rate.page, rate.id) == (f"{at}conditions", "conditions-volunteer_rate-value")
    assert (day.page, day.id) == (f"{at}conditions", "conditions-report_due-day")
    fields = officer.get(f"{at}conditions").content.decode()
    assert all(f'id="{one.id}"' in fields for one in (rate, day))
    own = {"value": "own", "adult": "230", "starts_on": "2020-07-01", "decided": "KS § 9"}
    typed = {f"conditions.volunteer_rate.{name}": word for name, word in own.items()}
    due = {"conditions.report_due.day": "31", "conditions.report_due.month": "3"}
    assert press(officer, f"{at}conditions", **typed, **due).status_code == 302
    (late,) = officer.get(f"{at}preview").context["lacking"]
    assert "no rate is in force on 1 January 2020" in late.message
    typed["conditions.volunteer_rate.starts_on"] = "2020-01-01"
    assert press(officer, f"{at}conditions", **typed).status_code == 302
    page = officer.get(f"{at}preview")
    assert page.context["lacking"] == []
    assert [one.name for one in page.context["clauses"]] == ["report_due", "volunteer_rate"]


def test_the_preview_tells_the_parts_of_what_is_promised_in_hours(cast: Cast) -> None:
    promises = body()["commitments"]
    part = {"kind": "volunteer_time", "hours": "1000.00", "category": "adult", "counting": "plan"}
    promises[1] = {"party": promises[1]["party"], "kind": "co_financing", "components": [part], "per": "year"}
    draft = registered(cast, commitments=promises)
    told = text(browser(cast.officer).get(f"/agreements/{draft['id']}/draft/preview"))
    assert "Volunteer time: 220,000 kr (1,000 h)" in told


def test_an_organisation_that_is_not_here_is_registered_on_the_way(cast: Cast) -> None:
    officer = browser(cast.officer)
    at = begun(officer)
    typed = {"registered.kind": "association", "registered.name": "Ny förening", "registered.number": "802001-1111"}
    wrong = press(officer, f"{at}parties", "organization", **typed)
    assert wrong.status_code == 400
    assert 'href="#registered-number"' in wrong.content.decode()
    answer = press(officer, f"{at}parties", "organization", **{**typed, "registered.number": "802000-0017"})
    assert answer.status_code == 302, text(answer)
    assert "Ny förening (802000-0017)" in officer.get(f"{at}parties").content.decode()
    press(officer, f"{at}parties")
    assert Agreement.objects.get().parties.count() == 2


def test_years_are_filled_in_from_the_yearly_amount_and_one_that_differs_makes_a_list(cast: Cast) -> None:
    officer = browser(cast.officer)
    assert cast.treasurer.who
    at = begun(officer, ends_on="2022-06-30")
    page = f"{at}promises"
    press(officer, f"{at}parties", **{"parties[1].organization": "802000-0009"})
    press(officer, page, "add:funding")
    press(officer, page, "years:0", **{"commitments[0].amount": "1 000 000"})
    years = filled(officer.get(page))
    assert [years[f"commitments[0].years[{place}].amount"] for place in range(3)] == [
        "1 000 000",
        "1 000 000",
        "495 890.41",
    ]
    assert press(officer, page).status_code == 302
    assert Agreement.objects.get().commitments.get().amounts == []
    assert press(officer, page, **{"commitments[0].years[1].amount": "900 000"}).status_code == 302
    assert [one["amount"] for one in Agreement.objects.get().commitments.get().amounts] == [
        "1000000.00",
        "900000.00",
        "495890.41",
    ]


def test_what_is_wrong_with_a_promise_leads_to_its_field(cast: Cast) -> None:
    officer = browser(cast.officer)
    at = with_promises(officer, cast)
    typed = {"commitments[1].components[1].amount": "hundra", "commitments[0].instalments[1].share": "40"}
    wrong = press(officer, f"{at}promises", **typed)
    assert wrong.status_code == 400
    html = wrong.content.decode()
    assert 'href="#commitments-1-components-1-amount"' in html
    assert 'href="#commitments-0-instalments"' in html
    assert "The instalments are 90 per cent together; they must be 100." in text(wrong)
    assert 'value="hundra"' in html


def test_who_has_not_seen_a_colleagues_change_does_not_overwrite_it(cast: Cast) -> None:
    officer, colleague = browser(cast.officer), browser(cast.officer2)
    at = begun(officer)
    mine = filled(officer.get(f"{at}what"))
    press(colleague, f"{at}what", title="Kollegans titel")
    answer = officer.post(f"{at}what", {**mine, "title": "Min titel", "act": "save"})
    assert answer.status_code == 412
    assert "Somebody has changed the draft since you began" in text(answer)
    assert Agreement.objects.get().title == "Kollegans titel"
    assert officer.post(f"{at}what", {**filled(answer), "act": "save"}).status_code == 302
    assert Agreement.objects.get().title == "Min titel"


def test_drafts_are_not_for_others(cast: Cast) -> None:
    draft = registered(cast)
    assert browser(cast.treasurer).get("/agreements/new").status_code == 403
    assert browser(cast.auditor).post("/agreements/new", WHAT).status_code == 403
    assert browser(cast.stranger).get(f"/agreements/{draft['id']}/draft/what").status_code == 404
    bound = cast.officer.ok("post", f"agreements/{draft['id']}/propose", {})
    assert browser(cast.treasurer).post(f"/agreements/{bound['id']}/draft/what", WHAT).status_code == 403
    late = browser(cast.officer).post(f"/agreements/{bound['id']}/draft/what", {**WHAT, "act": "save"})
    assert late.status_code == 409
    assert body()["title"] == Agreement.objects.get().title
