"""What is listed for periods that are over when an amendment takes effect: it stands as it was promised."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.services.resolving.reading import Reading, Values
from agreements.services.resolving.term import spans_left
from office.language import current_language, kronor
from office.numbers import day
from office.refusals import Refusal

Listed = Mapping[str, Decimal]


def rewritten(reading: Reading) -> Iterator[Refusal]:
    """A refusal of each amount of a period that ended before the amendment takes effect, unless it is what it was (of a
    promise that is added: nothing). A cost that was yearly has none: what is listed of it holds from the day on."""
    effective = reading.values.get("effective_on")
    over = {left.label: left.ends_on for left, _whole in spans_left(reading) if effective and left.ends_on < effective}
    for at, row, before in _listed(reading):
        for place, one in enumerate(row.get("amounts") or []):
            label, amount = str((one or {}).get("period")), (one or {}).get("amount")
            was = before.get(label) if before is not None else Decimal(0)
            if label in over and amount is not None and was is not None and amount != was:
                language = current_language()
                message = _(
                    "%(period)s ended on %(last)s, before the amendment takes effect on %(day)s: it stays at %(was)s."
                )
                days = {"last": day(over[label], language), "day": day(effective, language)}
                told = message % {"period": label, "was": kronor(was), **days}
                path = f"{at}.amounts[{place}].amount"
                yield Refusal("amendment.period_over", told, path, str(was), str(amount))


def _listed(reading: Reading) -> Iterator[tuple[str, Values, Listed | None]]:
    """What the amendment says of promises and costs, each with its path and what is listed of it now (None: it is not
    there yet)."""
    costs = {one["id"]: one["history"][-1] for one in reading.terms["shared_costs"]}
    known = {
        ("commitments", "commitment"): {one["id"]: one for one in reading.terms["commitments"]},
        ("shared_costs", "shared_cost"): costs,
    }
    for (name, key), rows in known.items():
        for place, row in enumerate(reading.rows(name)):
            listed = rows.get(row.get(key), {}).get("amounts", [])
            yield f"{name}[{place}]", row, {one["period"]: Decimal(one["amount"]) for one in listed}
    for place, row in enumerate(reading.rows("add")):
        yield f"add[{place}]", row, None
