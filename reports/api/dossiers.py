"""`/agreements/{id}/dossier`: everything of one agreement as a ZIP."""

from drf_spectacular.utils import extend_schema
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.models import Agreement
from office.api.views import Door, read_revision
from reports.api.exports import ExportShape
from reports.export_bodies import DossierBody
from reports.models import Export
from reports.services import dossiers


class DossierDoor(Door):
    """The dossier (akt) of an agreement is a file that is asked for, followed and fetched as any other (`exports`)."""

    serializer_class = ExportShape
    queryset = Export.objects.none()

    @extend_schema(request=DossierBody, responses={201: ExportShape})
    def create(self, request: Request, pk: str) -> Response:
        """Ask for the dossier: terms, decisions, money, report versions, books, check and trail, with checksums."""
        agreement = get_object_or_404(Agreement.objects.visible_to(self.person), pk=int(pk))
        values, refusals = self.body(DossierBody, empty_is_object=True)
        revision = read_revision(request)
        return self.create_once(lambda: dossiers.ask(agreement, values, self.person, refusals, revision))
