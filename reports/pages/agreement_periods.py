"""Pages: what each figure of an agreement's period is made of, down to the row of hours, the voucher and the paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from office.language import current_language
from reports.checking import checked
from reports.checks.results import Word
from reports.checks.wording import written
from reports.models import ReportVersion
from reports.pages.agreements import day_asked
from reports.pages.lines import line_shown
from reports.selectors.made_of import books_behind, payments_behind, slips_behind, versions_behind
from reports.words import KINDS

PER_PAGE = 50


@require_safe
@login_required
def period(request: HttpRequest, pk: int, label: str) -> HttpResponse:
    """One period of one agreement: every commitment with its parts, and the rows and papers behind them."""
    found = Agreement.objects.visible_to(request.user).filter(pk=pk)
    as_of, wrong = day_asked(request)
    rows = checked(found, as_of)
    shown = next((one for row in rows for one in row.result.periods if one.period.label == label), None)
    if shown is None:
        raise Http404
    (row,), agreement, language = rows, found.get(), current_language()
    versions = versions_behind(agreement, label, row.result.versions, request.user)
    slips = slips_behind(versions)
    books = books_behind(agreement, shown.period, request.user)
    return render(
        request,
        "reports/agreement_period.html",
        {
            "agreement": agreement,
            "wrong": wrong,
            "result": row.result,
            "period": shown,
            "lines": [line_shown(line, as_of, language) for line in shown.lines],
            "reports": [_report(one, slips, language) for one in versions],
            "payments": payments_behind(agreement, label, as_of, request.user),
            "books": Paginator(books, PER_PAGE).get_page(request.GET.get("page")),
            "query": f"as_of={as_of}",
        },
    )


def _report(version: ReportVersion, slips: dict[int, int], language: str) -> dict[str, Any]:
    """A version as it was handed in, its codes in words."""
    said = {"other": "source_other"}
    return {
        "version": version,
        "review": getattr(version, "review", None),
        "figures": [
            {
                **one,
                "kind": KINDS.get(one["kind"]) or _said(one["kind"], language).capitalize(),
                "source": _said(said.get(one["source"], one["source"]), language),
                "basis": _said(one.get("basis", ""), language),
            }
            for one in version.figures
        ],
        "hours": [{"row": one, "slips": slips.get(one.pk, 0)} for one in version.hours.all()],
        "papers": [one.attachment for one in version.attached.all()],
    }


def _said(word: str, language: str) -> str:
    return written(Word(word), language)
