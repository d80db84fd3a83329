"""One sentence per row through the term."""

import pytest

from reports.checks.check import check
from reports.checks.explain_term import explain_row
from reports.checks.facts import AgreementFacts
from tests.reports.checks.world import ONLY_FUNDING, REPORT_2020, SHORT, UNBOUND, cash, d, only_own, plain, row_of, umea


def said_of_row(facts: AgreementFacts, as_of: str, kind: str = "co_financing", language: str = "en") -> str:
    """The explanation of the row through the term."""
    result = check(facts, d(as_of))
    return plain(explain_row(row_of(result, kind), result, language))


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        (
            umea(),
            "2022-06-30",
            "Through 30 June 2022 2,550,000 kr counts of the 2,600,000 kr promised for the reported periods: "
            "50,000 kr short; of 3,900,000 kr for the whole term 1,350,000 kr remains, 1,350,000 kr per remaining "
            "period, and at the same pace it will be 3,823,256 kr.",
        ),
        (
            umea(**UNBOUND),
            "2020-06-30",
            "The agreement is not binding; 3,900,000 kr would be promised for the whole term.",
        ),
        (umea(), "2019-12-31", "The term has not begun; 3,900,000 kr is promised."),
        (umea(), "2020-06-30", "Nothing is reported yet of the 3,900,000 kr promised for the whole term."),
        (
            only_own(REPORT_2020, waivers=(SHORT,)),
            "2021-04-30",
            "Through 30 April 2021 1,215,000 kr counts of the 1,300,000 kr promised for the reported periods: "
            "85,000 kr short; of 1,300,000 kr for the whole term 85,000 kr remains.",
        ),
        (
            only_own(REPORT_2020, waivers=(SHORT,)),
            "2021-05-01",
            "Through 1 May 2021 1,215,000 kr counts of the 1,300,000 kr promised for the reported periods: "
            "nothing is short when 85,000 kr is excused; of 1,300,000 kr for the whole term 0 kr remains.",
        ),
        (
            only_own(REPORT_2020._replace(figures=(cash("395001"),))),
            "2021-05-01",
            "Through 1 May 2021 1,300,001 kr counts of the 1,300,000 kr promised for the reported periods: "
            "1 kr more; of 1,300,000 kr for the whole term 0 kr remains.",
        ),
    ],
)
def test_through_the_term(facts: AgreementFacts, as_of: str, expected: str) -> None:
    assert said_of_row(facts, as_of) == expected


def test_funding_through_the_term() -> None:
    assert said_of_row(ONLY_FUNDING, "2020-06-30", "funding") == (
        "Through 30 June 2020 750,000 kr is paid of the 750,000 kr that was due: nothing is short; "
        "of 1,500,000 kr for the whole term 750,000 kr remains."
    )
    nothing = ONLY_FUNDING._replace(payments=())
    assert said_of_row(nothing, "2020-01-15", "funding") == (
        "Nothing is paid or due yet of the 1,500,000 kr promised for the whole term."
    )
