"""Pages of reports: a treasurer writes one part by part, signs and hands in; an officer answers it side by side."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser

from reports.models import AnnualReport, ReportDraft, Review, TimeSlip, TimeSlipLink
from tests.agreements.sample import active, begun, body, handed_in
from tests.agreements.test_mandates import chair
from tests.browsing import browser
from tests.cast import Cast, Client, user
from tests.reports.papers import paper
from tests.reports.slips import linked, path_of, slip

Json = dict[str, Any]
MONEY: Json = {"own_cash-fees": "310 000,50", "income": "0", "go": "stay"}
HOURS: Json = {
    "activity": "Språkcafé",
    "category": "adult",
    "hours": "4000",
    "starts_on": "2020-01-01",
    "ends_on": "2020-12-31",
    "women": "40",
    "men": "25",
    "attested_by": "Kassören",
    "work": "volunteer_work",
}


def told(answer: Any) -> list[str]:
    """The messages of the list of what is wrong."""
    return [one.message for one in answer.context["faults"]]


@pytest.fixture
def treasurer(cast: Cast) -> Browser:
    return browser(cast.treasurer)


@pytest.fixture
def officer(cast: Cast) -> Browser:
    return browser(cast.officer)


@pytest.fixture
def path(cast: Cast, treasurer: Browser) -> str:
    """The page of a report for 2020 that the treasurer has begun."""
    agreement = active(cast)
    answer = treasurer.post("/reports", {"agreement": agreement, "period": "2020"})
    assert answer.status_code == 302
    return str(answer["Location"]).removesuffix("/money")


def draft() -> Json:
    kept: Json = ReportDraft.objects.get().content
    return kept


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


def test_a_revision_that_has_passed_is_refused(path: str, treasurer: Browser) -> None:
    seen = revision(treasurer, f"{path}/money")
    assert treasurer.post(f"{path}/money", {**MONEY, "revision": seen}).status_code == 302
    assert treasurer.post(f"{path}/money", {**MONEY, "income": "1", "revision": seen}).status_code == 412


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


def test_it_stands_side_by_side(cast: Cast, officer: Browser) -> None:
    report = handed_in(cast.treasurer, active(cast))["id"]
    page = officer.get(f"/reports/{report}")
    rows = {row.what: row for row in page.context["rows"]}
    assert (rows["Own cash"].promised, rows["Own cash"].reported, rows["Own cash"].difference) == (
        325000,
        310000,
        -15000,
    )
    assert rows["Fees"].last is None
    assert (rows["Hours"].reported, rows["Hours"].booked) == (4000, None)
    assert rows["Paid by Umeå kommun"].promised == 1_500_000
    assert {"approve", "return"} <= set(page.context["actions"])


def test_an_agreement_leads_to_its_reports(cast: Cast, officer: Browser) -> None:
    agreement = active(cast)
    report = handed_in(cast.treasurer, agreement)["id"]
    assert f'href="/reports?agreement={agreement}"' in officer.get(f"/agreements/{agreement}").content.decode()
    listed = officer.get(f"/reports?agreement={agreement}&state=submitted").context["page"]
    assert [one.pk for one in listed] == [report]
    assert list(officer.get("/reports", {"agreement": agreement + 1}).context["page"]) == []


def test_it_is_approved_with_remarks(cast: Cast, officer: Browser) -> None:
    report = handed_in(cast.treasurer, active(cast))["id"]
    early = officer.post(f"/reports/{report}", {"act": "approve", "approved_on": "2019-01-01"})
    assert early.status_code == 400
    assert early.context["faults"][0].id == "approved_on"
    officer.post(f"/reports/{report}", {"act": "approve", "remarks": "Tänk på datum"})
    assert Review.objects.get().comment == "Tänk på datum"
    page = officer.get(f"/reports/{report}").content.decode()
    assert "Approved with remarks" in page
    assert 'value="approve"' not in page


def test_it_is_sent_back_by_part_mended_and_approved(cast: Cast, officer: Browser, treasurer: Browser) -> None:
    report = handed_in(cast.treasurer, active(cast))["id"]
    path = f"/reports/{report}"
    empty = officer.post(path, {"act": "return"})
    assert {one.id for one in empty.context["faults"]} == {"comment", "due_on"}
    half = officer.post(path, {"act": "return", "figures-comment": "Vilka avgifter?"})
    assert [one.id for one in half.context["faults"]] == ["figures-due_on"]
    said = {"act": "return", "figures-comment": "Vilka avgifter?", "figures-due_on": "2199-01-31"}
    assert officer.post(path, said).status_code == 302
    page = treasurer.get(path)
    assert page.context["asked_back"][0][1] == "Vilka avgifter?"
    assert f'href="{path}/money"' in page.content.decode()
    assert treasurer.post(f"{path}/summary", {"act": "submit"}).status_code == 400  # the same again
    treasurer.post(f"{path}/money", {"own_cash-fees": "300000", "own_cash-sales": "10000"})
    assert treasurer.post(f"{path}/summary", {"act": "submit"}).status_code == 302
    assert officer.post(path, {"act": "approve"}).status_code == 302
    assert AnnualReport.objects.get().state == "approved"


def test_a_correction_is_begun_for_a_reason(cast: Cast, officer: Browser, treasurer: Browser) -> None:
    path = f"/reports/{handed_in(cast.treasurer, active(cast))['id']}"
    assert treasurer.get(f"{path}/money").status_code == 409
    officer.post(path, {"act": "approve"})
    assert treasurer.post(path, {"act": "correct"}).status_code == 400
    assert treasurer.post(path, {"act": "correct", "reason": "Fel belopp"})["Location"] == f"{path}/money"
    assert treasurer.get(path).context["draft"] is not None


def test_a_conflict_of_interest_hides_the_buttons(cast: Cast, officer: Browser) -> None:
    agreement = active(cast)
    path = f"/reports/{handed_in(cast.treasurer, agreement)['id']}"
    cast.officer.ok("post", "conflicts-of-interest", {"agreement": agreement, "ground": "membership"})
    page = officer.get(path)
    assert page.context["actions"] == []
    assert "conflict of interest" in page.content.decode()
    assert 'value="approve"' not in page.content.decode()
    assert officer.post(path, {"act": "approve"}).status_code == 403


def test_two_pairs_of_eyes(cast: Cast, officer: Browser) -> None:
    rule = {"organization": "212000-2627", "above": "100000.00", "source": "KS § 9"}
    cast.officer.ok("post", "second-review-rules", rule)
    path = f"/reports/{handed_in(cast.treasurer, active(cast))['id']}"
    assert officer.post(path, {"act": "approve", "remarks": "Sett"}).status_code == 302
    page = officer.get(path).content.decode()
    assert "another person" in page
    assert "somebody else gives the second" in page
    assert 'value="approve"' not in page
    other = browser(cast.officer2)
    assert "Second approval" in other.get(path).content.decode()
    other.post(path, {"act": "approve"})
    assert AnnualReport.objects.get().state == "approved"


def test_slips_are_attested_from_the_page_and_fill_the_report(cast: Cast, treasurer: Browser) -> None:
    agreement = active(cast)
    link = linked(cast, agreement)
    told_, untold = slip(path_of(link), women="5", men="3"), slip(path_of(link), day="2020-03-10")
    page = treasurer.get("/time-slips")
    assert len(page.context["rows"]) == 2
    both = {"act": "attest", "slip": [told_.pk, untold.pk], "attested_by": "Kassören"}
    answer = treasurer.post("/time-slips", both)
    assert answer.status_code == 400
    assert [one.id for one in answer.context["faults"]] == [f"women-{untold.pk}"]
    assert answer.context["chosen"] == {told_.pk, untold.pk}
    treasurer.post("/time-slips", {**both, f"women-{untold.pk}": "4", f"men-{untold.pk}": "4"})
    assert TimeSlip.objects.filter(answer__outcome="attested").count() == 2
    report = begun(cast.treasurer, agreement, volunteer_hours=[])["id"]
    assert treasurer.post(f"/reports/{report}/hours", {"act": "fill"}).status_code == 302
    (row,) = draft()["volunteer_hours"]
    assert sorted(row["slips"]) == [told_.pk, untold.pk]
    mended = {**HOURS, "row": "1", "hours": row["hours"], "starts_on": row["starts_on"], "ends_on": row["ends_on"]}
    assert treasurer.post(f"/reports/{report}/hours", {**mended, "activity": "Språkcaféet"}).status_code == 302
    assert sorted(draft()["volunteer_hours"][0]["slips"]) == [told_.pk, untold.pk]


def test_links_are_made_shown_once_and_ended(cast: Cast, treasurer: Browser, officer: Browser) -> None:
    agreement = active(cast)
    assert treasurer.post("/time-slips", {"act": "link"}).status_code == 400
    said = {"act": "link", "agreement": agreement, "name": "Tisdagar", "activity": "Språkcafé", "category": "adult"}
    made = treasurer.post("/time-slips", said)
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert "/t/" in made.content.decode()
    assert "/t/" not in treasurer.get("/time-slips").content.decode()
    link = TimeSlipLink.objects.get()
    assert officer.post("/time-slips", {"act": "revoke", "link": link.pk}).status_code == 404
    assert treasurer.post("/time-slips", {"act": "revoke", "link": link.pk}).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_slips_are_rejected_with_a_reason(cast: Cast, treasurer: Browser) -> None:
    entered = slip(path_of(linked(cast, active(cast))), women="5", men="3")
    assert treasurer.post("/time-slips", {"act": "reject", "slip": entered.pk}).status_code == 400
    treasurer.post("/time-slips", {"act": "reject", "slip": entered.pk, "reason": "Dubbel"})
    assert TimeSlip.objects.get().answer.reason == "Dubbel"


def test_a_bureau_gets_a_link(cast: Cast, treasurer: Browser, officer: Browser) -> None:
    assert cast.van.pk
    assert treasurer.post("/bureau-links", {"days": "90"}).status_code == 400
    made = treasurer.post("/bureau-links", {"days": "7", "note": "Byrån"})
    assert made.status_code == 201
    assert "/ledger-upload/" in made.content.decode()
    (row,) = treasurer.get("/bureau-links").context["rows"]
    assert officer.post("/bureau-links", {"act": "revoke", "link": row[0].pk}).status_code == 404
    assert treasurer.post("/bureau-links", {"act": "revoke", "link": row[0].pk}).status_code == 302
    assert treasurer.post("/bureau-links", {"act": "revoke", "link": row[0].pk}).status_code == 409
    assert officer.post("/bureau-links", {}).status_code == 403
