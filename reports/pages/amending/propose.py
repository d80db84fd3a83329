"""The page on which an officer proposes an amendment: what holds, in fields; first what it would change, then to whom
it is put."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.amending import Document
from agreements.amendment_body import AmendmentBody
from agreements.models import Agreement
from agreements.models.shared_costs import Basis
from agreements.models.terms import ComponentKind, PartyRole
from agreements.services import amending, outlining, standing
from agreements.services.outlining import Outline
from office.models import Organization, User
from office.pages import forms, sending
from office.refusals import Refused
from reports.pages.amending.reading import Reading
from reports.pages.amending.words import (
    FIXED,
    MEMBER,
    caught_up,
    changeable,
    conditions_of,
    terms_of,
    with_rows,
    words_of,
)
from reports.pages.amending.words import standing as standing_in
from reports.pages.registering.conditions import at_clause, clauses, labels_of
from reports.pages.registering.frame import to_field
from reports.pages.registering.parties import proposed
from reports.pages.registering.typed import whole
from reports.pages.registering.words import Words, flat, nested, rows_of, text
from reports.words import KINDS

#: What the form sends beside its fields.
BESIDE = frozenset({"csrfmiddlewaretoken", "act", "revision", "known_at", sending.FIELD})


@dataclass(frozen=True)
class Form:
    """The form as it is asked for: the terms that stood there when it was shown, what was typed, and what came of it:
    what it would change, or what is wrong."""

    request: HttpRequest
    agreement: Agreement
    terms: Document
    known_at: datetime
    words: Words
    outline: Outline | None = None
    refused: Refused | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an amendment would change, or put it before every party."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    seen = get_object_or_404(Agreement.objects.visible_to(user), pk=pk)
    agreement = Agreement.objects.with_terms().get(pk=seen.pk)
    now = timezone.now()
    if request.method != "POST":
        terms = terms_of(agreement)
        form = Form(request, agreement, terms, now, words_of(terms))
        try:
            standing.members_only(agreement, user)
            standing.require_state_for("amend", agreement)
        except Refused as refused:
            form = replace(form, refused=refused)
        return _page(form)
    form = _sent(request, agreement, now)
    if request.POST.get("act") == "join":
        more = [*rows_of(form.words, "join"), {"organization": "", "role": ""}]
        return _page(replace(form, words={**form.words, "join": more}))
    try:
        made = _acted(form, user)
    except Refused as refused:
        return _page(_caught_up(form, refused, now))
    return _page(replace(form, outline=made)) if isinstance(made, Outline) else redirect("amendment", made)


def _sent(request: HttpRequest, agreement: Agreement, now: datetime) -> Form:
    """What was sent, beside the terms that its page showed: those of the moment that it names."""
    known_at = _moment(request.POST.get("known_at", "")) or now
    terms = terms_of(agreement, known_at)
    typed = nested({name: str(said) for name, said in request.POST.items() if name not in BESIDE})
    return Form(request, agreement, terms, known_at, with_rows(typed, terms))


def _moment(said: str) -> datetime | None:
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _acted(form: Form, user: User) -> Outline | int:
    """What it would change; the id of the amendment where it is put before the parties. Raises `Refused`, each refusal
    at a field of the page."""
    found = Reading(form.words, words_of(form.terms), form.terms)
    values, refusals = AmendmentBody().read(found.raw)
    told = {one.path for one in found.refusals}
    refusals = [*found.refusals, *(one for one in refusals if one.path not in told)]
    revision = form.request.POST.get("revision")
    try:
        if form.request.POST.get("act") != "propose":
            return outlining.thought_of(form.agreement, values, user, refusals, revision)
        made: int = sending.once(
            form.request, lambda: amending.propose(form.agreement, values, user, refusals, revision).pk
        )
    except Refused as refused:
        shown = labels_of()
        moved = [
            at_clause(one, found.where, shown) if one.path.startswith("conditions.") else to_field(one, found.where)
            for one in refused.refusals
        ]
        raise Refused(*moved, status=refused.status) from refused
    return made


def _caught_up(form: Form, refused: Refused, now: datetime) -> Form:
    """The form with what is wrong. Who has been told that others have changed the agreement goes on from there."""
    if refused.status != 412:
        return replace(form, refused=refused)
    terms = terms_of(form.agreement)
    words = with_rows(caught_up(form.words, words_of(form.terms), words_of(terms)), terms)
    return replace(form, terms=terms, known_at=now, words=words, refused=refused)


def _page(form: Form) -> HttpResponse:
    refused, agreement = form.refused, form.agreement
    wrong = refused.refusals if refused else ()
    names = _names(form)
    labels = _labels(form.words)
    fields = forms.fields(labels, dict(flat(form.words)), wrong)
    stale = bool(refused and refused.status == 412)
    user: User = form.request.user  # type: ignore[assignment] # has signed in
    shown = {
        "agreement": agreement,
        "open": "amend" in standing.actions(agreement, user),
        "stale": stale,
        "fields": fields,
        "faults": forms.faults(labels, wrong),
        "outline": form.outline,
        "once": sending.key(),
        "revision": agreement.revision if stale else form.request.POST.get("revision", agreement.revision),
        "known_at": form.known_at.isoformat(),
        "promises": [_promise(place, row, form, fields, names) for place, row in _placed(form.words, "commitments")],
        "costs": [_cost(place, row, form, fields, names) for place, row in _placed(form.words, "shared_costs")],
        "leaving": [
            (names.get(text(row, "organization"), ""), text(row, "organization"), fields[f"parties[{place}].leaves"])
            for place, row in _placed(form.words, "parties")
        ],
        "joining": [
            (fields[f"join[{place}].organization"], fields[f"join[{place}].role"])
            for place, _row in _placed(form.words, "join")
        ],
        "known": proposed(user),
        "roles": [("", "–"), *PartyRole.choices],
        "bases": Basis.choices,
        "recipients": [(str(pk), names[str(pk)]) for pk in standing_in(form.terms)],
        "clauses": [
            row for row in clauses(form.words, conditions_of(form.terms), fields) if row["name"] != FIXED
        ],
    }  # fmt: skip
    return render(form.request, "reports/amend.html", shown, status=refused.status if refused else 200)


def _placed(words: Words, name: str) -> Iterable[tuple[int, Words]]:
    return enumerate(rows_of(words, name))


def _names(form: Form) -> dict[str, str]:
    """What the organisations of the page are called, by their ids as text."""
    ids = {one["organization"] for one in form.terms["parties"]}
    members = [one for row in rows_of(form.words, "shared_costs") for one in rows_of(row, "members")]
    ids |= {pk for one in members if isinstance(pk := whole(text(one, "organization")), int)}
    return {str(pk): name for pk, name in Organization.objects.filter(pk__in=ids).values_list("pk", "name")}


def _labels(words: Words) -> dict[str, str]:
    """What each field is called, by its name."""
    labels = {
        "effective_on": _("It holds from and including"),
        "reason": _("Why"),
        "document": _("Document"),
        "title": _("Name"),
        "ends_on": _("Through (the last day)"),
    }
    for place, row in _placed(words, "commitments"):
        at = f"commitments[{place}]"
        labels |= {f"{at}.amount": _("A year from then on"), f"{at}.recipient": _("Who is paid")}
        labels |= _year_labels(at, row)
        for index, _part in enumerate(rows_of(row, "components")):
            here = f"{at}.components[{index}]"
            labels |= {f"{here}.amount": _("Amount a year, kr"), f"{here}.hours": _("or hours a year")}
    for place, row in _placed(words, "shared_costs"):
        at = f"shared_costs[{place}]"
        labels |= {
            f"{at}.amount": _("Amount a year, kr"),
            f"{at}.basis": _("Shared by"),
            f"{at}.fixed": _("Each member's fee a year, kr"),
            f"{at}.reference_date": _("Inhabitants as of"),
            f"{at}.payee": _("Who is paid"),
            f"{at}.members": _("Members"),
        }
        labels |= _year_labels(at, row)
        own = {
            "percent": _("Per cent"),
            "quantity": _("Quantity"),
            "floor": _("At least, kr"),
            "ceiling": _("At most, kr"),
        }
        for index, _member in enumerate(rows_of(row, "members")):
            labels |= {f"{at}.members[{index}].{name}": own[name] for name in MEMBER}
    labels |= {f"parties[{place}].leaves": _("Leaves the agreement") for place, _row in _placed(words, "parties")}
    for place, _row in _placed(words, "join"):
        labels |= {f"join[{place}].organization": _("Organisation"), f"join[{place}].role": _("Role")}
    return labels | labels_of()


def _year_labels(at: str, row: Words) -> dict[str, str]:
    return {f"{at}.years[{index}].amount": text(one, "period") for index, one in enumerate(rows_of(row, "years"))}


def _years(at: str, row: Words, fields: Mapping[str, forms.Field]) -> list[tuple[str, forms.Field]]:
    return [
        (text(one, "period"), fields[f"{at}.years[{index}].amount"]) for index, one in enumerate(rows_of(row, "years"))
    ]


def _promise(
    place: int, row: Words, form: Form, fields: Mapping[str, forms.Field], names: Mapping[str, str]
) -> dict[str, Any]:
    """A promise as its template shows it."""
    at = f"commitments[{place}]"
    parties = {one["party"]: str(one["organization"]) for one in form.terms["parties"]}
    known = {str(one["id"]): one for one in changeable(form.terms)}
    promised = known.get(text(row, "commitment"), {})
    kind = str(promised.get("kind", ""))
    called = str(promised.get("name") or KINDS.get(kind, kind))
    return {
        "at": at,
        "id": text(row, "commitment"),
        "kind": kind,
        "unit": promised.get("unit") or "kr",
        "what": f"{called}, {names.get(parties.get(promised.get('party'), ''), '')}",
        "amount": None if "years" in row else fields[f"{at}.amount"],
        "years": _years(at, row, fields),
        "parts": [
            (text(one, "kind"), ComponentKind(text(one, "kind")).label, text(one, "category"), text(one, "counting"),
             fields[f"{at}.components[{index}].amount"], fields[f"{at}.components[{index}].hours"])
            for index, one in enumerate(rows_of(row, "components"))
            if text(one, "kind") in ComponentKind.values
        ],
        "recipient": fields[f"{at}.recipient"] if kind == "funding" else None,
        "everybody": promised.get("recipient", "") is None,
    }  # fmt: skip


def _cost(
    place: int, row: Words, form: Form, fields: Mapping[str, forms.Field], names: Mapping[str, str]
) -> dict[str, Any]:
    """A shared cost as its template shows it."""
    at = f"shared_costs[{place}]"
    known = {str(one["id"]): one for one in form.terms["shared_costs"]}
    found = known.get(text(row, "shared_cost"), {})
    return {
        "at": at,
        "id": text(row, "shared_cost"),
        "what": found.get("name", ""),
        "amount": None if "years" in row else fields[f"{at}.amount"],
        "years": _years(at, row, fields),
        **{name: fields[f"{at}.{name}"] for name in ("basis", "fixed", "reference_date", "payee", "members")},
        "rows": [
            (text(one, "organization"), names.get(text(one, "organization"), ""),
             [fields[f"{at}.members[{index}].{name}"] for name in MEMBER])
            for index, one in enumerate(rows_of(row, "members"))
        ],
    }  # fmt: skip
