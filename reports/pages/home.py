"""Pages: what waits for who has signed in."""

from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agreements.models import Agreement, Amendment
from agreements.models.agreement import State
from agreements.models.amendments import AmendmentState
from agreements.renewal import months_from
from agreements.selectors import acting_in, conflicted, endings
from agreements.services import consenting
from agreements.services.renewing import standing_of
from agreements.stood import waited_for
from office.access import Acting, AnyUser, acting
from office.clock import today
from office.known import Asked
from office.language import current_language
from office.models import Organization
from office.models.people import Role
from office.pages import forms
from reports.checking import Checked, checked
from reports.checks.render import message
from reports.models import AnnualReport, ReportDraft, ReportVersion
from reports.models.reports import ReportState
from reports.selectors import attachments
from reports.summaries import summarise
from reports.waiting import Next, Payable, begun, next_reports, ordered, payable, weighed
from reports.words import INSTALMENTS, SEVERITIES

#: Rows of a list that are shown; what is left leads to the next ones.
MOST = 10
#: What ends within so many months is told.
MONTHS = 12
YEARS = 3


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, in each of the roles that I have."""
    user, mine, day = request.user, acting(request.user), today()
    seen = Agreement.objects.visible_to(user)
    rows = checked(seen.filter(state__in=(State.ACTIVE, State.TERMINATED)).order_by("pk"), day)
    lists: dict[str, list[Any]] = {"waits": _answers(user)}
    shown: dict[str, Any] = {"today": day, "any": bool(rows) or seen.exists()}
    if mine.officer or mine.reviewer:
        lists |= _officer(user, mine, rows, day)
    if mine.reporter:
        lists["next"] = _next(mine, rows)
    if mine.auditor:
        shown |= _figures(mine, rows, day)
    shown |= {name: _some(name, found, request.GET.get(name)) for name, found in lists.items()}
    return render(request, "reports/home.html", shown)


def _some(name: str, found: Collection[Any], page: str | None) -> dict[str, Any]:
    """The rows of a list that are shown, by the page that the address asks for; how many come after them."""
    shown = Paginator(list(found), MOST).get_page(page)
    return {"name": name, "page": shown, "rows": list(shown), "more": len(found) - shown.end_index()}


def _answers(user: AnyUser) -> list[dict[str, Any]]:
    """What has been put to its parties and waits for a decision or a signature, an amendment too: first what waits for
    mine."""
    rows = {one.pk: one for one in Agreement.objects.visible_to(user).filter(state=State.PROPOSED).order_by("pk")}
    amendments = list(
        Amendment.objects.visible_to(user)
        .filter(state=AmendmentState.PROPOSED)
        .select_related("agreement")
        .prefetch_related("agreement__parties", "answers", "joining")
    )
    waiting = [(rows[pk], None, ids) for pk, ids in waited_for(rows, Asked(today())).items()]
    changes = [(one.agreement, one, consenting.waiting_for(one)) for one in amendments]
    named = {pk for _agreement, _amendment, ids in (*waiting, *changes) for pk in ids}
    names = dict(Organization.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}
    found = [
        {
            "agreement": agreement,
            "amendment": amendment,
            "mine": not _deciding(agreement, user).isdisjoint(ids),
            "for": [names[one] for one in ids],
        }
        for agreement, amendment, ids in (*waiting, *changes)
    ]
    return sorted(found, key=lambda one: (not one["mine"], one["agreement"].pk))


def _deciding(agreement: Agreement, user: AnyUser) -> frozenset[int]:
    """For whom the user answers in a case."""
    mine = acting_in(agreement.pk, user)
    return mine.officer | mine.reporter


def _officer(user: AnyUser, mine: Acting, rows: list[Checked], day: date) -> dict[str, list[Any]]:
    """Reports to read, payments to make, what ends, and what the check found: of cases in which the user has no
    conflict of interest."""
    office, language = mine.only(Role.OFFICER, Role.REVIEWER), current_language()
    agreements = Agreement.objects.public_for(office).exclude(pk__in=conflicted(user))
    ids = set(agreements.values_list("pk", flat=True))
    own = [row for row in rows if row.facts.id in ids]
    reports = AnnualReport.objects.filter(agreement__in=ids, state=ReportState.SUBMITTED)
    newest = ReportVersion.objects.filter(report__in=reports, number=F("report__latest")).order_by("received_on", "pk")
    received = list(newest.select_related("report__agreement", "report__organization"))
    ending = list(endings(agreements, day, months_from(day, MONTHS)))
    return {
        "reports": received,
        "payments": [(one, INSTALMENTS[one.instalment.state], _paying(one)) for one in payable(own, mine.officer)],
        "orders": ordered(own, mine.officer),
        "endings": [(one, on, (on - day).days, standing_of(one)) for one, on in ending],
        "findings": [(one, SEVERITIES[one.finding.severity], message(one.finding, language)) for one in weighed(own)],
    }


def _paying(one: Payable) -> str:
    """The form of the payment, filled in as far as it is known."""
    said = {"commitment": one.line.commitment.id, "period": one.line.period.label, "amount": forms.written(one.left)}
    return f"{reverse('act', args=[one.facts.id, 'pay'])}?{urlencode(said)}"


def _next(mine: Acting, rows: list[Checked]) -> list[dict[str, Any]]:
    """The next report of each of my associations' agreements, where it is written, and how far it has come."""
    found = next_reports(rows, mine.reporter)
    drafts = ReportDraft.objects.of(mine.only(Role.REPORTER)).filter(base=F("report__latest"))
    written = {
        (one.report.agreement_id, one.report.period, one.report.organization_id): one
        for one in drafts.filter(report__agreement__in={one.facts.id for one in found}).select_related("report")
    }
    papers = attachments.on_drafts([draft.pk for draft in written.values()])
    asked_back = AnnualReport.objects.filter(organization__in=mine.reporter, state=ReportState.RETURNED)
    returned = {
        (agreement, period, organization): pk
        for pk, agreement, period, organization in asked_back.values_list("pk", "agreement", "period", "organization")
    }

    def shown(one: Next) -> dict[str, Any]:
        key = one.facts.id, one.report.period.label, one.report.party.organization
        draft = written.get(key)
        done = begun(one, draft.content, {paper.kind for paper in papers[draft.pk]}) if draft else 0
        late = None if one.days is None else -one.days
        return {
            "next": one,
            "draft": draft,
            "done": done,
            "of": len(one.parts),
            "late": late,
            "returned": returned.get(key),
        }

    return [shown(one) for one in found]


def _figures(mine: Acting, rows: list[Checked], day: date) -> dict[str, Any]:
    """The sums of this year and the years before it, of what the user audits."""
    audited = Agreement.objects.public_for(mine.only(Role.AUDITOR)).values_list("pk", flat=True)
    ids = set(audited)
    groups = summarise([row for row in rows if row.facts.id in ids], "year").groups
    years = [one for one in groups if one.name[:4] <= str(day.year)]
    return {"years": years[: -YEARS - 1 : -1]}
