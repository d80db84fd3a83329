"""`/summaries`: figures for auditors."""

from typing import cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.api.parameters import AS_OF, KNOWN_AT, choices, gathered
from reports.api.checks import KIND, MUNICIPALITY
from reports.asking import WHICH, checks_asked
from reports.checking import in_force
from reports.summaries import GROUP_BYS, GroupBy, as_json, summarise

GROUP_BY = OpenApiParameter(
    "group_by", description=f"One or more of {', '.join(GROUP_BYS)}, with commas between; municipality if left out."
)


class Summaries(APIView):
    @extend_schema(parameters=[AS_OF, KNOWN_AT, GROUP_BY, MUNICIPALITY, KIND], responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Sums of the checks of all agreements that I may see and that bind at `as_of`; groups add up to the total."""
        asked, said = gathered(
            lambda: checks_asked(request, WHICH | {"group_by"}), lambda: choices(request, "group_by", GROUP_BYS)
        )
        group_by = cast(tuple[GroupBy, ...], said) or ("municipality",)
        found = summarise(in_force(asked.checks()), *group_by)
        return Response({"as_of": asked.as_of.isoformat(), **as_json(found)})
