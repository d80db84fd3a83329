"""A payment is late when less is paid for a period than was due to date; the delay is the paying party's.

Worked example: 750 000 kr was due on Monday 1 August 2022 (31 July being a Sunday) and is not paid on the 2nd.
What is on requisition and not asked for, or withheld until last year's report is approved, is not due and so not late.
Source: the funding commitment's clause, or the instalment's own; "due on D is overdue from D + 1".
"""

from collections.abc import Iterator

from finance.instalments import Instalment
from reports.checks.context import Context, payment_evidence
from reports.checks.results import Amount, Evidence, Finding, Line

LOOKS_AT = "lines"
CODES: tuple[str, ...] = ("payment.late",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party} har betalat {paid} av {due} som skulle vara betalt för {period}; "
        "den äldsta delutbetalningen som fattas, {instalment}, skulle betalas senast {due_on}"
        "[ och rekvirerades {asked_on}]."
    ),
    "en": (
        "{party} has paid {paid} of the {due} that was due for {period}; "
        "the oldest unpaid instalment, {instalment}, was due on {due_on}"
        "[ and asked for on {asked_on}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per overdue funding line, naming its oldest instalment that is not filled."""
    for line in context.lines:
        if line.status != "overdue" or line.counted is None or line.due_to_date is None:
            continue
        oldest = next(part for part in line.instalments if part.left > 0)
        yield Finding(
            code=CODES[0],
            severity="warning",
            period=line.period.label,
            party=line.party,
            clause=oldest.clause or line.commitment.clause,
            expected=line.due_to_date,
            actual=line.counted,
            difference=line.difference,
            evidence=(
                *payment_evidence(context.case, line.commitment, line.period.label),
                *_asked(context, line, oldest),
            ),
            values=(
                ("party", line.party.name),
                ("period", line.period.label),
                ("paid", Amount(line.counted, "SEK")),
                ("due", Amount(line.due_to_date, "SEK")),
                ("instalment", Amount(oldest.payable, "SEK")),
                ("due_on", oldest.due_on or ""),
                ("asked_on", oldest.asked_on or ""),
            ),
        )


def _asked(context: Context, line: Line, part: Instalment) -> Iterator[Evidence]:
    """The requisition by which it came to be due."""
    for one in context.case.facts.requisitions if part.asked_on else ():
        which = one.commitment, one.period, one.instalment
        if which == (line.commitment.id, line.period.label, part.number) and one.stands(context.case.as_of):
            yield "requisition", one.id, None
