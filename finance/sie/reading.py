"""From a file's bytes to a ledger, or to everything that is wrong with it. One pass, without recursion."""

import io
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from finance.sie import encodings, fields, register, vouchers
from finance.sie.ledger import Ledger, Objects, Year
from finance.sie.problems import Problem, Problems, problem
from finance.sie.register import Line, Register
from finance.sie.vouchers import Vouchers

Progress = Callable[[int, int], None]
"""Called with the lines read and the lines in all; what it raises ends the reading."""

LINES_BETWEEN_PROGRESS = 5000
# In characters; a row of a real file has a few hundred. A line as long as the file would be millions of fields.
LONGEST_LINE = 20_000
# Around a line: blanks, its end, and the end-of-file sign of DOS.
AROUND = " \t\n\x1a"
# The types by what `#SIETYP` says.
WANTED = ("4", "4E")
BALANCES_ONLY = ("1", "2", "3")
IMPORT = "4I"
SEPARATOR = re.compile(r"[ \t]++")


class Reading(NamedTuple):
    """The ledger, or None and why: with any problem there is no ledger."""

    ledger: Ledger | None
    problems: tuple[Problem, ...]


def read(content: bytes, progress: Progress | None = None) -> Reading:
    """Read a SIE 4E file; no content makes it raise, and its time grows with the content's length.

    Labels that it does not need are ignored. Rows may name accounts and objects that the file never declares, as real
    files' rows do. `progress` hears of every 5 000th line and of the end.
    """
    if code := encodings.not_text(content):
        return Reading(None, (problem(0, code),))
    reader = _Reader()
    reader.lines(content, progress)
    if reader.refusal is not None:
        return Reading(None, (reader.refusal,))
    if reader.problems.count:
        return Reading(None, reader.problems.all())
    return Reading(reader.ledger(encodings.fingerprint(content)), ())


def no_ledger(content: bytes) -> Problem:
    """What a file is that does not begin as SIE files do, with `#FLAGGA`: by a glance, without reading it."""
    code = encodings.not_text(content)
    if code is None:
        code = "file.no_flag" if b"#SIETYP" in content.upper() else "file.not_sie"
    return problem(0, code)


