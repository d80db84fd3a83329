"""Which row is which payment, and why."""

from decimal import Decimal
from typing import Any

import pytest

from finance.matching import (
    Agreement,
    ByHand,
    Giro,
    LedgerRow,
    Matching,
    Payment,
    Recipient,
    match,
    sentence,
    sheet,
    why,
)
from tests.finance.matching.books import FIRST, LAST, LINDEN, VAN, books, day, paid, row


def how(matching: Matching) -> dict[int, tuple[str, tuple[int, ...]]]:
    """By row: how it was matched, and with which payments."""
    return {one.row.id: (one.how, one.payments) for one in matching.rows}


def codes(matching: Matching) -> list[tuple[str, int, int]]:
    return [(one.code, one.row, one.payment) for one in matching.findings]


def test_the_worked_example() -> None:
    rows = [
        row(1, "02-03", "750000.00"),
        row(2, "03-03", "650000.00", voucher="B 12"),
        row(3, "03-03", "350000.00", voucher="B 12"),
        row(4, "03-03", "40000.00", LINDEN.number),
    ]
    given = books(rows, [paid(1, "01-31", "750000.00"), paid(2, "03-01", "1000000.00")])
    found = match(given)
    assert how(found) == {1: ("exact", (1,)), 2: ("voucher", (2,)), 3: ("voucher", (2,)), 4: ("", ())}
    assert {one.row.id: one.rows for one in found.rows} == {1: (), 2: (3,), 3: (2,), 4: ()}
    assert codes(found) == [("payment.unregistered", 4, 0)]
    sums = sheet(found.rows, found.payments, (), FIRST, LAST)
    assert [str(one) for one in sums[:4]] == ["1790000.00", "1750000.00", "0.00", "40000.00"]
    assert [str(one) for one in sums[4:]] == ["1750000.00", "1750000.00", "0.00", "0.00", "0.00"]
    assert sheet(found.rows, found.payments, {4}, FIRST, LAST).unexplained == 0


@pytest.mark.parametrize(
    ("known", "missing", "elsewhere"), [({}, 7, 0), ({"elsewhere": {2}}, 0, 7), ({"later": {2}}, 0, 7)]
)
def test_what_another_import_has_is_not_missing_here(known: dict[str, set[int]], missing: int, elsewhere: int) -> None:
    sets: dict[str, Any] = {name: frozenset(numbers) for name, numbers in known.items()}
    given = books([row(1, "02-01", "5.00")], [paid(1, "02-01", "5.00"), paid(2, "03-01", "7.00")], **sets)
    found = match(given)
    sums = sheet(found.rows, found.payments, (), FIRST, LAST)
    assert (sums.registered, sums.in_ledger, sums.missing, sums.elsewhere) == (12, 5, missing, elsewhere)
    assert ("payment.not_in_ledger", 0, 2) in codes(found) or elsewhere


def test_a_payment_that_stands_elsewhere_is_no_rows_here_and_one_that_a_newer_import_has_may_be() -> None:
    both = [row(1, "02-01", "5.00")], [paid(1, "02-01", "5.00")]
    assert how(match(books(*both, elsewhere=frozenset({1})))) == {1: ("", ())}
    assert how(match(books(*both, later=frozenset({1})))) == {1: ("exact", (1,))}


#: Two sections of the association Linden, which have its number.
NORTH = Recipient(3, LINDEN.number, "Lindens sektion nord", (Giro("18", FIRST),))
SOUTH = Recipient(4, LINDEN.number, "Lindens sektion syd")


@pytest.mark.parametrize(
    ("more", "payments", "expected"),
    [
        ({}, [paid(1, "02-01", "5.00", 4)], ("exact", (1,))),
        ({}, [paid(1, "02-01", "5.00", 4), paid(2, "02-03", "5.00", 3)], ("exact", (2,))),
        ({"name": "Lindens sektion syd"}, [paid(1, "02-01", "5.00", 4), paid(2, "02-03", "5.00", 3)], ("exact", (1,))),
        ({"giro": "18"}, [paid(1, "02-03", "5.00", 4), paid(2, "02-01", "5.00", 3)], ("exact", (2,))),
        ({"name": "Lindens sektion syd"}, [paid(1, "02-01", "5.00", 3)], ("other_recipient", (1,))),
    ],
)
def test_a_legal_person_is_paid_for_its_sections(
    more: dict[str, str], payments: list[Payment], expected: tuple[str, tuple[int, ...]]
) -> None:
    under = tuple(Agreement(10 * one.id, "KS", (one.id,), FIRST, LAST, FIRST) for one in (NORTH, SOUTH))
    given = books(
        [row(1, "02-03", "5.00", LINDEN.number, **more)], payments, recipients=(NORTH, SOUTH), agreements=under
    )
    found = match(given)
    assert how(found) == {1: expected}
    assert [code for code, _row, _payment in codes(found) if code != "payment.not_in_ledger"] == (
        ["payee.mismatch"] if expected[0] == "other_recipient" else []
    )


