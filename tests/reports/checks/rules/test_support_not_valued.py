"""`support.not_valued`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.test_support import fact
from tests.reports.checks.world import codes, d, finding_of, umea

INCLUDED = {"premises_included": True, "clauses": (("premises_included", "§ 7"),)}


def test_a_period_that_is_over_needs_a_valuation() -> None:
    facts = umea(conditions=INCLUDED)
    assert "support.not_valued" not in codes(check(facts, d("2020-12-31")))
    found = finding_of(check(facts, d("2021-01-01")), "support.not_valued")
    assert (found.period, found.clause, found.severity) == ("2020", "§ 7", "warning")
    assert message(found, "en") == (
        "The agreement includes premises for Vän i Umeå, but nobody has valued them for 2020: give the area, a market "
        "rent with its source, and what the association has paid."
    )


def test_a_valuation_is_enough_and_material_is_none() -> None:
    room = fact()
    assert "support.not_valued" not in codes(check(umea(conditions=INCLUDED, support=(room,)), d("2022-06-30")))
    chairs = room._replace(kind="material")
    told = codes(check(umea(conditions=INCLUDED, support=(chairs,)), d("2022-06-30")))
    assert told.count("support.not_valued") == 2


def test_nothing_is_asked_where_premises_are_not_included() -> None:
    assert "support.not_valued" not in codes(check(umea(), d("2022-06-30")))
