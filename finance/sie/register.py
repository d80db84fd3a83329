"""What a SIE file says besides its vouchers: who, when, which accounts, objects and balances."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from finance.sie import fields
from finance.sie.ledger import Account, Balance, Dimension, LedgerObject, Objects, Year
from finance.sie.problems import Problems


class Line(NamedTuple):
    """One line: its number from 1, its label, its fields and its objects."""

    number: int
    label: str
    texts: list[str]
    objects: Objects

    def at(self, place: int) -> str:
        """The field at that place, empty where the line is shorter."""
        return self.texts[place] if place < len(self.texts) else ""


class Register:
    """Fills itself line by line; `LABELS` names the method and the least number of fields of each label."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.type: tuple[int, str] | None = None
        self.program = self.company = self.number = ""
        self.generated_on: date | None = None
        self.years: dict[int, Year] = {}
        self.accounts: dict[str, str] = {}
        self.account_types: dict[str, str] = {}
        self.dimensions: dict[str, Dimension] = {}
        self.objects: dict[tuple[str, str], LedgerObject] = {}
        self.balances: dict[str, list[Balance]] = {label: [] for label in BALANCES}

    def chart(self) -> tuple[Account, ...]:
        """The declared accounts with their types, which the file may give in any order."""
        return tuple(
            Account(number, name, self.account_types.get(number, "")) for number, name in self.accounts.items()
        )

    def sie_type(self, line: Line) -> None:
        """`#SIETYP 4`"""
        self.type = (line.number, line.texts[0].upper())

    def program_name(self, line: Line) -> None:
        """`#PROGRAM "Avendo" 5.10`"""
        self.program = " ".join(text for text in line.texts[:2] if text)

    def generated(self, line: Line) -> None:
        """`#GEN 20110317 QQ`"""
        self.generated_on = self._day(line, 0)

    def company_name(self, line: Line) -> None:
        """`#FNAMN "Datakonsulterna AB"`"""
        self.company = line.texts[0]

    def company_number(self, line: Line) -> None:
        """`#ORGNR 556639-1537`; an empty one is none, and two are the books of two."""
        text = line.texts[0]
        number = fields.organisation_number(text)
        if text.strip() and number is None:
            self.problems.add(line.number, "number.invalid", text=text)
        elif number and self.number and number != self.number:
            self.problems.add(line.number, "number.twice", text=text, number=self.number)
        self.number = number or ""

    def year(self, line: Line) -> None:
        """`#RAR -1 20080701 20090630`"""
        index, starts_on, ends_on = self._index(line), self._day(line, 1), self._day(line, 2)
        if index is None or starts_on is None or ends_on is None:
            return
        if ends_on < starts_on:
            self.problems.add(line.number, "year.backwards", starts_on=starts_on, ends_on=ends_on)
        if index in self.years:
            self.problems.add(line.number, "year.twice", index=index)
        self.years[index] = Year(index, starts_on, ends_on)

    def account(self, line: Line) -> None:
        """`#KONTO 3987 "Kommunala bidrag"`"""
        self.accounts[line.texts[0]] = line.at(1)

    def account_type(self, line: Line) -> None:
        """`#KTYP 3987 I`"""
        self.account_types[line.texts[0]] = line.texts[1]

    def dimension(self, line: Line) -> None:
        """`#DIM 6 "Projekt"`, `#UNDERDIM 21 "Delprojekt" 6`"""
        self.dimensions[line.texts[0]] = Dimension(line.texts[0], line.at(1), line.at(2))

    def ledger_object(self, line: Line) -> None:
        """`#OBJEKT 6 "0001" "Utbildning"`"""
        self.objects[line.texts[0], line.texts[1]] = LedgerObject(line.texts[0], line.texts[1], line.at(2))

    def balance(self, line: Line) -> None:
        """`#IB 0 1920 1000.00`, `#OIB 0 1920 {1 "Nord"} 400.00`"""
        index, amount = self._index(line), fields.amount(line.texts[2])
        if amount is None:
            self.problems.add(line.number, fields.why_no_amount(line.texts[2]), text=line.texts[2])
        elif index is not None:
            self.balances[line.label].append(Balance(index, line.texts[1], line.objects, amount, line.number))

    def _index(self, line: Line) -> int | None:
        index = fields.year_index(line.texts[0])
        if index is None:
            self.problems.add(line.number, "year.index", text=line.texts[0])
        return index

    def _day(self, line: Line, place: int) -> date | None:
        found = fields.day(line.texts[place])
        if found is None:
            self.problems.add(line.number, "date.invalid", text=line.texts[place])
        return found


BALANCES = ("#IB", "#UB", "#OIB", "#OUB", "#RES")
LABELS: dict[str, tuple[Callable[[Register, Line], None], int]] = {
    "#SIETYP": (Register.sie_type, 1),
    "#PROGRAM": (Register.program_name, 1),
    "#GEN": (Register.generated, 1),
    "#FNAMN": (Register.company_name, 1),
    "#ORGNR": (Register.company_number, 1),
    "#RAR": (Register.year, 3),
    "#KONTO": (Register.account, 1),
    "#KTYP": (Register.account_type, 2),
    "#DIM": (Register.dimension, 1),
    "#UNDERDIM": (Register.dimension, 1),
    "#OBJEKT": (Register.ledger_object, 2),
    **dict.fromkeys(BALANCES, (Register.balance, 3)),
}
