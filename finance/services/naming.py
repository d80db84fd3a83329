"""Which money a request means: the commitment, the recipient and the period that it names."""

from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.selectors import period_named, periods_of
from finance.services.promises import commitment_said, recipient_said
from office.refusals import Refusal

Values = dict[str, Any]


def named(agreement: Agreement, values: Values, refusals: list[Refusal]) -> Values:
    """Commitment, recipient and period; what is the only possibility need not be said."""
    commitment = commitment_said(agreement, values, refusals)
    labels = [period.label for period in periods_of(agreement)]
    period = values.get("period")
    if period is None and not any(refusal.path == "period" for refusal in refusals):
        refusals.append(Refusal("required", _("Say which period the payment is for."), "period", labels, None))
    period_named(agreement, period, refusals)
    recipient = recipient_said(agreement, commitment, values, refusals) if commitment else None
    return {"commitment": commitment, "recipient": recipient, "period": period}
