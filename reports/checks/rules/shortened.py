"""An agreement whose term was shortened by an amendment is followed up through its last day.

Worked example: seven municipalities agreed through 2027-12-31, and then together through 2026-09-30: the period 2026 is
cut to 273 days and 2027 vanishes. Source: the amendment.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Finding

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("agreement.shortened",)
SENTENCES: dict[str, str] = {
    "sv": "Ett tilläggsavtal har förkortat överenskommelsen: den gäller till och med {last_day}, förut {ends_on}.",
    "en": "An amendment has shortened the agreement: it is in force through {last_day}, before that {ends_on}.",
}


def find(context: Context) -> Iterator[Finding]:
    """Tell when it ends, from the day on which the amendment is in force."""
    facts = context.case.facts
    if not context.case.binds or facts.shortened_to is None:
        return
    yield Finding(
        code=CODES[0],
        severity="info",
        period=None,
        party=None,
        clause="",
        expected=facts.ends_on,
        actual=facts.shortened_to,
        difference=None,
        evidence=(("agreement", facts.id, None),),
        values=(("last_day", facts.shortened_to), ("ends_on", facts.ends_on)),
    )
