"""The municipality's ledger against the accounts that two people have confirmed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from finance.models import LedgerFinding
from tests.agreements.sample import active
from tests.cast import Cast
from tests.finance.ledgers import FIRST, HEADINGS, SECOND, sent, work_off
from tests.finance.paying import confirmed


@pytest.mark.django_db
def test_money_that_went_to_another_account_than_the_one_in_force(cast: Cast) -> None:
    """In July the association got a new account; in August the ledger still paid to the old one."""
    pk = active(cast)
    confirmed(cast)
    confirmed(cast, number="0000-0026", starts_on="2020-07-01")
    for on in ("2020-02-03", "2020-08-03"):
        cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "750000.00", "paid_on": on})
    lines = [(*HEADINGS, "Bankgiro"), (*FIRST, "0000-0018"), (*SECOND, "0000-0018")]
    text = "\n".join(";".join(line) for line in lines)
    assert sent(cast.officer, SimpleUploadedFile("bidrag.csv", text.encode())).status_code == 201
    work_off()
    (found,) = LedgerFinding.objects.values_list("code", "row__day", "values")
    assert (found[0], str(found[1])) == ("payee.mismatch", "2020-08-03")
    assert "00000026" in str(found[2])
