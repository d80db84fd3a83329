"""What the form of each part of a report has: its labels, what is typed in it, and what stands beside."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from agreements.models import Mandate
from office import formats
from office.bodies import plain
from office.language import current_language
from office.models import User
from office.pages import forms
from office.refusals import Refused
from reports.checks.explain_term import explain_row
from reports.models.attachments import PaperKind
from reports.pages import parts
from reports.pages.written import Desk, asked, standing
from reports.selectors.papers import asked_for
from reports.services import attachments, signing
from reports.sheets.layout import FIGURES, label

Json = dict[str, Any]
#: The labels of a part's fields by their names, and what else its page shows.
Form = Callable[[HttpRequest, Desk, Refused | None], tuple[dict[str, str], Json]]
ROWS_A_PAGE = 50


def row_at(text: str | None, desk: Desk) -> int:
    """The place of a row of hours by its number from 1; after the last for none, or for one that is not there."""
    last = len(desk.said["volunteer_hours"])
    at = int(text) - 1 if text and text.isdecimal() and len(text) < 6 else last
    return at if 0 <= at < last else last


def _money(request: HttpRequest, desk: Desk, refused: Refused | None) -> tuple[dict[str, str], Json]:
    known, language = desk.known, current_language()
    last = {(row["kind"], row["source"]): row["amount"] for row in known.last["figures"]}
    labels = parts.money_labels()
    cash = [(f"own_cash-{source}", last.get((kind, source))) for kind, source in FIGURES if kind == "own_cash"]
    wrong = refused.refusals if refused else ()
    typed_now = request.POST.dict() if refused else parts.money_typed(desk.said)
    fields = forms.fields(labels, typed_now, wrong)
    return labels, {
        "typed": typed_now,
        "cash": [(fields[name], amount) for name, amount in cash],
        "others": [
            (fields[kind], last.get((kind, "")), known.promised.get(kind)) for kind in ("in_kind", "income", "costs")
        ],
        "promised": known.promised.get("own_cash"),
        "in_kind_word": label("kind", "in_kind", language),
        "bases": parts.choices("basis", _("Choose")),
    }


def _hours(request: HttpRequest, desk: Desk, refused: Refused | None) -> tuple[dict[str, str], Json]:
    rows = desk.said["volunteer_hours"]
    at = row_at(request.POST.get("row") if refused else request.GET.get("row"), desk)
    row = rows[at] if at < len(rows) else _new_row(desk)
    last = desk.known.last["volunteer_hours"]
    numbered = [{"number": number, **one} for number, one in enumerate(rows, start=1)]
    return parts.hours_labels(), {
        "typed": parts.hours_typed(row),
        "row": at + 1 if at < len(rows) else "",
        "slips": len(row.get("slips") or ()),
        "page": Paginator(numbered, ROWS_A_PAGE).get_page(request.GET.get("page") or at // ROWS_A_PAGE + 1),
        "total": sum((one["hours"] for one in rows), start=0),
        "last_total": sum(Decimal(one["hours"]) for one in last) if last else None,
        "categories": parts.choices("category"),
        "works": parts.choices("work"),
        "promised": desk.known.promised.get("volunteer_time"),
    }


def _new_row(desk: Desk) -> Json:
    """What another row begins with: the days of the period, and who attested the one before."""
    rows = desk.said["volunteer_hours"]
    begun: Json = {"category": "adult", "work": "volunteer_work"}
    if desk.period:
        begun |= {"starts_on": desk.period.starts_on, "ends_on": desk.period.ends_on}
    return begun | ({"attested_by": rows[-1]["attested_by"]} if rows else {})


def _activities(request: HttpRequest, desk: Desk, refused: Refused | None) -> tuple[dict[str, str], Json]:
    shown = parts.activities(desk.said, desk.known)
    labels = parts.activity_labels(shown)
    typed_now = request.POST.dict() if refused else parts.activities_typed(desk.said, shown)
    fields = forms.fields(labels, typed_now, refused.refusals if refused else ())
    promised = {(name.casefold(), unit.casefold()): quantity for name, unit, quantity in desk.known.activities}
    last = {(row["name"].casefold(), row["unit"].casefold()): row for row in desk.known.last["activities"]}
    keys = [(name.casefold(), unit.casefold()) for name, unit in shown]
    return labels, {
        "typed": typed_now,
        "rows": [
            (fields[f"quantity-{at}"], promised.get(key), last.get(key, {}).get("quantity"), shown[at][1])
            for at, key in enumerate(keys)
        ],
    }


def _narrative(_request: HttpRequest, desk: Desk, _refused: Refused | None) -> tuple[dict[str, str], Json]:
    return {"narrative": _("What you did, and what came of it")}, {
        "typed": {"narrative": desk.said["narrative"]},
        "last": desk.known.last["narrative"],
    }


def _papers(_request: HttpRequest, desk: Desk, _refused: Refused | None) -> tuple[dict[str, str], Json]:
    kinds = {one.kind for one in desk.attached}
    asked = asked_for(desk.report.agreement, desk.report.period)
    labels = {"file": _("File"), "kind": _("What it is"), "audited_by": _("Who audited the association")}
    return labels, {
        "typed": {"audited_by": desk.said["audited_by"], "kind": next((one for one in asked if one not in kinds), "")},
        "asked": [(PaperKind(one).label, one in kinds) for one in asked],
        "kinds": PaperKind.choices,
        "takes": formats.named(attachments.ACCEPTS),
    }


def _summary(request: HttpRequest, desk: Desk, _refused: Refused | None) -> tuple[dict[str, str], Json]:
    labels = {
        "received_on": _("Day on which the paper came"),
        "complete_on": _("Missing papers are to come by"),
        "to": _("Who signs next"),
    }
    language = current_language()
    whole = [row for row in desk.result.through_term if row.party.organization == desk.report.organization_id]
    return labels, {
        "questions": asked(desk),
        **_signing(desk, cast(User, request.user)),
        "said": plain(desk.said),
        "short": [one for one in standing(desk) if one["short"]],
        "until": desk.period.ends_on if desk.period and desk.period.ends_on >= desk.result.as_of else None,
        "term": [explain_row(row, desk.result, language) for row in whole if row.kind != "funding"],
        "figures": [(parts.figure_word(row, language), row["amount"]) for row in desk.said["figures"]],
        "total": sum((one["hours"] for one in desk.said["volunteer_hours"]), start=0),
    }


def _signing(desk: Desk, by: User) -> Json:
    """How this user hands in: whether at once, whose signature stands, who else can be asked, and why not."""
    report = desk.report
    if not desk.own:
        return {"can": True, "others": [], "signed": []}
    found: Json = {"can": True, "why": "", "mine": None}
    try:
        found["mine"] = signing.own_mandate(report.organization, by)
        signing.required(desk.draft, report.organization, by, found["mine"])
    except Refused as refused:
        found |= {"can": False, "why": refused.refusals[0].message}
    others = () if found["can"] else signing.who_can_be_asked(report.organization, by)
    return found | {"others": [(one.pk, _holder(one)) for one in others], "signed": _signed(desk)}


def _holder(mandate: Mandate) -> str:
    return f"{mandate.office}, {mandate.name}"


def _signed(desk: Desk) -> list[str]:
    """The offices that have signed the draft as it is now."""
    if desk.draft is None:
        return []
    rows = desk.draft.signatures.filter(revision=desk.draft.revision, mandate__isnull=False).select_related("mandate")
    return [row.mandate.office for row in rows if row.mandate]


FORMS: dict[str, Form] = {
    "money": _money,
    "hours": _hours,
    "activities": _activities,
    "narrative": _narrative,
    "papers": _papers,
    "summary": _summary,
}
