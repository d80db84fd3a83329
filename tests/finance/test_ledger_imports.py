"""The municipality's ledger: imported, matched, explained by hand, until no krona is unexplained."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from finance.models import LedgerFinding, LedgerImport, LedgerImportRow, LedgerMatch
from office import jobs as door
from office.models import AuditEvent, UploadContent
from office.services import jobs
from tests.agreements.sample import active, twin
from tests.cast import UMEA, VAN, Cast, Client, number, organization
from tests.contracts.bodies import terms
from tests.finance.imports.sample import PERSON, ROW, book
from tests.finance.ledgers import FIRST, SECOND, file, imported, sent, work_off
from tests.finance.test_state_aid import bound

pytestmark = pytest.mark.both

LINDEN = number(2)


def pay(cast: Cast, agreement: int, on: str, amount: str = "750000.00") -> int:
    body = {"agreement": agreement, "period": "2020", "amount": amount, "paid_on": on}
    return int(cast.officer.ok("post", "payments", body)["id"])


def rows(who: Client, ledger: Any, **query: str) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[dict[str, Any]] = who.ok("get", f"ledger-imports/{ledger['id']}/rows?limit=1000&{asked}")["results"]
    return found


def sheet(who: Client, ledger: Any) -> Any:
    return who.ok("get", f"ledger-imports/{ledger['id']}/sheet")


def explain(who: Client, ledger: Any, **said: Any) -> Any:
    return who.ok("post", f"ledger-imports/{ledger['id']}/explanations", {"reason": "Påhittat i testet.", **said})


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
    assert refused["explanation.amount"]["expected"] == "0.00"
    work_off()
    sums = sheet(cast.officer, ledger)["sums"]
    assert (sums["explained"], sums["unexplained"], sums["missing"]) == ("1000.00", "5.00", "0.00")


@pytest.mark.django_db
def test_the_same_file_is_the_same_import_and_a_newer_export_remembers(cast: Cast) -> None:
    half = imported(cast.officer, FIRST)
    assert imported(cast.officer, FIRST)["id"] == half["id"]
    assert imported(cast.officer, FIRST, texts="false")["id"] != half["id"]
    explain(cast.officer, half, row=rows(cast.officer, half)[0]["id"], kind="outside")
    whole = imported(cast.officer, SECOND, FIRST, FIRST)
    standing = [(one["day"], one["standing"]) for one in rows(cast.officer, whole)]
    assert standing == [("2020-02-03", "explained"), ("2020-02-03", "unexplained"), ("2020-08-03", "unexplained")]
    said = next(one["explanation"]["id"] for one in rows(cast.officer, whole) if one["explanation"])
    cast.officer.ok("post", f"ledger-imports/{whole['id']}/withdrawals", {"explanation": said, "reason": "Nej"})
    assert sheet(cast.officer, half)["sums"]["explained"] == "0.00"


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
def test_a_boards_ledger_has_the_municipalitys_number_and_its_own_payments(cast: Cast) -> None:
    board = organization("", "Kulturnämnden", "board", parent=cast.umea)
    head = f"#FLAGGA 0\n#SIETYP 4\n#ORGNR {UMEA}\n#RAR 0 20200101 20201231\n"
    text = head + '#VER B 1 20200203 "Bidrag Vän i Umeå"\n{\n#TRANS 4530 {} 750000\n#TRANS 1930 {} -750000\n}\n'
    pay(cast, active(cast), "2020-01-31")
    whole = sent(cast.officer, SimpleUploadedFile("bok.se", text.encode("cp437"))).json()
    part = sent(cast.officer, SimpleUploadedFile("bok.se", text.encode("cp437")), organization=str(board.pk)).json()
    work_off()
    assert [one["standing"] for one in rows(cast.officer, whole)] == ["matched"]
    assert [one["standing"] for one in rows(cast.officer, part)] == ["unexplained"]


@pytest.mark.django_db
def test_what_still_stands_is_of_the_newest_and_unexplained(cast: Cast) -> None:
    pk = active(cast)

    def standing() -> list[str]:
        return [one.code for one in LedgerFinding.objects.filter(agreement=pk).standing()]

    half = imported(cast.officer, FIRST, ends_on="2020-06-30")
    assert standing() == ["payment.unregistered"]
    cast.officer.ok("post", f"ledger-imports/{half['id']}/match", {})
    work_off()
    assert (LedgerMatch.objects.count(), len(standing())) == (2, 1)
    assert len(set(LedgerMatch.objects.values_list("digest", flat=True))) == 1
    whole = imported(cast.officer, FIRST)
    assert standing() == ["payment.unregistered"]
    explain(cast.officer, whole, row=rows(cast.officer, whole)[0]["id"], kind="accepted")
    assert standing() == []
    moment = LedgerImport.objects.get(pk=whole["id"]).recorded_at
    assert LedgerFinding.objects.filter(agreement=pk).standing(moment).count() == 1


def findings(cast: Cast, agreement: int) -> list[tuple[str, int]]:
    """What the check shows of the ledger, with the import that it is from."""
    found = cast.officer.ok("get", f"agreements/{agreement}/commitment-check?as_of=2020-12-31")["findings"]
    return [(one["code"], one["evidence"][0]["id"]) for one in found if "ledger" in str(one["evidence"])]


ELSEWHERE = ("2020-08-03", "7560", *SECOND[2:])


@pytest.mark.django_db
def test_a_payment_on_other_accounts_stands_in_another_import(cast: Cast) -> None:
    """The second payment is booked on 7560: too few accounts were chosen, then those that lacked, then all."""
    pk = active(cast)
    for on in ("2020-01-31", "2020-07-31"):
        pay(cast, pk, on)
    few = imported(cast.officer, FIRST, ELSEWHERE)
    assert findings(cast, pk) == [("payment.not_in_ledger", few["id"])]
    rest = imported(cast.officer, FIRST, ELSEWHERE, accounts="756")
    assert findings(cast, pk) == []
    for one in (few, rest):
        sums = sheet(cast.officer, one)["sums"]
        assert (sums["registered"], sums["in_ledger"]) == ("1500000.00", "750000.00")
        assert (sums["elsewhere"], sums["missing"], sums["unexplained"]) == ("750000.00", "0.00", "0.00")
    every = imported(cast.officer, FIRST, ELSEWHERE, accounts="453,756")
    assert (findings(cast, pk), sheet(cast.officer, every)["sums"]["elsewhere"]) == ([], "0.00")


@pytest.mark.django_db
def test_a_payment_is_not_matched_twice_on_two_accounts(cast: Cast) -> None:
    pk = active(cast)
    pay(cast, pk, "2020-01-31")
    twice = ("2020-02-03", "7560", *FIRST[2:])
    imported(cast.officer, FIRST, twice)
    rest = imported(cast.officer, FIRST, twice, accounts="756")
    assert findings(cast, pk) == [("payment.unregistered", rest["id"])]


@pytest.mark.django_db
def test_of_a_row_in_two_imports_the_newest_tells(cast: Cast) -> None:
    """A wider choice of accounts has the row too, and so has a payment that was booked late."""
    pk = active(cast)
    few = imported(cast.officer, FIRST)
    assert findings(cast, pk) == [("payment.unregistered", few["id"])]
    every = imported(cast.officer, FIRST, accounts="453,756")
    assert findings(cast, pk) == [("payment.unregistered", every["id"])]
    pay(cast, pk, "2020-07-31")
    cast.officer.ok("post", f"ledger-imports/{few['id']}/match", {})
    work_off()
    assert ("payment.not_in_ledger", few["id"]) in findings(cast, pk)
    newest = imported(cast.officer, FIRST, SECOND, accounts="453,756")
    assert findings(cast, pk) == [("payment.unregistered", newest["id"])]
    assert sheet(cast.officer, few)["sums"]["elsewhere"] == "750000.00"


@pytest.mark.django_db
def test_a_boards_own_ledger_has_what_the_municipalitys_lacks(cast: Cast) -> None:
    board = organization("", "Kulturnämnden", "board", parent=cast.umea)
    parties = [{"organization": board.pk, "role": "funder"}, {"organization": VAN, "role": "recipient"}]
    funding = {"party": board.pk, "kind": "funding", "amount": "750000.00"}
    span = {"starts_on": "2020-01-01", "ends_on": "2020-12-31", "conditions": {}}
    said = terms("KN-1", parties=parties, commitments=[funding], **span)
    pk = bound(cast, said, board.pk, VAN, "2020-01-02")
    pay(cast, pk, "2020-01-31")
    whole = imported(cast.officer, ("2020-05-01", "4530", "5", "", "", "X", ""))
    assert findings(cast, pk) == [("payment.not_in_ledger", whole["id"])]
    imported(cast.officer, FIRST, organization=str(board.pk))
    assert findings(cast, pk) == []


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


@pytest.mark.django_db
def test_an_import_whose_reading_broke_is_read_when_the_file_comes_again(cast: Cast) -> None:
    broken = sent(cast.officer, file(FIRST)).json()
    job = jobs.claim(["finance.read_ledger_import"])
    assert job is not None
    jobs.set_aside(job, [])
    again = imported(cast.officer, FIRST)
    assert (again["id"], again["state"], again["rows_taken"]) == (broken["id"], "ready", 1)
