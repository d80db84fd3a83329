"""What was agreed: the terms as they were put to the parties, what amendments made of them, and who shares a cost how.

What an amendment changed is said by what had been agreed to when it was proposed, as its parties saw it; what became of
it by what had been recorded at the moment asked about.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements import condition_words
from agreements.amended_fields import values
from agreements.amendment_words import sentences
from agreements.api.amended import called, in_force
from agreements.api.amendments import AmendmentAnswerShape
from agreements.api.commitment_shapes import CommitmentShape
from agreements.api.cost_shapes import shared
from agreements.models import Amendment, AmendmentAnswer
from agreements.models.acts import Outcome
from agreements.models.amendments import AmendmentState
from agreements.models.shared_costs import Basis
from agreements.services import documents
from office.language import current_language
from office.numbers import LANGUAGES
from reports.dossier import pages, tables
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.dossier.words import moment, spoken
from reports.exporting.headings import word

Json = dict[str, Any]
FOLDER = "1-terms"
MEMBERS = ("id", "reference", "kind", "purpose", "starts_on", "owner_id", "proposed_at")
SHARE = ("name", "period", "organization_name", "code", "amount", "formula")
OF_AMENDMENT = ("id", "number", "renewal", "effective_on", "reason", "document", "recorded_at")
CHANGE = ("path", "before", "after")
ANSWER = (
    "organization_name",
    "outcome",
    "answered_on",
    "body",
    "delegation_point",
    "paragraph",
    "document",
    "signed_by",
)


def write(archive: Archive, question: Question) -> None:
    """The terms, their versions, the amendments that made them, and the shares of what is shared, each twice."""
    title, terms = _("Terms"), _terms(question)
    archive.add(f"{FOLDER}/terms.json", title, tables.json_record(terms))
    archive.add(f"{FOLDER}/terms.html", title, pages.page(question, title, _page(question, terms)))
    title = _("Amendments")
    archive.add(f"{FOLDER}/amendments.json", title, tables.json_rows(_amendments(question)), counts=True)
    shown = (_amendment_page(one, question.language) for one in _amendments(question))
    archive.add(f"{FOLDER}/amendments.html", title, pages.page(question, title, shown))
    title = _("The terms, version by version")
    archive.add(f"{FOLDER}/versions.json", title, tables.json_rows(_versions(question)), counts=True)
    told = (_version_page(one, _called(question)) for one in _versions(question))
    archive.add(f"{FOLDER}/versions.html", title, pages.page(question, title, told))
    title, shares = _("Shares of what is shared"), _shares(question)
    archive.add(f"{FOLDER}/shares.json", title, tables.json_rows(shares), counts=True)
    page = pages.page(question, title, [_listed(title, SHARE, _in(shares, question.language))])
    archive.add(f"{FOLDER}/shares.html", title, page)


def _terms(question: Question) -> Json:
    """As they were put to the parties."""
    agreement, terms = question.agreement, documents.original(question.agreement)
    own = {name.removesuffix("_id"): getattr(agreement, name) for name in MEMBERS}
    return {**own, **in_force(terms, called([terms]))}


def _called(question: Question) -> dict[int, str]:
    """What everybody is called who has been a party, also those who have left."""
    return {pk: one.name for pk, one in called([question.terms()]).items()}


def _versions(question: Question) -> Iterator[Json]:
    """What the terms are from which day on, in the order in which it was recorded; none while nothing was amended."""
    rows = question.agreement.versions.filter(recorded_at__lte=question.known_at).select_related("amendment")
    for row in rows:
        yield {
            "amendment": row.amendment and row.amendment.number,
            "effective_on": row.effective_on,
            "from_on": row.from_on,
            "recorded_at": row.recorded_at,
            **in_force(row.terms, called([row.terms])),
        }


def _amendments(question: Question) -> Iterator[Json]:
    found = Amendment.objects.visible_to(question.user).filter(agreement=question.agreement)
    for row in found.filter(recorded_at__lte=question.known_at).prefetch_related("joining"):
        row.agreement = question.agreement
        yield _amendment(row, question)


def _amendment(row: Amendment, question: Question) -> Json:
    proposed = documents.as_proposed(row)
    set_to, names = values(proposed.after, {**row.change, "created": {}}), called([proposed.at_last])
    named = {pk: one.name for pk, one in names.items()}
    answers = list(row.answers.filter(recorded_at__lte=question.known_at).select_related("organization"))
    state = _state(row, answers, question)
    return {
        **{name: getattr(row, name) for name in OF_AMENDMENT},
        "state": state,
        "agreed_on": row.agreed_on if state == AmendmentState.AGREED else None,
        "withdrawn_at": row.withdrawn_at if state == AmendmentState.WITHDRAWN else None,
        "joining": [one.organization_id for one in row.joining.all()],
        "changes": [{"path": path, "before": row.before[path], "after": set_to[path]} for path in set_to],
        "sentences": {one: sentences(proposed, row.change, named, one) for one in LANGUAGES},
        "answers": [{**AmendmentAnswerShape(one).data, "organization_name": one.organization.name} for one in answers],
    }


def _state(row: Amendment, answers: list[AmendmentAnswer], question: Question) -> str:
    """What had become of it by the moment asked about."""
    if row.state == AmendmentState.REJECTED and len(answers) == row.answers.count():
        return AmendmentState.REJECTED  # by the last of its answers
    if row.withdrawn_at and row.withdrawn_at <= question.known_at:
        return AmendmentState.WITHDRAWN
    agreed = question.agreement.versions.filter(amendment=row, recorded_at__lte=question.known_at)
    return AmendmentState.AGREED if agreed.exists() else AmendmentState.PROPOSED


def _shares(question: Question) -> list[Json]:
    """Each member's share of each cost and period by all that had been agreed to, said in both languages."""
    terms, ended_on = question.terms(), question.ended_on()
    by_language = [shared(terms, called([terms]), one, ended_on) for one in LANGUAGES]
    return [
        {**first, "formula": dict(zip(LANGUAGES, (first["formula"], second["formula"]), strict=True))}
        for first, second in zip(*by_language, strict=True)
    ]


