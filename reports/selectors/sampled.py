"""What the sampled records are: of which agreement, and the facts by which people know them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.interim import INTERIM
from agreements.models import Agreement
from agreements.models.agreement import AgreementKind
from finance.models import LedgerRow, Payment
from office.access import AnyUser
from office.rows import fetch
from reports.models import AnnualReport, VolunteerHours


class Record(NamedTuple):
    """A record by its agreement (id, reference and title), who and what it is about, its period or first day, the
    period that it belongs to (an agreement to none), and what it weighs: SEK, hours, or nothing."""

    agreement: int
    reference: str
    title: str
    about: str
    when: str | date
    period: str = ""
    amount: Decimal | None = None

    @property
    def has_page(self) -> bool:
        """Whether its period has a page, which tells what it is made of: an interim report's part of one has none."""
        return bool(self.period) and INTERIM not in self.period


def records(path: str, ids: Iterable[int], user: AnyUser) -> dict[int, Record]:
    """By id those of a list that the user sees: one query."""
    wanted = list(ids)
    if path == "agreements":
        agreements = Agreement.objects.visible_to(user).filter(pk__in=wanted)
        rows = fetch(agreements.values_list("pk", "reference", "title", "kind", "starts_on"))
        kinds = dict(AgreementKind.choices)
        return {pk: Record(pk, name, title, str(kinds[kind]), on) for pk, name, title, kind, on in rows}
    if path == "annual-reports":
        reports = AnnualReport.objects.visible_to(user).filter(pk__in=wanted)
        named = ("agreement", "agreement__reference", "agreement__title", "organization__name", "period")
        rows = fetch(reports.values_list("pk", *named))
        return {pk: Record(of, name, title, who, label, label) for pk, of, name, title, who, label in rows}
    if path == "payments":
        payments = Payment.objects.visible_to(user).filter(pk__in=wanted)
        named = ("agreement", "agreement__reference", "agreement__title", "recipient__organization__name", "paid_on")
        return {pk: Record(*more) for pk, *more in fetch(payments.values_list("pk", *named, "period", "amount"))}
    if path == "ledger-rows":
        handed = LedgerRow.objects.visible_to(user).filter(pk__in=wanted)
        about = ("hand_in__agreement", "hand_in__agreement__reference", "hand_in__agreement__title")
        columns = (*about, "date", "amount", "series", "number", "account", "account_name")
        return {
            pk: Record(agreement, name, title, _voucher(*told), on, amount=amount)
            for pk, agreement, name, title, on, amount, *told in fetch(handed.values_list("pk", *columns))
        }
    hours = VolunteerHours.objects.visible_to(user).filter(pk__in=wanted)
    of = "version__report__agreement"
    named = (of, f"{of}__reference", f"{of}__title", "activity", "starts_on")
    return {
        pk: Record(*more) for pk, *more in fetch(hours.values_list("pk", *named, "version__report__period", "hours"))
    }


def _voucher(series: str, number: str, account: str, name: str) -> str:
    """A row of a voucher as its books have it: "A 12, 5010 Lokalhyra"."""
    return ", ".join(filter(None, (f"{series} {number}".strip(), f"{account} {name}".strip())))
