"""What a file says of itself: who took out which list, when, with which filters."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from office.api.parameters import CLOCKS, read_day, read_moment
from office.clock import SWEDEN
from office.known import Asked
from office.models import User
from reports.exporting.columns import AGREEMENT, ORGANIZATION, ORGANIZATIONS
from reports.exporting.headings import title_of, word
from reports.exporting.naming import Names
from reports.exporting.writing import About
from reports.models import Export

#: Query parameters that are ids of organisations, beside the members that are.
OF_ORGANIZATIONS = ORGANIZATIONS | {"municipality", "association"}
#: How the names of parameters end that are bounds.
BOUNDS = {"_from": "from", "_to": "to"}


def about(export: Export, by: User, of_list: Mapping[str, Any]) -> About:
    """Everything that is known before the first row; `of_list` is what the list says of itself."""
    clocks = {name: export.filters.get(name, [""])[0] for name in CLOCKS}
    asked = Asked(read_day(clocks["as_of"]), read_moment(clocks["known_at"]))
    now, names = timezone.now(), Names(by, asked.known_at)
    told = About(title_of(export.path), export.language, now, names, told=of_list, asked=asked)
    if export.table:
        told.title = f"{told.title}: {title_of(export.table)}"
    local = now.astimezone(SWEDEN)
    told.facts = [
        (_("Taken out by"), by.get_full_name() or by.get_username()),
        (_("Taken out at"), f"{local:%Y-%m-%d %H:%M:%S} ({_('Swedish time')})"),
        (_("List"), export.path),
        (_("Filter"), filter_in_words(export.filters, names) or _("none: everything that its taker may see")),
        (word("as_of"), clocks["as_of"] or _("no day is asked about")),
        (word("known_at"), clocks["known_at"] or _("when it was taken out")),
        *((word(name), str(value)) for name, value in of_list.items()),
    ]
    return told


def filter_in_words(filters: dict[str, list[str]], names: Names) -> str:
    """Query parameters as people say them: "Period: 2020; Mottagare: Vän i Umeå (7)"."""
    return "; ".join(
        f"{_parameter(name)}: {', '.join(_value(name, value, names) for value in values)}"
        for name, values in sorted(filters.items())
        if name not in CLOCKS
    )


def _parameter(name: str) -> str:
    for ending, bound in BOUNDS.items():
        if name.endswith(ending):
            known = word(name.removesuffix(ending))
            return f"{known} ({_('from') if bound == 'from' else _('to')})"
    return word(name)


def _value(name: str, value: str, names: Names) -> str:
    kind = ORGANIZATION if name in OF_ORGANIZATIONS else AGREEMENT if name == AGREEMENT else ""
    if not kind or not (value.isascii() and value.isdigit()):
        return value
    names.learn(kind, [int(value)])
    known = names.known[kind].get(int(value))
    return f"{known} ({value})" if known else value
