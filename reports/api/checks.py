"""The commitment check of one agreement and of all that I may see, and the timeline."""

from collections.abc import Iterable, Sequence

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.models import Agreement
from agreements.models.agreement import AgreementKind, AgreementQuerySet
from office.api.parameters import AS_OF, BOTH, CLOCKS, KNOWN_AT, choice, day_or, gathered, moment
from office.api.views import listed, refuse_unknown_parameters
from office.clock import today
from office.language import current_language
from office.lists import Json, to_its_end
from reports.api.check_shapes import CheckPageShape, CheckShape, EventPageShape, EventShape
from reports.asking import WHICH, checks_asked
from reports.checking import checked
from reports.checks.render import as_json
from reports.checks.results import CheckResult
from reports.checks.term import WORST_FIRST
from reports.timeline import timeline

STATUS = OpenApiParameter("status", enum=list(WORST_FIRST))
MUNICIPALITY = OpenApiParameter("municipality", OpenApiTypes.INT64, description="Id: agreements of it or its boards.")
LIMIT = OpenApiParameter("limit", int, description="Rows on a page: 20 if left out, at most 1 000.")
OFFSET = OpenApiParameter("offset", int, description="Rows before the page.")
KIND = OpenApiParameter("kind", enum=list(AgreementKind.values))
#: Checks written at a time where all are taken out: with their sentences they are large.
TOGETHER = 100


def agreement_or_404(request: Request, pk: str) -> AgreementQuerySet:
    """The one agreement, as a queryset, if the user may see it."""
    found = Agreement.objects.visible_to(request.user).filter(pk=int(pk))
    if not found.exists():
        raise Http404
    return found


class OneCheck(APIView):
    @extend_schema(parameters=BOTH, responses=CheckShape)
    def get(self, request: Request, pk: str) -> Response:
        """The commitment check of one agreement."""
        refuse_unknown_parameters(request, CLOCKS)
        known_at = moment(request, "known_at")
        found = agreement_or_404(request, pk).known_at(known_at)
        rows = checked(found, day_or(request, "as_of", today()), known_at)
        if not rows:
            raise Http404
        return Response(as_json(rows[0].result, current_language()))


class AllChecks(APIView):
    @extend_schema(
        parameters=[
            AS_OF,
            KNOWN_AT,
            STATUS,
            MUNICIPALITY,
            KIND,
            LIMIT,
            OFFSET,
        ],
        responses=CheckPageShape,
    )
    def get(self, request: Request) -> Response:
        """The same check over every agreement that I may see."""
        asked, status = gathered(
            lambda: checks_asked(request, WHICH | {"status", "limit", "offset"}),
            lambda: choice(request, "status", WORST_FIRST),
        )
        if status and not to_its_end(request):
            those = [row.result for row in asked.checks() if row.result.status == status]
            return listed(self, request, CheckShape, those, _written)

        def write(ids: Sequence[int]) -> list[Json]:
            found = asked._replace(agreements=Agreement.objects.filter(pk__in=ids).order_by("pk")).checks()
            return _written(row.result for row in found if status in (None, row.result.status))

        return listed(self, request, CheckShape, asked.agreements.values_list("pk", flat=True), write, TOGETHER)


def _written(results: Iterable[CheckResult]) -> list[Json]:
    language = current_language()
    return [as_json(one, language) for one in results]


class Timeline(APIView):
    @extend_schema(parameters=[LIMIT, OFFSET], responses=EventPageShape)
    def get(self, request: Request, pk: str) -> Response:
        """Every event of an agreement, oldest first."""
        refuse_unknown_parameters(request, frozenset({"limit", "offset"}))
        agreement = agreement_or_404(request, pk).select_related("owner", "termination").get()
        found = timeline(agreement, request.user)
        return listed(self, request, EventShape, found, lambda some: EventShape(some, many=True).data)
