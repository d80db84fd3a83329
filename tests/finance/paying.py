"""Short ways to what stands before a payment: a confirmed account, an order, its two attests. All of it is invented."""

from typing import Any

from tests.cast import UMEA, VAN, Cast

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
