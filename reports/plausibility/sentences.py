"""A question in words, in the reader's language."""

from reports.checks.wording import fill
from reports.plausibility.facts import Question
from reports.plausibility.rules import SENTENCES


def sentence(question: Question, language: str) -> str:
    """The question as it is asked.

    >>> sentence(Question("plausibility.same_narrative", "", None, None, (("period", "2021"), ("last", "2020"))), "en")
    'The narrative for 2021 is the same as for 2020. Was it written for this year?'
    """
    told = fill(SENTENCES[question.code][language], dict(question.values), language)
    return told[:1].upper() + told[1:]
