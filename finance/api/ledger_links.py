"""`/ledger-upload-links`: for a bookkeeping bureau, one file each."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from finance.bodies.ledgers import LedgerLinkBody
from finance.models import LedgerUploadLink
from finance.models.ledgers import LedgerUploadLinkQuerySet
from finance.services import ledger_links
from office.api.views import ReadDoor
from office.bodies import NoBody


class LedgerUploadLinkShape(serializers.ModelSerializer[LedgerUploadLink]):
    """`state` is `open`, `used`, `revoked` or `expired`; `ledger` is what came."""

    state = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = LedgerUploadLink
        fields = [
            "id", "organization", "note", "state", "expires_at", "used_at", "revoked_at", "ledger", "recorded_at",
            "actions",
        ]  # fmt: skip

    def get_state(self, link: LedgerUploadLink) -> str:
        return ledger_links.state_of(link)

    def get_actions(self, link: LedgerUploadLink) -> list[str]:
        """What the association may do with it now."""
        return ["revoke"] if link.used_at is None and link.revoked_at is None else []


class NewLinkShape(serializers.Serializer[Any]):
    """`url` holds the secret, told this once: null in the answer to a repeated request."""

    link = LedgerUploadLinkShape()
    url = serializers.CharField(allow_null=True)


class LedgerUploadLinkDoor(ReadDoor):
    """Links by which somebody without an account hands over one ledger."""

    serializer_class = LedgerUploadLinkShape
    queryset = LedgerUploadLink.objects.none()
    ordering_fields: ClassVar[tuple[str, ...]] = ("recorded_at", "expires_at")
    ordering: ClassVar[tuple[str, ...]] = ("-recorded_at",)

    def get_queryset(self) -> LedgerUploadLinkQuerySet:
        return LedgerUploadLink.objects.visible_to(self.request.user)

    @extend_schema(request=LedgerLinkBody, responses={201: NewLinkShape})
    def create(self, request: Request) -> Response:
        values, refusals = self.body(LedgerLinkBody, empty_is_object=True)
        secrets: dict[int, str] = {}

        def act() -> LedgerUploadLink:
            made = ledger_links.make(values, self.person, refusals)
            secrets[made.link.pk] = made.secret
            return made.link

        answer = self.create_once(act, shape=lambda link: {"link": LedgerUploadLinkShape(link).data, "url": None})
        # What is kept for an Idempotency-Key has no secret in it: a repetition is told that it exists, and no more.
        if secret := secrets.get(answer.data["link"]["id"]):
            answer.data["url"] = request.build_absolute_uri(reverse("ledger-upload", args=[secret]))
        return answer

    @extend_schema(request=NoBody, responses=LedgerUploadLinkShape)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        self.nothing()
        return self.answer(ledger_links.revoke(self.get_object(), self.person))
