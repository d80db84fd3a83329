"""Import the municipality's ledger, and match it with what is registered here.

A file is taken in the officer's request and read in a job. What is wrong with it stands on the import, all of it, and
no row is kept then; the file's content is discarded in either case, its hash stays.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from finance import imports
from finance.imports import Choice, Imported, Problem, Reading
from finance.matching import Matching
from finance.models.ledger_imports import ImportState, LedgerFinding, LedgerImport, LedgerImportRow, LedgerMatch
from finance.selectors import matches
from finance.selectors.ledger_books import beside
from office.access import AnyUser, acting
from office.fields import names_a_person
from office.models import Organization, User
from office.refusals import Refusal, accepted, conflict, forbidden
from office.services import jobs, organizations, revisions, trail, uploads
from office.services.uploads import Arrived

Values = dict[str, Any]
READ, MATCH = "finance.read_ledger_import", "finance.match_ledger_import"
ACCOUNT = re.compile(r"[0-9]{1,10}")
MOST_ACCOUNTS = 20
MOST_DAYS = 731
"""A financial year has 18 months at most; two years are room enough."""
TOGETHER = 1000


def take(values: Values, by: User, refusals: list[Refusal]) -> LedgerImport:
    """Take in a file with the ledger's rows; it is read in a job. The same file and choice again is the same import.

    Raises `Refused`: 403 not an officer of whose ledger it is, 413 too large, 400 with all that is wrong.
    """
    refusals = list(refusals)
    organization = _organization(values.get("organization"), by, refusals)
    accounts = _accounts(values.get("accounts", ""), refusals)
    _refuse_days(values.get("starts_on"), values.get("ends_on"), refusals)
    arrived = accepted(uploads.examine(values.get("file"), imports.FORMATS, refusals), refusals)
    organization = accepted(organization, refusals)
    choice = {"accounts": accounts, **{name: values[name] for name in ("starts_on", "ends_on", "texts")}}
    fingerprint = _fingerprint(arrived, organization, choice)
    known = _known(fingerprint)
    return _read_still(known, by) if known else _begin(arrived, organization, choice, fingerprint, by)


def _organization(named: Any, by: User, refusals: list[Refusal]) -> Organization | None:
    if not acting(by).officer:
        raise forbidden("ledger_import.officers_only", _("Only an officer imports a ledger."))
    organization = None if named is None else organizations.find(named)
    if organization is None:
        if named is not None:
            message = _("There is no organisation %(named)s.") % {"named": named}
            refusals.append(Refusal("organization.unknown", message, "organization", "number or id", named))
    elif organization.pk not in acting(by).officer or not organization.public:
        message = _("A municipality's or board's ledger is imported by its own officer.")
        raise forbidden("ledger_import.not_yours", message)
    return organization


def _accounts(text: str, refusals: list[Refusal]) -> str:
    """The beginnings of accounts in order, each once."""
    said = sorted({part.strip() for part in text.split(",")})
    if len(said) > MOST_ACCOUNTS or not all(ACCOUNT.fullmatch(part) for part in said):
        message = _("Name the chosen accounts by their first digits, with commas between, such as 453, 4451.")
        refusals.append(Refusal("ledger_import.accounts", message, "accounts", "453, 4451", text[:200]))
    return ",".join(said)


def _refuse_days(starts_on: date | None, ends_on: date | None, refusals: list[Refusal]) -> None:
    if starts_on is None or ends_on is None or 0 <= (ends_on - starts_on).days <= MOST_DAYS:
        return
    message = _("The days run from the first to the last, at most %(most)s of them.") % {"most": MOST_DAYS}
    refusals.append(Refusal("ledger_import.days", message, "ends_on", f">= {starts_on}", str(ends_on)))


def _fingerprint(arrived: Arrived, organization: Organization, choice: Values) -> str:
    said = [arrived.sha256, organization.pk, *map(str, choice.values())]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()


def _known(fingerprint: str) -> LedgerImport | None:
    return LedgerImport.objects.filter(fingerprint=fingerprint).exclude(state=ImportState.REFUSED).first()


def _read_still(known: LedgerImport, by: User) -> LedgerImport:
    """An import whose reading broke is read when its file comes again; one that is being read is not read twice."""
    if known.state == ImportState.READING:
        with transaction.atomic():
            job = jobs.enqueue(READ, {"ledger": known.pk}, key=f"ledger:{known.pk}", by=by)
            revisions.advance(LedgerImport, known, job=job.pk)
    return known


def _begin(arrived: Arrived, organization: Organization, choice: Values, fingerprint: str, by: User) -> LedgerImport:
    """Keep the file and ask for it to be read; of two that come at once the first is the import."""
    try:
        with transaction.atomic():
            upload = uploads.keep(arrived, organization, by)
            made = LedgerImport.objects.create(
                organization=organization, upload=upload, fingerprint=fingerprint, recorded_by=by, **choice
            )
            revisions.advance(LedgerImport, made, job=jobs.enqueue(READ, {"ledger": made.pk}, by=by).pk)
            data = {"file": upload.name, "sha256": upload.sha256, **{name: str(one) for name, one in choice.items()}}
            trail.record("ledger_import.taken", by=by, subject=made, concerns=[organization.pk], data=data)
    except IntegrityError:
        if twin := _known(fingerprint):
            return twin
        raise
    return made


def choice_of(ledger: LedgerImport) -> Choice:
    """What of the file was chosen. A board shares its municipality's number."""
    accounts = tuple(ledger.accounts.split(","))
    number = ledger.organization.legal_number
    return Choice(accounts, ledger.starts_on, ledger.ends_on, number, names_a_person, ledger.texts)


