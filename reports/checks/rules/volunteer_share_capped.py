"""Volunteer time counts for no more than its share of everything that counts.

Worked example: a share of 0.5 with 310 000 kr in own cash: of volunteer time worth 905 000 kr, 310 000 kr counts.
Source: the condition `volunteer_share_cap`; the EU Financial Regulation has such a cap at 50 %.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("volunteer_share.capped",)
SENTENCES: dict[str, str] = {
    "sv": "Ideell tid från {party} för {period} är värd {worth}; {counted} räknas, så mycket som dess andel får vara.",
    "en": "Volunteer time of {party} for {period} is worth {worth}; {counted} counts, as much as its share may be.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per line where the share took something away."""
    for line, part in context.parts:
        if part.share_limit is None or part.delivered is None:
            continue
        yield Finding(
            code=CODES[0],
            severity="info",
            period=line.period.label,
            party=line.party,
            clause=context.case.clause("volunteer_share_cap"),
            expected=part.delivered,
            actual=part.share_limit,
            difference=part.share_limit - part.delivered,
            evidence=report_evidence([line.report]),
            values=(
                ("party", line.party.name),
                ("period", line.period.label),
                ("worth", Amount(part.delivered, "SEK")),
                ("counted", Amount(part.share_limit, "SEK")),
            ),
        )
