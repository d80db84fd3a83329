"""What this room does later: read the municipality's ledger, and match it."""

from finance import imports
from finance.matching import match
from finance.models.ledger_imports import LedgerImport
from finance.selectors.ledger_books import books_of
from finance.services import ledger_imports
from office.jobs import Work, handler
from office.services import uploads


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
