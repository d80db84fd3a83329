"""`/consequence-decisions`: what was decided on what the check computes."""

from typing import ClassVar

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from finance.api.claims import ConsequenceDecisionShape
from finance.bodies.claims import ConsequenceDecisionBody
from finance.models import ConsequenceDecision, Outcome
from finance.models.claims import ConsequenceDecisionQuerySet
from finance.services import consequences
from office.api.views import ReadDoor
from reports.proposals import proposals


class ConsequenceDecisionFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter("agreement_id", min_value=1, max_value=2**63 - 1)
    organization = django_filters.NumberFilter("organization_id", min_value=1, max_value=2**63 - 1)
    party = django_filters.NumberFilter("party__organization_id", min_value=1, max_value=2**63 - 1)
    outcome = django_filters.MultipleChoiceFilter(choices=Outcome.choices)
    code = django_filters.CharFilter(max_length=40)
    in_force = django_filters.BooleanFilter("replaced_by", "isnull")
    decided_on_from = django_filters.DateFilter("decided_on", "gte")
    decided_on_to = django_filters.DateFilter("decided_on", "lte")


class ConsequenceDecisionDoor(ReadDoor):
    """A payer decides on a consequence that the check computes of its own money: to claim it, to reduce the next
    payment by it, or to refrain. Each is decided once, and reconsidered by a decision that `replaces` the one that
    stands (`in_force`).
    """

    serializer_class = ConsequenceDecisionShape
    queryset = ConsequenceDecision.objects.none()
    filterset_class = ConsequenceDecisionFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("decided_on", "amount", "code")
    ordering: ClassVar[tuple[str, ...]] = ("-decided_on",)

    def get_queryset(self) -> ConsequenceDecisionQuerySet:
        return ConsequenceDecision.objects.visible_to(self.request.user).select_related("party")

    def revision_of(self, record: ConsequenceDecision) -> str:
        """What was decided never changes; the claim that it opened tells its own."""
        return ""

    @extend_schema(request=ConsequenceDecisionBody, responses={201: ConsequenceDecisionShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(ConsequenceDecisionBody)
        return self.create_once(lambda: consequences.decide(values, self.person, refusals, proposals))
