"""Every figure and all hours are the last period's, to the öre: two years are seldom alike.

Worked example: fees 110 000, gifts 200 000 and 4 500 h in 2020, and the same in 2021. A report of nothing but zeros is
alike every year, and is not asked about. Source: "identical reports year after year", found by municipal
audits of grants to associations.
"""

from collections.abc import Iterator

from reports.plausibility.facts import Question, Reported

CODE = "plausibility.same_figures"
SENTENCES: dict[str, str] = {
    "sv": "Alla belopp och timmar för {period} är desamma som för {last}. Är det årets siffror?",
    "en": "All amounts and hours for {period} are the same as for {last}. Are they this year's?",
}


def ask(reported: Reported) -> Iterator[Question]:
    """One for the whole report."""
    this, last = reported.this, reported.last
    if last is not None and any(this.totals().values()) and this.totals() == last.totals():
        yield Question(CODE, "figures", None, None, (("period", this.period), ("last", last.period)))
