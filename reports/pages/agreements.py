"""Pages: my agreements with their status, and one agreement checked year by year and through its end."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from agreements.models import Agreement, Decision, Party, Signature
from agreements.models.agreement import State
from agreements.models.terms import PartyRole
from agreements.selectors import found_by
from agreements.services import standing
from finance.models import Payment
from finance.support import formula as support_formula
from office.api.filters import search_words
from office.clock import today
from office.fields import Day
from office.language import current_language
from office.models import User
from office.pages import forms
from reports.checking import Checked, checked
from reports.checks.explain_term import explain_row
from reports.checks.render import message
from reports.checks.results import CheckResult, PeriodResult
from reports.pages import act_inputs
from reports.pages.clauses import clauses
from reports.pages.consequences import follows
from reports.pages.lines import line_shown
from reports.pages.orders import open_orders
from reports.pages.paying import to_pay
from reports.pages.term_pictures import pictures
from reports.supposing import OWN
from reports.words import KINDS, SEVERITIES, STATUSES

PER_PAGE = 20
#: Lines of all years that are shown on one page.
MOST_LINES = 24


def day_asked(request: HttpRequest) -> tuple[date, str]:
    """The day asked about, and a sentence when what was asked is no day (then today is shown)."""
    text = request.GET.get("as_of", "")
    if not text:
        return today(), ""
    try:
        day: date = Day().run_validation(text)
    except ValidationError:
        return today(), _("That is no date; today is shown. Write it as 2022-06-30.")
    return day, ""


@require_safe
@login_required
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement that I may see, newest first, with its status today; those with every word that is searched for
    in reference, title or a party's name or number."""
    said = request.GET.get("search", "").strip()
    rows = Agreement.objects.visible_to(request.user).order_by("-starts_on", "pk")
    for word in search_words(said):
        rows = found_by(rows, word)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    ids = [agreement.pk for agreement in page.object_list]
    found = checked(Agreement.objects.filter(pk__in=ids).order_by("-starts_on", "pk"), today())
    states = {agreement.pk: agreement for agreement in page.object_list}
    listed = [{"facts": row.facts, **_standing(row, states[row.facts.id])} for row in found]
    shown = {"page": page, "rows": listed, "as_of": today(), "search": said}
    shown["query"] = urlencode({"search": said}) if said else ""
    return render(request, "reports/agreements.html", shown)


def _standing(row: Checked, agreement: Agreement) -> dict[str, Any]:
    """The check's status of what binds, and that it was ended before its time; the agreement's own state of what does
    not bind."""
    if row.result.binds:
        ended = {"ended": row.ended_early, "state": State.TERMINATED.label if row.ended_early else ""}
        return {"status": row.result.status, "word": STATUSES[row.result.status], **ended}
    return {"status": "", "word": agreement.get_state_display()}


@require_safe
@login_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: through its term, each period, and a sentence behind each figure."""
    found = Agreement.objects.visible_to(request.user).filter(pk=pk)
    as_of, wrong = day_asked(request)
    rows = checked(found, as_of)
    if not rows:
        raise Http404
    known = found.with_terms().get()
    corrections = _corrections(known, request.user)  # type: ignore[arg-type] # has signed in
    shown = {
        "agreement": known,
        "asked": f"?as_of={as_of}" if as_of != today() else "",
        "conflict": standing.conflict_told(known, request.user),
        "together": standing.ends_together(known),
        "roles": _roles(known),
        "wrong": wrong,
        "answers": _answers(known),
        "amendments": list(known.amendments.order_by("number")),
        "clauses": clauses(known),
        "payments": [(one, corrections.get(one.pk)) for one in _payments(known, as_of)],
        "corrections": corrections,
        # What is left to pay is today's: of another day no second check is made, and the form itself says so.
        "pays": as_of != today() or bool(to_pay(known, request.user, rows)),  # type: ignore[arg-type] # has signed in
        "orders": open_orders(known, request.user) if as_of == today() else (),  # type: ignore[arg-type] # signed in
        **_standing(rows[0], known),
        **_shown(rows[0]),
    }
    return render(request, "reports/agreement.html", shown)


def _answers(agreement: Agreement) -> list[tuple[Party, Decision | Signature | None, bool]]:
    """Each party with its decision or signature, and whether it is waited for."""
    acts: list[Decision | Signature] = [*agreement.decisions.all(), *agreement.signatures.all()]
    by_party = {one.party_id: one for one in acts}
    waiting = {one.pk for one in standing.waiting_for(agreement, today())} if agreement.state == State.PROPOSED else ()
    return [(party, by_party.get(party.pk), party.pk in waiting) for party in agreement.parties.all()]


def _roles(agreement: Agreement) -> list[tuple[str, list[Party]]]:
    """The parties by what they are in it, each role once."""
    parties = list(agreement.parties.all())
    found = [(PartyRole(role).label, [one for one in parties if one.role == role]) for role in PartyRole.values]
    return [(str(label), them) for label, them in found if them]


def _payments(agreement: Agreement, as_of: date) -> list[Payment]:
    """What had been paid by a day, newest first."""
    rows = Payment.objects.filter(agreement=agreement, paid_on__lte=as_of).select_related("recipient__organization")
    return list(rows.order_by("-paid_on", "-pk"))


def _corrections(agreement: Agreement, user: User) -> dict[int, str]:
    """By payment that the user can correct: the form, filled in with all that is left of it."""
    if "pay" not in standing.actions(agreement, user):
        return {}
    form = reverse("act", args=[agreement.pk, "correct-payment"])
    found = act_inputs.correctable(agreement, user).items()
    return {pk: f"{form}?{urlencode({'corrects': pk, 'amount': forms.written(left)})}" for pk, (_one, left) in found}


def _told_here(result: CheckResult) -> tuple[PeriodResult, ...]:
    """The periods whose lines the page has room for: of many the last that has begun; each has a page of its own."""
    if sum(len(period.lines) for period in result.periods) <= MOST_LINES:
        return result.periods
    begun = [one for one in result.periods if one.period.starts_on <= result.as_of]
    return tuple(begun[-1:]) or result.periods[:1]


def _shown(row: Checked) -> dict[str, Any]:
    """The check's answer beside its words and sentences."""
    result, language = row.result, current_language()
    here, labels = _told_here(result), {one.period.label for one in result.periods}
    return {
        "facts": row.facts,
        "result": result,
        "pictures": pictures(result),
        "supposes": any(one.kind == OWN and one.remaining_periods for one in result.through_term),
        "term": [
            {"row": one, "kind": KINDS[one.kind], "status": STATUSES[one.status],
             "why": explain_row(one, result, language)}
            for one in result.through_term
        ],
        "periods": [
            {"period": period, "lines": [line_shown(line, result.as_of, language) for line in period.lines]}
            for period in here
        ],
        "elsewhere": [one.period.label for one in result.periods if one not in here],
        "findings": [
            {"finding": one, "severity": SEVERITIES[one.severity], "message": message(one, language),
             "has_page": one.period in labels}
            for one in result.findings
        ],
        "support": [
            {"part": one, "formula": support_formula(one.given, language)} for one in result.support
        ],
        "consequences": follows(result, {pk: party.name for pk, party in row.facts.everybody.items()}, language),
    }  # fmt: skip
