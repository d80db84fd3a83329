"""Public bodies that a request names in a list, each once."""

from typing import Any

from django.utils.translation import gettext as _

from office.models import Organization
from office.refusals import Refusal
from office.services import organizations


def unknown(path: str, named: Any) -> Refusal:
    """What a request names is not registered."""
    message = _("%(reference)s is not registered here. Register the organisation first.") % {"reference": named}
    return Refusal("organization.unknown", message, path, "a registered organisation", named)


def public_bodies(rows: list[Any] | None, name: str, refusals: list[Refusal]) -> list[Organization]:
    """Those that `rows` (each `{"organization": …}`) name under the path `name`; the wrong ones are refused by path."""
    found: list[Organization] = []
    for index, row in enumerate(rows or []):
        named, path = (row or {}).get("organization"), f"{name}[{index}].organization"
        one = organizations.find(named) if named is not None else None
        if named is not None and one is None:
            refusals.append(unknown(path, named))
        elif one and not one.public:
            message = _("%(name)s is not public: only boards, municipalities, regions and the state stand here.")
            told = message % {"name": one.name}
            refusals.append(Refusal("organization.not_public", told, path, "a public body", one.kind))
        elif one and one in found:
            message = _("%(name)s stands there twice.") % {"name": one.name}
            refusals.append(Refusal("organization.twice", message, path, "once", named))
        elif one:
            found.append(one)
    return found
