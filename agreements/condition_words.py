"""An agreement's conditions in words: what each is called and what its value says, in Swedish and English.

Worked example: `report_due` with `{"days_after_meeting": 30, "latest": "06-30"}` is "redovisning senast" and "30 dagar
efter årsmötet, senast 30 juni", or "report due" and "30 days after the annual meeting, by 30 June".
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from office.numbers import day, day_of_year, month, month_of_year, trimmed

NAMES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "binds_by": "när det blir bindande",
        "report_due": "redovisning senast",
        "final_report_due": "slutredovisning senast",
        "report_papers": "handlingar till redovisningen",
        "interim_reports": "delårsredovisningar",
        "settlement": "avräkning",
        "period_basis": "perioder",
        "volunteer_rate": "värde på ideell tid",
        "volunteer_share_cap": "högsta andel ideell tid",
        "volunteer_time_counts": "vad som är ideell tid",
        "public_money_counts": "andra offentliga medel räknas som egna",
        "late_ladder": "avdrag vid sen redovisning",
        "carry_over": "medel får föras över till nästa period",
        "premises_included": "lokal ingår",
        "notice_months": "uppsägningstid",
        "renewal_months": "förlängning",
        "indexation": "indexering",
        "appropriation": "förbehåll om anslag",
    },
    "en": {
        "binds_by": "when it binds",
        "report_due": "report due",
        "final_report_due": "final report due",
        "report_papers": "papers with the report",
        "interim_reports": "interim reports",
        "settlement": "settlement",
        "period_basis": "periods",
        "volunteer_rate": "value of volunteer time",
        "volunteer_share_cap": "largest share of volunteer time",
        "volunteer_time_counts": "what is volunteer time",
        "public_money_counts": "other public money counts as own cash",
        "late_ladder": "kept back when a report is late",
        "carry_over": "money may be carried over to the next period",
        "premises_included": "premises are included",
        "notice_months": "notice",
        "renewal_months": "renewal",
        "indexation": "indexation",
        "appropriation": "subject to appropriation",
    },
}
#: Words of the code that stand in values.
WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "all": "när alla parter har sagt ja",
        "majority": "när en majoritet av de offentliga parterna har sagt ja",
        "two_thirds": "när två tredjedelar av de offentliga parterna har sagt ja",
        "term": "över hela avtalstiden",
        "yearly": "år för år",
        "calendar_year": "kalenderår",
        "agreement_year": "år från första dagen",
        "activity_report": "verksamhetsberättelse",
        "income_statement": "resultaträkning",
        "balance_sheet": "balansräkning",
        "auditors_report": "revisionsberättelse",
        "minutes": "protokoll",
        "volunteer_work": "ideellt arbete",
        "leading": "ledarskap",
        "board_work": "styrelsearbete",
        "travel": "resor",
        "attendance": "närvaro",
        "adult": "vuxna",
        "young": "unga",
        "funding": "finansiering",
        "co_financing": "egen insats",
        "in_kind": "naturainsats",
        "received": "dagarna räknas tills en redovisning har kommit in",
        "complete": "dagarna räknas tills en redovisning är komplett",
    },
    "en": {
        "all": "when all parties have said yes",
        "majority": "when a majority of the public parties have said yes",
        "two_thirds": "when two thirds of the public parties have said yes",
        "term": "over the whole term",
        "yearly": "year by year",
        "calendar_year": "calendar years",
        "agreement_year": "years from the first day",
        "activity_report": "activity report",
        "income_statement": "income statement",
        "balance_sheet": "balance sheet",
        "auditors_report": "auditor's report",
        "minutes": "minutes",
        "volunteer_work": "volunteer work",
        "leading": "leading",
        "board_work": "board work",
        "travel": "travel",
        "attendance": "attendance",
        "adult": "adults",
        "young": "young people",
        "funding": "funding",
        "co_financing": "own contribution",
        "in_kind": "in kind",
        "received": "days are counted until a report has come in",
        "complete": "days are counted until a report is complete",
    },
}
PHRASES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "yes": "ja",
        "no": "nej",
        "months": "{n} månader",
        "one_month": "1 månad",
        "renewal": "{months} åt gången",
        "no_renewal": "ingen",
        "after_meeting": "{n} dagar efter årsmötet",
        "after_end": "{n} dagar efter avtalets sista dag",
        "latest": ", senast {day}",
        "interim": "till och med {through}, inne senast {due}",
        "papers": " ({papers})",
        "step": "högst {n} dagar sen: {percent} %",
        "later": "senare: {percent} %",
        "deadline": "sen efter {day}",
        "rate": "{category} {rate} kr i timmen från {start} ({source})",
        "rate_until": "{category} {rate} kr i timmen {start} – {end} ({source})",
        "own_rates": "egna värden, {name}: {rates}",
        "series": "serien {series} från {base}",
        "month": "index för {month}",
        "same_year": "samma år",
        "one_year": "året före",
        "years": "{n} år före",
        "share": "{percent} % av beloppet följer",
        "floor": "lägst {percent} %",
        "cap": "högst {percent} %",
        "total": "sammanlagt",
        "each": "varje år",
        "applies": "gäller {kinds}",
        "both": "ja, och ett sänkt år sänker båda sidors åtaganden",
        "funding_only": "ja, och ett sänkt år sänker bara finansieringen",
    },
    "en": {
        "yes": "yes",
        "no": "no",
        "months": "{n} months",
        "one_month": "1 month",
        "renewal": "{months} at a time",
        "no_renewal": "none",
        "after_meeting": "{n} days after the annual meeting",
        "after_end": "{n} days after the last day in force",
        "latest": ", by {day}",
        "interim": "through {through}, in by {due}",
        "papers": " ({papers})",
        "step": "at most {n} days late: {percent}%",
        "later": "later: {percent}%",
        "deadline": "late after {day}",
        "rate": "{category} {rate} kr an hour from {start} ({source})",
        "rate_until": "{category} {rate} kr an hour {start} – {end} ({source})",
        "own_rates": "rates of its own, {name}: {rates}",
        "series": "the series {series} from {base}",
        "month": "the index of {month}",
        "same_year": "of the same year",
        "one_year": "of the year before",
        "years": "of {n} years before",
        "share": "{percent}% of the amount follows",
        "floor": "at least {percent}%",
        "cap": "at most {percent}%",
        "total": "in all",
        "each": "each year",
        "applies": "applies to {kinds}",
        "both": "yes, and a reduced year lowers both sides' promises",
        "funding_only": "yes, and a reduced year lowers the funding alone",
    },
}
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
