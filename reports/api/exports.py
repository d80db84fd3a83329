"""`/exports`: any list as a file."""

from typing import Any, ClassVar

import django_filters
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from office.api.views import ReadDoor
from reports.export_bodies import ExportBody, Filters
from reports.exporting.formats import KINDS
from reports.models import Export
from reports.models.exports import ExportQuerySet
from reports.services import exports

#: What a file says that it is.
CONTENT_TYPES = sorted({kind.content_type.partition(";")[0] for kind in KINDS.values()})
STATES = ("waiting", "running", "failed", "made", "forgotten")


class ExportShape(serializers.ModelSerializer[Export]):
    """A file that I asked for. `job` says how far it has come, and why it `failed`; once it is `made` it is fetched at
    `/content` until `kept_until`. `digest` is the SHA-256 of the records, one line of canonical JSON each, whatever
    form the file has; `sha256` that of its bytes. A dossier (`zip`) is at its agreement's address; `rows` are its files
    and `digest` is the SHA-256 of its `index.json`."""

    list = serializers.CharField(source="path")
    filters = Filters()
    format = serializers.ChoiceField(choices=sorted(KINDS))
    state = serializers.SerializerMethodField()

    class Meta:
        model = Export
        fields = [
            "id", "list", "filters", "table", "format", "language", "state", "job", "rows", "digest", "size", "sha256",
            "recorded_at", "made_at", "kept_until",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, export: Export) -> str:
        return exports.state_of(export)


class ExportFilter(django_filters.FilterSet):
    format = django_filters.ChoiceFilter(choices=[(name, name) for name in sorted(KINDS)])
    list = django_filters.CharFilter("path", max_length=80)


class ExportDoor(ReadDoor):
    """Files belong to who asked for them. Any list can be taken out, with the filters that it has, to its last row."""

    serializer_class = ExportShape
    queryset = Export.objects.none()
    filterset_class = ExportFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at",)
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> ExportQuerySet:
        return Export.objects.visible_to(self.request.user).select_related("job")

    @extend_schema(request=ExportBody, responses={201: ExportShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(ExportBody)
        return self.create_once(lambda: exports.ask(values, self.person, refusals))

    @extend_schema(responses={(200, kind): OpenApiTypes.BINARY for kind in CONTENT_TYPES}, filters=False)
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> StreamingHttpResponse:
        """The file itself, as long as it is kept and I may see all that is in it."""
        export: Any = self.get_object()
        pieces, kind = exports.content(export, self.person), KINDS[export.format]
        headers = {
            "Content-Disposition": f'attachment; filename="{exports.name_of(export)}"',
            "Content-Length": str(export.size),
        }
        return StreamingHttpResponse(pieces, content_type=kind.content_type, headers=headers)
