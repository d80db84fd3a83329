"""Invented terms: who promises what to whom on which conditions, as registration would have kept them."""

import math
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from reports.generating.rows import Commitment, Json, Party, Place, Scale

KINDS = {"grant": 42, "partnership": 28, "support": 20, "pilot": 4, "cooperation": 3, "feasibility_study": 3}
THEMES = (
    "Språkcafé", "Läxhjälp", "Mötesplats för äldre", "Sommarläger", "Jourverksamhet", "Cykelverkstad", "Fritidsbank",
    "Odling tillsammans", "Integration genom idrott", "Öppen förskola", "Kulturkväll", "Fältvandring",
)  # fmt: skip
REPORT_DUE = {"03-31": 55, "02-25": 15, "04-30": 20, "08-25": 10}
INSTALMENTS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("01-31", "0.5"), ("07-31", "0.5")),
    (("02-15", "1"),),
    (("01-31", "0.25"), ("04-30", "0.25"), ("07-31", "0.25"), ("10-31", "0.25")),
    (),
)
MEDIAN_AMOUNT = 130_000  # SEK a year in a municipality of the median size
MEDIAN_SIZE = 16_000
LEADER = {"adult": Decimal(220), "young": Decimal(50)}


class Terms(NamedTuple):
    """What is agreed, and the SEK per hour by which the plan makes up hours (a table may end before the term)."""

    kind: str
    theme: str
    starts_on: date
    ends_on: date
    conditions: Json
    parties: tuple[Party, ...]
    commitments: tuple[Commitment, ...]
    rates: dict[str, Decimal]


