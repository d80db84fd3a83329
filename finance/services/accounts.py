"""Where an association is paid: proposed with its paper, confirmed by a second person, never overwritten."""

from datetime import date
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party
from agreements.selectors import conflicted
from finance import giro
from finance.models import PayeeAccount, PayeeAccountReview
from finance.models.accounts import AccountOutcome
from finance.selectors import accounts as selectors
from office.access import AnyUser, acting
from office.clock import today
from office.models import Organization, User
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import organizations, revisions, trail
from office.services.dates import event_date

Values = dict[str, Any]


def propose(values: Values, by: User, refusals: list[Refusal]) -> PayeeAccount:
    """Propose an account, or a change of one: the payer's officer with a paper, or the association's own reporter.

    Nothing is paid to it until somebody else at the payer has confirmed it; until then the old one stands. Raises
    `Refused`: 403 neither of them, 400 with all that is wrong.
    """
    mine, refusals = acting(by), list(refusals)
    if not (mine.officer or mine.reporter):
        raise forbidden(
            "account.not_yours", _("Only the payer's officer or the association itself proposes an account.")
        )
    payer, organization = (_organization(values, name, refusals) for name in ("payer", "organization"))
    if payer and organization:
        own = organization.pk in mine.reporter
        if payer.pk not in mine.officer and not own:
            message = _("Only the payer's officer or the association itself proposes an account.")
            raise forbidden("account.not_yours", message)
        refusals += _no_agreement(payer, organization)
    number = _number(values, refusals)
    payer, organization = accepted(payer, refusals), accepted(organization, refusals)
    with transaction.atomic():
        before = selectors.confirmed(payer.pk, organization.pk, today())
        account = PayeeAccount.objects.create(
            payer=payer,
            organization=organization,
            kind=values["kind"],
            number=number,
            starts_on=values.get("starts_on") or today(),
            document=values["document"],
            note=values["note"],
            proposed_by_payee=payer.pk not in mine.officer,
            recorded_by=by,
        )
        _tell("account.proposed", account, before, by, {"document": account.document})
    return account


def _organization(values: Values, name: str, refusals: list[Refusal]) -> Organization | None:
    named = values.get(name)
    if named is None:
        return None
    found = organizations.find(named)
    if found is None:
        message = _("%(named)s is not registered here.") % {"named": named}
        refusals.append(Refusal("organization.unknown", message, name, "a registered organisation", named))
    return found


def _no_agreement(payer: Organization, organization: Organization) -> list[Refusal]:
    """Accounts are kept for those with whom there is an agreement."""
    shared = Agreement.objects.filter(parties__organization=payer).filter(parties__organization=organization)
    if payer.public and shared.filter(proposed_at__isnull=False).exists():
        return []
    message = _("%(payer)s has no agreement with %(name)s.") % {"payer": payer.name, "name": organization.name}
    return [Refusal("account.no_agreement", message, "organization", "a party", organization.pk)]


def _number(values: Values, refusals: list[Refusal]) -> str:
    kind, text = values.get("kind"), values.get("number")
    if kind is None or text is None:
        return ""
    number = giro.digits(kind, text)
    if number is None:
        message = _("%(number)s is no %(kind)s: its last digit is a check digit (%(form)s).")
        told = {"number": text, "kind": kind, "form": giro.FORMS[kind]}
        refusals.append(Refusal("account.invalid", message % told, "number", giro.FORMS[kind], text))
    return number or ""


def review(
    account: PayeeAccount, outcome: str, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> PayeeAccount:
    """Confirm or reject a proposal: another officer of the payer than who proposed it, saying how it was verified.

    Raises `Refused`: 403 not an officer of the payer, the same person, or somebody who acts for the association, 409
    answered already, 400 what is wrong.
    """
    if account.payer_id not in acting(by).officer:
        raise forbidden("account.payers_only", _("Only an officer of the paying organisation confirms an account."))
    if account.organization_id in not_to_confirm(by):
        message = _(
            "You act for the association too, or have a conflict of interest in its case: another officer confirms or "
            "rejects its account."
        )
        raise forbidden("account.own_association", message)
    if account.recorded_by_id == by.pk:
        raise forbidden(
            "account.own_proposal", _("Another person than who proposed the account confirms or rejects it.")
        )
    revisions.require(cast(revisions.Revised, account), expected)  # it is read, never set
    refusals = list(refusals)
    day = event_date(values.get("reviewed_on"), path="reviewed_on", officer=True, refusals=refusals)
    verified = accepted(values.get("verified"), refusals)
    try:
        with transaction.atomic():
            before = selectors.confirmed(account.payer_id, account.organization_id, today())
            PayeeAccountReview.objects.create(
                account=account,
                outcome=outcome,
                reviewed_on=day,
                verified=verified,
                proposed_by_id=account.recorded_by_id,
                recorded_by=by,
            )
            _tell(f"account.{outcome}", account, before, by, {"verified": verified, "on": _text(day)})
    except IntegrityError as error:
        message = _("The account has been confirmed or rejected already.")
        raise conflict("account.reviewed", message, expected="pending") from error
    return PayeeAccount.objects.select_related("review").get(pk=account.pk)


def not_to_confirm(user: AnyUser) -> frozenset[int]:
    """The organisations whose accounts the user does not confirm: those that they act for themselves, and those of a
    case (proposed at least: it is what accounts are kept for) in which they have a conflict of interest."""
    own, apart = acting(user).reporter, conflicted(user)
    if not apart:
        return own
    parties = Party.objects.filter(agreement__in=apart, agreement__proposed_at__isnull=False)
    return own.union(parties.values_list("organization_id", flat=True))


def _text(day: date) -> str:
    return day.isoformat()


def _tell(kind: str, account: PayeeAccount, before: PayeeAccount | None, by: User, data: Values) -> None:
    """Both values, the old and the new."""
    both = {"before": _shown(before), "after": _shown(account)}
    told = {"payer": account.payer_id, "organization": account.organization_id, **both, **data}
    trail.record(kind, by=by, subject=account, concerns=[account.payer_id, account.organization_id], data=told)


def _shown(account: PayeeAccount | None) -> Values | None:
    if account is None:
        return None
    number = giro.written(account.kind, account.number)
    return {"kind": account.kind, "number": number, "from": account.starts_on.isoformat()}


CONFIRMED, REJECTED = AccountOutcome.CONFIRMED.value, AccountOutcome.REJECTED.value
