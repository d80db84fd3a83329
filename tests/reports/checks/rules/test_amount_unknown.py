"""`amount.unknown`."""

from finance.indexation import Month
from finance.promises import Clauses, Indexation
from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.test_amounts import AS_OF, CLAUSE, INDEXED, SERIES, by
from tests.reports.checks.world import codes, plain


def test_names_the_series_and_the_month_that_is_missing() -> None:
    late = Clauses(Indexation(CLAUSE._replace(base=Month(2025, 10)), SERIES, ("funding",)))
    result = check(by(late), AS_OF)
    found = [finding for finding in result.findings if finding.code == "amount.unknown"]
    assert [(one.period, one.severity, one.evidence) for one in found] == [
        (year, "error", (("agreement", 1, None),)) for year in ("2020", "2021", "2022")
    ]
    assert plain(message(found[0], "en")) == (
        "Umeå kommun, funding for 2020: 1,500,000 kr follows the series test, which lacks the base month 2025-10. Add "
        "it: until then the amount cannot be worked out."
    )
    assert "amount.provisional" not in codes(result)


def test_a_known_base_month_is_no_finding() -> None:
    assert "amount.unknown" not in codes(check(by(INDEXED), AS_OF))
