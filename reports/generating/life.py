"""What happened under an agreement: answers, a termination, payments, waivers; nothing after the scale's last day."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import cast

from agreements.amounts import instalments, promised_in
from agreements.due_dates import instalment_due_on
from agreements.periods import Basis, Period, cut, periods
from reports.generating.rows import Answer, Commitment, Correction, Payment, Report, Termination, Waiver
from reports.generating.terms import Terms

#: State -> of how many in a thousand; the rest is active.
NOT_ACTIVE = {"draft": 15, "proposed": 15, "rejected": 5, "withdrawn": 5, "terminated": 20}
PUBLIC = ("funder", "host")


def days(count: int) -> timedelta:
    return timedelta(days=count)


def state_of(rng: Random, terms: Terms) -> str:
    """No public party ends an agreement of several: theirs runs on."""
    chance = rng.randrange(1000)
    for state, share in NOT_ACTIVE.items():
        chance -= share
        if chance < 0:
            together = sum(party.role in PUBLIC for party in terms.parties) > 1
            return "active" if state == "terminated" and together else state
    return "active"


def answers(rng: Random, terms: Terms, state: str) -> tuple[Answer, ...]:
    """Everybody's yes where it binds or did; one no where it was rejected; half an answer to a proposal."""
    if state in ("draft", "withdrawn"):
        return ()
    decided_on = terms.starts_on - days(rng.randint(20, 45))
    found = []
    for index, party in enumerate(terms.parties):
        public = party.role in PUBLIC
        if state == "rejected":
            return (Answer(index, decided_on, "no"),)
        if state == "proposed" and not (public and rng.random() < 0.5):
            break
        outcome = "" if not public else "yes_with_reservation" if rng.random() < 0.03 else "yes"
        found.append(Answer(index, decided_on + days(0 if public else rng.randint(1, 12)), outcome))
    return tuple(found)


def termination(rng: Random, terms: Terms, state: str) -> Termination | None:
    """Decided some weeks before the end of the month on which it ends, somewhere in the middle of the term."""
    if state != "terminated":
        return None
    length = (terms.ends_on - terms.starts_on).days
    day = terms.starts_on + days(round(length * rng.uniform(0.3, 0.7)))
    last_day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return Termination(day - days(rng.randint(20, 90)), last_day)


def periods_of(terms: Terms, ended: Termination | None) -> tuple[tuple[Period, Period], ...]:
    """Each period of the term as it stands, beside what it was before a termination."""
    basis = cast(Basis, terms.conditions.get("period_basis", {}).get("value", "calendar_year"))
    whole = periods(terms.starts_on, terms.ends_on, basis)
    left = cut(whole, ended.last_day) if ended else whole
    return tuple(zip(left, whole, strict=False))


def payments(rng: Random, terms: Terms, ended: Termination | None, through: date) -> Iterator[Payment]:
    """Every instalment of every period: on time mostly, late at times, now and then not at all, a few corrected."""
    for number, commitment in enumerate(terms.commitments):
        if commitment.kind != "funding":
            continue
        recipient = commitment.recipient
        if recipient is None:
            recipient = next(index for index, party in enumerate(terms.parties) if party.role == "recipient")
        for period, whole in periods_of(terms, ended):
            for due_on, amount in _schedule(commitment, period, whole):
                found = _payment(rng, number, recipient, period, amount, due_on)
                if found and found.paid_on <= through:
                    yield found._replace(correction=_correction(rng, found, through))


def _schedule(commitment: Commitment, period: Period, whole: Period) -> list[tuple[date, Decimal]]:
    total = promised_in(commitment.amount, (), period, whole) or Decimal(0)
    named = [(part["due"], Decimal(part["share"])) for part in commitment.instalments] or [(None, Decimal(1))]
    dated = sorted((instalment_due_on(due, period), share) for due, share in named)
    amounts = instalments(total, tuple(share for _due, share in dated))
    return [(due_on, amount) for (due_on, _share), amount in zip(dated, amounts, strict=True) if amount > 0]


def _payment(
    rng: Random, commitment: int, recipient: int, period: Period, amount: Decimal, due_on: date
) -> Payment | None:
    chance = rng.random()
    if chance < 0.012:
        return None
    moved = rng.randint(3, 60) if chance < 0.06 else -rng.randint(0, 5)
    paid_on = max(due_on + days(moved), period.starts_on)
    return Payment(commitment, recipient, period.label, amount.quantize(Decimal("0.01")), paid_on, None)


def _correction(rng: Random, payment: Payment, through: date) -> Correction | None:
    """A part of it is taken back some weeks later and mostly paid again."""
    if rng.random() >= 0.01:
        return None
    on = payment.paid_on + days(rng.randint(5, 40))
    amount = (payment.amount * rng.randint(1, 5) / 10).quantize(Decimal(1)).quantize(Decimal("0.01"))
    if on > through or amount <= 0:
        return None
    again_on = on + days(rng.randint(0, 20))
    return Correction(amount, on, again_on if again_on <= through and rng.random() < 0.9 else None)


def waivers(rng: Random, terms: Terms, reports: tuple[Report, ...], through: date) -> Iterator[Waiver]:
    """A few periods' shortfall or lateness is excused by the funder, some of them for a while only."""
    promised = {row.party for row in terms.commitments if row.kind == "co_financing"}
    for report in reports:
        if report.party in promised and rng.random() < 0.01:
            on = report.versions[-1].received_on + days(rng.randint(10, 80))
            until = on + days(rng.randint(60, 400)) if rng.random() < 0.3 else None
            if on <= through:
                yield Waiver(report.party, report.period, rng.choice(("shortfall", "lateness")), on, until)
