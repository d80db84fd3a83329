"""`appropriation.reduced`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.test_amounts import AS_OF, BOTH, REDUCED, act, by
from tests.reports.checks.world import codes, plain


def test_names_both_amounts_and_the_paragraph_for_each_side() -> None:
    result = check(by(BOTH, REDUCED), AS_OF)
    funding, own = [finding for finding in result.findings if finding.code == "appropriation.reduced"]
    assert (funding.period, funding.severity, funding.clause) == ("2021", "info", "§ 180")
    assert (funding.expected, funding.actual, funding.difference) == (1_500_000, 1_350_000, -150_000)
    assert (own.expected, own.actual, own.difference) == (1_300_000, 1_170_000, -130_000)
    assert funding.evidence == own.evidence == (("appropriation", 7, None),)
    assert plain(message(own, "sv")) == (
        "Vän i Umeå, egen insats för 2021 är sänkt från 1 300 000 kr till 1 170 000 kr: Kommunfullmäktige, § 180, "
        "30 november 2020."
    )


def test_a_year_in_full_is_no_finding() -> None:
    assert "appropriation.reduced" not in codes(check(by(BOTH, act("decided")), AS_OF))
