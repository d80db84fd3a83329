"""What the check says of approved periods by two sets of terms, held against each other."""

from decimal import Decimal
from typing import Any

from agreements.due_dates import DueRule
from finance.repayment import Step, ladder
from reports.checks.approved import Pairs, differing, pairs
from reports.checks.facts import AgreementFacts
from tests.reports.checks.test_amended_clauses import amended
from tests.reports.checks.world import REPORT_2020, REPORT_2021, VAN, cash, d, figure, only_own, umea

END = d("2022-12-31")
APPROVED = ("2020", "2021")


def told(after: AgreementFacts, before: AgreementFacts | None = None) -> dict[str, tuple[Any, Any]]:
    """What differs, by its path."""
    found = pairs(before or umea(), after, END, APPROVED)
    return {one.path: (one.before, one.after) for one in differing(found)} if found else {}


def test_the_same_terms_say_the_same() -> None:
    found: Pairs = pairs(umea(), amended(umea(), "2020-01-01"), END, APPROVED)
    assert found == []


def test_only_the_approved_periods_are_looked_at() -> None:
    less = {"volunteer_share_cap": Decimal("0.10")}
    both = pairs(umea(), amended(umea(), "2020-01-01", conditions=less), END, APPROVED)
    one = pairs(umea(), amended(umea(), "2020-01-01", conditions=less), END, ("2021",))
    assert [[was["period"] for was, _now in found] for found in (both, one)] == [["2020", "2021"], ["2021"]]
    assert told(amended(umea(), "2022-01-01", conditions=less)) == {}


def test_a_period_that_is_no_more_is_told_by_others() -> None:
    shorter = amended(umea(), "2020-06-01", ends_on=d("2020-12-31"))
    assert all(was["period"] == "2020" for was, _now in pairs(umea(), shorter, END, APPROVED))


def test_how_a_shortfall_is_settled_differs_where_there_is_one_by_both() -> None:
    yearly = {"settlement": "yearly"}
    found = told(amended(umea(), "2022-01-01", conditions=yearly))
    assert found["periods[2020].settled"] == ("term", "yearly")
    assert "periods[2020].consequences[repayment.co_financing/2020/Vän i Umeå]" in found
    enough = umea(versions=(REPORT_2020._replace(figures=(cash("400000.00"),)),))
    assert told(amended(enough, "2022-01-01", conditions=yearly), enough) == {}
    capped = amended(enough, "2020-01-01", conditions=yearly | {"volunteer_share_cap": Decimal("0.10")})
    assert "periods[2020].settled" not in told(capped, enough)


def test_what_is_unspent_goes_back_by_the_year_or_by_the_term() -> None:
    spent = (*REPORT_2020.figures, figure("income", "1600000.00"), figure("costs", "1590000.00"))
    facts = umea(versions=(REPORT_2020._replace(figures=spent), REPORT_2021))
    found = told(amended(facts, "2022-01-01", conditions={"carry_over": False}), facts)
    assert list(found) == ["periods[2020].consequences[repayment.unspent/2020/Vän i Umeå]"]


def test_a_ladder_for_a_late_report_takes_its_part() -> None:
    late = REPORT_2020._replace(received_on=d("2021-04-15"))
    facts = umea(versions=(late, REPORT_2021))
    steps = {"late_ladder": ladder((Step(1, Decimal(10)),))}
    assert told(amended(facts, "2020-01-01", conditions=steps), facts) == {
        "periods[2020].late.Vän i Umeå": (None, "10")
    }
    assert told(amended(facts, "2021-01-01", conditions=steps), facts) == {}


def test_a_last_period_that_is_so_no_more_may_have_another_day() -> None:
    facts = only_own(REPORT_2020, conditions={"final_report": DueRule("01-31")})
    longer = amended(facts, "2020-12-01", ends_on=d("2021-12-31"))
    assert pairs(facts, longer, END, ("2020",)) == []
    sooner = amended(facts, "2020-12-01", conditions={"final_report": DueRule("02-26")})
    assert told(sooner, facts) == {"periods[2020].report_due_on": ("2021-02-01", "2021-02-26")}
    assert facts.parties[-1].id == VAN
