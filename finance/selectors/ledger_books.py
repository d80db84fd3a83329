"""Both sides of the books for the matching: an import's rows, and what is registered here, in a constant number of
queries."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from agreements.models import Agreement, Commitment, Party
from agreements.models.agreement import State
from finance.matching import Agreement as Under
from finance.matching import Books, ByHand, LedgerRow, Recipient
from finance.matching import Payment as Paid
from finance.matching.pairing import DAYS
from finance.models import Payment
from finance.models.ledger_imports import ExplanationKind, ImportState, LedgerImport, LedgerMatch
from finance.selectors.accounts import giros_of
from finance.selectors.explanations import in_force
from office.models import Organization
from office.rows import decimal, fetch

#: Said of a row, these take it out of the matching: it is that payment, or none.
BY_HAND = frozenset(ExplanationKind.values) - {ExplanationKind.ACCEPTED}


def tree(organization: int) -> list[int]:
    """An organisation and what is under it, three levels in all: a municipality pays through its boards."""
    above = Q(pk=organization) | Q(parent=organization) | Q(parent__parent=organization)
    return list(Organization.objects.filter(above).values_list("pk", flat=True))


def books_of(ledger: LedgerImport) -> Books:
    """What the matching of an import reads."""
    payers = tree(ledger.organization_id)
    payments = _payments(payers, ledger.starts_on, ledger.ends_on)
    agreements, recipients = _agreements(payers, {one.agreement for one in payments})
    said = tuple(ByHand(row, one.payment_id) for row, one in in_force(ledger).items() if one.kind in BY_HAND)
    elsewhere, later = found_elsewhere(ledger)
    return Books(
        ledger.starts_on, ledger.ends_on, rows_of(ledger), payments, agreements, recipients, said, elsewhere, later
    )


def beside(ledger: LedgerImport) -> QuerySet[LedgerImport]:
    """The other imports that may have the same payer's payments: of its own ledger, of its boards', of its
    municipality's, with days in common or nearly."""
    above = [pk for pk in (ledger.organization.parent_id, _grandparent(ledger.organization)) if pk]
    around = timedelta(DAYS)
    return LedgerImport.objects.filter(
        organization__in=[*tree(ledger.organization_id), *above],
        state=ImportState.READY,
        starts_on__lte=ledger.ends_on + around,
        ends_on__gte=ledger.starts_on - around,
    ).exclude(pk=ledger.pk)


def _grandparent(organization: Organization) -> int | None:
    return organization.parent.parent_id if organization.parent else None


def found_elsewhere(ledger: LedgerImport) -> tuple[frozenset[int], frozenset[int]]:
    """The payments that the newest matchings of other imports have found whole: on rows that this import does not have
    (other books, accounts or days), and those that a newer import of the same books has on rows that it should have.
    """
    newest = beside(ledger).annotate(newest=Max("matches")).values("newest")
    elsewhere, later = set(), set()
    for match in LedgerMatch.objects.filter(pk__in=newest).select_related("ledger"):
        whole = {
            pk: rows for pk, _under, _to, amount, _on, _of, found, rows, *_more in match.payments if amount == found
        }
        outside = _outside(ledger, match, {row for rows in whole.values() for row in rows})
        away = {pk for pk, rows in whole.items() if outside.issuperset(rows)}
        elsewhere |= away
        if match.ledger_id > ledger.pk:
            later |= whole.keys() - away
    return frozenset(elsewhere), frozenset(later - elsewhere)


def _outside(ledger: LedgerImport, match: LedgerMatch, rows: set[int]) -> set[int]:
    """Of another import's rows those that are none of this one's: of other books, or not chosen here."""
    if match.ledger.organization_id != ledger.organization_id:
        return rows
    accounts = tuple(ledger.accounts.split(","))
    return {
        pk
        for pk, account, day in fetch(match.ledger.rows.values_list("pk", "account", "day"))
        if pk in rows
        and not ((not account or account.startswith(accounts)) and ledger.starts_on <= day <= ledger.ends_on)
    }


def rows_of(ledger: LedgerImport) -> tuple[LedgerRow, ...]:
    """An import's rows as the matching knows them."""
    fields = ("pk", "day", "account", "amount", "number", "name", "giro", "text", "voucher")
    rows = ledger.rows.order_by("pk").values_list(*fields)
    return tuple(
        LedgerRow(pk, day, account, decimal(amount), *about) for pk, day, account, amount, *about in fetch(rows)
    )


def _payments(payers: list[int], starts_on: date, ends_on: date) -> tuple[Paid, ...]:
    """What the payers paid in these days and a few around them, with later corrections of it."""
    days = (starts_on - timedelta(DAYS), ends_on + timedelta(DAYS))
    rows = Payment.objects.filter(
        Q(paid_on__range=days) | Q(corrects__paid_on__range=days), commitment__party__organization__in=payers
    ).order_by("pk")
    fields = rows.values_list("pk", "agreement_id", "recipient__organization_id", "amount", "paid_on", "corrects_id")
    return tuple(Paid(pk, under, to, decimal(amount), *rest) for pk, under, to, amount, *rest in fetch(fields))


def _agreements(payers: list[int], paid: set[int]) -> tuple[tuple[Under, ...], tuple[Recipient, ...]]:
    """The agreements under which the payers promise money, and whoever else is a party there."""
    funded = Commitment.objects.filter(kind="funding", party__organization__in=payers).values("agreement")
    found = Agreement.objects.filter(Q(pk__in=funded, proposed_at__isnull=False) | Q(pk__in=paid)).order_by("pk")
    about = found.in_bulk()
    parties = Party.objects.filter(agreement__in=about).order_by("pk").values_list(
        "agreement_id", "organization_id", "organization__number", "organization__parent__number",
        "organization__parent__parent__number", "organization__name", "decisions__outcome", "decisions__decided_on",
        "signatures__signed_on",
    )  # fmt: skip
    others: defaultdict[int, list[int]] = defaultdict(list)
    consents: defaultdict[int, list[date | None]] = defaultdict(list)
    recipients = {}
    for agreement, organization, own, above, top, name, outcome, decided_on, signed_on in parties:
        consents[agreement].append(None if outcome == "no" else decided_on or signed_on)
        if organization not in payers:
            others[agreement].append(organization)
            recipients[organization] = Recipient(organization, own or above or top or "", name)
    giros = giros_of(payers, recipients)
    under = tuple(
        Under(pk, one.reference, tuple(others[pk]), one.starts_on, one.ends_on, _binds_from(consents[pk], one.state))
        for pk, one in about.items()
    )
    return under, tuple(one._replace(giros=tuple(giros[pk])) for pk, one in recipients.items())


def _binds_from(consents: list[date | None], state: str) -> date | None:
    """The day on which the last party agreed; None while one has not, or when the proposal was taken back."""
    days = [day for day in consents if day is not None]
    return max(days) if days and len(days) == len(consents) and state != State.WITHDRAWN else None
