"""An agreement's conditions in words: what each is called and what its value says, in Swedish and English.

Worked example: `report_due` with `{"days_after_meeting": 30, "latest": "06-30"}` is "redovisning senast" and "30 dagar
efter årsmötet, senast 30 juni", or "report due" and "30 days after the annual meeting, by 30 June".
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.condition_phrases import NAMES, PHRASES, WORDS
from office.numbers import day, day_of_year, month, month_of_year, trimmed

Write = Callable[[Any, str], str]


def name_of(condition: str, language: str) -> str:
    """What a condition is called, within a sentence."""
    return NAMES[language][condition]


def told(condition: str, value: Any, language: str) -> str:
    """What its value says."""
    return VALUES[condition](value, language)


def _phrase(language: str, phrase: str, **values: Any) -> str:
    return PHRASES[language][phrase].format(**values)


def _percent(value: Any, language: str) -> str:
    return trimmed(Decimal(value), language)


def _word(value: str, language: str) -> str:
    return WORDS[language][value]


def _words(value: list[str], language: str) -> str:
    return ", ".join(_word(one, language) for one in value)


def _flag(value: bool, language: str) -> str:
    return _phrase(language, "yes" if value else "no")


def _months(value: int, language: str) -> str:
    return _phrase(language, "one_month" if value == 1 else "months", n=value)


def _renewal(value: int, language: str) -> str:
    return _phrase(language, "renewal", months=_months(value, language)) if value else _phrase(language, "no_renewal")


def _share(value: str, language: str) -> str:
    return f"{_percent(Decimal(value) * 100, language)}{'%' if language == 'en' else ' %'}"


def _due(value: str | Mapping[str, Any], language: str) -> str:
    """A day of the year, or so many days after the annual meeting or after the last day."""
    if isinstance(value, str):
        return day_of_year(value, language)
    if "days_after_end" in value:
        return _phrase(language, "after_end", n=value["days_after_end"])
    latest = value.get("latest")
    text = _phrase(language, "after_meeting", n=value["days_after_meeting"])
    return text + (_phrase(language, "latest", day=day_of_year(latest, language)) if latest else "")


def _interims(value: list[Mapping[str, Any]], language: str) -> str:
    return "; ".join(_interim(one, language) for one in value)


def _interim(one: Mapping[str, Any], language: str) -> str:
    days = {name: day_of_year(one[name], language) for name in ("through", "due")}
    papers = one.get("papers")
    text = _phrase(language, "interim", **days)
    return text + (_phrase(language, "papers", papers=_words(papers, language)) if papers else "")


def _ladder(value: Any, language: str) -> str:
    """The steps, the soonest first; perhaps with a deadline of their own and until when days are counted."""
    own = isinstance(value, Mapping)
    steps = sorted(value["steps"] if own else value, key=lambda one: (one["days"] is None, one["days"] or 0))
    parts = [_step(one, language) for one in steps]
    if own:
        parts.append(_phrase(language, "deadline", day=day_of_year(value["deadline"], language)))
        parts.append(_word(value["counts"], language))
    return "; ".join(parts)


def _step(one: Mapping[str, Any], language: str) -> str:
    percent = _percent(one["percent"], language)
    return _phrase(language, "later" if one["days"] is None else "step", n=one["days"], percent=percent)


def _rates(value: str | Mapping[str, Any], language: str) -> str:
    """A published rate by its name, or the agreement's own."""
    if isinstance(value, str):
        return value
    rates = "; ".join(_rate(one, language) for one in value["rates"])
    return _phrase(language, "own_rates", name=value["name"], rates=rates)


def _rate(one: Mapping[str, Any], language: str) -> str:
    start, end = (one[name] and day(date.fromisoformat(one[name]), language) for name in ("starts_on", "ends_on"))
    said = {"category": _word(one["category"], language), "rate": trimmed(Decimal(one["rate"]), language)}
    return _phrase(language, "rate_until" if end else "rate", **said, start=start, end=end, source=one["source"])


def _indexation(value: Mapping[str, Any], language: str) -> str:
    """Which series from which month, which month counts, how much follows, within which limits, and what."""
    base, back = date.fromisoformat(f"{value['base']}-01"), value["years_back"]
    year = _phrase(language, {0: "same_year", 1: "one_year"}.get(back, "years"), n=back)
    parts = [
        _phrase(language, "series", series=value["series"], base=month(base, language)),
        f"{_phrase(language, 'month', month=month_of_year(value['month'], language))} {year}",
    ]
    if Decimal(value["share"]) != 1:
        parts.append(_phrase(language, "share", percent=_percent(Decimal(value["share"]) * 100, language)))
    limits = [
        _phrase(language, name, percent=_percent(value[name], language))
        for name in ("floor", "cap")
        if value[name] is not None
    ]
    if limits:
        parts.append(f"{', '.join(limits)} {_phrase(language, 'each' if value['limits'] == 'yearly' else 'total')}")
    parts.append(_phrase(language, "applies", kinds=_words(value["applies_to"], language)))
    return "; ".join(parts)


def _appropriation(value: Mapping[str, Any], language: str) -> str:
    return _phrase(language, "both" if value["reduces_both"] else "funding_only")


VALUES: Mapping[str, Write] = {
    "binds_by": _word,
    "report_due": _due,
    "final_report_due": _due,
    "report_papers": _words,
    "interim_reports": _interims,
    "settlement": _word,
    "period_basis": _word,
    "volunteer_rate": _rates,
    "volunteer_share_cap": _share,
    "volunteer_time_counts": _words,
    "public_money_counts": _flag,
    "late_ladder": _ladder,
    "carry_over": _flag,
    "premises_included": _flag,
    "notice_months": _months,
    "renewal_months": _renewal,
    "indexation": _indexation,
    "appropriation": _appropriation,
}
