"""The income is less than what it is made of: own cash from every source and the funding that was paid.

Worked example: 310 000 in fees and gifts and 1 500 000 in funding are 1 810 000; an income of 1 700 000 lacks 110 000.
An income that is more has other sources and is not asked about; a report without an income says nothing. Money that was
paid late may belong to another year in the books: a question, not a fault.
"""

from collections.abc import Iterator

from reports.checks.results import Amount
from reports.plausibility.facts import ZERO, Question, Reported

CODE = "plausibility.totals"
SENTENCES: dict[str, str] = {
    "sv": (
        "Intäkterna är {income}, men egna medel {own} och utbetald finansiering {paid} är tillsammans {together}: "
        "{difference} mer. Vad saknas?"
    ),
    "en": (
        "The income is {income}, but own cash {own} and paid funding {paid} are together {together}: {difference} "
        "more. What is missing?"
    ),
}


def ask(reported: Reported) -> Iterator[Question]:
    """One for the report's income."""
    incomes = [one.amount for one in reported.this.figures if one.kind == "income"]
    own = sum((one.amount for one in reported.this.figures if one.kind == "own_cash"), ZERO)
    income, together = sum(incomes, ZERO), own + reported.paid
    if incomes and income < together:
        values = {"income": income, "own": own, "paid": reported.paid, "together": together}
        values["difference"] = together - income
        told = tuple((name, Amount(value, "SEK")) for name, value in values.items())
        yield Question(CODE, "figures", together, income, told)
