"""Pages: register an agreement in five steps. Each step that is saved is part of the draft; what is not yet is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements.bodies import AgreementBody
from agreements.models import Agreement, AgreementTemplate
from agreements.models.agreement import AgreementKind
from agreements.models.terms import CommitmentKind, ComponentKind, PartyRole
from agreements.selectors import whole_term
from agreements.services import lifecycle, registration, standing, unfinished
from office.access import acting
from office.bodies import OrganizationBody, Values
from office.language import current_language
from office.models import User
from office.models.organizations import PRIVATE_KINDS, OrganizationKind
from office.pages import forms
from office.refusals import Refusal, Refused, forbidden
from office.services import organizations
from reports import help as known
from reports.checks.explain_term import explain_row
from reports.checks.render import message
from reports.registering import clauses, parties, promises, starting
from reports.registering.nested import Words, flat, nested
from reports.registering.preview import as_agreed
from reports.registering.promises import rows_of, text
from reports.words import KINDS, SEVERITIES

#: The steps of a draft by the names in their addresses.
STEPS: dict[str, Promise] = {
    "what": gettext_lazy("What and how long"),
    "parties": gettext_lazy("Parties"),
    "promises": gettext_lazy("Promises"),
    "conditions": gettext_lazy("Conditions"),
    "preview": gettext_lazy("Look through and propose"),
}
ORDER = tuple(STEPS)
Where = dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """The first step of a draft that is not there yet."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    if not acting(user).officer:
        refused = forbidden("agreement.officers_only", _("Only a municipal officer registers agreements."))
        return _new(request, {}, refused)
    if request.method != "POST":
        words = unfinished.kept(user, None, "what")
        first = {"source": request.GET.get("from", "")} if "from" in request.GET else {}
        return _new(request, {**(words or {}), **first}, kept=words is not None)
    act, words = _sent(request)
    if act == "forget":
        unfinished.forget(user, None, "what")
        return redirect("agreement-new")
    unfinished.keep(user, None, "what", words)
    if act == "keep":
        return _kept(request, redirect("agreements"))
    try:
        made = starting.begin(words, user)
    except Refused as refused:
        return _new(request, words, refused)
    unfinished.forget(user, None, "what")
    return redirect("agreement-draft", made.pk, "parties")


def _sent(request: HttpRequest) -> tuple[str, Words]:
    """The pressed button, and what was typed."""
    form = {name: str(value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "act")}
    return request.POST.get("act", "save"), nested(form)


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A script that keeps what is typed needs no page."""
    return HttpResponse(status=204) if request.headers.get("X-Kept-By") == "script" else answer


def _new(request: HttpRequest, words: Words, refused: Refused | None = None, kept: bool = False) -> HttpResponse:
    user: Any = request.user
    templates = AgreementTemplate.objects.visible_to(user).order_by("title", "pk")[: starting.MOST]
    copies = starting.copyable(user)[: starting.MOST]
    sources = [
        ("", _("an empty agreement")),
        *((f"template:{one.pk}", _("the template %(title)s") % {"title": one.title}) for one in templates),
        *((f"agreement:{one.pk}", _("a copy of %(reference)s %(title)s") % vars(one)) for one in copies),
    ]
    own = [(one.pk, one.name) for one in starting.mine(user)]
    shown: Values = {
        "sources": sources,
        "own": own,
        "kinds": [("", "–"), *AgreementKind.choices],
        "may": acting(user).officer,
    }
    labels = {"source": _("Begin with"), "owner": _("For"), **_what_labels()}
    return _show(request, "reports/register_what.html", "what", words, labels, refused, kept, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, pk: str, name: str) -> HttpResponse:
    """One step of a draft; what is no draft any more, or not mine to write, is shown as the agreement that it is."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    seen = get_object_or_404(Agreement.objects.visible_to(user), pk=int(pk))
    agreement = Agreement.objects.with_terms().select_related("owner").get(pk=seen.pk)
    if request.method != "POST":
        if "patch" not in standing.actions(agreement, user):
            return redirect("agreement", agreement.pk)
        words = unfinished.kept(user, agreement, name)
        return _step(request, agreement, name, words)
    act, words = _sent(request)
    try:
        standing.officers_only(agreement, user)
        standing.require_state_for("patch", agreement)
        return _acted(request, agreement, name, act, words)
    except Refused as refused:
        return _step(request, agreement, name, words, refused)


