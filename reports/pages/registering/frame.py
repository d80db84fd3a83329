"""What every step's page has: the way through the steps, its fields, what is wrong, and whose revision it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.services import registration, unfinished
from office.bodies import Values
from office.models import User
from office.pages import forms
from office.refusals import Refusal, Refused
from reports.pages.registering.words import Where, Words, flat, text

#: The steps of a draft by the names in their addresses, in their order.
STEPS: dict[str, Promise] = {
    "what": _("What and how long"),
    "parties": _("Parties"),
    "promises": _("Promises"),
    "conditions": _("Conditions"),
    "preview": _("Look through and propose"),
}
Fields = dict[str, forms.Field]


@dataclass(frozen=True)
class Asked:
    """A step as it is asked for: the draft (None in the first step, before there is one), the words in its fields, what
    was refused of them, and whether they were kept earlier and are no part of the draft.
    """

    request: HttpRequest
    name: str
    draft: Agreement | None
    words: Words
    refused: Refused | None = None
    kept: bool = False

    @property
    def user(self) -> User:
        user: User = self.request.user  # type: ignore[assignment] # has signed in
        return user

    @property
    def agreement(self) -> Agreement:
        """The draft of a step that has one."""
        if self.draft is None:
            raise LookupError(self.name)
        return self.draft

    def fields(self, labels: dict[str, str]) -> Fields:
        """The fields by their names, with what was typed and what is wrong with it."""
        return forms.fields(labels, dict(flat(self.words)), self.wrong)

    @property
    def wrong(self) -> Sequence[Refusal]:
        return self.refused.refusals if self.refused else ()


def show(asked: Asked, fields: Fields, more: Values) -> HttpResponse:
    """A step's page; `more` is what it shows besides."""
    draft, refused = asked.draft, asked.refused
    waiting = unfinished.kept_steps(asked.user, draft) if draft else set()
    stale = bool(refused and refused.status == 412)
    # Who has been told that another has changed the draft saves from there; who has not is told first.
    revision = str(draft.revision) if draft else ""
    typed_at = text(asked.words, "revision")
    shown: Values = {
        "agreement": draft,
        "name": asked.name,
        "steps": [(one, word, one in waiting) for one, word in STEPS.items()],
        "waiting": [word for one, word in STEPS.items() if one in waiting],
        "fields": fields,
        "faults": forms.faults(
            {path: field.label for path, field in fields.items()}, asked.wrong, refused.status if refused else 400
        ),
        "kept": asked.kept,
        "stale": stale,
        "revision": revision if stale or not typed_at else typed_at,
        **more,
    }
    template = f"reports/register_{asked.name}.html"
    return render(asked.request, template, shown, status=refused.status if refused else 200)


def revise(
    asked: Asked,
    read: tuple[Values, list[Refusal]],
    moved: Callable[[Refusal], Refusal] = lambda refusal: refusal,
) -> None:
    """Save what was read of a step, from the revision that its page showed. Raises `Refused`, each refusal `moved` to a
    field of the page."""
    values, refusals = read
    try:
        registration.revise(asked.agreement, values, asked.user, refusals, text(asked.words, "revision") or None)
    except Refused as refused:
        raise Refused(*map(moved, refused.refusals), status=refused.status) from refused


def to_field(refusal: Refusal, where: Where) -> Refusal:
    """A refusal with the path of the page's own field: the one that says it, or that says what it is within."""
    found = nearest(refusal.path, where)
    return replace(refusal, path=where[found] + refusal.path.removeprefix(found)) if found else refusal


def nearest(path: str, where: Where) -> str:
    """The longest path of `where` that is, or holds, a path; empty where there is none."""
    return max((one for one in where if path == one or path.startswith((f"{one}.", f"{one}["))), key=len, default="")
