"""What every resource's door shares: revisions, idempotency, known query parameters, bodies."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import viewsets
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from office.api.filters import refuse_filters
from office.api.multipart import MultipartParser, form
from office.api.pagination import Page
from office.api.parameters import CLOCKS, asked, gathered
from office.api.shapes import Shape
from office.bodies import Body, NoBody, Values, typed
from office.known import NOW, Asked
from office.lists import TOGETHER, Json, Whole, to_its_end
from office.models import User
from office.refusals import Refusal, Refused, refuse_if
from office.rows import Slices, fetch
from office.services import idempotency

COMMON = frozenset({"limit", "offset", "ordering"})


def read_revision(request: Request, needed: bool = False) -> str | None:
    """The revision in `If-Match`, or None for no header or `*`; 428 when it is needed and absent."""
    header = request.headers.get("If-Match", "").strip()
    if not header and needed:
        message = _("Send If-Match with the ETag of the record that you have read.")
        raise Refused(Refusal("if_match.required", message, "If-Match", '"<revision>"'), status=428)
    return None if header in ("", "*") else header[:100].strip('"')


def refuse_unknown_parameters(request: Request, known: frozenset[str]) -> None:
    """A misspelt filter would answer with everything: refuse it. Who asks for a whole list hears what it knows."""
    request.knows = known  # type: ignore[attr-defined] # `office.lists` reads it
    message = _("There is no such query parameter here.")
    refuse_if(
        Refusal("parameter.unknown", message, name[:100], sorted(known), request.query_params[name][:200])
        for name in request.query_params
        if name not in known
    )


class Door(viewsets.GenericViewSet[Any]):
    """The base of all viewsets. Subclasses say `queryset_for`; every read starts from what the user may see."""

    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ["get", "post", "patch", "head", "options"]
    parameters: ClassVar[dict[str, frozenset[str]]] = {}  # action -> its own query parameters
    ordering_fields: ClassVar[tuple[str, ...]] = ()
    takes_file: ClassVar[frozenset[str]] = frozenset()  # actions whose body is a form with a file
    as_known: ClassVar[frozenset[str]] = frozenset()  # actions that take `as_of` and `known_at`, see `stood`
    #: Of the records those that there were at the clocks of a question, for who says `as_known`. What a record said
    #: then and not now is annotated as `<member>_then`: filters and orders take it, and the shape shows it.
    stood: Callable[[Any, Asked], Any]

    def __init_subclass__(cls, **more: Any) -> None:
        """A door that can be asked as it was and does not say how stops the program as it starts."""
        super().__init_subclass__(**more)
        if cls.as_known and not hasattr(cls, "stood"):
            raise TypeError(f"{cls.__name__} says `as_known`: `stood(rows, asked)` has to say what there was then.")

    def get_parsers(self) -> list[BaseParser]:
        """A form where a file is taken, otherwise JSON: never both."""
        action = getattr(self, "action", None) or self.action_map.get((self.request.method or "").lower())
        return [MultipartParser()] if action in self.takes_file else super().get_parsers()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is None:
            raise MethodNotAllowed(request.method or "")
        refuse_unknown_parameters(request, self._known_parameters())
        filters = getattr(self, "filterset_class", None) if self.action == "list" else None
        gathered(lambda: self.asked, *((lambda: refuse_filters(request, filters),) if filters else ()))

    def _known_parameters(self) -> frozenset[str]:
        own = self.parameters.get(self.action, frozenset())
        own = own | CLOCKS if self.action in self.as_known else own
        if self.action != "list":
            return own
        filters = getattr(self, "filterset_class", None)
        searched = frozenset({"search"} if hasattr(self, "search") else ())
        return COMMON | searched | own | (frozenset(filters.base_filters) if filters else frozenset())

    @property
    def asked(self) -> Asked:
        """Which day, as it was known when, an action asks about that can be asked so; now, for any other."""
        return asked(self.request) if self.action in self.as_known else NOW

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "asked": self.asked}

    def get_object(self) -> Any:
        """The record that the address names, among what the user may see: a list's filters and order say nothing here,
        and to build them would take longer than to read the record.
        """
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @property
    def person(self) -> User:
        """Who asks: no door but `api-info` opens to nobody."""
        return cast(User, self.request.user)

    def body(
        self, kind: type[Body], partial: bool = False, empty_is_object: bool = False
    ) -> tuple[Values, list[Refusal]]:
        """The request's body through a `Body`: values and refusals. Acts whose words are all optional may send none."""
        data = self.request.data
        return kind().read({} if empty_is_object and not data else data, partial=partial)

    def form(self, kind: type[Body]) -> tuple[Values, list[Refusal]]:
        """The request's form through a `Body`: an action that `takes_file`."""
        return kind().read(typed(kind, form(self.request)))

    def nothing(self) -> None:
        """The act takes no words: an empty body or `{}`."""
        refuse_if(NoBody().read(self.request.data or {})[1])

    def answer(self, record: Any, status: int = 200) -> Response:
        """A record with its ETag, in the shape of the view's serializer."""
        return _response(self._made(record, status))

    def _made(self, record: Any, status: int) -> idempotency.Answer:
        body = self.get_serializer(record).data
        revision = self.revision_of(record)
        return idempotency.Answer(status, body, f'"{revision}"' if revision else "")

    def revision_of(self, record: Any) -> str:
        """The revision that the ETag tells: the record's own; empty for a record that never changes."""
        return str(getattr(record, "revision", ""))

    def answer_then(self) -> Response:
        """The record that the address names as it stood: a list of one. It has no ETag, since nothing is done to it."""
        shape: Any = self.get_serializer_class()(context=self.get_serializer_context())
        rows = self.stood(self.get_queryset(), self.asked).filter(pk=self.kwargs["pk"])
        found = shape.listed(fetch(shape.rows(rows)))
        if not found:
            raise Http404
        return Response(found[0])

    def create_once(
        self,
        act: Callable[[], Any],
        status: int | Callable[[], int] = 201,
        shape: Callable[[Any], Any] | None = None,
    ) -> Response:
        """Run a service that creates, honouring `Idempotency-Key`; answer with what it made. The status may depend on
        what that was.
        """

        def made() -> idempotency.Answer:
            record = act()
            told = status if isinstance(status, int) else status()
            return self._made(record, told) if shape is None else idempotency.Answer(told, shape(record))

        key = self.request.headers.get("Idempotency-Key")
        if key is None:
            return _response(made())
        request = self.request
        asked = idempotency.fingerprint(request.method or "", request.path, getattr(request, "raw_body", b""))
        return _response(idempotency.once(self.person, key, asked, made))

    def page(self, rows: QuerySet[Any], shape: type[BaseSerializer[Any]]) -> Response:
        """A page of a list in a shape, or all of it: read as rows where the shape knows how."""
        told = shape(context=self.get_serializer_context())
        if to_its_end(self.request):
            return Response(_whole(rows, told))
        if isinstance(told, Shape):
            slices: Any = Slices(told.rows(rows))
            return self.get_paginated_response(told.listed(self.paginate_queryset(slices) or []))
        found = self.paginate_queryset(rows) or []
        return self.get_paginated_response([told.to_representation(one) for one in found])


