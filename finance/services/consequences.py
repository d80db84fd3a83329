"""Decide on what the check computed: claim it, reduce the next payment by it, or refrain."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.services import deciding
from agreements.services.grounds import grounded
from agreements.services.lifecycle import acted_on, concerns, party_named
from finance.models import ConsequenceDecision, Outcome
from finance.selectors.claims import claimable, money_of
from finance.services import reconsidering
from office.language import kronor
from office.models import User
from office.refusals import Refusal, Refused, accepted, conflict, refuse_if
from office.services import trail
from office.services.dates import event_date

Values = dict[str, Any]
ZERO = Decimal("0.00")

#: What can be decided on a consequence, by the first part of its code.
OUTCOMES: dict[str, tuple[str, ...]] = {
    "repayment": (Outcome.CLAIM, Outcome.REFRAIN),
    "late": (Outcome.REDUCE, Outcome.CLAIM, Outcome.REFRAIN),
}


class Proposal(NamedTuple):
    """A consequence as it was computed: who is to repay and whose money it is (parties' ids), which period (empty: the
    whole term), SEK, what of it can be claimed back, its formula by language, and the instalments that it reduces.
    """

    code: str
    period: str
    party: int
    payer: int
    amount: Decimal
    claimable: Decimal
    formula: dict[str, str]
    against: list[dict[str, Any]]


class Proposals(NamedTuple):
    """What the check proposes, and its digest."""

    found: Sequence[Proposal]
    digest: str


#: What the check proposes for an agreement as of a day.
Propose = Callable[[Agreement, date], Proposals]


def decide(values: Values, by: User, refusals: list[Refusal], propose: Propose) -> ConsequenceDecision:
    """Record a payer's decision on a consequence of its own money, as it is computed for the day of the decision.

    Each consequence is decided once: the agreement's row is held meanwhile, and the database refuses a second. Who
    decides anew names the decision that stands (`reconsidering`). Raises `Refused`: 404 unknown agreement, 403 not the
    party's own officer, 409 an agreement that does not bind or a consequence that is decided, 400 with all that is
    wrong.
    """
    with transaction.atomic():
        agreement = acted_on(values, "waive", by, refusals)
        refusals = list(refusals)
        decider = deciding.decider(agreement, values, by, refusals)
        grounded(values, refusals)
        day = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
        party = party_named(agreement, values.get("party"), refusals, "party")
        _due(values, day, refusals)
        decider = accepted(decider, refusals)
        earlier = reconsidering.replaced(agreement, values, decider, party, refusals)
        found, digest = propose(agreement, day)
        proposal = _anew(found, earlier, decider) if earlier else _chosen(found, agreement, values, decider, party, day)
        amount = _amount(proposal, values, refusals)
        if values["outcome"] == Outcome.CLAIM:
            _refuse_above_paid(decider, proposal, amount, day, earlier, refusals)
        if earlier:
            reconsidering.refuse_ungrounded(earlier, values, amount, day, refusals)
        refuse_if(refusals)
        decision = _saved(
            agreement=agreement,
            organization_id=decider.organization_id,
            party_id=proposal.party,
            code=proposal.code,
            period=proposal.period,
            outcome=values["outcome"],
            computed=proposal.amount,
            amount=amount,
            due_on=values["due_on"],
            formula=proposal.formula,
            digest=digest,
            replaces=earlier,
            ground=values["ground"] or "",
            against=_shared(proposal.against, amount),
            decided_on=day,
            recorded_by=by,
            **deciding.words(values),
        )
        _tell(agreement, decision, by)
    return decision


def _saved(**columns: Any) -> ConsequenceDecision:
    """The decision, once for each consequence."""
    try:
        with transaction.atomic():
            return ConsequenceDecision.objects.create(**columns)
    except IntegrityError as twice:
        raise _decided() from twice


def _decided() -> Refused:
    message = _(
        "This consequence is decided already; what was recorded stands until a decision that names it replaces it."
    )
    return conflict("consequence.decided", message)


def _anew(proposals: Sequence[Proposal], earlier: ConsequenceDecision, decider: Party) -> Proposal:
    """What is computed now for what was decided; nothing where it follows no more."""
    key = (earlier.code, earlier.period, earlier.party_id, decider.pk)
    found = (one for one in proposals if (one.code, one.period, one.party, one.payer) == key)
    return next(found, Proposal(*key, ZERO, ZERO, {}, []))


def _chosen(
    proposals: Sequence[Proposal], agreement: Agreement, values: Values, decider: Party, party: Party | None, day: date
) -> Proposal:
    """The proposal that the request names, of the decider's own money; a refusal with what there is when it is none, or
    several."""
    period = values["period"] or ""
    about = {"agreement": agreement, "organization": decider.organization_id, "code": values["code"], "period": period}
    decided = ConsequenceDecision.objects.filter(**about, **({"party": party} if party else {}))
    named = [one for one in proposals if (one.code, one.period) == (values["code"], period)]
    found = [one for one in named if party is None or one.party == party.pk]
    mine = [one for one in found if one.payer == decider.pk]
    left = [one for one in mine if not decided.filter(party_id=one.party).exists()]
    if len(left) == 1:
        return left[0]
    if not left and decided.exists():
        raise _decided()
    if left:
        message = _("Several parties have this consequence: say whose.")
        raise Refused(Refusal("required", message, "party", None, None))
    if found:
        raise _not_the_payer(agreement, decider, found)
    message = _("Nothing of this kind follows as of %(day)s.") % {"day": day}
    payers = {one.pk: one.organization_id for one in agreement.parties.all()}
    there_is = [
        {"code": one.code, "period": one.period or None, "payer": payers[one.payer], "amount": str(one.amount)}
        for one in proposals
    ]
    raise Refused(Refusal("consequence.unknown", message, "code", there_is, values["code"]))


def _not_the_payer(agreement: Agreement, decider: Party, found: Sequence[Proposal]) -> Refused:
    """Each payer answers for its own money."""
    payers = {one.payer for one in found}
    names = [one.organization.name for one in agreement.parties.all() if one.pk in payers]
    message = _("%(name)s has no money in this: each payer decides on its own.") % {"name": decider.organization.name}
    return Refused(Refusal("consequence.not_the_payer", message, "organization", names, decider.organization.name))


def _amount(proposal: Proposal, values: Values, refusals: list[Refusal]) -> Decimal:
    """What is decided: all of it unless less is said. Refraining takes nothing."""
    outcome, said = values["outcome"], values["amount"]
    if refused := _no_outcome(proposal, outcome):
        refusals.append(refused)
        return ZERO
    if outcome == Outcome.REFRAIN:
        if said:
            message = _("Who refrains claims nothing: leave the amount out.")
            refusals.append(Refusal("consequence.amount_not_for_outcome", message, "amount", None, str(said)))
        return ZERO
    most = proposal.claimable if outcome == Outcome.CLAIM else proposal.amount
    amount: Decimal = most if said is None else said
    if not ZERO < amount <= most:
        message = _("%(computed)s is computed: decide on more than zero and no more than that.") % {"computed": most}
        refusals.append(Refusal("consequence.above_computed", message, "amount", f"> 0, <= {most}", str(amount)))
    return amount


def _no_outcome(proposal: Proposal, outcome: str) -> Refusal | None:
    """Why the outcome cannot be decided: nothing follows any more, it is of another kind, or the money has not left."""
    allowed = OUTCOMES[proposal.code.partition(".")[0]]
    if not proposal.amount:
        allowed, message = (Outcome.REFRAIN,), _("Nothing follows any more: what was decided can only be let go of.")
    elif outcome == Outcome.CLAIM and not proposal.claimable:
        allowed = tuple(one for one in allowed if one != Outcome.CLAIM)
        message = _("The payment can still be less: what has not left cannot be claimed back.")
    else:
        message = _("This cannot be decided on a consequence of this kind.")
    return None if outcome in allowed else Refusal("consequence.outcome", message, "outcome", list(allowed), outcome)


def _refuse_above_paid(
    payer: Party,
    proposal: Proposal,
    amount: Decimal,
    day: date,
    replaced: ConsequenceDecision | None,
    refusals: list[Refusal],
) -> None:
    """Several consequences together are never more than the money that the payer has paid."""
    money = money_of(proposal.period, proposal.against)
    left = max(claimable(payer, proposal.party, money, day, replaced), ZERO)
    if amount > left:
        message = _("At most %(left)s can be claimed: more was not paid, or is claimed already.") % {
            "left": kronor(left)
        }
        refusals.append(Refusal("claim.above_paid", message, "amount", f"<= {left}", str(amount)))


def _due(values: Values, day: date, refusals: list[Refusal]) -> None:
    """A claim has a due date that is not before its decision; nothing else has one."""
    due_on, outcome = values.get("due_on"), values.get("outcome")
    if outcome is None or any(refusal.path == "due_on" for refusal in refusals):
        return
    if outcome != Outcome.CLAIM:
        if due_on:
            message = _("Only a claim has a due date.")
            refusals.append(Refusal("claim.due_not_for_outcome", message, "due_on", None, str(due_on)))
    elif due_on is None:
        refusals.append(Refusal("required", _("Say when the claim is due."), "due_on", "YYYY-MM-DD", None))
    elif due_on < day:
        message = _("The claim would be due on %(due)s, before it is decided on %(day)s.")
        told = message % {"due": due_on, "day": day}
        refusals.append(Refusal("date.out_of_order", told, "due_on", f">= {day}", str(due_on)))


def _shared(against: list[dict[str, Any]], amount: Decimal) -> list[dict[str, Any]]:
    """The decided amount on the instalments, the first one's share first."""
    shares, left = [], amount
    for one in against:
        taken = min(left, Decimal(one["amount"]))
        left -= taken
        if taken:
            shares.append({**one, "amount": f"{taken:.2f}"})
    return shares


def _tell(agreement: Agreement, decision: ConsequenceDecision, by: User) -> None:
    data = {name: getattr(decision, name) for name in ("code", "period", "outcome", "digest", *deciding.WORDS)}
    data |= {name: str(getattr(decision, name)) for name in ("computed", "amount")}
    data |= {"agreement": agreement.pk, "party": decision.party.organization_id, "on": str(decision.decided_on)}
    data |= {"organization": decision.organization_id, "due_on": str(decision.due_on or "")}
    if decision.replaces_id:
        data |= {"replaces": decision.replaces_id, "ground": decision.ground}
    kind = "consequence.reconsidered" if decision.replaces_id else "consequence.decided"
    trail.record(kind, by=by, subject=decision, concerns=concerns(agreement), data=data)
