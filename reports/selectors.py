"""Facts for the check, many agreements in a constant number of queries; and an agreement's timeline."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from agreements.models import Agreement, Commitment, Party, Waiver
from agreements.models.agreement import AgreementQuerySet
from finance.models import Payment
from finance.rates import table_of
from finance.valuation import HoursRow
from office.models.organizations import PUBLIC_KINDS
from reports.checks import facts as known
from reports.models import ReportVersion, VolunteerHours

Grouped = dict[int, list[Any]]


def facts_of(agreements: AgreementQuerySet, known_at: datetime | None = None) -> list[known.AgreementFacts]:
    """What the check may know about each agreement, in the queryset's order: eight queries however many there are.

    With `known_at` only what had been recorded by that moment.
    """
    rows = list(agreements.select_related("termination"))
    ids = [row.pk for row in rows]
    parties = _grouped(_parties(ids, known_at))
    commitments = _grouped(_commitments(ids))
    payments = _grouped(_payments(ids, known_at))
    versions = _grouped(_versions(ids, known_at))
    waivers = _grouped(_waivers(ids, known_at))
    return [
        _facts(row, [found.get(row.pk, []) for found in (parties, commitments, payments, versions, waivers)], known_at)
        for row in rows
    ]


def _grouped(rows: Iterable[tuple[int, Any]]) -> Grouped:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for agreement, fact in rows:
        found[agreement].append(fact)
    return found


def _recorded(known_at: datetime | None, path: str = "recorded_at") -> Q:
    return Q(**{f"{path}__lte": known_at}) if known_at else Q()


def _parties(ids: list[int], known_at: datetime | None) -> Iterable[tuple[int, known.PartyFact]]:
    """Parties with their answer, and the municipality that a board belongs to."""
    rows = Party.objects.filter(agreement__in=ids).order_by("pk")
    rows = rows.annotate(
        decision=FilteredRelation("decisions", condition=_recorded(known_at, "decisions__recorded_at")),
        signature=FilteredRelation("signatures", condition=_recorded(known_at, "signatures__recorded_at")),
    )
    above = "organization__parent"
    fields = rows.values_list(
        "agreement_id", "pk", "organization_id", "organization__name", "organization__kind", "role",
        "decision__outcome", "decision__decided_on", "signature__signed_on",
        f"{above}_id", f"{above}__name", f"{above}__parent_id", f"{above}__parent__name",
    )  # fmt: skip
    for agreement, pk, organization, name, kind, role, outcome, decided_on, signed_on, *tree in fields:
        root = next(
            ((one, called) for one, called in ((tree[2], tree[3]), (tree[0], tree[1])) if one), (organization, name)
        )
        public = kind in PUBLIC_KINDS
        yield (
            agreement,
            known.PartyFact(
                id=pk,
                organization=organization,
                name=name,
                role=role,
                public=public,
                consent=_consent(outcome, decided_on, signed_on),
                municipality=root[0] if public else None,
                municipality_name=root[1] if public else "",
            ),
        )


def _consent(outcome: str | None, decided_on: date | None, signed_on: date | None) -> known.Consent | None:
    if decided_on:
        return known.Consent(outcome != "no", decided_on)
    return known.Consent(True, signed_on) if signed_on else None


def _commitments(ids: list[int]) -> Iterable[tuple[int, known.CommitmentFact]]:
    for row in Commitment.objects.filter(agreement__in=ids).order_by("pk"):
        yield (
            row.agreement_id,
            known.CommitmentFact(
                id=row.pk,
                party=row.party_id,
                kind=row.kind,
                name=row.name,
                unit=row.unit,
                amount=row.amount,
                amounts=tuple((one["period"], Decimal(one["amount"])) for one in row.amounts),
                recipient=row.recipient_id,
                components=tuple(
                    known.ComponentFact(one["kind"], Decimal(one["amount"]), one["counting"]) for one in row.components
                ),
                instalments=tuple(known.InstalmentFact(one["due"], Decimal(one["share"])) for one in row.instalments),
                clause=row.clause,
            ),
        )


def _payments(ids: list[int], known_at: datetime | None) -> Iterable[tuple[int, known.PaymentFact]]:
    rows = Payment.objects.filter(_recorded(known_at), agreement__in=ids).order_by("pk")
    fields = ("agreement_id", "pk", "commitment_id", "period", "recipient_id", "amount", "paid_on")
    for agreement, *values in rows.values_list(*fields):
        yield agreement, known.PaymentFact(*values)


def _versions(ids: list[int], known_at: datetime | None) -> Iterable[tuple[int, known.VersionFact]]:
    """Handed-in versions with their hours and the municipality's answer, as far as it was recorded."""
    of_reports = Q(report__agreement__in=ids) & _recorded(known_at)
    hours = _hours(Q(version__report__agreement__in=ids) & _recorded(known_at, "version__recorded_at"))
    rows = ReportVersion.objects.filter(of_reports).order_by("pk")
    rows = rows.annotate(
        answer=FilteredRelation("review", condition=_recorded(known_at, "review__recorded_at")),
        party=FilteredRelation(
            "report__agreement__parties",
            condition=Q(report__agreement__parties__organization=F("report__organization")),
        ),
    )
    fields = (
        "pk", "report__agreement_id", "report_id", "number", "report__period", "party__pk", "received_on",
        "figures", "activities", "answer__outcome", "answer__reviewed_on", "answer__due_on",
    )  # fmt: skip
    for (
        pk,
        agreement,
        report,
        number,
        period,
        party,
        received_on,
        figures,
        acts,
        outcome,
        on,
        due_on,
    ) in rows.values_list(*fields):
        yield (
            agreement,
            known.VersionFact(
                report=report,
                number=number,
                period=period,
                party=party,
                received_on=received_on,
                figures=tuple(known.FigureFact(one["kind"], one["source"], Decimal(one["amount"])) for one in figures),
                hours=tuple(hours.get(pk, ())),
                activities=tuple(
                    known.ActivityFact(one["name"], Decimal(one["quantity"]), one["unit"]) for one in acts
                ),
                returned_on=on if outcome == "returned" else None,
                return_due_on=due_on if outcome == "returned" else None,
                approved_on=on if outcome == "approved" else None,
            ),
        )


