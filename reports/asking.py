"""What a list of checks and what is summed of them is asked about, as the API and the pages read it from an address."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from rest_framework.request import Request

from agreements.models import Agreement
from agreements.models.agreement import AgreementKind, AgreementQuerySet
from office.api.parameters import CLOCKS, choice, choices, day_or, gathered, moment, number
from office.api.views import refuse_unknown_parameters
from office.clock import today
from office.refusals import Refusal, Refused
from reports.check_lines import MEASURES, CheckLine, lines_of
from reports.checking import Checked, each_checked, in_force
from reports.checks.term import WORST_FIRST
from reports.exporting.pivot_table import Asked
from reports.pivoting import Keys, Pivot, pivot
from reports.selectors.municipalities import of_municipality
from reports.summaries import GROUP_BYS

#: What a filter says of lines whose organisation or municipality cannot be singled out.
SEVERAL = "several"
LONGEST_YEAR = 9
WHICH = CLOCKS | {"municipality", "kind"}
LINES = CLOCKS | frozenset(GROUP_BYS)
#: What the sides of a cross table are where nothing is said.
SIDES = (("rows", "municipality"), ("columns", ""))
VALUE = "funding_paid"
MOST_COLUMNS = 100


class ChecksAsked(NamedTuple):
    """Which checks are asked for, as of which day, as they were known when."""

    agreements: AgreementQuerySet
    as_of: date
    known_at: datetime | None

    def checks(self) -> Iterator[Checked]:
        """In the order of the agreements' ids."""
        return each_checked(self.agreements, self.as_of, self.known_at)


def checks_asked(
    request: Request, known: frozenset[str], day: str = "as_of", default: date | None = None
) -> ChecksAsked:
    """What `municipality`, `kind` and the clocks leave of what the user may see; `day` is the parameter that says the
    day (`default`, or today, where it is left out). Raises `Refused` with all that is wrong, also about parameters that
    are not `known`."""
    as_of, known_at, municipality, kind, _known = gathered(
        lambda: day_or(request, day, default or today()),
        lambda: moment(request, "known_at"),
        lambda: number(request, "municipality"),
        lambda: choice(request, "kind", AgreementKind.values),
        lambda: refuse_unknown_parameters(request, known),
    )
    rows = Agreement.objects.visible_to(request.user).order_by("pk").known_at(known_at)
    rows = of_municipality(rows, municipality) if municipality else rows
    return ChecksAsked(rows.filter(kind=kind) if kind else rows, as_of, known_at)


class Which(NamedTuple):
    """Which lines are asked for: `groups` by dimension, each a key (None: several)."""

    agreements: AgreementQuerySet
    as_of: date
    known_at: datetime | None
    groups: Mapping[str, Any]

    def lines(self) -> Iterator[CheckLine]:
        """The lines of what binds at the day, in the order of their agreements."""
        for line in lines_of(in_force(each_checked(self.agreements, self.as_of, self.known_at))):
            if all(line.key(dimension)[0] == key for dimension, key in self.groups.items()):
                yield line

    def query(self, more: Mapping[str, Any]) -> str:
        """What an address says to mean the lines that are in some groups more."""
        said = {name: SEVERAL if key is None else str(key) for name, key in {**self.groups, **more}.items()}
        moments = {"known_at": self.known_at.isoformat().replace("+00:00", "Z")} if self.known_at else {}
        return urlencode({"as_of": self.as_of.isoformat(), **moments, **said})

    def of_cell(self, asked: Asked, row: Keys | None, column: Keys | None) -> str:
        """The same of the lines that a cell of a cross table sums: those in its row and its column."""
        sides = ((asked.rows, row), (asked.columns, column))
        more = {name: key for names, keys in sides for name, (key, _name) in zip(names, keys or (), strict=False)}
        return self.query(more)


def which(request: Request) -> Which:
    """Read the parameters that say which lines; raises `Refused` with all that is wrong about them."""
    as_of, known_at, *keys = gathered(
        lambda: day_or(request, "as_of", today()),
        lambda: moment(request, "known_at"),
        lambda: _organization(request, "municipality"),
        lambda: _organization(request, "association"),
        lambda: _year(request),
        lambda: choice(request, "kind", AgreementKind.values),
        lambda: choice(request, "status", WORST_FIRST),
    )
    said = dict(zip(GROUP_BYS, keys, strict=True))
    groups: dict[str, Any] = {name: None if key == SEVERAL else key for name, key in said.items() if key is not None}
    rows = Agreement.objects.visible_to(request.user).order_by("pk").known_at(known_at)
    if municipality := groups.get("municipality"):
        rows = of_municipality(rows, municipality)
    rows = rows.filter(kind=groups["kind"]) if "kind" in groups else rows
    return Which(rows, as_of, known_at, groups)


def _organization(request: Request, name: str) -> int | str | None:
    return SEVERAL if request.query_params.get(name) == SEVERAL else number(request, name)


def _year(request: Request) -> str | None:
    text = request.query_params.get("year")
    if text is not None and not 4 <= len(text) <= LONGEST_YEAR:
        message = _("A period is expected, such as 2020.")
        raise Refused(Refusal("parameter.invalid", message, "year", "YYYY", text[:200]))
    return text


def sides(request: Request) -> Asked:
    """The sides and the values of a cross table; raises `Refused` with all that is wrong about them."""
    rows, columns, values, _once = gathered(
        lambda: choices(request, "rows", GROUP_BYS) or ("municipality",),
        lambda: choices(request, "columns", GROUP_BYS),
        lambda: choices(request, "values", MEASURES, most=len(MEASURES)) or (VALUE,),
        lambda: _refuse_twice(request),
    )
    return Asked(rows, columns, values)


def _refuse_twice(request: Request) -> None:
    """A dimension stands on one side."""
    said = [request.query_params.get(name, default).split(",") for name, default in SIDES]
    rows, columns = ({one.strip() for one in side} for side in said)
    if twice := sorted(rows & columns & set(GROUP_BYS)):
        message = _("A dimension is either among the rows or among the columns, not both.")
        raise Refused(Refusal("pivot.dimension_twice", message, "columns", sorted(set(GROUP_BYS) - rows), twice))


def crossed(of: Which, asked: Asked) -> Pivot:
    """The lines in a cross table; raises `Refused` where it is too wide."""
    found = pivot(of.lines(), *asked)
    if len(found.columns) > MOST_COLUMNS:
        message = _("A table has at most %(most)s columns. Narrow the filter, or let rows and columns change places.")
        told = message % {"most": MOST_COLUMNS}
        raise Refused(Refusal("pivot.too_many_columns", told, "columns", f"<= {MOST_COLUMNS}", len(found.columns)))
    return found
