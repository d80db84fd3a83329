"""What I may do with an agreement now, as links."""

from typing import Any

from django import template
from django.urls import reverse

from agreements.models import Agreement
from agreements.services import standing
from office.access import AnyUser
from reports.pages.acts import ACTS

register = template.Library()


@register.simple_tag
def acts_of(agreement: Agreement, user: AnyUser) -> list[tuple[str, Any]]:
    """The address of each act's form, and what it is called."""
    allowed = standing.actions(agreement, user)
    return [
        (reverse("act", args=[agreement.pk, name]), one.title) for name, one in ACTS.items() if one.allowed in allowed
    ]
