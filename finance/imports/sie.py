"""The municipality's own ledger as SIE 4E: the rows on the chosen accounts, debit positive; texts name the payee."""

from finance import sie
from finance.imports.cells import ORE, printable
from finance.imports.problems import Problem
from finance.imports.rows import Choice, Imported, LeftOut, Reading, refused
from finance.imports.table import LONGEST, LONGEST_VOUCHER, MOST_ROWS
from finance.sie.ledger import Ledger, Row, Voucher
from finance.sie.reading import Progress


def read(content: bytes, choice: Choice, progress: Progress | None = None) -> Reading:
    """Read a SIE file; no content makes it raise. A file that names another organisation is refused."""
    ledger, problems = sie.read(content, progress)
    if ledger is None:
        return refused(tuple(Problem(one.line, 0, one.code, sie=one) for one in problems))
    if ledger.number and choice.number and ledger.number != choice.number:
        return refused((Problem(0, 0, "ledger.other_number", ledger.number, choice.number),))
    return _chosen(ledger, choice)


def _chosen(ledger: Ledger, choice: Choice) -> Reading:
    rows, accounts, days = [], 0, 0
    for voucher in ledger.vouchers:
        within = choice.starts_on <= voucher.date <= choice.ends_on
        for row in voucher.rows:
            if not choice.wants_account(row.account):
                accounts += 1
            elif not within:
                days += 1
            else:
                rows.append(_imported(voucher, row, choice))
    if not rows or len(rows) > MOST_ROWS:
        return refused((Problem(0, 0, "rows.too_many" if rows else "rows.none", str(MOST_ROWS)),))
    return Reading(tuple(rows), LeftOut(accounts, days), (), ())


def _imported(voucher: Voucher, row: Row, choice: Choice) -> Imported:
    """A row with its own text, or its voucher's; none that names a person. Its voucher's day is its day."""
    text = printable(row.text or voucher.text)[:LONGEST]
    person = choice.names_a_person(text)
    said = text if choice.texts and not person else ""
    name = printable(f"{voucher.series} {voucher.number}".strip())[:LONGEST_VOUCHER]
    return Imported(row.line, voucher.date, row.account, row.amount.quantize(ORE), "", "", "",
                    said, "" if choice.names_a_person(name) else name, person)  # fmt: skip
