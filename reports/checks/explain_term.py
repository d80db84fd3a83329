"""The sentence of each row through the term: what is promised, counted and left, for a lay reader."""

from reports.checks.phrases import optional, say
from reports.checks.results import Amount, CheckResult, TermRow, Value


def explain_row(row: TermRow, result: CheckResult, language: str) -> str:
    """What the row through the term comes to."""
    values: dict[str, Value] = {
        "as_of": result.as_of,
        "counted": Amount(row.counted_to_date, row.unit),
        "promised": Amount(row.promised_to_date, row.unit),
        "term": Amount(row.promised_term, row.unit),
        "remaining": Amount(row.remaining, row.unit),
        "needed": optional(row.needed_per_remaining_period, row.unit),
        "projected": optional(row.projected, row.unit),
        "outcome": _row_outcome(row, language),
    }
    text = say(_row_phrase(row, result), values, language)
    beside = _without_worth(row, result)
    return f"{text} {say('term_beside', {'beside': beside}, language)}" if beside else text


def _without_worth(row: TermRow, result: CheckResult) -> tuple[str, ...]:
    """The periods whose promise is in no sum, since no rate says what its hours are worth."""
    return tuple(
        line.period.label
        for period in result.periods
        for line in period.lines
        if line.promised is None and (line.party, line.kind) == (row.party, row.kind)
    )


def _row_phrase(row: TermRow, result: CheckResult) -> str:
    funding = row.kind == "funding"
    if not result.binds:
        return "term_unbound"
    if row.status == "upcoming":
        return "term_upcoming"
    if not (row.promised_to_date or row.counted_to_date):
        return "term_open_funding" if funding else "term_open"
    return "term_funding" if funding else "term_reported"


def _row_outcome(row: TermRow, language: str) -> str:
    values: dict[str, Value] = {
        "over": Amount(row.difference, row.unit),
        "short": Amount(-row.difference, row.unit),
        "waived": Amount(row.waived, row.unit),
    }
    phrase = "term_short" if row.difference < 0 else "term_over" if row.difference else "term_exact"
    values["outcome"] = say(phrase, values, language)
    return say("term_waived", values, language) if row.waived else str(values["outcome"])
