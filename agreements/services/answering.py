"""Answer an amendment: when the last answer that is needed is yes, it becomes what the terms are."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import amendment_words
from agreements.amended_fields import values as fields_of
from agreements.amending import Document
from agreements.models import Agreement, Amendment, AmendmentAnswer
from agreements.models.amendments import AmendmentState
from agreements.selectors import acting_in
from agreements.services import consenting, documents
from agreements.services.amending import held, looked_at, move, require_open, tell
from agreements.services.grounds import grounded
from agreements.services.lifecycle import ENDED
from agreements.services.standing import without_conflict
from office.access import acting
from office.language import current_language
from office.models import Organization, User
from office.refusals import Refusal, Refused, accepted, conflict, forbidden
from office.services import jobs, organizations, revisions
from office.services.dates import event_date

Values = dict[str, Any]


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
    mine = acting_in(amendment.agreement_id, by)
    if found.pk not in mine.reporter:
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
    now, wrong = looked_at(agreement, change)
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
            move(amendment, AmendmentState.REJECTED)
        case "binds":
            _agree(amendment, by)
        case _:
            move(amendment, amendment.state)
    tell("amendment.answered", amendment, by, {**data, "state": amendment.state})
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
            tell("amendment.settled", other, by, {"state": other.state})
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
    move(amendment, AmendmentState.AGREED, agreed_on=agreed_on, created=amendment.created)
    revisions.advance(Agreement, agreement, **documents.changed_columns(agreement))
    if agreement.through != before:
        jobs.enqueue(ENDED, {"agreement": agreement.pk}, by=by)
