"""Pages: a report as its treasurer writes it, a page for each part and a summary to sign. Nobody else sees it until it
is handed in."""

from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.models import Mandate
from office import addresses, formats
from office.bodies import plain
from office.language import current_language
from office.models import User
from office.pages import forms
from office.refusals import Refused
from reports import bodies
from reports.checks.explain_term import explain_row
from reports.models import AnnualReport, Attachment
from reports.models.attachments import PaperKind
from reports.models.reports import ReportState
from reports.pages import parts
from reports.pages.parts import PARTS, Read
from reports.pages.reviewing import asked_back, refused_report
from reports.pages.written import Desk, asked, desk_of, missing, noticed, report_of, standing
from reports.selectors.papers import asked_for
from reports.services import attachments, filling, handing_in, signing, spreadsheets, writing
from reports.sheets.layout import FIGURES, label

Json = dict[str, Any]
ROWS_A_PAGE = 50


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
    at = _row(request.POST.get("row"), desk)
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


def _row(text: str | None, desk: Desk) -> int:
    """The place of a row of hours by its number from 1; after the last for none, or for one that is not there."""
    last = len(desk.said["volunteer_hours"])
    at = int(text) - 1 if text and text.isdecimal() and len(text) < 6 else last
    return at if 0 <= at < last else last


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
    labels, more = _FORMS[part](request, desk, refused)
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


def _money(request: HttpRequest, desk: Desk, refused: Refused | None) -> tuple[dict[str, str], Json]:
    known, language = desk.known, current_language()
    last = {(row["kind"], row["source"]): row["amount"] for row in known.last["figures"]}
    labels = parts.money_labels()
    cash = [(f"own_cash-{source}", last.get((kind, source))) for kind, source in FIGURES if kind == "own_cash"]
    wrong = refused.refusals if refused else ()
    typed_now = request.POST.dict() if refused else parts.money_typed(desk.said)
    fields = forms.fields(labels, typed_now, wrong)
    return labels, {
        "typed": typed_now,
        "cash": [(fields[name], amount) for name, amount in cash],
        "others": [
            (fields[kind], last.get((kind, "")), known.promised.get(kind)) for kind in ("in_kind", "income", "costs")
        ],
        "promised": known.promised.get("own_cash"),
        "in_kind_word": label("kind", "in_kind", language),
        "bases": parts.choices("basis", _("Choose")),
    }


