"""Each party's answer to an amendment, on its page: decided, signed, said no, taken back; and what waits for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, Amendment
from office.clock import today
from office.models import Organization
from office.numbers import day
from tests.agreements.region import amended, answered, decided, officer_of
from tests.agreements.sample import active
from tests.agreements.test_amendment_consent import in_force
from tests.browsing import browser, filled, text
from tests.cast import Cast
from tests.reports.amending import WHY, press

pytestmark = pytest.mark.django_db


def test_each_party_answers_and_the_terms_are_others(cast: Cast) -> None:
    pk = active(cast)
    officer, treasurer = browser(cast.officer), browser(cast.treasurer)
    press(officer, f"/agreements/{pk}/amend", "propose", **WHY, **{"commitments[0].amount": "1600000"})
    page = f"/amendments/{Amendment.objects.get().pk}"
    for who in (officer, treasurer):
        assert f'href="{page}"' in who.get("/").content.decode()
    assert "Take the amendment back" not in text(treasurer.get(page))
    assert treasurer.get(f"{page}/decide").status_code == 403
    assert "only its own officer records it" in text(treasurer.get(f"{page}/decide"))
    said = {"outcome": "yes", "answered_on": "2020-12-01", "body": "Kommunstyrelsen", "paragraph": "§ 8"}
    refused = press(officer, f"{page}/decide", "", **{**said, "body": ""})
    assert (refused.status_code, "Say which body decided." in text(refused)) == (400, True)
    assert press(officer, f"{page}/decide", "", **said).status_code == 302
    assert press(treasurer, f"{page}/sign", "", signed_by="Ordföranden").status_code == 302
    row = Amendment.objects.get()
    assert row.state == "agreed"
    told = text(officer.get(page))
    assert "Umeå kommun: Yes, 1 December 2020, Kommunstyrelsen, § 8" in told
    assert "by Ordföranden" in told
    assert "What you can do now" not in told
    assert "Amendment 1, from 1 January 2021 : Agreed" in text(officer.get(f"/agreements/{pk}"))
    assert filled(officer.get(f"/agreements/{pk}/amend"))["commitments[0].amount"] == "1 600 000"
    assert officer.get(f"{page}/sign").status_code == 409


def test_an_amendment_is_taken_back(cast: Cast) -> None:
    pk = active(cast)
    officer = browser(cast.officer)
    press(officer, f"/agreements/{pk}/amend", "propose", **WHY, title="Ett annat namn")
    page = f"/amendments/{Amendment.objects.get().pk}"
    assert press(officer, f"{page}/withdraw", "").status_code == 302
    assert Amendment.objects.get().state == "withdrawn"
    again = officer.post(f"{page}/withdraw", {})
    assert (again.status_code, "it must be proposed for this" in text(again)) == (409, True)


def test_an_association_says_no(cast: Cast) -> None:
    pk = active(cast)
    press(browser(cast.officer), f"/agreements/{pk}/amend", "propose", **WHY, title="Ett annat namn")
    page, treasurer = f"/amendments/{Amendment.objects.get().pk}", browser(cast.treasurer)
    assert press(treasurer, f"{page}/sign", "", outcome="no", signed_by="Ordföranden").status_code == 302
    told = text(treasurer.get(page))
    assert "signed on" not in told
    assert f"Vän i Umeå: No, {day(today(), 'en')}, Ordföranden" in told
    assert Amendment.objects.get().state == "rejected"


def test_where_a_majority_was_enough_the_others_answer_on_the_page(members: dict[str, Organization]) -> None:
    agreement, host, order = in_force(members, "majority"), officer_of(members["2401"]), list(members.values())
    made = answered(amended(agreement, host, title="Kontoret"), *order[:4])
    last, page = browser(officer_of(order[5])), f"/amendments/{made['id']}"
    assert f"It holds without the answer of: {order[4].name}, {order[5].name}." in text(last.get(page))
    said = {"outcome": "no", "answered_on": "2026-05-05", "body": "Kommunstyrelsen", "paragraph": "§ 8"}
    assert press(last, f"{page}/decide", "", **said).status_code == 302
    told = text(last.get(page))
    assert f"{order[5].name}: No, 5 May 2026" in told
    assert f"It holds without the answer of: {order[4].name}." in told
    assert last.get(f"{page}/decide").status_code == 403
    first = f"/agreements/{agreement['id']}"
    said = {"outcome": "no", "decided_on": "2025-12-02", "body": "Kommunstyrelsen", "paragraph": "§ 9"}
    assert press(last, f"{first}/decide", "", **said).status_code == 302
    assert "Register a decision" not in text(last.get(first))
    assert Agreement.objects.get().state == "active"


def test_another_party_does_not_take_it_back(members: dict[str, Organization]) -> None:
    agreement, one = decided(members), members["2404"]
    made = amended(agreement, officer_of(one), title="Kontoret")
    other, page = browser(officer_of(members["2480"])), f"/amendments/{made['id']}"
    assert f"Put forward by {one.name}" in text(other.get(page))
    assert "Take the amendment back" not in text(other.get(page))
    refused = other.get(f"{page}/withdraw")
    assert (refused.status_code, "the others answer yes or no" in text(refused)) == (403, True)


def test_what_waits_takes_no_more_queries_for_more_amendments(cast: Cast) -> None:
    counts, officer = [], browser(cast.officer)
    for serial in range(3):
        pk = active(cast, reference=f"KS-2019/{serial}")
        press(officer, f"/agreements/{pk}/amend", "propose", **WHY, title=f"Namn {serial}")
        with CaptureQueriesContext(connection) as asked:
            assert text(officer.get("/")).count("amendment 1, from 1 January 2021") == serial + 1
        counts.append(len(asked))
    assert counts[1] == counts[2]
