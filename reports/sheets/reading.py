"""Read a filled template: the body that it says, in which cell each of its members stands, and what no cell may hold.

A workbook is looked at in pieces before anything opens it (`finance.imports.xlsx.unfit`), with bounds that a report
never comes near, so that whatever a hostile file holds, it is refused in a moment and little memory.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from finance.imports.problems import letters
from finance.imports.xlsx import Limits, unfit
from office.bodies.reading import MOST_ROWS
from office.refusals import Refusal, Refused
from reports.sheets.layout import ABOUT, FIRST, FIXED, GOES_ON, MARK, NARRATIVE, SHEETS, Marker
from reports.sheets.values import Cell, Row, raw, shown, unreadable

#: A report of 2 000 rows of hours is about 2 MB unpacked and 100 000 `<`, whichever program has saved it.
LIMITS = Limits(parts=200, unpacked=8_000_000, tags=150_000, other_tags=10_000, rows=4 * (MOST_ROWS + 50))
MOST_SHEETS = 20
MOST_TITLE = 40
#: Parts of a workbook that carry a program, or fetch from elsewhere.
FORBIDDEN = {"vbaproject": "sheet.macros", "xl/externallinks/": "sheet.external", "xl/connections": "sheet.external"}
KINDS = {part: {one.name: one.kind for one in columns if one.name} for part, (_title, columns) in SHEETS.items()}
Json = dict[str, Any]


class Filled(NamedTuple):
    """What a workbook says: whose template it is (None: nobody's), the body in raw values, the cell of each path in it,
    and what is wrong with cells (with it the body lacks what they hold)."""

    marker: Marker | None
    body: Json
    places: dict[str, str]
    problems: tuple[Refusal, ...]


def read(content: bytes) -> Filled:
    """Read a workbook. Raises `Refused`, and nothing else, for one that is not taken as a whole."""
    try:
        code = _hostile(content)
        if code is None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _read(content)
    except Exception:  # whatever a hostile file makes the parsers of ZIP, XML and dates stumble over
        code = "sheet.broken"
    raise _refused(code)


def _hostile(content: bytes) -> str | None:
    """The code of what forbids to open it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in islice(archive.namelist(), LIMITS.parts):
            for part, code in FORBIDDEN.items():
                if part in name.lower():
                    return code
    found = unfit(content, LIMITS)
    return f"sheet.{found.partition('.')[2]}" if found else None  # file.too_large, rows.too_many …


def _refused(code: str) -> Refused:
    """No cell was looked at."""
    every = (
        Refusal(
            "sheet.macros", _("The workbook holds macros, which are not taken here. Save it as .xlsx without macros.")
        ),
        Refusal(
            "sheet.external",
            _("The workbook fetches from other files. Remove the links and write the values themselves."),
        ),
        Refusal(
            "sheet.unsafe", _("The file holds something that no spreadsheet program writes. Save it anew as .xlsx.")
        ),
        Refusal(
            "sheet.too_large",
            _("The workbook is larger than any report when it is unpacked. Use the template as it is."),
        ),
        Refusal("sheet.too_many", _("The workbook has more rows than any report. Use the template as it is.")),
        Refusal("sheet.broken", _("The file cannot be read as a workbook. Open it and save it anew as .xlsx.")),
    )
    return Refused(*(replace(one, path="file") for one in every if one.code == code))


def _read(content: bytes) -> Filled:
    from openpyxl import load_workbook  # takes half as long to load as the program itself

    from reports.sheets.parsing import rows_of

    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    reader, marker = _Reader(), None
    for sheet in book.worksheets[:MOST_SHEETS]:
        rows = rows_of(sheet)
        top = next(rows, None)
        names = _texts(top.cells) if top and top.number == 1 else {}
        part = names.get(1, "").removeprefix(MARK) if names.get(1, "").startswith(MARK) else ""
        if part == ABOUT:
            marker = _marker([names.get(place, "") for place in range(2, 7)])
        elif part in SHEETS:
            reader.sheet(part, str(sheet.title)[:MOST_TITLE], names, rows)
    return Filled(marker, *reader.result())


def _texts(cells: dict[int, Cell]) -> dict[int, str]:
    return {place: str(cell.value) for place, cell in cells.items()}


def _marker(said: Sequence[str]) -> Marker | None:
    version, agreement, organization, period, terms = said[:5]
    numbers = version, agreement, organization
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in numbers):
        return None
    return Marker(int(version), int(agreement), int(organization), period, terms)


