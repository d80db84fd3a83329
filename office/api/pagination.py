"""Lists in pages: `limit` (20, at most 1 000) and `offset`."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request

from office.refusals import Refusal, Refused

MOST = 1000


def whole_number(request: Request, name: str, default: int, least: int, most: int) -> int:
    """A whole number among the query parameters, refused when it is none: a silent default would hide a slip."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if text.isascii() and text.isdigit() and len(text) < 19 and int(text) >= least:
        return min(int(text), most)
    message = _("%(name)s is a whole number from %(least)s to %(most)s.")
    values: dict[str, Any] = {"name": name, "least": least, "most": most}
    raise Refused(Refusal("parameter.invalid", message % values, name, f"{least}-{most}", text[:200]))


class Page(LimitOffsetPagination):
    """`{count, next, previous, results}`; a limit above 1 000 is 1 000."""

    default_limit = 20
    max_limit = MOST

    def get_limit(self, request: Request) -> int:
        return whole_number(request, "limit", self.default_limit, 1, MOST)

    def get_offset(self, request: Request) -> int:
        return whole_number(request, "offset", 0, 0, 2**53)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """All four members, always; REST framework's own leaves out that there may be no next page."""
        link = {"type": ["string", "null"], "format": "uri"}
        members = {"count": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(members), "properties": members}


# Describes what an `APIView` answers with; a subclass says what its `results` are.
class PageShape(serializers.Serializer[Any]):
    """A page of a list; `next` and `previous` are the addresses of those beside it."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
