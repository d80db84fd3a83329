"""Whether what was promised has been delivered, and what stands open: the check and the list of the closing at the day
asked about. The same as the API's, to the öre and to the word.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from reports.checking import Checked, checked
from reports.checks.render import as_json
from reports.dossier import pages, tables
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.dossier.words import spoken
from reports.exporting.headings import word
from reports.words import STATUSES
from reports.year_end import debt_json, entry_json, year_end

Json = dict[str, Any]
LINE = ("party", "kind", "promised", "counted", "difference", "status", "explanation")
TERM = (
    "party", "kind", "promised_to_date", "counted_to_date", "difference", "promised_term", "remaining", "explanation",
)  # fmt: skip
CONSEQUENCE = ("payer", "party", "code", "amount", "explanation")
FOLDER = "6-check"


def write(archive: Archive, question: Question) -> None:
    """The check and the closing, as records and as pages."""
    these = Agreement.objects.filter(pk=question.agreement.pk)
    (row,) = checked(these, question.as_of, question.known_at)
    title, check = _("Commitment check"), as_json(row.result, question.language)
    archive.add(f"{FOLDER}/check.json", title, tables.json_record(check))
    archive.add(f"{FOLDER}/check.html", title, pages.page(question, title, _check(check)))
    title, closing = _("What stands open at the day"), _closing(row, question)
    archive.add(f"{FOLDER}/year-end.json", title, tables.json_record(closing))
    archive.add(f"{FOLDER}/year-end.html", title, pages.page(question, title, _open(closing)))


def _closing(row: Checked, question: Question) -> Json:
    found = year_end([(row.result, row.facts)], question.as_of)
    entries, debts = map(entry_json, found.entries), map(debt_json, found.debts)
    return {"on": question.as_of, "entries": [*entries], "debts": [*debts]}


def _open(closing: Json) -> list[str]:
    return [_table(_("Promises"), closing["entries"]), _table(_("To be paid back"), closing["debts"])]


def _table(caption: str, rows: list[Json], members: tuple[str, ...] = ()) -> str:
    shown = members or tuple(rows[0]) if rows else ()
    cells = ([spoken(one, row.get(one)) for one in shown] for row in rows)
    return pages.small_table(caption, [*map(word, shown)], cells)


def _check(check: Json) -> Iterator[str]:
    """The status, what was found, and every figure with its sentence."""
    yield pages.facts([(word("status"), STATUSES[check["status"]]), (word("digest"), check["basis"]["digest"])])
    if check["findings"]:
        yield pages.heading(word("findings"))
        yield pages.paragraphs(one["message"] for one in check["findings"])
    yield _table(word("through_term"), check["through_term"], TERM)
    for period in check["periods"]:
        yield pages.heading(f"{word('period')} {period['period']} ({period['starts_on']} – {period['ends_on']})")
        yield _table(word("lines"), period["lines"], LINE)
    yield _table(word("consequences"), check["consequences"], CONSEQUENCE)
