"""`/api-info`: what this API is (DIGG's REST API profile; its names are camelCase by that profile)."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class InfoShape(serializers.Serializer[dict[str, str]]):
    apiName = serializers.CharField()  # noqa: N815 - DIGG's word
    apiVersion = serializers.CharField()  # noqa: N815
    apiReleased = serializers.DateField()  # noqa: N815
    apiDocumentation = serializers.CharField()  # noqa: N815
    apiStatus = serializers.ChoiceField(choices=["beta", "active", "deprecated", "retired"])  # noqa: N815


class ApiInfo(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=InfoShape, auth=[])
    def get(self, request: Request) -> Response:
        """Name, version, status and where the description is."""
        return Response(
            {
                "apiName": "Överens",
                "apiVersion": "1.0.0",
                "apiReleased": "2026-11-22",
                "apiDocumentation": request.build_absolute_uri("docs"),
                "apiStatus": "beta",
            }
        )