class _Reader:
    """Gives every line to the register or the vouchers, and tells which braces are whose."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.register = Register(self.problems)
        self.vouchers = Vouchers(self.problems)
        self.refusal: Problem | None = None
        self._seen: set[str] = set()
        self._handlers = self._all_handlers()
        # Braces after an unknown label hold what is ignored with it.
        self._after_unknown = False
        self._foreign = 0
        self._objects: dict[tuple[str, ...], Objects] = {(): ()}

    def _all_handlers(self) -> dict[str, tuple[Callable[[Line], None], int]]:
        """What takes a label's line, and how many fields it must have."""
        return {
            **{label: (partial(take, self.register), least) for label, (take, least) in register.LABELS.items()},
            **{label: (partial(take, self.vouchers), least) for label, (take, least) in vouchers.LABELS.items()},
        }

    def lines(self, content: bytes, progress: Progress | None) -> None:
        """Read every line, then look at the whole."""
        total = max(content.count(b"\n"), content.count(b"\r")) + (not content.endswith((b"\n", b"\r")))
        text = io.TextIOWrapper(io.BytesIO(content), encodings.charset(content), errors="surrogateescape")
        for number, line in enumerate(text, 1):
            self._line(number, line.strip(AROUND))
            if progress and number % LINES_BETWEEN_PROGRESS == 0:
                progress(min(number, total), total)
        self.vouchers.finish()
        self.refusal = self._refusal()
        self._check_years()
        if progress:
            progress(total, total)

    def ledger(self, sha256: str) -> Ledger:
        """What was read."""
        found = self.register
        opening, closing, object_opening, object_closing, results = map(tuple, found.balances.values())
        return Ledger(
            sha256=sha256,
            program=found.program,
            generated_on=found.generated_on,
            company=found.company,
            number=found.number,
            years=tuple(found.years.values()),
            accounts=found.chart(),
            dimensions=tuple(found.dimensions.values()),
            objects=tuple(found.objects.values()),
            vouchers=tuple(self.vouchers.done),
            opening=opening,
            closing=closing,
            object_opening=object_opening,
            object_closing=object_closing,
            results=results,
        )

    def _line(self, number: int, text: str) -> None:
        if text.startswith("#"):
            self._labelled(number, text)
        elif text in ("{", "}"):
            self._brace(number, text)
        elif text:
            self.problems.add(number, "line.stray", text=fields.UNREADABLE.sub("?", text[:100]))
            self.vouchers.damage()

    def _labelled(self, number: int, text: str) -> None:
        label, *rest = SEPARATOR.split(text, maxsplit=1)
        label = label.upper()
        handler = self._handlers.get(label)
        self._after_unknown = handler is None
        if handler is None:
            return
        self._seen.add(label)
        take, least = handler
        line = self._fields(number, label, rest[0] if rest else "", least)
        if line is not None:
            take(line)
        elif label == "#VER":
            self.vouchers.begin(Line(number, label, [], ()))
        else:
            self.vouchers.damage()

    def _fields(self, number: int, label: str, text: str, least: int) -> Line | None:
        if len(text) > LONGEST_LINE:
            self.problems.add(number, "line.long", label=label, most=LONGEST_LINE)
            return None
        if unreadable := fields.UNREADABLE.search(text):
            self.problems.add(number, "line.unreadable", label=label, character=unreadable.start() + 1)
            return None
        found = fields.split(text)
        if found is None:
            self.problems.add(number, "line.quotes")
            return None
        objects = self._pairs(found.objects or ())
        if objects is None:
            self.problems.add(number, "objects.odd")
            return None
        if len(found.texts) < least:
            self.problems.add(number, "line.short", label=label, least=least, found=len(found.texts))
            return None
        return Line(number, label, found.texts, objects)

    def _pairs(self, flat: tuple[str, ...]) -> Objects | None:
        """The pairs, made once for all the rows that have the same."""
        found = self._objects.get(flat)
        if found is None and (found := fields.pairs(flat)) is not None:
            self._objects[flat] = found
        return found

    def _brace(self, number: int, brace: str) -> None:
        if brace == "{":
            taken = self.vouchers.begin_rows() or self._begin_foreign()
        else:
            taken = self._end_foreign() or self.vouchers.end()
        if not taken:
            self.problems.add(number, "brace.stray", brace=brace)

    def _begin_foreign(self) -> bool:
        self._foreign += self._after_unknown
        return self._after_unknown

    def _end_foreign(self) -> bool:
        inside = self._foreign > 0
        self._foreign -= inside
        return inside

    def _refusal(self) -> Problem | None:
        """Why the file is of no use as a whole: what else is wrong with it would only hide the reason."""
        if not self._seen:
            return problem(0, "file.not_sie")
        if self.register.type is None:
            return problem(0, "type.missing")
        line, name = self.register.type
        if name in BALANCES_ONLY:
            return problem(line, "type.balances", type=name)
        if name == IMPORT or (name in WANTED and self._is_import()):
            return problem(line, "type.import")
        return None if name in WANTED else problem(line, "type.unknown", type=name)

    def _is_import(self) -> bool:
        """4I calls itself type 4 too; it has vouchers without the years and balances that 4E must have."""
        return "#VER" in self._seen and self._seen.isdisjoint(("#RAR", *register.BALANCES))

    def _check_years(self) -> None:
        years = self.register.years
        if 0 not in years:
            if years or "#RAR" not in self._seen:
                self.problems.add(0, "year.missing")
            return
        written = ", ".join(f"{year.starts_on}–{year.ends_on}" for year in years.values())
        spans = _spans(years.values())
        firsts = [first for first, _last in spans]
        for voucher in self.vouchers.done:
            place = bisect_right(firsts, voucher.date) - 1
            if place < 0 or voucher.date > spans[place][1]:
                name = f"{voucher.series} {voucher.number}".strip()
                self.problems.add(voucher.line, "voucher.outside_years", voucher=name, date=voucher.date, years=written)


def _spans(years: Iterable[Year]) -> list[tuple[date, date]]:
    """The years in order of time, those that share days as one: a file may name two thousand, beside a million rows."""
    found: list[tuple[date, date]] = []
    for first, last in sorted((year.starts_on, year.ends_on) for year in years):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
