"""What a decision rests on."""

from typing import Any

from django.utils.translation import gettext as _

from office.refusals import Refusal

Values = dict[str, Any]


def grounded(values: Values, refusals: list[Refusal]) -> None:
    """A board's decision has its paragraph, a delegate's its point in the delegation order (and perhaps a
    paragraph)."""
    if {"delegation_point", "paragraph"} <= values.keys() and not (values["delegation_point"] or values["paragraph"]):
        message = _("Say the paragraph of the board's decision, or the delegate's point in the delegation order.")
        refusals.append(Refusal("decision.no_paragraph", message, "paragraph", "paragraph or delegation_point", ""))
