"""One municipality's imports beside each other: newer ones, other accounts, and a board's own ledger."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from finance.models import LedgerFinding, LedgerImport, LedgerMatch
from tests.agreements.sample import active
from tests.cast import UMEA, VAN, Cast, organization
from tests.contracts.bodies import terms
from tests.finance.ledgers import FIRST, SECOND, explain, imported, pay, rows, sent, sheet, work_off
from tests.finance.test_state_aid import bound

pytestmark = pytest.mark.both


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
