"""Pages of figures, files, the trail and the auditor's desk: what they say, what they refuse, and to whom."""

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from finance.models import Payment
from office import numbers
from office.clock import SWEDEN
from office.models import AuditEvent
from reports.models import AuditNote, Export
from reports.pages.exports import filters_of
from tests.agreements.sample import active, handed_in
from tests.browsing import browser
from tests.cast import Cast, Client
from tests.reports.taking_out import rows, work_off

pytestmark = pytest.mark.django_db


def page(who: Client, path: str, status: int = 200) -> Any:
    answer = browser(who).get(path)
    assert answer.status_code == status, answer.content.decode()
    return answer


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def sent(who: Client, path: str, status: int = 302, **form: str) -> Any:
    answer = browser(who).post(path, form)
    assert answer.status_code == status, answer.content.decode()
    return answer


@pytest.fixture
def reported(cast: Cast) -> int:
    """An agreement with a payment and a report for 2020."""
    pk = active(cast)
    paid = {"agreement": pk, "period": "2020", "amount": "400000.00", "paid_on": "2020-01-31"}
    cast.officer.ok("post", "payments", paid)
    handed_in(cast.treasurer, pk)
    return pk


def test_a_cell_opens_the_lines_that_it_sums(cast: Cast, reported: int) -> None:
    """To the öre, for every cell of a table with two figures."""
    shown = page(
        cast.officer,
        "/pivot?as_of=2021-06-30&rows=municipality&columns=year&values=funding_paid&values=co_financing_counted",
    )
    context = shown.context
    cells = [cell for row in (*context["page"].object_list, context["total"]) for cell in row["cells"] if cell.link]
    assert cells
    for cell in cells:
        opened = page(cast.officer, cell.link)
        assert opened.context["totals"] == [(cell.value, "SEK")], cell.link


def test_a_form_with_boxes_asks_as_the_api_does(cast: Cast, reported: int) -> None:
    shown = page(cast.officer, "/pivot?as_of=&year=&rows=year&rows=kind&columns=&values=funding_promised")
    assert [str(one) for one in shown.context["dimensions"]] == ["Year", "Kind of agreement"]


def test_a_refused_filter_is_a_list_whose_entries_lead_to_the_fields(cast: Cast) -> None:
    said = text(page(cast.officer, "/pivot?as_of=2022&rows=year&columns=year&colour=red", 400))
    assert 'href="#as_of"' in said
    assert 'href="#columns"' in said
    assert 'value="year" checked' in said
    assert "colour: There is no such query parameter here." in said
    assert 'value="2022"' in said


def test_the_checks_are_those_of_the_api_by_status(cast: Cast, reported: int) -> None:
    told = cast.officer.ok("get", "commitment-checks?as_of=2021-06-30")["results"]
    shown = page(cast.officer, "/checks?as_of=2021-06-30")
    assert [(row["facts"].id, row["status"]) for row in shown.context["page"]] == [
        (one["agreement"], one["status"]) for one in told
    ]
    ((status, _word, count),) = shown.context["statuses"]
    assert count == 1
    other = "overdue" if status != "overdue" else "fulfilled"
    assert "Choose another day or status" in text(page(cast.officer, f"/checks?as_of=2021-06-30&status={other}"))


def test_the_year_end_list_is_that_of_the_api(cast: Cast, reported: int) -> None:
    told = cast.officer.ok("get", "year-end?on=2020-08-31")
    shown = page(cast.officer, "/year-end?on=2020-08-31").context["found"]
    assert f"{shown.total.accrued:.2f}" == told["total"]["accrued"]
    assert f"{shown.total.prepaid:.2f}" == told["total"]["prepaid"]
    assert len(shown.entries) == told["count"]


def test_an_organisation_shows_what_is_given_to_whom_it_may(cast: Cast, reported: int) -> None:
    pk = cast.van.pk
    told = cast.officer.ok("get", f"organizations/{pk}/grants")
    shown = page(cast.officer, f"/organizations/{pk}")
    assert f"{shown.context['total']:.2f}" == told["total"]
    assert f"/agreements/{reported}" in text(shown)
    beside = text(page(cast.stranger, f"/organizations/{pk}"))
    assert f"/agreements/{reported}" not in beside
    assert "Only its own reporters" in text(page(cast.treasurer, f"/organizations/{cast.umea.pk}"))


def test_the_directory_is_searched_by_name_and_number(cast: Cast) -> None:
    for word in ("VÄN%20I", cast.van.number):
        found = page(cast.officer, f"/organizations?search={word}").context["page"].object_list
        assert [one.pk for one in found] == [cast.van.pk]
    assert "No organisation is called so" in text(page(cast.officer, "/organizations?search=zzz"))


