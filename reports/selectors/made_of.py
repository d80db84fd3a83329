"""What the figures of an agreement's period are made of, as far as a user may read it: a constant number of queries."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet

from agreements.models import Agreement
from agreements.periods import Period
from finance.models import LedgerHandIn, LedgerRow, Payment
from finance.models.ledger_imports import LedgerImport, LedgerImportRow, LedgerMatch
from office.access import AnyUser
from reports.checks.facts import VersionFact
from reports.models import AnnualReport, ReportVersion, SlipUse


def versions_behind(
    agreement: Agreement, period: str, counted: Iterable[VersionFact], user: AnyUser
) -> list[ReportVersion]:
    """The report versions that the check counted in a period, with their hours and papers."""
    numbers = {(one.report, one.number) for one in counted if one.period == period}
    seen = AnnualReport.objects.visible_to(user).filter(agreement=agreement, period=period)
    rows = ReportVersion.objects.filter(report__in=seen).select_related("report__organization", "review")
    found = rows.prefetch_related("hours", "attached").order_by("report__organization__name", "number")
    return [one for one in found if (one.report_id, one.number) in numbers]


def slips_behind(versions: Collection[ReportVersion]) -> dict[int, int]:
    """By row of hours: how many time slips it sums."""
    uses = SlipUse.objects.filter(version__in=versions).order_by().values("hours").annotate(many=Count("pk"))
    return dict(uses.values_list("hours", "many"))


class Paid(NamedTuple):
    """A payment and the rows of the payer's ledger that it was found in."""

    payment: Payment
    rows: list[LedgerImportRow]


def payments_behind(agreement: Agreement, period: str, as_of: date, user: AnyUser) -> list[Paid]:
    """What was paid for a period by a day, oldest first, each with its vouchers in ledgers that the user may read."""
    rows = Payment.objects.visible_to(user).filter(agreement=agreement, period=period, paid_on__lte=as_of)
    payments = list(rows.select_related("recipient__organization").order_by("paid_on", "pk"))
    vouchers = _vouchers({one.pk for one in payments}, user) if payments else {}
    return [Paid(one, vouchers.get(one.pk, [])) for one in payments]


def _vouchers(payments: Collection[int], user: AnyUser) -> dict[int, list[LedgerImportRow]]:
    """By payment, from the newest matching of each import."""
    later = LedgerMatch.objects.filter(ledger=OuterRef("ledger"), pk__gt=OuterRef("pk"))
    newest = LedgerMatch.objects.filter(~Exists(later), ledger__in=LedgerImport.objects.visible_to(user))
    named = {pk: ids for match in newest.order_by("pk") for pk, ids in _found_in(match) if pk in payments}
    ids = {one for rows in named.values() for one in rows}
    rows = LedgerImportRow.objects.in_bulk(ids) if ids else {}
    return {pk: [rows[one] for one in ids if one in rows] for pk, ids in named.items()}


def _found_in(match: LedgerMatch) -> Iterable[tuple[int, list[int]]]:
    """Payments as `finance.selectors.matches` keeps them: id first, the ids of the rows eighth."""
    return ((row[0], row[7]) for row in match.payments if row[7])


def books_behind(agreement: Agreement, period: Period, user: AnyUser) -> QuerySet[LedgerRow]:
    """The rows of the books that were handed in for the days of a period, oldest first."""
    handed_in = LedgerHandIn.objects.visible_to(user).filter(agreement=agreement).answering()
    rows = LedgerRow.objects.filter(hand_in__in=[one.pk for one in handed_in])
    return rows.filter(date__range=(period.starts_on, period.ends_on)).order_by("date", "pk")
