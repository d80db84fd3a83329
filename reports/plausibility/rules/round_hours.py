"""Every row of hours is a round number of hundreds: hours that were counted seldom are.

Worked example: 4 000 h and 500 h are two round rows; 4 012 h and 500 h are not all round. One row alone, and rows of no
hours, are not asked about.
"""

from collections.abc import Iterator

from reports.checks.results import Amount
from reports.plausibility.facts import ZERO, Question, Reported

CODE = "plausibility.round_hours"
ROUND = 100
FEWEST = 2
SENTENCES: dict[str, str] = {
    "sv": "Alla {rows} rader med ideella timmar är jämna hundratal, tillsammans {hours}. Hur har de räknats?",
    "en": "All {rows} rows of volunteer hours are round hundreds, together {hours}. How were they counted?",
}


def ask(reported: Reported) -> Iterator[Question]:
    """One for all rows."""
    rows = [row.hours for row in reported.this.hours if row.hours]
    if len(rows) >= FEWEST and all(hours % ROUND == ZERO for hours in rows):
        values = (("rows", len(rows)), ("hours", Amount(sum(rows, ZERO), "h")))
        yield Question(CODE, "volunteer_hours", None, sum(rows, ZERO), values)