def _acted(request: HttpRequest, agreement: Agreement, name: str, act: str, words: Words) -> HttpResponse:
    """What the pressed button asks for. Everything that was typed is kept first, so that nothing can be lost."""
    user: User = request.user  # type: ignore[assignment] # has signed in
    if name == "preview":
        lifecycle.propose(agreement, user, text(words, "revision") or None)
        unfinished.forget_all(agreement)
        return redirect("agreement", agreement.pk)
    if act == "forget":
        unfinished.forget(user, agreement, name)
        return redirect("agreement-draft", agreement.pk, name)
    if act == "save":
        unfinished.keep(user, agreement, name, words)
        SAVE[name](agreement, words, user)
        unfinished.forget(user, agreement, name)
        return redirect("agreement-draft", agreement.pk, ORDER[ORDER.index(name) + 1])
    unfinished.keep(user, agreement, name, _changed(agreement, name, act, words, user))
    if act == "keep":
        return _kept(request, redirect("agreement", agreement.pk))
    here = redirect("agreement-draft", agreement.pk, name)
    here["Location"] += f"#{_place(name, act, words)}"
    return here


def _place(name: str, act: str, words: Words) -> str:
    """Where on the page the added row is."""
    if name == "parties":
        return forms.field_id(f"parties[{len(rows_of(words, 'parties'))}].organization")
    first = act.split(":")[1] if ":" in act else ""
    return forms.field_id(f"commitments[{first if first.isdigit() else len(rows_of(words))}]")


def _changed(agreement: Agreement, name: str, act: str, words: Words, user: User) -> Words:
    """The words after a button that adds a row or takes one away."""
    if name == "promises":
        them = [(str(party.organization_id), party.role) for party in agreement.parties.all()]
        return promises.changed(words, act, whole_term(agreement), them)
    if name != "parties":
        return words
    rows = rows_of(words, "parties")
    if act == "organization":
        made = _organization(words, user)
        rows = [row for row in rows if text(row, "organization")]
        return {"revision": text(words, "revision"), "parties": [*rows, {"organization": made, "role": "recipient"}]}
    if act == "add":
        return {**words, "parties": [*rows, {}]}
    _remove, _colon, place = act.partition(":")
    return {**words, "parties": [row for at, row in enumerate(rows) if str(at) != place]}


def _organization(words: Words, user: User) -> str:
    """Register the organisation that is not here yet; how the field has it."""
    typed = words.get("registered")
    said = {name: text(typed, name) for name in ("kind", "name", "number")} if isinstance(typed, dict) else {}
    values, refusals = OrganizationBody().read({name: one for name, one in said.items() if one})
    try:
        return parties.called(organizations.register(values, user, refusals))
    except Refused as refused:
        raise Refused(*(one.under("registered") for one in refused.refusals), status=refused.status) from refused


def _revise(
    agreement: Agreement, values: Values, words: Words, user: User, refusals: list[Refusal], where: Where | None = None
) -> None:
    try:
        registration.revise(agreement, values, user, refusals, text(words, "revision") or None)
    except Refused as refused:
        raise Refused(*(_moved(one, where or {}) for one in refused.refusals), status=refused.status) from refused


def _moved(refusal: Refusal, where: Where) -> Refusal:
    """A refusal with the path of the page's own field."""
    path = refusal.path
    before = max((one for one in where if path == one or path.startswith((f"{one}.", f"{one}["))), key=len, default="")
    if not before:
        return refusal
    rest = path.removeprefix(before)
    return replace(refusal, path=where[before] + rest)


def _save_what(agreement: Agreement, words: Words, user: User) -> None:
    values, refusals = starting.read(words)
    _revise(agreement, values, words, user, refusals)


