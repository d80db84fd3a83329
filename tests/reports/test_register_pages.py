"""Register an agreement in steps: the model agreement, copies and templates, what is half filled in, two at once."""

import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement, UnfinishedForm
from agreements.services import unfinished
from office.models import User
from tests.agreements.sample import DECISION, active, body, registered
from tests.browsing import browser, filled, text
from tests.cast import UMEA, VANNAS, Cast

pytestmark = pytest.mark.django_db


def press(who: Client, path: str, act: str = "save", **typed: str) -> Any:
    """Open a step, type, press a button."""
    said = filled(who.get(path), "data-keep") | typed
    return who.post(path, {**said, "act": act})


WHAT = {
    "reference": "KS-2019/00714",
    "title": "Överenskommelse om stöd",
    "kind": "partnership",
    "starts_on": "2020-01-01",
    "ends_on": "2022-12-31",
    "purpose": "Relationsskapande och integrering av nyanlända",
}


def begun(who: Client, **more: str) -> str:
    """A draft that is begun; the address of its steps."""
    answer = press(who, "/agreements/new", **{**WHAT, **more})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"]).removesuffix("parties")


def with_promises(who: Client, cast: Cast) -> str:
    """Through the steps to the promises of the model agreement; the address of its steps."""
    at = begun(who)
    assert press(who, f"{at}parties", **{"parties[1].organization": "Vän i Umeå (802000-0009)"}).status_code == 302
    page = f"{at}promises"
    assert press(who, page, "add:funding").status_code == 302
    assert press(who, page, "instalment:0", **{"commitments[0].amount": "1 500 000"})["Location"].endswith(
        "#commitments-0"
    )
    press(
        who,
        page,
        "instalment:0",
        **{"commitments[0].instalments[0].day": "31", "commitments[0].instalments[0].month": "1"},
    )
    press(who, page, "add:co_financing")
    typed = {
        "commitments[0].instalments[1].day": "31",
        "commitments[0].instalments[1].month": "7",
        "commitments[1].amount": "1 300 000",
        "commitments[1].components[0].amount": "325 000",
        "commitments[1].components[1].amount": "975 000,00",
    }
    answer = press(who, page, **typed)
    assert answer.status_code == 302, text(answer)
    return at


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


def test_a_copy_has_parties_and_conditions_and_its_promises_wait_to_be_looked_at(cast: Cast) -> None:
    officer = browser(cast.officer)
    pk = active(cast)
    at = begun(
        officer,
        source=f"agreement:{pk}",
        reference="KS-2022/1",
        title="",
        kind="",
        starts_on="2023-01-01",
        ends_on="2024-12-31",
    )
    made = Agreement.objects.get(reference="KS-2022/1")
    assert made.title == "Överenskommelse om stöd"
    assert made.parties.count() == 2
    assert made.conditions["report_due"]["value"] == "03-31"
    assert made.commitments.count() == 0
    page = officer.get(f"{at}promises")
    assert "has been kept for you" in text(page)
    assert press(officer, f"{at}promises").status_code == 302
    assert [str(one.amount) for one in made.commitments.all()] == ["1500000.00", "1300000.00"]


def test_a_copy_and_a_template_tell_which_shared_costs_have_not_come_along(cast: Cast) -> None:
    officer = browser(cast.officer)
    periods = [{"period": str(year), "amount": "100.00"} for year in (2020, 2021, 2022)]
    shared = {"payee": UMEA, "basis": "equal"}
    costs = [
        {"name": "Kontoret", "amount": "100.00", **shared},
        {"name": "Resor", "amounts": periods, **shared},
    ]
    parties = [{"organization": UMEA, "role": "host"}, {"organization": VANNAS, "role": "member"}]
    said = body(kind="cooperation", parties=parties, commitments=[], conditions={}, shared_costs=costs)
    pk = cast.officer.ok("post", "agreements", said)["id"]
    at = begun(officer, source=f"agreement:{pk}", reference="KS-2022/1", title="", kind="")
    for _before_and_after in range(2):
        told = officer.get(f"{at}promises")
        assert press(officer, f"{at}promises", "add:activity").status_code == 302
        assert "stay as they are: Kontoret" in text(told)
        assert "no part of this draft: Resor" in text(told)
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    for who, party in ((cast.officer, UMEA), (cast.stranger, VANNAS)):
        who.ok("post", f"agreements/{pk}/decisions", {**DECISION, "organization": party})
    template = cast.officer.ok("post", "agreement-templates", {"agreement": pk, "title": "Kontor"})
    at = begun(officer, source=f"template:{template['id']}", reference="KS-2022/2", title="")
    assert "no part of this draft: Kontoret, Resor" in text(officer.get(f"{at}promises"))


