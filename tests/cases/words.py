"""The words that a case file knows; any other is a slip of the pen, which would otherwise pass in silence.

`README.md` in this folder explains them; `test_cases.py` keeps the two together.
"""

from typing import Any

Yaml = dict[str, Any]

CASE = {"name", "source", "note", "agreement", "other", "rates", "events", "expect", "variant"}
AGREEMENT = {
    "starts_on", "ends_on", "decided_on", "signed_on", "kind", "parties", "names", "conditions", "commitments",
    "cost_key", "members",
}  # fmt: skip
EVENTS = {
    "payment": {"period", "recipient", "commitment", "by"},
    "report": {
        "by", "again", "own_cash", "in_kind", "income", "costs", "hours", "activities", "approved_on", "returned_on",
        "due_on", "from_slips",
    },
    "slips": set(),
    "books": {"year", "opening", "closed", "project", "accounts", "key"},
    "requisition": {"instalment", "recipient", "commitment"},
    "taken_back": set(),
    "waiver": set(),
    "decision": {"by", "period", "outcome", "amount", "due_on", "ground"},
    "repaid": {"by"},
    "termination": set(),
    "appropriation": set(),
    "assessment": {"period", "granted_on", "rate", "amount"},
    "ledger": set(),
    "explained": {"kind"},
    "declaration": {"granted_on", "kind"},
    "support": set(),
    "amendment": {"effective_on"},
    "answers": {"outcome"},
    "hypothesis": {"measures"},
    "end_report": {"verdicts"},
}  # fmt: skip
EVERY_EVENT = {"date", "note", "refused"}
EXPECT = {
    "as_of", "note", "status", "periods", "lines", "through_term", "findings", "no_findings", "consequences",
    "support", "decided", "state", "waiting_for", "period", "shares", "sum", "amendments", "pilot",
}  # fmt: skip
#: What says which members and which key.
KEY = {"basis", "reference_date", "amount", "amounts", "per", "fixed", "instalments", "clause"}
MEMBER = {"code", "name", "kind", "population", "role", "joined_on", "percent", "quantity", "floor", "ceiling"}


def _unknown(said: Yaml, known: set[str], where: str) -> list[str]:
    return [f"{where}: {word}" for word in said if word not in known]


def _shared(terms: Yaml, where: str) -> list[str]:
    found = _unknown(terms.get("cost_key", {}), KEY, f"{where}: cost_key")
    for one in terms.get("members", []):
        found += _unknown(one, MEMBER, f"{where}: member {one.get('code')}")
    return found


def _events(case: Yaml) -> list[str]:
    found = []
    for event in case.get("events", []):
        acts = [name for name in EVENTS if name in event]
        where = f"event of {event.get('date')}"
        if len(acts) == 1:
            found += _unknown(event, EVENTS[acts[0]] | EVERY_EVENT | set(acts), where)
        else:
            found.append(f"{where}: {len(acts)} acts")
    return found


def unknown(case: Yaml) -> list[str]:
    """Every word of a case that nobody reads, with where it stands."""
    found = _unknown(case, CASE, "case") + _unknown(case["agreement"], AGREEMENT, "agreement") + _events(case)
    found += _shared(case["agreement"], "agreement")
    if other := case.get("other"):
        found += _unknown(other, {"agreement", "events"}, "other") + _unknown(other["agreement"], AGREEMENT, "other")
        found += _events(other)
    for entry in case.get("expect", []):
        found += _unknown(entry, EXPECT, f"expect at {entry.get('as_of')}")
    for entry in case.get("variant", []):
        found += _unknown(entry, EXPECT | {"change"}, f"variant at {entry['as_of']}")
        found += _unknown(entry["change"], AGREEMENT, f"change at {entry['as_of']}")
    return found
