"""An agreement that an amendment has changed is told by its terms of the day, and who joined is a party in all."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document

from office.clock import today
from office.models import AuditEvent, Organization
from reports.services import statuses
from tests.agreements.sample import HOURS, active, body
from tests.browsing import browser, text
from tests.cast import VANNAS, Cast, Client, organization, user
from tests.reports.taking_out import fetched, work_off

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


@pytest.fixture
def other(db: None) -> Organization:
    return organization("802000-0025", "Andra föreningen")


def changed(cast: Cast, other: Organization, effective_on: str, answered_on: str, **terms: Any) -> int:
    """The model agreement, from a day on under another name, with a second municipality and a second association."""
    pk = active(cast, **terms)
    said = {
        "effective_on": effective_on, "title": "Nytt namn", "reason": "Påhittat", "document": "KS/2",
        "join": [{"organization": VANNAS, "role": "funder"}, {"organization": other.number, "role": "recipient"}],
        "add": [
            {"party": VANNAS, "kind": "funding", "amount": "200000.00", "recipient": other.number},
            {"party": other.number, "kind": "co_financing", "amount": "88000.00",
             "components": [{"kind": "volunteer_time", "amount": "88000.00"}]},
        ],
    }  # fmt: skip
    made = cast.officer.ok("post", f"agreements/{pk}/amendments", said)
    decided = {"body": "Kommunstyrelsen", "paragraph": "§ 1", "answered_on": answered_on}
    signed = {"signed_by": "Ordföranden", "answered_on": answered_on}
    for who, named, answer in (
        (cast.officer, cast.umea, decided),
        (cast.stranger, cast.vannas, decided),
        (cast.officer, cast.van, signed),
        (cast.officer, other, signed),
    ):
        who.ok("post", f"amendments/{made['id']}/answers", {"organization": named.pk, **answer})
    return pk


@pytest.fixture
def amended(cast: Cast, other: Organization) -> int:
    return changed(cast, other, "2021-01-01", "2020-12-01")


def letter(who: Client, pk: int, **more: str) -> str:
    export = who.ok("post", f"agreements/{pk}/board-papers", {"format": "docx", **more})
    work_off()
    return "\n".join(one.text for one in Document(io.BytesIO(fetched(who, export["id"]))).paragraphs)


def test_the_list_of_agreements_names_it_as_it_is_now(cast: Cast, amended: int) -> None:
    told = text(browser(cast.officer).get("/agreements"))
    assert "Nytt namn" in told
    assert "Andra föreningen" in told
    assert "Överenskommelse om stöd" not in told


def test_a_change_of_status_is_told_to_who_joined(cast: Cast, other: Organization) -> None:
    """Upcoming today; open when the year has begun, and with it the amendment."""
    year = today().year + 1
    terms = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31", "commitments": body()["commitments"][:1]}
    changed(cast, other, f"{year}-01-01", str(today()), **terms)
    for day in (today(), date(year, 1, 2)):
        statuses.keep(day, lambda _done, _total: None)
    (event,) = AuditEvent.objects.filter(kind=statuses.CHANGED)
    told = {one.organization_id for one in event.concerns.all()}
    assert told == {cast.umea.pk, cast.van.pk, cast.vannas.pk, other.pk}


@pytest.mark.parametrize(("as_of", "title"), [("2020-06-30", "Överenskommelse om stöd"), ("2021-06-30", "Nytt namn")])
def test_the_boards_paper_is_of_the_terms_of_its_day(cast: Cast, amended: int, as_of: str, title: str) -> None:
    """Also that of a board which was no party then."""
    for who, name in ((cast.officer, "Umeå kommun"), (cast.stranger, "Vännäs kommun")):
        told = letter(who, amended, as_of=as_of)
        assert f"Tjänsteskrivelse: uppföljning av {title}" in told
        assert name in told


def test_an_association_that_joined_previews_its_report_and_reads_its_books(
    cast: Cast, amended: int, other: Organization
) -> None:
    treasurer = Client(user("kassor2", "reporter", other))
    hours = [{**HOURS, "hours": "400.00", "starts_on": "2021-01-01", "ends_on": "2021-12-31"}]
    said = {"agreement": amended, "period": "2021", "figures": [], "volunteer_hours": hours}
    report = treasurer.ok("post", "annual-reports", said)["id"]
    preview = treasurer.ok("get", f"annual-reports/{report}/preview")
    lines = [line for one in preview["check"]["periods"] for line in one["lines"] if line["party"] == other.name]
    assert [(line["promised"], line["counted"]) for line in lines if line["kind"] == "co_financing"] == [
        ("88000.00", "88000.00"), ("88000.00", None),
    ]  # fmt: skip
    path = f"agreements/{amended}/reconciliation?organization={other.pk}"
    now = treasurer.ok("get", f"{path}&period=2021")
    then = treasurer.ok("get", f"{path}&period=2020&as_of=2020-06-30")
    assert [one["figures"]["ledgers"] for one in (now, then)] == [[], []]


def test_its_page_has_the_name_and_the_term_of_the_day(cast: Cast, amended: int) -> None:
    said = {"effective_on": "2022-02-01", "ends_on": "2022-06-30", "reason": "Påhittat", "document": "KS/3"}
    gone = {"leave": [{"organization": VANNAS}]}
    made = cast.officer.ok("post", f"agreements/{amended}/amendments", {**said, **gone})
    decided = {"body": "Kommunstyrelsen", "paragraph": "§ 1", "answered_on": "2022-01-10"}
    signed = {"signed_by": "Ordföranden", "answered_on": "2022-01-10"}
    for who, one, answer in (
        (cast.officer, cast.umea, decided),
        (cast.stranger, cast.vannas, decided),
        (cast.officer, cast.van, signed),
        (cast.officer, organization("802000-0025"), signed),
    ):
        who.ok("post", f"amendments/{made['id']}/answers", {"organization": one.pk, **answer})
    officer = browser(cast.officer)
    for day, title, through in (
        ("2020-06-30", "Överenskommelse om stöd", "31 December 2022"),
        ("2022-01-31", "Nytt namn", "31 December 2022"),
        ("2022-02-01", "Nytt namn", "30 June 2022"),
    ):
        told = text(officer.get(f"/agreements/{amended}?as_of={day}"))
        assert f"1 January 2020 – {through}" in told, day
        assert title in told
    assert "left after 31 January 2022" in told
