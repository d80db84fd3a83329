"""`/summaries`: figures for auditors."""

from typing import cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.api.parameters import AS_OF, KNOWN_AT, choices, day_or, moment
from office.api.views import refuse_unknown_parameters
from office.clock import today
from reports.api.checks import KIND, MUNICIPALITY, WHICH, agreements_asked
from reports.checking import each_checked, in_force
from reports.summaries import GROUP_BYS, GroupBy, as_json, summarise

GROUP_BY = OpenApiParameter(
    "group_by", description=f"One or more of {', '.join(GROUP_BYS)}, with commas between; municipality if left out."
)


class Summaries(APIView):
    @extend_schema(parameters=[AS_OF, KNOWN_AT, GROUP_BY, MUNICIPALITY, KIND], responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Sums of the checks of all agreements that I may see and that bind at `as_of`; groups add up to the total."""
        refuse_unknown_parameters(request, WHICH | {"group_by"})
        group_by = cast(tuple[GroupBy, ...], choices(request, "group_by", GROUP_BYS)) or ("municipality",)
        as_of = day_or(request, "as_of", today())
        rows = in_force(each_checked(agreements_asked(request), as_of, moment(request, "known_at")))
        return Response({"as_of": as_of.isoformat(), **as_json(summarise(rows, *group_by))})
