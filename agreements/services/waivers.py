"""Waive a period's shortfall or lateness: a decision, with who, why and until when."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Waiver
from agreements.selectors import period_named
from agreements.services import deciding
from agreements.services.lifecycle import concerns, locked, party_named
from agreements.services.standing import officers_only, require_state_for
from office.models import User
from office.refusals import Refusal, accepted
from office.services import revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]


def waive(agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Waiver:
    """Record the decision of a public party; only its own officer does. It covers one line of one period."""
    with transaction.atomic():
        agreement = locked(agreement)
        officers_only(agreement, by)
        revisions.require(agreement, expected)
        require_state_for("waive", agreement)
        refusals = list(refusals)
        decider = deciding.decider(agreement, values, by, refusals)
        party = party_named(agreement, values.get("party"), refusals, "party")
        refusals += _wrong(agreement, values, party)
        decided_on = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
        until = values.get("until")
        if until and until < decided_on:
            message = _("It would end on %(until)s, before it is decided on %(decided)s.")
            told = {"until": until, "decided": decided_on}
            refusals.append(
                Refusal("waiver.ends_before_start", message % told, "until", f">= {decided_on}", str(until))
            )
        party, decider = accepted(party, refusals), accepted(decider, refusals)
        waiver = Waiver.objects.create(
            agreement=agreement,
            organization_id=decider.organization_id,
            party=party,
            decided_on=decided_on,
            until=until,
            recorded_by=by,
            **{name: values[name] for name in ("kind", "period", "covers")},
            **deciding.words(values),
        )
        _tell(agreement, waiver, by)
    return waiver


def _tell(agreement: Agreement, waiver: Waiver, by: User) -> None:
    revisions.advance(Agreement, agreement)
    data = {name: getattr(waiver, name) for name in ("kind", "period", "covers", *deciding.WORDS)}
    data |= {"party": waiver.party.organization_id, "on": str(waiver.decided_on), "until": str(waiver.until or "")}
    trail.record("waiver.decided", by=by, subject=agreement, concerns=concerns(agreement), data=data)


def _wrong(agreement: Agreement, values: Values, party: Party | None) -> list[Refusal]:
    """The period is one of the term's, and the party has promised something of that kind."""
    found: list[Refusal] = []
    period_named(agreement, values.get("period"), found)
    kinds = sorted({row.kind for row in agreement.commitments.all() if party and row.party_id == party.pk})
    if party and "kind" in values and values["kind"] not in kinds:
        message = _("%(name)s has no commitment of this kind.") % {"name": party.organization.name}
        found.append(Refusal("commitment.unknown", message, "kind", kinds, values["kind"]))
    return found
