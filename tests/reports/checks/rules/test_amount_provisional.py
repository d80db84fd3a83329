"""`amount.provisional`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.test_amounts import AS_OF, BOTH, INDEXED, REDUCED, act, by
from tests.reports.checks.world import codes, d, finding_of, plain


def test_names_the_amount_and_the_months_that_are_missing() -> None:
    found = finding_of(check(by(INDEXED), d("2021-03-01")), "amount.provisional")
    assert (found.period, found.severity, found.actual) == ("2022", "info", 1_560_000)
    assert plain(message(found, "sv")) == (
        "Umeå kommun, finansiering för 2022: 1 560 000 kr är preliminärt; index för 2021-10 är inte publicerat."
    )


def test_an_own_contribution_in_the_proportion_of_a_provisional_amount() -> None:
    clauses = INDEXED._replace(budget=True, reduces_both=True)
    lowered = act(period="2022", amount=REDUCED.amount)
    found = finding_of(check(by(clauses, lowered), d("2021-03-01")), "amount.provisional")
    assert plain(message(found, "en")) == "Vän i Umeå, co-financing for 2022: 1,125,000 kr is provisional."


def test_what_is_published_is_final() -> None:
    assert "amount.provisional" not in codes(check(by(INDEXED), AS_OF))
    assert "amount.provisional" not in codes(check(by(BOTH, REDUCED), AS_OF))
