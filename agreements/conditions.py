"""An agreement's clauses by name: what each may say.

A clause is sent as its value or as `{"value": …, "clause": "§ 4"}` and is kept as the latter. Other rooms that own a
clause's data add a check of their own when they start (`CHECKS`): finance knows which volunteer rates there are.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements import consensus
from agreements.condition_fields import Days, Flag, MonthDay, MonthOfYear, Months, Names, YearMonth, Years
from office.bodies import Body, Values, read_field
from office.fields import Amount, Day, Share, Text
from office.refusals import Refusal

#: Further checks by clause, or by a part of one: value -> refusals with paths inside it. Its data's owner adds them.
CHECKS: dict[str, Callable[[Any], list[Refusal]]] = {}

#: SEK for an hour of volunteer work: more is a slip of the pen.
MOST_RATE = Decimal(10_000)
CATEGORIES = ("adult", "young")
#: As sentences call them.
CATEGORY_WORDS: dict[str, Promise] = {"adult": _("adults"), "young": _("young people")}
#: What volunteers do, as `volunteer-hours` tells it; the first is taking part, where nothing more is said.
WORK = ("volunteer_work", "leading", "board_work", "travel", "attendance")
#: Per cent of change since an index clause's base month: more is a slip of the pen.
MOST_CHANGE = Decimal(1000)
#: Papers that can be asked for with a report.
PAPERS = ("activity_report", "income_statement", "balance_sheet", "auditors_report", "minutes")
#: Promises of money, which an index clause can apply to.
MONEY_KINDS = ("funding", "co_financing", "in_kind")


@extend_schema_field({"type": "array", "items": {"type": "string", "enum": list(WORK)}, "uniqueItems": True})
class WorkKinds(Names):
    """Which kinds of work are volunteer time, each named once."""

    known = WORK
    form = "list of kinds of work, each once"
    default_error_messages = {
        "kinds": _("Name the kinds of work that count, each once, at least one: {kinds}."),
    }


@extend_schema_field({"type": "array", "items": {"type": "string", "enum": list(PAPERS)}, "uniqueItems": True})
class Papers(Names):
    """Which papers are asked for with a report, each named once."""

    known = PAPERS
    form = "list of papers, each once"
    default_error_messages = {"kinds": _("Name the papers that are asked for, each once, at least one: {kinds}.")}


class IndexationBody(Body):
    """How yearly amounts follow an index series: `share` of the amount follows, 0 to 1; `floor` and `cap` are per cent
    of change, in all since the base month (`total`) or each year by itself (`yearly`).

    A period takes the index of `month` in the year in which it begins, `years_back` years earlier. Amounts listed per
    period are that period's own already and follow nothing.
    """

    series = Text(max_length=60)
    base = YearMonth()
    month = MonthOfYear(min_value=1, max_value=12)
    years_back = Years(min_value=0, max_value=5, required=False, default=0)
    share = Share(required=False, default=Decimal(1))
    floor = Amount(negative=True, most=MOST_CHANGE, required=False, allow_null=True, default=None)
    cap = Amount(negative=True, most=MOST_CHANGE, required=False, allow_null=True, default=None)
    limits = serializers.ChoiceField(choices=["total", "yearly"], required=False, default="total")
    applies_to = serializers.ListField(
        child=serializers.ChoiceField(choices=MONEY_KINDS), allow_empty=False, required=False, default=["funding"]
    )

    def read(self, raw: Any, path: str = "", partial: bool = False) -> tuple[Values, list[Refusal]]:
        values, refusals = super().read(raw, path, partial)
        floor, cap = values.get("floor"), values.get("cap")
        if floor is not None and cap is not None and floor > cap:
            message = str(_("The floor, %(floor)s per cent, lies above the cap, %(cap)s per cent."))
            told = message % {"floor": floor, "cap": cap}
            refusals.append(Refusal("indexation.floor_above_cap", told, f"{path}.floor", f"<= {cap}", str(floor)))
        check = CHECKS.get("indexation.series")
        if check and "series" in values:
            refusals += [one.under(f"{path}.series") for one in check(values["series"])]
        return values, refusals


class AppropriationBody(Body):
    """The promises hold subject to the council's budget; `reduces_both`: a reduced year lowers both sides' promises."""

    reduces_both = Flag()


class OwnRateBody(Body):
    """A rate that the agreement sets itself, SEK per hour, from–to inclusive, with where it was decided."""

    category = serializers.ChoiceField(choices=CATEGORIES)
    rate = Amount(positive=True, most=MOST_RATE)
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True, default=None)
    source = Text(max_length=300)  # type: ignore[assignment] # DRF takes it off the class


class OwnRatesBody(Body):
    name = Text(max_length=60, required=False, default="own")
    rates = OwnRateBody(many=True, allow_empty=False)


class LadderStepBody(Body):
    """`percent` of the next payment is kept back when the report is at most `days` days late (null: any later)."""

    days = Days(min_value=1, max_value=1000, allow_null=True)
    percent = Amount(most=Decimal(100))


class LadderBody(Body):
    """A late ladder with a deadline of its own, which may differ from `report_due`.

    It counts the days until a report is `received`, or until one is `complete`: received and not sent back.
    """

    steps = LadderStepBody(many=True, allow_empty=False)
    deadline = MonthDay()
    counts = serializers.ChoiceField(choices=["received", "complete"], required=False, default="received")


class AfterMeetingBody(Body):
    """A report is due so many days after the annual meeting; until its day is known, and at the latest, on `latest`."""

    days_after_meeting = Days(min_value=1, max_value=366)
    latest = MonthDay(required=False, allow_null=True, default=None)


class InterimBody(Body):
    """A report of each period's days `through` a day of the year, `due` on a later one, with these `papers`."""

    through = MonthDay()
    due = MonthDay()
    papers = Papers(required=False, default=list)


