"""`/agreements/{id}/board-papers`: the draft of an official letter to the board."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.models import Agreement
from office.api.views import Door, read_revision
from reports.api.exports import ExportShape
from reports.export_bodies import BoardPapersBody
from reports.models import Export
from reports.services import board_papers


class BoardPapersDoor(Door):
    """A job makes it, and it is fetched as any file that I asked for: `exports/{id}/content`."""

    serializer_class = ExportShape
    queryset = Export.objects.none()

    @extend_schema(request=BoardPapersBody, responses={201: ExportShape})
    def create(self, request: Request, pk: str) -> Response:
        values, refusals = self.body(BoardPapersBody)
        agreement: Any = get_object_or_404(Agreement.objects.visible_to(request.user).with_terms(), pk=int(pk))
        revision = read_revision(request)
        return self.create_once(lambda: board_papers.ask(agreement, values, self.person, refusals, revision))
