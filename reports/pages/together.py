"""Pages: several municipalities. Who has decided and who is waited for, what each pays and how that came about, and
which municipalities share which agreements."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agreements import consensus
from agreements.api.cost_shapes import shares_of
from agreements.models import Agreement, Amendment, AmendmentAnswer, Party
from agreements.models.shared_costs import Basis
from agreements.services import renewing, standing
from office.clock import today
from office.collation import key as swedish
from office.known import NOW
from office.language import current_language
from reports.pages.amending.answer import waited_for
from reports.pages.who_shares import drawn
from reports.selectors.together import municipalities, of_several

PER_PAGE = 40


@require_safe
@login_required
def together(request: HttpRequest) -> HttpResponse:
    """Which municipalities share which agreements, as a picture and as a table."""
    on = today()
    rows = (
        of_several(Agreement.objects.visible_to(request.user), on)
        .select_related("termination")
        .order_by("-starts_on", "pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    members, known = municipalities([one.pk for one in shown], on)
    names = {one.pk: one.name for one in sorted(known.values(), key=lambda one: (swedish(one.name), one.pk))}
    first = page.start_index()
    listed = [
        {"number": first + place, "agreement": one, "last": _last(one), "over": _last(one) < on,
         "names": [name for pk, name in names.items() if pk in members[one.pk]]}
        for place, one in enumerate(shown)
    ]  # fmt: skip
    counted = [(name, sum(pk in members[one.pk] for one in shown)) for pk, name in names.items()]
    picture = drawn(names, [members[one.pk] for one in shown], first) if shown else None
    known_here = {"page": page, "rows": listed, "counted": counted, "picture": picture}
    return render(request, "reports/together.html", known_here)


def _last(agreement: Agreement) -> date:
    """Its last day as it stands."""
    termination = getattr(agreement, "termination", None)
    days = (agreement.through, termination and termination.last_day)
    return min(day for day in days if day)


@require_safe
@login_required
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: each party's answer, open amendments' too, and each member's share with its formula."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).with_terms(), pk=pk)
    rows = list(agreement.parties.all())
    first = [one for one in rows if one.joined_by_id is None]
    public = sum(one.organization.public for one in first)
    rule = standing.binds_by(agreement.conditions)
    silent = standing.waiting_for(agreement, today())
    shown = {
        "agreement": agreement,
        "rows": [_answer(agreement, one) for one in rows],
        "waiting": [one.organization.name for one in silent] if agreement.state == "proposed" else [],
        "yes": len(first) - len(silent),
        "of": len(first),
        "joined": len(rows) - len(first),
        "rule": rule,
        "needed": consensus.needed(rule, public),
        "public": public,
        "amendments": [_amendment(one) for one in agreement.amendments.filter(state="proposed")],
        "costs": _costs(agreement),
        "amends": "amend" in standing.actions(agreement, request.user),
        "together": standing.ends_together(agreement),
        "renewal": renewing.standing_of(agreement),
    }
    return render(request, "reports/parties.html", shown)


def _answer(agreement: Agreement, party: Party) -> dict[str, Any]:
    """A party with what it said: a decision, a signature, or nothing yet."""
    said = next((one for one in agreement.decisions.all() if one.party_id == party.pk), None)
    signed = next((one for one in agreement.signatures.all() if one.party_id == party.pk), None)
    return {"party": party, "decision": said, "signature": signed, "joined": party.joined_by_id is not None}


def _amendment(row: Amendment) -> dict[str, Any]:
    """An open amendment, who has answered it and who is waited for."""
    answers: list[AmendmentAnswer] = list(row.answers.select_related("organization"))
    return {"row": row, "answers": answers, "waiting": [one.name for one in waited_for(row)]}


def _costs(agreement: Agreement) -> list[dict[str, Any]]:
    """Each shared cost by period with its shares, as the API has them."""
    words = dict(Basis.choices)
    found = []
    for (_cost, period), some in groupby(
        shares_of(agreement, NOW, current_language()), key=itemgetter("shared_cost", "period")
    ):
        shares = list(some)
        total = sum(Decimal(one["amount"]) for one in shares)
        about = {"name": shares[0]["name"], "basis": words[shares[-1]["basis"]], "period": period}
        found.append({**about, "shares": shares, "total": total})
    return found
