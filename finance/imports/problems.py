"""What is wrong with a file of payments, by cell or by line, in sentences that say what to do, in both languages."""

from typing import NamedTuple

from finance.sie.problems import Problem as SieProblem

MOST_PROBLEMS = 1000
LONGEST_QUOTE = 60
WANTED = {
    "day": {"sv": "datum", "en": "date"},
    "amount": {"sv": "belopp", "en": "amount"},
    "account": {"sv": "konto", "en": "account"},
}

SENTENCES: dict[str, dict[str, str]] = {
    "file.broken": {
        "sv": "Filen går inte att läsa som {text}. Spara eller exportera den på nytt.",
        "en": "The file cannot be read as {text}. Save or export it again.",
    },
    "file.too_large": {
        "sv": "Filen är för stor när den packas upp: ta ett år och de valda kontona i taget.",
        "en": "The file is too large when it is unpacked: take one year and the chosen accounts at a time.",
    },
    "file.unsafe": {
        "sv": "Filen innehåller något som en arbetsbok från ett kalkylprogram inte har. Exportera den på nytt.",
        "en": "The file holds something that a workbook from a spreadsheet program does not. Export it again.",
    },
    "rows.too_many": {
        "sv": "Filen har fler än {text} rader: ta ett år och de valda kontona i taget.",
        "en": "The file has more than {text} rows: take one year and the chosen accounts at a time.",
    },
    "rows.none": {
        "sv": "Ingen rad står på de valda kontona under de valda dagarna.",
        "en": "No row stands on the chosen accounts in the chosen days.",
    },
    "header.missing": {
        "sv": "Bland de första raderna finns ingen rubrik för {text}. Namn som förstås: {known}.",
        "en": "Among the first rows there is no heading for the {text}. Names that are understood: {known}.",
    },
    "header.twice": {
        "sv": "”{text}” betyder detsamma som en annan kolumn. Ta bort eller döp om en av dem.",
        "en": "“{text}” means the same as another column. Take one of them away or rename it.",
    },
    "day.missing": {
        "sv": "Raden har inget datum. Ta bort summarader.",
        "en": "The row has no date. Take away rows of totals.",
    },
    "day.invalid": {
        "sv": "”{text}” är inget datum; det skrivs 2025-01-31 eller 20250131.",
        "en": "“{text}” is no date; it is written 2025-01-31 or 20250131.",
    },
    "amount.missing": {
        "sv": "Raden har inget belopp (en formel måste ha ett sparat värde).",
        "en": "The row has no amount (a formula must have a saved value).",
    },
    "amount.invalid": {
        "sv": "”{text}” är inget belopp; det skrivs 1 234,50 eller 1234.50, med minus för det som togs tillbaka.",
        "en": "“{text}” is no amount; it is written 1 234,50 or 1234.50, with a minus for what was taken back.",
    },
    "amount.ambiguous": {
        "sv": "”{text}” kan vara tusental eller decimaler. Skriv beloppet med två decimaler.",
        "en": "“{text}” may be thousands or decimals. Write the amount with two decimals.",
    },
    "amount.decimals": {
        "sv": "”{text}” har fler än två decimaler; kronor har ören och inget mindre.",
        "en": "“{text}” has more than two decimals; kronor have öre and nothing smaller.",
    },
    "account.invalid": {
        "sv": "”{text}” är inget konto; ett konto har 3 till 10 siffror.",
        "en": "“{text}” is no account; an account has 3 to 10 digits.",
    },
    "number.invalid": {
        "sv": "”{text}” är inget organisationsnummer; det har tio siffror vars sista är en kontrollsiffra.",
        "en": "“{text}” is no organisation number; it has ten digits whose last is a check digit.",
    },
    "giro.invalid": {
        "sv": "”{text}” är inget bankgiro eller plusgiro; det har 2 till 8 siffror.",
        "en": "“{text}” is no bankgiro or plusgiro; it has 2 to 8 digits.",
    },
    "ledger.other_number": {
        "sv": "Filen är bokföringen för {text}, inte för {known}.",
        "en": "The file is the ledger of {text}, not of {known}.",
    },
    "problems.more": {
        "sv": "Dessutom {text} fel till, som inte räknas upp.",
        "en": "And {text} more problems, which are not listed.",
    },
}


class Problem(NamedTuple):
    """One thing wrong. `line` and `column` count from 1, 0 is the file as a whole; a workbook's place is a `cell`."""

    line: int
    column: int
    code: str
    text: str = ""
    known: str = ""
    cell: bool = False
    sie: SieProblem | None = None

    def place(self, language: str) -> str:
        """Where it stands, as the reader's program calls it: "C17", "line 17, column 3"; empty for the whole file."""
        if not self.line:
            return ""
        if self.cell and self.column:
            return f"{letters(self.column)}{self.line}"
        line, column = ("rad", "kolumn") if language == "sv" else ("line", "column")
        return f"{line} {self.line}, {column} {self.column}" if self.column else f"{line} {self.line}"

    def sentence(self, language: str) -> str:
        """What is wrong and what to do about it, "sv" or "en"."""
        if self.sie is not None:
            return self.sie.sentence(language)
        text = WANTED.get(self.text, {}).get(language, self.text) if self.code == "header.missing" else self.text
        return SENTENCES[self.code][language].format(text=text, known=self.known)


class Problems:
    """Collects problems; of a file with very many it keeps the first thousand and counts the rest."""

    def __init__(self, cell: bool) -> None:
        self.cell = cell
        self.kept: list[Problem] = []
        self.count = 0

    def add(self, code: str, line: int = 0, column: int = 0, text: str = "", known: str = "") -> None:
        """Note a problem; what it quotes is cut, since a cell can be as long as a book."""
        self.count += 1
        if len(self.kept) < MOST_PROBLEMS:
            quoted = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
            self.kept.append(Problem(line, column, code, quoted, known, self.cell))

    def all(self) -> tuple[Problem, ...]:
        """Those kept, by place, and last how many more there are."""
        found = sorted(self.kept, key=lambda one: (one.line, one.column))
        more = self.count - len(found)
        return (*found, Problem(0, 0, "problems.more", str(more))) if more else tuple(found)


def letters(column: int) -> str:
    """A workbook's name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
