"""Invented annual reports: when they came in, what was sent back, and figures and hours around what was promised."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from agreements.amounts import for_period
from agreements.due_dates import report_due_on
from agreements.periods import Period
from reports.generating.life import days, periods_of
from reports.generating.rows import Commitment, Hours, Json, Report, Review, Termination, Version
from reports.generating.terms import Terms

ORE = Decimal("0.01")
QUARTER_HOUR = Decimal("0.25")
MISSING, LATE, RETURNED, NOT_REVIEWED = 0.03, 0.10, 0.08, 0.03
#: How far what is delivered lies from what was promised: the association's habit, then each year's luck.
HABIT, SPREAD, LUCK = 1.08, 0.14, 0.06
YOUNG_SHARE = 0.15  # of the volunteer hours


def reports(rng: Random, terms: Terms, ended: Termination | None, through: date) -> Iterator[Report]:
    """Each recipient's report for each period, in the order of the periods."""
    month_day = terms.conditions["report_due"]["value"]
    recipients = [index for index, party in enumerate(terms.parties) if party.role == "recipient"]
    habits = {party: rng.gauss(HABIT, SPREAD) for party in recipients}
    for period, _whole in periods_of(terms, ended):
        for party in recipients:
            if rng.random() < MISSING:
                continue
            ratio = max(0.0, rng.gauss(habits[party], LUCK))
            due_on = report_due_on(month_day, period)
            late = rng.randint(1, 75) if rng.random() < LATE else -rng.randint(0, 35)
            received_on = max(due_on + days(late), period.ends_on + days(5))
            versions = tuple(_versions(rng, terms, period, party, ratio, received_on, through))
            if versions:
                yield Report(party, period.label, versions)


def _versions(
    rng: Random, terms: Terms, period: Period, party: int, ratio: float, received_on: date, through: date
) -> Iterator[Version]:
    """One version, or several where the first were sent back for completion."""
    while received_on <= through:
        review = _review(rng, received_on, through)
        yield Version(
            received_on,
            _figures(rng, terms, period, party, ratio),
            _activities(rng, terms, period, party, ratio),
            _hours(rng, terms, period, party, ratio),
            review,
        )
        if review is None or review.due_on is None or rng.random() < 0.12:
            return
        received_on = review.on + days(rng.randint(4, 34))


def _review(rng: Random, received_on: date, through: date) -> Review | None:
    chance = rng.random()
    if chance < NOT_REVIEWED:
        return None
    on = received_on + days(rng.randint(5, 50))
    if on > through:
        return None
    sent_back = chance < NOT_REVIEWED + RETURNED
    return Review("returned", on, on + days(30)) if sent_back else Review("approved", on, None)


def _promises(terms: Terms, party: int, kind: str) -> list[Commitment]:
    return [row for row in terms.commitments if row.party == party and row.kind == kind]


def _part(terms: Terms, period: Period, party: int, kind: str) -> Decimal:
    """What the party promises of a component's kind in the period, SEK; 0 when nothing."""
    yearly = Decimal(0)
    for row in _promises(terms, party, "co_financing"):
        yearly += sum((Decimal(part["amount"]) for part in row.components if part["kind"] == kind), Decimal(0))
    if kind == "in_kind":
        yearly += sum((row.amount for row in _promises(terms, party, "in_kind")), Decimal(0))
    return for_period(yearly, period)


def _figures(rng: Random, terms: Terms, period: Period, party: int, ratio: float) -> list[Json]:
    """Own cash by source, what came in kind, and income and costs of the whole."""
    found: list[Json] = []
    cash = _part(terms, period, party, "own_cash") * Decimal(round(ratio, 4))
    if cash:
        fees = (cash * rng.randint(40, 90) / 100).quantize(ORE)
        found += [_figure("own_cash", "fees", fees), _figure("own_cash", "donations", cash - fees)]
        if rng.random() < 0.03:
            found.append(_figure("own_cash", "public", cash / 10))
    in_kind = _part(terms, period, party, "in_kind")
    if in_kind:
        given = _figure("in_kind", "", in_kind * rng.randint(8, 13) / 10)
        found.append({**given, "basis": "price_list", "document": "Påhittad prislista"})
    funding = sum((row.amount for row in terms.commitments if row.recipient in (None, party)), Decimal(0))
    income = for_period(funding, period) + cash
    costs = income * (100 - rng.randint(1, 12) if rng.random() < 0.1 else 100) / 100
    return [*found, _figure("income", "", income), _figure("costs", "", costs)]


def _figure(kind: str, source: str, amount: Decimal) -> Json:
    return {"kind": kind, "source": source, "amount": str(amount.quantize(ORE))}


def _activities(rng: Random, terms: Terms, period: Period, party: int, ratio: float) -> list[Json]:
    found = []
    for row in _promises(terms, party, "activity"):
        quantity = round(float(for_period(row.amount, period)) * ratio * rng.uniform(0.9, 1.1))
        found.append({"name": row.name, "quantity": f"{quantity}.00", "unit": row.unit})
    return found


def _hours(rng: Random, terms: Terms, period: Period, party: int, ratio: float) -> tuple[Hours, ...]:
    """Hours worth about what was promised: adults in one to three activities, and young people in most reports."""
    promised = float(_part(terms, period, party, "volunteer_time")) * ratio
    if not promised:
        return ()
    young = YOUNG_SHARE if rng.random() < 0.7 else 0.0
    hours = promised / (float(terms.rates["adult"]) * (1 - young) + float(terms.rates["young"]) * young)
    names = rng.sample((terms.theme, "Styrelse och planering", "Utflykter"), rng.choices((1, 2, 3), (30, 45, 25))[0])
    rows = [_row(rng, name, "adult", hours * (1 - young) / len(names), period) for name in names]
    if young:
        rows.append(_row(rng, names[0], "young", hours * young, period))
    return tuple(rows)


def _row(rng: Random, activity: str, category: str, hours: float, period: Period) -> Hours:
    whole = (Decimal(round(hours, 2)) / QUARTER_HOUR).quantize(Decimal(1)) * QUARTER_HOUR
    people = max(2, round(hours / 60))
    women = rng.randint(0, people)
    return Hours(activity, category, whole.quantize(ORE), period.starts_on, period.ends_on, women, people - women)