def _save_parties(agreement: Agreement, words: Words, user: User) -> None:
    raw, unknown, where = parties.read(words)
    values, refusals = AgreementBody().read(raw, partial=True)
    told = {one.path for one in unknown}
    refusals = [*unknown, *(one for one in refusals if one.path not in told)]
    if unknown:
        raise Refused(*(_moved(one, where) for one in refusals))
    _revise(agreement, values, words, user, refusals, where)


def _save_promises(agreement: Agreement, words: Words, user: User) -> None:
    raw, where = promises.read(words, whole_term(agreement))
    values, refusals = AgreementBody().read(raw, partial=True)
    _revise(agreement, values, words, user, refusals, where)


def _save_conditions(agreement: Agreement, words: Words, user: User) -> None:
    raw, where = clauses.read(words, agreement)
    values, refusals = AgreementBody().read(raw, partial=True)
    labels = _condition_labels()
    to_fields = {one: field for one, field in where.items() if field in labels}
    try:
        _revise(agreement, values, words, user, refusals)
    except Refused as refused:
        raise Refused(*(_nearest(one, to_fields) for one in refused.refusals), status=refused.status) from refused


def _nearest(refusal: Refusal, where: Where) -> Refusal:
    """A refusal at the field that is nearest to what it is about."""
    path = refusal.path
    found = max((one for one in where if path == one or path.startswith((f"{one}.", f"{one}["))), key=len, default="")
    at = where[found] if found else path
    return replace(refusal, path=at)


SAVE: dict[str, Callable[[Agreement, Words, User], None]] = {
    "what": _save_what,
    "parties": _save_parties,
    "promises": _save_promises,
    "conditions": _save_conditions,
}


def _step(
    request: HttpRequest, agreement: Agreement, name: str, words: Words | None, refused: Refused | None = None
) -> HttpResponse:
    """The page of a step: what was typed or kept, otherwise what the draft says."""
    kept = words is not None and request.method != "POST"
    saved: dict[str, Callable[[Agreement], Words]] = {
        "what": starting.words_of,
        "parties": parties.words_of,
        "promises": promises.words_of,
        "conditions": clauses.words_of,
    }
    if name not in STEPS:
        raise Http404
    said = words if words is not None or name == "preview" else saved[name](agreement)
    said = said or {}
    if name == "what":
        shown: Values = {"kinds": AgreementKind.choices}
        return _show(
            request, "reports/register_what.html", name, said, _what_labels(), refused, kept, agreement, **shown
        )
    if name == "parties":
        return _parties_page(request, agreement, said, refused, kept)
    if name == "promises":
        return _promises_page(request, agreement, said, refused, kept)
    if name == "conditions":
        return _conditions_page(request, agreement, said, refused, kept)
    return _preview_page(request, agreement, refused)


def _what_labels() -> dict[str, str]:
    return {
        "reference": _("Reference (diarienummer)"),
        "title": _("Title"),
        "kind": _("Kind of agreement"),
        "purpose": _("Purpose"),
        "starts_on": _("First day, from and including"),
        "ends_on": _("Last day, up to and including"),
    }


def _show(
    request: HttpRequest,
    template: str,
    name: str,
    words: Words,
    labels: dict[str, str],
    refused: Refused | None,
    kept: bool = False,
    agreement: Agreement | None = None,
    **more: Any,
) -> HttpResponse:
    """A step's page, with the way through the steps."""
    wrong: Sequence[Refusal] = refused.refusals if refused else ()
    fields = forms.fields(labels, dict(flat(words)), wrong)
    user: Any = request.user
    waiting = unfinished.kept_steps(user, agreement) if agreement else set()
    stale = bool(refused and refused.status == 412)
    # Who has been told that another has changed the draft saves from there; who has not is told first.
    revision = str(agreement.revision) if agreement else ""
    typed_at = text(words, "revision")
    shown: Values = {
        "agreement": agreement,
        "name": name,
        "steps": [(one, word, one in waiting) for one, word in STEPS.items()],
        "fields": fields,
        "faults": forms.faults(labels, wrong),
        "kept": kept,
        "stale": stale,
        "revision": revision if stale or not typed_at else typed_at,
        **more,
    }
    if callable(rows := more.get("rows")):
        shown["rows"] = rows(fields)
    shown["registered"] = [one for path, one in fields.items() if path.startswith("registered.")]
    shown["registering"] = any(one.value or one.wrong for one in shown["registered"][1:])
    return render(request, template, shown, status=refused.status if refused else 200)


