"""Ledgers in their association's own space: taken in, read by a job, forgotten when the treasurer is done."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from finance import sie
from finance.models import Ledger, LedgerOverview
from finance.models.ledgers import LedgerState
from finance.sie.overview import Overview, overview
from office.access import acting
from office.fields import MOST_AMOUNT
from office.language import current_language, kronor
from office.models import Organization, Upload, User
from office.models.jobs import JobState
from office.refusals import Refusal, Refused, accepted, conflict, forbidden
from office.services import jobs, organizations, trail, uploads
from office.services.uploads import Arrived

Values = dict[str, Any]
Finish = Callable[[Any], AbstractContextManager[None]]
ACCEPTS = ("sie",)


class Received(NamedTuple):
    """The file's ledger, and whether it was new."""

    ledger: Ledger
    new: bool


def own_organization(values: Values, by: User, refusals: list[Refusal]) -> Organization | None:
    """The association that the user reports for; raises 403 when there is none, or it is another's."""
    mine = acting(by).reporter
    message = _("Only the association's own reporter does this.")
    if not mine:
        raise forbidden("ledger.reporters_only", message)
    if values.get("organization") is not None:
        found = organizations.find(values["organization"])
        if found is None or found.pk not in mine:
            raise forbidden("ledger.reporters_only", message)
        return found
    if len(mine) > 1 and not any(refusal.path == "organization" for refusal in refusals):
        said = _("You report for several: say for whom.")
        refusals.append(Refusal("required", said, "organization", sorted(mine), None))
    return Organization.objects.get(pk=next(iter(mine))) if len(mine) == 1 else None


def upload(values: Values, by: User, refusals: list[Refusal]) -> Received:
    """Take a file into the association's own space and have it read. The same file again is the same ledger, which is
    read again only where its content is gone or could not be read. Raises `Refused`: 403 not a reporter, 413, 400.
    """
    refusals = list(refusals)
    organization = own_organization(values, by, refusals)
    arrived = examine(values.get("file"), refusals)
    organization, arrived = accepted(organization, refusals), accepted(arrived, refusals)
    return take(arrived, organization, by=by, follows=by, confirmed=values.get("confirmed", False))


def examine(file: "UploadedFile[Any] | None", refusals: list[Refusal]) -> Arrived | None:
    """Look at a file; one that is no SIE file is told what it is, and how to export one."""
    return uploads.examine(file, ACCEPTS, refusals, lambda content: sie.no_ledger(content).sentence(current_language()))


def take(arrived: Arrived, organization: Organization, *, by: User | None, follows: User, confirmed: bool) -> Received:
    """The ledger of a file; `follows` is whose the job is. Of two at once the second gets the first one's."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                ledger = Ledger.objects.create(
                    organization=organization,
                    upload=uploads.keep(arrived, organization, by),
                    sha256=arrived.sha256,
                    confirmed=confirmed,
                    recorded_by=by,
                )
        except IntegrityError:
            same = Ledger.objects.select_for_update(of=("self",)).select_related("upload", "job")
            there = same.get(organization=organization, sha256=arrived.sha256)
            return Received(_again(there, arrived, follows, confirmed), False)
        _read_soon(ledger, follows)
        trail.record("ledger.uploaded", by=by, subject=ledger, data={"sha256": ledger.sha256}, **_own(ledger))
    return Received(ledger, True)


def _again(ledger: Ledger, arrived: Arrived, follows: User, confirmed: bool) -> Ledger:
    """The same file once more: read again if that is of any use."""
    stuck = ledger.state == LedgerState.READING and (ledger.job is None or ledger.job.state == JobState.FAILED)
    gone = ledger.upload.discarded_at is not None
    if gone:
        ledger.upload = uploads.keep(arrived, ledger.organization, follows)
    if gone or stuck:
        ledger.state = LedgerState.READING
        ledger.confirmed = ledger.confirmed or confirmed
        ledger.save()
        _read_soon(ledger, follows)
    return ledger


def _read_soon(ledger: Ledger, follows: User) -> None:
    ledger.job = jobs.enqueue("finance.read_ledger", {"ledger": ledger.pk}, by=follows)
    ledger.save(update_fields=["job"])


def _own(ledger: Ledger) -> dict[str, Any]:
    """Whom an event in the association's own space concerns: its reporters, no auditor."""
    return {"concerns": [ledger.organization_id], "draft": True}


def read(pk: int, progress: Callable[[int, int], None], finish: Finish) -> None:
    """A job's work: read a ledger whole, or raise `Refused` with everything that is wrong and keep nothing of it."""
    ledger = Ledger.objects.select_related("upload", "organization__parent__parent").get(pk=pk)
    if ledger.state == LedgerState.READ:
        return
    try:
        found, seen = _understood(ledger, progress)
    except Refused:
        _refuse(ledger)
        raise
    with finish({"ledger": pk}):
        _write(ledger, found, seen)