def test_what_a_legal_person_is_paid_without_its_being_registered_was_decided_for_one_of_its_sections() -> None:
    under = (Agreement(40, "KS-2024/4", (SOUTH.id,), FIRST, LAST, FIRST),)
    rows = [row(1, "02-03", "5.00", LINDEN.number)]
    found = match(books(rows, [], recipients=(NORTH, SOUTH), agreements=under))
    assert codes(found) == [("payment.unregistered", 1, 0)]
    assert found.findings[0].agreement == 40


@pytest.mark.parametrize(
    ("rows", "payments", "expected"),
    [
        # a week apart is near enough, eight days are not
        ([row(1, "02-07", "5.00")], [paid(1, "01-31", "5.00")], {1: ("exact", (1,))}),
        ([row(1, "02-08", "5.00")], [paid(1, "01-31", "5.00")], {1: ("", ())}),
        # the nearest day first, the earlier of two as near
        (
            [row(1, "02-01", "5.00"), row(2, "02-04", "5.00")],
            [paid(1, "02-04", "5.00"), paid(2, "02-03", "5.00")],
            {1: ("exact", (2,)), 2: ("exact", (1,))},
        ),
        ([row(1, "02-04", "5.00")], [paid(1, "02-05", "5.00"), paid(2, "02-03", "5.00")], {1: ("exact", (2,))}),
        # a correction is a negative row, or it has been taken off
        (
            [row(1, "02-01", "5.00"), row(2, "03-01", "-2.00")],
            [paid(1, "02-01", "5.00"), paid(2, "03-01", "-2.00", corrects=1)],
            {1: ("exact", (1,)), 2: ("exact", (2,))},
        ),
        (
            [row(1, "02-01", "3.00")],
            [paid(1, "02-01", "5.00"), paid(2, "03-01", "-2.00", corrects=1)],
            {1: ("corrected", (1, 2))},
        ),
        (
            [row(1, "02-01", "1.00", voucher="A"), row(2, "02-01", "2.00", voucher="A")],
            [paid(1, "02-01", "5.00"), paid(2, "03-01", "-2.00", corrects=1)],
            {1: ("voucher_corrected", (1, 2)), 2: ("voucher_corrected", (1, 2))},
        ),
        # two promises paid as one sum, booked as one row or as two of other sizes
        (
            [row(1, "02-01", "1000.00")],
            [paid(1, "02-01", "650.00"), paid(2, "02-01", "350.00")],
            {1: ("together", (1, 2))},
        ),
        (
            [row(1, "02-01", "500.00", voucher="A"), row(2, "02-01", "500.00", voucher="A")],
            [paid(1, "02-01", "650.00"), paid(2, "02-01", "350.00")],
            {1: ("voucher_together", (1, 2)), 2: ("voucher_together", (1, 2))},
        ),
        # paid twice and taken back: nothing is left to look at
        (
            [row(1, "02-01", "5.00"), row(2, "02-10", "5.00"), row(3, "03-01", "-5.00")],
            [paid(1, "02-01", "5.00")],
            {1: ("exact", (1,)), 2: ("reversed", ()), 3: ("reversed", ())},
        ),
        # nobody is named: the only choice is taken, of two none
        ([row(1, "02-01", "5.00", "")], [paid(1, "02-03", "5.00")], {1: ("nobody_named", (1,))}),
        ([row(1, "02-01", "5.00", "")], [paid(1, "02-03", "5.00"), paid(2, "02-02", "5.00", 2)], {1: ("", ())}),
        (
            [row(1, "02-01", "5.00", ""), row(2, "02-02", "5.00", "")],
            [paid(1, "02-03", "5.00")],
            {1: ("", ()), 2: ("", ())},
        ),
        (
            [row(1, "02-01", "2.00", "", voucher="A"), row(2, "02-01", "3.00", "", voucher="A")],
            [paid(1, "02-03", "5.00")],
            {1: ("nobody_named", (1,)), 2: ("nobody_named", (1,))},
        ),
        # another account of a voucher without a name is taken back within it only
        (
            [row(1, "02-01", "5.00", "", voucher="A"), row(2, "02-01", "-5.00", "", voucher="A")],
            [],
            {1: ("reversed", ()), 2: ("reversed", ())},
        ),
        (
            [row(1, "02-01", "5.00", ""), row(2, "02-01", "-5.00", ""), row(3, "02-02", "0.00")],
            [],
            {1: ("", ()), 2: ("", ()), 3: ("", ())},
        ),
        # somebody else was paid
        ([row(1, "02-01", "5.00", LINDEN.number)], [paid(1, "02-01", "5.00")], {1: ("other_recipient", (1,))}),
    ],
)
def test_pairs(
    rows: list[LedgerRow], payments: list[Payment], expected: dict[int, tuple[str, tuple[int, ...]]]
) -> None:
    assert how(match(books(rows, payments))) == expected
    assert how(match(books(rows[::-1], payments[::-1]))) == expected