def _parties_page(
    request: HttpRequest, agreement: Agreement, words: Words, refused: Refused | None, kept: bool
) -> HttpResponse:
    rows = rows_of(words, "parties")
    rows = rows if len(rows) > 1 else [*rows, {"organization": "", "role": "recipient"}]
    words = {**words, "parties": rows}
    labels = {}
    for place in range(len(rows)):
        labels[f"parties[{place}].organization"] = _("Organisation")
        labels[f"parties[{place}].role"] = _("Role")
    labels |= {
        "registered.kind": _("Kind of organisation"),
        "registered.name": _("Name"),
        "registered.number": _("Organisation number"),
    }

    def shown(fields: dict[str, forms.Field]) -> list[Any]:
        return [(at, fields[f"parties[{at}].organization"], fields[f"parties[{at}].role"]) for at in range(len(rows))]

    user: Any = request.user
    kinds = [one for one in OrganizationKind.choices if one[0] in PRIVATE_KINDS]
    more = {"rows": shown, "roles": PartyRole.choices, "known": parties.proposed(user), "kinds": kinds}
    return _show(request, "reports/register_parties.html", "parties", words, labels, refused, kept, agreement, **more)


def _promises_page(
    request: HttpRequest, agreement: Agreement, words: Words, refused: Refused | None, kept: bool
) -> HttpResponse:
    spans = whole_term(agreement)
    labels = _promise_labels(words, [one.label for one in spans])
    them = [(str(party.organization_id), party.organization.name) for party in agreement.parties.all()]

    def shown(fields: dict[str, forms.Field]) -> list[Values]:
        return [_promise(place, row, fields, spans) for place, row in enumerate(rows_of(words))]

    more = {
        "rows": shown,
        "them": [("", "–"), *them],
        "kinds": CommitmentKind.choices,
        "months": clauses.months(),
        "categories": [("", "–"), ("adult", _("adults")), ("young", _("young people"))],
        "countings": [
            ("", _("as usual")), ("cap", _("at most this")), ("floor", _("at least this")), ("plan", _("all of it"))
        ],
        "costs": [cost.name for cost in agreement.shared_costs.all()],
        "spans": spans,
    }  # fmt: skip
    return _show(request, "reports/register_promises.html", "promises", words, labels, refused, kept, agreement, **more)


def _promise_labels(words: Words, spans: Sequence[str]) -> dict[str, str]:
    labels = {}
    for place, row in enumerate(rows_of(words)):
        at, kind = f"commitments[{place}]", text(row, "kind")
        labels[at] = str(KINDS.get(kind, kind))
        quantity = kind == "activity"
        names = {
            "party": _("Who pays") if kind == "funding" else _("Who promises"),
            "recipient": _("Who receives"),
            "amount": _("How many a year") if quantity else _("Amount a year, kr"),
            "unit": _("Of what (language cafés, visits)"),
            "name": _("Name"),
            "clause": _("Clause"),
        }
        labels |= {f"{at}.{name}": word for name, word in names.items()}
        labels[f"{at}.components"] = _("Parts of the own contribution")
        labels[f"{at}.instalments"] = _("Instalments")
        labels[f"{at}.amounts"] = _("Years")
        labels |= {f"{at}.years[{index}].amount": label for index, label in enumerate(spans)}
        parts = {
            "amount": _("Amount a year, kr"),
            "hours": _("or hours a year"),
            "category": _("of"),
            "counting": _("Counts"),
        }
        for index in range(len(rows_of(row, "components"))):
            labels |= {f"{at}.components[{index}].{name}": word for name, word in parts.items()}
        days = {
            "day": _("Day"), "month": _("Month"), "share": _("Share, per cent"),
            "within_days": _("Within so many days"),
            "on_requisition": _("When the association asks for it, instead of a day"),
            "after_report": _("Not before the report for the year before is approved"), "clause": _("Clause"),
        }  # fmt: skip
        for index in range(len(rows_of(row, "instalments"))):
            labels |= {f"{at}.instalments[{index}].{name}": word for name, word in days.items()}
    return labels


