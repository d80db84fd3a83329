"""Facts for the check: many agreements in a constant number of queries a thousand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import FilteredRelation, Q, QuerySet

from agreements.models import Agreement, Commitment, Party, Waiver
from agreements.models.agreement import AgreementQuerySet
from finance.models import Payment
from finance.rates import table_of
from finance.valuation import HoursRow, RateTable
from office.models.organizations import PUBLIC_KINDS
from office.rows import Row, decimal, fetch
from reports.checks import facts as known
from reports.models import ReportVersion, VolunteerHours

#: Agreements whose facts are held at a time: a whole page of a list, and a whole country one after the other.
TOGETHER = 1000
#: What the rows of a table say about each agreement (or version), by its id.
Grouped = defaultdict[int, list[Any]]


def facts_of(agreements: AgreementQuerySet, known_at: datetime | None = None) -> Iterator[known.AgreementFacts]:
    """What the check may know about each agreement, in the queryset's order: the ids, then seven queries a thousand.

    With `known_at` only what had been recorded by that moment.
    """
    ids = list(agreements.values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        yield from _together(ids[start : start + TOGETHER], known_at)


def _together(ids: list[int], known_at: datetime | None) -> Iterator[known.AgreementFacts]:
    parties = _parties(ids, known_at)
    commitments = _commitments(ids)
    payments = _payments(ids, known_at)
    versions = _versions(ids, known_at, parties)
    waivers = _waivers(ids, known_at)
    found = {row[0]: row for row in _agreements(ids, known_at)}
    for pk in ids:
        *about, conditions, terminated_on, last_day = found[pk]
        lists = [tuple(rows[pk]) for rows in (parties, commitments, payments, versions, waivers)]
        yield known.AgreementFacts._make((*about, *lists, *_conditions(conditions), terminated_on, last_day))


def _recorded(known_at: datetime | None, path: str = "recorded_at") -> Q:
    return Q(**{f"{path}__lte": known_at}) if known_at else Q()


def _agreements(ids: list[int], known_at: datetime | None) -> list[Row]:
    ended = FilteredRelation("termination", condition=_recorded(known_at, "termination__recorded_at"))
    fields = ("pk", "reference", "title", "kind", "starts_on", "ends_on", "conditions")
    rows = Agreement.objects.filter(pk__in=ids).annotate(ended=ended)
    return fetch(rows.values_list(*fields, "ended__terminated_on", "ended__last_day"))


def _parties(ids: list[int], known_at: datetime | None) -> Grouped:
    """Parties with their answer, and the municipality that a board belongs to."""
    rows = Party.objects.filter(agreement__pk__in=ids).order_by("pk")
    rows = rows.annotate(
        decision=FilteredRelation("decisions", condition=_recorded(known_at, "decisions__recorded_at")),
        signature=FilteredRelation("signatures", condition=_recorded(known_at, "signatures__recorded_at")),
    )
    above = "organization__parent"
    fields = rows.values_list(
        "agreement_id", "pk", "organization_id", "organization__name", "role", "organization__kind",
        "decision__outcome", "decision__decided_on", "signature__signed_on",
        f"{above}_id", f"{above}__name", f"{above}__parent_id", f"{above}__parent__name",
    )  # fmt: skip
    found: Grouped = defaultdict(list)
    for agreement, pk, organization, name, role, kind, outcome, decided_on, signed_on, *tree in fetch(fields):
        consent = _consent(outcome, decided_on, signed_on)
        root = _root(organization, name, *tree) if kind in PUBLIC_KINDS else (None, "")
        found[agreement].append(
            known.PartyFact(pk, organization, name, role, kind in PUBLIC_KINDS, consent, root[0], root[1])
        )
    return found


def _root(
    organization: int, name: str, parent: int | None, parent_name: str, top: int | None, top_name: str
) -> tuple[int, str]:
    """The municipality or other organisation at the top of the tree (it has three levels at most)."""
    if top:
        return top, top_name
    return (parent, parent_name) if parent else (organization, name)


def _consent(outcome: str | None, decided_on: date | None, signed_on: date | None) -> known.Consent | None:
    if decided_on:
        return known.Consent(outcome != "no", decided_on)
    return known.Consent(True, signed_on) if signed_on else None


def _commitments(ids: list[int]) -> Grouped:
    rows = Commitment.objects.filter(agreement__pk__in=ids).order_by("pk")
    fields = (
        "agreement_id", "pk", "party_id", "kind", "name", "unit", "amount", "amounts", "recipient_id", "components",
        "instalments", "clause",
    )  # fmt: skip
    found: Grouped = defaultdict(list)
    for agreement, pk, party, kind, name, unit, amount, amounts, recipient, parts, due, clause in fetch(
        rows.values_list(*fields)
    ):
        found[agreement].append(
            known.CommitmentFact(
                pk,
                party,
                kind,
                name,
                unit,
                None if amount is None else decimal(amount),
                tuple((one["period"], Decimal(one["amount"])) for one in _read(amounts)),
                recipient,
                _components(parts),
                _instalments(due),
                clause,
            )
        )
    return found


def _read(text: str) -> Any:
    """A column of JSON. Most are empty lists."""
    return () if text == "[]" else orjson.loads(text)


@lru_cache(maxsize=4096)
def _components(text: str) -> tuple[known.ComponentFact, ...]:
    return tuple(known.ComponentFact(one["kind"], Decimal(one["amount"]), one["counting"]) for one in _read(text))


@lru_cache(maxsize=4096)
def _instalments(text: str) -> tuple[known.InstalmentFact, ...]:
    return tuple(known.InstalmentFact(one["due"], Decimal(one["share"])) for one in _read(text))


def _payments(ids: list[int], known_at: datetime | None) -> Grouped:
    rows = Payment.objects.filter(_recorded(known_at), agreement__pk__in=ids).order_by("pk")
    fields = ("agreement_id", "pk", "commitment_id", "period", "recipient_id", "amount", "paid_on")
    found: Grouped = defaultdict(list)
    for agreement, pk, commitment, period, recipient, amount, paid_on in fetch(rows.values_list(*fields)):
        found[agreement].append(known.PaymentFact(pk, commitment, period, recipient, decimal(amount), paid_on))
    return found


def _versions(ids: list[int], known_at: datetime | None, parties: Grouped) -> Grouped:
    """Handed-in versions with their hours and the municipality's answer, as far as it was recorded."""
    hours = _hours(ids, known_at)
    party_of = {(agreement, one.organization): one.id for agreement, all_of in parties.items() for one in all_of}
    answer = FilteredRelation("review", condition=_recorded(known_at, "review__recorded_at"))
    rows = ReportVersion.objects.filter(_recorded(known_at), report__agreement__pk__in=ids).order_by("pk")
    fields = (
        "pk", "report__agreement_id", "report__organization_id", "report_id", "number", "report__period",
        "received_on", "figures", "activities", "answer__outcome", "answer__reviewed_on", "answer__due_on",
    )  # fmt: skip
    found: Grouped = defaultdict(list)
    for pk, agreement, organization, report, number, period, received_on, figures, acts, outcome, on, due_on in fetch(
        rows.annotate(answer=answer).values_list(*fields)
    ):
        returned, approved = outcome == "returned", outcome == "approved"
        found[agreement].append(
            known.VersionFact(
                report,
                number,
                period,
                party_of[agreement, organization],
                received_on,
                tuple([known.FigureFact(one["kind"], one["source"], Decimal(one["amount"])) for one in _read(figures)]),
                tuple(hours[pk]) if pk in hours else (),
                tuple([known.ActivityFact(one["name"], Decimal(one["quantity"]), one["unit"]) for one in _read(acts)]),
                on if returned else None,
                due_on if returned else None,
                on if approved else None,
            )
        )
    return found


