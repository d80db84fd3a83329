"""Where an agreement stands, and who may take it further."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from agreements import consensus
from agreements.models import Agreement, Party
from agreements.models.agreement import State
from agreements.selectors import acting_in, conflicted, own_associations, renews
from office.access import AnyUser, acting
from office.clock import today
from office.refusals import Refused, conflict, forbidden

#: What can be done in which state. Decisions and signatures end `proposed` by themselves.
ACTIONS: dict[str, frozenset[str]] = {
    "patch": frozenset({State.DRAFT}),
    "propose": frozenset({State.DRAFT}),
    "withdraw": frozenset({State.DRAFT, State.PROPOSED}),
    "decide": frozenset({State.PROPOSED}),
    "sign": frozenset({State.PROPOSED}),
    "terminate": frozenset({State.ACTIVE}),
    "waive": frozenset({State.ACTIVE, State.TERMINATED}),
    "appropriate": frozenset({State.PROPOSED, State.ACTIVE, State.TERMINATED}),
    "pay": frozenset({State.ACTIVE, State.TERMINATED}),
    "assess_aid": frozenset({State.ACTIVE, State.TERMINATED}),
    "value_support": frozenset({State.ACTIVE, State.TERMINATED}),
    "report": frozenset({State.ACTIVE, State.TERMINATED}),
    "amend": frozenset({State.ACTIVE}),
    "give_notice": frozenset({State.ACTIVE}),
}

#: What only those do who have not left.
OF_MEMBERS = frozenset({"amend", "terminate", "give_notice"})


def is_officer(agreement: Agreement, user: AnyUser) -> bool:
    """Whether the user is an officer of a public party, and has no conflict of interest in the case."""
    mine = acting(user).officer
    return agreement.pk not in conflicted(user) and any(
        party.organization_id in mine and party.organization.public for party in agreement.parties.all()
    )


def reviews(agreement: Agreement, user: AnyUser) -> bool:
    """Whether the user is a second reviewer for a public party, and has no conflict of interest in the case."""
    mine = acting(user).reviewer
    return agreement.pk not in conflicted(user) and any(
        party.organization_id in mine and party.organization.public for party in agreement.parties.all()
    )


def is_reporter(agreement: Agreement, user: AnyUser) -> bool:
    """Whether the user acts for a party that is not public."""
    mine = acting(user).reporter
    return any(party.organization_id in mine and not party.organization.public for party in agreement.parties.all())


def _own_among(parties: Collection[int | None], user: AnyUser) -> str | None:
    """That the user acts for one of the parties, as a sentence."""
    own = own_associations(user).filter(pk__in=[pk for pk in parties if pk]).first()
    if own is None:
        return None
    return _("You act for %(name)s, a party in this case: a colleague handles it.") % {"name": own.name}


def without_own(parties: Collection[int | None], user: AnyUser) -> None:
    """403 for an officer who acts for an association that is to be a party."""
    if message := _own_among(parties, user):
        raise forbidden("conflict.of_interest", message)


def conflict_told(agreement: Agreement, user: AnyUser) -> str | None:
    """Why the user has a conflict of interest in the case, as a sentence; None where they have none."""
    if agreement.pk not in conflicted(user):
        return None
    if own := _own_among([party.organization_id for party in agreement.parties.all()], user):
        return own
    return _("You have said that you have a conflict of interest in this case: a colleague handles it.")


def without_conflict(agreement: Agreement, user: AnyUser) -> None:
    """403 for who has a conflict of interest in the case."""
    if message := conflict_told(agreement, user):
        raise forbidden("conflict.of_interest", message)


def officers_only(agreement: Agreement, user: AnyUser) -> None:
    without_conflict(agreement, user)
    if not is_officer(agreement, user):
        raise forbidden("agreement.officers_only", _("Only an officer of one of the public parties does this."))


def gone(left_on: date | str | None) -> bool:
    """Whether a party's last day (its ISO text will do) has passed."""
    return left_on is not None and str(left_on) < str(today())


def left() -> Refused:
    """403: who has left settles what it owes; those who stay decide what comes."""
    message = _("Your organisation has left the agreement: those who are parties still do this.")
    return forbidden("agreement.left", message)


def members_only(agreement: Agreement, user: AnyUser) -> None:
    """403 for who is no officer of a public party, or only of one that has left."""
    officers_only(agreement, user)
    if not stays(agreement, user):
        raise left()


def stays(agreement: Agreement, user: AnyUser) -> bool:
    """Whether the user acts for a party that has not left."""
    mine = acting_in(agreement.pk, user)
    return any(
        party.organization_id in (mine.officer if party.organization.public else mine.reporter)
        for party in agreement.parties.all()
        if not gone(party.left_on)
    )


def standing_together(agreement: Agreement) -> list[Party]:
    """The public parties that have not left, where they are several: each decides for itself, and none ends the
    agreement for the others. Empty where one alone is left."""
    found = [one for one in agreement.parties.all() if one.organization.public and not gone(one.left_on)]
    return found if len(found) > 1 else []


