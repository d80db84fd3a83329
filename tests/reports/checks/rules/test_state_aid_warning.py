"""`state_aid.warning`."""

import pytest

from reports.checks.check import check
from reports.checks.render import message
from tests.finance.state_aid.book import book, grant
from tests.reports.checks.rules.test_state_aid_above_ceiling import ORGANIZATION, THREE, facts
from tests.reports.checks.world import codes, d, finding_of, plain


def test_the_worked_example() -> None:
    found = finding_of(check(facts(book(*THREE[:2])), d("2025-06-01")), "state_aid.warning")
    assert (found.severity, str(found.actual), str(found.difference)) == ("warning", "272727.27", "-27272.73")
    assert found.unit == "EUR"
    assert plain(message(found, "sv")) == (
        "Vän i Umeå har under tre år till och med 1 juni 2025 fått stöd av mindre betydelse (de minimis) på "
        "272 727,27 EUR, minst 80 % av taket 300 000 EUR ((EU) 2023/2831): 27 272,73 EUR ryms; 136 363,64 EUR lämnar "
        "summan 10 januari 2027."
    )


@pytest.mark.parametrize(("amount", "warned"), [("2639999.92", False), ("2640000", True), ("3300000", True)])
def test_from_eighty_per_cent_through_the_ceiling(amount: str, warned: bool) -> None:
    of = book(grant(1, "2025-01-01", amount, recipient=ORGANIZATION))
    assert ("state_aid.warning" in codes(check(facts(of), d("2025-06-01")))) is warned
