"""The page that ends at zero unexplained kronor: read, explain, withdraw, without JavaScript."""

import re
from typing import Any

import pytest

from finance.models import LedgerExplanation, LedgerImportRow
from tests.agreements.sample import active
from tests.browsing import browser, text
from tests.cast import VAN, Cast
from tests.finance.ledgers import FIRST, SECOND, file, imported, work_off

pytestmark = pytest.mark.django_db


def test_a_walk_through_the_pages_that_ends_at_zero(cast: Cast) -> None:
    officer, auditor = browser(cast.officer), browser(cast.auditor)
    form = {"organization": str(cast.umea.pk), "starts_on": "2020-01-01", "ends_on": "2020-12-31", "texts": "on"}
    sent = officer.post("/ledger-imports", {**form, "file": file(FIRST, SECOND)})
    page = sent["Location"]
    assert "being read" in text(officer.get(page))
    work_off()
    told = text(auditor.get(page))
    assert "2 rows are unexplained, 1,500,000 kr in all: Vän i Umeå: 1,500,000 kr (2)" in told
    assert "Zero" not in told
    assert "Explain </button>" not in auditor.get(page).content.decode()
    rows = [int(one) for one in re.findall(r'id="row-(\d+)"', officer.get(page).content.decode())]
    for row in rows:
        said = {"act": "explain", "row": row, "kind": "outside", "reason": "Beslut i nämnden (påhittat)."}
        assert officer.post(f"{page}?show=unexplained", said)["Location"] == f"{page}?show=unexplained"
    assert "Zero unexplained kronor." in text(auditor.get(page))
    assert "Noll oförklarade kronor." in text(browser(cast.officer, "sv").get(page))
    assert "No rows." in text(auditor.get(f"{page}?show=unexplained"))
    explanation = re.search(r'name="explanation" value="(\d+)"', officer.get(page).content.decode())
    assert explanation
    officer.post(page, {"act": "withdraw", "explanation": explanation[1], "reason": "Fel."})
    assert "1 row is unexplained, 750,000 kr in all:" in text(auditor.get(page))
    assert officer.post(page, {"act": "match"}).status_code == 302
    assert page in officer.get("/ledger-imports").content.decode()
    assert "/ledger-imports" in officer.get("/").content.decode()
    assert "/ledger-imports" not in browser(cast.treasurer).get("/").content.decode()


def test_a_matched_row_leads_to_its_agreement_and_decision(cast: Cast) -> None:
    pk = active(cast)
    cast.officer.ok(
        "post", "payments", {"agreement": pk, "period": "2020", "amount": "750000", "paid_on": "2020-01-31"}
    )
    page = browser(cast.auditor).get(f"/ledger-imports/{imported(cast.officer, FIRST)['id']}")
    assert f'<a href="/agreements/{pk}">KS-2019/00714</a>' in page.content.decode()
    assert "KS-2019/00714 , Vän i Umeå: Kommunstyrelsen § 210, 2019-12-10" in text(page)


def test_what_leads_to_a_row_leads_to_the_page_that_has_it(cast: Cast) -> None:
    rows = [(f"2020-03-{day:02}", "4530", f"{day},00", VAN, "Vän i Umeå", f"B {day}", "Bidrag") for day in range(1, 32)]
    more = [(f"2020-04-{day:02}", *rest) for day, (_day, *rest) in enumerate(rows[:30], start=1)]
    ledger = imported(cast.officer, *rows, *more)["id"]
    officer, path = browser(cast.officer), f"/ledger-imports/{ledger}"
    last = LedgerImportRow.objects.get(day="2020-04-30").pk
    assert f'id="row-{last}"' not in officer.get(path).content.decode()
    assert f'id="row-{last}"' in officer.get(f"{path}?row={last}").content.decode()
    assert f'id="row-{last}"' not in officer.get(f"{path}?row={last}&page=1").content.decode()
    assert officer.get(f"{path}?row=x").context["page"].number == 1


def test_what_is_wrong_is_told_on_the_page_and_nothing_typed_is_lost(cast: Cast) -> None:
    ledger = imported(cast.officer, FIRST)
    officer, page = browser(cast.officer), f"/ledger-imports/{ledger['id']}"
    (row,) = cast.officer.ok("get", f"ledger-imports/{ledger['id']}/rows")["results"]
    answer = officer.post(page, {"act": "explain", "row": row["id"], "kind": "payment", "reason": "Betald i maj"})
    assert answer.status_code == 400
    assert "A payment is named when the row is a payment, and only then." in text(answer)
    assert 'value="Betald i maj"' in answer.content.decode()
    none = officer.post("/ledger-imports", {"organization": str(cast.umea.pk), "starts_on": "2020-01-01"})
    assert none.status_code == 400
    assert '<a href="#file">File: This is needed.</a>' in none.content.decode()
    assert 'value="2020-01-01"' in none.content.decode()


def test_what_is_wrong_leads_to_its_field_in_the_form_of_the_row(cast: Cast) -> None:
    ledger = imported(cast.officer, FIRST)
    officer, path = browser(cast.officer), f"/ledger-imports/{ledger['id']}"
    (row,) = cast.officer.ok("get", f"ledger-imports/{ledger['id']}/rows")["results"]
    said = {"act": "explain", "row": row["id"], "kind": "outside"}
    page = officer.post(path, said).content.decode()
    assert f'<a href="#reason-{row["id"]}">Reason: This is needed.</a>' in page
    assert f'id="reason-{row["id"]}"' in page
    officer.post(path, {**said, "reason": "Beslut i nämnden (påhittat)."})
    explanation = LedgerExplanation.objects.get().pk
    page = officer.post(path, {"act": "withdraw", "explanation": explanation}).content.decode()
    assert f'<a href="#withdraw-{row["id"]}">Reason: This is needed.</a>' in page
    assert f'id="withdraw-{row["id"]}"' in page


def test_a_file_that_was_refused_says_why(cast: Cast) -> None:
    ledger = imported(cast.officer, ("i går", *FIRST[1:]))
    told = text(browser(cast.officer, "sv").get(f"/ledger-imports/{ledger['id']}"))
    assert "rad 2, kolumn 1 : ”i går” är inget datum" in told


def test_pages_take_a_constant_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    ledger = imported(cast.officer, *[(*FIRST[:2], str(amount), *FIRST[3:]) for amount in range(1, 60)])
    officer = browser(cast.officer)
    for path in ("/ledger-imports", f"/ledger-imports/{ledger['id']}", f"/ledger-imports/{ledger['id']}?page=2"):
        with django_assert_max_num_queries(18):
            officer.get(path)
