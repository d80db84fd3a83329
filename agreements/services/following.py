"""What groups, meetings, tasks and goals share: an agreement that an officer follows up, and its parties."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.models.agreement import State
from agreements.selectors import named_agreement
from agreements.services.lifecycle import locked
from agreements.services.standing import members_only, require_state
from office.models import Organization, User
from office.refusals import Refusal

Values = dict[str, Any]
#: There is something to follow up once an agreement has been put to its parties, and while it binds or has bound.
FOLLOWED = (State.PROPOSED, State.ACTIVE, State.TERMINATED)


def followed(values: Values, by: User, refusals: list[Refusal]) -> Agreement:
    """The agreement that a request names, held: 404 for who does not see it, 403 for who is no officer in it."""
    return written(named_agreement(values, by, refusals), by)


def written(agreement: Agreement, by: User) -> Agreement:
    """The same of an agreement that is known."""
    agreement = locked(agreement)
    members_only(agreement, by)
    require_state(agreement, *FOLLOWED)
    return agreement


def party(agreement: Agreement, named: int | str, path: str, refusals: list[Refusal]) -> Organization | None:
    """A party by its id or number; a refusal for anybody else."""
    parties = [one.organization for one in agreement.parties.all()]
    found = next((one for one in parties if named in (one.pk, one.number)), None)
    if found is None:
        message = _("%(named)s is no party of this agreement.") % {"named": named}
        refusals.append(Refusal("party.unknown", message, path, [one.pk for one in parties], named))
    return found


def parties(agreement: Agreement, rows: Sequence[Any], path: str, refusals: list[Refusal]) -> list[Values]:
    """Rows with the id of the organisation that each names; a refusal for who is no party, or stands twice."""
    found: list[Values] = []
    for place, row in enumerate(rows):
        if not row or "organization" not in row:
            continue
        where = f"{path}[{place}].organization"
        one = party(agreement, row["organization"], where, refusals)
        if one and any(said["organization"] == one.pk for said in found):
            message = _("%(name)s stands here twice.") % {"name": one.name}
            refusals.append(Refusal("party.repeated", message, where, None, row["organization"]))
        elif one:
            found.append({**row, "organization": one.pk})
    return found


def ordered(first: Any, last: Any, path: str) -> list[Refusal]:
    """A refusal where the last day (None: none is said) lies before the first."""
    if first and last and last < first:
        return [Refusal("date.out_of_order", _("It ends before it starts."), path, f">= {first}", str(last))]
    return []
