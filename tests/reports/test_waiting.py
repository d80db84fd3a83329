"""What waits for whom."""

from datetime import date
from decimal import Decimal

from finance.instalments import InstalmentFact
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, OrderFact
from reports.waiting import Row, begun, left_to_pay, next_reports, ordered, parts_of, payable, weighed
from tests.reports.checks.world import FUNDING, FUNDING_PROMISE, OWN_PROMISE, PAYMENTS, UMEA, VAN, commitment, d, umea

OURS, THEIRS = {100 + UMEA}, {100 + VAN}
YEAR = check(umea(), d("2020-06-30")).periods[0].period


def row(facts: AgreementFacts, on: str) -> Row:
    return check(facts, d(on)), facts


def test_the_municipality_pays_what_is_due_and_neither_paid_nor_ordered() -> None:
    late = row(umea(), "2022-08-15")
    (one,) = payable([late], OURS)
    assert (one.facts.reference, one.line.period.label, one.left) == ("KS-2019/00714", "2022", Decimal(750_000))
    assert one.instalment.due_on == date(2022, 8, 1)
    assert payable([late], THEIRS) == []
    all_ordered = umea(orders=(OrderFact(1, FUNDING, "2022", Decimal(750_000), d("2022-08-01"), None),))
    assert payable([row(all_ordered, "2022-08-15")], OURS) == []


def test_what_falls_due_first_stands_first() -> None:
    nothing = umea(payments=PAYMENTS[:3])
    found = payable([row(nothing, "2022-08-15")], OURS)
    assert [(one.line.period.label, one.instalment.number) for one in found] == [("2021", 2), ("2022", 1), ("2022", 2)]


def test_what_waits_for_a_report_waits_for_nobody_to_pay() -> None:
    after = FUNDING_PROMISE._replace(instalments=(InstalmentFact("01-31", Decimal(1), after_report=True),))
    facts = umea(commitments=(after, OWN_PROMISE), payments=PAYMENTS[:2], versions=())
    assert payable([row(facts, "2021-02-15")], OURS) == []


def test_what_is_left_to_pay_is_neither_paid_nor_ordered_what_waits_for_nothing_first() -> None:
    facts = umea(payments=PAYMENTS[:3])
    found = left_to_pay([row(facts, "2021-02-15")], OURS)
    told = [(one.line.period.label, one.instalment.number) for one in found]
    assert told == [("2021", 2), ("2022", 1), ("2022", 2)]
    assert left_to_pay([row(facts, "2021-02-15")], THEIRS) == []
    held = FUNDING_PROMISE._replace(
        instalments=(
            InstalmentFact("01-31", Decimal("0.5"), after_report=True), InstalmentFact("07-31", Decimal("0.5")),
        )
    )  # fmt: skip
    waits = umea(commitments=(held, OWN_PROMISE), payments=PAYMENTS[:2], versions=())
    found = left_to_pay([row(waits, "2021-02-15")], OURS)
    assert [one.instalment.waits_for != "" for one in found] == sorted(one.instalment.waits_for != "" for one in found)
    assert found[-1].instalment.waits_for != ""


def test_what_is_ordered_and_not_paid() -> None:
    orders = tuple(OrderFact(pk, FUNDING, label, Decimal(750_000), d("2022-08-01"), None) for pk, label in
                   ((1, "2022"), (2, "2021")))  # fmt: skip
    found = ordered([row(umea(payments=PAYMENTS[:3], orders=orders), "2022-08-15")], OURS)
    assert [one.line.period.label for one in found] == ["2021", "2022"]
    assert ordered([row(umea(), "2022-08-15")], OURS) == []


def test_errors_stand_before_warnings_and_the_larger_sum_first() -> None:
    found = [(one.finding.severity, one.finding.code) for one in weighed([row(umea(versions=()), "2022-08-15")])]
    assert {severity for severity, _code in found} <= {"error", "warning"}
    assert found == sorted(found, key=lambda one: one[0] == "warning")
    sums = [abs(one.finding.difference or Decimal(0)) for one in weighed([row(umea(), "2022-08-15")])]
    assert sums == sorted(sums, reverse=True)


def test_the_next_report_is_the_oldest_that_has_not_come() -> None:
    (one,) = next_reports([row(umea(versions=umea().versions[:1]), "2022-03-01")], THEIRS)
    assert (one.report.period.label, one.report.due_on, one.days) == ("2021", date(2022, 3, 31), 30)
    (after,) = next_reports([row(umea(), "2022-06-30")], THEIRS)
    assert after.report.period.label == "2022"
    assert next_reports([row(umea(), "2022-06-30")], OURS) == []
    assert next_reports([row(umea(), "2019-06-30")], THEIRS) == []


def test_days_are_unknown_where_the_agreement_says_none() -> None:
    (one,) = next_reports([row(umea(conditions={"report_due": None}), "2022-06-30")], THEIRS)
    assert one.days is None


def test_a_report_has_the_parts_that_were_promised() -> None:
    activity = commitment(30, VAN, "activity", "40", name="Språkcafé", unit="träffar")
    assert parts_of(umea(), VAN, YEAR) == ("figures", "volunteer_hours", "narrative")
    assert parts_of(umea(), UMEA, YEAR) == ("figures", "narrative")
    facts = umea(commitments=(OWN_PROMISE, activity), conditions={"report_papers": ("minutes",)}, payments=())
    (one,) = next_reports([row(facts, "2022-06-30")], THEIRS)
    assert one.parts == ("figures", "volunteer_hours", "activities", "narrative", "papers")
    written = {"figures": [{"kind": "costs"}], "volunteer_hours": [], "narrative": "Vi har"}
    assert begun(one, written, ()) == 2
    assert begun(one, written, ("minutes", "other")) == 3