def _understood(ledger: Ledger, progress: Callable[[int, int], None]) -> tuple[sie.Ledger, Overview]:
    reading = sie.read(uploads.content(ledger.upload), progress)
    if reading.ledger is None:
        raise Refused(*(_refusal(one) for one in reading.problems))
    if wrong := _wrong(ledger, reading.ledger):
        raise Refused(*wrong)
    return reading.ledger, overview(reading.ledger)


def _refusal(one: sie.Problem) -> Refusal:
    """A problem of the file, at its line."""
    sentence = one.sentence(current_language())
    told = {name: str(value) for name, value in one.values}
    return Refusal(f"sie.{one.code}", sentence, f"line {one.line}" if one.line else "file", None, told or None)


def _wrong(ledger: Ledger, found: sie.Ledger) -> list[Refusal]:
    """The number is the association's, and no amount is larger than any sum here can be."""
    wrong: list[Refusal] = []
    expected = ledger.organization.legal_number
    if found.number and found.number != expected:
        message = _("The ledger is of %(number)s %(company)s, not of %(name)s. Upload the association's own.")
        told = {"number": found.number, "company": found.company, "name": ledger.organization.name}
        wrong.append(Refusal("ledger.number", message % told, "file", expected, found.number))
    elif not found.number and not ledger.confirmed:
        message = _(
            "The file has no organisation number (#ORGNR). Write it into the bookkeeping program and export again; or "
            "upload the file once more and confirm that it is the ledger of %(name)s."
        )
        told = {"name": ledger.organization.name}
        wrong.append(Refusal("ledger.number_missing", message % told, "file", expected or None))
    balances = (*found.opening, *found.closing)
    lines = [row.line for voucher in found.vouchers for row in voucher.rows if abs(row.amount) > MOST_AMOUNT]
    for line in [*lines, *(one.line for one in balances if abs(one.amount) > MOST_AMOUNT)][:1000]:
        message = _("The amount is larger than is taken here: at most %(most)s.") % {"most": kronor(MOST_AMOUNT)}
        wrong.append(Refusal("too_large", message, f"line {line}", f"<= {MOST_AMOUNT}"))
    return wrong


def _refuse(ledger: Ledger) -> None:
    with transaction.atomic():
        if Ledger.objects.filter(pk=ledger.pk, state=LedgerState.READING).update(state=LedgerState.REFUSED):
            uploads.discard(ledger.upload)
            trail.record("ledger.refused", by=None, subject=ledger, **_own(ledger))


def _write(ledger: Ledger, found: sie.Ledger, seen: Overview) -> None:
    """In the job's last transaction: what the file says, and what it holds."""
    year = next(year for year in found.years if year.offset == 0)
    Ledger.objects.filter(pk=ledger.pk, state=LedgerState.READING).update(
        state=LedgerState.READ,
        company=found.company,
        number=found.number,
        program=found.program,
        generated_on=found.generated_on,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        result_booked=seen.result_booked,
        vouchers=seen.vouchers,
        rows=seen.whole.rows,
    )
    LedgerOverview.objects.update_or_create(content_id=ledger.upload_id, defaults={"overview": shown(seen)})
    trail.record("ledger.read", by=None, subject=ledger, data={"rows": seen.whole.rows}, **_own(ledger))


def shown(value: Any) -> Any:
    """Named tuples as JSON objects, amounts as decimal strings."""
    if hasattr(value, "_asdict"):
        return {name: shown(one) for name, one in value._asdict().items()}
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return [shown(one) for one in value] if isinstance(value, tuple | list) else value


def finish(ledger: Ledger, by: User) -> Ledger:
    """The treasurer is done: what was not handed in is deleted, the file's hash kept. 409 when that was so already."""
    require_read(ledger)
    with transaction.atomic():
        if not uploads.discard(Upload(pk=ledger.upload_id)):
            raise gone()
        trail.record("ledger.finished", by=by, subject=ledger, data={"sha256": ledger.sha256}, **_own(ledger))
    return ledger


def gone() -> Refused:
    """409: there is nothing left to choose from."""
    message = _("The ledger's content is no longer kept. Upload the file again to go on with it.")
    return conflict("ledger.finished", message)


def require_read(ledger: Ledger) -> None:
    """409 unless the ledger has been read and its content is kept."""
    if ledger.state != LedgerState.READ:
        message = _("The ledger is not read: %(state)s.")
        told = message % {"state": LedgerState(ledger.state).label.lower()}
        raise conflict("ledger.state", told, expected=[LedgerState.READ.value], actual=ledger.state)
    if ledger.upload.discarded_at is not None:
        raise gone()


def actions_of(state: str, kept: bool) -> list[str]:
    """What its association may do with a ledger now."""
    return ["choose", "finish", "hand_in", "preview"] if state == LedgerState.READ and kept else []
