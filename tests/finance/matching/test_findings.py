"""What somebody must look at, and what not."""

from typing import Any

import pytest

from finance.matching import CODES, Agreement, Giro, LedgerRow, Payment, match, sentence
from finance.matching.sentences import FINDINGS, HOW
from tests.finance.matching.books import BINDS, LINDEN, OTHER, VAN, books, day, paid, row

LATE = BINDS._replace(binds_from=day("02-10"))
OPEN = BINDS._replace(binds_from=None)
ELSEWHERE = "802000-0033"


def found(rows: list[LedgerRow], payments: list[Payment], **more: Any) -> list[tuple[str, int, int, int]]:
    """Code, row, payment and agreement of each finding; each says itself in both languages."""
    matching = match(books(rows, payments, **more))
    for one in matching.findings:
        for language in ("sv", "en"):
            told = sentence(one, language)
            assert not set("[]{}") & set(told), told
    return [(one.code, one.row, one.payment, one.agreement) for one in matching.findings]


@pytest.mark.parametrize(
    ("agreement", "on", "expected"),
    [
        (BINDS, "01-31", []),
        (LATE, "02-10", []),
        (LATE, "02-09", [("payment.without_decision", 1, 1, 10)]),
        (OPEN, "02-09", [("payment.without_decision", 1, 1, 10)]),
        (BINDS._replace(ends_on=day("01-15")), "01-31", []),  # the last instalment comes after the term
    ],
)
def test_paid_before_it_binds(agreement: Agreement, on: str, expected: list[Any]) -> None:
    assert found([row(1, on, "5.00")], [paid(1, on, "5.00")], agreements=(agreement, OTHER)) == expected


@pytest.mark.parametrize(
    ("given", "agreements", "expected"),
    [
        (row(1, "02-01", "5.00"), (BINDS,), [("payment.unregistered", 1, 0, 10)]),
        (
            row(1, "02-01", "5.00"),
            (LATE,),
            [("payment.unregistered", 1, 0, 10), ("payment.without_decision", 1, 0, 10)],
        ),
        (
            row(1, "02-01", "5.00", ELSEWHERE),
            (BINDS,),
            [("payment.unregistered", 1, 0, 0), ("payment.without_decision", 1, 0, 0)],
        ),
        (row(1, "02-01", "5.00", ""), (BINDS,), [("payment.unregistered", 1, 0, 0)]),
        (row(1, "02-01", "-5.00"), (OPEN,), [("payment.unregistered", 1, 0, 10)]),
        # of several agreements the one that binds and whose term holds the day
        (
            row(1, "02-01", "5.00"),
            (OPEN, BINDS._replace(id=11, ends_on=day("01-15")), BINDS._replace(id=12)),
            [("payment.unregistered", 1, 0, 12)],
        ),
    ],
)
def test_in_the_ledger_and_not_here(given: LedgerRow, agreements: tuple[Agreement, ...], expected: list[Any]) -> None:
    assert found([given], [], agreements=agreements) == expected


@pytest.mark.parametrize(
    ("on", "code"),
    [("02-10", "payment.duplicate"), ("03-06", "payment.duplicate"), ("03-07", "payment.unregistered"),
     ("01-03", "payment.duplicate")],
)  # fmt: skip
def test_the_same_twice_within_a_month(on: str, code: str) -> None:
    rows = [row(1, "02-03", "5.00"), row(2, on, "5.00"), row(3, "12-24", "5.00")]
    payments = [paid(1, "02-03", "5.00"), paid(2, "12-24", "5.00")]
    assert [one[:2] for one in found(rows, payments)] == [(code, 2)]


def test_paid_twice_to_somebody_who_is_not_named_is_only_unregistered() -> None:
    rows = [row(1, "02-03", "5.00"), row(2, "02-04", "5.00", "")]
    assert [one[0] for one in found(rows, [paid(1, "02-03", "5.00")])] == ["payment.unregistered"]


def test_somebody_else_was_paid() -> None:
    wrong = row(1, "02-03", "5.00", LINDEN.number, name="LINDEN IF")
    assert found([wrong], [paid(1, "02-03", "5.00")]) == [("payee.mismatch", 1, 1, 10)]


KNOWN = Giro("51234567", day("01-01"))
WRONG_ACCOUNT = [("payee.mismatch", 1, 1, 10)]


@pytest.mark.parametrize(
    ("giros", "giro", "payments", "expected"),
    [
        ((KNOWN,), "51234567", [paid(1, "02-03", "5.00")], []),
        ((KNOWN,), "", [paid(1, "02-03", "5.00")], []),
        ((), "51234567", [paid(1, "02-03", "5.00")], []),
        ((KNOWN._replace(ends_on=day("02-02")),), "59999999", [paid(1, "02-03", "5.00")], []),
        ((KNOWN, Giro("59999999", day("02-04"))), "59999999", [paid(1, "02-03", "5.00")], WRONG_ACCOUNT),
        ((KNOWN,), "59999999", [paid(1, "02-03", "5.00")], WRONG_ACCOUNT),
        (
            (KNOWN,),
            "59999999",
            [],
            [("payment.unregistered", 1, 0, 10), ("payee.mismatch", 1, 0, 0)],
        ),
    ],
)
def test_paid_to_an_account_that_is_not_known(
    giros: tuple[Giro, ...], giro: str, payments: list[Payment], expected: list[Any]
) -> None:
    recipients = (VAN._replace(giros=giros), LINDEN)
    assert found([row(1, "02-03", "5.00", giro=giro)], payments, recipients=recipients) == expected


def test_registered_and_not_in_the_ledger() -> None:
    payments = [paid(1, "02-03", "5.00"), paid(2, "2024-12-31", "7.00"), paid(3, "2026-01-01", "7.00")]
    assert found([], payments) == [("payment.not_in_ledger", 0, 1, 10)]


def test_every_code_has_its_sentences() -> None:
    assert set(FINDINGS) == set(CODES)
    assert all(set(said) == {"sv", "en"} for said in (*FINDINGS.values(), *HOW.values()))
