"""Municipalities cooperate by an agreement, and nobody has assessed whether the law allows it, ground by ground.

Worked example: a joint IT board of five; Tierp has assessed it by the Local Government Act, nobody by procurement and
state aid: those two are named until somebody has. Source: kommunallagen (2017:725) 2 kap. 1 § and 9 kap. 37 § on
what municipalities may do together; LOU (2016:1145); articles 107 and 108 TFEU. The software asks, people assess.
"""

from collections.abc import Iterator

from reports.checks.context import Context
from reports.checks.results import Finding, Word

LOOKS_AT = "case"
CODES: tuple[str, ...] = ("legal.not_assessed",)
SENTENCES: dict[str, str] = {
    "sv": "Ingen har bedömt om samverkan är rättsligt möjlig enligt: {grounds}.",
    "en": "Nobody has assessed whether the cooperation is legally possible by: {grounds}.",
}
#: Kinds of agreements in which municipalities do together, or for each other, what is theirs to do.
KINDS = ("cooperation", "joint_board")
GROUNDS = ("local_government", "procurement", "state_aid")


def find(context: Context) -> Iterator[Finding]:
    """One for the agreement, with the grounds that nobody has assessed by the day."""
    facts, as_of = context.case.facts, context.case.as_of
    if facts.kind not in KINDS:
        return
    assessed = {one.ground for one in facts.legal if one.assessed_on <= as_of}
    missing = tuple(Word(ground) for ground in GROUNDS if ground not in assessed)
    if not missing:
        return
    yield Finding(
        code=CODES[0],
        severity="info",
        period=None,
        party=None,
        clause="",
        expected=None,
        actual=None,
        difference=None,
        evidence=(("agreement", facts.id, None),),
        values=(("grounds", missing),),
    )
