"""One agreement's pages: what its figures are made of, its clauses, decisions, payments and timeline, and what if."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from agreements.models import Agreement
from office.models import Organization
from reports.models import AnnualReport
from reports.pages import agreements
from reports.pages.clauses import clauses
from tests.agreements.region import decided, officer_of
from tests.agreements.sample import (
    DECISION,
    SIGNATURE,
    active,
    begun,
    body,
    content,
    half_on_requisition,
    handed_in,
    member,
    proposed,
)
from tests.browsing import browser, text
from tests.cast import Cast, Client, number, organization
from tests.finance.ledgers import FIRST, imported
from tests.reports.papers import attached

pytestmark = pytest.mark.django_db

PAID = {"period": "2020", "amount": "750000", "paid_on": "2020-01-31"}


def page(who: Client, path: str, language: str = "en", **query: str) -> Any:
    return browser(who, language).get(path, query)


def test_the_picture_has_its_table_and_today(cast: Cast) -> None:
    pk = active(cast)
    handed_in(cast.treasurer, pk)
    answer = page(cast.officer, f"/agreements/{pk}", as_of="2021-06-30")
    shown = answer.content.decode()
    assert shown.count('<svg class="picture"') == 2
    assert re.findall(r'text-anchor="end">([^<]*kr)<', shown) == [
        "1,300,000\xa0kr", "0\xa0kr", "1,500,000\xa0kr", "0\xa0kr"
    ]  # fmt: skip
    assert 'class="today"' in shown
    assert "style=" not in shown
    assert f'href="/agreements/{pk}/what-if?as_of=2021-06-30"' in shown
    picture, funding = answer.context["pictures"]
    assert (picture["funding"], funding["funding"]) == (False, True)
    assert [one.period.label for one in picture["figures"]] == ["2020", "2021", "2022"]
    assert f'href="/agreements/{pk}/periods/2020?as_of=2021-06-30"' in shown
    svg = re.search(
        r"<svg class=.picture.*?</svg>", page(cast.officer, f"/agreements/{pk}", "sv").content.decode(), re.S
    )
    assert svg
    assert re.search(r'="\d+,', svg[0]) is None  # no comma where a number of the picture stands


def test_of_many_lines_the_year_is_told_and_the_others_have_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = active(cast)
    monkeypatch.setattr(agreements, "MOST_LINES", 5)
    for day, label in (("2021-06-30", "2021"), ("2019-06-30", "2020")):
        context = page(cast.officer, f"/agreements/{pk}", as_of=day).context
        assert [one["period"].period.label for one in context["periods"]] == [label]
        assert label not in context["elsewhere"]
        assert len(context["elsewhere"]) == 2


def test_a_finding_on_an_interim_report_leads_to_no_page_of_a_period(cast: Cast) -> None:
    """`2020-06` is a part of the period 2020, which has the page."""
    conditions = {**body()["conditions"], "interim_reports": [{"through": "06-30", "due": "08-31"}]}
    pk = active(cast, conditions=conditions)
    shown = page(cast.officer, f"/agreements/{pk}", as_of="2020-12-31")
    assert "2020-06:" in text(shown)
    assert "periods/2020-06" not in shown.content.decode()


def test_decisions_clauses_and_payments_stand_on_the_page(cast: Cast) -> None:
    waiting = proposed(cast)["id"]
    assert "Vän i Umeå: is waited for" in text(page(cast.officer, f"/agreements/{waiting}"))
    assert "Nothing has been paid." in text(page(cast.officer, f"/agreements/{waiting}"))
    pk = active(cast, reference="KS-1")
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    shown = text(page(cast.treasurer, f"/agreements/{pk}"))
    assert "signed on" in shown
    assert "Report due 31 March" in shown
    assert "31 January 2020 Vän i Umeå 2020 750,000 kr" in shown
    assert "31 mars" in text(page(cast.officer, f"/agreements/{pk}", "sv"))


def test_what_is_paid_beyond_the_promise_has_a_row_of_its_own(cast: Cast) -> None:
    """Of 1 500 000 kr an end on 30 June 2020 leaves 182 of 366 days: 745 901.64."""
    pk = active(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    told = {"document": "KS-2020/9", "reason": "Beslut", "last_day": "2020-06-30", "terminated_on": "2020-06-01"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", told)
    assert "– Paid beyond what is to be paid 4,098.36 kr" in text(page(cast.officer, f"/agreements/{pk}"))
    assert "Paid beyond" not in text(page(cast.officer, f"/agreements/{pk}", as_of="2020-05-31"))


def test_instalments_stand_by_their_numbers(cast: Cast) -> None:
    """The first is on requisition and has no day yet; the second has."""
    promises = half_on_requisition()
    promises[0]["instalments"].reverse()
    pk = active(cast, commitments=promises)
    told = text(page(cast.officer, f"/agreements/{pk}", as_of="2019-12-31")).partition("Year by year 2020")[2]
    assert 0 < told.index("Instalment 1") < told.index("Instalment 2")


def test_each_role_stands_once(members: dict[str, Organization]) -> None:
    pk = decided(members)["id"]
    shown = browser(officer_of(members["2480"])).get(f"/agreements/{pk}").content.decode()
    facts = shown.partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert (facts.count("<dt>Member</dt>"), facts.count("<dt>Host</dt>")) == (1, 1)
    assert facts.index("<dt>Host</dt>") < facts.index("<dt>Member</dt>")
    assert all(one.name in facts for one in members.values())


def test_a_published_rate_is_called_by_its_description() -> None:
    known = Agreement(conditions={"volunteer_rate": {"value": "leader-2014", "clause": ""}})
    with override("sv"):
        (one,) = clauses(known)
    assert one.value == "Leader, från och med 2014, tills en ny sats kommer (leader-2014)"


def test_a_clause_is_told_in_words() -> None:
    known = Agreement(conditions={"carry_over": {"value": False, "clause": "§ 9"}})
    with override("sv"):
        (one,) = clauses(known)
        assert one == ("carry_over", "Medel får föras över till nästa period", "nej", "§ 9")


def test_figures_open_down_to_the_row_the_voucher_and_the_paper(cast: Cast) -> None:
    pk = active(cast)
    report = begun(cast.treasurer, pk)["id"]
    attached(cast.treasurer, f"annual-reports/{report}")
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    imported(cast.officer, FIRST)
    answer = page(cast.officer, f"/agreements/{pk}/periods/2020")
    shown, links = text(answer), answer.content.decode()
    assert "4,000 h × 220 kr = 880,000 kr" in shown
    assert "Språkcafé adult 4,000 h 2020-01-01 – 2020-12-31 40 25 Kassören" in shown
    assert f"/api/v1/annual-reports/{report}/attachments/" in links
    ledger, row = re.findall(r'"/ledger-imports/(\d+)\?row=(\d+)#row-\2"', links.partition('id="paid"')[2])[0]
    assert f'id="row-{row}"' in browser(cast.officer).get(f"/ledger-imports/{ledger}?row={row}").content.decode()
    assert "/ledger-imports/" not in page(cast.treasurer, f"/agreements/{pk}/periods/2020").content.decode()


def test_another_associations_report_is_not_opened(cast: Cast) -> None:
    other = organization(number(77))
    parties = [*body()["parties"], {"organization": other.number, "role": "recipient"}]
    path = f"agreements/{proposed(cast, parties=parties)['id']}"
    neighbour = member("neighbour", reporter=other)
    cast.officer.ok("post", f"{path}/decisions", DECISION)
    cast.officer.ok("post", f"{path}/signatures", SIGNATURE)
    cast.officer.ok("post", f"{path}/signatures", {**SIGNATURE, "organization": other.number})
    handed_in(cast.treasurer, int(path.rpartition("/")[2]))
    assert "Kassören" in text(page(cast.treasurer, f"/{path}/periods/2020"))
    shown = text(page(neighbour, f"/{path}/periods/2020"))
    assert "Kassören" not in shown
    assert "No report that you may read" in shown


def test_a_period_that_is_none_is_a_404(cast: Cast) -> None:
    pk = active(cast)
    for path in ("periods/2019", "periods/2020/2021", "periods/x"):
        assert page(cast.officer, f"/agreements/{pk}/{path}").status_code == 404
    for path in ("", "/periods/2020", "/what-if", "/timeline"):
        assert page(cast.stranger, f"/agreements/{pk}{path}").status_code == 404


def test_the_timeline_tells_the_newest_first(cast: Cast) -> None:
    pk = active(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    answer = page(cast.treasurer, f"/agreements/{pk}/timeline")
    days = [one.on for one, _word in answer.context["events"]]
    assert days == sorted(days, reverse=True)
    assert "Paid Vän i Umeå 2020 750,000 kr" in text(answer)


def test_what_if_begins_with_the_promise_and_saves_nothing(cast: Cast) -> None:
    pk = active(cast)
    path = f"/agreements/{pk}/what-if"
    answer = page(cast.treasurer, path, as_of="2020-06-30")
    assert "Fulfilled" in text(answer)
    assert 'value="325000"' in answer.content.decode()
    assert "volunteer time 4,432 h is worth 975,040 kr (4,432 h × 220), of which 975,000 kr counts" in text(answer)
    party = Agreement.objects.get(pk=pk).parties.get(organization=cast.van).pk
    less = page(cast.treasurer, path, as_of="2020-06-30", **{f"cash-{party}-2022": "25 000,50"})
    assert "Commitment not met" in text(less)
    assert "299,999.50 kr short" in text(less)
    fewer = page(cast.treasurer, path, as_of="2020-06-30", **{f"hours-{party}-2022": "100"})
    assert "volunteer time 100 h is worth 22,000 kr (100 h × 220), all of it counts" in text(fewer)
    assert "Commitment not met" in text(fewer)
    assert not AnnualReport.objects.exists()


def test_what_if_tells_all_that_is_wrong_at_its_fields(cast: Cast) -> None:
    pk = active(cast)
    party = Agreement.objects.get(pk=pk).parties.get(organization=cast.van).pk
    wrong = {f"cash-{party}-2021": "mycket", f"hours-{party}-2022": "-1", f"hours-{party}-2021": ""}
    answer = page(cast.treasurer, f"/agreements/{pk}/what-if", as_of="2020-06-30", **wrong)
    assert answer.status_code == 400
    assert [one.id for one in answer.context["faults"]] == [f"cash-{party}-2021", f"hours-{party}-2022"]
    assert 'value="mycket"' in answer.content.decode()
    assert "Fulfilled" not in text(answer)


def test_what_if_has_nothing_to_suppose_of_what_is_over(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    assert "nothing remains to suppose" in text(page(cast.officer, f"/agreements/{pk}/what-if"))


def test_they_take_a_constant_number_of_queries(cast: Cast) -> None:
    pk = active(cast)

    def asked() -> list[int]:
        found = []
        for path in ("", "/periods/2020", "/what-if", "/timeline"):
            with CaptureQueriesContext(connection) as queries:
                page(cast.officer, f"/agreements/{pk}{path}")
            found.append(len(queries))
        return found

    handed_in(cast.treasurer, pk)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    before = asked()
    hours = [{**content()["volunteer_hours"][0], "activity": f"Kafé {number}"} for number in range(20)]
    cast.treasurer.ok("post", "annual-reports", {"agreement": pk, "period": "2021"} | _of_2021(hours))
    for day in ("02", "03", "04"):
        cast.officer.ok("post", "payments", {"agreement": pk, **PAID, "amount": "10", "paid_on": f"2020-{day}-28"})
    assert asked() == before
    assert max(before) < 60


def _of_2021(hours: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [{**row, "starts_on": "2021-01-01", "ends_on": "2021-12-31", "hours": "10.00"} for row in hours]
    return {"figures": content()["figures"], "volunteer_hours": rows}
