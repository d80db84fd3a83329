"""What was agreed: the terms as they have stood since the agreement was put to its parties."""

from typing import Any

from django.utils.translation import gettext as _

from agreements.api.shapes import CommitmentShape, PartyShape
from reports.dossier import pages, tables
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.dossier.words import moment, spoken
from reports.exporting.headings import word

Json = dict[str, Any]
FOLDER = "1-terms"
MEMBERS = ("id", "reference", "title", "kind", "purpose", "starts_on", "ends_on", "owner_id", "proposed_at")


def write(archive: Archive, question: Question) -> None:
    """The terms, as a record and as a page."""
    title, terms = _("Terms"), _terms(question)
    archive.add(f"{FOLDER}/terms.json", title, tables.json_record(terms))
    archive.add(f"{FOLDER}/terms.html", title, pages.page(question, title, _page(question, terms)))


def _terms(question: Question) -> Json:
    agreement = question.agreement
    return {
        **{name.removesuffix("_id"): getattr(agreement, name) for name in MEMBERS},
        "parties": PartyShape(agreement.parties.select_related("organization"), many=True).data,
        "commitments": CommitmentShape(agreement.commitments.select_related("party", "recipient"), many=True).data,
        "conditions": agreement.conditions,
    }


def _page(question: Question, terms: Json) -> list[str]:
    agreement, names = question.agreement, {party["organization"]: party["name"] for party in terms["parties"]}
    told = [
        (word("reference"), agreement.reference),
        (word("title"), agreement.title),
        (word("kind"), agreement.get_kind_display()),
        (word("purpose"), agreement.purpose),
        (word("starts_on"), agreement.starts_on),
        (word("ends_on"), agreement.ends_on),
        (word("owner"), agreement.owner.name),
        (word("proposed_at"), moment(agreement.proposed_at)),
    ]
    parties = ([one["name"], one["number"], spoken("role", one["role"])] for one in terms["parties"])
    clauses = ([word(name), _said(one["value"]), one["clause"]] for name, one in terms["conditions"].items())
    return [
        pages.facts(told),
        pages.small_table(word("parties"), [word("name"), word("number"), word("role")], parties),
        *(_commitment(one, names) for one in terms["commitments"]),
        pages.small_table(word("conditions"), [word("condition"), word("value"), word("clause")], clauses),
    ]


def _commitment(one: Json, names: dict[int, str]) -> str:
    """A promise with its parts."""
    kind = dict(CommitmentShape.Meta.model._meta.get_field("kind").flatchoices)[one["kind"]]
    told = [
        (word("recipient"), names.get(one["recipient"], "")),
        (word("name"), one["name"]),
        (word("amount"), one["amount"] and f"{one['amount']} SEK / {word(one['per'])}"),
        (word("quantity"), one["quantity"] and f"{one['quantity']} {one['unit']} / {word(one['per'])}"),
        (word("clause"), one["clause"]),
    ]
    listed = [
        pages.small_table(
            word(name),
            [*map(word, one[name][0])],
            ([_said(spoken(*member)) for member in row.items()] for row in one[name]),
        )
        for name in ("amounts", "components", "instalments")
        if one[name]
    ]
    return "".join([pages.heading(f"{kind}: {names[one['party']]}"), pages.facts(told), *listed])


def _said(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else tables.line(value).decode()
