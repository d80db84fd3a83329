"""The second step: who the parties are, named as people name them."""

import re
from dataclasses import replace

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements.bodies import AgreementBody
from agreements.models import Agreement
from agreements.models.terms import PartyRole, known_to
from agreements.services.naming import unknown
from office.access import acting
from office.bodies import OrganizationBody, Values
from office.models import Organization, User
from office.models.organizations import PRIVATE_KINDS, OrganizationKind
from office.refusals import Refusal, Refused
from office.services import organizations
from reports.pages.registering.frame import Asked, revise, show, to_field
from reports.pages.registering.words import Where, Words, rows_of, text

#: Organisations that the field proposes.
MOST = 150
NUMBERED = re.compile(r"\((\d{6}-?\d{4})\)$", re.ASCII)
BY_ID = re.compile(r"\[(\d{1,18})\]$", re.ASCII)


def called(one: Organization) -> str:
    """An organisation as the field has it: with its number, or its id where it has none of its own."""
    return f"{one.name} ({one.number})" if one.number else f"{one.name} [{one.pk}]"


def proposed(user: User) -> list[str]:
    """Those that the field proposes: whom my own organisation has agreements with or has registered, and itself."""
    mine = acting(user).officer
    near = Q(pk__in=known_to(user)) | Q(registered_by__in=mine) | Q(pk__in=mine) | Q(parent__in=mine)
    return [called(one) for one in Organization.objects.filter(near).order_by("name", "pk")[:MOST]]


def words_of(agreement: Agreement) -> Words:
    """The draft's parties, as they are typed."""
    rows = agreement.parties.select_related("organization")
    return {"parties": [{"organization": called(one.organization), "role": one.role} for one in rows]}


def read(words: Words) -> tuple[Values, list[Refusal], Where]:
    """The words as a body has them, what names no organisation, and by each path the name of its field. A row that is
    left empty is none."""
    rows: list[Values] = []
    refusals: list[Refusal] = []
    where: Where = {}
    for place, row in enumerate(rows_of(words, "parties")):
        said = text(row, "organization")
        if not said:
            continue
        at, here = f"parties[{len(rows)}]", f"parties[{place}]"
        where |= {f"{at}.{name}": f"{here}.{name}" for name in ("organization", "role")} | {at: f"{here}.organization"}
        found = named(said)
        if found is None:
            refusals.append(unknown(f"{at}.organization", said))
        rows.append({"organization": found.pk if found else said[:20], "role": text(row, "role")})
    return {"parties": rows}, refusals, where


def named(said: str) -> Organization | None:
    """The organisation that a text names: by what is in brackets, by its number, or by its name where one has it."""
    if by_id := BY_ID.search(said):
        return organizations.find(int(by_id[1]))
    numbered = NUMBERED.search(said)
    if found := organizations.find(numbered[1] if numbered else said):
        return found
    found_ones = Organization.objects.filter(search_text__startswith=f"{said.casefold()} ")[:20]
    same = [one for one in found_ones if one.name.casefold() == said.casefold()]
    return same[0] if len(same) == 1 else None


def save(asked: Asked) -> None:
    """Those that are named become the draft's parties. Raises `Refused`."""
    raw, nobodies, where = read(asked.words)
    values, refusals = AgreementBody().read(raw, partial=True)
    told = {one.path for one in nobodies}
    refusals = [*nobodies, *(one for one in refusals if one.path not in told)]
    if nobodies:
        raise Refused(*(to_field(one, where) for one in refusals))
    revise(asked, (values, refusals), lambda one: to_field(one, where))


def changed(asked: Asked, act: str) -> tuple[Words, str]:
    """The words after a button, and the field that it leads to: `add`, `remove:0`, or `organization`, which registers
    what is not here yet. Raises `Refused`."""
    words, rows = asked.words, rows_of(asked.words, "parties")
    place = f"parties[{len(rows)}].organization"
    if act == "organization":
        more = {"organization": _registered(words, asked.user), "role": "recipient"}
        named = [row for row in rows if text(row, "organization")]
        return {"revision": text(words, "revision"), "parties": [*named, more]}, place
    if act == "add":
        return {**words, "parties": [*rows, {}]}, place
    removed = act.removeprefix("remove:")
    return {**words, "parties": [row for at, row in enumerate(rows) if str(at) != removed]}, place


def _registered(words: Words, user: User) -> str:
    """Register the organisation that is not here yet; how the field has it."""
    typed = words.get("registered")
    said = {name: text(typed, name) for name in ("kind", "name", "number")} if isinstance(typed, dict) else {}
    values, refusals = OrganizationBody().read({name: one for name, one in said.items() if one})
    try:
        return called(organizations.register(values, user, refusals))
    except Refused as refused:
        raise Refused(*(one.under("registered") for one in refused.refusals), status=refused.status) from refused


def page(asked: Asked) -> HttpResponse:
    """The step: a row per party, one more that is empty, and a form for an organisation that is not here yet."""
    rows = rows_of(asked.words, "parties")
    rows = rows if len(rows) > 1 else [*rows, {"organization": "", "role": "recipient"}]
    labels = {}
    for at in range(len(rows)):
        labels[f"parties[{at}].organization"] = _("Organisation")
        labels[f"parties[{at}].role"] = _("Role")
    labels |= {
        "registered.kind": _("Kind of organisation"),
        "registered.name": _("Name"),
        "registered.number": _("Organisation number"),
    }

    asked = replace(asked, words={**asked.words, "parties": rows})
    fields = asked.fields(labels)
    registered = [one for path, one in fields.items() if path.startswith("registered.")]
    more = {
        "rows": [(at, fields[f"parties[{at}].organization"], fields[f"parties[{at}].role"]) for at in range(len(rows))],
        "roles": PartyRole.choices,
        "known": proposed(asked.user),
        "kinds": [one for one in OrganizationKind.choices if one[0] in PRIVATE_KINDS],
        "registered": registered,
        "registering": any(one.value or one.wrong for one in registered[1:]),
    }
    return show(asked, fields, more)
