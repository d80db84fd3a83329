"""Pages of a report that is handed in: an officer sees it side by side and answers it; what is sent back is mended."""

from django.test import Client as Browser

from reports.models import AnnualReport, Review
from tests.agreements.sample import HOURS, active, content, handed_in
from tests.browsing import browser, text
from tests.cast import Cast
from tests.reports.test_papers import asking, completed
from tests.reports.test_papers import report as lacking


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


def test_the_worth_of_hours_stands_beside_that_of_the_period_before(cast: Cast, officer: Browser) -> None:
    agreement = active(cast)
    handed_in(cast.treasurer, agreement)
    hours = [{**HOURS, "hours": "10.00", "starts_on": "2021-01-01", "ends_on": "2021-12-31"}]
    later = cast.treasurer.ok(
        "post", "annual-reports", {"agreement": agreement, "period": "2021", **content(volunteer_hours=hours)}
    )
    cast.treasurer.ok("post", f"annual-reports/{later['id']}/submit", {})
    rows = {row.what: row for row in officer.get(f"/reports/{later['id']}").context["rows"]}
    assert (rows["Volunteer time"].reported, rows["Volunteer time"].last) == (2200, 880_000)
    assert (rows["Hours"].reported, rows["Hours"].last) == (10, 4000)


def test_what_was_sent_back_is_compared_as_before(cast: Cast, officer: Browser) -> None:
    report = handed_in(cast.treasurer, active(cast))["id"]
    before = officer.get(f"/reports/{report}").context["rows"]
    said = {"act": "return", "comment": "Vilka avgifter?", "due_on": "2199-01-31"}
    assert officer.post(f"/reports/{report}", said).status_code == 302
    assert officer.get(f"/reports/{report}").context["rows"] == before


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


def test_who_answered_is_said_to_whoever_sees_the_report(cast: Cast) -> None:
    report = handed_in(cast.treasurer, active(cast))["id"]
    cast.officer.ok("post", f"annual-reports/{report}/approve", {})
    for who in (cast.officer, cast.auditor, cast.treasurer):
        assert "officer, Umeå kommun" in text(browser(who).get(f"/reports/{report}"))
        assert who.ok("get", f"annual-reports/{report}")["review"]["by"] == "officer"
        assert who.ok("get", "annual-reports")["results"][0]["review"]["by"] == "officer"


def test_papers_that_came_afterwards_are_on_its_page(cast: Cast) -> None:
    path = lacking(cast, asking(cast), "officer")
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15", "complete_on": "2199-01-31"})
    assert completed(cast.treasurer, path).status_code == 201
    for who in (cast.officer, cast.auditor, cast.treasurer):
        page = browser(who).get(f"/{path.replace('annual-reports', 'reports')}")
        assert "Came afterwards Årsberättelse 2020.pdf Auditor's report" in text(page).replace("&#x27;", "'")


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


def test_what_is_asked_for_stands_where_it_is_mended(cast: Cast, officer: Browser, treasurer: Browser) -> None:
    path = f"/reports/{handed_in(cast.treasurer, active(cast))['id']}"
    said = {"comment": "Se våra frågor", "due_on": "2199-01-31"}
    said |= {"figures-comment": "Vilka avgifter?", "figures-due_on": "2199-01-31"}
    said |= {"audited_by-comment": "Vem reviderade?", "audited_by-due_on": "2199-02-28"}
    officer.post(path, {"act": "return", **said})
    told = {"Se våra frågor", "Vilka avgifter?", "Vem reviderade?"}
    here = {
        "money": {"Se våra frågor", "Vilka avgifter?"},
        "hours": {"Se våra frågor"},
        "papers": {"Se våra frågor", "Vem reviderade?"},
        "summary": told,
    }
    for part, wanted in here.items():
        page = text(treasurer.get(f"{path}/{part}"))
        assert {one for one in told if one in page} == wanted, part
    assert "28 February 2199" in text(treasurer.get(f"{path}/summary"))
    treasurer.post(f"{path}/money", {"own_cash-fees": "300000"})
    assert "Vilka avgifter?" in text(treasurer.get(f"{path}/money"))
    assert treasurer.post(f"{path}/summary", {"act": "submit"}).status_code == 302
    officer.post(path, {"act": "approve"})
    treasurer.post(path, {"act": "correct", "reason": "Fel belopp"})
    assert "Vilka avgifter?" not in text(treasurer.get(f"{path}/money"))


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