def pick(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def money(amount: float, step: int = 1_000) -> Decimal:
    """An amount rounded to a step of kronor, at least one step."""
    return Decimal(max(step, round(amount / step) * step)).quantize(Decimal("0.01"))


def terms_of(rng: Random, scale: Scale, place: Place, neighbours: list[Place]) -> Terms:
    """One agreement's terms."""
    kind = pick(rng, KINDS)
    starts_on, ends_on, basis = _term(rng, scale)
    conditions, rates = _conditions(rng, scale, place, basis)
    parties = _parties(rng, place, kind, neighbours)
    given = tuple(_commitments(rng, place, kind, parties))
    return Terms(kind, rng.choice(THEMES), starts_on, ends_on, conditions, parties, given, rates)


def _term(rng: Random, scale: Scale) -> tuple[date, date, str]:
    """Calendar years for most; some begin in the middle of one, some count from their own first day."""
    first, last = scale.first_year, scale.first_year + scale.years
    chance = rng.random()
    if chance < 0.90:
        return date(first, 1, 1), date(last - 1, 12, 31), ""
    if chance < 0.96:
        return date(first, rng.choice((4, 7)), 1), date(last - 1, 12, 31), ""
    return date(first, 9, 1), date(last, 8, 31), "agreement_year"


def _clause(value: Any, clause: str = "") -> Json:
    return {"value": value, "clause": clause}


def _conditions(rng: Random, scale: Scale, place: Place, basis: str) -> tuple[Json, dict[str, Decimal]]:
    found = {
        "report_due": _clause(pick(rng, REPORT_DUE), "§ 6"),
        "settlement": _clause("yearly" if rng.random() < 0.2 else "term", "§ 5"),
    }
    if basis:
        found["period_basis"] = _clause(basis)
    found["volunteer_rate"], rates = _rate(rng, scale, place, basis)
    if rng.random() < 0.03:
        found["volunteer_share_cap"] = _clause("0.5", "§ 7")
    if rng.random() < 0.05:
        found["public_money_counts"] = _clause(True)
    if rng.random() < 0.05:
        steps = ((7, "10.00"), (14, "50.00"), (None, "100.00"))
        found["late_ladder"] = _clause([{"days": late, "percent": percent} for late, percent in steps], "§ 8")
    if rng.random() < 0.3:
        found["notice_months"] = _clause(rng.choice((3, 6)))
    return found, rates


def _rate(rng: Random, scale: Scale, place: Place, basis: str) -> tuple[Json, dict[str, Decimal]]:
    """The published rate for most; a municipality's own for some, which now and then nobody renewed in time."""
    if rng.random() < 0.7:
        return _clause("leader-2014", "§ 4"), LEADER
    adult = Decimal(150 + int(place.code) % 11 * 10).quantize(Decimal("0.01"))
    rates = {"adult": adult, "young": Decimal("60.00")}
    lapsed = rng.random() < 0.05 and not basis
    ends_on = date(scale.first_year, 12, 31).isoformat() if lapsed else None
    starts_on = date(scale.first_year, 1, 1).isoformat()
    source = f"Påhittat beslut, {place.name} § {200 + int(place.code) % 100}"
    rows = [
        {"category": category, "rate": str(rate), "starts_on": starts_on, "ends_on": ends_on, "source": source}
        for category, rate in rates.items()
    ]
    return _clause({"name": f"Egen {place.code}", "rates": rows}, "§ 4"), rates


def _parties(rng: Random, place: Place, kind: str, neighbours: list[Place]) -> tuple[Party, ...]:
    """The funder is a board where there are boards, mostly; of cooperation neighbours too. One or two recipients."""
    funder = rng.choice(place.boards).key if place.boards and rng.random() < 0.6 else place.key
    funders = [funder]
    if kind == "cooperation" and neighbours:
        funders += [one.key for one in rng.sample(neighbours, min(len(neighbours), rng.choice((1, 1, 2))))]
    two = kind != "cooperation" and rng.random() < 0.04
    recipients = rng.sample(place.associations, 2 if two else 1)
    return (*(Party(key, "funder") for key in funders), *(Party(one.key, "recipient") for one in recipients))


def _commitments(rng: Random, place: Place, kind: str, parties: tuple[Party, ...]) -> list[Commitment]:
    """Funding by each funder to each recipient, then what each recipient adds."""
    funders = [index for index, party in enumerate(parties) if party.role == "funder"]
    recipients = [index for index, party in enumerate(parties) if party.role == "recipient"]
    size = (place.inhabitants / MEDIAN_SIZE) ** 0.25
    found = []
    for recipient in recipients:
        amount = money(min(5_000_000, max(20_000, rng.lognormvariate(math.log(MEDIAN_AMOUNT), 0.8) * size)), 5_000)
        found += [_funding(rng, funder, recipient if len(recipients) > 1 else None, amount) for funder in funders]
        found += _own(rng, recipient, amount * len(funders), kind)
    return found


def _funding(rng: Random, funder: int, recipient: int | None, amount: Decimal) -> Commitment:
    parts = rng.choices(INSTALMENTS, (60, 15, 20, 5))[0]
    instalments = [{"due": due, "share": share} for due, share in parts]
    return Commitment(funder, "funding", amount, recipient=recipient, instalments=instalments)


def _own(rng: Random, party: int, funding: Decimal, kind: str) -> list[Commitment]:
    """Co-financing for most, a third of the grants without; beside it now and then something in kind or an activity."""
    found = []
    within = rng.random() < 0.1
    if rng.random() < (0.67 if kind == "grant" else 0.97):
        found.append(_co_financing(rng, party, float(funding) * rng.uniform(0.3, 1.1), within))
        if not within and rng.random() < 0.05:
            found.append(Commitment(party, "in_kind", money(float(funding) * rng.uniform(0.05, 0.2))))
    if rng.random() < 0.08:
        quantity = Decimal(rng.randrange(8, 60, 4)).quantize(Decimal("0.01"))
        found.append(Commitment(party, "activity", quantity, name=rng.choice(THEMES), unit="träffar"))
    return found


def _co_financing(rng: Random, party: int, wanted: float, within: bool) -> Commitment:
    """Volunteer time up to its amount, own cash as planned; `within`: something in kind as a part of it."""
    volunteer = money(wanted * rng.uniform(0.4, 0.8))
    cash = max(money(0), money(wanted) - volunteer)
    parts = [("volunteer_time", volunteer, "cap"), ("own_cash", cash, "floor" if rng.random() < 0.05 else "plan")]
    if within:
        parts.append(("in_kind", money(wanted * 0.1), "plan"))
    amount = sum((part[1] for part in parts), Decimal(0))
    told = [{"kind": kind, "amount": str(part), "counting": counting} for kind, part, counting in parts]
    return Commitment(party, "co_financing", amount, components=told)
