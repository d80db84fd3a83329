"""API tokens: made once, shown once, kept as a hash."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from office.access import acting
from office.models import Token, User
from office.models.people import token_digest
from office.services import trail

DAYS = 90


def issue(user: User, name: str, days: int = DAYS) -> str:
    """A new token for a user, valid for `days` days. The answer is the only time that the secret is seen."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            user=user, name=name, digest=token_digest(secret), expires_at=timezone.now() + timedelta(days=days)
        )
        trail.record("token.issued", by=user, subject=token, concerns=acting(user).all, data={"name": name})
    return secret


def revoke(token: Token) -> None:
    """End a token now; revoking it again changes nothing."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
            trail.record("token.revoked", by=token.user, subject=token, concerns=acting(token.user).all)
