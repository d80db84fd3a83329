"""Propose an amendment, take it back, and what may be done with it now; `answering` is how the parties answer it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.amended_fields import values as fields_of
from agreements.amending import CostsNotSharedError
from agreements.models import Agreement, Amendment, Joining
from agreements.models.agreement import State
from agreements.models.amendments import AmendmentState
from agreements.selectors import acting_in
from agreements.services import consenting, cost_sharing, documents, resolving
from agreements.services.lifecycle import concerns, locked
from agreements.services.resolving.reading import place_of
from agreements.services.standing import (
    gone,
    is_officer,
    members_only,
    require_state,
    stays,
)
from office.access import AnyUser, acting
from office.bodies import plain
from office.models import Organization, User
from office.models.organizations import PUBLIC_KINDS
from office.refusals import Refusal, Refused, conflict, forbidden, refuse_if
from office.services import revisions, trail

Values = dict[str, Any]
#: What other rooms know that must stand, such as a period whose report is approved: each gets the terms without and
#: with the change, from first to last.
CHECKS: list[Callable[[Agreement, Sequence[documents.Dated], Sequence[documents.Dated]], list[Refusal]]] = []


def propose(agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Amendment:
    """Put a change before every party, those that join too. Raises `Refused` with everything that is wrong."""
    with transaction.atomic():
        change, before = prepared(agreement, values, by, refusals, expected)
        made = Amendment.objects.create(
            agreement=agreement,
            number=change["number"],
            changes={name: said for name, said in change.items() if name not in ("number", "effective_on")},
            before=before,
            proposed_by_id=_proposers(agreement, by)[0],
            recorded_by=by,
            **{name: values[name] for name in ("effective_on", "reason", "document")},
        )
        for one in change.get("join", []):
            Joining.objects.create(amendment=made, organization_id=one["organization"], role=one["role"])
        tell("amendment.proposed", made, by, {"changes": plain(change), "effective_on": str(made.effective_on)})
    return made


def prepared(
    agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> tuple[Values, Values]:
    """The change that is asked for, and what its fields are now; the agreement is held until the transaction ends.
    Raises `Refused` with everything that is wrong."""
    agreement = locked(agreement)
    members_only(agreement, by)
    revisions.require(agreement, expected)
    require_state(agreement, State.ACTIVE)
    refusals = list(refusals)
    change = resolving.resolved(agreement, values, documents.next_number(agreement), refusals)
    refuse_if(refusals)
    before, wrong = looked_at(agreement, change)
    refuse_if(wrong)
    return change, before


def looked_at(agreement: Agreement, change: Values) -> tuple[Values, list[Refusal]]:
    """What the fields are now, and what is wrong with the terms that would come of the change: it changes nothing, they
    cannot be shared, lack something, or do not leave standing what must."""
    try:
        old, new = documents.with_change(agreement, change)
        without, with_it = documents.dated(agreement), documents.dated(agreement, change)
    except CostsNotSharedError as error:
        rows = change.get("shared_costs", [])
        return {}, [
            refusal
            for cost, trouble in error.by_cost.items()
            for refusal in cost_sharing.trouble_refusals(trouble, place_of(cost, "shared_costs", "shared_cost", rows))
        ]
    now = fields_of(old, change)
    wrong = resolving.wrong_terms(without, with_it, change)
    if "add" not in change and fields_of(new, change) == now:
        message = _("The amendment changes nothing: every field is already so.")
        wrong.append(Refusal("amendment.changes_nothing", message, "", "a change", None))
    wrong += [one for check in CHECKS for one in check(agreement, without, with_it)]
    return now, wrong


def held(amendment: Amendment) -> Amendment:
    """The amendment as it is now, its agreement held until the transaction ends."""
    agreement = locked(amendment.agreement)
    found = Amendment.objects.get(pk=amendment.pk)
    found.agreement = agreement
    return found


def require_open(amendment: Amendment) -> None:
    """409 with what the state is and would have to be."""
    if amendment.state != AmendmentState.PROPOSED:
        message = _("The amendment is %(state)s; it must be proposed for this.")
        told = {"state": AmendmentState(amendment.state).label.lower()}
        raise conflict("amendment.state", message % told, expected=["proposed"], actual=amendment.state)


def not_yours_to_take_back() -> Refused:
    """403: an amendment is taken back by the party that put it forward."""
    message = _("Only an officer of the party that put it forward takes it back: the others answer yes or no.")
    return forbidden("amendment.not_yours", message)


def _proposers(agreement: Agreement, by: AnyUser) -> list[int]:
    """The public parties that have not left and for which the user is an officer, the agreement's owner first."""
    mine = acting(by).officer
    stay = [row.organization for row in agreement.parties.all() if not gone(row.left_on)]
    ours = [one.pk for one in stay if one.public and one.pk in mine]
    return sorted(ours, key=lambda pk: (pk != agreement.owner_id, pk))


def takes_back(amendment: Amendment, user: AnyUser) -> bool:
    """Whether it is the user's to take back: each party decides for itself, and who did not put it forward says no.
    Where who did has left meanwhile, any that stays does it."""
    there = {row.organization_id for row in amendment.agreement.parties.all() if not gone(row.left_on)}
    return amendment.proposed_by_id not in there or amendment.proposed_by_id in acting(user).officer


def withdraw(amendment: Amendment, by: User, expected: str | None) -> Amendment:
    """Take back an amendment that does not bind yet; only an officer of the party that put it forward does."""
    with transaction.atomic():
        amendment = held(amendment)
        members_only(amendment.agreement, by)
        if not takes_back(amendment, by):
            raise not_yours_to_take_back()
        revisions.require(amendment, expected)
        require_open(amendment)
        move(amendment, AmendmentState.WITHDRAWN, withdrawn_at=timezone.now())
        tell("amendment.withdrawn", amendment, by, {})
    return amendment


def actions(amendment: Amendment, user: AnyUser) -> list[str]:
    """What a user may do with it now: answer for one whose answer can be recorded, take it back."""
    mine, officer = acting_in(amendment.agreement_id, user), is_officer(amendment.agreement, user)
    heard = consenting.heard(amendment)
    answers = any(pk in mine.officer or pk in mine.reporter for pk in heard)
    if heard and officer and not answers:  # it may register what another party has signed
        answers = Organization.objects.filter(pk__in=heard).exclude(kind__in=PUBLIC_KINDS).exists()
    is_open = amendment.state == AmendmentState.PROPOSED
    back = is_open and officer and stays(amendment.agreement, user) and takes_back(amendment, user)
    return ["answer"] * answers + ["withdraw"] * back


def move(amendment: Amendment, state: str, **columns: Any) -> None:
    revisions.advance(Amendment, amendment, state=state, **columns)


def tell(kind: str, amendment: Amendment, by: User, data: Values) -> None:
    joining = [one.organization_id for one in amendment.joining.all()]
    seen = list(dict.fromkeys([*concerns(amendment.agreement), *joining]))
    told = {"amendment": amendment.number, "document": amendment.document, **data}
    trail.record(kind, by=by, subject=amendment.agreement, concerns=seen, data=told)
