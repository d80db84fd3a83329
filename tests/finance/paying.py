"""Short ways to what stands before a payment: a confirmed account, an order, its two attests. All of it is invented."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from finance.models import Balance
from finance.services import balances
from tests.agreements.sample import twin
from tests.cast import UMEA, VAN, Cast, Client

Json = dict[str, Any]
ACCOUNT: Json = {
    "payer": UMEA,
    "organization": VAN,
    "kind": "bankgiro",
    "number": "0000-0018",
    "document": "KS-2019/00714-3",
    "starts_on": "2019-12-20",
}


def confirmed(cast: Cast, **more: Any) -> Json:
    """An account that the officer proposed and officer2 confirmed."""
    made = cast.officer.ok("post", "payee-accounts", {**ACCOUNT, **more})
    path = f"payee-accounts/{made['id']}/confirm"
    found: Json = cast.officer2.ok("post", path, {"verified": "Motringning", "reviewed_on": "2020-01-02"})
    return found


def ordered(cast: Cast, agreement: int, **more: Any) -> Json:
    said = {"agreement": agreement, "period": "2020", "ordered_on": "2020-01-20", **more}
    found: Json = cast.officer.ok("post", "payment-orders", said)
    return found


def decided(cast: Cast, agreement: int, **more: Any) -> Json:
    """An order that the officer has attested and officer2 has decided."""
    path = f"payment-orders/{ordered(cast, agreement, **more)['id']}"
    cast.officer.ok("post", f"{path}/attest", {"acted_on": "2020-01-21"})
    found: Json = cast.officer2.ok("post", f"{path}/decide", {"acted_on": "2020-01-22"})
    return found


def new(agreement: int, **more: Any) -> Json:
    """A payment or an order of 2020, as it is sent."""
    return {"agreement": agreement, "period": "2020", **more}


def send(who: Client, path: str, said: Any) -> Callable[[], Any]:
    """A request that waits to be sent, by a client of its own."""
    client = twin(who)
    return lambda: client.send("post", path, said)


def bound() -> tuple[Decimal, Decimal]:
    """What is paid and what is ordered of the only promise, SEK, as the database keeps it."""
    row = Balance.objects.get()
    return balances.sek(row.paid), balances.sek(row.ordered)
