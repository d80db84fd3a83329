"""`state_aid.not_assessed`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.finance.state_aid.book import book, promise
from tests.reports.checks.rules.test_state_aid_above_ceiling import ORGANIZATION, THREE, facts
from tests.reports.checks.world import codes, d, finding_of, plain

OWN = tuple(promise(1, "2024-01-10", period=str(year), recipient=ORGANIZATION, agreement=1) for year in (2024, 2025))
OTHER = promise(2, "2024-01-10", recipient=ORGANIZATION, agreement=2)


def test_the_worked_example() -> None:
    found = finding_of(check(facts(book(promised=(*OWN, OTHER))), d("2025-06-01")), "state_aid.not_assessed")
    assert (found.severity, found.actual, found.evidence) == ("info", 3_000_000, (("commitment", 1, None),))
    assert plain(message(found, "en")) == (
        "3,000,000 kr granted to Vän i Umeå in this agreement is not assessed: an officer needs to say whether it is "
        "state aid. It is not counted as aid, but all that was granted in three years could reach 80 % of the ceiling "
        "of 300,000 EUR."
    )


def test_nothing_is_asked_of_little_of_others_or_of_what_is_assessed() -> None:
    for known in (
        book(promised=(OWN[0],)),
        book(promised=tuple(one._replace(agreement=2) for one in (*OWN, OTHER))),
        book(promised=tuple(one._replace(recipient=9) for one in (*OWN, OTHER))),
        book(THREE[0], promised=OWN),  # commitment 1 is assessed as a whole
    ):
        assert "state_aid.not_assessed" not in codes(check(facts(known), d("2025-06-01")))


def test_nothing_is_asked_where_no_ceiling_is_known() -> None:
    early = tuple(one._replace(granted_on=d("2022-01-10")) for one in (*OWN, OTHER))
    assert "state_aid.not_assessed" not in codes(check(facts(book(promised=early)), d("2023-06-01")))
