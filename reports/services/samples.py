"""Draw a sample of a list for an auditor's assignment, and prove the draw later.

What is drawn from is what the assignment shows, through the list's own door (`office.lists`): none of the auditor's
other roles adds to it, so that a colleague with the same assignment draws the same.
"""

import secrets
import zlib
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from office.access import Years, acting, as_auditor
from office.clock import today
from office.lists import opened
from office.models import Membership, User
from office.models.people import Role
from office.refusals import Refusal, Refused, accepted, forbidden
from office.services import trail
from reports import sampling
from reports.models import AuditSample, AuditSampleItem
from reports.sampling import BY_AMOUNT, Item, Population, Unit

Values = dict[str, Any]
MOST_ITEMS, MOST_POPULATION = 1000, 50_000
HUNDREDTH = Decimal("0.01")


class Sampled(NamedTuple):
    """A list that can be sampled: what its records weigh (None: one amount says nothing of them) and in which unit."""

    amount: str | None = None
    unit: str = ""


#: By the list's address. Of agreements and reports no single amount says what is at stake.
LISTS = {
    "agreements": Sampled(),
    "annual-reports": Sampled(),
    "ledger-rows": Sampled("amount", "SEK"),
    "payments": Sampled("amount", "SEK"),
    "volunteer-hours": Sampled("hours", "hours"),
}


def draw(values: Values, by: User, refusals: list[Refusal]) -> AuditSample:
    """Draw and keep a sample.

    Raises `Refused`: 403 for who audits nothing, or decides where they audit; 400 with all that is wrong, in the list's
    own words about its filters.
    """
    if not acting(by).desks:
        raise forbidden("sample.auditors_only", _("Only auditors draw samples, where they decide nothing themselves."))
    refusals = [*refusals, *_wrong(values)]
    assignment = _assignment(values, by, refusals)
    assignment = accepted(assignment, refusals)
    user = as_auditor(by, assignment.organization_id, Years(assignment.first_year, assignment.last_year))
    units = _units(values["list"], values["filters"], user)
    most = sampling.possible(units, values["method"])
    if values["size"] > most:
        message = _("Only %(most)s records can be drawn so.") % {"most": most}
        raise Refused(Refusal("sample.too_few", message, "size", f"<= {most}", values["size"]))
    seed = values.get("seed") or secrets.token_hex(16)
    with transaction.atomic():
        return _kept(values, assignment, units, seed, by)


def _wrong(values: Values) -> list[Refusal]:
    """What is wrong before any record is read."""
    found = []
    known = LISTS.get(values.get("list", ""))
    if "list" in values and known is None:
        message = _("Samples are drawn from one of these lists.")
        found.append(Refusal("sample.unknown_list", message, "list", sorted(LISTS), values["list"]))
    if known and known.amount is None and values.get("method") == BY_AMOUNT:
        message = _("No single amount says what a record of this list weighs: draw it simply.")
        found.append(Refusal("sample.no_amounts", message, "method", sampling.SIMPLE, BY_AMOUNT))
    if values.get("size", 0) > MOST_ITEMS:
        message = _("A sample has at most %(most)s items.") % {"most": MOST_ITEMS}
        found.append(Refusal("sample.too_large", message, "size", f"<= {MOST_ITEMS}", values["size"]))
    return found


def _assignment(values: Values, by: User, refusals: list[Refusal]) -> Membership | None:
    """The auditor's own assignment that is named, in force today and no place where they decide."""
    if "assignment" not in values:
        return None
    mine = Membership.objects.in_force(today()).filter(user=by, role=Role.AUDITOR)
    desks = frozenset[int]().union(*acting(by).desks.values())
    found = mine.filter(pk=values["assignment"], organization__in=desks).first()
    if found is None:
        message = _("You have no assignment of this number today.")
        own = list(mine.filter(organization__in=desks).values_list("pk", flat=True))
        refusals.append(Refusal("assignment.unknown", message, "assignment", own, values["assignment"]))
    return found


def _units(path: str, filters: dict[str, list[str]], user: User) -> list[Unit]:
    """The records of the list as the user sees it now."""
    try:
        found = opened(path, filters, user)
    except Refused as refused:
        raise Refused(*(one.under("filters") for one in refused.refusals), status=refused.status) from refused
    keys = found.whole.keys
    if len(keys) > MOST_POPULATION:
        message = _("A sample is drawn from at most %(most)s records: narrow the filter.") % {"most": MOST_POPULATION}
        raise Refused(Refusal("sample.too_many_records", message, "filters", f"<= {MOST_POPULATION}", len(keys)))
    amount = LISTS[path].amount
    if amount is None:
        return [Unit(key, None) for key in keys]
    return [Unit(one["id"], int(Decimal(one[amount]) * 100)) for _done, some in found.whole.batches() for one in some]


def _kept(values: Values, assignment: Membership, units: list[Unit], seed: str, by: User) -> AuditSample:
    drawn = sampling.draw(units, values["size"], seed, values["method"])
    told = sampling.described(units)
    sample = AuditSample.objects.create(
        organization_id=assignment.organization_id,
        first_year=assignment.first_year,
        last_year=assignment.last_year,
        path=values["list"],
        filters=values["filters"],
        purpose=values["purpose"],
        method=values["method"],
        size=values["size"],
        seed=seed,
        as_of=today(),
        population=zlib.compress(sampling.lines(units).encode()),
        population_size=told.size,
        population_total=told.total,
        population_digest=told.digest,
        zero=told.zero,
        negative=told.negative,
        unknown=told.unknown,
        interval=None if drawn.interval is None else in_units(drawn.interval),
        recorded_by=by,
    )
    AuditSampleItem.objects.bulk_create(
        AuditSampleItem(sample=sample, place=place, record=one.unit.id, amount=one.unit.amount, certain=one.certain)
        for place, one in enumerate(drawn.items, start=1)
    )
    data = {"list": sample.path, "method": sample.method, "seed": seed, "population": told.digest}
    trail.record("sample.drawn", by=by, subject=sample, concerns=[], data=data)
    return sample


def in_units(hundredths: Fraction | int) -> Decimal:
    """SEK or hours, with two decimals."""
    found = Fraction(hundredths)
    return (Decimal(found.numerator) / found.denominator / 100).quantize(HUNDREDTH)


def population(sample: AuditSample) -> list[Unit]:
    """What a sample was drawn from, by id."""
    return sampling.read(zlib.decompress(bytes(sample.population)).decode())


class Redraw(NamedTuple):
    """Whether what was kept gives the same items again, and how what there is to draw from differs by now: how many
    records have come, are gone, and weigh something else."""

    same_draw: bool
    same_population: bool
    added: int
    removed: int
    changed: int
    now: Population


def redraw(sample: AuditSample, by: User) -> Redraw:
    """Draw a sample again from what was kept, and look at the list as its assignment shows it now.

    Raises `Refused` where the list no longer knows one of the filters.
    """
    kept = population(sample)
    again = sampling.draw(kept, sample.size, sample.seed, sample.method)
    items = [Item(Unit(one.record, one.amount), one.certain) for one in sample.items.all()]
    digest = sampling.described(kept).digest
    years = Years(sample.first_year, sample.last_year)
    units = _units(sample.path, sample.filters, as_auditor(by, sample.organization_id, years))
    before, after = dict(kept), dict(units)
    changed = sum(before[pk] != amount for pk, amount in after.items() if pk in before)
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    return Redraw(
        same_draw=list(again.items) == items and digest == sample.population_digest,
        same_population=not (added or removed or changed),
        added=added,
        removed=removed,
        changed=changed,
        now=sampling.described(units),
    )
