"""Who audited an association, as its report names them, held against the association's own minutes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Mandate
from agreements.models.mandates import Seat
from agreements.periods import Period
from office.clock import today
from office.models import Organization
from office.refusals import Refusal
from reports.models import ReportVersion
from reports.services.standing import period_of

Values = dict[str, Any]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def found_in(mandates: Iterable[Mandate], named: str, first: date, last: date) -> tuple[str, list[str]]:
    """What an association's mandates say of the auditor who is named: `on_board` (or signing for it) on some day from
    `first` to `last`, `elected`, `not_elected` where others are, `unknown`; and whom its minutes elected.
    """
    known = [one for one in mandates if one.starts_on <= last and (one.last_day is None or one.last_day >= first)]
    elected = sorted({one.name for one in known if one.seat == Seat.AUDITOR})
    if any(one.seat != Seat.AUDITOR and _folded(one.name) == _folded(named) for one in known):
        return "on_board", elected
    if any(_folded(name) == _folded(named) for name in elected):
        return "elected", elected
    return ("not_elected" if elected else "unknown"), elected


def standing_in(version: ReportVersion) -> str | None:
    """What the minutes say of the auditor whom a version names, from the period's first day to the day it came; None
    where it names nobody."""
    if not version.audited_by:
        return None
    report = version.report
    period = period_of(report.agreement, report)
    first = period.starts_on if period else version.received_on
    mandates = report.organization.mandates.all()
    return found_in(mandates, version.audited_by, first, version.received_on)[0]


def refusals(said: Values, organization: Organization, period: Period | None) -> list[Refusal]:
    """Who audited the association sits not on its board, and is the one whom its minutes elected."""
    named = said["audited_by"]
    if not named or period is None:
        return []
    mandates = organization.mandates.select_related("end")
    standing, elected = found_in(mandates, named, period.starts_on, today())
    told = {"name": named, "elected": ", ".join(elected)}
    if standing == "on_board":
        message = _("%(name)s sits on the board, or signs for the association: nobody audits themselves.") % told
        return [Refusal("report.auditor_on_board", message, "audited_by", elected or "somebody else", named)]
    if standing == "not_elected":
        message = _("By the minutes recorded here %(elected)s was elected auditor, not %(name)s.") % told
        return [Refusal("report.auditor_not_elected", message, "audited_by", elected, named)]
    return []
