"""What stands open at a closing: by days, never below zero, and only what binds."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from finance.claim_balance import Entry as Repaid
from finance.repayment import Step, ladder
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, DecisionFact
from reports.year_end import Debt, Owed, Standing, YearEnd, closing_day, debt_json, entry_json, year_end
from tests.reports.checks.test_payers import VANNAS, both
from tests.reports.checks.world import REPORT_2020, REPORT_2021, UMEA, UNBOUND, VAN, d, payment, umea


def at(day: str, *agreements: AgreementFacts) -> YearEnd:
    return year_end([(check(facts, d(day)), facts) for facts in agreements], d(day))


def standing(**said: str) -> Standing:
    return Standing(**{name: Decimal(value) for name, value in said.items()})


def test_the_model_agreement_at_the_end_of_august() -> None:
    found = at("2022-08-31", umea())
    assert [entry.period for entry in found.entries] == ["2020", "2021", "2022"]
    assert found.entries[-1].standing == standing(
        promised="1500000.00", earned="998630.14", paid="750000.00", accrued="248630.14", unpaid="750000.00"
    )
    # 1 500 000 × 243 ÷ 365; the second half was due on 1 August 2022 (31 July is a Sunday)
    assert found.entries[0].standing.accrued == 0


def test_what_is_paid_ahead_is_prepaid() -> None:
    (entry,) = [one for one in at("2022-01-31", umea()).entries if one.period == "2022"]
    assert (entry.standing.earned, entry.standing.prepaid) == (Decimal("127397.26"), Decimal("622602.74"))
    assert entry.standing.accrued == 0


def test_a_period_that_has_not_begun_is_not_in_the_books() -> None:
    assert [entry.period for entry in at("2020-12-31", umea()).entries] == ["2020"]
    assert at("2019-12-31", umea()).entries == ()


def test_what_does_not_bind_has_nothing_open() -> None:
    assert at("2022-08-31", umea(**UNBOUND)) == YearEnd(d("2022-08-31"), (), (), Standing(), Owed())


def decision(**more: Any) -> DecisionFact:
    said = {"due_on": d("2022-09-30"), "body": "KS", "delegation_point": "", "paragraph": "§ 1", "reason": "Avtalet"}
    amounts = Decimal(98077), Decimal(90000)
    return DecisionFact(
        1, VAN, UMEA, "repayment.co_financing", "2020", "claim", *amounts, d("2022-06-01"), **{**said, **more}
    )


def test_claims_and_what_is_only_proposed() -> None:
    yearly = {"settlement": "yearly"}
    found = at("2022-08-31", umea(conditions=yearly))
    assert [(debt.party.name, debt.owed) for debt in found.debts] == [
        ("Vän i Umeå", Owed(Decimal("0"), Decimal(98077)))
    ]
    repaid = (Repaid(d("2022-08-01"), Decimal(40000)),)
    found = at("2022-08-31", umea(conditions=yearly, decisions=(decision(repaid=repaid),)))
    assert found.owed == Owed(Decimal(50000), Decimal(0))
    settled = (Repaid(d("2022-08-01"), Decimal(90000)),)
    assert at("2022-08-31", umea(conditions=yearly, decisions=(decision(repaid=settled),))).debts == ()


def test_each_payer_has_its_own_debts() -> None:
    """130 769 is to be repaid of 2 000 000; Vännäs has claimed its 32 692 and Umeå has not decided on its 98 077."""
    claim = decision()._replace(payer=VANNAS, computed=Decimal(32692), amount=Decimal(32692))
    found = at("2022-08-31", both(decisions=(claim,)))
    assert [(debt.payer.name, debt.owed) for debt in found.debts] == [
        ("Umeå kommun", Owed(Decimal(0), Decimal(98077))),
        ("Vännäs kommun", Owed(Decimal(32692), Decimal(0))),
    ]
    assert found.owed == Owed(Decimal(32692), Decimal(98077))


def test_what_a_late_report_takes_is_owed_only_where_it_has_left() -> None:
    """50 % of the 750 000 due on 1 August 2022, after a report for 2021 that was due in February and came in March."""
    rungs = {"late_ladder": ladder((Step(None, Decimal(50)),), "02-25")}
    facts = umea(conditions=rungs, versions=(REPORT_2020._replace(received_on=d("2021-02-01")), REPORT_2021))
    assert at("2022-12-31", facts).debts == ()
    paid = facts._replace(payments=(*facts.payments, payment(9, "2022", "750000", "2022-08-01")))
    assert [debt.owed for debt in at("2022-12-31", paid).debts] == [Owed(Decimal(0), Decimal(375000))]


def test_what_was_refrained_from_is_neither() -> None:
    refrained = decision(due_on=None)._replace(outcome="refrain", amount=Decimal(0))
    assert at("2022-08-31", umea(conditions={"settlement": "yearly"}, decisions=(refrained,))).debts == ()


def test_sums_are_those_of_the_rows() -> None:
    found = at("2022-08-31", umea(), umea(id=2))
    for name in Standing._fields:
        assert getattr(found.total, name) == sum(getattr(entry.standing, name) for entry in found.entries)


@given(
    paid=st.lists(st.decimals("0.01", "1500000", places=2), max_size=4),
    day=st.dates(d("2020-01-01"), d("2024-12-31")),
)
def test_what_is_earned_is_paid_accrued_or_was_prepaid(paid: list[Decimal], day: Any) -> None:
    rows = tuple(payment(n, "2021", str(amount), "2021-06-30") for n, amount in enumerate(paid, start=1))
    for entry in at(str(day), umea(payments=rows)).entries:
        found = entry.standing
        assert found.earned == found.paid + found.accrued - found.prepaid
        assert 0 <= found.earned <= found.promised
        assert min(found.accrued, found.prepaid) == 0


def test_the_closing_day_that_has_been() -> None:
    days = {"2026-08-30": "2025-12-31", "2026-08-31": "2026-08-31", "2026-12-31": "2026-12-31"}
    assert {day: str(closing_day(d(day))) for day in days} == days


def test_what_stands_open_as_json() -> None:
    (entry,) = [one for one in at("2022-01-31", umea()).entries if one.period == "2022"]
    told = entry_json(entry)
    assert (told["agreement"], told["payer"], told["period"]) == (entry.agreement, entry.party.organization, "2022")
    assert (told["prepaid"], told["accrued"]) == ("622602.74", "0.00")
    debt = Debt(1, "KS/1", entry.party, entry.party, Owed(Decimal(5), Decimal("0.50")))
    assert debt_json(debt) == {
        "agreement": 1, "reference": "KS/1", "organization": entry.party.organization, "name": entry.party.name,
        "payer": entry.party.organization, "payer_name": entry.party.name, "to_reclaim": "5.00", "proposed": "0.50",
    }  # fmt: skip
