"""Some agreements with everything that happened under them, as rows: table by table, parents before children."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from agreements.models import Agreement, Commitment, Decision, Party, Signature, Termination, Waiver
from finance.models import Payment
from office.models import User
from reports.generating import rows as planned
from reports.generating.rows import Place
from reports.models import AnnualReport, ReportVersion, Review, VolunteerHours
from reports.services.freezing import frozen_rates

Row = TypeVar("Row", bound=models.Model)
Counts = Counter[str]
Ids = dict[str, int]
PURPOSE = "Påhittat avtal för prov och mätning; allt som har redovisats är påhittat."
NARRATIVE = "Påhittad redovisning."


class Lived:
    """An agreement's plan beside the rows that have been made of it."""

    def __init__(self, place: Place, plan: planned.Agreement, ids: Ids) -> None:
        self.place, self.plan, self.ids = place, plan, ids
        self.owner = next(ids[party.organization] for party in plan.parties if party.role == "funder")
        self.agreement: Agreement
        self.parties: list[Party] = []
        self.commitments: list[Commitment] = []

    def column(self, moment: datetime, by: User) -> Agreement:
        """The agreement itself. Its revision counts what was done: the proposal, answers, the end, waivers."""
        plan = self.plan
        proposed = plan.state not in ("draft", "withdrawn")
        acts = len(plan.answers) + len(plan.waivers) + (plan.termination is not None) + (plan.state == "withdrawn")
        return Agreement(
            reference=plan.reference,
            title=plan.title,
            kind=plan.kind,
            purpose=PURPOSE,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            conditions=plan.conditions,
            state=plan.state,
            owner_id=self.owner,
            proposed_at=moment if proposed else None,
            withdrawn_at=moment if plan.state == "withdrawn" else None,
            search_text=f"{plan.reference} {plan.title}".casefold(),
            revision=1 + proposed + acts,
            recorded_by=by,
        )


def save(model: type[Row], rows: Iterable[Any], counts: Counts) -> list[Row]:
    """Write a table's rows and count them."""
    made: list[Row] = model._default_manager.bulk_create(rows)
    counts[model._meta.model_name or ""] += len(made)
    return made


def write(found: list[tuple[Place, planned.Agreement]], ids: Ids, by: User, moment: datetime, counts: Counts) -> None:
    """Write these agreements; `moment` is when they are put to their parties."""
    lived = [Lived(place, plan, ids) for place, plan in found]
    made = save(Agreement, [one.column(moment, by) for one in lived], counts)
    for one, agreement in zip(lived, made, strict=True):
        one.agreement = agreement
    _terms(lived, counts)
    _acts(lived, by, counts)
    _payments(lived, by, counts)
    _reports(lived, by, counts)


def _terms(lived: list[Lived], counts: Counts) -> None:
    for one in lived:
        one.parties = [
            Party(agreement_id=one.agreement.pk, organization_id=one.ids[party.organization], role=party.role)
            for party in one.plan.parties
        ]
    save(Party, [party for one in lived for party in one.parties], counts)
    for one in lived:
        one.commitments = [_commitment(one, row) for row in one.plan.commitments]
    save(Commitment, [row for one in lived for row in one.commitments], counts)


def _commitment(one: Lived, row: planned.Commitment) -> Commitment:
    return Commitment(
        agreement_id=one.agreement.pk,
        party_id=one.parties[row.party].pk,
        recipient_id=None if row.recipient is None else one.parties[row.recipient].pk,
        kind=row.kind,
        name=row.name,
        unit=row.unit,
        amount=row.amount,
        components=row.components,
        instalments=row.instalments,
    )


def _acts(lived: list[Lived], by: User, counts: Counts) -> None:
    decisions, signatures, ends, waivers = [], [], [], []
    for one in lived:
        act: dict[str, Any] = {"agreement_id": one.agreement.pk, "recorded_by": by}
        for answer in one.plan.answers:
            party = one.parties[answer.party]
            if answer.outcome:
                said = {"outcome": answer.outcome, "body": "Nämnden (påhittat)", "paragraph": f"§ {answer.on:%j}"}
                decisions.append(Decision(party=party, decided_on=answer.on, **said, **act))
            else:
                signatures.append(Signature(party=party, signed_on=answer.on, signed_by="Ordföranden", **act))
        if end := one.plan.termination:
            told = {"document": "Uppsägning (påhittad)", "reason": "Påhittat skäl."}
            ends.append(Termination(terminated_on=end.on, last_day=end.last_day, **told, **act))
        waivers += [_waiver(one, row, act) for row in one.plan.waivers]
    save(Decision, decisions, counts)
    save(Signature, signatures, counts)
    save(Termination, ends, counts)
    save(Waiver, waivers, counts)


