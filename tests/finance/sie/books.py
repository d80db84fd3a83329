"""A small ledger of Vän i Umeå for 2020 (invented), as a SIE file."""

from tests.finance.sie.writing import sie

VAN = "802000-0009"
#: A grant of 1 500 000 of which 100 000 is left, the cash of a project, and a rent that is everybody's.
ROWS = [
    "#IB 0 1930 20000.00",
    "#IB 0 2990 0.00",
    '#VER A 1 20200131 "Bidrag från kommunen"',
    "{",
    "#TRANS 1930 {} 1500000.00",
    '#TRANS 3987 {6 "P01"} -1400000.00',
    '#TRANS 2990 {6 "P01"} -100000.00 20200131 "Anna Annorlunda"',
    "}",
    '#VER A 2 20200630 "Gåvor"',
    "{",
    "#TRANS 1930 {} 200000.00",
    '#TRANS 3993 {6 "P01" 7 "17"} -200000.00 20200630 "Julinsamling 811218-9876"',
    "}",
    '#VER B 1 20200930 "Hyra"',
    "{",
    "#TRANS 5010 {} 60000.00",
    "#TRANS 1930 {} -60000.00",
    "}",
    '#VER B 2 20201130 "Löner"',
    "{",
    '#TRANS 7210 {6 "P02"} 40000.00',
    "#TRANS 1930 {} -40000.00",
    "}",
]
ACCOUNTS = [
    '#KONTO 1930 "Bank"', '#KONTO 2990 "Oförbrukade bidrag"', '#KONTO 3987 "Kommunala bidrag"', '#KONTO 3993 "Gåvor"',
    '#KONTO 5010 "Lokalhyra"', '#KONTO 7210 "Löner"', '#DIM 6 "Projekt"', '#OBJEKT 6 "P01" "Språkcafé"',
]  # fmt: skip


def head(year: int = 2020, number: str = VAN) -> list[str]:
    lines = ["#FLAGGA 0", '#PROGRAM "Bokaren" 7', f"#GEN {year + 1}0215", "#SIETYP 4", '#FNAMN "Vän i Umeå"']
    return [*lines, *([f"#ORGNR {number}"] if number else []), f"#RAR 0 {year}0101 {year}1231"]


def content(*more: str, year: int = 2020, number: str = VAN) -> bytes:
    """The file; `more` lines make it another one."""
    rows = [line.replace(" 2020", f" {year}") for line in ROWS]
    return sie(*ACCOUNTS, *rows, *more, head=head(year, number))
