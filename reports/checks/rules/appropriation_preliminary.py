"""A year's funding is only preliminarily appropriated: the promise stands, but the council has not decided its budget.

Worked example: on 2020-11-30 the council's budget for 2021 is decided and that for 2022 is a plan: 2022 is preliminary
until the council decides it. Source: the condition `appropriation`; domain.md: the council appropriates year by year.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Amount, Finding, Word

LOOKS_AT = "promises"
CODES: tuple[str, ...] = ("appropriation.preliminary",)
SENTENCES: dict[str, str] = {
    "sv": (
        "{party}, {kind} för {period}: {amount} är utlovat, men {body} har bara anslagit det preliminärt "
        "({paragraph}, {decided_on})[: {planned}]."
    ),
    "en": (
        "{party}, {kind} for {period}: {amount} is promised, but {body} has only preliminarily appropriated it "
        "({paragraph}, {decided_on})[: {planned}]."
    ),
}


def find(context: Context) -> Iterator[Finding]:
    """One per funding whose year is preliminary."""
    for line in context.promises:
        promise = line.promise
        if promise is None or not promise.preliminary:
            continue
        (act,) = promise.acts
        yield Finding(
            code=CODES[0],
            severity="info",
            period=line.period.label,
            party=line.party,
            clause=act.paragraph,
            expected=promise.amount,
            actual=act.amount,
            difference=None if act.amount is None else act.amount - promise.amount,
            evidence=(("appropriation", act.id, None),),
            values=(
                ("party", line.party.name),
                ("kind", Word(line.kind)),
                ("period", line.period.label),
                ("amount", Amount(promise.amount, "SEK")),
                ("body", act.body),
                ("paragraph", act.paragraph),
                ("decided_on", act.decided_on),
                ("planned", "" if act.amount is None else Amount(act.amount, "SEK")),
            ),
        )
