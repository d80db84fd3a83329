"""Whose position concerns an agreement, and what a sentence says of it."""

from reports.checks.aid import recipients_of, values
from reports.checks.case import case_at
from tests.finance.state_aid.book import book
from tests.reports.checks.rules.test_state_aid_above_ceiling import THREE, facts
from tests.reports.checks.world import d, umea


def test_nothing_is_looked_at_where_nothing_is_known() -> None:
    assert recipients_of(case_at(umea(), d("2021-06-01"))) == []


def test_a_sentence_says_what_there_is() -> None:
    (one,) = recipients_of(case_at(facts(book(*THREE)), d("2026-06-01")))
    aid, sgei = one.position.standings
    assert values(one, aid)["leaves_on"] == d("2027-01-10")
    assert values(one, sgei)["leaves"] == values(one, sgei)["leaves_on"] == ""
    unknown = aid._replace(ceiling=None, headroom=None)
    assert {values(one, unknown)[name] for name in ("ceiling", "regulation", "headroom")} == {""}
