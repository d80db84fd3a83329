"""`unspent.carried`."""

from typing import Any

import pytest

from reports.checks.check import check
from reports.checks.explain_consequence import explain_consequence
from reports.checks.render import message
from tests.reports.checks.world import UNBOUND, cash, codes, d, figure, finding_of, plain, umea, version

CARRIED = {"carry_over": True, "clauses": (("carry_over", "§ 9"),)}


def spent(period: str, income: str | None, costs: str | None, **fields: Any) -> Any:
    year = int(period) + 1
    figures = [figure(kind, amount) for kind, amount in (("income", income), ("costs", costs)) if amount is not None]
    made = version(period, f"{year}-03-15", approved=f"{year}-04-20", figures=(cash("1300000"), *figures))
    return made._replace(**fields)


def test_what_is_left_goes_on_to_the_next_period() -> None:
    facts = umea(versions=(spent("2020", "1000000", "850000"),), conditions=CARRIED)
    found = finding_of(check(facts, d("2021-04-20")), "unspent.carried")
    assert (found.period, found.clause, found.difference) == ("2020", "§ 9", 150_000)
    assert found.evidence == (("annual_report", 1, 1),)
    assert plain(message(found, "en")) == (
        "Vän i Umeå did not spend everything for 2020: 1,000,000 kr − 850,000 kr = 150,000 kr. It goes on to "
        "2021; what is "
        "left at the end of the term is to be repaid."
    )
    assert "unspent.carried" not in codes(check(facts, d("2021-04-19")))


@pytest.mark.parametrize(("income", "costs"), [("1", "1"), (None, "1"), ("1", None)])
def test_nothing_left_or_not_told(income: str | None, costs: str | None) -> None:
    facts = umea(versions=(spent("2020", income, costs),), conditions=CARRIED)
    assert "unspent.carried" not in codes(check(facts, d("2021-04-20")))


def test_the_last_period_has_no_next_and_its_rest_is_a_consequence() -> None:
    years = [spent("2020", "1000", "900"), spent("2021", "1000", "1050"), spent("2022", "1000", "970")]
    result = check(umea(versions=tuple(years), conditions=CARRIED), d("2023-04-20"))
    assert [one.period for one in result.findings if one.code == "unspent.carried"] == ["2020"]
    (consequence,) = result.consequences
    assert plain(explain_consequence(consequence, "en")) == (
        "What is not spent may go on to the next period. At the end of the term 80 kr is left of the income, 3,000 kr, "
        "when the costs, 2,920 kr, are paid. Of that no more than what was paid out, 3,750,000 kr, is to be "
        "repaid: 80 kr. "
        "This is a computed proposal: nothing holds until the board or its delegate has decided."
    )


def test_only_where_the_agreement_says_so_and_binds() -> None:
    facts = umea(versions=(spent("2020", "1000000", "850000"),))
    assert "unspent.carried" not in codes(check(facts, d("2021-04-20")))
    unbound = facts._replace(conditions=facts.conditions._replace(carry_over=True), **UNBOUND)
    assert codes(check(unbound, d("2021-04-20"))) == ["agreement.not_binding"]
