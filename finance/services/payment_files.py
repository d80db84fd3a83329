"""Decided orders as a file for the economy system.

CSV as a Swedish spreadsheet opens it: UTF-8 with a mark at the beginning, semicolons, lines that end by CR LF, decimals
behind a comma, dates ISO; text that begins like a formula stands behind an apostrophe. The columns are `COLUMNS`, one
row per order in the order of their ids. Or the bank's own message, pain.001, to bankgiros (`pain`). The content is kept
with its SHA-256.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import bic, iban

from agreements.services.lifecycle import locked
from agreements.services.standing import officers_only
from finance import giro
from finance.models import PaymentFile, PaymentOrder
from finance.models.orders import PAIN, OrderState
from finance.services.order_states import refuse_unsound, require_order
from finance.services.pain import Debtor, as_pain
from office.access import acting
from office.clock import today
from office.models import Organization, User
from office.refusals import Refusal, conflict, forbidden, refuse_if
from office.services import organizations, trail
from office.tables import as_csv

Values = dict[str, Any]
#: The order's id; the agreement's reference and period; who is paid; the giro; SEK; the day it was decided; the note.
COLUMNS = (
    "order", "reference", "period", "recipient", "organization_number", "account_kind", "account", "amount", "currency",
    "decided_on", "message",
)  # fmt: skip


def make(values: Values, by: User, refusals: list[Refusal]) -> PaymentFile:
    """Put the payer's decided orders, or those that are named, in a file; each is in one file only.

    Raises `Refused`: 403 not the payer's officer, 409 an order in another state or no longer sound, 400 the rest.
    """
    refusals = list(refusals)
    payer = organizations.find(values["payer"]) if "payer" in values else None
    if payer is None or payer.pk not in acting(by).officer:
        refuse_if(refusals)
        message = _("Only an officer of the organisation that pays makes its payment files.")
        raise forbidden("payment_file.payers_only", message)
    debtor = _debtor(payer, values, refusals)
    wanted: list[int] | None = values.get("orders")
    orders = PaymentOrder.objects.filter(commitment__party__organization=payer)
    orders = orders.filter(state=OrderState.DECIDED) if wanted is None else orders.filter(pk__in=wanted)
    with transaction.atomic():
        rows = list(
            orders.select_related("agreement", "account", "recipient__organization__parent__parent").order_by("pk")
        )
        refuse_if([*refusals, *_missing(wanted, rows), *_not_bankgiro(rows, debtor)])
        for row in rows:
            _refuse_unready(row, by)
        content = _content(rows, debtor)
        made = PaymentFile.objects.create(
            payer=payer,
            format=values["format"],
            orders_count=len(rows),
            total=sum((row.amount for row in rows), Decimal(0)),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            recorded_by=by,
        )
        _send(made, rows)
        data = {"orders": [row.pk for row in rows], "total": str(made.total), "sha256": made.sha256}
        trail.record("payment_file.made", by=by, subject=made, concerns=[payer.pk], data=data)
    return made


def _debtor(payer: Organization, values: Values, refusals: list[Refusal]) -> Debtor | None:
    """Whose account the bank is to pay from and when; None for a table, which does not say it."""
    if values.get("format") != PAIN:
        return None
    number, bank, day = values.get("iban", ""), values.get("bic", ""), values.get("execution_on")
    if not iban.is_valid(number):
        message = _("The payer's own account is needed as an IBAN with its right check digits.")
        refusals.append(Refusal("payment_file.iban", message, "iban", "SE…", number))
    if not bic.is_valid(bank):
        message = _("The payer's bank is needed as a BIC of 8 or 11 characters.")
        refusals.append(Refusal("payment_file.bic", message, "bic", "AAAASEBB", bank))
    if day is None or day < today():
        message = _("Say on which day the bank is to pay, today (%(today)s) at the earliest.") % {"today": today()}
        refusals.append(
            Refusal("payment_file.execution_day", message, "execution_on", f">= {today()}", day and str(day))
        )
    return Debtor(payer, iban.compact(number), bic.compact(bank), day or today())


def _not_bankgiro(rows: Sequence[PaymentOrder], debtor: Debtor | None) -> list[Refusal]:
    """How a plusgiro stands in the message is not known here."""
    if debtor is None:
        return []
    message = _("Order %(id)s is paid to a plusgiro, which only the table takes: leave it out here.")
    others = [row.pk for row in rows if row.account.kind != giro.BANKGIRO]
    return [Refusal("payment_file.bankgiro_only", message % {"id": pk}, "orders", giro.BANKGIRO, pk) for pk in others]


def _content(rows: Sequence[PaymentOrder], debtor: Debtor | None) -> bytes:
    if debtor is None:
        return as_csv(COLUMNS, _table(rows), delimiter=";").encode()
    now = timezone.now()
    return as_pain(rows, debtor, f"OVERENS-{now:%Y%m%d%H%M%S%f}", now)


def _missing(wanted: list[int] | None, rows: Sequence[PaymentOrder]) -> list[Refusal]:
    """Orders that the payer does not have; or that there is none at all."""
    found = {row.pk for row in rows}
    message = _("The payer has no payment order %(id)s.")
    lost = [(place, pk) for place, pk in enumerate(wanted or []) if pk not in found]
    refusals = [
        Refusal("order.unknown", message % {"id": pk}, f"orders[{place}]", "an order of the payer", pk)
        for place, pk in lost
    ]
    if not rows and not refusals:
        refusals.append(Refusal("payment_file.empty", _("No order is decided and waits to be sent."), "orders"))
    return refusals


def _refuse_unready(row: PaymentOrder, by: User) -> None:
    """The order as it is now, while its agreement is held; not by who has a conflict of interest in it."""
    agreement = locked(row.agreement)
    officers_only(agreement, by)
    fresh = PaymentOrder.objects.select_related("commitment__party", "recipient").get(pk=row.pk)
    require_order(fresh, OrderState.DECIDED)
    refuse_unsound(agreement, fresh)


def _send(made: PaymentFile, rows: Sequence[PaymentOrder]) -> None:
    waiting = PaymentOrder.objects.filter(pk__in=[row.pk for row in rows], state=OrderState.DECIDED)
    if waiting.update(state=OrderState.SENT, file=made, revision=F("revision") + 1) != len(rows):
        raise conflict("order.state", _("Somebody sent or cancelled one of the orders at the same moment."))


def _table(rows: Sequence[PaymentOrder]) -> list[list[Any]]:
    orders = PaymentOrder.objects.filter(pk__in=[row.pk for row in rows])
    decided = dict(orders.order_by("pk").values_list("pk").annotate(Max("acts__acted_on")))
    return [
        [
            row.pk,
            row.agreement.reference,
            row.period,
            row.recipient.organization.name,
            row.recipient.organization.legal_number,
            row.account.kind,
            giro.written(row.account.kind, row.account.number),
            f"{row.amount:.2f}".replace(".", ","),
            "SEK",
            decided[row.pk],
            " ".join(row.note.split()),  # one line: not every economy system reads a quoted line break
        ]
        for row in rows
    ]
