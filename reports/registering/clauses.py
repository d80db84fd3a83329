"""The fourth step: the conditions, each with the fields that can say it.

A clause whose saved value these fields cannot say is kept as it is, and shown as such.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from agreements import conditions
from agreements.models import Agreement
from finance.index_clauses import carried
from finance.rates import published
from office.bodies import Values, plain
from office.language import current_language
from office.pages import forms
from reports.checks.wording import WORDS
from reports.models.attachments import PaperKind
from reports.registering.nested import Words
from reports.registering.promises import Where, rows_of, text
from reports.registering.typing import amount_words, day_raw, day_words, share_raw, share_words, whole
from reports.words import KINDS

#: What most agreements say; the others stand further down.
USUAL = ("report_due", "settlement", "volunteer_rate", "volunteer_share_cap", "late_ladder", "report_papers")
RUNGS, INTERIMS = 3, 2
Choices = Sequence[tuple[Any, Any]]


@dataclass(frozen=True)
class Input:
    """One field of a clause: its name under the clause's, and as which kind of field it stands (`check`: a box)."""

    name: str
    label: str
    kind: str = "text"
    choices: Choices = ()


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


def months() -> Choices:
    return [("", "–"), *((str(number), word) for number, word in MONTHS.items())]


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
            {"days": whole(text(one, "days")) or None, "percent": forms.decimal(text(one, "percent"))}
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
        found |= {name: forms.decimal(text(said, name)) for name in ("floor", "cap") if text(said, name)}
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


def words_of(agreement: Agreement) -> Words:
    """The draft's conditions, as they are typed; a clause that the fields cannot say has none but its paragraph."""
    found = {}
    for name, said in agreement.conditions.items():
        words = CONTROLS[name].words(said["value"]) if sayable(name, said["value"]) else {}
        found[name] = {**words, "clause": said["clause"]}
    return {"conditions": found}


def sayable(name: str, value: Any) -> bool:
    """Whether the fields say exactly this value: typed, read and kept it is the same."""
    control = CONTROLS[name]
    try:
        again, wrong = conditions.read({name: control.raw(control.words(value))})
    except (KeyError, IndexError, TypeError, ValueError):
        return False
    return not wrong and bool(plain(again[name]["value"]) == value)


def read(words: Words, agreement: Agreement) -> tuple[Values, Where]:
    """The words as a body has them, and by each path of the body the name of the field that says it."""
    said, found = words.get("conditions"), {}
    where: Where = {}
    for name, control in CONTROLS.items():
        typed = said.get(name) if isinstance(said, dict) else None
        typed = typed if isinstance(typed, dict) else {}
        at = f"conditions.{name}"
        saved = agreement.conditions.get(name)
        value = saved["value"] if saved and not sayable(name, saved["value"]) else control.raw(typed)
        where |= {at: f"{at}.{control.at}", f"{at}.value": f"{at}.{control.at}", f"{at}.clause": f"{at}.clause"}
        for one in control.inputs():
            inside = one.name.removesuffix(".day")
            where[f"{at}.value.{inside}"] = f"{at}.{one.name}"
            where[f"{at}.value{inside.removeprefix('steps').removeprefix('rows')}"] = f"{at}.{one.name}"
        if value is not None:
            found[name] = {"value": value, "clause": text(typed, "clause")}
    return {"conditions": found}, where
