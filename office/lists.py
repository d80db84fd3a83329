"""A list asked for to its end: the same door, filters and rights as page by page, for who takes it out as a file.

Whoever asks so (`opened`) gets the list's keys, read once and in its order, and then its records some at a time, so
that nothing is left out or told twice however many there are and whatever is written meanwhile.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from office.models import User
from office.refusals import Refusal, Refused, flat, refuse_if

Json = dict[str, Any]
Parameters = Mapping[str, Sequence[str]]

BASE = "/api/v1/"
#: `payments`, or what stands under a record: `ledger-imports/3/rows`.
ADDRESS = re.compile(r"[a-z]+(?:-[a-z]+)*(?:/[0-9]{1,18}/[a-z]+(?:-[a-z]+)*)?")
#: What cuts a list. Whoever wants its end does not say where it is cut.
CUTS = frozenset({"limit", "offset"})
TOGETHER = 1000


class Whole(NamedTuple):
    """What a door answers instead of a page: `shape` describes the records, `write` gives those of some keys in their
    order (without those that are gone, or not wanted after all), `together` is how many to ask for at a time, `told`
    what the list says of itself as it is now."""

    shape: BaseSerializer[Any]
    keys: Sequence[Any]
    write: Callable[[Sequence[Any]], list[Json]]
    together: int = TOGETHER
    told: Mapping[str, Any] = MappingProxyType({})

    def batches(self) -> Iterator[tuple[int, list[Json]]]:
        """The records, and how many keys have been gone through."""
        for start in range(0, len(self.keys), self.together):
            some = list(self.keys[start : start + self.together])
            yield start + len(some), self.write(some)


class Opened(NamedTuple):
    """A list that was asked for to its end: its name in the singular (`annual-report`), the query parameters that it
    knows, the days that it takes where none are said, by their parameters, and all of it."""

    name: str
    knows: frozenset[str]
    days: Mapping[str, date]
    whole: Whole


def to_its_end(request: Any) -> bool:
    """Whether a list is asked for to its end: nothing that a client sends says so."""
    return bool(getattr(request, "to_its_end", False))


def opened(address: str, parameters: Parameters, user: User) -> Opened:
    """Ask a list to its end, as its door answers this user now.

    Raises `Refused` when there is no such list, when the door refuses a parameter (its path is the parameter's name)
    or the user, and `Http404` for what is under a record that they do not see.
    """
    view, handler, kwargs, name = _door(address)
    refusals = [_cut(parameter) for parameter in parameters if parameter in CUTS]
    http = HttpRequest()
    http.method, http.path, http.META = "GET", f"{BASE}{address}", {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    http.GET = _query(parameters)  # type: ignore[assignment] # nobody changes it
    http.to_its_end = True  # type: ignore[attr-defined] # what `to_its_end` reads
    request = Request(http)
    request.user = user
    view.setup(request, **kwargs)
    view.headers, view.format_kwarg = {}, None
    try:
        view.initial(request, **kwargs)
        answered = getattr(handler(request, **kwargs), "data", None)
    except ValidationError as error:
        raise Refused(*refusals, *flat(error.detail)) from error
    except Refused as refused:
        raise Refused(*refusals, *refused.refusals, status=refused.status) from refused
    if not isinstance(answered, Whole):
        raise _no_list(address)
    refuse_if(refusals)
    knows = frozenset(getattr(request, "knows", ())) - CUTS
    return Opened(name, knows, getattr(request, "days", {}), answered)


def _door(address: str) -> tuple[Any, Callable[..., Any], dict[str, Any], str]:
    """The view of a list's address, its method for GET, what the address says, and the list's name in the singular."""
    try:
        match = resolve(f"{BASE}{address}") if ADDRESS.fullmatch(address) else None
    except Resolver404:
        match = None
    kind: Any = match and getattr(match.func, "cls", None)
    if match is None or kind is None:
        raise _no_list(address)
    actions: dict[str, str] | None = getattr(match.func, "actions", None)
    view = kind(**getattr(match.func, "initkwargs", {}))
    method = actions.get("get", "") if actions else "get"
    if actions:
        view.action, view.action_map = method, actions
    handler = getattr(view, method, None)
    if handler is None:
        raise _no_list(address)
    return view, handler, match.kwargs, (match.url_name or address).removesuffix("-list")


def _no_list(address: str) -> Refused:
    message = _("There is no list at this address that could be taken out.")
    return Refused(Refusal("export.unknown_list", message, "list", "payments, agreements, …", address[:200]))


def _query(parameters: Parameters) -> QueryDict:
    """As an address would say it, without the cuts."""
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        if name not in CUTS:
            query.setlist(name, list(values))
    return query


def _cut(name: str) -> Refusal:
    return Refusal("export.never_cut", _("A file has every row of its list: leave this out."), name)
