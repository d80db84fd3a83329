"""An agreement binds nobody before every public party has said yes and every other party has signed.

Worked example: five of six municipalities have decided; the sixth is named, and nothing is promised yet.
Source: the municipalities govern themselves, so each has to decide (Local Government Act; decisions in consensus).
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Evidence, Finding

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("agreement.not_binding",)
SENTENCES: dict[str, str] = {
    "sv": "Överenskommelsen är inte bindande[: väntar på {waiting}][; nej från {refused}].",
    "en": "The agreement is not binding[: waiting for {waiting}][; no from {refused}].",
}


def find(context: Context) -> Iterator[Finding]:
    """Name those who have not agreed."""
    case = context.case
    if case.binds:
        return
    evidence: list[Evidence] = [("party", party.id, None) for party in (*case.waiting, *case.refused)]
    yield Finding(
        code=CODES[0],
        severity="warning",
        period=None,
        party=None,
        clause="",
        expected=None,
        actual=None,
        difference=None,
        evidence=tuple(evidence),
        values=(
            ("waiting", tuple(party.name for party in case.waiting)),
            ("refused", tuple(party.name for party in case.refused)),
        ),
    )
