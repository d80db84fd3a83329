"""The narrative is the last period's, word for word.

Worked example: "Vi träffades varje tisdag." in 2020 and, with other spaces or letters, in 2021. Nothing written in
either year is not asked about. Source: as `same_figures`.
"""

from collections.abc import Iterator

from reports.plausibility.facts import Question, Reported

CODE = "plausibility.same_narrative"
SENTENCES: dict[str, str] = {
    "sv": "Berättelsen för {period} är densamma som för {last}. Är den skriven för i år?",
    "en": "The narrative for {period} is the same as for {last}. Was it written for this year?",
}


def ask(reported: Reported) -> Iterator[Question]:
    """One for the narrative."""
    this, last = reported.this, reported.last
    if last is not None and _plain(this.narrative) and _plain(this.narrative) == _plain(last.narrative):
        yield Question(CODE, "narrative", None, None, (("period", this.period), ("last", last.period)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
