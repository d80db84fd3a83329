"""Record how a public party assesses an agreement legally."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import LegalAssessment
from agreements.models.agreement import State
from agreements.selectors import named_agreement
from agreements.services.deciding import decider
from agreements.services.lifecycle import concerns, locked
from agreements.services.standing import officers_only, require_state
from office.models import User
from office.refusals import Refusal, accepted
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]
SAID = ("ground", "possible", "reasons", "source", "assessed_by")
#: It is assessed before it is proposed, and again when the law or the agreement changes.
STATES = (State.DRAFT, State.PROPOSED, State.ACTIVE, State.TERMINATED)


def assess(values: Values, by: User, refusals: list[Refusal]) -> LegalAssessment:
    """Say whether one ground allows the agreement, why, and on what that rests; each party says it for itself.

    Raises `Refused`: 404 unknown agreement, 403 not the party's officer, 409 a withdrawn or rejected one, 400.
    """
    with transaction.atomic():
        agreement = locked(named_agreement(values, by, refusals))
        officers_only(agreement, by)
        require_state(agreement, *STATES)
        refusals = list(refusals)
        party = decider(agreement, values, by, refusals)
        on = event_date(values.get("assessed_on"), path="assessed_on", officer=True, refusals=refusals)
        if party and "ground" in values:
            earlier = LegalAssessment.objects.filter(agreement=agreement, organization=party.organization_id)
            last = earlier.filter(ground=values["ground"]).order_by("-pk").first()
            if last and on < last.assessed_on:
                message = _("It cannot lie before %(day)s.") % {"day": last.assessed_on}
                expected = f">= {last.assessed_on}"
                refusals.append(Refusal("date.out_of_order", message, "assessed_on", expected, str(on)))
        party = accepted(party, refusals)
        said = {name: values[name] for name in SAID}
        made = LegalAssessment.objects.create(
            agreement=agreement, organization_id=party.organization_id, assessed_on=on, recorded_by=by, **said
        )
        data = {**said, "agreement": agreement.pk, "organization": party.organization_id, "on": str(on)}
        draft = agreement.proposed_at is None
        trail.record("legal.assessed", by=by, subject=made, concerns=concerns(agreement), data=data, draft=draft)
    return made
