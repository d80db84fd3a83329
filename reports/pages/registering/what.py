"""The first step: what the agreement is and how long it lasts, begun from nothing, a template or another agreement."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agreements.bodies import AgreementBody
from agreements.models import Agreement, AgreementTemplate
from agreements.models.agreement import AgreementKind
from agreements.selectors import whole_term
from agreements.services import registration, templates, unfinished
from office import addresses
from office.access import acting
from office.bodies import Values
from office.models import Organization, User
from office.models.organizations import PUBLIC_KINDS
from office.models.people import Role
from office.refusals import Refusal
from reports.pages.registering import promises
from reports.pages.registering.frame import Asked, revise, show
from reports.pages.registering.words import Words, text

FIELDS = ("reference", "title", "kind", "purpose", "starts_on", "ends_on")
#: Agreements that can be copied, the newest first.
MOST = 100


def words_of(agreement: Agreement) -> Words:
    """What the draft is, as it is typed."""
    return {name: str(getattr(agreement, name)) for name in FIELDS}


def read(words: Words) -> tuple[Values, list[Refusal]]:
    """The words as a body reads them; what is left empty is left out."""
    said = {name: text(words, name) for name in FIELDS if text(words, name)}
    values, refusals = AgreementBody().read({"purpose": "", **said, "parties": [], "commitments": []})
    return {name: values[name] for name in FIELDS if name in values}, refusals


def mine(user: User) -> list[Organization]:
    """The public bodies that I may register an agreement for, the largest first."""
    found = Organization.objects.filter(pk__in=acting(user).officer, kind__in=PUBLIC_KINDS)
    return sorted(found, key=lambda one: (one.parent_id is not None, one.name, one.pk))


def copyable(user: User) -> Any:
    """The agreements that mine may begin from: those in which I am an officer."""
    seen = Agreement.objects.public_for(acting(user).only(Role.OFFICER))
    return seen.order_by("-starts_on", "pk")


def begin(words: Words, user: User) -> Agreement:
    """Register the draft with what there is. What a template or another agreement promises is kept as the third step's
    words: to be looked at, and no promise before it is saved. Raises `Refused`."""
    kind, _colon, pk = text(words, "source").partition(":")
    number = addresses.number(pk)
    with transaction.atomic():
        if kind == "template":
            return _from_template(get_object_or_404(AgreementTemplate.objects.visible_to(user), pk=number), words, user)
        if kind == "agreement":
            return _copy(get_object_or_404(copyable(user).with_terms(), pk=number), words, user)
        values, refusals = read(words)
        return registration.register({**values, **_owner(words, user), "commitments": []}, user, refusals)


def _owner(words: Words, user: User) -> Values:
    chosen, own = text(words, "owner"), mine(user)
    one = next((one for one in own if str(one.pk) == chosen), own[0] if own else None)
    return {"parties": [{"organization": one.pk, "role": "funder"}] if one else []}


def _from_template(template: AgreementTemplate, words: Words, user: User) -> Agreement:
    values, refusals = read({"title": template.title, "kind": template.kind, **_typed(words)})
    made = templates.start(template, {**values, **_owner(words, user), "commitments": []}, user, refusals, None)
    unfinished.keep(user, made, "promises", promises.from_template(template, _parties(made)))
    return made


def _copy(original: Agreement, words: Words, user: User) -> Agreement:
    values, refusals = read({**words_of(original), "reference": "", "starts_on": "", "ends_on": "", **_typed(words)})
    before = registration.as_values(original)
    kept = {name: before[name] for name in ("parties", "conditions")}
    shared = before.get("shared_costs") or []
    costs = [cost for cost in shared if "amount" in cost]
    made = registration.register({**values, **kept, "shared_costs": costs, "commitments": []}, user, refusals)
    left_out = [cost["name"] for cost in shared if "amount" not in cost]
    unfinished.keep(user, made, "promises", promises.copied(original, whole_term(made), left_out))
    return made


def _typed(words: Words) -> Words:
    return {name: text(words, name) for name in FIELDS if text(words, name)}


def _parties(agreement: Agreement) -> list[tuple[int, str]]:
    return [(party.organization_id, party.role) for party in agreement.parties.all()]


def save(asked: Asked) -> None:
    """What was typed becomes the draft's. Raises `Refused`."""
    revise(asked, read(asked.words))


def page(asked: Asked) -> HttpResponse:
    """The step of a draft, or of one that is not there yet."""
    if asked.draft is not None:
        return show(asked, asked.fields(_labels()), {"kinds": AgreementKind.choices})
    user = asked.user
    known = AgreementTemplate.objects.visible_to(user).order_by("title", "pk")[:MOST]
    sources = [
        ("", _("an empty agreement")),
        *((f"template:{one.pk}", _("the template %(title)s") % {"title": one.title}) for one in known),
        *((f"agreement:{one.pk}", _("a copy of %(reference)s %(title)s") % vars(one)) for one in copyable(user)[:MOST]),
    ]
    more = {
        "sources": sources,
        "own": [(one.pk, one.name) for one in mine(user)],
        "kinds": [("", "–"), *AgreementKind.choices],
        "may": acting(user).officer,
    }
    return show(asked, asked.fields({"source": _("Begin with"), "owner": _("For"), **_labels()}), more)


def _labels() -> dict[str, str]:
    return {
        "reference": _("Reference (diarienummer)"),
        "title": _("Title"),
        "kind": _("Kind of agreement"),
        "purpose": _("Purpose"),
        "starts_on": _("First day, from and including"),
        "ends_on": _("Last day, up to and including"),
    }
