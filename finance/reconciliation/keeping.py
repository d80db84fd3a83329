"""The figures as JSON keeps them, and back: amounts as decimal strings, dates as YYYY-MM-DD."""

from datetime import date
from decimal import Decimal
from typing import Any

from finance.reconciliation.coverage import Span
from finance.reconciliation.figures import Figures, Grants, Jump
from finance.reconciliation.sums import AccountSum

Json = dict[str, Any]


def as_json(value: Any) -> Any:
    """Figures, or a part of them, as objects, lists and strings."""
    if hasattr(value, "_asdict"):
        return {name: as_json(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [as_json(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


def from_json(kept: Json) -> Figures:
    """The figures that `as_json` wrote."""
    return Figures(
        income=Decimal(kept["income"]),
        costs=Decimal(kept["costs"]),
        shared_income=Decimal(kept["shared_income"]),
        shared_costs=Decimal(kept["shared_costs"]),
        own_cash=Decimal(kept["own_cash"]),
        keyed=kept["keyed"],
        openings_known=kept["openings_known"],
        preliminary=kept["preliminary"],
        grants=Grants(**{name: Decimal(amount) for name, amount in kept["grants"].items()}),
        covered=_spans(kept["covered"]),
        missing=_spans(kept["missing"]),
        ledgers=tuple(kept["ledgers"]),
        jumps=tuple(
            Jump(date.fromisoformat(one["day"]), Decimal(one["left"]), Decimal(one["taken"])) for one in kept["jumps"]
        ),
        accounts=tuple(
            AccountSum(
                one["account"],
                one["name"],
                one["kind"],
                **{name: Decimal(one[name]) for name in ("own", "shared", "counted")},
            )
            for one in kept["accounts"]
        ),
    )


def _spans(kept: list[Json]) -> tuple[Span, ...]:
    return tuple(Span(date.fromisoformat(one["starts_on"]), date.fromisoformat(one["ends_on"])) for one in kept)
