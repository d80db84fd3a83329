"""Of the instalments of what is paid: how much each is of it, and when it is due."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements.services.rules.terms import Terms, Values
from office.refusals import Refusal


def _instalments(terms: Terms) -> Iterator[tuple[str, list[Values]]]:
    """Every list of instalments with its path."""
    for name, rows in (("commitments", terms.commitments), ("shared_costs", terms.shared_costs)):
        for index, row in enumerate(rows):
            yield f"{name}[{index}].instalments", row.get("instalments") or []


def instalments(terms: Terms) -> Iterator[Refusal]:
    """Shares sum to 1."""
    for at, rows in _instalments(terms):
        shares = [row["share"] for row in rows if row and "share" in row]
        if rows and len(shares) == len(rows) and sum(shares) != 1:
            message = _("The shares of the instalments sum to %(sum)s; they must sum to 1.") % {"sum": sum(shares)}
            yield Refusal("instalments.shares_sum", message, at, "1", str(sum(shares)))


def instalment_days(terms: Terms) -> Iterator[Refusal]:
    """An instalment has a day or is on requisition; days are counted from something that it waits for."""
    for listed, rows in _instalments(terms):
        for place, row in enumerate(rows):
            at = f"{listed}[{place}]"
            if not row or not {"due", "on_requisition", "after_report", "within_days"} <= row.keys():
                continue
            if (row["due"] is None) != row["on_requisition"]:
                message = _("An instalment is due on a day of the year or is on requisition: say one of the two.")
                given = ["due", "on_requisition"] if row["due"] else None
                yield Refusal("instalment.day_or_requisition", message, at, "due or on_requisition", given)
            elif row["within_days"] and not (row["on_requisition"] or row["after_report"]):
                message = _("Days are counted from a requisition or from the approval of a report; this has neither.")
                yield Refusal("instalment.days_from_nothing", message, f"{at}.within_days", 0, row["within_days"])
