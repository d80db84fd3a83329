"""An agreement that is ended before its time is followed up through its last day in force.

Worked example: agreed through 2022-12-31, ended on 2021-06-30: the period 2021 is cut to 181 days and 2022 vanishes.
Source: the agreement's clause on notice.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Finding

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("agreement.terminated",)
SENTENCES: dict[str, str] = {
    "sv": "Överenskommelsen avslutas i förtid enligt beslut {decided_on}[ och gäller till och med {last_day}].",
    "en": "The agreement was ended early by a decision on {decided_on}[ and is in force through {last_day}].",
}


def find(context: Context) -> Iterator[Finding]:
    """Tell when it ends."""
    facts = context.case.facts
    if not context.case.binds or facts.terminated_on is None or not context.case.terminated:
        return
    yield Finding(
        code=CODES[0],
        severity="info",
        period=None,
        party=None,
        clause=context.case.clause("notice_months"),
        expected=facts.ends_on,
        actual=facts.last_day,
        difference=None,
        evidence=(("agreement", facts.id, None),),
        values=(("decided_on", facts.terminated_on), ("last_day", facts.last_day or "")),
    )
