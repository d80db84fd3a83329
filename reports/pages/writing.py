"""Pages: a report as its treasurer writes it, a page for each part and a summary to sign. Nobody else sees it until it
is handed in."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from office import addresses
from office.bodies import plain
from office.models import User
from office.pages import forms
from office.refusals import Refused
from reports import bodies
from reports.models import AnnualReport, Attachment
from reports.models.reports import ReportState
from reports.pages import parts
from reports.pages.part_forms import FORMS, row_at
from reports.pages.parts import PARTS, Read
from reports.pages.reviewing import asked_back, refused_report
from reports.pages.written import Desk, desk_of, missing, noticed, report_of, standing
from reports.services import attachments, filling, handing_in, signing, spreadsheets, writing

Json = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """A part of what I am writing; sent, it is kept, and the next part comes."""
    report, by = report_of(request, pk), cast(User, request.user)
    try:
        desk = desk_of(report, by)
    except Refused as refused:
        return refused_report(request, report, refused)
    if request.method != "POST":
        return _page(request, desk, part)
    try:
        return _act(request, desk, part, by)
    except Refused as refused:
        return _page(request, desk, part, refused)


def _act(request: HttpRequest, desk: Desk, part: str, by: User) -> HttpResponse:
    """What the pressed button asks for; where to go then."""
    report, act = desk.report, request.POST.get("act", "save")
    expected = request.POST.get("revision") or None
    if part == "summary":
        values, refusals = forms.read(bodies.SubmitBody if act == "submit" else bodies.SendForSignatureBody, request)
        move = handing_in.submit if act == "submit" else signing.send_for_signature
        move(report, values, by, refusals, expected)
        if act != "submit":
            messages.success(request, _("The report is sent for signature."))
            return redirect("report-part", report.pk, part)
        messages.success(request, _("The report is handed in.") if desk.own else _("The report is registered."))
        return redirect("report", report.pk)
    if part == "papers" and act == "attach":
        values, refusals = forms.read(bodies.AttachmentBody, request)
        arrived = attachments.look_at(report, values, by, refusals)
        attachments.attach(report, arrived, values["kind"], by, expected)
        return redirect("report-part", report.pk, part)
    if part == "papers" and act == "remove":
        papers = Attachment.objects.visible_to(by).filter(report=report)
        paper = get_object_or_404(papers, pk=addresses.number(request.POST.get("attachment", "")))
        attachments.remove(report, paper, by, expected)
        return redirect("report-part", report.pk, part)
    if part == "hours" and act == "fill":
        filling.fill(report, by, expected)
        return redirect("report-part", report.pk, part)
    if part == "hours" and act == "sheet":
        values, refusals = forms.read(bodies.SpreadsheetBody, request)
        spreadsheets.fill(report, values, by, refusals, expected)
        return redirect("report-part", report.pk, "summary")
    return _save(request, desk, part, by, expected)


def _save(request: HttpRequest, desk: Desk, part: str, by: User, expected: str | None) -> HttpResponse:
    """Keep the part, and go on: to the next one, to another row, or back to where it was."""
    at = row_at(request.POST.get("row"), desk)
    removed = part == "hours" and request.POST.get("act") == "remove"
    read = Read(parts.hours_without(desk.said, at), {}) if removed else _said(request, desk, part, at)
    values, refusals = bodies.ContentBody().read(read.said, partial=True)
    same = desk.draft is not None and all(plain(value) == plain(desk.said[name]) for name, value in values.items())
    if refusals or not same:  # what says nothing new voids no signature
        try:
            writing.revise(desk.report, values, by, refusals, expected)
        except Refused as refused:
            named = forms.under(read.names, refused.refusals)
            raise Refused(*named, status=refused.status) from refused
    go = request.POST.get("go")
    if go == "stay" and part == "hours" and read.said and not removed:
        return redirect(f"{request.path}?row={at + 1}")
    if go in ("stay", "another") or removed:
        return redirect(request.path)
    return redirect("report-part", desk.report.pk, PARTS[PARTS.index(part) + 1])


def _said(request: HttpRequest, desk: Desk, part: str, at: int) -> Read:
    """What the part's form says."""
    post = cast(dict[str, str], request.POST)
    if part == "money":
        return parts.money_read(post)
    if part == "hours":
        return parts.hours_read(post, desk.said, at)
    if part == "activities":
        return parts.activities_read(post, parts.activities(desk.said, desk.known))
    name = "narrative" if part == "narrative" else "audited_by"
    return Read({name: post.get(name, "").replace("\r\n", "\n")}, {})


def _page(request: HttpRequest, desk: Desk, part: str, refused: Refused | None = None) -> HttpResponse:
    report, wrong = desk.report, refused.refusals if refused else ()
    lacking = missing(desk)
    shown: Json = {
        "report": report,
        "desk": desk,
        "part": part,
        "steps": [{"name": name, "word": parts.called(name), "lacking": len(lacking.get(name, ()))} for name in PARTS],
        "heading": parts.called(part),
        "standing": standing(desk),
        "noticed": noticed(desk, part),
        **_sent_back(report, part),
        "refused": refused,
        "stale": bool(refused and refused.status == 412),
        "today": desk.result.as_of,
        "saved": desk.draft and desk.draft.saved_at,
    }
    labels, more = FORMS[part](request, desk, refused)
    typed_now = request.POST.dict() if refused else more.pop("typed", {})
    shown |= more
    shown["fields"] = {_plain(one): field for one, field in forms.fields(labels, typed_now, wrong).items()}
    status = refused.status if refused else 400
    shown["faults"] = [] if shown["stale"] else forms.faults(labels, wrong, status)
    if part == "summary":
        shown["lacking"] = [fault for faults in lacking.values() for fault in faults]
    return render(request, f"reports/write_{part}.html", shown, status=refused.status if refused else 200)


def _sent_back(report: AnnualReport, part: str) -> Json:
    """What the municipality asks for: of the whole, and of the part; on the summary of every part."""
    newest = next((one for one in report.versions.all() if one.number == report.latest), None)
    review = getattr(newest, "review", None) if report.state == ReportState.RETURNED else None
    if newest is None or review is None:
        return {}
    back = [one for one in asked_back(newest) if part in (one[-1], "summary")]
    return {"review": review, "asked_back": back} if back or review.comment else {}


def _plain(name: str) -> str:
    """A field's name as a template can say it."""
    return name.replace("-", "_")
