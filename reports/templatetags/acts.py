"""What I may do with an agreement now, as links."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.services import standing
from office.models import User
from reports.pages.acts import offered

register = template.Library()


@register.simple_tag
def acts_of(agreement: Agreement, user: User, pays: bool) -> list[tuple[str, Any]]:
    """The address of each act's form, and what it is called; `pays` is whether something is left to be paid."""
    allowed = standing.actions(agreement, user)
    found: list[tuple[str, Any]] = []
    if "patch" in allowed:
        found.append((reverse("agreement-draft", args=[agreement.pk, "what"]), _("Go on with the draft")))
    found += [(reverse("act", args=[agreement.pk, name]), one.title) for name, one in offered(agreement, user, pays)]
    if "amend" in allowed:
        found.append((reverse("amend", args=[agreement.pk]), _("Change the agreement")))
    if standing.is_officer(agreement, user):
        found.append((f"{reverse('agreement-new')}?from=agreement:{agreement.pk}", _("Begin another as a copy")))
    return found
