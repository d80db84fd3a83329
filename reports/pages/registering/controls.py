"""How each condition is typed: its fields, a saved value as their words, and their words as a body has it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements import conditions
from finance.index_clauses import carried
from finance.rates import published
from office.bodies import Values
from office.language import current_language
from office.pages import forms
from office.pages.forms import Choices, Input
from reports.checks.wording import WORDS
from reports.models.attachments import PaperKind
from reports.pages.registering.typed import amount_words, day_raw, day_words, months, share_raw, share_words, whole
from reports.pages.registering.words import Words, rows_of, text
from reports.words import KINDS

RUNGS, INTERIMS = 3, 2


@dataclass(frozen=True)
class Control:
    """How a clause is typed: its fields, its saved value as their words, and the words as a body has its value (None:
    nothing is said). `at` is the field that a fault about the whole value leads to."""

    inputs: Callable[[], list[Input]]
    words: Callable[[Any], Words]
    raw: Callable[[Words], Any]
    at: str = "value"


def _none() -> tuple[str, Any]:
    return "", _("– not in the agreement –")


def _day(name: str = "", label: str = "") -> list[Input]:
    before = f"{name}." if name else ""
    return [
        Input(f"{before}day", label or _("Day"), "numeric"),
        Input(f"{before}month", _("Month"), "select", months()),
    ]


def _choice(*options: tuple[str, Callable[[], str]]) -> Control:
    def inputs() -> list[Input]:
        return [Input("value", _("What holds"), "select", [_none(), *((value, word()) for value, word in options)])]

    return Control(inputs, lambda value: {"value": value}, lambda words: text(words, "value") or None)


def _flag(yes: Callable[[], str], no: Callable[[], str]) -> Control:
    chosen = _choice(("true", yes), ("false", no))
    truth = {"true": True, "false": False}
    return Control(
        chosen.inputs,
        lambda value: {"value": "true" if value else "false"},
        lambda words: truth.get(text(words, "value")),
    )


def _number(label: Callable[[], str]) -> Control:
    return Control(
        lambda: [Input("value", label(), "numeric")],
        lambda value: {"value": str(value)},
        lambda words: whole(text(words, "value")) if text(words, "value") else None,
    )


def _share(label: Callable[[], str]) -> Control:
    return Control(
        lambda: [Input("value", label(), "amount")],
        lambda value: {"value": share_words(value)},
        lambda words: share_raw(text(words, "value")) if text(words, "value") else None,
    )


def _many(options: Callable[[], Choices], first: str) -> Control:
    return Control(
        lambda: [Input(value, str(word), "check") for value, word in options()],
        lambda value: dict.fromkeys(value, "on"),
        lambda words: [value for value, _word in options() if text(words, value)] or None,
        first,
    )


def _due(final: bool) -> Control:
    """A day of the year; or so many days after the annual meeting, then the day is the latest; or after the end."""

    def inputs() -> list[Input]:
        more = [Input("after_end", _("or so many days after the last day in force"), "numeric")] if final else []
        label = _("or so many days after the annual meeting, then the day above is the latest")
        return [*_day(), Input("after_meeting", label, "numeric"), *more]

    def words(value: Any) -> Words:
        if isinstance(value, str):
            return {**day_words(value)}
        later = {"after_meeting": "days_after_meeting", "after_end": "days_after_end"}
        found = {name: str(value[key]) for name, key in later.items() if key in value}
        return {**day_words(value.get("latest")), **found}

    def raw(said: Words) -> Any:
        if final and text(said, "after_end"):
            return {"days_after_end": whole(text(said, "after_end"))}
        if text(said, "after_meeting"):
            return {"days_after_meeting": whole(text(said, "after_meeting")), "latest": day_raw(said)}
        return day_raw(said)

    return Control(inputs, words, raw, "day")


def _rate() -> Control:
    def inputs() -> list[Input]:
        language = current_language()
        named = [(name, f"{name}: {one.description[language]}") for name, one in published().items()]
        return [
            Input("value", _("Rate"), "select", [_none(), *named, ("own", _("the agreement's own, below"))]),
            Input("adult", _("Own rate for adults, kr an hour"), "amount"),
            Input("young", _("Own rate for young people, kr an hour"), "amount"),
            Input("starts_on", _("Own rate from"), "date"),
            Input("decided", _("Where it was decided")),
        ]

    def words(value: Any) -> Words:
        if isinstance(value, str):
            return {"value": value}
        rates = {one["category"]: one for one in value["rates"]}
        first = value["rates"][0]
        found = {category: amount_words(one["rate"]) for category, one in rates.items()}
        return {"value": "own", **found, "starts_on": first["starts_on"], "decided": first["source"]}

    def raw(said: Words) -> Any:
        if text(said, "value") != "own":
            return text(said, "value") or None
        rates = []
        for category in conditions.CATEGORIES:
            if amount := text(said, category):
                told = {"starts_on": text(said, "starts_on"), "source": text(said, "decided")}
                told = {name: one for name, one in told.items() if one}
                rates.append({"category": category, "rate": forms.decimal(amount), **told})
        return {"rates": rates}

    return Control(inputs, words, raw)


def _ladder() -> Control:
    def inputs() -> list[Input]:
        found = []
        for place in range(RUNGS):
            found.append(Input(f"steps[{place}].days", _("At most so many days late (empty: any later)"), "numeric"))
            found.append(Input(f"steps[{place}].percent", _("Kept back of the next payment, per cent"), "amount"))
        counts = [("received", _("has come in")), ("complete", _("is complete"))]
        return [
            *found,
            *_day("deadline", _("Own deadline, if it is not the report's: day")),
            Input("counts", _("With an own deadline: late until the report"), "select", counts),
        ]

    def words(value: Any) -> Words:
        steps = value["steps"] if isinstance(value, dict) else value
        found: Words = {
            "steps": [{"days": str(one["days"] or ""), "percent": amount_words(one["percent"])} for one in steps]
        }
        if isinstance(value, dict):
            found |= {"deadline": day_words(value["deadline"]), "counts": value["counts"]}
        return found

    def raw(said: Words) -> Any:
        steps = [
            {"days": whole(text(one, "days")) or None, "percent": forms.decimal(text(one, "percent"), forms.PERCENT)}
            for one in rows_of(said, "steps")
            if text(one, "percent") or text(one, "days")
        ]
        deadline = day_raw(said["deadline"]) if isinstance(said.get("deadline"), dict) else None
        if deadline:
            return {"steps": steps, "deadline": deadline, "counts": text(said, "counts") or "received"}
        return steps or None

    return Control(inputs, words, raw, "steps[0].percent")


def _interims() -> Control:
    def inputs() -> list[Input]:
        found = []
        for place in range(INTERIMS):
            found += _day(f"rows[{place}].through", _("Through the day"))
            found += _day(f"rows[{place}].due", _("Due on the day"))
        return found

    def words(value: Any) -> Words:
        rows = [{name: day_words(one[name]) for name in ("through", "due")} for one in value]
        return {"rows": rows}

    def raw(said: Words) -> Any:
        rows = [
            {name: day for name in ("through", "due") if (day := day_raw(one.get(name) or {}))}
            for one in rows_of(said, "rows")
        ]
        return [one for one in rows if one] or None

    return Control(inputs, words, raw, "rows[0].through.day")


def _index() -> Control:
    names = ("series", "base", "month", "years_back", "share", "floor", "cap", "limits")

    def inputs() -> list[Input]:
        limits = [("total", _("in all since the base month")), ("yearly", _("each year by itself"))]
        return [
            Input("series", _("Index series"), "select", [_none(), *((name, name) for name in carried())]),
            Input("base", _("Base month, as 2020-10")),
            Input("month", _("Month whose index holds"), "select", months()),
            Input("years_back", _("of how many years earlier"), "numeric"),
            Input("share", _("How much of the amount follows, per cent"), "amount"),
            Input("floor", _("At least, per cent of change"), "amount"),
            Input("cap", _("At most, per cent of change"), "amount"),
            Input("limits", _("At least and at most are"), "select", limits),
            *(Input(f"applies_{kind}", str(KINDS[kind]), "check") for kind in conditions.MONEY_KINDS),
        ]

    def words(value: Any) -> Words:
        found: Words = {name: str(value[name]) for name in names if value[name] is not None}
        found |= {name: amount_words(value[name]) for name in ("floor", "cap") if value[name] is not None}
        found["share"] = share_words(value["share"])
        return found | {f"applies_{kind}": "on" for kind in value["applies_to"]}

    def raw(said: Words) -> Any:
        if not text(said, "series"):
            return None
        found: Values = {name: text(said, name) for name in ("series", "base", "limits") if text(said, name)}
        found |= {name: whole(text(said, name)) for name in ("month", "years_back") if text(said, name)}
        found |= {name: forms.decimal(text(said, name), forms.PERCENT) for name in ("floor", "cap") if text(said, name)}
        found |= {"share": share_raw(text(said, "share"))} if text(said, "share") else {}
        kinds = [kind for kind in conditions.MONEY_KINDS if text(said, f"applies_{kind}")]
        return found | ({"applies_to": kinds} if kinds else {})

    return Control(inputs, words, raw, "series")


def _budget() -> Control:
    chosen = _flag(lambda: _("a reduced year lowers both sides' promises"), lambda: _("only the funding is lowered"))

    def raw(words: Words) -> Any:
        said = chosen.raw(words)
        return None if said is None else {"reduces_both": said}

    return Control(chosen.inputs, lambda value: chosen.words(value["reduces_both"]), raw)


def _work() -> Choices:
    return [(name, WORDS[current_language()][name]) for name in conditions.WORK]


def _papers() -> Choices:
    return [one for one in PaperKind.choices if one[0] in conditions.PAPERS]


def _yes_no() -> Control:
    return _flag(lambda: _("Yes"), lambda: _("No"))


CONTROLS: dict[str, Control] = {
    "report_due": _due(False),
    "settlement": _choice(("term", lambda: _("over the whole term")), ("yearly", lambda: _("year by year"))),
    "volunteer_rate": _rate(),
    "volunteer_share_cap": _share(lambda: _("At most, per cent of what counts")),
    "late_ladder": _ladder(),
    "report_papers": _many(_papers, conditions.PAPERS[0]),
    "final_report_due": _due(True),
    "interim_reports": _interims(),
    "period_basis": _choice(
        ("calendar_year", lambda: _("calendar years")), ("agreement_year", lambda: _("years from the first day"))
    ),
    "volunteer_time_counts": _many(_work, conditions.WORK[0]),
    "public_money_counts": _yes_no(),
    "carry_over": _yes_no(),
    "premises_included": _yes_no(),
    "notice_months": _number(lambda: _("Months before the last day")),
    "renewal_months": _number(lambda: _("Months at a time")),
    "indexation": _index(),
    "appropriation": _budget(),
    "binds_by": _choice(
        ("all", lambda: _("all")), ("majority", lambda: _("more than half")), ("two_thirds", lambda: _("two thirds"))
    ),
}
