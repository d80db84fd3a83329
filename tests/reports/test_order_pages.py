"""What is ordered and not paid: where an officer sees it, and the forms that take it to its payment or end it."""

import pytest

from finance.models import Payment, PaymentOrder
from tests.agreements.sample import active
from tests.browsing import browser, text
from tests.cast import Cast
from tests.finance.paying import confirmed, ordered
from tests.reports.test_act_pages import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(cast: Cast) -> int:
    """The first half of 2020, due on 31 January, ordered by the officer."""
    pk = active(cast)
    confirmed(cast)
    made: int = ordered(cast, pk, amount="750000.00")["id"]
    return made


def test_it_waits_on_the_home_page_and_the_agreement_has_the_way_on(cast: Cast, order: int) -> None:
    agreement = PaymentOrder.objects.get().agreement_id
    home = browser(cast.officer).get("/")
    (row,) = home.context["orders"]["rows"]
    assert (row.line.period.label, row.instalment.ordered) == ("2020", 750_000)
    assert "2020 31 January 2020 750,000 kr Late Take the order further" in text(home)
    assert f'href="/agreements/{agreement}#orders"' in home.content.decode()
    shown = browser(cast.officer).get(f"/agreements/{agreement}")
    assert "20 January 2020 Vän i Umeå 2020 750,000 kr Ordered" in text(shown)
    assert f'href="/payment-orders/{order}/attest"' in shown.content.decode()
    assert f'href="/payment-orders/{order}/cancel"' in shown.content.decode()
    assert "Ordered and not paid" not in text(browser(cast.officer).get(f"/agreements/{agreement}?as_of=2020-01-21"))
    theirs = browser(cast.treasurer).get(f"/agreements/{agreement}")
    assert "The officers of the public parties take it further." in text(theirs)
    assert "/payment-orders/" not in theirs.content.decode()


def test_two_officers_take_it_to_its_payment(cast: Cast, order: int) -> None:
    first, second = browser(cast.officer), browser(cast.officer2)
    path, agreement = f"/payment-orders/{order}", PaymentOrder.objects.get().agreement_id
    assert "750,000 kr for 2020 to Vän i Umeå, account" in text(first.get(f"{path}/attest"))
    done = send(first, f"{path}/attest", acted_on="2020-01-21")
    assert (done.status_code, done["Location"]) == (302, f"/agreements/{agreement}#orders")
    assert "Another officer decides it" in text(first.get(f"/agreements/{agreement}"))
    again = first.get(f"{path}/decide")
    assert (again.status_code, "Two different people attest a payment" in text(again)) == (403, True)
    assert send(second, f"{path}/decide", acted_on="2020-01-22").status_code == 302
    early = send(first, f"{path}/pay", paid_on="2020-01-01")
    assert (early.status_code, 'href="#paid_on"' in early.content.decode()) == (400, True)
    assert send(first, f"{path}/pay", paid_on="2020-01-31", note="Verifikation 7").status_code == 302
    payment = Payment.objects.get()
    assert (payment.order_id, str(payment.amount), payment.note) == (order, "750000.00", "Verifikation 7")
    assert 'id="orders"' not in first.get(f"/agreements/{agreement}").content.decode()
    paid = first.get(f"{path}/cancel")
    assert (paid.status_code, "The order is paid" in text(paid)) == (409, True)


def test_it_is_cancelled_with_a_reason(cast: Cast, order: int) -> None:
    officer, path = browser(cast.officer), f"/payment-orders/{order}/cancel"
    assert 'name="stopped"' not in officer.get(path).content.decode()
    assert send(officer, path, acted_on="2020-01-21").status_code == 400
    assert send(officer, path, acted_on="2020-01-21", reason="Fel belopp").status_code == 302
    assert PaymentOrder.objects.get().state == "cancelled"


def test_of_one_that_was_sent_it_is_said_how_it_was_stopped(cast: Cast, order: int) -> None:
    cast.officer.ok("post", f"payment-orders/{order}/attest", {"acted_on": "2020-01-21"})
    cast.officer2.ok("post", f"payment-orders/{order}/decide", {"acted_on": "2020-01-22"})
    cast.officer.ok("post", "payment-files", {"payer": cast.umea.pk, "orders": [order]})
    officer, path = browser(cast.officer), f"/payment-orders/{order}/cancel"
    wrong = send(officer, path, reason="Fel konto")
    assert (wrong.status_code, 'href="#stopped"' in wrong.content.decode()) == (400, True)
    assert send(officer, path, reason="Fel konto", stopped="Banken, ärende 12").status_code == 302
