"""Filters that pass nothing over, and search and order that know Swedish on both databases."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.db.models.functions import Collate
from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.request import Request
from rest_framework.views import APIView

from office import collation
from office.api.pagination import whole_number
from office.api.parameters import day, gathered
from office.refusals import Refusal, Refused, refuse_if

FLAGS = (("true", "true"), ("false", "false"))
LONGEST = 200  # characters of a text where a filter does not say


def refuse_filters(request: Request, filters: type[FilterSet]) -> None:
    """Raises `Refused` with every filter (`agreement=1`) that cannot be used, and what is expected. django-filter by
    itself would answer an empty value, or a flag that is neither, with everything."""
    said = [(name, one.field) for name, one in filters.base_filters.items() if name in request.query_params]
    gathered(*(partial(_refuse, request, name, field) for name, field in said))


def _refuse(request: Request, name: str, field: Any) -> None:
    """Raises `Refused` when a filter's value cannot be used."""
    said = request.query_params.getlist(name)
    if isinstance(field, forms.DecimalField):  # an id
        least, most = (getattr(field, bound) for bound in ("min_value", "max_value"))
        whole_number(request, name, 0, least or 0, most or 2**63 - 1)
    elif isinstance(field, forms.DateField):
        day(request, name)
    elif isinstance(field, forms.CharField):
        most = field.max_length or LONGEST
        message = _("%(name)s is a text of 1 to %(most)s characters.") % {"name": name, "most": most}
        refuse_if(
            Refusal("parameter.invalid", message, name, f"1-{most}", one) for one in said if not 0 < len(one) <= most
        )
    else:
        words = [word for word, _label in getattr(field, "choices", FLAGS) if word]
        message = _("%(name)s takes: %(words)s.") % {"name": name, "words": ", ".join(words)}
        refuse_if(Refusal("parameter.invalid", message, name, words, one[:200]) for one in said if one not in words)


def search_words(text: str) -> list[str]:
    """The words that a search is for, casefolded."""
    return text.replace("\x00", "")[:200].casefold().split()


class FoldedSearch(SearchFilter):
    """`search=`: every word, casefolded, must be found by the view's `search(rows, word)` (SQLite folds ASCII only). A
    list whose view has none takes no such parameter: it would answer with everything.
    """

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return super().get_schema_operation_parameters(view) if hasattr(view, "search") else []

    def get_search_terms(self, request: Request) -> list[str]:
        return search_words(request.query_params.get(self.search_param, ""))

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        search = getattr(view, "search", None)
        if search:
            for term in self.get_search_terms(request):
                queryset = search(queryset, term)
        return queryset


def member(rows: QuerySet[Any], name: str) -> str:
    """A member's column, or what it said then where it is asked how things stood (`Door.stood`)."""
    then = f"{name}_then"
    return then if then in rows.query.annotations else name


class SwedishOrdering(OrderingFilter):
    """`ordering=name,-starts_on`: only the view's `ordering_fields`; names in Swedish order; the id breaks ties."""

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView) -> list[str]:
        allowed = list(getattr(view, "ordering_fields", ()) or ())
        text = request.query_params.get(self.ordering_param)
        asked = [part.strip() for part in text.split(",")] if text else list(getattr(view, "ordering", ["pk"]))
        if unknown := [part for part in asked if text and part.removeprefix("-") not in allowed]:
            message = _("This list can be ordered by: %(fields)s.") % {"fields": ", ".join(allowed)}
            raise Refused(Refusal("parameter.invalid", message, "ordering", allowed, unknown[0][:200]))
        return [*asked, "pk"]

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        terms: list[Any] = []
        for part in self.get_ordering(request, queryset, view):
            name = part.removeprefix("-")
            swedish = name in getattr(view, "swedish_fields", ())
            column = F(member(queryset, name))
            term = Collate(column, collation.NAME) if swedish else column
            terms.append(term.desc() if part.startswith("-") else term.asc())
        return queryset.order_by(*terms)
