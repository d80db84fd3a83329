"""The municipality's ledger as SIE."""

from decimal import Decimal

from finance.imports import read
from tests.finance.imports.sample import PERSON, choice, told

HEAD = "#FLAGGA 0\n#SIETYP 4\n#ORGNR 212000-2627\n#RAR 0 20250101 20251231\n"
VOUCHERS = f"""#VER B 12 20250131 "Bidrag Vän i Umeå"
{{
#TRANS 4530 {{}} 750000 20250203
#TRANS 4531 {{}} 10.5 "" "Hyra {PERSON}"
#TRANS 1930 {{}} -750010.50
}}
#VER B 13 20241231
{{
#TRANS 4530 {{}} 5
#TRANS 1930 {{}} -5
}}
"""


def test_the_chosen_rows() -> None:
    content = (HEAD.replace("#RAR 0", "#RAR -1 20240101 20241231\n#RAR 0") + VOUCHERS).encode("cp437")
    found = read("sie", content, choice())
    assert [(one.day.isoformat(), one.account, str(one.amount), one.text, one.voucher, one.person)
            for one in found.rows] == [
        ("2025-01-31", "4530", "750000.00", "Bidrag Vän i Umeå", "B 12", False),
        ("2025-01-31", "4531", "10.50", "", "B 12", True),
    ]  # fmt: skip
    assert found.left_out == (2, 1)
    assert sum(one.amount for one in found.rows) == Decimal("750010.50")
    assert {one.text for one in read("sie", content, choice(texts=False)).rows} == {""}


def test_what_is_wrong_is_told_by_line() -> None:
    found = read("sie", (HEAD + VOUCHERS).encode(), choice())
    assert [one.place("sv") for one in found.problems] == ["rad 11"]
    assert "B 13" in told(found)[0]
    whole = read("sie", HEAD.encode(), choice())
    assert [one.code for one in whole.problems] == ["rows.none"]


def test_another_organisations_ledger() -> None:
    found = read(
        "sie",
        (HEAD + VOUCHERS).replace("#VER B 13 20241231", "#VER B 13 20250101").encode(),
        choice(number="212000-2684"),
    )
    assert told(found) == [": The file is the ledger of 212000-2627, not of 212000-2684."]
