"""`state_aid.no_ceiling`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.finance.state_aid.book import book, grant
from tests.reports.checks.rules.test_state_aid_above_ceiling import ORGANIZATION, facts
from tests.reports.checks.world import codes, d, finding_of, plain

EARLY = grant(1, "2023-03-01", recipient=ORGANIZATION)


def test_the_worked_example() -> None:
    found = finding_of(check(facts(book(EARLY)), d("2023-06-01")), "state_aid.no_ceiling")
    assert (found.expected, str(found.actual), found.unit) == (None, "136363.64", "EUR")
    ending = "136,363.64 EUR. No ceiling is known for that day, so it cannot be said how much there is room for."
    assert plain(message(found, "en")).endswith(ending)


def test_nothing_where_there_is_no_aid_or_a_ceiling() -> None:
    assert "state_aid.no_ceiling" not in codes(check(facts(book(EARLY)), d("2023-02-28")))
    assert "state_aid.no_ceiling" not in codes(check(facts(book(EARLY)), d("2024-01-01")))
