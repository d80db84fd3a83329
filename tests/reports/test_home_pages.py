"""What waits for me: by role, for who has signed in."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import AnnualReport
from tests.agreements.sample import active, begun, content, handed_in, proposed
from tests.browsing import browser
from tests.cast import Cast, Client

pytestmark = pytest.mark.django_db


def home(who: Client, language: str = "en") -> Any:
    return browser(who, language).get("/")


def text(who: Client, language: str = "en") -> str:
    answer = home(who, language)
    assert answer.status_code == 200
    found: str = answer.content.decode().replace("\xa0", " ")
    return found


def test_what_is_put_to_the_parties_waits_for_each_of_them(cast: Cast) -> None:
    proposed(cast)
    for who in (cast.officer, cast.treasurer):
        assert "waits for you" in text(who)
    assert "waits for you" not in text(cast.auditor)
    assert "väntar på dig" in text(cast.officer, "sv")
    assert "no agreements yet" in text(cast.stranger)


def test_who_has_a_conflict_of_interest_is_not_waited_for(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    cast.officer.ok("post", "conflicts-of-interest", {"agreement": pk, "ground": "membership"})
    assert "waits for you" not in text(cast.officer)


def test_an_officer_reads_pays_and_looks_into(cast: Cast) -> None:
    handed_in(cast.treasurer, active(cast))
    shown = home(cast.officer).context
    assert [one.report.period for one in shown["reports"]["rows"]] == ["2020"]
    assert {one.instalment.state for one, _word, _to in shown["payments"]["rows"]} == {"overdue"}
    assert shown["findings"]["rows"]
    told = text(cast.officer)
    assert "received on" in told
    assert "Decisions waited for" in told
    assert "Your next report" not in told
    report = AnnualReport.objects.get().pk
    assert f'<a href="/reports/{report}">Överenskommelse om stöd, 2020</a>' in told


def test_an_association_sees_its_next_report_and_how_far_it_has_come(cast: Cast) -> None:
    pk = active(cast)
    (row,) = home(cast.treasurer).context["next"]["rows"]
    assert (row["next"].report.period.label, row["done"], row["draft"]) == ("2020", 0, None)
    assert "Not begun." in text(cast.treasurer)
    assert "days late" in text(cast.treasurer)
    begun(cast.treasurer, pk)
    (row,) = home(cast.treasurer).context["next"]["rows"]
    assert (row["done"], row["of"]) == (2, 3)
    assert "2 of 3 parts" in text(cast.treasurer)
    assert "Reports to read" not in text(cast.treasurer)


def test_the_next_report_leads_to_where_it_is_written(cast: Cast) -> None:
    agreement = active(cast)
    who = browser(cast.treasurer)
    assert '<form method="post" action="/reports">' in text(cast.treasurer)
    sent = {"agreement": agreement, "period": "2020", "organization": cast.van.pk}
    report = who.post("/reports", sent)["Location"].split("/")[2]
    assert f'href="/reports/{report}/money">Go on writing' in text(cast.treasurer)
    cast.treasurer.patch_current(f"annual-reports/{report}", content())
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    cast.officer.ok("post", f"annual-reports/{report}/return", {"comment": "Bilaga?", "due_on": "2199-01-01"})
    assert f'href="/reports/{report}">Complete the report' in text(cast.treasurer)
    assert "Not begun." not in text(cast.treasurer)


def test_a_payment_that_is_due_leads_to_its_form_filled_in(cast: Cast) -> None:
    active(cast)
    _one, _state, to = home(cast.officer).context["payments"]["rows"][0]
    form = browser(cast.officer).get(to).content.decode()
    assert '<option value="2020" selected>' in form
    assert 'value="750000"' in form


def test_an_officers_own_draft_does_not_tell_that_an_association_writes(cast: Cast) -> None:
    begun(cast.officer, active(cast))
    assert "Not begun." in text(cast.treasurer)


def test_what_there_is_no_room_for_is_led_to(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.pages.home.MOST", 1)
    pks = [proposed(cast, reference=f"KS-{number}")["id"] for number in (1, 2, 3)]
    seen: list[int] = []
    address = "/"
    while True:
        page = browser(cast.officer, "en").get(address)
        waits = page.context["waits"]
        seen += [one["agreement"].pk for one in waits["rows"]]
        if not waits["more"]:
            break
        address = f"/?waits={len(seen) + 1}"
        assert f'href="{address[1:]}#waits">And {3 - len(seen)} more.' in page.content.decode()
    assert seen == pks
    assert 'href="?waits=2#waits">Previous' in page.content.decode()
    assert browser(cast.officer).get("/?waits=nonsense").context["waits"]["rows"][0]["agreement"].pk == pks[0]


def test_an_auditor_sees_the_figures_of_the_year(cast: Cast) -> None:
    active(cast)
    years = home(cast.auditor).context["years"]
    assert [one.name for one in years] == ["2022", "2021", "2020"]
    assert "The figures of the year" in text(cast.auditor)
    assert home(cast.officer).context.get("years") is None


def test_it_takes_as_many_queries_for_several_agreements(cast: Cast) -> None:
    def asked(who: Client) -> int:
        with CaptureQueriesContext(connection) as found:
            home(who)
        return len(found)

    def one_more(reference: str) -> None:
        handed_in(cast.treasurer, active(cast, reference=reference))
        proposed(cast, reference=f"{reference}b")

    one_more("KS-1")
    before = asked(cast.officer), asked(cast.treasurer), asked(cast.auditor)
    one_more("KS-2")
    one_more("KS-3")
    assert (asked(cast.officer), asked(cast.treasurer), asked(cast.auditor)) == before
    assert max(before) < 55