def test_a_list_is_taken_out_followed_and_fetched(cast: Cast, reported: int) -> None:
    """From the list's page with its filters, without a script."""
    lines = text(page(cast.officer, "/check-lines?as_of=2021-06-30&year=2020&values=funding_paid"))
    (address,) = [part.split('"')[0] for part in lines.split('href="') if part.startswith("/files?list=check-lines")]
    form = page(cast.officer, address)
    filters = form.context["fields"]["filters"].value
    assert parse_qs(filters) == {"as_of": ["2021-06-30"], "year": ["2020"]}
    answer = sent(cast.officer, "/files", list="check-lines", format="csv", filters=filters)
    waiting = page(cast.officer, answer["Location"])
    assert waiting["Refresh"]
    assert "Waiting to be made" in text(waiting)
    assert page(cast.officer, f"{answer['Location']}/content", 409).context["faults"]
    work_off()
    ready = page(cast.officer, answer["Location"])
    assert "Refresh" not in ready.headers
    fetched = page(cast.officer, f"{answer['Location']}/content")
    assert fetched["Content-Disposition"].startswith("attachment")
    assert len(fetched.getvalue()) == Export.objects.get().size
    page(cast.officer2, answer["Location"], 404)


def test_a_cross_table_is_taken_out_with_the_figures_that_it_shows(cast: Cast, reported: int) -> None:
    asks = "columns=year&rows=municipality&values=funding_paid&values=co_financing_counted"
    shown = text(page(cast.officer, f"/pivot?{asks}"))
    (address,) = [part.split('"')[0] for part in shown.split('href="') if part.startswith("/files?list=pivots")]
    filters = page(cast.officer, address).context["fields"]["filters"].value
    answer = sent(cast.officer, "/files", list="pivots", format="csv", filters=filters)
    work_off()
    (row, _total) = rows(page(cast.officer, f"{answer['Location']}/content").getvalue())
    assert (row["2020_funding_paid"], row["2020_co_financing_counted"]) == ("400000,00", "1190000,00")


def test_a_file_that_cannot_be_asked_for_comes_back_with_what_was_typed(cast: Cast) -> None:
    answer = sent(cast.officer, "/files", 400, list="payments", format="csv", filters="paid_on_from=yesterday")
    said = text(answer)
    assert 'href="#filters"' in said
    assert "paid_on_from=yesterday" in said
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", {}),
        ("?as_of=2022-06-30", {"as_of": ["2022-06-30"]}),
        ("https://example.org/agreements?kind=&as_of=2022-06-30&page=2#list", {"as_of": ["2022-06-30"]}),
        ("state=active&state=draft", {"state": ["active", "draft"]}),
        ("hej", {"hej": [""]}),
    ],
)
def test_the_address_of_a_list_says_its_filters(typed: str, expected: dict[str, list[str]]) -> None:
    assert filters_of(typed) == expected


def test_what_is_no_filter_is_refused(cast: Cast) -> None:
    answer = sent(cast.auditor, "/files", 400, list="agreements", format="csv", filters="hej")
    assert 'href="#filters"' in text(answer)
    assert not Export.objects.exists()


def test_a_file_says_its_filters_in_words(cast: Cast, reported: int) -> None:
    filters = f"municipality={cast.umea.pk}&known_at=2026-07-01T22:30:00Z"
    answer = sent(cast.officer, "/files", list="check-lines", format="csv", filters=filters)
    for address in (answer["Location"], "/files"):
        told = text(browser(cast.officer, "sv").get(address))
        assert f"Umeå kommun ({cast.umea.pk})" in told
        assert "2026-07-02 00:30:00 (svensk tid)" in told


def test_files_take_no_more_queries_for_more_filters(cast: Cast) -> None:
    counts = []
    for one in (cast.umea, cast.vannas, cast.van):
        sent(cast.officer, "/files", list="check-lines", format="csv", filters=f"association={one.pk}")
        with CaptureQueriesContext(connection) as asked:
            page(cast.officer, "/files")
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_the_dossier_is_made_for_who_may(cast: Cast, reported: int) -> None:
    path = f"/agreements/{reported}/dossier"
    answer = sent(cast.auditor, path, as_of="2021-06-30")
    assert Export.objects.get(path=path.strip("/")).filters["as_of"] == ["2021-06-30"]
    assert urlsplit(answer["Location"]).path.startswith("/files/")
    assert f"Avtal {reported}: Akt" in text(browser(cast.auditor, "sv").get(answer["Location"]))
    assert 'href="#as_of"' in text(sent(cast.officer, path, 400, as_of="in June"))
    assert "take out the dossier" in text(page(cast.treasurer, path))
    sent(cast.treasurer, path, 403)
    page(cast.stranger, path, 404)


