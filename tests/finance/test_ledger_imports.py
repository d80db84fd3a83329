"""The municipality's ledger: read and matched once, or refused with all that is wrong; no krona stays unexplained."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from finance.models import LedgerImportRow
from office import jobs as door
from office.models import AuditEvent, UploadContent
from office.services import jobs
from tests.agreements.sample import active, twin
from tests.cast import UMEA, VAN, Cast, number
from tests.finance.imports.sample import PERSON, ROW, book
from tests.finance.ledgers import FIRST, SECOND, explain, file, imported, pay, rows, sent, sheet, work_off

pytestmark = pytest.mark.both

LINDEN = number(2)


@pytest.mark.django_db
def test_a_walk_that_ends_at_zero(cast: Cast) -> None:
    """Of four rows one is registered; one is registered meanwhile, one is a purchase, one was paid twice and taken
    back by hand."""
    pk = active(cast)
    first = pay(cast, pk, "2020-01-31")
    fee = ("2020-03-01", "4531", "12 000,00", LINDEN, "Exempelföreningen Linden", "B 3", "Medlemsavgift")
    twice = ("2020-02-10", "4530", "750 000,00", VAN, "Vän i Umeå", "B 4", "")
    ledger = imported(cast.officer, FIRST, SECOND, fee, twice, ("2020-02-10", "6110", "99", "", "", "B 5", ""))
    assert (ledger["state"], ledger["rows_taken"], ledger["other_accounts"]) == ("ready", 4, 1)
    assert not UploadContent.objects.exists()

    before = sheet(cast.auditor, ledger)
    assert before["sums"] == {
        "ledger": "2262000.00", "matched": "750000.00", "explained": "0.00", "unexplained": "1512000.00",
        "registered": "750000.00", "in_ledger": "750000.00", "missing": "0.00", "outside": "0.00",
        "elsewhere": "0.00",
    }  # fmt: skip
    assert [(one["code"], one["payment"], one["agreement"]) for one in before["findings"]] == [
        ("payment.duplicate", first, pk),
        ("payment.unregistered", None, None),
        ("payment.without_decision", None, None),
        ("payment.unregistered", None, pk),
    ]
    by_voucher = {one["voucher"]: one for one in rows(cast.officer, ledger)}
    assert by_voucher["B 1"]["why"] == (
        f"The same amount to the same recipient as payment {first}, paid on 2020-01-31."
    )
    assert by_voucher["B 1"]["under"] == [
        {
            "payment": first, "paid_on": "2020-01-31", "recipient": cast.van.pk, "recipient_name": "Vän i Umeå",
            "agreement": pk, "reference": "KS-2019/00714", "decided_on": "2019-12-10", "body": "Kommunstyrelsen",
            "delegation_point": "",
            "paragraph": "§ 210",
        }
    ]  # fmt: skip
    assert by_voucher["B 3"]["under"] == []
    assert [one["voucher"] for one in rows(cast.auditor, ledger, standing="unexplained")] == ["B 4", "B 3", "B 2"]

    second = pay(cast, pk, "2020-07-31")
    cast.officer.ok("post", f"ledger-imports/{ledger['id']}/match", {})
    explain(cast.officer, ledger, row=by_voucher["B 3"]["id"], kind="other_cost")
    explain(cast.officer2, ledger, row=by_voucher["B 4"]["id"], kind="correction", voucher="C 9")
    work_off()
    after = sheet(cast.officer, ledger)
    assert after["sums"] == {
        "ledger": "2262000.00", "matched": "1500000.00", "explained": "762000.00", "unexplained": "0.00",
        "registered": "1500000.00", "in_ledger": "1500000.00", "missing": "0.00", "outside": "0.00",
        "elsewhere": "0.00",
    }  # fmt: skip
    assert (after["findings"], after["rows"]) == ([], {"matched": 2, "explained": 2, "unexplained": 0})
    assert {one["voucher"]: one["payments"] for one in rows(cast.officer, ledger)}["B 2"] == [second]
    kinds = list(AuditEvent.objects.filter(kind__startswith="ledger_import").values_list("kind", flat=True))
    assert sorted({one.removeprefix("ledger_import.") for one in kinds}) == ["explained", "matched", "read", "taken"]


@pytest.mark.django_db
def test_a_file_with_problems_tells_them_all_and_keeps_nothing(cast: Cast) -> None:
    content = book(["i går", *ROW[1:]], [*ROW[:2], "mycket", *ROW[3:]])
    answer = sent(cast.officer, SimpleUploadedFile("bidrag.xlsx", content))
    work_off()
    path = f"ledger-imports/{answer.json()['id']}"
    told = cast.officer.ok("get", path)
    assert (told["state"], told["format"], told["actions"]) == ("refused", "xlsx", [])
    assert [(one["place"], one["code"]) for one in told["problems"]] == [
        ("A2", "day.invalid"),
        ("C3", "amount.invalid"),
    ]
    swedish = twin(cast.officer, "sv").ok("get", path)["problems"][0]["message"]
    assert swedish == "”i går” är inget datum; det skrivs 2025-01-31 eller 20250131."
    assert not LedgerImportRow.objects.exists()
    assert set(cast.officer.no(409, "post", f"{path}/match", {})) == {"ledger_import.state"}
    again = sent(cast.officer, SimpleUploadedFile("bidrag.xlsx", content)).json()
    assert again["id"] != told["id"]  # what was refused may be tried again


@pytest.mark.django_db
def test_what_is_not_read_has_no_sums(cast: Cast) -> None:
    """Zero unexplained kronor are never told of a file that nobody could read."""
    refused = imported(cast.officer, ("2020-02-30", "4530", "x", VAN, "", "", ""))
    assert refused["state"] == "refused"
    assert {name: sheet(cast.officer, refused)[name] for name in ("matched_at", "sums")} == {
        "matched_at": None,
        "sums": None,
    }


@pytest.mark.django_db
def test_everything_wrong_with_a_request_at_once(cast: Cast) -> None:
    said = {
        "starts_on": "2020-12-31",
        "ends_on": "2020-01-01",
        "accounts": "453, bidrag",
        "organization": "802000-0017",
    }
    answer = sent(cast.officer, SimpleUploadedFile("a.pdf", b"%PDF-1.7"), **said)
    assert {one["code"] for one in answer.json()["errors"]} == {
        "ledger_import.days", "ledger_import.accounts", "organization.unknown", "upload.format"
    }  # fmt: skip
    far = sent(cast.officer, file(FIRST), ends_on="2022-01-02")
    assert {one["code"] for one in far.json()["errors"]} == {"ledger_import.days"}
    for who, whose in ((cast.stranger, UMEA), (cast.officer, VAN), (cast.auditor, UMEA)):
        assert sent(who, file(FIRST), organization=whose).status_code == 403


@pytest.mark.django_db
def test_a_person_is_not_stored(cast: Cast) -> None:
    paid = ("2020-03-01", "4530", "5000", PERSON, "Anna Andersson", "B 6", f"Stipendium {PERSON}")
    imported(cast.officer, paid, FIRST)
    person = LedgerImportRow.objects.get(person=True)
    assert (person.number, person.name, person.giro, person.text, person.amount) == ("", "", "", "", 5000)


@pytest.mark.django_db
def test_reading_twice_keeps_once(cast: Cast) -> None:
    answer = sent(cast.officer, file(FIRST)).json()
    job = jobs.claim(["finance.read_ledger_import"])
    assert job is not None
    door.KINDS[job.kind].handler(door.Work(job))
    jobs.enqueue("finance.read_ledger_import", {"ledger": answer["id"]})
    work_off()
    assert LedgerImportRow.objects.count() == 1


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_rows(cast: Cast, django_assert_max_num_queries: Any) -> None:
    pay(cast, active(cast), "2020-01-31")
    many = [("2020-05-01", "4530", str(amount), VAN, "", "", "") for amount in range(1, 60)]
    ledger = imported(cast.officer, FIRST, *many)
    for path in ("rows?limit=1000", "sheet", "explanations"):
        with django_assert_max_num_queries(12):
            cast.officer.ok("get", f"ledger-imports/{ledger['id']}/{path}")


@pytest.mark.django_db
def test_an_import_whose_reading_broke_is_read_when_the_file_comes_again(cast: Cast) -> None:
    broken = sent(cast.officer, file(FIRST)).json()
    job = jobs.claim(["finance.read_ledger_import"])
    assert job is not None
    jobs.set_aside(job, [])
    again = imported(cast.officer, FIRST)
    assert (again["id"], again["state"], again["rows_taken"]) == (broken["id"], "ready", 1)
