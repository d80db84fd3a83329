"""Hand in the chosen rows of a ledger: from then on they are the agreement's, and nothing else of the ledger is."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.services.lifecycle import concerns
from finance.models import LedgerChoice, LedgerHandIn, LedgerRow
from finance.services import reconciliations
from finance.services.ledger_choices import figures, selection
from finance.services.ledgers import Finish
from finance.sie.choice import Selection
from office.fields import names_a_person
from office.models import User
from office.refusals import Refusal, Refused
from office.services import trail

BATCH = 2000


def hand_in(
    arguments: dict[str, Any], job: int, by: User, progress: Callable[[int, int], None], finish: Finish
) -> None:
    """A job's work: write the chosen rows in its last transaction. Raises `Refused` when there are none."""
    ledger, choice, found = selection(arguments, progress)
    found = _of_nobody(found)
    if not found.rows:
        message = _("Nothing that was chosen has a row between %(start)s and %(end)s.")
        told = message % {"start": arguments["starts_on"], "end": arguments["ends_on"]}
        raise Refused(Refusal("hand_in.no_rows", told, "choice"))
    with finish({"ledger": ledger.pk, "rows": len(found.rows)}):
        handed_in = LedgerHandIn.objects.create(
            organization_id=ledger.organization_id,
            agreement=choice.agreement,
            ledger=ledger,
            choice=choice,
            job=job,
            starts_on=date.fromisoformat(arguments["starts_on"]),
            ends_on=date.fromisoformat(arguments["ends_on"]),
            recorded_by=by,
            **figures(found),
        )
        LedgerRow.objects.bulk_create(_rows(handed_in, choice, found), batch_size=BATCH)
        _tell(handed_in, found, by)
        reconciliations.soon(handed_in.agreement, handed_in.organization_id, by)


def _rows(handed_in: LedgerHandIn, choice: LedgerChoice, found: Selection) -> Iterator[LedgerRow]:
    names = {account.number: account.name for account in found.accounts}
    for taken in found.rows:
        voucher, row = taken.voucher, taken.row
        yield LedgerRow(
            hand_in=handed_in,
            series=voucher.series,
            number=_unless_a_person(voucher.number),
            date=voucher.date,
            account=row.account,
            account_name=names[row.account],
            objects_named=taken.objects,
            amount=row.amount,
            text=_unless_a_person(row.text or voucher.text) if choice.release_texts else "",
            without_object=taken.without_object,
            line=row.line,
        )


def _unless_a_person(text: str) -> str:
    """The text; blank where it has a personal identity number, released or not."""
    return "" if names_a_person(text) else text


def _of_nobody(found: Selection) -> Selection:
    """What is chosen, with no account named after somebody: bookkeeping programs know debts to persons by account."""
    accounts = (one._replace(name=_unless_a_person(one.name)) for one in found.accounts)
    balances = (one._replace(name=_unless_a_person(one.name)) for one in found.balances)
    return found._replace(accounts=tuple(accounts), balances=tuple(balances))


def _tell(handed_in: LedgerHandIn, found: Selection, by: User) -> None:
    """For the agreement's public parties and the association: other associations' ledgers are not one's own."""
    agreement = handed_in.agreement
    others = {party.organization_id for party in agreement.parties.all() if not party.organization.public}
    told = {*concerns(agreement)} - others | {handed_in.organization_id}
    data = {"agreement": agreement.pk, "ledger": handed_in.ledger_id, "sha256": handed_in.ledger.sha256}
    data |= {"from": str(handed_in.starts_on), "to": str(handed_in.ends_on), "rows": len(found.rows)}
    trail.record("ledger.handed_in", by=by, subject=handed_in, concerns=told, data=data)
