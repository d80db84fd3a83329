"""Money that waits: for a requisition, for last year's report, or in an order."""

from decimal import Decimal

from finance.instalments import InstalmentFact
from reports.checks.check import check
from reports.checks.facts import OrderFact, RequisitionFact
from reports.checks.render import finding_json
from tests.reports.checks.world import (
    FUNDING,
    FUNDING_PROMISE,
    d,
    finding_of,
    line_of,
    party,
    payment,
    sek,
    umea,
    version,
)

HALF = Decimal("0.5")
ON_REQUISITION = FUNDING_PROMISE._replace(
    instalments=(InstalmentFact("01-31", HALF), InstalmentFact(None, HALF, on_requisition=True))
)
AFTER_REPORT = FUNDING_PROMISE._replace(
    instalments=(InstalmentFact("01-31", HALF), InstalmentFact("07-31", HALF, after_report=True))
)


def states(facts: object, as_of: str, period: str = "2020") -> list[str]:
    found = check(facts, d(as_of))  # type: ignore[arg-type]
    return [part.state for part in line_of(found, "funding", period).instalments]


def test_a_requisition_makes_an_instalment_due_and_late_money_names_it() -> None:
    asked = (
        RequisitionFact(5, FUNDING, "2020", 2, d("2020-06-15")),
        RequisitionFact(4, FUNDING, "2020", 2, d("2020-06-01")),
    )
    facts = umea(commitments=(ON_REQUISITION,), payments=(), requisitions=asked)
    assert states(facts, "2020-05-31") == ["overdue", "not_due"]
    half = (payment(1, "2020", "750000", "2020-01-31"),)
    found = finding_of(check(facts._replace(payments=half), d("2020-12-01")), "payment.late")
    assert ("requisition", 4, None) in found.evidence
    assert finding_json(found, "en")["message"]


def test_a_request_that_was_taken_back_makes_nothing_due_from_that_day() -> None:
    """Asked for on 1 June, taken back on 10 June, asked for again on the 15th."""
    asked = (
        RequisitionFact(5, FUNDING, "2020", 2, d("2020-06-15")),
        RequisitionFact(4, FUNDING, "2020", 2, d("2020-06-01"), d("2020-06-10")),
    )
    half = (payment(1, "2020", "750000", "2020-01-31"),)
    facts = umea(commitments=(ON_REQUISITION,), payments=half, requisitions=asked)
    for day, state in [("2020-06-09", "overdue"), ("2020-06-10", "not_due"), ("2020-06-16", "overdue")]:
        assert states(facts, day)[1] == state, day
    found = finding_of(check(facts, d("2020-06-16")), "payment.late")
    assert [pk for kind, pk, _ in found.evidence if kind == "requisition"] == [5]


def test_an_order_stands_until_it_is_paid_or_cancelled() -> None:
    orders = (
        OrderFact(1, FUNDING, "2020", sek("750000"), d("2020-01-20"), None),
        OrderFact(2, FUNDING, "2020", sek("750000"), d("2020-01-20"), d("2020-01-25")),
        OrderFact(3, FUNDING, "2020", sek("1"), d("2021-01-20"), None),
    )
    assert states(umea(payments=(), orders=orders), "2020-01-26")[0] == "ordered"


def test_last_years_report_withholds_until_it_is_approved() -> None:
    report = version("2020", "2021-03-15", approved="2021-04-20")
    facts = umea(commitments=(AFTER_REPORT,), payments=(), versions=(report,))
    assert states(facts, "2020-12-01") == ["overdue", "overdue"]
    assert states(facts, "2021-03-01", "2021")[1] == "withheld"
    assert states(facts, "2021-03-20", "2021")[1] == "withheld"
    assert states(facts, "2021-08-15", "2021")[1] == "overdue"
    back = report._replace(approved_on=None, returned_on=d("2021-04-01"), return_due_on=d("2021-05-01"))
    assert states(facts._replace(versions=(back,)), "2021-08-15", "2021")[1] == "withheld"


def test_every_recipients_report_is_waited_for() -> None:
    parties = (*umea().parties, party(3, "Linden", "recipient"))
    facts = umea(commitments=(AFTER_REPORT,), payments=(), versions=(), parties=parties)
    assert states(facts, "2021-08-15", "2021")[1] == "withheld"