def _hours(which: Q) -> Grouped:
    fields = ("version_id", "activity", "category", "hours", "starts_on", "ends_on", "pk")
    rows = VolunteerHours.objects.filter(which).order_by("pk").values_list(*fields)
    return _grouped((version, HoursRow(*values)) for version, *values in rows)


def _waivers(ids: list[int], known_at: datetime | None) -> Iterable[tuple[int, known.WaiverFact]]:
    rows = Waiver.objects.filter(_recorded(known_at), agreement__in=ids).order_by("pk")
    which = ("agreement_id", "pk", "party_id", "kind", "period", "covers")
    fields = (*which, "decided_on", "until", "body", "paragraph", "reason")
    for agreement, *values in rows.values_list(*fields):
        yield agreement, known.WaiverFact(*values)


def _conditions(conditions: dict[str, Any]) -> known.ConditionFacts:
    said = {name: row["value"] for name, row in conditions.items()}
    cap = said.get("volunteer_share_cap")
    names = ("report_due", "settlement", "period_basis", "public_money_counts", "carry_over")
    return known.ConditionFacts(
        **{name: said[name] for name in names if name in said},
        volunteer_share_cap=None if cap is None else Decimal(cap),
        clauses=tuple((name, row["clause"]) for name, row in conditions.items() if row["clause"]),
    )


def _facts(row: Agreement, found: list[list[Any]], known_at: datetime | None) -> known.AgreementFacts:
    parties, commitments, payments, versions, waivers = found
    termination = getattr(row, "termination", None)
    ended = termination if termination and (known_at is None or termination.recorded_at <= known_at) else None
    return known.AgreementFacts(
        id=row.pk,
        reference=row.reference,
        title=row.title,
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        parties=tuple(parties),
        commitments=tuple(commitments),
        payments=tuple(payments),
        versions=tuple(versions),
        waivers=tuple(waivers),
        conditions=_conditions(row.conditions),
        rates=table_of(row.conditions),
        terminated_on=ended.terminated_on if ended else None,
        last_day=ended.last_day if ended else None,
    )


def of_municipality(agreements: AgreementQuerySet, municipality: int) -> AgreementQuerySet:
    """Agreements in which a municipality or one of its boards is a party."""
    one = (
        Q(organization=municipality)
        | Q(organization__parent=municipality)
        | Q(organization__parent__parent=municipality)
    )
    found: QuerySet[Party] = Party.objects.filter(one)
    return agreements.filter(pk__in=found.values("agreement"))