def _hours(ids: list[int], known_at: datetime | None) -> Grouped:
    which = _recorded(known_at, "version__recorded_at")
    fields = ("version_id", "activity", "category", "hours", "starts_on", "ends_on", "pk")
    rows = VolunteerHours.objects.filter(which, version__report__agreement__pk__in=ids).order_by("pk")
    found: Grouped = defaultdict(list)
    for version, activity, category, hours, starts_on, ends_on, pk in fetch(rows.values_list(*fields)):
        found[version].append(HoursRow(activity, category, decimal(hours), starts_on, ends_on, pk))
    return found


def _waivers(ids: list[int], known_at: datetime | None) -> Grouped:
    rows = Waiver.objects.filter(_recorded(known_at), agreement__pk__in=ids).order_by("pk")
    which = ("agreement_id", "pk", "party_id", "kind", "period", "covers")
    found: Grouped = defaultdict(list)
    for agreement, *values in fetch(rows.values_list(*which, "decided_on", "until", "body", "paragraph", "reason")):
        found[agreement].append(known.WaiverFact(*values))
    return found


@lru_cache(maxsize=4096)
def _conditions(text: str) -> tuple[known.ConditionFacts, RateTable | None]:
    """An agreement's clauses and the rates that they name: many agreements say the same."""
    conditions: dict[str, Any] = orjson.loads(text)
    said = {name: row["value"] for name, row in conditions.items()}
    cap = said.get("volunteer_share_cap")
    names = ("report_due", "settlement", "period_basis", "public_money_counts", "carry_over")
    facts = known.ConditionFacts(
        **{name: said[name] for name in names if name in said},
        volunteer_share_cap=None if cap is None else Decimal(cap),
        clauses=tuple((name, row["clause"]) for name, row in conditions.items() if row["clause"]),
    )
    return facts, table_of(conditions)


def of_municipality(agreements: AgreementQuerySet, municipality: int) -> AgreementQuerySet:
    """Agreements in which a municipality or one of its boards is a party."""
    one = (
        Q(organization=municipality)
        | Q(organization__parent=municipality)
        | Q(organization__parent__parent=municipality)
    )
    found: QuerySet[Party] = Party.objects.filter(one)
    return agreements.filter(pk__in=found.values("agreement"))
