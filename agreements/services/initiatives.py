"""Take in what an organisation asks for in writing, register it, answer it, and say which agreement came of it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import (
    Agreement,
    Initiative,
    InitiativeAgreement,
    InitiativeAnswer,
    InitiativeReceipt,
    InitiativeRecipient,
)
from agreements.models.initiatives import InitiativeKind
from agreements.selectors import visible_agreement
from agreements.services.grounds import grounded
from agreements.services.lifecycle import concerns, locked
from agreements.services.naming import public_bodies, unknown
from agreements.services.standing import officers_only
from office.access import AnyUser, acting
from office.models import Organization, User
from office.refusals import Refusal, Refused, accepted, conflict, forbidden, refuse_if
from office.services import organizations, revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]
WORDS = ("kind", "title", "summary", "document", "applies_to")


def send(values: Values, by: User, refusals: list[Refusal]) -> Initiative:
    """Record a letter or an application: the sender's own person, or an officer of a recipient who has the paper, and
    who registers it at once by saying its number.

    Raises `Refused`: 403 who is neither, 404 unknown agreement, 400 with all that is wrong.
    """
    mine, refusals = acting(by), list(refusals)
    if not (mine.officer or mine.reporter):
        raise _not_yours()
    sender = _sender(values, by, refusals)
    recipients = public_bodies(values.get("recipients"), "recipients", refusals)
    own = [one for one in recipients if one.pk in mine.officer]
    unread = any(refusal.path.startswith("recipients") for refusal in refusals)
    if sender and not (own or unread or speaks_for(sender, by)):
        raise _not_yours()
    refusals += _fitting(values, sender, recipients)
    received_on = _received(values, bool(own), refusals)
    agreement = visible_agreement(values["agreement"], by) if values.get("agreement") else None
    sender = accepted(sender, refusals)
    with transaction.atomic():
        made = Initiative.objects.create(
            sender=sender, agreement=agreement, recorded_by=by, **{name: values[name] for name in WORDS}
        )
        for one in recipients:
            to = InitiativeRecipient.objects.create(initiative=made, organization=one)
            if one in own and received_on:
                InitiativeReceipt.objects.create(
                    recipient=to, reference=values["reference"], received_on=received_on, recorded_by=by
                )
        data = {name: getattr(made, name) for name in WORDS} | {
            "sender": sender.pk,
            "to": [one.pk for one in recipients],
        }
        _tell("initiative.sent", made, by, data)
    return made


def register(
    initiative: Initiative, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Initiative:
    """A recipient enters it in its registry (diarium). Raises `Refused`: 403 not its officer, 409 done already, 412,
    400."""
    refusals = list(refusals)
    to = _recipient(initiative, values, by, refusals)
    revisions.require(initiative, expected)
    received_on = event_date(values.get("received_on"), path="received_on", officer=True, refusals=refusals)
    to = accepted(to, refusals)
    try:
        with transaction.atomic():
            InitiativeReceipt.objects.create(
                recipient=to, reference=values["reference"], received_on=received_on, recorded_by=by
            )
            data = {"organization": to.organization_id, "reference": values["reference"], "on": str(received_on)}
            _tell("initiative.registered", initiative, by, data)
    except IntegrityError as twice:
        message = _("It has been registered already; what was recorded stands.")
        raise conflict("initiative.registered", message, path="organization") from twice
    return initiative


def answer(
    initiative: Initiative, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Initiative:
    """A recipient's decision: taken up, or declined and why. Each answers once, for itself.

    Raises `Refused`: 403 not its officer, 409 answered already or not registered yet, 412, 400 with all that is wrong.
    """
    refusals = list(refusals)
    to = _recipient(initiative, values, by, refusals)
    revisions.require(initiative, expected)
    grounded(values, refusals)
    decided_on = event_date(values.get("decided_on"), path="decided_on", officer=True, refusals=refusals)
    if values.get("outcome") == "declined" and not values.get("reason", "x"):
        message = _("Who declines says why.")
        refusals.append(Refusal("required", message, "reason", "text", ""))
    receipt = InitiativeReceipt.objects.filter(recipient=to).first() if to else None
    if receipt and decided_on < receipt.received_on:
        message = _("It came in on %(day)s: nobody decided on it before that.") % {"day": receipt.received_on}
        expected = f">= {receipt.received_on}"
        refusals.append(Refusal("date.out_of_order", message, "decided_on", expected, str(decided_on)))
    to = accepted(to, refusals)
    if receipt is None:
        raise conflict("initiative.not_registered", _("Register it first: the decision rests on its registry number."))
    said = {name: values[name] for name in ("outcome", "reason", "body", "delegation_point", "paragraph")}
    try:
        with transaction.atomic():
            InitiativeAnswer.objects.create(recipient=to, decided_on=decided_on, recorded_by=by, **said)
            data = {**said, "organization": to.organization_id, "on": str(decided_on)}
            _tell("initiative.answered", initiative, by, data)
    except IntegrityError as twice:
        message = _("It has been answered already; what was recorded stands.")
        raise conflict("initiative.answered", message, path="organization") from twice
    return initiative


def came_of_it(
    initiative: Initiative, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> Initiative:
    """Say that an agreement came of it: an officer of both, of a recipient and of a public party.

    Raises `Refused`: 403 who is not, 404 unknown agreement, 409 when that has been said, 412, 400.
    """
    if not answerable(initiative, by):
        raise _not_theirs()
    revisions.require(initiative, expected)
    refuse_if(refusals)
    try:
        with transaction.atomic():
            agreement = locked(visible_agreement(values["agreement"], by))
            officers_only(agreement, by)
            link(initiative, agreement, by)
    except IntegrityError as twice:
        raise conflict("initiative.linked", _("That has been said already."), path="agreement") from twice
    return initiative


def link(initiative: Initiative, agreement: Agreement, by: User) -> None:
    """The row and the line in the trail, in the caller's transaction. What is a draft is told to its parties only."""
    InitiativeAgreement.objects.create(initiative=initiative, agreement=agreement, recorded_by=by)
    draft = agreement.proposed_at is None
    data = {"agreement": agreement.pk, "reference": agreement.reference}
    trail.record(
        "initiative.became_agreement", by=by, subject=initiative, concerns=concerns(agreement), data=data, draft=draft
    )