def test_a_sum_is_not_searched_for() -> None:
    """2 + 3 is 5, but nothing says that these rows belong together."""
    found = match(books([row(1, "02-01", "2.00"), row(2, "02-01", "3.00")], [paid(1, "02-01", "5.00")]))
    assert how(found) == {1: ("", ()), 2: ("", ())}
    assert codes(found)[-1] == ("payment.not_in_ledger", 0, 1)


@pytest.mark.parametrize(
    ("more", "matched"),
    [
        ({"name": "VÄN I UMEÅ,"}, "exact"),
        ({"name": "Föreningen Vän i Umeå"}, "exact"),
        ({"text": "Bidrag Vän i Umeå 2025"}, "exact"),
        ({"giro": "12345"}, "exact"),
        ({"name": "Vän i Piteå"}, "other_recipient"),
        ({"text": "Bidrag"}, "nobody_named"),
    ],
)
def test_whom_a_row_names(more: dict[str, str], matched: str) -> None:
    recipients = (VAN._replace(giros=(Giro("12345", day("01-01")),)), LINDEN, Recipient(3, "", ""))
    given = books([row(1, "02-01", "5.00", "", **more)], [paid(1, "02-01", "5.00")], recipients=recipients)
    assert how(match(given))[1][0] == matched


def test_of_names_inside_each_other_the_longer_is_meant_and_of_two_equal_ones_none() -> None:
    youth = Recipient(3, "", "Vän i Umeå Ungdom")
    named = row(1, "02-01", "5.00", "", text="Till Vän i Umeå ungdom")
    found = match(books([named], [paid(1, "02-01", "5.00")], recipients=(VAN, LINDEN, youth)))
    assert how(found)[1][0] == "other_recipient"
    twins = (VAN, LINDEN, Recipient(3, "", "Vän i Umeå"))
    assert how(match(books([named], [paid(1, "02-01", "5.00")], recipients=twins)))[1][0] == "nobody_named"


def test_what_was_said_by_hand_stands() -> None:
    rows = [row(1, "02-01", "2.00"), row(2, "05-01", "2.00"), row(3, "06-01", "9.00"), row(4, "02-01", "5.00")]
    said = (ByHand(1, 1), ByHand(2, 1), ByHand(3, None), ByHand(77, 1), ByHand(4, 99))
    given = books(rows, [paid(1, "02-01", "5.00")], said)
    found = match(given)
    assert how(found) == {1: ("by_hand", (1,)), 2: ("by_hand", (1,)), 3: ("by_hand", ()), 4: ("", ())}
    assert found.payments[0].missing == 1
    sums = sheet(found.rows, found.payments, {1, 2, 3}, FIRST, LAST)
    assert (sums.explained, sums.unexplained, sums.in_ledger, sums.missing) == (13, 5, 4, 1)


def test_what_was_taken_back_here_and_never_booked_is_not_missed() -> None:
    taken_back = [paid(1, "02-01", "5.00"), paid(2, "02-02", "-5.00", corrects=1)]
    found = match(books([], taken_back))
    assert codes(found) == []
    assert sheet(found.rows, found.payments, (), FIRST, LAST) == tuple([0] * 9)
    alone = match(books([], [paid(2, "02-02", "-5.00", corrects=1)]))  # the payment lies before these days
    assert codes(alone) == [("payment.not_in_ledger", 0, 2)]


def test_a_payment_booked_in_the_new_year_matches_and_is_missed_in_neither() -> None:
    before = paid(1, "2024-12-30", "5.00")
    found = match(books([row(1, "01-02", "5.00")], [before, paid(2, "2024-12-28", "7.00")]))
    assert how(found) == {1: ("exact", (1,))}
    assert codes(found) == []
    sums = sheet(found.rows, found.payments, (), FIRST, LAST)
    assert (sums.matched, sums.registered, sums.outside) == (5, 0, 5)


def test_reasons_in_words() -> None:
    assert why("exact", (7,), day("01-31"), "sv") == (
        "Samma belopp till samma mottagare som betalning 7, betald 2025-01-31."
    )
    assert why("by_hand", (), None, "en") == "Explained by hand."
    assert why("by_hand", (7,), None, "en") == "Explained by hand: payment 7."
    assert why("", (), None, "en") == ""
    found = match(books([row(1, "02-03", "40000.00", voucher="B 7")], []))
    (finding,) = found.findings
    assert sentence(finding, "en") == (
        "The ledger has 40,000.00\xa0kr to Vän i Umeå on 2025-02-03 (voucher B 7), but no such payment is registered "
        "here. It may belong to KS-2024/1."
    )
    assert "40\xa0000,00\xa0kr till Vän i Umeå den 2025-02-03" in sentence(finding, "sv")
    unnamed = match(books([row(1, "02-03", "40000.00", "")], [])).findings[0]
    assert sentence(unnamed, "en") == (
        "The ledger has 40,000.00\xa0kr on 2025-02-03, but no such payment is registered here."
    )


def test_amounts_are_equal_whatever_their_zeros() -> None:
    found = match(books([row(1, "02-01", "5")], [paid(1, "02-01", "5.00")]))
    assert how(found) == {1: ("exact", (1,))}
    assert found.payments[0].found == Decimal("5.00")
