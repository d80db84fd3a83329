"""Rows for the register: what was granted between two days, as it is assessed by now."""

from datetime import date
from decimal import Decimal

from finance.state_aid.register import entries, regulation
from tests.finance.state_aid.book import CEILINGS, d, grant

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_a_row_says_what_was_granted_and_until_when_it_is_kept() -> None:
    grants = [
        grant(3, "2026-12-31", kind="sgei"),
        grant(1, "2026-03-01"),
        grant(2, "2026-03-01", kind="other", rate=None),
        grant(4, "2027-01-01"),
        grant(5, "2025-12-31"),
    ]
    first, second = entries(grants, CEILINGS, FIRST, LAST, d("2027-06-01"))
    assert (first.assessment, first.eur, first.keep_until) == (1, Decimal("136363.64"), date(2036, 3, 1))
    assert (first.regulation, second.regulation) == ("(EU) 2023/2831", "(EU) 2023/2832")
    assert (second.assessment, second.kind) == (3, "sgei")


def test_what_was_assessed_anew_stands_once() -> None:
    again = grant(1, "2026-03-01")._replace(id=9, kind="not_aid", assessed_on=d("2026-09-01"))
    assert entries([grant(1, "2026-03-01"), again], CEILINGS, FIRST, LAST, d("2026-09-01")) == ()
    assert len(entries([grant(1, "2026-03-01"), again], CEILINGS, FIRST, LAST, d("2026-08-31"))) == 1


def test_a_regulation_that_is_not_known_is_left_empty() -> None:
    assert regulation(CEILINGS, "de_minimis", d("2023-12-31")) == ""
