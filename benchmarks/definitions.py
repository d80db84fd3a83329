"""What is measured, with which aim, and what limits it: words and numbers only, `operations.py` has what is run."""

from dataclasses import dataclass

YEARS = 4
MOST = 1000  # agreements on a page at most
PAGE = 30
MUNICIPALITIES_PER_AGREEMENT = 0.029  # 290 for 10 000


def municipalities_for(agreements: int) -> int:
    """A country's share: as many municipalities as so many agreements need."""
    return max(1, round(agreements * MUNICIPALITIES_PER_AGREEMENT))


@dataclass(frozen=True)
class Definition:
    """`aim` is the ratio to the bare limit that is aimed at, `rate` agreements a second, `seconds` and `megabytes` the
    most time and memory, `rows` those of a file written a second, `above` the most megabytes above an idle process;
    None where there is none.

    `limits` says what limits it, for the document.
    """

    key: str
    title: str
    limits: str
    aim: int | None = None
    rate: int | None = None
    seconds: int | None = None
    megabytes: int | None = None
    rows: int | None = None
    above: int | None = None


LIST = """\
Fetching the rows and turning each into the record's JSON: beside the bare limit come names put together from other
tables, amounts and times in their form, who may do what, and who is waited for. Sub-lists are read for a whole page
at a time, so the queries follow the pages, whose fixed cost (see below) is small beside a thousand agreements."""
PAGE_OF_FEW = """\
A fixed cost that has little to do with the data: middleware, the token and its rights, and building a handful of
queries. The bare limit has none of it, so the ratio says how small the page is. What grows is the count of
everything that may be seen, which the answer tells, and the asker's rights: a row for each municipality and board
that they may look into. This auditor may look into the whole country, which nobody does who works in one."""
ONE = """\
The same fixed cost, with the rights of an auditor of a whole country in it; the check itself takes well under a
millisecond. It runs the same code as the check of all, with one agreement in it, and so asks every query that
thousands would."""
ALL = """\
Sentences. An answer says for every line, sum and finding why, in the reader's language, and is several kilobytes
per agreement: writing these out takes longer than the check. Ask for a summary, or a page, where the sentences are
not read."""
FIGURES = """\
Making facts of rows (dates and decimals out of what the driver gives, components and figures out of JSON) takes
more than the check of them. Summaries, the filter by status and the nightly run stand on this. Facts are made a
thousand agreements at a time, and each is forgotten once it is summed, so that memory hardly grows."""
SUMMARY = """\
The check of all, then sums: grouping adds little, and group after group costs only what it shows. There is no
stored sum that could be out of date: every figure is checked when it is asked for."""
PIVOT = """\
The same checks, whose lines pandas then adds up: exact sums over whole öre. Its memory is pandas itself (72 MB once, in
a process that is asked for a pivot) and a number for each line and value."""
HOME_PAGE = """\
The check of all, since the sums of the years are of all that one may see, and no sum is kept that could be out of
date. Nobody but this auditor sees a whole country: who works in one municipality opens the page as fast as its few
hundred agreements are checked."""
AGREEMENT_PAGE = """\
The check of one, and a page around it: its clauses, answers and payments, a picture with its table, and a sentence
behind each figure, filled into a template by Django. It does not grow with the data but by the asker's rights."""
CHECKS_PAGE = """\
The check of all, of which a page tells fifty: how many stand how is counted over all of them."""
PURE = """\
Python: exact decimals, and an immutable object for every line, instalment, component and report, about sixty an
agreement in some 460 calls. Building those objects alone takes 20 µs; 20 000 agreements a second would leave 50 µs
for everything. Fewer objects would show less; mutable ones were tried and gain a tenth. One core does it; two
processes do twice as much, since agreements know nothing of each other."""
LEDGER = """\
Python again: a line becomes fields by one regular expression, an amount a Decimal, a row an immutable object, and every
line is looked at for what could be wrong with it. The bare limit reads the bytes and splits the lines, and knows
nothing of them. Memory is the rows themselves, which a job gives back when it ends; the agreements beside it are none
of its business, so it grows with the file alone."""
EXPORT = """\
Python, column by column: fetching the rows, putting names beside ids, the digest of each record, and writing each
value in its form. A thousand rows are held at a time, whatever their number; the file goes to the disk and from there
into the database, a megabyte at a time."""
WORKBOOK = """\
The same, and XlsxWriter, which writes each cell as XML to the disk and packs it in the end."""

DEFINITIONS = (
    Definition("list", "list of all", LIST, aim=3),
    Definition("page", f"page of {PAGE}", PAGE_OF_FEW),
    Definition("one", "check of one", ONE),
    Definition("all", "check of all, with sentences", ALL, aim=3),
    Definition("figures", "check of all, figures", FIGURES, aim=3, rate=4_000),
    Definition("summary", "summary", SUMMARY, aim=3),
    Definition("pivot", "pivot", PIVOT),
    Definition("home_page", "page: what waits for me", HOME_PAGE),
    Definition("agreement_page", "page: an agreement", AGREEMENT_PAGE),
    Definition("checks_page", "page: all checks by status", CHECKS_PAGE),
    Definition("pure", "check of all from loaded facts", PURE, rate=20_000),
    Definition("csv", "all payments as CSV", EXPORT, rows=5_000, above=60),
    Definition("xlsx", "all payments as a workbook", WORKBOOK, above=60),
    Definition("ledger", "a ledger of 100 000 rows", LEDGER, seconds=3, megabytes=300),
)
