"""The file for the economy system: each decided order once, the same bytes each time, and no formula in it."""

import hashlib
from datetime import UTC, date, datetime

from finance.models import PaymentOrder
from finance.services.pain import Debtor, as_pain
from office.clock import today
from tests.agreements.sample import active
from tests.cast import UMEA, VANNAS, Cast
from tests.contracts.bodies import terms
from tests.finance.paying import confirmed, decided, ordered
from tests.finance.test_state_aid import bound

HEADER = (
    "order;reference;period;recipient;organization_number;account_kind;account;amount;currency;decided_on;message\r\n"
)


def test_the_file(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    one, two = (
        decided(cast, pk, amount=amount, note=note)["id"] for amount, note in (("750000.00", "=1+1"), ("0.50", ""))
    )
    ordered(cast, pk, amount="1.00")
    made = cast.officer.ok("post", "payment-files", {"payer": UMEA})
    assert (made["orders_count"], made["total"]) == (2, "750000.50")
    first, again = (cast.officer2.send("get", f"payment-files/{made['id']}/content") for _ in range(2))
    assert first.content == again.content
    assert hashlib.sha256(first.content).hexdigest() == made["sha256"]
    start = "KS-2019/00714;2020;Vän i Umeå;802000-0009;bankgiro;0000-0018"
    assert first.content.decode() == (
        f"\ufeff{HEADER}{one};{start};750000,00;SEK;2020-01-22;'=1+1\r\n{two};{start};0,50;SEK;2020-01-22;\r\n"
    )
    assert first["Content-Type"] == "text/csv; charset=utf-8"
    assert cast.officer.ok("get", f"payment-orders/{one}")["state"] == "sent"
    assert "payment_file.empty" in cast.officer.no(400, "post", "payment-files", {"payer": UMEA})
    assert "order.state" in cast.officer.no(409, "post", "payment-files", {"payer": UMEA, "orders": [one]})
    paid = cast.officer.ok("post", "payments", {"agreement": pk, "order": one})
    assert paid["amount"] == "750000.00"


def test_only_the_payers_officers(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    order = decided(cast, pk, amount="1.00")["id"]
    for who in (cast.auditor, cast.treasurer, cast.stranger):
        assert "payment_file.payers_only" in who.no(403, "post", "payment-files", {"payer": UMEA})
    assert "payment_file.payers_only" in cast.officer.no(403, "post", "payment-files", {"payer": VANNAS})
    errors = cast.officer.no(400, "post", "payment-files", {"payer": UMEA, "orders": [order, 10**9]})
    assert errors["order.unknown"]["path"] == "orders[1]"
    path = f"payment-files/{cast.officer.ok('post', 'payment-files', {'payer': UMEA, 'orders': [order]})['id']}"
    for who in (cast.treasurer, cast.stranger):
        assert who.no(404, "get", path)
        assert who.send("get", f"{path}/content").status_code == 404
    content = cast.auditor.send("get", f"{path}/content").content
    assert hashlib.sha256(content).hexdigest() == cast.auditor.ok("get", path)["sha256"]


def test_nobody_with_a_conflict_of_interest_sends_the_money(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    decided(cast, pk, amount="1.00")
    cast.officer.ok("post", "conflicts-of-interest", {"agreement": pk, "ground": "membership"})
    assert "conflict.of_interest" in cast.officer.no(403, "post", "payment-files", {"payer": UMEA})
    assert cast.officer2.ok("post", "payment-files", {"payer": UMEA})["orders_count"] == 1


def test_an_account_that_was_changed_is_not_paid(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    order = decided(cast, pk, amount="1.00")["id"]
    confirmed(cast, number="0000-0026")
    assert "order.account_changed" in cast.officer.no(409, "post", "payment-files", {"payer": UMEA})
    assert cast.officer.ok("get", f"payment-orders/{order}")["state"] == "decided"


def test_the_banks_own_message(cast: Cast) -> None:
    """pain.001.001.03: SEK from the payer's account to a bankgiro; the library holds it to the schema."""
    pk = active(cast)
    confirmed(cast)
    one, two = (decided(cast, pk, amount=amount)["id"] for amount in ("750000.00", "0.50"))
    said = {"payer": UMEA, "format": "pain.001", "iban": "SE45 5000 0000 0583 9825 7466", "bic": "ESSESESS"}
    made = cast.officer.ok("post", "payment-files", {**said, "execution_on": str(today())})
    assert (made["format"], made["orders_count"], made["total"]) == ("pain.001", 2, "750000.50")
    answer = cast.officer.send("get", f"payment-files/{made['id']}/content")
    assert answer["Content-Type"] == "application/xml"
    assert hashlib.sha256(answer.content).hexdigest() == made["sha256"]
    text = "".join(answer.content.decode().split())
    for part in (
        "<NbOfTxs>2</NbOfTxs><CtrlSum>750000.50</CtrlSum>", f"<ReqdExctnDt>{today()}</ReqdExctnDt>",
        "<IBAN>SE4550000000058398257466</IBAN>", '<InstdAmtCcy="SEK">750000.00</InstdAmt>',
        "<Id>00000018</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm>", f"<EndToEndId>ORDER-{two}</EndToEndId>",
        "<Nm>VäniUmeå</Nm>",
    ):  # fmt: skip
        assert part in text, part
    assert cast.officer.ok("get", f"payment-orders/{one}")["state"] == "sent"


def test_no_name_breaks_the_banks_message(cast: Cast) -> None:
    """Names from before control characters were refused, and one that is longer than the message takes."""
    pk = active(cast)
    cast.van.name, cast.umea.name = "Vän\x0b i <Umeå> & {{7*7}}", "K" * 200
    cast.van.save()
    cast.umea.save()
    confirmed(cast)
    decided(cast, pk, amount="1.00")
    said = {"payer": UMEA, "format": "pain.001", "iban": "SE4550000000058398257466", "bic": "ESSESESS"}
    made = cast.officer.ok("post", "payment-files", {**said, "execution_on": str(today())})
    text = cast.officer.send("get", f"payment-files/{made['id']}/content").content.decode()
    assert "<Nm>Vän i &lt;Umeå&gt; &amp; {{7*7}}</Nm>" in text
    assert f"<Nm>{'K' * 70}</Nm>" in text
    decided(cast, pk, amount="2.00", note="Rad 1\nRad 2")
    made = cast.officer.ok("post", "payment-files", {"payer": UMEA})
    assert b";Rad 1 Rad 2\r\n" in cast.officer.send("get", f"payment-files/{made['id']}/content").content


def test_the_banks_message_was_made_in_swedish_time(cast: Cast) -> None:
    """Half past midnight in Sweden is the day before in UTC: the message is not older than the day it is to be paid."""
    pk, at = active(cast), datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    confirmed(cast)
    made = decided(cast, pk, amount="1.00")["id"]
    order = PaymentOrder.objects.select_related("agreement", "account", "recipient__organization").get(pk=made)
    debtor = Debtor(cast.umea, "SE4550000000058398257466", "ESSESESS", date(2026, 11, 28))
    assert "<CreDtTm>2026-11-28T00:30:00</CreDtTm>" in as_pain([order], debtor, "N", at).decode()


def test_the_banks_message_needs_the_payers_account_and_bankgiros(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast, kind="plusgiro", number="1-8")
    decided(cast, pk, amount="1.00")
    wrong = {"payer": UMEA, "format": "pain.001", "iban": "SE4550000000058398257467", "execution_on": "2020-01-31"}
    errors = cast.officer.no(400, "post", "payment-files", wrong)
    assert {code: one["path"] for code, one in errors.items()} == {
        "payment_file.iban": "iban",
        "payment_file.bic": "bic",
        "payment_file.execution_day": "execution_on",
        "payment_file.bankgiro_only": "orders",
    }
    assert cast.officer.ok("get", "payment-files")["count"] == 0


def test_a_section_is_paid_under_its_legal_persons_number(cast: Cast) -> None:
    said = {"kind": "association", "name": "Sektion nord", "parent": cast.van.pk}
    section = cast.officer.ok("post", "organizations", said)["id"]
    parties = [{"organization": UMEA, "role": "funder"}, {"organization": section, "role": "recipient"}]
    funding = {"party": UMEA, "kind": "funding", "amount": "100.00"}
    pk = bound(cast, terms("KS-9", parties=parties, commitments=[funding], conditions={}), UMEA, section, "2020-01-02")
    confirmed(cast, organization=section)
    decided(cast, pk)
    made = cast.officer.ok("post", "payment-files", {"payer": UMEA})
    content = cast.officer.send("get", f"payment-files/{made['id']}/content").content.decode()
    assert ";2020;Sektion nord;802000-0009;bankgiro;0000-0018;100,00;" in content
