"""Pages of links for who has no account: a group's slips are answered and fill a report, a bureau brings a ledger."""

from django.test import Client as Browser

from reports.models import TimeSlip, TimeSlipLink
from tests.agreements.sample import active, begun
from tests.cast import Cast
from tests.reports.forms import HOURS, draft
from tests.reports.slips import linked, path_of, slip


def test_slips_are_attested_from_the_page_and_fill_the_report(cast: Cast, treasurer: Browser) -> None:
    agreement = active(cast)
    link = linked(cast, agreement)
    told_, untold = slip(path_of(link), women="5", men="3"), slip(path_of(link), day="2020-03-10")
    page = treasurer.get("/time-slips")
    assert len(page.context["rows"]) == 2
    nothing = treasurer.post("/time-slips", {"act": "attest", "attested_by": "Kassören"})
    assert [one.message for one in nothing.context["faults"]] == ["Tick at least one slip."]
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
