"""What a reader of a report would ask about: questions to whoever reviews it, never faults and never part of the check.

Pure: takes what two reports say and gives findings; `sentences` puts them into words.
"""

from reports.plausibility.facts import Content, Question, Reported
from reports.plausibility.rules import RULES


def questions(reported: Reported) -> tuple[Question, ...]:
    """Every rule's questions, in the order of `RULES`.

    Worked example: fees of 110 000 after 40 000 last year are 175 % more: `plausibility.jump`.
    """
    return tuple(question for rule in RULES for question in rule.ask(reported))


__all__ = ["Content", "Question", "Reported", "questions"]