class AfterEndBody(Body):
    """The final report is due so many days after the last day in force."""

    days_after_end = Days(min_value=1, max_value=366)


class RateRef(serializers.Field[Any, Any, Any, Any]):
    """The name of a rate in `volunteer-rates`, or the agreement's own rates."""

    form = "name of a rate, or {name, rates}"

    def to_internal_value(self, data: Any) -> Any:
        return data

    def to_representation(self, value: Any) -> Any:
        return value


FIELDS: dict[str, serializers.Field[Any, Any, Any, Any]] = {
    "binds_by": serializers.ChoiceField(choices=list(consensus.RULES)),
    "report_due": MonthDay(),
    "final_report_due": MonthDay(),
    "report_papers": Papers(),
    "interim_reports": InterimBody(many=True, allow_empty=False),
    "settlement": serializers.ChoiceField(choices=["term", "yearly"]),
    "period_basis": serializers.ChoiceField(choices=["calendar_year", "agreement_year"]),
    "volunteer_rate": RateRef(),
    "volunteer_share_cap": Share(),
    "volunteer_time_counts": WorkKinds(),
    "public_money_counts": Flag(),
    "late_ladder": LadderStepBody(many=True),
    "carry_over": Flag(),
    "premises_included": Flag(),
    "notice_months": Months(min_value=0, max_value=120),
    "renewal_months": Months(min_value=0, max_value=120),
    "indexation": IndexationBody(),
    "appropriation": AppropriationBody(),
}


def _ladder(value: Any) -> list[Refusal]:
    """Each delay stands once, and who is later never loses less: a rung's percentage is at least the one before it."""
    at, steps = ("steps", value["steps"]) if isinstance(value, dict) else ("", value)
    found: list[Refusal] = []
    most, seen = Decimal(0), set()
    for index, step in sorted(enumerate(steps), key=lambda one: (one[1]["days"] is None, one[1]["days"] or 0)):
        days, percent = step["days"], step["percent"]
        if days in seen:
            message = str(_("Two steps of the ladder say what happens after the same delay."))
            found.append(Refusal("late_ladder.duplicate", message, f"{at}[{index}].days", "once", days))
        elif percent < most:
            message = str(_("A longer delay cannot cost less than a shorter one."))
            found.append(Refusal("late_ladder.falls", message, f"{at}[{index}].percent", f">= {most}", str(percent)))
        seen.add(days)
        most = max(most, percent)
    return found


CHECKS["late_ladder"] = _ladder


def _interims(value: Any) -> list[Refusal]:
    """An interim report is called by the month in which its days end: one a month."""
    months = [one["through"][:2] for one in value]
    message = str(_("Two interim reports end in the same month."))
    return [
        Refusal("interim_reports.duplicate", message, f"[{index}].through", "another month", month)
        for index, month in enumerate(months)
        if month in months[:index]
    ]


CHECKS["interim_reports"] = _interims


def _value(name: str, raw: Any, path: str) -> tuple[Any, list[Refusal]]:
    """A clause's value and what is wrong with it."""
    field: Any = FIELDS[name]
    if name == "volunteer_rate":
        field = Text(max_length=60) if isinstance(raw, str) else OwnRatesBody()
    if name == "late_ladder" and isinstance(raw, Mapping):
        field = LadderBody()
    if name in ("report_due", "final_report_due") and isinstance(raw, Mapping):
        field = AfterEndBody() if name == "final_report_due" and "days_after_end" in raw else AfterMeetingBody()
    value, refusals = read_field(field, raw, path)
    if not refusals and name in CHECKS:
        refusals = [one.under(path) for one in CHECKS[name](value)]
    return value, refusals


def read(raw: Any, path: str = "conditions") -> tuple[dict[str, dict[str, Any]], list[Refusal]]:
    """All clauses as `{name: {"value", "clause"}}` and everything that is wrong with them, by path."""
    if not isinstance(raw, Mapping):
        return {}, [Refusal("not_an_object", str(_("An object is expected here.")), path, "object", None)]
    found, refusals = {}, []
    for name, said in raw.items():
        at = f"{path}.{name}"
        if name not in FIELDS:
            message = str(_("There is no condition of this name."))
            refusals.append(Refusal("condition.unknown", message, at[:200], sorted(FIELDS), str(name)[:100]))
            continue
        spelled = isinstance(said, Mapping) and "value" in said
        value, wrong = _value(name, said["value"] if spelled else said, f"{at}.value" if spelled else at)
        clause, unclear = _clause(said if spelled else {}, at)
        refusals += wrong + unclear
        if not wrong:
            found[name] = {"value": value, "clause": clause}
    return found, refusals


def _clause(said: Mapping[str, Any], at: str) -> tuple[str, list[Refusal]]:
    values, refusals = _ClauseBody().read({key: said[key] for key in said if key != "value"}, at)
    return values.get("clause", ""), refusals


class _ClauseBody(Body):
    clause = Text(max_length=200, required=False, allow_blank=True, default="")


@extend_schema_field({"type": "object", "additionalProperties": True})
class ConditionsBody(Body):
    """`conditions` of any body, whose names are those of `FIELDS`."""

    form = "object of conditions"

    def read(self, raw: Any, path: str = "conditions", partial: bool = False) -> tuple[Values, list[Refusal]]:
        return read(raw, path)