def test_a_template_says_who_promises_what_but_not_how_much(cast: Cast) -> None:
    officer = browser(cast.officer)
    template = cast.officer.ok("post", "agreement-templates", {"agreement": active(cast), "title": "Partnerskap"})
    assert "the template Partnerskap" in text(officer.get("/agreements/new"))
    at = begun(officer, source=f"template:{template['id']}", reference="KS-2022/1", title="")
    page = filled(officer.get(f"{at}promises"))
    assert (page["commitments[0].kind"], page["commitments[1].kind"]) == ("funding", "co_financing")
    assert page["commitments[0].amount"] == ""
    assert press(officer, f"{at}promises").status_code == 400


def test_conditions_come_back_as_they_were_saved(cast: Cast) -> None:
    officer = browser(cast.officer)
    said = {
        "binds_by": "majority",
        "report_due": {"days_after_meeting": 30, "latest": "06-30"},
        "final_report_due": {"days_after_end": 60},
        "report_papers": ["activity_report", "minutes"],
        "interim_reports": [{"through": "06-30", "due": "08-31"}],
        "settlement": "yearly",
        "volunteer_rate": {
            "value": {"rates": [{"category": "adult", "rate": "230.00", "starts_on": "2020-01-01", "source": "§ 4"}]},
            "clause": "§ 5",
        },
        "volunteer_share_cap": "0.5",
        "volunteer_time_counts": ["volunteer_work", "leading"],
        "public_money_counts": False,
        "late_ladder": {
            "steps": [{"days": 7, "percent": "10.00"}, {"days": None, "percent": "100.00"}],
            "deadline": "04-15",
            "counts": "complete",
        },
        "carry_over": True,
        "notice_months": 6,
        "renewal_months": 12,
        "indexation": {"series": "kpi", "base": "2019-10", "month": 10, "years_back": 1, "share": "0.8", "cap": "3.00"},
        "appropriation": {"reduces_both": True},
    }
    draft = registered(cast, conditions=said)
    before = Agreement.objects.get().conditions
    page = officer.get(f"/agreements/{draft['id']}/draft/conditions")
    assert "it stays as it is" not in text(page)
    assert press(officer, f"/agreements/{draft['id']}/draft/conditions").status_code == 302
    assert Agreement.objects.get().conditions == before


@pytest.mark.parametrize(("typed", "kept"), [("0,5", None), ("0.5", None), ("150", None), ("50", "0.5"), ("0", "0")])
def test_a_share_of_one_is_not_taken_for_per_cent(cast: Cast, typed: str, kept: str | None) -> None:
    officer = browser(cast.officer)
    page = f"/agreements/{registered(cast, conditions={})['id']}/draft/conditions"
    answer = press(officer, page, **{"conditions.volunteer_share_cap.value": typed})
    assert answer.status_code == (302 if kept else 400)
    said = Agreement.objects.get().conditions
    assert said == ({"volunteer_share_cap": {"value": kept, "clause": ""}} if kept else {})
    if not kept:
        assert f'value="{typed}"' in answer.content.decode()
        assert "At most, per cent of what counts: Per cent are written as 0 or from 1 to 100" in text(answer)


def test_a_condition_that_the_form_cannot_write_stays(cast: Cast) -> None:
    officer = browser(cast.officer)
    papers = [{"through": "06-30", "due": "08-31", "papers": ["minutes"]}]
    draft = registered(cast, conditions={"interim_reports": papers})
    page = f"/agreements/{draft['id']}/draft/conditions"
    assert "it stays as it is" in text(officer.get(page))
    press(officer, page, **{"conditions.report_due.day": "31", "conditions.report_due.month": "2"})
    wrong = press(officer, page, **{"conditions.report_due.day": "31", "conditions.report_due.month": "2"})
    assert wrong.status_code == 400
    assert 'href="#conditions-report_due-day"' in wrong.content.decode()
    assert "There is no such day." in text(wrong)
    assert press(officer, page, **{"conditions.report_due.month": "3"}).status_code == 302
    said = Agreement.objects.get().conditions
    assert said["interim_reports"]["value"] == papers
    assert said["report_due"]["value"] == "03-31"


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
