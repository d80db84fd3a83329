"""A promise is short when less was delivered in a period than was promised and no waiver covers it.

Worked example: 1 215 000 kr counted of 1 300 000 kr in 2020: 85 000 kr short. Whether that is a breach is for people
to decide. Source: the commitment's own clause.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "lines"
CODES: tuple[str, ...] = ("co_financing.short", "in_kind.short", "activity.short")
SENTENCES: dict[str, str] = {
    "sv": "{party}, {what} {period}: {counted} av utlovade {promised}; {short} fattas.",
    "en": "{party}, {what} in {period}: {counted} of the promised {promised}; {short} short.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per short line."""
    for line in context.lines:
        if line.status != "short" or line.promised is None or line.counted is None or line.difference is None:
            continue
        yield Finding(
            code=f"{line.kind}.short",
            severity="warning",
            period=line.period.label,
            party=line.party,
            clause=line.commitment.clause,
            expected=line.promised,
            actual=line.counted,
            difference=line.difference,
            evidence=report_evidence([line.report]),
            values=(
                ("party", line.party.name),
                ("what", line.commitment.name if line.kind == "activity" else Word(line.kind)),
                ("period", line.period.label),
                ("counted", Amount(line.counted, line.unit)),
                ("promised", Amount(line.promised, line.unit)),
                ("short", Amount(-line.difference, line.unit)),
            ),
            unit=line.unit,
        )
