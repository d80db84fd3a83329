"""What a file says of itself: who took out which list, when, with which filters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from office.api.parameters import CLOCKS, read_day, read_moment
from office.clock import SWEDEN
from office.known import Asked
from office.lists import Opened
from office.models import User
from reports.exporting.columns import AGREEMENT, ORGANIZATION, ORGANIZATIONS
from reports.exporting.headings import title_of, word
from reports.exporting.naming import Names
from reports.exporting.writing import About
from reports.models import Export

Filters = Mapping[str, list[str]]
#: Query parameters that are ids of organisations, beside the members that are.
OF_ORGANIZATIONS = ORGANIZATIONS | {"municipality", "association"}
#: How the names of parameters end that are bounds.
BOUNDS = {"_from": "from", "_to": "to"}


def about(export: Export, by: User, found: Opened) -> About:
    """Everything that is known before the first row, and what the list says of itself."""
    of_list, day = found.whole.told, next(iter(found.days), "as_of")  # what the list calls the day that it is as of
    clocks = {said: export.filters.get(name, [""])[0] for said, name in (("as_of", day), ("known_at", "known_at"))}
    asked = Asked(read_day(clocks["as_of"]), read_moment(clocks["known_at"]))
    now, names = timezone.now(), Names(by, asked.known_at)
    told = About(title_of(export.path), export.language, now, names, told=of_list, asked=asked)
    if export.table:
        told.title = f"{told.title}: {title_of(export.table)}"
    told.facts = [
        (_("Taken out by"), by.get_full_name() or by.get_username()),
        (_("Taken out at"), local(now)),
        (_("List"), export.path),
        (_("Filter"), filter_in_words(export.filters, names, day) or _("none: everything that its taker may see")),
        (word("as_of"), clocks["as_of"] or _("no day is asked about")),
        (word("known_at"), clocks["known_at"] or _("when it was taken out")),
        *((word(name), str(value)) for name, value in of_list.items()),
    ]
    return told


def filter_in_words(filters: Filters, names: Names, day: str) -> str:
    """Query parameters as people say them: "Period: 2020; Mottagare: Vän i Umeå (7)"; the clocks are told apart."""
    rest = {name: values for name, values in filters.items() if name not in (*CLOCKS, day)}
    return "; ".join(f"{name}: {value}" for name, value in in_words([rest], names)[0])


def in_words(several: Sequence[Filters], names: Names) -> list[list[tuple[str, str]]]:
    """Query parameters of several files, each with what it is called and its values; the moment by which something was
    known is told in Swedish time."""
    for kind in (ORGANIZATION, AGREEMENT):
        names.learn(
            kind, {pk for filters in several for name, said in filters.items() for pk in _ids(kind, name, said)}
        )
    return [
        [
            (_parameter(name), ", ".join(_value(name, one, names) for one in said))
            for name, said in sorted(filters.items())
        ]
        for filters in several
    ]


def local(moment: datetime) -> str:
    """A moment as a clock in Sweden shows it."""
    return f"{moment.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S} ({_('Swedish time')})"


def _parameter(name: str) -> str:
    for ending, bound in BOUNDS.items():
        if name.endswith(ending):
            known = word(name.removesuffix(ending))
            return f"{known} ({_('from') if bound == 'from' else _('to')})"
    return word(name)


def _value(name: str, value: str, names: Names) -> str:
    if name == "known_at" and (moment := read_moment(value)):
        return local(moment)
    found = [names.known[kind][pk] for kind in names.known for pk in _ids(kind, name, [value])]
    return f"{found[0]} ({value})" if any(found) else value


def _ids(kind: str, name: str, values: Iterable[str]) -> list[int]:
    """The values that are ids of a kind of record."""
    of_kind = name in OF_ORGANIZATIONS if kind == ORGANIZATION else name == AGREEMENT
    return [int(one) for one in values if of_kind and one.isascii() and one.isdigit()]