def _hours(request: HttpRequest, desk: Desk, refused: Refused | None) -> tuple[dict[str, str], Json]:
    rows = desk.said["volunteer_hours"]
    at = _row(request.POST.get("row") if refused else request.GET.get("row"), desk)
    row = rows[at] if at < len(rows) else _new_row(desk)
    last = desk.known.last["volunteer_hours"]
    numbered = [{"number": number, **one} for number, one in enumerate(rows, start=1)]
    return parts.hours_labels(), {
        "typed": parts.hours_typed(row),
        "row": at + 1 if at < len(rows) else "",
        "slips": len(row.get("slips") or ()),
        "page": Paginator(numbered, ROWS_A_PAGE).get_page(request.GET.get("page") or at // ROWS_A_PAGE + 1),
        "total": sum((one["hours"] for one in rows), start=0),
        "last_total": sum(Decimal(one["hours"]) for one in last) if last else None,
        "categories": parts.choices("category"),
        "works": parts.choices("work"),
        "promised": desk.known.promised.get("volunteer_time"),
    }


def _new_row(desk: Desk) -> Json:
    """What another row begins with: the days of the period, and who attested the one before."""
    rows = desk.said["volunteer_hours"]
    begun: Json = {"category": "adult", "work": "volunteer_work"}
    if desk.period:
        begun |= {"starts_on": desk.period.starts_on, "ends_on": desk.period.ends_on}
    return begun | ({"attested_by": rows[-1]["attested_by"]} if rows else {})


def _activities(request: HttpRequest, desk: Desk, refused: Refused | None) -> tuple[dict[str, str], Json]:
    shown = parts.activities(desk.said, desk.known)
    labels = parts.activity_labels(shown)
    typed_now = request.POST.dict() if refused else parts.activities_typed(desk.said, shown)
    fields = forms.fields(labels, typed_now, refused.refusals if refused else ())
    promised = {(name.casefold(), unit.casefold()): quantity for name, unit, quantity in desk.known.activities}
    last = {(row["name"].casefold(), row["unit"].casefold()): row for row in desk.known.last["activities"]}
    keys = [(name.casefold(), unit.casefold()) for name, unit in shown]
    return labels, {
        "typed": typed_now,
        "rows": [
            (fields[f"quantity-{at}"], promised.get(key), last.get(key, {}).get("quantity"), shown[at][1])
            for at, key in enumerate(keys)
        ],
    }


def _narrative(_request: HttpRequest, desk: Desk, _refused: Refused | None) -> tuple[dict[str, str], Json]:
    return {"narrative": _("What you did, and what came of it")}, {
        "typed": {"narrative": desk.said["narrative"]},
        "last": desk.known.last["narrative"],
    }


def _papers(_request: HttpRequest, desk: Desk, _refused: Refused | None) -> tuple[dict[str, str], Json]:
    kinds = {one.kind for one in desk.attached}
    asked = asked_for(desk.report.agreement, desk.report.period)
    labels = {"file": _("File"), "kind": _("What it is"), "audited_by": _("Who audited the association")}
    return labels, {
        "typed": {"audited_by": desk.said["audited_by"], "kind": next((one for one in asked if one not in kinds), "")},
        "asked": [(PaperKind(one).label, one in kinds) for one in asked],
        "kinds": PaperKind.choices,
        "takes": formats.named(attachments.ACCEPTS),
    }


def _summary(request: HttpRequest, desk: Desk, _refused: Refused | None) -> tuple[dict[str, str], Json]:
    labels = {
        "received_on": _("Day on which the paper came"),
        "complete_on": _("Missing papers are to come by"),
        "to": _("Who signs next"),
    }
    language = current_language()
    whole = [row for row in desk.result.through_term if row.party.organization == desk.report.organization_id]
    return labels, {
        "questions": asked(desk),
        **_signing(desk, cast(User, request.user)),
        "said": plain(desk.said),
        "short": [one for one in standing(desk) if one["short"]],
        "until": desk.period.ends_on if desk.period and desk.period.ends_on >= desk.result.as_of else None,
        "term": [explain_row(row, desk.result, language) for row in whole if row.kind != "funding"],
        "figures": [(parts.figure_word(row, language), row["amount"]) for row in desk.said["figures"]],
        "total": sum((one["hours"] for one in desk.said["volunteer_hours"]), start=0),
    }


def _signing(desk: Desk, by: User) -> Json:
    """How this user hands in: whether at once, whose signature stands, who else can be asked, and why not."""
    report = desk.report
    if not desk.own:
        return {"can": True, "others": [], "signed": []}
    found: Json = {"can": True, "why": "", "mine": None}
    try:
        found["mine"] = signing.own_mandate(report.organization, by)
        signing.required(desk.draft, report.organization, by, found["mine"])
    except Refused as refused:
        found |= {"can": False, "why": refused.refusals[0].message}
    others = () if found["can"] else signing.who_can_be_asked(report.organization, by)
    return found | {"others": [(one.pk, _holder(one)) for one in others], "signed": _signed(desk)}


def _holder(mandate: Mandate) -> str:
    return f"{mandate.office}, {mandate.name}"


def _signed(desk: Desk) -> list[str]:
    """The offices that have signed the draft as it is now."""
    if desk.draft is None:
        return []
    rows = desk.draft.signatures.filter(revision=desk.draft.revision, mandate__isnull=False).select_related("mandate")
    return [row.mandate.office for row in rows if row.mandate]


_FORMS = {
    "money": _money,
    "hours": _hours,
    "activities": _activities,
    "narrative": _narrative,
    "papers": _papers,
    "summary": _summary,
}
