"""What orders and payments can come to, whoever acts at once and whatever was lowered, by service and database."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agreements.models import Agreement, Commitment
from finance.models import Balance, Payment, PaymentOrder, PaymentOrderAct
from finance.services import balances
from office.clock import today
from office.models import User
from office.refusals import Refused
from tests.agreements.sample import active, body
from tests.cast import UMEA, Cast
from tests.finance.paying import bound, confirmed, decided, new, send

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def test_an_early_end_stops_what_is_ordered(cast: Cast) -> None:
    """2020 is cut to 91 of 366 days: 372 950.82 is promised. What is ordered goes no further, what is sent is paid."""
    pk = active(cast)
    confirmed(cast)
    first = decided(cast, pk, amount="300000.00")["id"]
    cast.officer.ok("post", "payment-files", {"payer": UMEA})
    second = decided(cast, pk, amount="700000.00")["id"]
    end = {"document": "KS-1", "reason": "x", "terminated_on": "2020-03-01", "last_day": "2020-03-31"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", end)
    assert "payment.above_agreed" in cast.officer.no(409, "post", "payments", {"agreement": pk, "order": second})
    assert "payment.above_agreed" in cast.officer.no(409, "post", "payment-files", {"payer": UMEA})
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payments", new(pk, amount="0.01"))
    cast.officer.ok("post", "payments", {"agreement": pk, "order": first})
    cast.officer.ok("post", f"payment-orders/{second}/cancel", {"reason": "Avtalet är slut"})
    assert bound() == (300_000, 0)
    error = cast.officer.no(400, "post", "payment-orders", new(pk, amount="72950.83"))["payment.above_agreed"]
    assert error["expected"] == "<= 72950.82"


@pytest.mark.both
def test_what_was_paid_before_it_was_lowered_may_be_taken_back(cast: Cast) -> None:
    pk = active(cast)
    paid = cast.officer.ok("post", "payments", new(pk, amount="1500000.00", paid_on="2020-01-31"))["id"]
    end = {"document": "KS-1", "reason": "x", "terminated_on": "2020-03-01", "last_day": "2020-03-31"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", end)
    cast.officer.ok("post", "payments", new(pk, amount="-1000000.00", corrects=paid))
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payments", new(pk, amount="0.01"))
    cast.officer.ok("post", "payments", new(pk, amount="-500000.00", corrects=paid))
    cast.officer.ok("post", "payments", new(pk, amount="372950.82"))
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check")
    assert not [one for one in answer["findings"] if one["code"] == "payment.above_promised"]


@pytest.mark.both
def test_öre_add_up_exactly(cast: Cast) -> None:
    """0.10 + 0.20 is 0.30, which it is not in a database's floating point."""
    promises = body()["commitments"]
    promises[0] |= {"amount": "0.30", "instalments": []}
    pk = active(cast, commitments=promises)
    for amount in ("0.10", "0.20"):
        cast.officer.ok("post", "payments", new(pk, amount=amount))
    assert "payment.above_agreed" in cast.officer.no(400, "post", "payments", new(pk, amount="0.01"))
    assert bound() == (Decimal("0.30"), 0)


@pytest.mark.both
def test_the_balance_begins_with_what_was_paid_before_it_was_kept(cast: Cast) -> None:
    pk = active(cast)
    cast.officer.ok("post", "payments", new(pk, amount="100.00"))
    Balance.objects.all().delete()
    cast.officer.ok("post", "payments", new(pk, amount="50.00"))
    assert bound() == (150, 0)


@pytest.mark.both
def test_the_database_itself_refuses_two_attests_by_one(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    made = PaymentOrder.objects.get(pk=decided(cast, pk, amount="1.00")["id"])
    act = PaymentOrderAct(
        order=made,
        act="decision",
        organization=cast.umea,
        acted_on=today(),
        recorded_by=User.objects.get(username="officer"),
    )
    for kind in ("decision", "substance"):
        act.act = kind
        with pytest.raises(IntegrityError), transaction.atomic():
            act.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_never_pay_and_order_more_than_is_agreed(cast: Cast, at_once: AtOnce) -> None:
    pk = active(cast)
    confirmed(cast)
    said = new(pk, amount="200000.00")
    answers = at_once([send(cast.officer, path, said) for path in ("payments", "payment-orders") for _ in range(8)])
    assert Counter(answer.status_code for answer in answers) == {201: 7, 400: 9}  # 7 × 200 000 of 1 500 000
    assert sum(bound()) == 1_400_000


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_the_database_keeps_the_bound_where_no_service_counts(cast: Cast, at_once: AtOnce) -> None:
    """Sixteen move the row at once, and none of them has looked or holds the agreement."""
    commitment = Commitment.objects.get(agreement=Agreement.objects.get(pk=active(cast)), kind="funding")
    agreed, each = Decimal("1500000.00"), Decimal("200000.00")

    def order() -> None:
        with transaction.atomic():
            balances.bind(commitment, "2020", agreed, ordered=each)

    answers = at_once([order] * 16)
    assert Counter(type(answer) for answer in answers) == {type(None): 7, Refused: 9}
    assert bound() == (0, 1_400_000)
    assert not Payment.objects.exists()
