"""What pages say of refusals about agreements whose sentences show how JSON has it: days and months, per cent."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from office import numbers
from office.language import current_language
from office.refusals import Refusal


def _day(_refusal: Refusal) -> str:
    return _("There is no such day. Choose a month, and a day that it has.")


def _instalments(refusal: Refusal) -> str:
    percent = numbers.trimmed(Decimal(refusal.actual) * 100, current_language(), "#,##0.####")
    return _("The instalments are %(sum)s per cent together; they must be 100.") % {"sum": percent}


def _rows(refusal: Refusal) -> str:
    return _("Tick at least one slip.") if refusal.path == "slips" else refusal.message


#: As `office.pages.wording.SENTENCES`, which they join when the program starts.
SENTENCES: dict[str, Callable[[Refusal], str]] = {
    "empty": _rows,
    "instalments.shares_sum": _instalments,
    "month_day": _day,
}
