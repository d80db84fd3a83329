"""The council has appropriated less than was promised for a year: the promise is lowered, and the other side's with it
where the agreement says so.

Worked example: 1 500 000 is reduced to 1 350 000, and 1 300 000 × 1 350 000 ÷ 1 500 000 = 1 170 000. Source: the
condition `appropriation`, and the council's paragraph.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "promises"
CODES: tuple[str, ...] = ("appropriation.reduced",)
SENTENCES: dict[str, str] = {
    "sv": "{party}, {kind} för {period} är sänkt från {before} till {amount}: {body}, {paragraph}, {decided_on}.",
    "en": "{party}, {kind} for {period} is lowered from {before} to {amount}: {body}, {paragraph}, {decided_on}.",
}


def find(context: Context) -> Iterator[Finding]:
    """One per line that is lowered; of several decisions the sentence names the latest."""
    for line in context.promises:
        promise = line.promise
        if promise is None or not promise.lowered:
            continue
        act = max(promise.acts, key=lambda act: (act.decided_on, act.id))
        yield Finding(
            code=CODES[0],
            severity="info",
            period=line.period.label,
            party=line.party,
            clause=act.paragraph,
            expected=promise.before,
            actual=promise.amount,
            difference=promise.amount - promise.before,
            evidence=tuple(("appropriation", one.id, None) for one in promise.acts),
            values=(
                ("party", line.party.name),
                ("kind", Word(line.kind)),
                ("period", line.period.label),
                ("before", Amount(promise.before, "SEK")),
                ("amount", Amount(promise.amount, "SEK")),
                ("body", act.body),
                ("paragraph", act.paragraph),
                ("decided_on", act.decided_on),
            ),
        )
