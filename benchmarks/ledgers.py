"""A ledger of any size, as a bookkeeping program writes it: for the stopwatch."""

import random
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROWS = 100_000
ROWS_PER_AGREEMENT = 120  # so that a small world has a small ledger
ROWS_PER_VOUCHER = 4
ACCOUNTS = range(1910, 8999, 17)
BANK = 1910

_folder = tempfile.TemporaryDirectory(prefix="overens-ledger-")


@cache
def path(rows: int) -> Path:
    """A SIE 4E file in CP437 with so many rows, half of them on one of forty projects; gone when the program ends."""
    found = Path(_folder.name) / f"{rows}.se"
    with found.open("w", encoding="cp437", newline="\r\n") as file:
        file.writelines(f"{line}\n" for line in _lines(rows))
    return found


def _lines(rows: int) -> Iterator[str]:
    yield from ("#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#ORGNR 802000-0009", '#FNAMN "Föreningen"')
    yield from ("#RAR 0 20210101 20211231", '#DIM 6 "Projekt"', "#UB 0 1910 0.00")
    yield from (f'#OBJEKT 6 "P{number:02}" "Projekt {number}"' for number in range(40))
    yield from (f'#KONTO {account} "Konto {account}"' for account in ACCOUNTS)
    draw = random.Random(1)  # noqa: S311 - the same file every time
    for number in range(rows // ROWS_PER_VOUCHER):
        yield from _voucher(draw, number)


def _voucher(draw: random.Random, number: int) -> Iterator[str]:
    """Rows on any account, and the bank's, which makes them sum to zero."""
    day, total = f"2021{draw.randint(1, 12):02}{draw.randint(1, 28):02}", 0
    yield f'#VER A {number + 1} {day} "Inköp av fika och material {number}" {day}'
    yield "{"
    for place in range(ROWS_PER_VOUCHER - 1):
        ore = draw.randint(-(10**7), 10**7)
        total += ore
        objects = f'{{6 "P{draw.randint(0, 39):02}"}}' if draw.random() < 0.5 else "{}"
        yield f'   #TRANS {draw.choice(ACCOUNTS)} {objects} {ore / 100:.2f} {day} "Inköp rad {place} av {number}"'
    yield f'   #TRANS {BANK} {{}} {-total / 100:.2f} {day} ""'
    yield "}"
