"""What was reported, with its papers and the books behind it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from finance.models import LedgerHandIn, LedgerReading
from office.access import AnyUser
from office.clock import date_of
from reports.models import AnnualReport, PaperCompletion, PaperRelief, ReportVersion
from reports.models.attachments import PaperKind
from reports.selectors import meetings
from reports.timeline.event import Event


def annual_meetings(agreement: Agreement, user: AnyUser, known_at: datetime | None) -> Iterator[Event]:
    """The days of annual meetings that reports are due after, as they were told."""
    for one in meetings.used_by(agreement, user, known_at).select_related("organization"):
        kind = "meeting_moved" if one.replaces_id else "meeting_reported"
        note = f"{one.held_on}, {one.document}"
        yield Event(one.reported_on, one.recorded_at, kind, one.organization.name, "", None, note)


def reports(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """Of the reports that the user may see: another association's comments are not theirs to read."""
    versions = ReportVersion.objects.filter(
        report__in=AnnualReport.objects.visible_to(user).filter(agreement=agreement)
    )
    for one in versions.select_related("report__organization", "review"):
        name, period = one.report.organization.name, one.report.period
        number = _("version %(number)s") % {"number": one.number}
        why = ": ".join(filter(None, (number, one.reason)))
        yield Event(one.received_on, one.recorded_at, "report_received", name, period, None, why)
        review: Any = getattr(one, "review", None)
        if review:
            note = ": ".join(filter(None, (number, review.comment)))
            yield Event(review.reviewed_on, review.recorded_at, f"report_{review.outcome}", name, period, None, note)


def papers(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """Papers that reports may come without, and those that came after their reports, as far as the user may see."""
    reliefs = PaperRelief.objects.visible_to(user).filter(agreement=agreement)
    for relief in reliefs.select_related("party__organization"):
        name, until = relief.party.organization.name, f"{PaperKind(relief.paper).label} {relief.complete_on or ''}"
        told = f"{until.strip()}. {relief.reason}".removesuffix(". ")
        kind = "paper_to_come" if relief.complete_on else "paper_excused"
        yield Event(relief.decided_on, relief.recorded_at, kind, name, relief.period, None, told)
    seen = AnnualReport.objects.visible_to(user).filter(agreement=agreement)
    for one in PaperCompletion.objects.filter(report__in=seen).select_related("report__organization"):
        name, period, note = one.report.organization.name, one.report.period, str(PaperKind(one.paper).label)
        yield Event(one.received_on, one.recorded_at, "paper_received", name, period, None, note)


def books(agreement: Agreement, user: AnyUser) -> Iterator[Event]:
    """Books handed in, with their days, and what was said of how to read them, of the associations whose the user may
    see."""
    for one in LedgerHandIn.objects.visible_to(user).filter(agreement=agreement).select_related("organization"):
        name, days = one.organization.name, f"{one.starts_on} – {one.ends_on}"
        yield Event(date_of(one.recorded_at), one.recorded_at, "books_handed_in", name, "", None, days)
    for said in LedgerReading.objects.visible_to(user).filter(agreement=agreement).select_related("organization"):
        key = "" if said.key is None else f"{said.key.normalize():f}"
        note = f"{key} {said.agreed}".strip()
        yield Event(
            date_of(said.recorded_at), said.recorded_at, "books_read_as", said.organization.name, "", None, note
        )
