"""Pages: a report beside what was promised, the books and the year before, where it is answered, corrected or
completed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.selectors import officer_for
from agreements.services import standing as agreement_standing
from office.access import acting
from office.clock import date_of, today
from office.language import current_language
from office.models import Membership, User
from office.models.people import Role
from office.pages import forms
from office.refusals import Refused
from reports import bodies
from reports.checking import checked_today
from reports.checks.render import message
from reports.models import AnnualReport, FirstApproval, ReportVersion, Review
from reports.models.attachments import PaperKind
from reports.models.reports import ReportState
from reports.pages import parts
from reports.pages.comparison import compared
from reports.pages.written import lines_shown, report_of
from reports.plausibility import questions
from reports.plausibility.sentences import sentence
from reports.previewing import as_told
from reports.selectors import attachments as attached_to
from reports.selectors.papers import asked_for
from reports.selectors.plausibility import reported_in
from reports.selectors.sheets import beside
from reports.selectors.versions import content_of
from reports.services import attachments, handing_in, papers, resuming, standing, writing
from reports.words import SEVERITIES

Json = dict[str, Any]
#: The page on which each part that is read is written.
_PAGE = {"figures": "money", "volunteer_hours": "hours", "audited_by": "papers", "attachments": "papers"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report beside what was promised, the books and the year before; answered, corrected or completed here."""
    found, by = report_of(request, pk), cast(User, request.user)
    if request.method != "POST":
        if not found.latest:
            return redirect("report-part", found.pk, parts.PARTS[0])
        return _report(request, found)
    try:
        _act(request, found, by)
    except Refused as refused:
        return refused_report(request, report_of(request, pk), refused)
    act = request.POST.get("act", "")
    if act in ("correct", "take-up"):
        return redirect("report-part", found.pk, parts.PARTS[0])
    messages.success(request, _done(act))
    return redirect("report", found.pk)


def _done(act: str) -> str:
    """What is said when a button has done its work."""
    known = {
        "complete": _("The paper is registered."),
        "return": _("Completion is asked for."),
        "discard": _("What was begun is thrown away."),
    }
    return known.get(act, _("Your approval is registered."))


def _act(request: HttpRequest, report: AnnualReport, by: User) -> None:
    """What the pressed button asks for; the services know who may."""
    expected, act = request.POST.get("revision") or None, request.POST.get("act")
    if act == "complete":
        values, refusals = forms.read(bodies.CompletionBody, request)
        papers.complete(report, attachments.look_at(report, values, by, refusals), values, by, expected)
    elif act == "correct":
        values, refusals = forms.read(bodies.CorrectBody, request)
        writing.correct(report, values, by, refusals, expected)
    elif act == "take-up":
        values, refusals = bodies.TakeUpBody().read({"reason": request.POST.get("take-up-reason", "")})
        try:
            resuming.take_up(report, values, by, refusals, expected)
        except Refused as refused:
            named = forms.under({"reason": "take-up-reason"}, refused.refusals)
            raise Refused(*named, status=refused.status) from refused
    elif act == "discard":
        resuming.discard(report, by, expected)
    elif act == "return":
        said, names = _returned(cast(dict[str, str], request.POST))
        values, refusals = bodies.ReturnBody().read(said)
        try:
            handing_in.send_back(report, values, by, refusals, expected)
        except Refused as refused:
            raise Refused(*forms.under(names, refused.refusals), status=refused.status) from refused
    else:
        values, refusals = forms.read(bodies.ApproveBody, request)
        handing_in.approve(report, values, by, refusals, expected)


def _returned(post: dict[str, str]) -> tuple[Json, dict[str, str]]:
    """What is asked for of the whole and of each part where anything is said; the form's fields by path."""
    said: Json = {name: post[name] for name in ("comment", "due_on") if post.get(name, "").strip()}
    names: dict[str, str] = {}
    rows: list[Json] = []
    for part in bodies.REPORT_PARTS:
        row = {name: post.get(f"{part}-{name}", "").strip() for name in ("comment", "due_on")}
        row = {name: text for name, text in row.items() if text}
        if row:
            names |= {f"parts[{len(rows)}].{name}": f"{part}-{name}" for name in ("comment", "due_on")}
            rows.append({"part": part, **row})
    return said | {"parts": rows}, names


def part_word(part: str) -> str:
    """What a part that is read and sent back is called."""
    words = {
        "figures": _("Money"),
        "volunteer_hours": _("Volunteer hours"),
        "activities": _("Activities"),
        "narrative": _("Narrative"),
        "audited_by": _("Who audited the association"),
        "attachments": _("Papers"),
    }
    return words[part]


def refused_report(request: HttpRequest, report: AnnualReport, refused: Refused) -> HttpResponse:
    """The report with what was refused; where nothing of it has been handed in there is nothing else to show."""
    if not report.latest:
        shown = {"report": report, "refused": refused}
        return render(request, "reports/report_not_yours.html", shown, status=refused.status)
    return _report(request, report, refused)


def _labels() -> dict[str, str]:
    found = {
        "approved_on": _("Approved on"),
        "remarks": _("Remarks"),
        "comment": _("What is to be completed"),
        "due_on": _("By when"),
        "reason": _("Why it is corrected"),
        "take-up-reason": _("Why it is corrected"),
        "kind": _("What it is"),
        "file": _("File"),
        "received_on": _("Day on which the paper came"),
    }
    for part in bodies.REPORT_PARTS:
        found |= {f"{part}-comment": _("What is missing"), f"{part}-due_on": _("By when")}
    return found


