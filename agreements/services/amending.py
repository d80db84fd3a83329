"""Propose an amendment, answer it, take it back; when the last answer is yes, it becomes what the terms are."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import amendment_words
from agreements.amended_fields import values as fields_of
from agreements.amending import CostsNotSharedError, Document
from agreements.models import Agreement, Amendment, AmendmentAnswer, Joining
from agreements.models.agreement import State
from agreements.models.amendments import AmendmentState
from agreements.services import consenting, cost_sharing, documents, resolving
from agreements.services.grounds import grounded
from agreements.services.lifecycle import ENDED, concerns, locked
from agreements.services.resolving.reading import place_of
from agreements.services.standing import (
    is_officer,
    members_only,
    require_state,
    stays,
    without_conflict,
)
from office.access import AnyUser, acting
from office.bodies import plain
from office.language import current_language
from office.models import Organization, User
from office.models.organizations import PUBLIC_KINDS
from office.refusals import Refusal, Refused, accepted, conflict, forbidden, refuse_if
from office.services import jobs, organizations, revisions, trail
from office.services.dates import event_date

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
            recorded_by=by,
            **{name: values[name] for name in ("effective_on", "reason", "document")},
        )
        for one in change.get("join", []):
            Joining.objects.create(amendment=made, organization_id=one["organization"], role=one["role"])
        _tell("amendment.proposed", made, by, {"changes": plain(change), "effective_on": str(made.effective_on)})
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
    before, wrong = _looked_at(agreement, change)
    refuse_if(wrong)
    return change, before


def _looked_at(agreement: Agreement, change: Values) -> tuple[Values, list[Refusal]]:
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


def answer(
    amendment: Amendment, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AmendmentAnswer:
    """Record a party's decision or signature. The last yes that is needed makes it the terms, a no that it cannot be
    without ends it; where a majority was enough, the others still say what they decide."""
    with transaction.atomic():
        amendment = held(amendment)
        revisions.require(amendment, expected)
        refusals = list(refusals)
        party = _answering(amendment, values, by, refusals)
        late = party is not None and party.pk in consenting.silent(amendment)
        if not late:
            require_open(amendment)
        _words(party, values, refusals)
        officer = bool(acting(by).officer)
        answered_on = event_date(values.get("answered_on"), path="answered_on", officer=officer, refusals=refusals)
        party = accepted(party, refusals)
        if amendment.answers.filter(organization=party).exists():
            message = _("%(name)s has answered already; what was recorded stands.") % {"name": party.name}
            raise conflict("party.answered", message, path="organization")
        if values["outcome"] != "no" and not late:
            _refuse_overtaken(amendment)
        words = ("outcome", "body", "delegation_point", "paragraph", "document", "signed_by")
        made = AmendmentAnswer.objects.create(
            amendment=amendment,
            organization=party,
            answered_on=answered_on,
            recorded_by=by,
            **{name: values[name] for name in words},
        )
        _settle(amendment, made, by)
    return made


def _answering(amendment: Amendment, values: Values, by: User, refusals: list[Refusal]) -> Organization | None:
    """Who answers: one that is asked, by its own people (a signature also by an officer who has the paper)."""
    if "organization" not in values:
        return None
    asked = documents.asked(amendment.agreement, amendment)
    found = organizations.find(values["organization"])
    if found is None or found.pk not in asked:
        message = _("%(named)s is not asked about this amendment.") % {"named": values["organization"]}
        refusals.append(Refusal("party.unknown", message, "organization", asked, values["organization"]))
        return None
    mine = acting(by)
    without_conflict(amendment.agreement, by)
    if found.public and found.pk not in mine.officer:
        raise not_yours(public=True)
    if not found.public and found.pk not in mine.reporter and not any(pk in mine.officer for pk in asked):
        raise not_yours(public=False)
    return found


def not_yours(*, public: bool) -> Refused:
    """403: a public party's decision, or another's signature, is for others to record."""
    if public:
        return forbidden("decision.not_yours", _("Each party decides for itself: only its own officer records it."))
    return forbidden("signature.not_yours", _("Only the party itself or an officer records a signature."))


def _words(party: Organization | None, values: Values, refusals: list[Refusal]) -> None:
    """A public party decides by a body and its paragraph; another says who signed."""
    if party is None:
        return
    needed = "body" if party.public else "signed_by"
    if not values.get(needed) and needed in values:
        message = _("Say which body decided.") if party.public else _("Say who signed, by the office held.")
        refusals.append(Refusal("required", message, needed, needed, ""))
    if party.public:
        grounded(values, refusals)


def _refuse_overtaken(amendment: Amendment) -> None:
    """409 where another amendment has changed the same field since this was proposed, on its day or at last: whoever
    says yes has seen something else. Both values are told. So is whatever else would be wrong by now: a term that was
    shortened meanwhile, a period whose report has been approved.
    """
    agreement, change = amendment.agreement, amendment.change
    now, wrong = _looked_at(agreement, change)
    seen = fields_of(documents.last(agreement, known_at=amendment.recorded_at), change)
    at_last = fields_of(documents.last(agreement), change)
    overtaken, language = [], current_language()
    names = _names(documents.last(agreement))
    for path, value in now.items():
        for before, after in ((amendment.before[path], value), (seen[path], at_last[path])):
            if before != after:
                message = _("%(path)s was %(before)s when this was proposed; another amendment has made it %(now)s.")
                was, is_now = (amendment_words.told(path, one, language, names) for one in (before, after))
                said = message % {"path": amendment_words.field(path, language, names), "before": was, "now": is_now}
                overtaken.append(Refusal("amendment.overtaken", said, path, before, after))
                break
    if overtaken or wrong:
        raise Refused(*(overtaken or wrong), status=409)


def _names(terms: Document) -> amendment_words.Names:
    ids = [one["organization"] for one in terms["parties"]]
    return amendment_words.Names(terms, dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name")))


def _settle(amendment: Amendment, made: AmendmentAnswer, by: User) -> None:
    """The state after an answer. One that binds already is what it is."""
    data = {"organization": made.organization_id, "outcome": made.outcome, "on": str(made.answered_on)}
    late = amendment.state == AmendmentState.AGREED
    match "stands" if late else consenting.outcome(amendment):
        case "fails":
            _move(amendment, AmendmentState.REJECTED)
        case "binds":
            _agree(amendment, by)
        case _:
            _move(amendment, amendment.state)
    _tell("amendment.answered", amendment, by, {**data, "state": amendment.state})
    if amendment.state == AmendmentState.AGREED and not late:
        _settle_others(amendment, by)


def _settle_others(agreed: Amendment, by: User) -> None:
    """Whoever leaves by the one just agreed is no longer asked about the open ones that take effect afterwards: those
    for which the answers that they have are enough now bind, unless the terms as they are now refuse them; such a one
    stays open, to be taken back."""
    rows = Amendment.objects.filter(agreement=agreed.agreement_id, state=AmendmentState.PROPOSED)
    for pk in list(rows.values_list("pk", flat=True)):
        other = held(Amendment.objects.get(pk=pk))
        waits = other.state == AmendmentState.PROPOSED
        if waits and consenting.outcome(other) == "binds" and not _refused(other):
            _agree(other, by, agreed.agreed_on)
            _tell("amendment.settled", other, by, {"state": other.state})
            _settle_others(other, by)


def _refused(amendment: Amendment) -> bool:
    """Whether a yes to it would be refused now."""
    try:
        _refuse_overtaken(amendment)
    except Refused:
        return True
    return False


def _agree(amendment: Amendment, by: User, earliest: date | None = None) -> None:
    """From now on its change is part of the terms: whether it can be was looked at just before. It is agreed on the day
    of its last answer, or of what made those enough (`earliest`)."""
    agreement = amendment.agreement
    answered = [one.answered_on for one in amendment.answers.all()]
    agreed_on: date = max([*answered, earliest] if earliest else answered)
    before = agreement.through
    documents.write(agreement, amendment, agreed_on)
    _move(amendment, AmendmentState.AGREED, agreed_on=agreed_on, created=amendment.created)
    revisions.advance(Agreement, agreement, **documents.changed_columns(agreement))
    if agreement.through != before:
        jobs.enqueue(ENDED, {"agreement": agreement.pk}, by=by)


def withdraw(amendment: Amendment, by: User, expected: str | None) -> Amendment:
    """Take back an amendment that does not bind yet."""
    with transaction.atomic():
        amendment = held(amendment)
        members_only(amendment.agreement, by)
        revisions.require(amendment, expected)
        require_open(amendment)
        _move(amendment, AmendmentState.WITHDRAWN, withdrawn_at=timezone.now())
        _tell("amendment.withdrawn", amendment, by, {})
    return amendment


def actions(amendment: Amendment, user: AnyUser) -> list[str]:
    """What a user may do with it now: answer for one that is waited for, take it back."""
    if amendment.state != AmendmentState.PROPOSED:
        return []
    mine, officer = acting(user), is_officer(amendment.agreement, user)
    waited = consenting.waiting_for(amendment)
    private = Organization.objects.filter(pk__in=waited).exclude(kind__in=PUBLIC_KINDS)
    answers = any(pk in mine.officer or pk in mine.reporter for pk in waited) or (officer and private.exists())
    return ["answer"] * bool(answers) + ["withdraw"] * (officer and stays(amendment.agreement, user))


def _move(amendment: Amendment, state: str, **columns: Any) -> None:
    revisions.advance(Amendment, amendment, state=state, **columns)


def _tell(kind: str, amendment: Amendment, by: User, data: Values) -> None:
    joining = [one.organization_id for one in amendment.joining.all()]
    seen = list(dict.fromkeys([*concerns(amendment.agreement), *joining]))
    told = {"amendment": amendment.number, "document": amendment.document, **data}
    trail.record(kind, by=by, subject=amendment.agreement, concerns=seen, data=told)
