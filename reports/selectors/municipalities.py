"""Agreements by the municipality whose they are."""

from django.db.models import Q, QuerySet

from agreements.models import Party
from agreements.models.agreement import AgreementQuerySet


def of_municipality(agreements: AgreementQuerySet, municipality: int) -> AgreementQuerySet:
    """Agreements in which a municipality or one of its boards is a party."""
    one = (
        Q(organization=municipality)
        | Q(organization__parent=municipality)
        | Q(organization__parent__parent=municipality)
    )
    found: QuerySet[Party] = Party.objects.filter(one)
    return agreements.filter(pk__in=found.values("agreement"))
