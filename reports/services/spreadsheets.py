"""A report as a workbook: the template for what is being written, and a filled one read into it.

What cells say becomes the body that the API takes, and goes through the same rules; what is wrong is told by the cell.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.conditions import CATEGORIES
from agreements.models import Agreement
from agreements.selectors import conditions_by, period_named, reported_spans, terms_digest
from finance.rates import table_of
from office.bodies.reading import expected
from office.language import current_language
from office.models import User
from office.refusals import Refusal, Refused, accepted, refuse_if
from office.services import uploads
from reports.bodies import REPORT_PARTS, ContentBody
from reports.models import AnnualReport
from reports.selectors.sheets import beside
from reports.services import writing
from reports.services.standing import locked, open_draft, writer_for
from reports.sheets import reading
from reports.sheets.layout import AMOUNT, CHOICE, CHOICES, COUNT, DAY, VERSION, Marker, label
from reports.sheets.making import Template, workbook
from reports.sheets.rows import facts, rows

Values = dict[str, Any]
#: An encrypted workbook, or one of before 2007.
OLD_CONTAINER = b"\xd0\xcf\x11\xe0"


class Sheet(NamedTuple):
    """A file and what it is called."""

    name: str
    content: bytes


def template(report: AnnualReport, by: User) -> Sheet:
    """The template for a report that is being written, with what is written already.

    Raises `Refused`: 403 for those who do not write it, 409 when there is nothing being written.
    """
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        draft = open_draft(report, writer)
        writing.writable(report, draft, writer)
        said: Values = writing.written(report, draft, writer) or {}
        refusals: list[Refusal] = []
        period = accepted(period_named(agreement, report.period, refusals, reported_spans(agreement)), refusals)
        known = beside(report)
        rates, language = table_of(conditions_by(agreement)(period)), current_language()
        rated = {rate.category for rate in rates.rates} if rates else set(CATEGORIES)
        rated |= {row["category"] for row in said["volunteer_hours"]}
        made = Template(
            marker := _marker(report, agreement),
            period,
            language,
            facts(report, agreement, period, marker.terms, known, language),
            rows(said, known, language),
            tuple(name for name in CATEGORIES if name in rated),
        )
    return Sheet(f"{_('report')}-{report.pk}-{report.period.replace('/', '-')}.xlsx", workbook(made))


def _marker(report: AnnualReport, agreement: Agreement) -> Marker:
    return Marker(VERSION, agreement.pk, report.organization_id, report.period, terms_digest(agreement))


def fill(report: AnnualReport, values: Values, by: User, refusals: list[Refusal], revision: str | None) -> AnnualReport:
    """Read a filled template into what is being written: all of it, or nothing when anything is wrong.

    Raises `Refused`: 403, 409 and 412 as for writing, 400 with all that is wrong by its cell.
    """
    agreement = report.agreement
    party = next(one for one in agreement.parties.all() if one.organization_id == report.organization_id)
    writer = writer_for(agreement, party, by)
    writing.writable(report, open_draft(report, writer), writer)
    arrived = accepted(uploads.examine(values.get("file"), {"xlsx"}, refusals, _what_it_is), refusals)
    filled = reading.read(arrived.content)
    refuse_if(_of_another(filled.marker, report))
    raw, unusable = reading.usable(filled.body)
    said, wrong = ContentBody().read(raw)
    wrong = [*filled.problems, *(one for one in wrong if one.path not in unusable)]
    try:
        return writing.revise(report, said, by, wrong, revision, spreadsheet=arrived.sha256)
    except Refused as refused:
        raise Refused(*(_at(one, filled.places) for one in refused.refusals), status=refused.status) from refused


def _what_it_is(content: bytes) -> str:
    if content.startswith(OLD_CONTAINER):
        return _("The workbook has a password, or is of an old kind (.xls). Save it as .xlsx without a password.")
    return _("This is no workbook. Fill in the template, save it as .xlsx and send that.")


def _of_another(marker: Marker | None, report: AnnualReport) -> Sequence[Refusal]:
    """Whether the file was made for another report, by other terms, or by an older program, and what to do then."""
    wanted = _marker(report, report.agreement)
    if marker is None:
        found = [Refusal("sheet.no_template", _("This workbook is no template of a report."))]
    elif marker.version != VERSION:
        found = [Refusal("sheet.old_template", _("The template is of an older kind."))]
    elif marker.agreement != wanted.agreement:
        found = [Refusal("sheet.other_agreement", _("The template is for another agreement."))]
    elif (marker.organization, marker.period) != (wanted.organization, wanted.period):
        message = _("The template is for another report: that of %(period)s, or of another organisation.")
        found = [Refusal("sheet.other_report", message % {"period": marker.period})]
    elif marker.terms != wanted.terms:
        found = [Refusal("sheet.terms_changed", _("The agreement's terms have changed since the template was made."))]
    else:
        return []
    address = reverse("annual-report-template", args=[report.pk])
    asked = _("Fetch a new template here: %(address)s") % {"address": address}
    said = marker and list(marker)
    return [
        replace(one, message=f"{one.message} {asked}", path="file", expected=list(wanted), actual=said) for one in found
    ]


def _at(refusal: Refusal, places: dict[str, str]) -> Refusal:
    """What is wrong with a member of the body, at its cell and in the words of who wrote it."""
    where, member = refusal.path, refusal.path.rpartition(".")[2]
    while where and where not in places:
        where = where.rpartition("." if "." in where else "[")[0]
    if not where:
        return refusal
    wanted, message = refusal.expected, refusal.message
    if member in CHOICES and isinstance(wanted, list):
        wanted = [label(member, one, current_language()) for one in wanted]
        message = _("One of these stands here: %(words)s.") % {"words": ", ".join(wanted)}
    elif wanted is not None and wanted == _form(refusal.path):
        wanted = _in_words(refusal.path) or wanted
        if refusal.code in PLAIN:  # the framework's own sentence, which says nothing of the cell
            message = _("What stands here must be %(wanted)s.") % {"wanted": wanted}
    return replace(refusal, path=places[where], expected=wanted, message=message)


#: Codes of the framework's own refusals of a value.
PLAIN = frozenset({"invalid", "min_value", "max_value"})


def _form(path: str) -> Any:
    """What the body says of a member's form."""
    part, _bracket, rest = path.partition("[")
    rows: Any = ContentBody().fields[part] if part in REPORT_PARTS else None
    field = rows.child.fields.get(rest.rpartition(".")[2]) if rest and rows else None
    return expected(field) if field else None


def _in_words(path: str) -> str:
    part, member = path.partition("[")[0], path.rpartition(".")[2]
    words = {
        AMOUNT: _("a number such as 1 234,50"),
        COUNT: _("a whole number from 0"),
        DAY: _("a day such as 2020-01-31"),
        CHOICE: _("a word from the list"),
    }
    return words.get(reading.KINDS.get(part, {}).get(member, ""), "")
