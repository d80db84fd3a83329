"""Pages: take a list or an agreement's dossier out as a file, follow how far it has come, fetch it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Agreement
from office.models import Job
from office.models.jobs import JobState
from office.pages import forms
from office.refusals import Refusal, Refused
from reports.export_bodies import DossierBody, ExportBody
from reports.exporting.about import in_words
from reports.exporting.formats import KINDS
from reports.exporting.headings import title_of
from reports.exporting.naming import Names
from reports.models import Export
from reports.models.exports import LISTS
from reports.services import dossiers, exports

PER_PAGE = 20
SECONDS = 3  # until a page that waits looks again
#: The lists that are offered where none is named; the others are taken out from their own pages.
OFFERED = (
    "agreements", "commitment-checks", "check-lines", "annual-reports", "volunteer-hours", "payments",
    "requisitions", "consequence-decisions", "year-end", "organizations", "audit-events",
)  # fmt: skip
FORMATS: dict[str, str | Promise] = {
    "xlsx": gettext_lazy("Workbook (XLSX)"),
    "csv": gettext_lazy("Table (CSV)"),
    "pdf": gettext_lazy("To print (PDF)"),
    "jsonl": gettext_lazy("For programs (JSON, a line per record)"),
    "360giving-json": gettext_lazy("Open data 360Giving (JSON), agreements only"),
    "360giving-csv": gettext_lazy("Open data 360Giving (CSV), agreements only"),
    "zip": gettext_lazy("Dossier (ZIP)"),
    "docx": gettext_lazy("Document (DOCX)"),
}
STATES: dict[str, Promise] = {
    "waiting": gettext_lazy("Waiting to be made"),
    "running": gettext_lazy("Being made"),
    "failed": gettext_lazy("Could not be made"),
    "made": gettext_lazy("Ready to fetch"),
    "forgotten": gettext_lazy("Kept no longer"),
}
UNDERWAY = frozenset({"waiting", "running"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def files(request: HttpRequest) -> HttpResponse:
    """My files, newest first, and the form for another. An address that names a list and its filters asks for those."""
    if request.method != "POST":
        said = request.GET.copy()
        for name in ("list", "page"):
            said.pop(name, None)
        asked = {"list": request.GET.get("list", ""), "format": "xlsx", "filters": said.urlencode()}
        return _files(request, asked)
    typed = request.POST.dict()
    said_by = {name: typed.get(name, "") for name in ("list", "format")}
    values, refusals = ExportBody().read({**said_by, "filters": filters_of(typed.get("filters", ""))})
    try:
        made = exports.ask(values, request.user, refusals)  # type: ignore[arg-type] # has signed in
    except Refused as refused:
        return _files(request, typed, refused)
    return redirect("export-page", made.pk)


def filters_of(text: str) -> dict[str, list[str]]:
    """A list's filters from how an address says them, `paid_on_from=2020-01-01&recipient=3`, or from the whole address.
    What an address leaves empty asks nothing; what is no filter at all is kept, so that the list refuses it."""
    query = text.strip().rpartition("?")[2].partition("#")[0]
    found = parse_qs(query, keep_blank_values=True)
    said = {name: [one for one in values if one] for name, values in found.items() if name != "page"}
    return {name: values or [""] for name, values in said.items() if values or f"{name}=" not in query}


def under(refusals: Sequence[Refusal], name: str) -> list[Refusal]:
    """Refusals of what stands in one field (`filters.paid_on_from`) by the field's name."""
    return [replace(one, path=name) if one.path.startswith(f"{name}.") else one for one in refusals]


def _files(request: HttpRequest, typed: Mapping[str, Any], refused: Refused | None = None) -> HttpResponse:
    rows = Export.objects.visible_to(request.user).select_related("job").order_by("-recorded_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    filters = [one.filters for one in page.object_list]
    labels = {"list": _("List"), "format": _("File format"), "filters": _("Only those")}
    refusals = under(refused.refusals, "filters") if refused else []
    offered = [*OFFERED, *({str(typed["list"])} - {*OFFERED, ""} if "list" in typed else ())]
    shown = {
        "page": page,
        "rows": [_told(*one) for one in zip(page.object_list, in_words(filters, Names(request.user)), strict=True)],
        "fields": forms.fields(labels, typed, refusals),
        "faults": forms.faults(labels, refusals, refused.status if refused else 400),
        "lists": [(one, title_of(one)) for one in offered],
        "formats": [(one, FORMATS[one]) for one in ("xlsx", *(each for each in LISTS if each != "xlsx"))],
    }
    return render(request, "reports/exports.html", shown, status=refused.status if refused else 200)


def _told(export: Export, filters: list[tuple[str, str]]) -> dict[str, Any]:
    state = exports.state_of(export)
    return {
        "export": export,
        "title": title_of(export.path),
        "form": FORMATS[export.format],
        "state": state,
        "word": STATES[state],
        "filters": filters,
        "job": export.job,
        "failures": _failures(export.job),
    }


def _failures(job: Job | None) -> list[str]:
    if job is None or job.state != JobState.FAILED:
        return []
    return [str(one["message"]) for one in job.failure or []]


@require_safe
@login_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A file: how far it has come, looked at again every few seconds, and where it is fetched."""
    return _one(request, _mine(request, pk))


def _mine(request: HttpRequest, pk: int) -> Export:
    return get_object_or_404(Export.objects.visible_to(request.user).select_related("job"), pk=pk)


def _one(request: HttpRequest, export: Export, refused: Refused | None = None) -> HttpResponse:
    told = _told(export, in_words([export.filters], Names(request.user))[0])
    refusals = refused.refusals if refused else ()
    faults = forms.faults({}, refusals, refused.status if refused else 400)
    shown = {**told, "faults": faults, "underway": told["state"] in UNDERWAY}
    answer = render(request, "reports/export.html", shown, status=refused.status if refused else 200)
    if shown["underway"]:
        answer["Refresh"] = str(SECONDS)
    return answer


@require_safe
@login_required
def content(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself; where it cannot be fetched, its page says why."""
    export = _mine(request, pk)
    try:
        pieces = exports.content(export, request.user)  # type: ignore[arg-type] # has signed in
    except Refused as refused:
        return _one(request, export, refused)
    return attached(export, pieces)


def attached(export: Export, pieces: Any) -> StreamingHttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{exports.name_of(export)}"',
        "Content-Length": str(export.size),
    }
    return StreamingHttpResponse(pieces, content_type=KINDS[export.format].content_type, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for all that there is about an agreement as one file."""
    agreement = Agreement.objects.visible_to(request.user).filter(pk=pk).first()
    if agreement is None:
        raise Http404
    labels = {"as_of": _("Check as of"), "known_at": _("Known by (moment)")}
    refused: Refused | None = None
    if request.method == "POST":
        values, refusals = forms.read(DossierBody, request)
        try:
            made = dossiers.ask(agreement, values, request.user, refusals)  # type: ignore[arg-type] # has signed in
            return redirect("export-page", made.pk)
        except Refused as caught:
            refused = caught
    wrong = refused.refusals if refused else ()
    shown = {
        "agreement": agreement,
        "may": dossiers.may(agreement, request.user),  # type: ignore[arg-type] # has signed in
        "fields": forms.fields(labels, request.POST.dict(), wrong),
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
    }
    return render(request, "reports/dossier.html", shown, status=refused.status if refused else 200)
