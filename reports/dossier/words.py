"""Words of the code as the pages of a dossier say them; its JSON keeps the code's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models.terms import PartyRole
from office.clock import SWEDEN
from office.language import current_language
from office.rows import instant
from reports.checks.wording import WORDS
from reports.models.attachments import PaperKind
from reports.words import CONSEQUENCES, KINDS, STATUSES

OUTCOMES: dict[str, Promise] = {"approved": _("Approved"), "returned": _("Completion asked for")}
MOMENTS: dict[str, Promise] = {"handed_in": _("Handed in"), "approved": _("Approved")}
CHANGES: dict[str, Promise] = {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed")}
#: Headings of pages that no list of the API has.
ON_PAGES = frozenset(
    {
        "after", "changes", "condition", "differences", "first_day", "path", "sequence", "slip_count", "slip_hours",
        "year",
    }
)  # fmt: skip
#: By the member that says them.
BY_MEMBER: dict[str, Mapping[str, Any]] = {
    "status": STATUSES,
    "code": CONSEQUENCES,
    "kind": {**CHANGES, **KINDS, **dict(PaperKind.choices)},
    "role": dict(PartyRole.choices),
    "outcome": OUTCOMES,
    "moment": MOMENTS,
}
#: Members whose words the check's sentences say too.
OF_SENTENCES = frozenset({"basis", "category", "kind", "source", "work"})


def spoken(member: str, value: Any) -> Any:
    """A member's value as people say it: a word of the code in the language in force, anything else as it is."""
    if not isinstance(value, str):
        return value
    known = BY_MEMBER.get(member, {}).get(value)
    if known is None and member in OF_SENTENCES:
        known = WORDS[current_language()].get(value)
    return value if known is None else str(known)


def moment(value: datetime | str | None) -> str:
    """A moment in Swedish time; nothing where there is none."""
    return "" if value is None else f"{instant(value).astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"