class _Reader:
    """Collects the sheets' rows as the lists of a body."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Json]] = {}
        self.places: dict[str, str] = {}
        self.problems: list[Refusal] = []

    def sheet(self, part: str, title: str, names: dict[int, str], rows: Iterator[Row]) -> None:
        """Take a sheet's rows; each cell is `Title!C7`."""
        if part in self.rows:
            message = _("There are two sheets of this kind: which of them is meant? Remove one.")
            self.problems.append(Refusal("sheet.twice", message, title))
            return
        self.rows[part], self.places[part] = [], title
        for row in rows:
            if row.number >= FIRST:
                self._row(part, title, names, row)

    def _row(self, part: str, title: str, names: dict[int, str], row: Row) -> None:
        key, at = _texts(row.cells).get(1, ""), f"{part}[{len(self.rows[part])}]"
        given: Json = {}
        places = {at: f"{title}!{row.number}:{row.number}"}
        for place in sorted({*names, *row.cells} - {1}):
            name, cell, where = names.get(place, ""), row.cells.get(place), f"{title}!{letters(place)}{row.number}"
            if name in KINDS[part]:
                places[f"{at}.{name}"] = where
                self._cell(part, name, cell, where, given)
            elif not name and cell:
                self._outside(cell, where)
        fixed = _fixed(part, key)
        if fixed is None and given:
            message = _("Nothing is read in this row: write in the rows that are meant for it.")
            self.problems.append(Refusal("sheet.outside", message, places[at]))
        elif given and not (key == FIXED and set(given) <= {"name", "unit"}):
            self.rows[part].append({**(fixed or {}), **given})
            self.places |= places

    def _cell(self, part: str, name: str, cell: Cell | None, where: str, given: Json) -> None:
        if cell is None:
            return
        wrong = unreadable(cell)
        value = None if wrong else raw(cell.value, KINDS[part][name], name)
        wrong = value if isinstance(value, Refusal) else wrong
        if wrong:
            self.problems.append(replace(wrong, path=where))
            given[name] = _WRONG
        else:
            given[name] = value

    def _outside(self, cell: Cell, where: str) -> None:
        message = _("Nothing is read from this cell. Move what stands here, or empty it.")
        self.problems.append(Refusal("sheet.outside", message, where, None, shown(cell.value)))

    def result(self) -> tuple[Json, dict[str, str], tuple[Refusal, ...]]:
        """The body, its places, and what is wrong with cells."""
        for part, (title, _columns) in SHEETS.items():
            if part not in self.rows:
                message = _("The sheet %(sheet)s is missing.") % {"sheet": title}
                self.problems.append(Refusal("sheet.missing", message, "file", str(title)))
        texts = self.rows.pop("texts", [])
        body: Json = {**self.rows, **self._texts(texts)}
        return body, self.places, tuple(self.problems)

    def _texts(self, rows: list[Json]) -> Json:
        """The texts by their members, a narrative in several cells as one."""
        found: Json = {"narrative": "", "audited_by": ""}
        for index, row in enumerate(rows):
            name, text = row["member"], row["text"]
            if text is _WRONG:
                continue
            joined = found[name] and isinstance(text, str) and isinstance(found[name], str)
            found[name] = f"{found[name]}{row['glue']}{text}" if joined else text
            self.places.setdefault(name, self.places[f"texts[{index}].text"])
        return found


class _Wrong:
    """Stands where a cell cannot be used: what is told of it is told already."""


_WRONG = _Wrong()


def _fixed(part: str, key: str) -> Json | None:
    """What a row says by where it stands; None where nothing can be read from it."""
    if part == "figures":
        kind, _slash, source = key.partition("/")
        return {"kind": kind, "source": source} if source else {"kind": kind} if kind else None
    if part == "texts":
        glue = "" if key == GOES_ON else "\n"
        return {"member": key.rstrip("+"), "glue": glue} if key in (NARRATIVE, GOES_ON, "audited_by") else None
    return {}


def usable(body: Json) -> tuple[Json, set[str]]:
    """The body without the cells that were refused, and their paths: a body would call them missing."""
    clean: Json = {}
    left_out: set[str] = set()
    for part, rows in body.items():
        if not isinstance(rows, list):
            clean[part] = rows
            continue
        clean[part] = [{name: value for name, value in row.items() if value is not _WRONG} for row in rows]
        left_out |= set(_wrong(part, rows))
    return clean, left_out


def _wrong(part: str, rows: list[Json]) -> Iterator[str]:
    for index, row in enumerate(rows):
        yield from (f"{part}[{index}].{name}" for name, value in row.items() if value is _WRONG)
