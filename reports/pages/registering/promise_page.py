"""The third step's page: a promise with the fields of its kind, their words, and what is wrong with each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements.models.terms import CommitmentKind, ComponentKind
from agreements.selectors import whole_term
from office.bodies import Values
from office.pages import forms
from reports.pages.registering.frame import Asked, Fields, show
from reports.pages.registering.typed import months
from reports.pages.registering.words import Words, rows_of, text
from reports.words import KINDS


def page(asked: Asked) -> HttpResponse:
    """The step: a promise after another, each with the buttons that add to it."""
    rows, spans = rows_of(asked.words, "commitments"), whole_term(asked.agreement)
    labels: dict[str, str] = {}
    for place, row in enumerate(rows):
        labels |= _labels(f"commitments[{place}]", row, [one.label for one in spans])
    fields = asked.fields(labels)
    parties = [(str(one.organization_id), one.organization.name) for one in asked.agreement.parties.all()]
    more = {
        "rows": [_promise(place, row, fields, spans) for place, row in enumerate(rows)],
        "them": [("", "–"), *parties],
        "kinds": CommitmentKind.choices,
        "months": months(),
        "categories": [("", "–"), ("adult", _("adults")), ("young", _("young people"))],
        "countings": [
            ("", _("as usual")), ("cap", _("at most this")), ("floor", _("at least this")), ("plan", _("all of it"))
        ],
        "costs": [cost.name for cost in asked.agreement.shared_costs.all()],
        "left_out": [text(one, "name") for one in rows_of(asked.words, "left_out")],
        "spans": spans,
    }  # fmt: skip
    return show(asked, fields, more)


def _labels(at: str, row: Words, years: Sequence[str]) -> dict[str, str]:
    """What each field of a promise is called, by its path."""
    kind = text(row, "kind")
    names = {
        "party": _("Who pays") if kind == "funding" else _("Who promises"),
        "recipient": _("Who receives"),
        "amount": _("How many a year") if kind == "activity" else _("Amount a year, kr"),
        "unit": _("Of what (language cafés, visits)"),
        "name": _("Name"),
        "clause": _("Clause"),
        "components": _("Parts of the own contribution"),
        "instalments": _("Instalments"),
        "amounts": _("Years"),
    }
    parts = {
        "amount": _("Amount a year, kr"),
        "hours": _("or hours a year"),
        "category": _("of"),
        "counting": _("Counts"),
    }
    days = {
        "day": _("Day"), "month": _("Month"), "share": _("Share, per cent"),
        "within_days": _("Within so many days"),
        "on_requisition": _("When the association asks for it, instead of a day"),
        "after_report": _("Not before the report for the year before is approved"), "clause": _("Clause"),
    }  # fmt: skip
    labels = {at: str(KINDS.get(kind, kind)), **{f"{at}.{name}": word for name, word in names.items()}}
    labels |= {f"{at}.years[{index}].amount": year for index, year in enumerate(years)}
    for rows, words in (("components", parts), ("instalments", days)):
        for index in range(len(rows_of(row, rows))):
            labels |= {f"{at}.{rows}[{index}].{name}": word for name, word in words.items()}
    return labels


def _promise(place: int, row: Words, fields: Fields, spans: Iterable[Any]) -> Values:
    """One promise as its template shows it."""
    at, kind = f"commitments[{place}]", text(row, "kind")

    def under(path: str) -> Fields:
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
