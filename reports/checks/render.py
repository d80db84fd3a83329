"""The check's answer with its sentences, in the reader's language, and its digest.

The digest covers everything but the sentences, so that it is the same in every language, and the parties' names, which
may be corrected: their ids stay.
"""

import hashlib
from collections.abc import Collection

import orjson

from finance.support import formula as support_formula
from reports.checks.amounts import explain_amount
from reports.checks.explain import explain, explain_instalment
from reports.checks.explain_consequence import explain_consequence, formula
from reports.checks.explain_term import explain_row
from reports.checks.figures import Json, finding_figures, wordless
from reports.checks.results import (
    CheckResult,
    Finding,
)
from reports.checks.rules import SENTENCES
from reports.checks.wording import fill

#: Members that are somebody's name, or follow from the others.
UNDIGESTED = ("party", "giver", "payer", "claimable")
#: What a decision that has taken no other's place says of that, beside what its digest knows.
FIRST: Json = {"replaces": None, "ground": None}


def as_json(result: CheckResult, language: str) -> Json:
    """The whole answer with its sentences."""
    body = wordless(result)
    fingerprint = _digest(body)
    for period, shown in zip(result.periods, body["periods"], strict=True):
        for line, row in zip(period.lines, shown["lines"], strict=True):
            row["explanation"] = explain(line, result.as_of, language)
            how = None if line.promise is None else row.pop("amount_basis")
            row["amount_basis"] = how and {**how, "formula": explain_amount(line, language)}
            for part, told in zip(line.instalments, row["instalments"], strict=True):
                told["reason"] = explain_instalment(part, language)
    for term_row, row in zip(result.through_term, body["through_term"], strict=True):
        row["explanation"] = explain_row(term_row, result, language)
    for finding, row in zip(result.findings, body["findings"], strict=True):
        row["message"] = message(finding, language)
    for consequence, row in zip(result.consequences, body["consequences"], strict=True):
        row["formula"] = formula(consequence, language)
        row["explanation"] = explain_consequence(consequence, language)
        if row["decision"]:
            row["decision"] = {**FIRST, **row["decision"]}
    for given, row in zip(result.support, body["support"], strict=True):
        row["formula"] = support_formula(given.given, language)
    body["basis"]["digest"] = fingerprint
    return body


def finding_json(finding: Finding, language: str) -> Json:
    """One finding with its sentence."""
    return {**finding_figures(finding), "message": message(finding, language)}


def message(finding: Finding, language: str) -> str:
    """The finding's sentence."""
    return fill(SENTENCES[finding.code][language], dict(finding.values), language)


def digest(result: CheckResult) -> str:
    """A fingerprint of the figures: SHA-256 over the answer as canonical JSON, without any sentence or party's name."""
    return _digest(wordless(result))


def _digest(body: Json) -> str:
    periods = [{**period, "lines": _without(period["lines"], UNDIGESTED)} for period in body["periods"]]
    parts = {name: _without(body[name], UNDIGESTED) for name in ("through_term", "findings", "consequences", "support")}
    if not parts["support"]:
        body, parts = {**body}, {**parts}
        del body["support"], parts["support"]  # before there was support to tell of, the digest knew none
    if len({row["payer_id"] for row in parts["consequences"]}) == 1:  # nor whose money it is, where all is one payer's
        parts["consequences"] = _without(parts["consequences"], ("payer_id",))
    canonical = orjson.dumps({**body, "periods": periods, **parts}, option=orjson.OPT_SORT_KEYS)
    return f"sha256:{hashlib.sha256(canonical).hexdigest()}"


def _without(rows: list[Json], names: Collection[str]) -> list[Json]:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]
