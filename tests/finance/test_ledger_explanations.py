"""What a person says of a row of the municipality's ledger: once, with a reason, and until that is withdrawn."""

from typing import Any

import pytest

from tests.agreements.sample import active, twin
from tests.cast import VAN, Cast
from tests.finance.ledgers import FIRST, explain, imported, pay, rows, sheet, work_off

pytestmark = pytest.mark.both


@pytest.mark.django_db
def test_a_row_is_explained_once_until_that_is_withdrawn(cast: Cast) -> None:
    ledger = imported(cast.officer, FIRST)
    (row,) = rows(cast.officer, ledger)
    path = f"ledger-imports/{ledger['id']}"
    said = explain(cast.officer, ledger, row=row["id"], kind="outside")
    assert sheet(cast.officer, ledger)["sums"]["unexplained"] == "0.00"  # at once, before it is matched again
    again = {"row": row["id"], "kind": "accepted", "reason": "Nej"}
    assert set(cast.officer.no(409, "post", f"{path}/explanations", again)) == {"explanation.given"}
    work_off()
    withdrawal = {"explanation": said["id"], "reason": "Fel rad."}
    assert cast.officer.ok("post", f"{path}/withdrawals", withdrawal)["withdrawn"] == "Fel rad."
    assert set(cast.officer.no(409, "post", f"{path}/withdrawals", withdrawal)) == {"explanation.withdrawn"}
    assert sheet(cast.officer, ledger)["sums"]["unexplained"] == "750000.00"
    explain(cast.officer, ledger, row=row["id"], kind="accepted")
    listed = cast.auditor.ok("get", f"{path}/explanations")["results"]
    assert [(one["kind"], one["withdrawn"], one["by"]) for one in listed] == [
        ("outside", "Fel rad.", "officer"),
        ("accepted", None, "officer"),
    ]


@pytest.mark.django_db
def test_everything_wrong_with_an_explanation_at_once(cast: Cast) -> None:
    pk = active(cast)
    payment = pay(cast, pk, "2020-01-31", "1000.00")
    ledger = imported(cast.officer, FIRST)
    (row,) = rows(cast.officer, ledger)
    path = f"ledger-imports/{ledger['id']}/explanations"

    def wrong(**said: Any) -> set[str]:
        return set(cast.officer.no(400, "post", path, {"row": row["id"], "reason": "x", "kind": "payment", **said}))

    assert wrong(row=10**9, voucher="B") == {"ledger_row.unknown", "explanation.payment", "explanation.voucher"}
    assert wrong(payment=10**9) == {"payment.unknown"}
    assert wrong(payment=payment) == {"explanation.amount"}
    assert wrong(kind="other_cost", payment=payment) == {"explanation.payment"}
    assert wrong(kind="correction") == {"explanation.voucher"}
    assert wrong(kind="nonsense", reason="19811218-9876") == {"invalid_choice", "personal_number"}
    none = {"explanation": 10**9, "reason": "x"}
    gone = cast.officer.no(400, "post", f"ledger-imports/{ledger['id']}/withdrawals", none)
    assert set(gone) == {"explanation.unknown"}


@pytest.mark.django_db
def test_several_rows_are_one_payment_by_hand_and_no_more_than_it(cast: Cast) -> None:
    pk = active(cast)
    payment = pay(cast, pk, "2020-01-31", "1000.00")
    parts = [
        ("2020-05-01", "4530", amount, VAN, "", voucher, "")
        for amount, voucher in (("600", "A"), ("400", "B"), ("5", "C"))
    ]
    ledger = imported(cast.officer, *parts)
    for voucher in "AB":
        row = next(one for one in rows(cast.officer, ledger) if one["voucher"] == voucher)
        explain(cast.officer, ledger, row=row["id"], kind="payment", payment=payment)
    last = next(one for one in rows(cast.officer, ledger) if one["voucher"] == "C")
    body = {"row": last["id"], "kind": "payment", "payment": payment, "reason": "x"}
    refused = cast.officer.no(400, "post", f"ledger-imports/{ledger['id']}/explanations", body)
    told = refused["explanation.amount"]
    assert (told["expected"], told["actual"]) == ("0.00", "5.00")
    assert told["message"].replace("\xa0", " ").endswith("0 kr is left, and the row is 5 kr.")
    work_off()
    sums = sheet(cast.officer, ledger)["sums"]
    assert (sums["explained"], sums["unexplained"], sums["missing"]) == ("1000.00", "5.00", "0.00")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_explain_at_once_one_is_told(cast: Cast, at_once: Any) -> None:
    ledger = imported(cast.officer, FIRST)
    (row,) = rows(cast.officer, ledger)
    body = {"row": row["id"], "kind": "outside", "reason": "x"}
    path = f"ledger-imports/{ledger['id']}/explanations"
    clients = [twin(cast.officer), twin(cast.officer2)]
    found = at_once([lambda one=one: one.send("post", path, body).status_code for one in clients])
    assert sorted(found) == [201, 409]


@pytest.mark.django_db
def test_the_check_shows_what_the_ledger_does_until_it_is_explained(cast: Cast) -> None:
    pk = active(cast)
    ledger = imported(cast.officer, FIRST)
    path = f"agreements/{pk}/commitment-check?as_of="
    found = cast.treasurer.ok("get", f"{path}2020-12-31")["findings"]
    (one,) = [one for one in found if one["code"] == "payment.unregistered"]
    assert (one["expected"], one["actual"], one["difference"]) == ("0.00", "750000.00", "750000.00")
    (row,) = rows(cast.officer, ledger)
    assert [(said["type"], said["id"]) for said in one["evidence"]] == [
        ("ledger_import", ledger["id"]),
        ("ledger_row", row["id"]),
    ]
    assert "payment.unregistered" not in {
        one["code"] for one in cast.officer.ok("get", f"{path}2020-02-02")["findings"]
    }
    explain(cast.officer, ledger, row=row["id"], kind="accepted")
    after = cast.officer.ok("get", f"{path}2020-12-31")["findings"]
    assert "payment.unregistered" not in {one["code"] for one in after}