def _report(request: HttpRequest, report: AnnualReport, refused: Refused | None = None) -> HttpResponse:
    by, language, wrong = cast(User, request.user), current_language(), refused.refusals if refused else ()
    row = checked_today(report.agreement_id)
    version = next(one for one in report.versions.all() if one.number == report.latest)
    review, first = getattr(version, "review", None), getattr(version, "first_approval", None)
    sent_back = any(one.returned_on for one in row.facts.versions)
    told = as_told(report, today()) if sent_back else row.result
    known = beside(report, told)
    content = content_of(version)
    actions = standing.actions(report, by)
    labels = _labels()
    fields = forms.fields(labels, request.POST.dict() if refused else {}, wrong)
    asked = reported_in(report)
    shown = {
        "report": report,
        "version": version,
        "state": ReportState(standing.state_for(report, by)).label,
        "content": content,
        "papers": [one.attachment for one in version.attached.all()],
        "completions": report.completions.select_related("attachment__file").order_by("received_on", "pk"),
        "rows": compared(report, content, told, row.facts, known),
        "last": known.last["narrative"],
        "lines": lines_shown(report, row.result),
        "findings": [
            (SEVERITIES[one.severity], message(one, language))
            for one in row.result.findings
            if one.period == report.period
        ],
        "questions": [sentence(one, language) for one in (questions(asked) if asked else ())],
        "review": review,
        "first": first,
        "reviewed_by": _who(report, review),
        "first_by": _who(report, first),
        "asked_back": asked_back(version),
        "actions": actions,
        "draft": standing.draft_of(report, by),
        "past": _overtaken(report, by),
        "writes": "patch" in actions,
        "conflict": agreement_standing.conflict_told(report.agreement, by),
        "barred": "approve" not in actions and "return" in actions,
        "own_first": first is not None and first.recorded_by_id == by.pk,
        "revision": standing.revision_of(report, standing.draft_of(report, by)),
        "fields": {name.replace("-", "_"): field for name, field in fields.items()},
        "back": [
            (part_word(part), fields[f"{part}-comment"], fields[f"{part}-due_on"]) for part in bodies.REPORT_PARTS
        ],
        "opened": request.POST.get("act") if refused else "",
        "to_come": _to_come(report, by, content),
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
        "earlier": [one for one in report.versions.all() if one.number != report.latest],
        "signed": [one.mandate.office for one in version.signatures.all()],
        "officer": bool(officer_for([report.agreement_id], by)),
    }
    return render(request, "reports/report.html", shown, status=refused.status if refused else 200)


def _who(report: AnnualReport, answer: Review | FirstApproval | None) -> str:
    """Who gave an answer, and for which of the public parties by the memberships of the day it was recorded."""
    if answer is None:
        return ""
    public = [one.organization_id for one in report.agreement.parties.all() if one.organization.public]
    held = Membership.objects.in_force(date_of(answer.recorded_at)).filter(user=answer.recorded_by_id)
    held = held.filter(organization__in=public, role__in=(Role.OFFICER, Role.REVIEWER))
    names = sorted(set(held.values_list("organization__name", flat=True)))
    return ", ".join([answer.recorded_by.username, *names])


def _overtaken(report: AnnualReport, by: User) -> Json | None:
    """What the user was writing when another's version came in: what became of it, and what it says."""
    past = standing.overtaken_of(report, by)
    if past is None:
        return None
    came = next(one for one in report.versions.all() if one.number == past.base + 1)
    said, language = writing.draft_values(past.content), current_language()
    return {
        "message": standing.overtaken_by(came, report.state),
        "draft": past,
        "said": said,
        "figures": [(parts.figure_word(row, language), row["amount"]) for row in said["figures"]],
        "papers": attached_to.of(past),
        "unfounded": not past.reason and report.state == ReportState.APPROVED,
    }


def asked_back(version: ReportVersion) -> list[tuple[str, str, date, str]]:
    """What is to be completed in single parts: the part, the comment, the day and the page that has it."""
    review = getattr(version, "review", None)
    parts_asked: Iterable[Json] = review.parts if review else ()
    return [
        (
            part_word(one["part"]),
            one["comment"],
            date.fromisoformat(one["due_on"]),
            _PAGE.get(one["part"], str(one["part"])),
        )
        for one in parts_asked
    ]


def _to_come(report: AnnualReport, by: User, content: Json) -> list[tuple[str, str]]:
    """The papers that are asked for and have not come with what was handed in, to choose from by who may add them."""
    if report.state not in (ReportState.SUBMITTED, ReportState.APPROVED):
        return []
    asked = asked_for(report.agreement, report.period)
    there = {one["kind"] for one in content["attachments"]} | set(report.completions.values_list("paper", flat=True))
    missing = [one for one in asked if one not in there]
    if not missing:
        return []
    own = report.organization_id in acting(by).reporter
    officer = bool(officer_for([report.agreement_id], by))
    return [(one, str(PaperKind(one).label)) for one in missing] if own or officer else []