def _waiver(one: Lived, row: planned.Waiver, act: dict[str, Any]) -> Waiver:
    return Waiver(
        organization_id=one.owner,
        party=one.parties[row.party],
        kind="co_financing",
        period=row.period,
        covers=row.covers,
        reason="Påhittat skäl.",
        decided_on=row.on,
        until=row.until,
        body="Nämnden (påhittat)",
        paragraph=f"§ {row.on:%j}",
        **act,
    )


def _payments(lived: list[Lived], by: User, counts: Counts) -> None:
    """What was paid, then what was taken back of it and paid again: never more than is agreed, in this order too."""
    rows = [(one, row) for one in lived for row in one.plan.payments]
    made = save(Payment, [_payment(one, row, by) for one, row in rows], counts)
    later = []
    for (one, row), payment in zip(rows, made, strict=True):
        if taken := row.correction:
            later.append(
                _payment(
                    one, row, by, amount=-taken.amount, paid_on=taken.on, corrects_id=payment.pk, note="Fel belopp."
                )
            )
            if taken.again_on:
                later.append(_payment(one, row, by, amount=taken.amount, paid_on=taken.again_on))
    save(Payment, later, counts)


def _payment(one: Lived, row: planned.Payment, by: User, **more: Any) -> Payment:
    columns = {"amount": row.amount, "paid_on": row.paid_on, **more}
    return Payment(
        agreement_id=one.agreement.pk,
        commitment_id=one.commitments[row.commitment].pk,
        recipient_id=one.parties[row.recipient].pk,
        period=row.period,
        recorded_by_id=by.pk,
        **columns,
    )


def _reports(lived: list[Lived], by: User, counts: Counts) -> None:
    """Papers that an officer registered: nobody handed them in here."""
    told = [(one, report) for one in lived for report in one.plan.reports]
    reports = save(AnnualReport, [_report(one, report) for one, report in told], counts)
    which = [
        (report, number, version)
        for report, (_one, row) in zip(reports, told, strict=True)
        for number, version in enumerate(row.versions, start=1)
    ]
    versions = save(ReportVersion, [_version(*row, by) for row in which], counts)
    pairs = list(zip(versions, (version for _report, _number, version in which), strict=True))
    hours = [
        VolunteerHours(version_id=row.pk, **part._asdict(), attested_by="Kassören")
        for row, plan in pairs
        for part in plan.hours
    ]
    save(VolunteerHours, hours, counts)
    agreements = {report.pk: one.agreement for report, (one, _row) in zip(reports, told, strict=True)}
    of_version: dict[int, list[VolunteerHours]] = {}
    for row in hours:
        of_version.setdefault(row.version_id, []).append(row)
    reviews = [
        _review(version, plan.review, agreements[version.report_id], of_version.get(version.pk, []), by)
        for version, plan in pairs
        if plan.review
    ]
    save(Review, reviews, counts)


def _report(one: Lived, row: planned.Report) -> AnnualReport:
    """Its revision counts the versions handed in and the answers to them."""
    newest = row.versions[-1].review
    answered = sum(version.review is not None for version in row.versions)
    return AnnualReport(
        agreement_id=one.agreement.pk,
        organization_id=one.parties[row.party].organization_id,
        period=row.period,
        state=newest.outcome if newest else "submitted",
        latest=len(row.versions),
        revision=1 + len(row.versions) + answered,
    )


def _version(report: AnnualReport, number: int, row: planned.Version, by: User) -> ReportVersion:
    return ReportVersion(
        report_id=report.pk,
        number=number,
        received_on=row.received_on,
        figures=row.figures,
        activities=row.activities,
        narrative=NARRATIVE,
        recorded_by_id=by.pk,
    )


def _review(
    version: ReportVersion, row: planned.Review, agreement: Agreement, hours: list[VolunteerHours], by: User
) -> Review:
    """An approval keeps the rates by which it was valued, as the service does."""
    comment = "" if row.due_on is None else "Komplettera med revisionsberättelse."
    said = {"outcome": row.outcome, "reviewed_on": row.on, "due_on": row.due_on, "comment": comment}
    rates = frozen_rates(agreement.conditions, hours) if row.outcome == "approved" else None
    return Review(version_id=version.pk, recorded_by_id=by.pk, rates=rates, **said)
