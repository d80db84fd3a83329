"""Pages: the reports that are mine to write or to read; a report is begun here."""

from datetime import date
from typing import NamedTuple, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement, Party
from agreements.models.agreement import State
from office import addresses
from office.access import acting
from office.clock import today
from office.models import User
from office.pages import forms
from office.refusals import Refused
from reports import bodies
from reports.checking import checked
from reports.models import AnnualReport
from reports.models.reports import ReportState
from reports.pages import parts
from reports.services import writing
from reports.waiting import next_reports

PER_PAGE = 50


class Awaited(NamedTuple):
    """A report to be written: `report` where it has been begun, or sent back; `due_on` is None where no day is said."""

    agreement: int
    title: str
    organization: int
    name: str
    period: str
    due_on: date | None
    overdue: bool
    report: AnnualReport | None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """What I am to report and what has been handed in; sent, a report is begun."""
    if request.method != "POST":
        return _reports(request)
    by = cast(User, request.user)
    values, refusals = forms.read(bodies.ReportBody, request)
    try:
        report = writing.begin(values, by, refusals)
    except Refused as refused:
        return _reports(request, refused)
    return redirect("report-part", report.pk, parts.PARTS[0])


def _reports(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    rows = AnnualReport.objects.visible_to(request.user).exclude(state=ReportState.DRAFT)
    state = request.GET.get("state", "")
    if state in ReportState.values:
        rows = rows.filter(state=state)
    agreement = request.GET.get("agreement", "")
    if agreement:
        rows = rows.filter(agreement=addresses.number(agreement))
    rows = rows.select_related("agreement", "organization").order_by("-period", "-pk")
    mine = acting(request.user)
    shown = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "awaited": awaited(cast(User, request.user)) if mine.reporter or mine.officer else [],
        "reporter": bool(mine.reporter),
        "state": state,
        "query": urlencode({"state": state, "agreement": agreement}),
        "agreement": agreement,
        "states": [one for one in ReportState.choices if one[0] != ReportState.DRAFT],
        "faults": forms.faults({}, refused.refusals if refused else (), refused.status if refused else 400),
    }
    return render(request, "reports/reports.html", shown, status=refused.status if refused else 200)


def awaited(user: User) -> list[Awaited]:
    """The next report of each of the user's associations, and what else they or their office have begun to write."""
    mine = acting(user)
    unfinished = AnnualReport.objects.visible_to(user).filter(state__in=(ReportState.DRAFT, ReportState.RETURNED))
    begun = {
        (one.agreement_id, one.organization_id, one.period): one
        for one in unfinished.select_related("agreement", "organization")
    }
    seen = Agreement.objects.visible_to(user).filter(state__in=(State.ACTIVE, State.TERMINATED))
    own = seen.filter(Exists(Party.objects.filter(agreement=OuterRef("pk"), organization__in=mine.reporter)))
    found = []
    for one in next_reports(checked(own, today()) if mine.reporter else (), mine.reporter):
        party, period = one.report.party, one.report.period.label
        report = begun.pop((one.facts.id, party.organization, period), None)
        due_on, late = one.report.due_on, one.report.overdue
        found.append(
            Awaited(one.facts.id, one.facts.title, party.organization, party.name, period, due_on, late, report)
        )
    drafts = [one for one in begun.values() if one.state == ReportState.DRAFT]
    return found + [
        Awaited(
            one.agreement_id,
            one.agreement.title,
            one.organization_id,
            one.organization.name,
            one.period,
            None,
            False,
            one,
        )
        for one in drafts
    ]