def _promise(place: int, row: Words, fields: dict[str, forms.Field], spans: Iterable[Any]) -> Values:
    """One promise as its template shows it."""
    at, kind = f"commitments[{place}]", text(row, "kind")

    def under(path: str) -> dict[str, forms.Field]:
        return {one.rpartition(".")[2]: field for one, field in fields.items() if one.rpartition(".")[0] == path}

    years = [fields[f"{at}.years[{index}].amount"] for index, _one in enumerate(spans)]
    parts = [
        (text(one, "kind"), ComponentKind(text(one, "kind")).label, under(f"{at}.components[{index}]"))
        for index, one in enumerate(rows_of(row, "components"))
        if text(one, "kind") in ComponentKind.values
    ]
    return {
        "at": at,
        "id": forms.field_id(at),
        "place": place,
        "kind": kind,
        "word": fields[at].label,
        "wrong": [
            one
            for path in (at, f"{at}.components", f"{at}.instalments", f"{at}.amounts")
            for one in fields[path].wrong
        ],
        "fields": under(at),
        "years": years,
        "differ": any(one.value or one.wrong for one in years),
        "parts": parts,
        "instalments": [under(f"{at}.instalments[{index}]") for index in range(len(rows_of(row, "instalments")))],
    }  # fmt: skip


def _condition_labels() -> dict[str, str]:
    labels: dict[str, str] = {}
    for name, control in clauses.CONTROLS.items():
        labels |= {f"conditions.{name}.{one.name}": one.label for one in control.inputs()}
        labels[f"conditions.{name}.clause"] = _("Clause")
    return labels


def _conditions_page(
    request: HttpRequest, agreement: Agreement, words: Words, refused: Refused | None, kept: bool
) -> HttpResponse:
    labels = _condition_labels()
    said = words.get("conditions")

    def shown(fields: dict[str, forms.Field]) -> list[Values]:
        return [
            {
                "name": name,
                "topic": known.topic("conditions", name),
                "usual": name in clauses.USUAL,
                "inputs": [(one, fields[f"conditions.{name}.{one.name}"]) for one in control.inputs()],
                "clause": fields[f"conditions.{name}.clause"],
                "as_it_is": name in agreement.conditions
                and not clauses.sayable(name, agreement.conditions[name]["value"]),
                "said": isinstance(said, dict) and any(one for _at, one in flat(said.get(name) or {})),
            }
            for name, control in clauses.CONTROLS.items()
        ]

    return _show(
        request, "reports/register_conditions.html", "conditions", words, labels, refused, kept, agreement, rows=shown
    )


def _preview_page(request: HttpRequest, agreement: Agreement, refused: Refused | None) -> HttpResponse:
    result, language = as_agreed(agreement), current_language()
    names = {party.pk: party.organization.name for party in agreement.parties.all()}
    more = {
        "result": result,
        "periods": [
            {
                "period": one.period,
                "reports": [(report.party.name, report.due_on) for report in one.reports],
                "lines": [(KINDS[line.kind], line) for line in one.lines],
                "payments": [
                    (part, names.get(line.commitment.party, ""))
                    for line in one.lines
                    if line.kind == "funding"
                    for part in line.instalments
                ],
            }
            for one in result.periods
        ],
        "term": [(KINDS[row.kind], row, explain_row(row, result, language)) for row in result.through_term],
        "findings": [(SEVERITIES[one.severity], message(one, language)) for one in result.findings],
        "waiting": [STEPS[one] for one in ORDER if one in unfinished.kept_steps(request.user, agreement)],  # type: ignore[arg-type]
    }
    return _show(request, "reports/register_preview.html", "preview", {}, {}, refused, False, agreement, **more)
