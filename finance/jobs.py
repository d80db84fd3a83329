"""What this room does later: associations' ledgers read, counted, handed in; the municipality's read and matched."""

import time
from collections.abc import Callable

from agreements.services.lifecycle import ENDED
from finance import imports
from finance.index_clauses import carried
from finance.matching import match
from finance.models.ledger_imports import LedgerImport
from finance.selectors.ledger_books import books_of
from finance.services import index_quotes, ledger_choices, ledger_hand_ins, ledger_imports, ledgers, reconciliations
from office.jobs import Work, every, handler
from office.services import uploads

INDEX_EVERY = 300  # seconds: the files are read when a program starts, so this is how long a new month may wait
SECONDS_BETWEEN = 1.0  # between two writes of how far it has come


def sparing(work: Work) -> Callable[[int, int], None]:
    """Progress by lines, written once a second at most: a file of 200 000 lines would spend its time on telling."""
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= SECONDS_BETWEEN:
            work.progress(done, total)
            told = time.monotonic()

    work.progress(0)
    return tell


@handler("finance.read_ledger")
def read_ledger(work: Work) -> None:
    """A ledger's bytes to what it holds, or everything that is wrong with it."""
    ledgers.read(work.arguments["ledger"], sparing(work), work.finish)


@handler("finance.preview_ledger")
def preview_ledger(work: Work) -> None:
    """What a choice would hand in."""
    ledger_choices.preview(work.arguments, sparing(work), work.finish)


@handler("finance.hand_in_ledger")
def hand_in_ledger(work: Work) -> None:
    """The chosen rows become the agreement's."""
    if work.job.asked_by is None:
        raise ValueError("nobody hands in for an association")
    ledger_hand_ins.hand_in(work.arguments, work.job.pk, work.job.asked_by, sparing(work), work.finish)


@handler(ledger_imports.READ)
def read_ledger_import(work: Work) -> None:
    """Read an import's file, keep its rows or its problems, and have it matched. Read twice, it is kept once."""
    ledger = LedgerImport.objects.select_related("organization__parent__parent", "upload").get(
        pk=work.arguments["ledger"]
    )
    if ledger.state != "reading":
        return
    content = uploads.content(ledger.upload)
    reading = imports.read(ledger.upload.format, content, ledger_imports.choice_of(ledger), work.progress)
    with work.finish({"ledger_import": ledger.pk, "rows": len(reading.rows), "problems": len(reading.problems)}):
        if ledger_imports.keep(ledger, reading) and not reading.problems:
            ledger_imports.enqueue_match(ledger, work.job.asked_by)


@handler(ledger_imports.MATCH)
def match_ledger_import(work: Work) -> None:
    """Match an import with what is registered now."""
    ledger = LedgerImport.objects.get(pk=work.arguments["ledger"])
    matching = match(books_of(ledger))
    with work.finish({"ledger_import": ledger.pk, "findings": len(matching.findings)}):
        ledger_imports.keep_match(ledger, matching, work.job.asked_by)


@handler(reconciliations.KIND)
def reconcile(work: Work) -> None:
    """What an association's books say of each period of an agreement."""
    if work.job.asked_by is None:
        raise ValueError("somebody handed in what is reconciled")
    reconciliations.reconcile(work.arguments, work.job.asked_by, work.finish)


@handler("finance.keep_index_quotes", repeat=every(INDEX_EVERY))
def keep_index_quotes(work: Work) -> None:
    """Index months that stand in the files since this program started are met."""
    with work.finish():
        index_quotes.keep(carried())


@handler(ENDED)
def reconcile_ended(work: Work) -> None:
    """Another last day cuts a period otherwise: what the books say of it is read anew, of every association that handed
    them in."""
    with work.finish():
        reconciliations.soon_all(work.arguments["agreement"], work.job.asked_by)
