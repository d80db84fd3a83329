"""The bare limit: the rows that an operation needs, by plain SQL over the driver's own cursor, written out by orjson.

No model, no rule, no rights beyond the same WHERE: nobody answers faster from these tables in Python.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson
from django.db import connection

#: What the auditor may see: begun agreements with one of their municipalities, or its boards, as a public party.
SEEN = """
SELECT a.id FROM agreements_agreement a WHERE a.state <> 'draft' AND a.id IN (
  SELECT p.agreement_id FROM agreements_party p JOIN office_organization o ON o.id = p.organization_id
  WHERE o.kind IN ('municipality', 'board', 'region', 'state') AND (o.id IN ({mine}) OR o.parent_id IN ({mine})))
""".replace(
    "{mine}",
    "SELECT m.organization_id FROM office_membership m JOIN office_user u ON u.id = m.user_id"
    " WHERE u.username = 'generated-auditor'",
)

#: Everything that an agreement's record shows, for the agreements in `{which}`; answers while it is waited for more.
RECORDS = (
    "SELECT id, reference, title, kind, purpose, starts_on, ends_on, owner_id, state, conditions, proposed_at,"
    " withdrawn_at, revision, recorded_at FROM agreements_agreement WHERE id IN ({which})",
    "SELECT p.id, p.agreement_id, p.organization_id, p.role, o.name, o.number, o.kind FROM agreements_party p"
    " JOIN office_organization o ON o.id = p.organization_id WHERE p.agreement_id IN ({which})",
    "SELECT id, agreement_id, party_id, recipient_id, kind, name, unit, amount, amounts, components, instalments,"
    " clause FROM agreements_commitment WHERE agreement_id IN ({which})",
    "SELECT d.party_id, d.outcome, d.decided_on FROM agreements_decision d"
    " JOIN agreements_agreement a ON a.id = d.agreement_id WHERE a.state = 'proposed' AND a.id IN ({which})",
    "SELECT s.party_id, s.signed_on FROM agreements_signature s"
    " JOIN agreements_agreement a ON a.id = s.agreement_id WHERE a.state = 'proposed' AND a.id IN ({which})",
    "SELECT agreement_id, document, reason, terminated_on, last_day, recorded_at FROM agreements_termination"
    " WHERE agreement_id IN ({which})",
)

#: Everything that the check may know about the agreements in `{which}`.
FACTS = (
    "SELECT a.id, a.reference, a.title, a.kind, a.starts_on, a.ends_on, a.conditions, t.terminated_on, t.last_day"
    " FROM agreements_agreement a LEFT JOIN agreements_termination t ON t.agreement_id = a.id WHERE a.id IN ({which})",
    "SELECT p.id, p.agreement_id, p.organization_id, o.name, o.kind, p.role, d.outcome, d.decided_on, s.signed_on,"
    " above.id AS above, above.name AS above_name, above.parent_id AS root FROM agreements_party p"
    " JOIN office_organization o ON o.id = p.organization_id"
    " LEFT JOIN office_organization above ON above.id = o.parent_id"
    " LEFT JOIN agreements_decision d ON d.party_id = p.id LEFT JOIN agreements_signature s ON s.party_id = p.id"
    " WHERE p.agreement_id IN ({which})",
    "SELECT id, agreement_id, party_id, recipient_id, kind, name, unit, amount, amounts, components, instalments,"
    " clause FROM agreements_commitment WHERE agreement_id IN ({which})",
    "SELECT id, agreement_id, commitment_id, period, recipient_id, amount, paid_on FROM finance_payment"
    " WHERE agreement_id IN ({which})",
    "SELECT v.id, r.agreement_id, v.report_id, v.number, r.period, r.organization_id, v.received_on, v.figures,"
    " v.activities, w.outcome, w.reviewed_on, w.due_on FROM reports_reportversion v"
    " JOIN reports_annualreport r ON r.id = v.report_id LEFT JOIN reports_review w ON w.version_id = v.id"
    " WHERE r.agreement_id IN ({which})",
    "SELECT h.id, h.version_id, h.activity, h.category, h.hours, h.starts_on, h.ends_on FROM reports_volunteerhours h"
    " JOIN reports_reportversion v ON v.id = h.version_id JOIN reports_annualreport r ON r.id = v.report_id"
    " WHERE r.agreement_id IN ({which})",
    "SELECT id, agreement_id, party_id, kind, period, covers, decided_on, until, body, paragraph, reason"
    " FROM agreements_waiver WHERE agreement_id IN ({which})",
)


class Written(NamedTuple):
    """What was read and written."""

    rows: int
    size: int  # bytes


NOTHING = Written(0, 0)


def _select(statement: str) -> list[dict[str, Any]]:
    connection.ensure_connection()
    cursor: Any = connection.connection.cursor()
    cursor.execute(statement)
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    cursor.close()
    return found


def _written(found: list[dict[str, Any]]) -> Written:
    return Written(len(found), len(orjson.dumps(found, default=str)))


def _sum(parts: Iterable[Written]) -> Written:
    rows, sizes = zip(*parts, strict=True)
    return Written(sum(rows), sum(sizes))


def of(statements: tuple[str, ...], which: str) -> Written:
    """The rows of all statements for these agreements (a subquery or ids), as JSON."""
    return _sum(_written(_select(statement.format(which=which))) for statement in statements)


def of_page(statements: tuple[str, ...], order: str, limit: int, offset: int) -> Written:
    """One page of the agreements that may be seen; the first statement's ids are the others' `{which}`."""
    page = f"SELECT id FROM ({SEEN} ORDER BY {order} LIMIT {limit} OFFSET {offset}) AS page"  # noqa: S608 - our own words
    found = _select(statements[0].format(which=page))
    ids = ",".join(str(row["id"]) for row in found)
    return _sum((_written(found), of(statements[1:], ids)))


def of_pages(statements: tuple[str, ...], order: str, limit: int, total: int) -> Written:
    """Every page of them, one after the other."""
    return _sum(of_page(statements, order, limit, offset) for offset in range(0, total, limit))
