"""Pages of a report: a treasurer writes it part by part, signs and hands in; an officer writes what came on paper."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser

from reports.models import AnnualReport, ReportDraft
from tests.agreements.sample import active, begun, body, handed_in
from tests.agreements.test_mandates import chair
from tests.browsing import browser
from tests.cast import Cast, Client, user
from tests.reports.forms import HOURS, MONEY, draft
from tests.reports.papers import paper


def told(answer: Any) -> list[str]:
    """The messages of the list of what is wrong."""
    return [one.message for one in answer.context["faults"]]


@pytest.fixture
def path(cast: Cast, treasurer: Browser) -> str:
    """The page of a report for 2020 that the treasurer has begun."""
    agreement = active(cast)
    answer = treasurer.post("/reports", {"agreement": agreement, "period": "2020"})
    assert answer.status_code == 302
    return str(answer["Location"]).removesuffix("/money")


def revision(browser: Browser, page: str) -> str:
    return str(browser.get(page).context["desk"].revision)


def test_what_is_to_be_reported_is_listed_and_begun(cast: Cast, treasurer: Browser, officer: Browser) -> None:
    agreement = active(cast)
    page = treasurer.get("/reports")
    assert [one.period for one in page.context["awaited"]] == ["2020"]
    assert officer.get("/reports").context["awaited"] == []
    sent = treasurer.post("/reports", {"agreement": agreement, "period": "2020"})
    report = AnnualReport.objects.get()
    assert sent["Location"] == f"/reports/{report.pk}/money"
    again = treasurer.post("/reports", {"agreement": agreement, "period": "2020"})
    assert again.status_code == 400
    assert f"id {report.pk}" in told(again)[0]
    assert f"/reports/{report.pk}/money" in treasurer.get("/reports").content.decode()


def test_each_part_is_saved_and_leads_to_the_next(path: str, treasurer: Browser) -> None:
    sent = treasurer.post(f"{path}/money", {"own_cash-fees": "310 000,50", "income": "0"})
    assert sent["Location"] == f"{path}/hours"
    kept = [(row["kind"], row["source"], row["amount"]) for row in draft()["figures"]]
    assert kept == [("own_cash", "fees", "310000.50"), ("income", "", "0.00")]
    assert treasurer.get(f"{path}/money").context["fields"]["own_cash_fees"].value == "310000.50"
    assert treasurer.post(f"{path}/hours", HOURS)["Location"] == f"{path}/activities"
    assert draft()["volunteer_hours"][0]["hours"] == "4000.00"
    more = {"new-name": "Språkcafé", "new-quantity": "40", "new-unit": "träffar"}
    assert treasurer.post(f"{path}/activities", more)["Location"] == f"{path}/narrative"
    assert treasurer.post(f"{path}/narrative", {"narrative": "Ett bra år"})["Location"] == f"{path}/papers"
    assert treasurer.post(f"{path}/papers", {"audited_by": "Revisorn"})["Location"] == f"{path}/summary"
    page = treasurer.get(f"{path}/summary")
    assert page.context["lacking"] == []
    assert page.context["standing"][0]["line"].counted == Decimal("1190000.50")
    sent = treasurer.post(f"{path}/summary", {"act": "submit", "revision": page.context["desk"].revision})
    assert sent["Location"] == path
    assert AnnualReport.objects.get().state == "submitted"


def test_what_is_wrong_is_refused_with_a_link_and_what_was_typed(path: str, treasurer: Browser) -> None:
    before = draft()
    answer = treasurer.post(f"{path}/money", {"own_cash-fees": "tre", "in_kind-basis": "invoice"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'href="#own_cash-fees"' in page
    assert 'value="tre"' in page
    assert 'href="#in_kind"' in page
    assert "Not saved yet: 2 things" in page
    assert draft() == before
    answer = treasurer.post(f"{path}/hours", {**HOURS, "ends_on": "2021-01-31", "women": ""})
    assert answer.status_code == 400
    assert {one.id for one in answer.context["faults"]} == {"starts_on", "women"}
    answer = treasurer.post(f"{path}/hours", {**HOURS, "women": "tolv"})
    assert "A whole number is expected, such as 12." in told(answer)


def test_a_revision_that_has_passed_is_refused(path: str, treasurer: Browser) -> None:
    seen = revision(treasurer, f"{path}/money")
    assert treasurer.post(f"{path}/money", {**MONEY, "revision": seen}).status_code == 302
    late = treasurer.post(f"{path}/money", {**MONEY, "income": "1", "revision": seen})
    assert late.status_code == 412
    page = late.content.decode()
    assert "What you typed is still here." in page
    assert f'<a href="{path}/money" target="_blank"' in page
    assert 'name="income" value="1"' in page
    assert f"revision {seen}" not in page
    now = late.context["desk"].revision
    assert treasurer.post(f"{path}/money", {**MONEY, "income": "1", "revision": now}).status_code == 302
    assert {row["kind"]: row["amount"] for row in draft()["figures"]}["income"] == "1.00"


def test_rows_of_hours_are_mended_and_taken_out(path: str, treasurer: Browser) -> None:
    first = treasurer.post(f"{path}/hours", {**HOURS, "go": "stay"})
    assert first["Location"] == f"{path}/hours?row=1"
    treasurer.post(f"{path}/hours", {**HOURS, "activity": "Läxhjälp", "go": "another"})
    page = treasurer.get(f"{path}/hours?row=2")
    assert page.context["fields"]["activity"].value == "Läxhjälp"
    treasurer.post(f"{path}/hours", {**HOURS, "row": "2", "activity": "Läxhjälpen", "hours": "12,5", "go": "stay"})
    assert [row["activity"] for row in draft()["volunteer_hours"]] == ["Språkcafé", "Läxhjälpen"]
    treasurer.post(f"{path}/hours", {"row": "1", "act": "remove"})
    assert [(row["activity"], row["hours"]) for row in draft()["volunteer_hours"]] == [("Läxhjälpen", "12.50")]
    kept = ReportDraft.objects.get().revision
    nothing = {**HOURS, "activity": "", "hours": "", "women": "", "men": ""}
    assert treasurer.post(f"{path}/hours", nothing)["Location"] == f"{path}/activities"
    assert ReportDraft.objects.get().revision == kept


def test_hours_of_one_day_say_it_once(path: str, treasurer: Browser) -> None:
    treasurer.post(f"{path}/hours", {**HOURS, "starts_on": "2020-10-31", "ends_on": "2020-10-31"})
    treasurer.post(f"{path}/hours", {**HOURS, "starts_on": "2020-11-01", "ends_on": "2020-11-30"})
    days = re.findall(r"<td>(2020-1.*?)</td>", treasurer.get(f"{path}/hours").content.decode())
    assert days == ["2020-10-31", "2020-11-01 – 2020-11-30"]


def test_what_says_nothing_new_is_no_new_revision(path: str, treasurer: Browser) -> None:
    treasurer.post(f"{path}/money", MONEY)
    kept = ReportDraft.objects.get().revision
    treasurer.post(f"{path}/money", MONEY)
    assert ReportDraft.objects.get().revision == kept


def test_an_activity_that_was_promised_has_a_field(cast: Cast, treasurer: Browser) -> None:
    promise = {
        "party": "802000-0009",
        "kind": "activity",
        "name": "Träffar",
        "unit": "st",
        "quantity": "40",
        "per": "year",
    }
    agreement = active(cast, commitments=[*body()["commitments"], promise])
    report = begun(cast.treasurer, agreement)["id"]
    path = f"/reports/{report}"
    (fault,) = [one for one in treasurer.get(f"{path}/summary").context["lacking"] if one.id == "quantity-0"]
    assert fault.page == f"{path}/activities"
    treasurer.post(f"{path}/activities", {"quantity-0": "0"})
    assert draft()["activities"] == [{"name": "Träffar", "quantity": "0.00", "unit": "st"}]
    treasurer.post(f"{path}/activities", {"quantity-0": ""})
    assert draft()["activities"] == []


def test_last_years_numbers_stand_beside(cast: Cast, treasurer: Browser) -> None:
    agreement = active(cast)
    handed_in(cast.treasurer, agreement)
    later = treasurer.post("/reports", {"agreement": agreement, "period": "2021"})["Location"]
    page = treasurer.get(later).content.decode()
    assert "Last period: 310,000" in page
    assert "Last period: 4,000" in treasurer.get(later.replace("money", "hours")).content.decode()


def test_the_summary_lists_all_that_is_missing_with_links(path: str, treasurer: Browser) -> None:
    page = treasurer.get(f"{path}/summary")
    assert [(one.page, one.id) for one in page.context["lacking"]] == [
        (f"{path}/hours", "activity"),
        (f"{path}/money", "own_cash-fees"),
    ]
    answer = treasurer.post(f"{path}/summary", {"act": "submit"})
    assert answer.status_code == 400
    assert AnnualReport.objects.get().state == "draft"


def test_papers_are_attached_and_taken_out(path: str, treasurer: Browser) -> None:
    assert treasurer.post(f"{path}/papers", {"act": "attach", "kind": "minutes"}).status_code == 400
    sent = treasurer.post(f"{path}/papers", {"act": "attach", "kind": "minutes", "file": paper()})
    assert sent["Location"] == f"{path}/papers"
    (one,) = treasurer.get(f"{path}/papers").context["desk"].attached
    assert (
        treasurer.get(f"/api/v1/annual-reports{path.removeprefix('/reports')}/attachments/{one.pk}/content").status_code
        == 200
    )
    assert treasurer.post(f"{path}/papers", {"act": "remove", "attachment": one.pk}).status_code == 302
    assert treasurer.post(f"{path}/papers", {"act": "remove", "attachment": "x"}).status_code == 404
    assert treasurer.get(f"{path}/papers").context["desk"].attached == []


def test_nobody_else_sees_what_is_written(path: str, officer: Browser, cast: Cast) -> None:
    for who in (officer, browser(cast.auditor), browser(cast.stranger)):
        assert [who.get(f"{path}{part}").status_code for part in ("", "/money", "/summary")] == [404, 404, 404]


def test_a_second_signature_is_asked_for_and_given(cast: Cast, path: str, treasurer: Browser) -> None:
    second = Client(user("chair", "reporter", cast.van))
    mine, other = (_mandate(cast, name) for name in ("treasurer", "chair"))
    treasurer.post(f"{path}/money", MONEY)
    treasurer.post(f"{path}/hours", HOURS)
    page = treasurer.get(f"{path}/summary")
    assert not page.context["can"]
    assert [pk for pk, _word in page.context["others"]] == [other]
    assert treasurer.post(f"{path}/summary", {"act": "send"}).status_code == 400
    assert treasurer.post(f"{path}/summary", {"act": "send", "to": other}).status_code == 302
    assert treasurer.get(f"{path}/summary").context["signed"] == ["Treasurer"]
    chair_ = browser(second)
    page = chair_.get(f"{path}/summary")
    assert page.context["can"]
    assert chair_.post(f"{path}/summary", {"act": "submit"})["Location"] == path
    assert mine
    assert chair_.get(path).context["signed"] == ["Treasurer", "Chair"]


def _mandate(cast: Cast, username: str) -> int:
    said = chair(username=username, office=username.capitalize(), name=f"Påhittad {username}")
    return int(cast.treasurer.ok("post", "mandates", said)["id"])


def test_an_officer_registers_a_paper_that_came_in(cast: Cast, officer: Browser) -> None:
    agreement = active(cast)
    page = officer.post("/reports", {"agreement": agreement, "period": "2020"})["Location"].removesuffix("/money")
    officer.post(f"{page}/money", MONEY)
    officer.post(f"{page}/hours", HOURS)
    answer = officer.post(f"{page}/summary", {"act": "submit", "received_on": "2019-12-01"})
    assert answer.status_code == 400
    assert answer.context["faults"][0].id == "received_on"
    assert officer.post(f"{page}/summary", {"act": "submit", "received_on": "2021-03-01"}).status_code == 302


def test_amounts_and_hours_are_read_as_they_are_pasted(path: str, treasurer: Browser) -> None:
    treasurer.post(f"{path}/money", {"own_cash-fees": "310 000,50 kr", "income": "40 000:-"})
    assert [row["amount"] for row in draft()["figures"]] == ["310000.50", "40000.00"]
    treasurer.post(f"{path}/hours", {**HOURS, "hours": "12,5 h"})
    assert draft()["volunteer_hours"][0]["hours"] == "12.50"
    wrong = treasurer.post(f"{path}/hours", {**HOURS, "row": "1", "hours": "tolv"})
    assert wrong.context["faults"][0].message == "A number of hours is expected, such as 12.5."
