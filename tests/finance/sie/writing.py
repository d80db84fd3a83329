"""Writes SIE 4E files, for tests: whole ledgers, and small files from a few lines."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from finance.sie import Balance, Ledger, Reading, Row, read

HEAD = ["#FLAGGA 0", "#SIETYP 4", "#ORGNR 8020000009", '#FNAMN "Föreningen Överens"', "#RAR 0 20210101 20211231"]


def sie(*lines: str, head: Iterable[str] = HEAD, charset: str = "cp437") -> bytes:
    """A file of the usual head and some lines."""
    return "\r\n".join([*head, *lines, ""]).encode(charset)


def reading(*lines: str) -> Reading:
    """What such a file reads as; its own lines begin on line 6."""
    return read(sie(*lines))


def voucher(*rows: str) -> Reading:
    """What a file with one voucher reads as; its rows begin on line 8."""
    return reading('#VER A 1 20210131 "Fika"', "{", *rows, "}")


def codes(found: Reading) -> list[tuple[int, str]]:
    """Line and code of each problem, whose sentences are written once to see that they can be."""
    assert (found.ledger is None) == bool(found.problems)
    for problem in found.problems:
        swedish, english = problem.sentence("sv"), problem.sentence("en")
        assert swedish.endswith(".")
        assert english.endswith(".")
        assert swedish != english
    return [(problem.line, problem.code) for problem in found.problems]


def written(ledger: Ledger) -> bytes:
    """The ledger as a file, in UTF-8; accounts of an undeclared type get no `#KTYP`."""
    lines = ["#FLAGGA 0", "#SIETYP 4", f"#PROGRAM {_quoted(ledger.program)}", f"#FNAMN {_quoted(ledger.company)}"]
    lines.append(f"#ORGNR {ledger.number}" if ledger.number else '#ORGNR ""')
    lines += [f"#GEN {_day(ledger.generated_on)}"] if ledger.generated_on else []
    lines += [f"#RAR {year.offset} {_day(year.starts_on)} {_day(year.ends_on)}" for year in ledger.years]
    for account in ledger.accounts:
        lines.append(f"#KONTO {account.number} {_quoted(account.name)}")
        lines += [f"#KTYP {account.number} {account.type}"] if account.type else []
    for each in ledger.dimensions:
        label, parent = ("#UNDERDIM", _quoted(each.parent)) if each.parent else ("#DIM", "")
        lines.append(f"{label} {_quoted(each.number)} {_quoted(each.name)} {parent}")
    lines += [f"#OBJEKT {_quoted(o.dimension)} {_quoted(o.number)} {_quoted(o.name)}" for o in ledger.objects]
    for label, balances in _balances(ledger).items():
        lines += [f"{label} {b.year} {_quoted(b.account)} {_list(b.objects)} {b.amount:f}" for b in balances]
    for each_voucher in ledger.vouchers:
        series, number, day, text, _, rows = each_voucher
        lines += [f"#VER {_quoted(series)} {_quoted(number)} {_day(day)} {_quoted(text)}", "{", *map(_row, rows), "}"]
    return "\n".join(lines).encode()


def _balances(ledger: Ledger) -> dict[str, tuple[Balance, ...]]:
    return {
        "#IB": ledger.opening,
        "#UB": ledger.closing,
        "#OIB": ledger.object_opening,
        "#OUB": ledger.object_closing,
        "#RES": ledger.results,
    }


def _row(row: Row) -> str:
    quantity = "" if row.quantity is None else f"{row.quantity:f}"
    day = _day(row.date) if row.date else '""'
    account, objects = _quoted(row.account), _list(row.objects)
    return f"\t#TRANS {account} {objects} {_amount(row.amount)}\t{day} {_quoted(row.text)} {quantity}"


def _amount(amount: Decimal) -> str:
    return f"{amount:f}"


def _list(objects: tuple[tuple[str, str], ...]) -> str:
    return "{" + " ".join(_quoted(text) for pair in objects for text in pair) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _day(day: date) -> str:
    return f"{day:%Y%m%d}" if day.year > 999 else f"{day.year:04}{day:%m%d}"
