"""Record when an association holds its annual meeting."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import AnnualMeeting
from agreements.services import mandates
from office.access import acting
from office.models import User
from office.refusals import Refusal, accepted, conflict
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]


def report(values: Values, by: User, refusals: list[Refusal]) -> AnnualMeeting:
    """Record a meeting's day, held or called for: the association's own reporter, or an officer who has the paper.

    Raises `Refused`: 403 for anybody else, 409 when the row has been replaced already, 400 with all that is wrong.
    """
    refusals = list(refusals)
    organization = mandates.association(values, by, refusals)
    officer = bool(acting(by).officer)
    reported_on = event_date(values.get("reported_on"), path="reported_on", officer=officer, refusals=refusals)
    before = None
    if organization and values.get("replaces"):
        before = AnnualMeeting.objects.filter(organization=organization, pk=values["replaces"]).first()
        if before is None:
            message = _("The association has no such meeting that could be replaced.")
            refusals.append(Refusal("meeting.unknown", message, "replaces", None, values["replaces"]))
    organization = accepted(organization, refusals)
    try:
        with transaction.atomic():
            made = AnnualMeeting.objects.create(
                organization=organization,
                held_on=values["held_on"],
                reported_on=reported_on,
                document=values["document"],
                replaces=before,
                recorded_by=by,
            )
            concerned = [organization.pk, *sorted(acting(by).officer)]
            data: Values = {name: str(getattr(made, name)) for name in ("held_on", "reported_on", "document")}
            data |= {"organization": organization.pk, "replaces": made.replaces_id}
            trail.record("meeting.reported", by=by, subject=made, concerns=concerned, data=data)
    except IntegrityError as twice:
        raise conflict("meeting.replaced", _("The meeting's day has been replaced already.")) from twice
    return made
