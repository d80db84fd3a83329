"""Bearer tokens for machines; people come with their session."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from office.models import Token, User
from office.models.people import token_digest


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer …`. An unknown, expired or revoked token, or one of an inactive user, is a 401."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        # Every request asks this: by the one unique column alone, so there is at most one.
        for token in Token.objects.select_related("user").filter(digest=token_digest(secret.strip())):
            if token.holds(timezone.now()):
                return token.user, token
        raise AuthenticationFailed(_("The token is unknown, has expired or was revoked. Ask for a new one."))

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "office.api.authentication.BearerToken"
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
