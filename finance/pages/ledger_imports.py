"""Pages: the ledgers that were imported, and one of them row by row until no krona is unexplained."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from finance.bodies.ledger_imports import ExplanationBody, LedgerImportBody, WithdrawalBody
from finance.matching import sentence
from finance.models.ledger_imports import ExplanationKind, LedgerImport
from finance.selectors.matches import Shown, matched, under_of, why_of
from finance.services import explanations, ledger_imports
from office.access import acting
from office.bodies import Values
from office.language import current_language
from office.models import Organization
from office.models.organizations import PUBLIC_KINDS
from office.pages import forms
from office.refusals import Refusal, Refused

PER_PAGE = 50


def _standings() -> dict[str, str]:
    return {"matched": _("Matched"), "explained": _("Explained by hand"), "unexplained": _("Unexplained")}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """Every import that I may see, newest first, and for officers the form for another."""
    if request.method == "POST":
        values, refusals = forms.read(LedgerImportBody, request)
        values["texts"] = "texts" in request.POST
        try:
            made = ledger_imports.take(values, request.user, refusals)  # type: ignore[arg-type] # has signed in
        except Refused as refused:
            return _imports(request, refused)
        return redirect("ledger-import", made.pk)
    return _imports(request)


def _imports(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    rows = LedgerImport.objects.visible_to(request.user).select_related("organization", "upload").order_by("-pk")
    mine = Organization.objects.filter(pk__in=acting(request.user).officer, kind__in=PUBLIC_KINDS).order_by("name")
    wrong = refused.refusals if refused else ()
    labels = {
        "file": _("File"),
        "organization": _("Ledger of"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
        "accounts": _("Accounts"),
    }
    first = {"accounts": LedgerImportBody().fields["accounts"].default}
    shown = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "mine": list(mine.values_list("pk", "name")),
        "fields": forms.fields(labels, request.POST.dict() if refused else first, wrong),
        "texts": refused is None or "texts" in request.POST,
        "faults": forms.faults(labels, wrong, refused.status if refused else 400),
    }
    return render(request, "finance/ledger_imports.html", shown, status=refused.status if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: what is to be looked at, every row and why, a form to explain one, and the sum sheet."""
    rows = LedgerImport.objects.visible_to(request.user).select_related("organization", "upload")
    ledger = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        return _one(request, ledger)
    try:
        _act(request, ledger)
    except Refused as refused:
        return _one(request, ledger, refused)
    return redirect(f"{reverse('ledger-import', args=[ledger.pk])}?{request.GET.urlencode()}")


def _act(request: HttpRequest, ledger: LedgerImport) -> None:
    """What the pressed button asks for; the services know who may."""
    act, by = request.POST.get("act"), request.user
    ledger_imports.officers_only(ledger, by)  # type: ignore[arg-type] # has signed in
    if act == "match":
        ledger_imports.ask_for_match(ledger, by, None)  # type: ignore[arg-type]
    elif act == "withdraw":
        explanations.withdraw(ledger, *_swapped(forms.read(WithdrawalBody, request), by), None)
    else:
        explanations.explain(ledger, *_swapped(forms.read(ExplanationBody, request), by), None)


def _swapped(read: tuple[Values, list[Refusal]], by: Any) -> tuple[Values, Any, list[Refusal]]:
    return read[0], by, read[1]


def _one(request: HttpRequest, ledger: LedgerImport, refused: Refused | None = None) -> HttpResponse:
    found = matched(ledger)
    only = request.GET.get("show") == "unexplained"
    rows = [row for row in found.rows if not only or row.standing == "unexplained"]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page") or _page_of(request.GET.get("row"), rows))
    known, language, words = under_of(page.object_list), current_language(), _standings()
    shown = {
        "ledger": ledger,
        "match": found.match,
        "problems": [(*row[language], row["code"]) for row in ledger.problems],
        "sums": found.sums,
        "left": _left(found.rows),
        "count": sum(row.standing == "unexplained" for row in found.rows),
        "findings": [(one, sentence(one, language)) for one in found.findings],
        "only": only,
        "page": page,
        "rows": [
            {"row": row.result.row, "result": row.result, "standing": words[row.standing], "code": row.standing,
             "why": why_of(row, known, language), "said": row.explanation,
             "under": [known[number] for number in row.result.payments],
             "findings": [sentence(one, language) for one in row.result.findings]}
            for row in page.object_list
        ],
        "kinds": ExplanationKind.choices,
        "officer": ledger_imports.is_officer(ledger, request.user),
        "typed": request.POST,
        "faults": _faults(request, found.rows, refused) if refused else (),
    }  # fmt: skip
    return render(request, "finance/ledger_import.html", shown, status=refused.status if refused else 200)


def _faults(request: HttpRequest, rows: Iterable[Shown], refused: Refused) -> list[forms.Fault]:
    """What is wrong, each leading to its field in the form of the row that it is about."""
    said = request.POST.get("explanation", "")
    row = next((str(one.result.row.id) for one in rows if one.explanation and str(one.explanation.pk) == said), None)
    fields = {"reason": ("withdraw", _("Reason"))} if row else {
        "kind": ("kind", _("What it is")), "payment": ("payment", _("Payment number, if it is a payment")),
        "voucher": ("voucher", _("Voucher that corrects it, if it is an error")), "reason": ("reason", _("Reason")),
    }  # fmt: skip
    names = {path: f"{name}-{row or request.POST.get('row', '')}" for path, (name, _word) in fields.items()}
    labels = {names[path]: word for path, (_name, word) in fields.items()}
    return forms.faults(labels, forms.under(names, refused.refusals), refused.status)


def _page_of(number: str | None, rows: Sequence[Shown]) -> int:
    """The page that has a row, by the row's number: what leads to one leads to its page. The first without one."""
    places = (place for place, one in enumerate(rows) if str(one.result.row.id) == number)
    return next(places, 0) // PER_PAGE + 1


def _left(rows: Iterable[Shown]) -> list[tuple[str, int, Decimal]]:
    """Where the unexplained kronor are: by whom the ledger names, with the number of rows."""
    found: dict[str, tuple[int, Decimal]] = {}
    for row in rows:
        if row.standing == "unexplained":
            called = row.result.row.name or row.result.row.number or row.result.row.text
            count, total = found.get(called, (0, Decimal("0.00")))
            found[called] = count + 1, total + row.result.row.amount
    return sorted((called, *sums) for called, sums in found.items())
