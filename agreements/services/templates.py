"""Save an agreement as a template, and start a draft from one."""

from typing import Any

from django.db import transaction

from agreements.bodies import AgreementBody
from agreements.models import Agreement, AgreementTemplate, TemplateUse
from agreements.models.agreement import State
from agreements.selectors import named_agreement
from agreements.services import registration
from agreements.services.lifecycle import concerns
from agreements.services.standing import officers_only, require_state
from office.models import User
from office.refusals import Refusal, refuse_if
from office.services import revisions, trail

Values = dict[str, Any]


def save(values: Values, by: User, refusals: list[Refusal]) -> AgreementTemplate:
    """Save what was agreed as a template: an officer of one of its public parties does, once it binds.

    Raises `Refused`: 404 unknown agreement, 403 not its officer, 409 it does not bind, 400.
    """
    seen = named_agreement(values, by, refusals)
    agreement = Agreement.objects.with_terms().select_related("owner").get(pk=seen.pk)
    officers_only(agreement, by)
    require_state(agreement, State.ACTIVE, State.TERMINATED)
    refuse_if(refusals)
    with transaction.atomic():
        made = AgreementTemplate.objects.create(
            origin=agreement,
            title=values["title"],
            description=values["description"],
            kind=agreement.kind,
            conditions={name: said for name, said in agreement.conditions.items() if not _amounts(said["value"])},
            duties=_duties(agreement),
            cost_keys=[
                {name: getattr(cost, name) for name in ("name", "basis", "clause")}
                for cost in agreement.shared_costs.all()
            ],
            origin_reference=agreement.reference,
            origin_title=agreement.title,
            origin_owner=agreement.owner.name,
            recorded_by=by,
        )
        data = {"agreement": agreement.pk, "title": made.title}
        trail.record("template.saved", by=by, subject=made, concerns=concerns(agreement), data=data)
    return made


def _amounts(value: Any) -> bool:
    """Whether a clause's value is the agreement's own volunteer rates, which are amounts."""
    return isinstance(value, dict) and "rates" in value


def _duties(agreement: Agreement) -> list[Values]:
    """What is promised, by whom in which role; not how much. Shares follow from the cost keys."""
    roles = {party.pk: party.role for party in agreement.parties.all()}
    return [
        {
            "role": roles[row.party_id],
            **{name: getattr(row, name) for name in ("kind", "name", "unit", "clause")},
            "per": "period" if row.amounts else "year",
            "components": list(dict.fromkeys(part["kind"] for part in row.parts)),
        }
        for row in agreement.commitments.all()
        if row.shared_cost_id is None
    ]


def start(
    template: AgreementTemplate, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Agreement:
    """Register a draft with the template's kind and conditions and the request's own parties, dates and promises; the
    draft keeps where it came from. Raises `Refused` as `registration.register` does; 412."""
    revisions.require(template, expected)
    kept, wrong = AgreementBody().read({"conditions": template.conditions}, partial=True)
    said = {"title": template.title, **{name: value for name, value in values.items() if value or name != "title"}}
    with transaction.atomic():
        made = registration.register({"kind": template.kind, **kept, **said}, by, [*refusals, *wrong])
        TemplateUse.objects.create(template=template, agreement=made, recorded_by=by)
        data = {"agreement": made.pk, "reference": made.reference, "of": template.origin_owner}
        trail.record("template.used", by=by, subject=template, concerns=concerns(made), data=data, draft=True)
    return made
