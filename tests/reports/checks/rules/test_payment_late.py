"""`payment.late`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import FUNDING_PROMISE, PAYMENTS, VAN, codes, d, finding_of, payment, umea


def test_is_the_payers_and_names_the_oldest_instalment() -> None:
    found = finding_of(check(umea(), d("2022-08-02")), "payment.late")
    assert found.party is not None
    assert (found.party.name, found.period, found.clause) == ("Umeå kommun", "2022", "§ 10")
    assert (found.expected, found.actual, found.difference) == (1_500_000, 750_000, -750_000)
    assert found.evidence == (("payment", 5, None),)
    assert message(found, "en").replace("\N{NO-BREAK SPACE}", " ") == (
        "Umeå kommun has paid 750,000 kr of the 1,500,000 kr that was due for 2022; "
        "the oldest unpaid instalment, 750,000 kr, was due on 1 August 2022."
    )


def test_not_on_the_day_itself() -> None:
    assert "payment.late" not in codes(check(umea(), d("2022-08-01")))


def test_only_the_lines_own_payments_are_evidence() -> None:
    noise = (
        payment(20, "2022", "1", "2022-01-31", recipient=1),
        payment(21, "2022", "1", "2022-09-01"),
        payment(22, "2022", "1", "2022-01-31", commitment=99),
        payment(23, "2021", "1", "2022-01-31"),
        payment(4, "2022", "1", "2022-01-31"),
    )
    named = FUNDING_PROMISE._replace(recipient=VAN)
    facts = umea(payments=(*PAYMENTS[4:], *noise), commitments=(named,), versions=(), starts_on=d("2022-01-01"))
    found = finding_of(check(facts, d("2022-08-02")), "payment.late")
    assert found.evidence == (("payment", 4, None), ("payment", 5, None))
