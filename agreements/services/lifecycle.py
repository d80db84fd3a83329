"""Propose, decide, sign, withdraw, terminate."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Decision, Party, Signature, Termination
from agreements.models.agreement import State
from agreements.selectors import named_agreement
from agreements.services import unfinished
from agreements.services.grounds import grounded
from agreements.services.rules.promises import following_nothing
from agreements.services.standing import (
    binds_by,
    is_officer,
    members_only,
    officers_only,
    outcome,
    require_alone,
    require_state,
    require_state_for,
)
from office.access import acting
from office.models import User
from office.refusals import Refusal, accepted, conflict, forbidden, refuse_if
from office.services import jobs, organizations, revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]
STATES = {"binds": State.ACTIVE, "fails": State.REJECTED, "waits": State.PROPOSED}
#: The job that another last day asks for: whoever keeps something of the periods looks at them anew.
ENDED = "agreements.ended"


def concerns(agreement: Agreement) -> list[int]:
    """Whose people may read of an act: all parties, once it has been proposed."""
    shown = agreement.proposed_at is not None
    return [party.organization_id for party in agreement.parties.all() if shown or party.organization.public]


def locked(agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until the transaction ends (SQLite: the transaction holds the database)."""
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    return Agreement.objects.with_terms().get(pk=row.pk)


def acted_on(values: Values, act: str, by: User, refusals: list[Refusal]) -> Agreement:
    """The agreement that a body names, held for an act of its officers: 404 for who does not see it, 403 for who is no
    officer in it, 409 in a state that does not allow the act."""
    agreement = locked(named_agreement(values, by, refusals))
    officers_only(agreement, by)
    require_state_for(act, agreement)
    return agreement


def _move(agreement: Agreement, state: str, kind: str, by: User, data: Values, **columns: Any) -> None:
    before = agreement.state
    revisions.advance(Agreement, agreement, state=state, **columns)
    trail.record(
        kind,
        by=by,
        subject=agreement,
        concerns=concerns(agreement),
        data={"from": before, "to": state, **data},
        draft=agreement.proposed_at is None,
    )


def propose(agreement: Agreement, by: User, expected: str | None) -> Agreement:
    """Put a draft before its parties: from now on its terms stand still."""
    with transaction.atomic():
        agreement = locked(agreement)
        officers_only(agreement, by)
        revisions.require(agreement, expected)
        require_state(agreement, State.DRAFT)
        refuse_if(_incomplete(agreement))
        _move(agreement, State.PROPOSED, "agreement.proposed", by, {}, proposed_at=timezone.now())
        unfinished.forget_all(agreement)
    return agreement


def _incomplete(agreement: Agreement) -> list[Refusal]:
    found = []
    if agreement.parties.count() < 2:
        message = _("An agreement needs at least two parties.")
        found.append(Refusal("parties.too_few", message, "parties", ">= 2", agreement.parties.count()))
    promised = agreement.commitments.all()
    if not promised:
        message = _("Nobody promises anything yet: register at least one commitment.")
        found.append(Refusal("commitments.none", message, "commitments", ">= 1", 0))
        return found
    return [*found, *following_nothing(agreement.conditions, {row.kind for row in promised if not row.amounts})]


def withdraw(agreement: Agreement, by: User, expected: str | None) -> Agreement:
    """Take back a draft or a proposal that does not bind yet."""
    with transaction.atomic():
        agreement = locked(agreement)
        officers_only(agreement, by)
        revisions.require(agreement, expected)
        require_state(agreement, State.DRAFT, State.PROPOSED)
        _move(agreement, State.WITHDRAWN, "agreement.withdrawn", by, {}, withdrawn_at=timezone.now())
        unfinished.forget_all(agreement)
    return agreement


def party_named(agreement: Agreement, named: Any, refusals: list[Refusal], path: str = "organization") -> Party | None:
    """The party that a request names; a refusal when it is none."""
    if named is None:
        return None
    organization = organizations.find(named)
    for party in agreement.parties.all():
        if organization and party.organization_id == organization.pk:
            return party
    message = _("%(named)s is no party to this agreement.") % {"named": named}
    names = [party.organization.name for party in agreement.parties.all()]
    refusals.append(Refusal("party.unknown", message, path, names, named))
    return None


