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
#: What takes an agreement further: these stand out among what can be done.
FURTHER = frozenset({"decide", "sign", "pay"})


@register.simple_tag
def acts_of(agreement: Agreement, user: User, pays: bool) -> list[tuple[str, Any, bool]]:
    """The address of each act's form, what it is called, and whether it is what takes the agreement further: the draft,
    an answer or a payment; `pays` is whether something is left to be paid."""
    allowed = standing.actions(agreement, user)
    found: list[tuple[str, Any, bool]] = []
    if "patch" in allowed:
        found.append((reverse("agreement-draft", args=[agreement.pk, "what"]), _("Go on with the draft"), True))
    found += [
        (reverse("act", args=[agreement.pk, name]), one.title, name in FURTHER)
        for name, one in offered(agreement, user, pays)
    ]
    if "amend" in allowed:
        found.append((reverse("amend", args=[agreement.pk]), _("Change the agreement"), False))
    if standing.is_officer(agreement, user):
        found.append((f"{reverse('agreement-new')}?from=agreement:{agreement.pk}", _("Begin another as a copy"), False))
    return found