def keep(ledger: LedgerImport, reading: Reading) -> bool:
    """Keep what a reading gave, in the caller's transaction: rows, or why there are none. False when that was done."""
    columns: Values = {"state": ImportState.READY, "rows_taken": len(reading.rows), "unread": list(reading.unread)}
    columns |= {"other_accounts": reading.left_out.accounts, "other_days": reading.left_out.days}
    if reading.problems:
        columns = {"state": ImportState.REFUSED, "problems": [_told(one) for one in reading.problems]}
    if not LedgerImport.objects.filter(pk=ledger.pk, state=ImportState.READING).update(
        **columns, revision=F("revision") + 1
    ):
        return False
    ledger.refresh_from_db()
    rows = [LedgerImportRow(ledger=ledger, key=key, **one._asdict()) for one, key in _with_keys(reading.rows)]
    LedgerImportRow.objects.bulk_create(rows, TOGETHER)
    uploads.discard(ledger.upload)
    total = sum((one.amount for one in reading.rows), Decimal("0.00"))
    data = {"state": columns["state"], "rows": len(rows), "total": str(total), "problems": len(reading.problems)}
    trail.record("ledger_import.read", by=None, subject=ledger, concerns=[ledger.organization_id], data=data)
    return True


def _told(problem: Problem) -> dict[str, Any]:
    """A problem as the import keeps it, in both languages: who reads it may speak another than who imported."""
    both = {language: [problem.place(language), problem.sentence(language)] for language in ("sv", "en")}
    kept = {"line": problem.line, "column": problem.column, "code": problem.code, **both}
    return jobs.storable(kept)  # type: ignore[no-any-return]


def _with_keys(rows: Iterable[Imported]) -> Iterable[tuple[Imported, str]]:
    """Each row with what it is known by in the next export: all that it says but its text; equals are counted."""
    seen: Counter[bytes] = Counter()
    for row in rows:
        said = [row.day, row.account, str(row.amount), row.number, row.name, row.giro, row.voucher]
        content = orjson.dumps(said)
        seen[content] += 1
        yield row, hashlib.sha256(content + str(seen[content]).encode()).hexdigest()


def ask_for_match(ledger: LedgerImport, by: User, expected: str | None) -> LedgerImport:
    """Match it again with what is registered now; the job that waits already is the same."""
    with transaction.atomic():
        ledger = held(ledger, by, expected)
        if ledger.state != ImportState.READY:
            message = _("The file has not been read, or was refused: there is nothing to match.")
            raise conflict("ledger_import.state", message, expected=ImportState.READY, actual=ledger.state)
        enqueue_match(ledger, by)
    return ledger


def held(ledger: LedgerImport, by: User, expected: str | None) -> LedgerImport:
    """The import as it is now, held until the caller's transaction ends, if it is this officer's to change.

    Its organisation is held first: another export of the same ledger has the same rows, and the same payments.
    """
    officers_only(ledger, by)
    Organization.objects.select_for_update().get(pk=ledger.organization_id)
    ledger = LedgerImport.objects.select_related("upload").select_for_update(of=("self",)).get(pk=ledger.pk)
    revisions.require(ledger, expected)
    return ledger


def enqueue_match(ledger: LedgerImport, by: User | None) -> None:
    """Have it matched; the import names the job."""
    job = jobs.enqueue(MATCH, {"ledger": ledger.pk}, key=f"ledger:{ledger.pk}", by=by)
    revisions.advance(LedgerImport, ledger, job=job.pk)


def is_officer(ledger: LedgerImport, user: AnyUser) -> bool:
    """Whether the user is an officer of whose ledger it is."""
    return ledger.organization_id in acting(user).officer


def officers_only(ledger: LedgerImport, by: User) -> None:
    if not is_officer(ledger, by):
        raise forbidden(
            "ledger_import.not_yours", _("A municipality's or board's ledger is imported by its own officer.")
        )


def keep_match(ledger: LedgerImport, matching: Matching, by: User | None) -> LedgerMatch:
    """Keep a matching with its findings, in the caller's transaction. Earlier ones stay as they were."""
    rows, payments = matches.rows_as_json(matching.rows), matches.payments_as_json(matching.payments)
    told = [[one.code, one.row, one.payment, one.agreement, matches.values_as_json(one)] for one in matching.findings]
    digest = hashlib.sha256(orjson.dumps([rows, payments, told], option=orjson.OPT_SORT_KEYS)).hexdigest()
    match = LedgerMatch.objects.create(ledger=ledger, rows=rows, payments=payments, digest=digest, recorded_by=by)
    LedgerFinding.objects.bulk_create(
        [
            LedgerFinding(
                match=match, code=one.code, row_id=one.row or None, payment_id=one.payment or None,
                agreement_id=one.agreement or None, on=one.on, values=matches.values_as_json(one),
            )
            for one in matching.findings
        ],
        TOGETHER,
    )  # fmt: skip
    _tell_the_others(ledger, matching)
    data = {"digest": digest, "findings": dict(Counter(one.code for one in matching.findings))}
    trail.record("ledger_import.matched", by=by, subject=ledger, concerns=[ledger.organization_id], data=data)
    return match


def _tell_the_others(ledger: LedgerImport, matching: Matching) -> None:
    """Other imports that lack a payment which this one has found are matched again. They find nothing by that which
    this one would lack, so it ends there.
    """
    found = {one.payment.id for one in matching.payments if one.found == one.payment.amount}
    others = beside(ledger).order_by("pk").in_bulk()
    lacking = LedgerFinding.objects.filter(code="payment.not_in_ledger", match__ledger__in=others).standing()
    waiting = {under for under, payment in lacking.values_list("match__ledger", "payment") if payment in found}
    for pk in sorted(waiting):
        enqueue_match(others[pk], None)
