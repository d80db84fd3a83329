"""What the municipality's ledger shows of an agreement, as findings: the matching has found it (`finance.matching`),
and nobody has explained it.

Worked example: of 40 000.00 that is not registered, expected is 0.00, actual and the difference are 40 000.00; of
a payment of 750 000.00 that the ledger lacks, expected is 750 000.00, actual 0.00 and the difference −750 000.00.
"""

from collections.abc import Iterator
from decimal import Decimal

from finance.matching.sentences import FINDINGS, NAMED
from reports.checks.context import Context
from reports.checks.facts import LedgerFact
from reports.checks.results import Amount, Evidence, Finding, Value
from reports.checks.terms import PartyFact

ZERO = Decimal("0.00")
UNPAID_FOR = ("payment.unregistered", "payment.duplicate")


def findings_of(context: Context, code: str) -> Iterator[Finding]:
    """The findings of one code, oldest first."""
    for fact in context.ledger:
        if fact.code == code:
            yield _finding(context, fact)


def _finding(context: Context, fact: LedgerFact) -> Finding:
    values = dict.fromkeys(NAMED.findall(FINDINGS[fact.code]["en"]), "") | dict(fact.values)
    amount, missing = fact.amount("amount"), fact.amount("missing")
    expected = amount if fact.code == "payment.not_in_ledger" else ZERO if fact.code in UNPAID_FOR else None
    actual = amount - missing
    return Finding(
        code=fact.code,
        severity="warning",
        period=None,
        party=_payer(context),
        clause="",
        expected=expected,
        actual=actual,
        difference=None if expected is None else actual - expected,
        evidence=tuple(_evidence(fact)),
        values=tuple((name, _value(value)) for name, value in values.items()),
    )


def _payer(context: Context) -> PartyFact | None:
    """The first public party that promises money: the ledger is a public party's."""
    parties = (context.case.parties[one.party] for one in context.case.commitments if one.kind == "funding")
    return next((party for party in parties if party.public), None)


def _evidence(fact: LedgerFact) -> Iterator[Evidence]:
    yield "ledger_import", fact.ledger, None
    if fact.row is not None:
        yield "ledger_row", fact.row, None
    if fact.payment is not None:
        yield "payment", fact.payment, None


def _value(value: object) -> Value:
    return Amount(value, "SEK") if isinstance(value, Decimal) else value  # type: ignore[return-value] # see LedgerFact
