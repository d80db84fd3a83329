"""Volunteer time counts for no more than its share of everything that counts.

Worked example: a share of 0.5 with 310 000 kr in own cash: of volunteer time worth 905 000 kr, 310 000 kr counts. With
a cap of 500 000 kr of its own, the share takes 190 000 of what the cap has left.
Source: the condition `volunteer_share_cap`; the EU Financial Regulation has such a cap at 50 %.
"""

from collections.abc import Iterator

from reports.checks.context import Context, report_evidence
from reports.checks.results import Amount, Finding

LOOKS_AT = "parts"
CODES: tuple[str, ...] = ("volunteer_share.capped",)
SENTENCES: dict[str, str] = {
    "sv": (
        "Ideell tid från {party} för {period} är värd {worth}[, varav {capped} enligt dess eget tak]; {counted} "
        "räknas, så mycket som dess andel får vara."
    ),
    "en": (
        "Volunteer time of {party} for {period} is worth {worth}[, of which {capped} by its own cap]; {counted} "
        "counts, as much as its share may be."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per line where the share took something away."""
    for line, part in context.parts:
        if part.share_limit is None or part.delivered is None:
            continue
        cap = part.promised if part.counting == "cap" else None
        reached = part.delivered if cap is None else min(cap, part.delivered)
        yield Finding(
            code=CODES[0],
            severity="info",
            period=line.period.label,
            party=line.party,
            clause=context.case.clause("volunteer_share_cap", line.period),
            expected=reached,
            actual=part.share_limit,
            difference=part.share_limit - reached,
            evidence=report_evidence([line.report]),
            values=(
                ("party", line.party.name),
                ("period", line.period.label),
                ("worth", Amount(part.delivered, "SEK")),
                ("capped", Amount(reached, "SEK") if reached < part.delivered else ""),
                ("counted", Amount(part.share_limit, "SEK")),
            ),
        )
