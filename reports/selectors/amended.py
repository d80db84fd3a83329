"""Facts of amended terms: what they were before any amendment, and what they are from which day on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from agreements.models import AmendmentAnswer, TermsVersion
from agreements.services.documents import Dated
from agreements.sharing import parts_of
from agreements.stood import in_order, versions_of
from finance import instalments
from finance.selectors.known import Known
from office.known import recorded
from reports.checks import facts as known
from reports.checks import terms as agreed
from reports.selectors.terms import components_of, conditions_of, following

Json = dict[str, Any]
Answers = Mapping[tuple[int, int], agreed.Consent]
Parties = Mapping[int, agreed.PartyFact]
#: Terms of later: the day from which on they are in force, the one on which they take effect, and they.
Later = tuple[date, date, Json]


def with_amendments(
    found: list[known.AgreementFacts], known_at: datetime | None, then: Known
) -> Iterator[known.AgreementFacts]:
    """The facts with the terms as they were at first, and each amendment's. Most agreements have none: one query for
    all, and one more for the answers where there are some."""
    rows = versions_of([one.id for one in found])
    answers = _answers(list(rows), known_at) if rows else {}
    for facts in found:
        yield _amended(facts, rows[facts.id], known_at, then, answers) if facts.id in rows else facts


def _answers(ids: list[int], known_at: datetime | None) -> Answers:
    """The answer of each organisation that joined by an amendment, by agreement."""
    said = AmendmentAnswer.objects.filter(recorded(known_at), amendment__agreement__in=ids).exclude(outcome="no")
    rows = said.order_by("pk").values_list("amendment__agreement_id", "organization_id", "answered_on")
    found: dict[tuple[int, int], agreed.Consent] = {}
    for agreement, organization, on in rows:
        found.setdefault((agreement, organization), agreed.Consent(True, on))
    return found


def _amended(
    facts: known.AgreementFacts, rows: list[TermsVersion], known_at: datetime | None, then: Known, answers: Answers
) -> known.AgreementFacts:
    parties = {one.id: one for one in facts.parties}
    parties = {
        pk: one if one.consent else one._replace(consent=answers.get((facts.id, one.organization)))
        for pk, one in parties.items()
    }
    told = in_order(rows, known_at)
    later = [(row.from_on or date.min, row.effective_on or date.min, row.terms) for row in told]
    return _with_terms(facts, parties, rows[0].terms, later, then)


def under(
    facts: known.AgreementFacts, dated: Sequence[Dated], joining: Iterable[agreed.PartyFact]
) -> known.AgreementFacts:
    """The facts as if the terms had been these, each from its day on: what the check would say of them. `joining` are
    parties that are none yet."""
    parties = facts.everybody | {one.id: one for one in joining}
    first, *later = dated
    return _with_terms(facts, parties, first.terms, [(one.on, one.on, one.terms) for one in later], Known())


def _with_terms(
    facts: known.AgreementFacts, parties: Parties, first: Json, later: Iterable[Later], then: Known
) -> known.AgreementFacts:
    return facts._replace(
        **_terms(first, parties, then),
        amended=tuple(
            agreed.TermsFact(on, effective_on=day, **_terms(terms, parties, then)) for on, day, terms in later
        ),
    )


def _terms(terms: Json, parties: Parties, then: Known) -> Json:
    conditions, rates = conditions_of(orjson.dumps(terms["conditions"]).decode())
    return {
        "title": terms["title"],
        "ends_on": date.fromisoformat(terms["ends_on"]),
        "shortened_to": date.fromisoformat(terms["last_day"]) if terms["last_day"] else None,
        "parties": tuple(parties[one["party"]]._replace(role=one["role"]) for one in terms["parties"]),
        "commitments": tuple(_commitment(row) for row in terms["commitments"]),
        "conditions": following(conditions, then),
        "rates": rates,
    }


def _commitment(row: Json) -> agreed.CommitmentFact:
    return agreed.CommitmentFact(
        row["id"],
        row["party"],
        row["kind"],
        row["name"],
        row["unit"],
        _decimal(row["amount"]),
        tuple((one["period"], Decimal(one["amount"])) for one in row["amounts"]),
        row["recipient"],
        _components(row["components"]),
        instalments.read(row["instalments"]),
        row["clause"],
        tuple(
            agreed.StepFact(
                date.fromisoformat(one["from"]),
                _decimal(one["amount"]),
                None if one["components"] is None else _components(one["components"]),
            )
            for one in row["steps"]
        ),
        tuple(row["former"]),
        parts_of(row["shares"]),
    )


def _components(rows: list[Json]) -> tuple[agreed.ComponentFact, ...]:
    return components_of(orjson.dumps(rows).decode())


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