def _in(shares: list[Json], language: str) -> list[Json]:
    return [{**one, "formula": one["formula"][language]} for one in shares]


def _page(question: Question, terms: Json) -> list[str]:
    agreement = question.agreement
    told = [
        (word("reference"), agreement.reference),
        (word("title"), terms["title"]),
        (word("kind"), agreement.get_kind_display()),
        (word("purpose"), agreement.purpose),
        (word("starts_on"), agreement.starts_on),
        (word("ends_on"), terms["ends_on"]),
        (word("owner"), agreement.owner.name),
        (word("proposed_at"), moment(agreement.proposed_at)),
    ]
    return [pages.facts(told), *_agreed(terms, _called(question))]


def _agreed(terms: Json, names: dict[int, str]) -> list[str]:
    """Who promises what, by which clauses."""
    parties = ([one["name"], one["number"], spoken("role", one["role"])] for one in terms["parties"])
    language = current_language()
    clauses = (
        [condition_words.name_of(name, language), condition_words.told(name, one["value"], language), one["clause"]]
        for name, one in terms["conditions"].items()
    )
    return [
        pages.small_table(word("parties"), [word("name"), word("number"), word("role")], parties),
        *(_commitment(one, names) for one in terms["commitments"]),
        *(_cost(one, names) for one in terms["shared_costs"]),
        pages.small_table(word("conditions"), [word("condition"), word("value"), word("clause")], clauses),
    ]


def _version_page(one: Json, names: dict[int, str]) -> str:
    number, day = one["amendment"], one["from_on"]
    title = _("By amendment %(number)s, from %(day)s") % {"number": number, "day": day} if number else _("At first")
    told = [(word("title"), one["title"]), (word("ends_on"), one["ends_on"])]
    told.append((word("recorded_at"), moment(one["recorded_at"])))
    return "".join([pages.heading(title), pages.facts(told), *_agreed(one, names)])


def _amendment_page(one: Json, language: str) -> str:
    told = [
        (word("state"), AmendmentState(one["state"]).label),
        (word("effective_on"), one["effective_on"]),
        (word("agreed_on"), one["agreed_on"]),
        (word("withdrawn_at"), moment(one["withdrawn_at"])),
        (word("document"), one["document"]),
        (word("reason"), one["reason"]),
    ]
    parts = [
        pages.heading(_("Amendment %(number)s") % one),
        pages.facts(told),
        pages.paragraphs(one["sentences"][language]),
        _listed(word("changes"), CHANGE, one["changes"]),
        _listed(
            word("answers"), ANSWER, [{**row, "outcome": str(Outcome(row["outcome"]).label)} for row in one["answers"]]
        ),
    ]
    return "".join(parts)


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
    parts = ("amounts", "steps", "components", "instalments")
    listed = [_listed(word(name), tuple(one[name][0]), one[name]) for name in parts if one[name]]
    return "".join([pages.heading(f"{kind}: {names[one['party']]}"), pages.facts(told), *listed])


def _cost(one: Json, names: dict[int, str]) -> str:
    """What is shared, by which key, and how each member counts."""
    told = [
        (word("payee"), names[one["payee"]]),
        (word("basis"), Basis(one["basis"]).label),
        (word("amount"), one["amount"]),
        (word("fixed"), one["fixed"]),
        (word("reference_date"), one["reference_date"]),
        (word("clause"), one["clause"]),
    ]
    members = [{**row, "organization_name": names[row["organization"]]} for row in one["members"]]
    shown = ("organization_name", "code", "weight", "source", "floor", "ceiling")
    listed = [_listed(word("members"), shown, members), _listed(word("amounts"), ("period", "amount"), one["amounts"])]
    return "".join([pages.heading(one["name"]), pages.facts(told), *listed])


def _listed(caption: str, members: tuple[str, ...], rows: list[Json]) -> str:
    headings = [word(name.removesuffix("_name")) for name in members]
    return pages.small_table(caption, headings, ([_said(spoken(name, row[name])) for name in members] for row in rows))


def _said(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else tables.line(value).decode()