def test_the_trail_is_filtered_and_verified(cast: Cast, reported: int) -> None:
    told = cast.officer.ok("get", "audit-events?kind=payment.registered")["results"]
    shown = page(cast.officer, "/trail?kind=payment.registered&actor=")
    assert [row["event"].pk for row in shown.context["rows"]] == [one["id"] for one in told]
    moment = AuditEvent.objects.get(pk=told[0]["id"]).at
    assert told[0]["at"] == f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert f"{moment.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}" in text(page(cast.auditor, "/trail"))
    swedish = text(browser(cast.officer, "sv").get("/trail?kind=payment.registered"))
    assert "Utbetalning registrerad</th>" in swedish
    assert f"<td>Utbetalning {told[0]['subject_id']}</td>" in swedish
    assert "Belopp: 400\xa0000" in swedish
    assert "Amount: 400,000" in text(page(cast.officer, "/trail?kind=payment.registered"))
    decided = text(browser(cast.officer, "sv").get("/trail?kind=agreement.decided"))
    assert "Utfall: Ja" in decided
    agreement = f'<td>Överenskommelse <a href="/agreements/{reported}">KS-2019/00714</a>, '
    assert agreement in decided
    only = page(cast.officer, f"/trail?organization={cast.van.pk}")
    assert f'<option value="{cast.van.pk}" selected>Vän i Umeå</option>' in text(only)
    assert 'href="#at_from"' in text(page(cast.officer, "/trail?at_from=then", 400))
    assert "Every link holds" in text(page(cast.auditor, "/trail/verification"))
    page(cast.treasurer, "/trail/verification", 403)


@pytest.fixture
def sample(cast: Cast, reported: int) -> str:
    """The path of a sample of the one payment, drawn on the page."""
    ((assignment, _name),) = page(cast.auditor, "/audit-samples").context["mine"]
    said: dict[str, Any] = {
        "assignment": str(assignment),
        "list": "payments",
        "method": "by_amount",
        "size": "1",
        "seed": "umea",
    }
    answer = sent(cast.auditor, "/audit-samples", purpose="Granskning", filters="paid_on_from=2020-01-01", **said)
    path: str = answer["Location"]
    return path


def test_a_sample_is_drawn_looked_at_and_proved(cast: Cast, reported: int, sample: str) -> None:
    shown = page(cast.auditor, sample)
    (item,) = shown.context["items"]
    assert item["record"].amount == item["amount"] == 400000
    assert f'href="/agreements/{reported}/periods/2020"' in shown.content.decode()
    assert "the seed gives the same records" in text(page(cast.auditor, f"{sample}?proof=1"))
    for who in (cast.officer, cast.treasurer, cast.stranger):
        page(who, sample, 404)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.services.samples.MOST_POPULATION", 0)
        told = text(page(cast.auditor, f"{sample}?proof=1"))
    assert "It cannot be drawn again:" in told
    assert "A sample is drawn from at most 0 records" in told
    wrong = text(sent(cast.auditor, "/audit-samples", 400, size="many", filters="colour=red", list="payments"))
    assert 'href="#size"' in wrong
    assert 'href="#assignment"' in wrong


def test_officers_read_what_is_shared_and_never_a_note(cast: Cast, sample: str) -> None:
    secret, found = "Kassören verkar osäker", "Kvittot saknas"
    item = str(page(cast.auditor, sample).context["items"][0]["item"].pk)
    sent(cast.auditor, sample, act="note", note_text=secret, note_item=item)
    sent(cast.auditor, sample, act="observe", item=item, severity="high", text=found, follow_up_on="2199-01-31")
    assert secret in text(page(cast.auditor, sample))
    (row,) = page(cast.auditor, "/audit-observations").context["rows"]
    path = f"/audit-observations/{row['one'].pk}"
    page(cast.officer, path, 404)
    assert found not in text(page(cast.officer, "/audit-observations"))
    sent(cast.auditor, path, act="share")
    sent(cast.auditor, path, 409, act="share")
    assert 'href="#text"' in text(sent(cast.auditor, path, 400, act="follow-up"))
    sent(cast.auditor, path, act="follow-up", text="Kvittot har kommit")
    sent(cast.officer, path, 403, act="follow-up", text="Vi har det")
    written = numbers.day(Payment.objects.get().paid_on, "en")
    for where in (sample, path):
        assert written in text(page(cast.auditor, where))
    read = text(page(cast.officer, path))
    assert found in read
    assert "Kvittot har kommit" in read
    assert sample not in read
    for where in ("/audit-observations", path, "/trail", "/figures"):
        assert secret not in text(page(cast.officer, where))


def test_a_note_that_says_nothing_stays_open_with_its_field(cast: Cast, sample: str) -> None:
    said = text(sent(cast.auditor, sample, 400, act="note", note_text=" "))
    assert 'href="#note_text"' in said
    assert said.count("<details open>") == 1
    assert not AuditNote.objects.exists()