def speaks_for(organization: Organization, by: AnyUser) -> bool:
    """Whether the user is an officer of a public organisation, or reports for another."""
    mine = acting(by)
    return organization.pk in (mine.officer if organization.public else mine.reporter)


def answerable(initiative: Initiative, by: AnyUser) -> set[int]:
    """The recipients (organisations) that the user is an officer of."""
    return {one.organization_id for one in initiative.recipients.all()} & acting(by).officer


def _tell(kind: str, initiative: Initiative, by: User, data: Values) -> None:
    """It concerns the sender and all whom it is addressed to."""
    concerned = {initiative.sender_id, *initiative.recipients.values_list("organization", flat=True)}
    trail.record(kind, by=by, subject=initiative, concerns=concerned, data=data)


def _not_yours() -> Refused:
    message = _("Only the sender's own people, or an officer of a recipient who has the paper, record it.")
    return forbidden("initiative.not_yours", message)


def _not_theirs() -> Refused:
    return forbidden("initiative.recipients_only", _("Only an officer of a recipient does this."))


def _sender(values: Values, by: User, refusals: list[Refusal]) -> Organization | None:
    """The organisation that is named, or the only one that the user reports for."""
    named = values.get("sender")
    if named is None and len(acting(by).reporter) == 1:
        named = next(iter(acting(by).reporter))
    found = organizations.find(named) if named is not None else None
    if found is None and all(refusal.path != "sender" for refusal in refusals):
        if named is None:
            refusals.append(Refusal("required", _("Say which organisation."), "sender", "number or id", None))
        else:
            refusals.append(unknown("sender", named))
    return found


def _fitting(values: Values, sender: Organization | None, recipients: list[Organization]) -> list[Refusal]:
    """An association writes letters, a public body applies for membership of something, and nobody writes to itself."""
    found = []
    membership = values.get("kind") == InitiativeKind.MEMBERSHIP
    if sender and "kind" in values and sender.public != membership:
        message = _("A municipality applies for membership; an association writes a letter of initiative.")
        found.append(Refusal("initiative.kind_of_sender", message, "kind", None, values["kind"]))
    if membership and not (values.get("applies_to") or values.get("agreement")):
        message = _("Say in what it applies for membership: the agreement, or the name of the cooperation.")
        found.append(Refusal("required", message, "applies_to", "text", ""))
    if sender in recipients:
        message = _("Nobody writes to itself.")
        found.append(Refusal("initiative.to_oneself", message, "recipients", "another", sender.pk if sender else None))
    return found


def _received(values: Values, registers: bool, refusals: list[Refusal]) -> date | None:
    """The day it came in; None where it is not registered yet. Number and day are the recipient's to say."""
    said = {name: values.get(name) for name in ("reference", "received_on")}
    if registers and said["reference"]:
        return event_date(said["received_on"], path="received_on", officer=True, refusals=refusals)
    if registers and said["received_on"] and "reference" in values:
        message = _("The day goes with the registry number: say both, or register it later.")
        refusals.append(Refusal("required", message, "reference", "text", ""))
    for name, value in said.items():
        if value and not registers:
            message = _("The recipient registers it and says this.")
            refusals.append(Refusal("initiative.recipients_word", message, name, None, str(value)))
    return None


def _recipient(initiative: Initiative, values: Values, by: User, refusals: list[Refusal]) -> InitiativeRecipient | None:
    """The recipient that a request names. Raises `Refused` (403) where the user is an officer of none, or not of it."""
    mine = answerable(initiative, by)
    if not mine:
        raise _not_theirs()
    named = values.get("organization")
    if named is None:
        return None
    organization = organizations.find(named)
    to = initiative.recipients.filter(organization=organization).first() if organization else None
    if to is None:
        message = _("It is not addressed to %(named)s.") % {"named": named}
        refusals.append(Refusal("initiative.not_recipient", message, "organization", "a recipient", named))
    elif to.organization_id not in mine:
        raise _not_theirs()
    return to