def _whole(rows: QuerySet[Any], told: BaseSerializer[Any]) -> Whole:
    """All records: first the ids in the list's order, which are one moment's answer to what may be seen and is wanted;
    then the rows by their ids alone, since asking all that again for each thousand would take most of the time."""
    unordered = rows.order_by()
    unordered.query.where = WhereNode()

    def write(keys: Sequence[Any]) -> list[Json]:
        these = unordered.filter(pk__in=keys)
        if not isinstance(told, Shape):
            found = these.in_bulk()
            return [told.to_representation(found[key]) for key in keys if key in found]
        read = {row[-1]: row for row in fetch(told.rows(these, "pk"))}
        return told.listed([read[key] for key in keys if key in read])

    return Whole(told, array("q", rows.values_list("pk", flat=True).iterator(TOGETHER)), write)


def listed(
    view: APIView,
    request: Request,
    shape: type[BaseSerializer[Any]],
    found: Sequence[Any] | QuerySet[Any],
    write: Callable[[Sequence[Any]], Any],
    together: int = TOGETHER,
    told: Mapping[str, Any] = MappingProxyType({}),
) -> Response:
    """A page of what was found, as `write` says it, for a list without a queryset of records; or all of it, with what
    it says of itself (`told`)."""
    if to_its_end(request):
        return Response(Whole(shape(), list(found), write, together, told))
    pages = Page()
    return pages.get_paginated_response(write(pages.paginate_queryset(found, request, view) or []))


def _response(made: idempotency.Answer) -> Response:
    return Response(made.body, status=made.status, headers={"ETag": made.etag} if made.etag else None)


class ReadDoor(Door):
    """`list` and `retrieve` over what the user may see."""

    def list(self, request: Request) -> Response:
        rows = self.get_queryset()
        rows = self.stood(rows, self.asked) if self.asked.then else rows
        return self.page(self.filter_queryset(rows), self.get_serializer_class())

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.answer_then() if self.asked.then else self.answer(self.get_object())