def decide(agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Decision:
    """Record a public party's decision; only its own officer does. The last yes that is needed makes it active, a no
    that it cannot be without rejects it; where a majority was enough, the others still say what they decide."""
    with transaction.atomic():
        agreement = locked(agreement)
        officers_only(agreement, by)
        revisions.require(agreement, expected)
        late = [State.ACTIVE] if binds_by(agreement.conditions) != "all" else []
        require_state(agreement, State.PROPOSED, *late)
        refusals = list(refusals)
        party = party_named(agreement, values.get("organization"), refusals)
        if party and not party.organization.public:
            message = _("%(name)s is not public: it signs.") % {"name": party.organization.name}
            refusals.append(
                Refusal("decision.not_public", message, "organization", "a public party", party.organization.kind)
            )
        elif party and party.organization_id not in acting(by).officer:
            raise forbidden("decision.not_yours", _("Each party decides for itself: only its own officer records it."))
        grounded(values, refusals)
        decided_on = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
        party = accepted(party, refusals)
        _once(agreement, party)
        decision = Decision.objects.create(
            agreement=agreement,
            party=party,
            recorded_by=by,
            decided_on=decided_on,
            **{name: values[name] for name in ("outcome", "body", "delegation_point", "paragraph", "document")},
        )
        data = {
            "organization": party.organization_id if party else None,
            "outcome": decision.outcome,
            "on": str(decided_on),
            "delegation_point": decision.delegation_point,
        }
        _settle(agreement, "agreement.decided", by, data)
    return decision


def sign(agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Signature:
    """Record the signature of a party that is not public: its own reporter, or an officer who has the paper."""
    with transaction.atomic():
        agreement = locked(agreement)
        revisions.require(agreement, expected)
        officer = is_officer(agreement, by)
        refusals = list(refusals)
        party = party_named(agreement, values.get("organization"), refusals)
        if not officer and not (party and party.organization_id in acting(by).reporter):
            raise forbidden("signature.not_yours", _("Only the party itself or an officer records a signature."))
        require_state(agreement, State.PROPOSED)
        if party and party.organization.public:
            message = _("%(name)s is public: it decides.") % {"name": party.organization.name}
            refusals.append(
                Refusal(
                    "signature.public_party",
                    message,
                    "organization",
                    "a party that is not public",
                    party.organization.kind,
                )
            )
        signed_on = event_date(values.get("signed_on"), path="signed_on", officer=officer, refusals=refusals)
        party = accepted(party, refusals)
        _once(agreement, party)
        signature = Signature.objects.create(
            agreement=agreement, party=party, signed_on=signed_on, signed_by=values["signed_by"], recorded_by=by
        )
        data = {"organization": party.organization_id, "on": str(signed_on)}
        _settle(agreement, "agreement.signed", by, data)
    return signature


def _once(agreement: Agreement, party: Party) -> None:
    """A party answers once: what it said stands."""
    acts: list[Any] = [*agreement.decisions.all(), *agreement.signatures.all()]
    if any(act.party_id == party.pk for act in acts):
        message = _("%(name)s has answered already; what was recorded stands.") % {"name": party.organization.name}
        raise conflict("party.answered", message, path="organization")
    if party.joined_by_id is not None:
        message = _("%(name)s joined by an amendment: its answer is there.") % {"name": party.organization.name}
        raise conflict("party.answered", message, path="organization")


def _settle(agreement: Agreement, kind: str, by: User, data: Values) -> None:
    """The state after an answer, by consensus or by the rule that the agreement names: of its terms nothing is read."""
    answers = Agreement.objects.prefetch_related("parties__organization", "decisions", "signatures")
    fresh = answers.get(pk=agreement.pk)
    state = STATES[outcome(fresh)]
    _move(agreement, state, kind, by, data)


def terminate(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Agreement:
    """End an active agreement before its time, with document, reason and the last day it is in force; where several
    public parties stand in it, they do that together, by an amendment."""
    with transaction.atomic():
        agreement = locked(agreement)
        members_only(agreement, by)
        revisions.require(agreement, expected)
        require_state(agreement, State.ACTIVE)
        require_alone(agreement)
        refusals = list(refusals)
        on = event_date(values.get("terminated_on"), path="terminated_on", officer=True, refusals=refusals)
        last_day: date = values.get("last_day") or on
        if not agreement.starts_on <= last_day <= agreement.through:
            message = _("The last day must lie within the term, %(start)s to %(end)s.")
            span = {"start": agreement.starts_on, "end": agreement.through}
            expected_days = f"{agreement.starts_on} – {agreement.through}"
            refusals.append(
                Refusal("termination.outside_term", message % span, "last_day", expected_days, str(last_day))
            )
        refuse_if(refusals)
        told = {name: values[name] for name in ("document", "reason")}
        Termination.objects.create(agreement=agreement, terminated_on=on, last_day=last_day, recorded_by=by, **told)
        data = {**told, "on": str(on), "last_day": str(last_day)}
        _move(agreement, State.TERMINATED, "agreement.terminated", by, data)
        jobs.enqueue(ENDED, {"agreement": agreement.pk}, by=by)
    return Agreement.objects.with_terms().get(pk=agreement.pk)
