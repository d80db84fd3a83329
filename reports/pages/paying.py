"""What of an agreement's funding somebody can register a payment for."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agreements.models import Agreement
from office.access import acting
from office.models import User
from office.refusals import conflict
from reports.checking import Checked, checked_today
from reports.waiting import Payable, left_to_pay, ordered


def to_pay(agreement: Agreement, user: User, rows: Sequence[Checked] = ()) -> list[Payable]:
    """The instalments of the user's organisations of which something is neither paid nor ordered, what is to be paid
    next first; `rows` is the agreement's check today where somebody has it."""
    return left_to_pay(rows or [checked_today(agreement.pk)], acting(user).officer)


def require_something_to_pay(agreement: Agreement, user: User) -> None:
    """409 where everything is paid or ordered, with the way on where it is ordered."""
    rows, payers = [checked_today(agreement.pk)], acting(user).officer
    if left_to_pay(rows, payers):
        return
    message = _("Everything that your organisation has promised is paid or ordered: nothing remains to be paid.")
    if ordered(rows, payers):
        message += " " + _(
            "What is ordered is registered as paid from its order, under Payments on the agreement's page."
        )
    raise conflict("payment.above_agreed", message, expected="> 0", actual="0")
