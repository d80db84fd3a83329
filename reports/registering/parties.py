"""The second step: who the parties are, named as people name them."""

import re

from django.db.models import Q

from agreements.models import Agreement
from agreements.models.terms import known_to
from agreements.services.naming import unknown
from office.access import acting
from office.bodies import Values
from office.models import Organization, User
from office.refusals import Refusal
from office.services import organizations
from reports.registering.nested import Words
from reports.registering.promises import rows_of, text

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


def read(words: Words) -> tuple[Values, list[Refusal], dict[str, str]]:
    """The words as a body has them, what names no organisation, and by each path the name of its field. A row that is
    left empty is none."""
    rows: list[Values] = []
    refusals: list[Refusal] = []
    where: dict[str, str] = {}
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
