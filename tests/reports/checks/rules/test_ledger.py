"""What a municipality's ledger shows: `payment.unregistered` and its kin."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reports.checks.check import check
from reports.checks.facts import AgreementFacts, LedgerFact
from reports.checks.render import message
from tests.reports.checks.world import codes, d, finding_of, party, umea

AMOUNT = Decimal("40000.00")


def shown(code: str, number: int = 1, on: str = "2020-03-03", payment: int | None = None, **values: Any) -> LedgerFact:
    told = {"amount": AMOUNT, "day": d(on), "voucher": "B 7", "called": "Vän i Umeå", **values}
    return LedgerFact(number, code, d(on), 5, None if code == "payment.not_in_ledger" else 70 + number, payment,
                      tuple(sorted(told.items())))  # fmt: skip


def facts(*ledger: LedgerFact) -> AgreementFacts:
    return umea()._replace(ledger=ledger)


@pytest.mark.parametrize(
    ("fact", "figures", "evidence", "sentence"),
    [
        (
            shown("payment.unregistered", reference="KS-1"),
            ("0.00", "40000.00", "40000.00"),
            ("ledger_row",),
            "The ledger has 40,000 kr to Vän i Umeå on 3 March 2020 (voucher B 7), but no such payment is registered "
            "here. It may belong to KS-1.",
        ),
        (
            shown("payment.without_decision", payment=3, reference="KS-1", binds_from=date(2020, 4, 1)),
            (None, "40000.00", None),
            ("ledger_row", "payment"),
            "40,000 kr to Vän i Umeå on 3 March 2020 (voucher B 7) was paid without a decision that was binding that "
            "day. KS-1 does not bind, or did not yet. It binds from 1 April 2020.",
        ),
        (
            shown("payee.mismatch", payment=3, called="Linden", recipient="Vän i Umeå"),
            (None, "40000.00", None),
            ("ledger_row", "payment"),
            "40,000 kr on 3 March 2020 (voucher B 7) went to Linden by the ledger, but payment 3 is to Vän i Umeå.",
        ),
        (
            shown("payment.duplicate", payment=3, twin=date(2020, 2, 3)),
            ("0.00", "40000.00", "40000.00"),
            ("ledger_row", "payment"),
            "40,000 kr to Vän i Umeå on 3 March 2020 (voucher B 7) stands on 3 February 2020 too, but only payment 3 "
            "is registered here: it may have been paid twice.",
        ),
        (
            shown("payment.not_in_ledger", payment=3, missing=Decimal("30000.00"), recipient="Vän", reference="KS-1"),
            ("40000.00", "10000.00", "-30000.00"),
            ("payment",),
            "Payment 3 of 40,000 kr to Vän on 3 March 2020 (KS-1) is registered here, but 30,000 kr of it is not on "
            "the chosen accounts of the ledger.",
        ),
    ],
    ids=lambda one: one.code if isinstance(one, LedgerFact) else "",
)
def test_a_finding(fact: LedgerFact, figures: tuple[str | None, ...], evidence: tuple[str, ...], sentence: str) -> None:
    if fact.payment:
        fact = fact._replace(values=tuple(sorted((*fact.values, ("payment", fact.payment)))))
    found = finding_of(check(facts(fact), d("2020-12-31")), fact.code)
    assert found.party is not None
    assert (found.party.name, found.period) == ("Umeå kommun", None)
    wanted = tuple(None if one is None else Decimal(one) for one in figures)
    assert (found.expected, found.actual, found.difference) == wanted
    assert found.evidence[0] == ("ledger_import", 5, None)
    assert tuple(kind for kind, _number, _version in found.evidence[1:]) == evidence
    assert message(found, "en").replace("\N{NO-BREAK SPACE}", " ") == sentence
    assert not set("[]{}") & set(message(found, "sv"))


def test_what_was_booked_later_is_not_known_yet_and_the_oldest_comes_first() -> None:
    ledger = (shown("payment.unregistered", 2, "2020-05-01"), shown("payment.unregistered", 1, "2020-04-01"))
    assert "payment.unregistered" not in codes(check(facts(*ledger), d("2020-03-31")))
    found = [one for one in check(facts(*ledger), d("2020-05-01")).findings if one.code == "payment.unregistered"]
    assert [one.evidence[1][1] for one in found] == [71, 72]


def test_an_agreement_that_does_not_bind_tells_it_too() -> None:
    waiting = (umea().parties[0], party(2, "Vän i Umeå", "recipient", on=None))
    found = check(facts(shown("payment.without_decision"))._replace(parties=waiting), d("2020-12-31"))
    assert {"agreement.not_binding", "payment.without_decision"} <= set(codes(found))


def test_without_a_public_payer_nobody_is_named() -> None:
    nobody = tuple(one._replace(public=False) for one in umea().parties)
    found = check(facts(shown("payment.unregistered"))._replace(parties=nobody), d("2020-12-31"))
    assert finding_of(found, "payment.unregistered").party is None


def test_an_amount_that_is_none_is_zero() -> None:
    assert shown("payment.unregistered").amount("called") == 0
