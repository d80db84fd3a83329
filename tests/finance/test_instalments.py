"""Instalments by date, on requisition and withheld: amounts, due days, states, and whose move it is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.periods import Period, periods
from finance import instalments
from finance.instalments import NOTHING_TO_WAIT_FOR, Approval, Instalment, InstalmentFact, orderable, plan, standing

Y2025: Period = periods(date(2025, 1, 1), date(2025, 12, 31), "calendar_year")[0]
ASKED_FOR = InstalmentFact(None, Decimal("0.5"), on_requisition=True, clause="§ 3")
AFTER_REPORT = InstalmentFact("04-30", Decimal("0.5"), after_report=True, clause="§ 4")
BOTH = (ASKED_FOR, AFTER_REPORT)
UNREVIEWED, MISSING = Approval("review", None, "2024"), Approval("report", None, "2024")


def d(text: str) -> date:
    return date.fromisoformat(text)


def at(named: tuple[InstalmentFact, ...], as_of: str, promised: int = 100, **more: Any) -> tuple[Instalment, ...]:
    paid = Decimal(more.pop("paid", 0))
    return standing(plan(named, Y2025), Y2025, Decimal(promised), paid, d(as_of), **more)


def one(named: InstalmentFact, as_of: str, **more: Any) -> Instalment:
    (part,) = at((named._replace(share=Decimal(1)),), as_of, **more)
    return part


def test_the_worked_example() -> None:
    """99 999 at 60 / 30 / rest; the rest is on requisition, asked for on a Saturday, to be paid within 30 days."""
    rest = InstalmentFact(None, Decimal("0.1"), on_requisition=True, within_days=30)
    named = (rest, InstalmentFact("06-30", Decimal("0.3")), InstalmentFact("01-31", Decimal("0.6")))
    before = at(named, "2025-02-28", 99_999)
    assert [(part.number, part.amount, part.due_on) for part in before] == [
        (3, 59_999, d("2025-01-31")),
        (2, 30_000, d("2025-06-30")),
        (1, 10_000, None),
    ]
    after = at(named, "2025-03-01", 99_999, asked={1: d("2025-03-01")})
    assert [(part.number, part.amount, part.due_on) for part in after] == [
        (3, 59_999, d("2025-01-31")),
        (1, 10_000, d("2025-03-31")),
        (2, 30_000, d("2025-06-30")),
    ]


def test_read_takes_rows_of_any_age() -> None:
    rows: list[dict[str, Any]] = [
        {"due": "01-31", "share": "0.5"},
        {"due": None, "share": "0.5", "on_requisition": True, "after_report": True, "within_days": 7, "clause": "§ 3"},
    ]
    assert instalments.read(rows) == (
        InstalmentFact("01-31", Decimal("0.5")),
        InstalmentFact(None, Decimal("0.5"), True, True, 7, "§ 3"),
    )


@pytest.mark.parametrize(
    ("as_of", "more", "state", "due_on", "move"),
    [
        ("2025-06-29", {}, "not_due", "2025-06-30", "nobody"),
        ("2025-06-30", {}, "due", "2025-06-30", "municipality"),
        ("2025-06-30", {"ordered": Decimal(99)}, "due", "2025-06-30", "municipality"),
        ("2025-06-30", {"ordered": Decimal(100)}, "ordered", "2025-06-30", "municipality"),
        ("2025-07-01", {"ordered": Decimal(100)}, "overdue", "2025-06-30", "municipality"),
        ("2025-07-01", {"paid": 99}, "overdue", "2025-06-30", "municipality"),
        ("2025-07-01", {"paid": 100}, "paid", "2025-06-30", "nobody"),
    ],
)
def test_by_date(as_of: str, more: dict[str, Any], state: str, due_on: str, move: str) -> None:
    part = one(InstalmentFact("06-30", Decimal(1)), as_of, **more)
    assert (part.state, part.due_on, part.whose_move) == (state, d(due_on), move)


@pytest.mark.parametrize(
    ("as_of", "asked_on", "state", "due_on", "move"),
    [
        ("2025-12-31", None, "not_due", None, "association"),
        ("2025-03-07", "2025-03-08", "requested", "2025-03-10", "municipality"),  # a Saturday becomes Monday
        ("2025-03-10", "2025-03-08", "due", "2025-03-10", "municipality"),
        ("2025-03-11", "2025-03-08", "overdue", "2025-03-10", "municipality"),
        ("2024-12-20", "2024-12-15", "requested", "2025-01-02", "municipality"),  # never before the period
    ],
)
def test_on_requisition(as_of: str, asked_on: str | None, state: str, due_on: str | None, move: str) -> None:
    part = one(ASKED_FOR, as_of, asked={1: d(asked_on)} if asked_on else None)
    assert (part.state, part.due_on, part.whose_move) == (state, d(due_on) if due_on else None, move)
    assert part.waits_for == ("" if asked_on else "requisition")


@pytest.mark.parametrize(
    ("approval", "as_of", "state", "due_on", "move"),
    [
        (MISSING, "2025-12-31", "withheld", None, "association"),
        (UNREVIEWED, "2025-12-31", "withheld", None, "municipality"),
        (Approval("", d("2025-04-10"), "2024"), "2025-04-10", "not_due", "2025-04-30", "nobody"),
        (Approval("", d("2025-05-17"), "2024"), "2025-05-19", "due", "2025-05-19", "municipality"),
        (NOTHING_TO_WAIT_FOR, "2025-05-01", "overdue", "2025-04-30", "municipality"),
    ],
)
def test_withheld_until_the_report_is_approved(
    approval: Approval, as_of: str, state: str, due_on: str | None, move: str
) -> None:
    part = one(AFTER_REPORT, as_of, approval=approval)
    assert (part.state, part.due_on, part.whose_move) == (state, d(due_on) if due_on else None, move)
    assert (part.report_period, part.clause) == (approval.period, "§ 4")


@pytest.mark.parametrize("waits", [ASKED_FOR, AFTER_REPORT])
def test_what_is_paid_too_early_waits_for_nobody(waits: InstalmentFact) -> None:
    part = one(waits, "2025-03-01", approval=MISSING, paid=100)
    assert (part.state, part.whose_move, bool(part.waits_for)) == ("paid", "nobody", True)


def test_what_is_asked_for_may_still_be_withheld() -> None:
    both = ASKED_FOR._replace(after_report=True, within_days=30)
    asked = {1: d("2025-02-03")}
    assert one(both, "2025-03-01", approval=MISSING).waits_for == "requisition"
    assert one(both, "2025-03-01", approval=MISSING, asked=asked).state == "withheld"
    approved = one(both, "2025-04-16", approval=Approval("", d("2025-04-15"), "2024"), asked=asked)
    assert (approved.state, approved.due_on) == ("requested", d("2025-05-15"))  # 30 days from the later of the two


def test_a_date_does_not_wait_for_a_report_that_others_wait_for() -> None:
    parts = at((InstalmentFact("01-31", Decimal("0.5")), AFTER_REPORT), "2025-02-01", approval=MISSING)
    assert [(part.state, part.report_period) for part in parts] == [("overdue", ""), ("withheld", "2024")]


def test_payments_then_orders_fill_what_falls_due_first() -> None:
    parts = at(BOTH, "2025-03-01", paid=30, ordered=Decimal(40), asked={1: d("2025-02-10")}, approval=MISSING)
    assert [(part.number, part.paid, part.ordered, part.left) for part in parts] == [(1, 30, 20, 20), (2, 0, 20, 50)]
    assert [part.paid for part in at(BOTH, "2025-03-01", paid=-5)] == [0, 0]


def test_no_order_goes_beyond_what_waits_for_nothing() -> None:
    assert orderable(at(BOTH, "2025-03-01", approval=MISSING)) == 0
    assert orderable(at(BOTH, "2025-03-01", approval=MISSING, asked={1: d("2025-02-10")})) == 50
    assert orderable(at((), "2025-03-01")) == 100


@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=4),
    st.decimals(0, 10**9, places=2),
    st.decimals(-100, 10**9, places=2),
    st.sets(st.integers(1, 4)),
)
def test_asking_changes_no_amount_and_fills_no_more_than_is_paid(
    kinds: list[tuple[bool, bool]], promised: Decimal, paid: Decimal, asked: set[int]
) -> None:
    share = (Decimal(1) / len(kinds)).quantize(Decimal("0.000001"))
    named = tuple(
        InstalmentFact(None if requisition else "06-30", share, requisition, report) for requisition, report in kinds
    )
    planned, days = plan(named, Y2025), {number: d("2025-03-03") for number in asked}
    silent, said = (
        standing(planned, Y2025, promised, paid, d("2025-09-01"), asked=known, approval=UNREVIEWED)
        for known in ({}, days)
    )
    assert {part.number: part.amount for part in silent} == {part.number: part.amount for part in said}
    assert sum(part.amount for part in said) == promised
    assert sum(part.paid for part in said) == min(max(paid, Decimal(0)), promised)
    assert orderable(silent) <= orderable(said)