def ends_together(agreement: Agreement) -> list[Party]:
    """The same of an agreement in force: whom it would take to end it early."""
    return standing_together(agreement) if agreement.state == State.ACTIVE else []


def require_alone(agreement: Agreement) -> None:
    """409 with the ways that there are, where several public parties would have to end it."""
    if parties := standing_together(agreement):
        names = [party.organization.name for party in parties]
        message = _(
            "%(count)s public parties stand in the agreement, and none of them ends it for the others. An amendment "
            "shortens the term, or lets one of them leave: it needs the same decisions as the agreement."
        ) % {"count": len(names)}
        ways = ["amendments: ends_on", "amendments: leave"]
        if renews(agreement):
            message += " " + _("The agreement renews itself: notice in time lets it end with its term.")
            ways.append("notices")
        raise conflict("agreement.ended_together", message, expected=ways, actual=names)


def require_state(agreement: Agreement, *states: str) -> None:
    """409 with what the state is and what it would have to be."""
    if agreement.state not in states:
        message = _("The agreement is %(state)s; this needs it to be %(needed)s.")
        needed = ", ".join(str(State(state).label).lower() for state in states)
        values = {"state": State(agreement.state).label.lower(), "needed": needed}
        raise conflict("agreement.state", message % values, expected=list(states), actual=agreement.state)


def require_state_for(act: str, agreement: Agreement) -> None:
    """409 in a state in which the act cannot be done (`ACTIONS`)."""
    require_state(agreement, *sorted(ACTIONS[act]))


def consented_on(agreement: Agreement, party: Party) -> tuple[bool, date] | None:
    """A party's answer and its day: a public party's decision, another's signature; None while it is waited for."""
    for decision in agreement.decisions.all():
        if decision.party_id == party.pk:
            return decision.outcome != "no", decision.decided_on
    for signature in agreement.signatures.all():
        if signature.party_id == party.pk:
            return True, signature.signed_on
    return None


def outcome(agreement: Agreement) -> consensus.Outcome:
    """Whether its first parties' answers make it bind, by consensus or by the rule that it names: who joins by an
    amendment answers that."""
    public: list[bool | None] = []
    others: list[bool | None] = []
    for party in (party for party in agreement.parties.all() if party.joined_by_id is None):
        answer = consented_on(agreement, party)
        (public if party.organization.public else others).append(answer and answer[0])
    return consensus.outcome(binds_by(agreement.conditions), public, others)


def binds_by(conditions: Mapping[str, Any]) -> str:
    """The rule by which it binds."""
    rule: str = conditions.get("binds_by", {}).get("value", "all")
    return rule


def waiting_for(agreement: Agreement, as_of: date) -> list[Party]:
    """The parties that had not said yes by the end of a day."""
    parties = [party for party in agreement.parties.all() if party.joined_by_id is None]
    answers = [(party, consented_on(agreement, party)) for party in parties]
    return [party for party, answer in answers if answer is None or not answer[0] or answer[1] > as_of]


def silent(agreement: Agreement) -> list[Party]:
    """The public parties without whom it binds, by its own rule: they still say what they decide, which changes
    nothing. Who joined by an amendment was asked there."""
    if agreement.state != State.ACTIVE or binds_by(agreement.conditions) == "all":
        return []
    decided = {one.party_id for one in agreement.decisions.all()}
    first = [one for one in agreement.parties.all() if one.joined_by_id is None and one.organization.public]
    return [one for one in first if one.pk not in decided]


def actions(agreement: Agreement, user: AnyUser) -> list[str]:
    """What this user may do with the agreement now."""
    budget = "appropriation" in agreement.conditions
    acts_for = is_officer(agreement, user), is_reporter(agreement, user)
    alone = not standing_together(agreement)
    late = any(one.organization_id in acting(user).officer for one in silent(agreement))
    return list(actions_of(agreement.state, *acts_for, budget, stays(agreement, user), alone, late))


@cache
def actions_of(
    state: str, officer: bool, reporter: bool, budget: bool, stays: bool, alone: bool, late: bool
) -> tuple[str, ...]:
    """What an officer of a public party, or who acts for another party, may do in a state; what the council has
    appropriated is recorded only where the promises hold subject to its budget, who has left decides no more, only
    a public party that stands there `alone` ends it, and of one that binds already only a `late` decision is recorded.
    """
    allowed = {name for name, states in ACTIONS.items() if state in states} | ({"decide"} if late else set())
    if not budget:
        allowed.discard("appropriate")
    if not alone:
        allowed.discard("terminate")
    if not stays:
        allowed -= OF_MEMBERS
    mine = set(ACTIONS) if officer else {"sign", "report", "give_notice"} if reporter else set()
    return tuple(sorted(allowed & mine))
