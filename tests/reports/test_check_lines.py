"""What sums are made of: the figures of each line, and that the lines of a group add up to the group."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.check_lines import MEASURES, CheckLine, lines_of
from reports.checks.facts import AgreementFacts
from reports.summaries import GROUP_BYS, GroupBy, summarise
from tests.reports.checks.test_support import fact as premises
from tests.reports.checks.world import REPORT_2020, VAN, activity, commitment, figure, umea, version
from tests.reports.test_summaries import agreements, rows, summed


def of(line: CheckLine) -> dict[str, Decimal]:
    """The figures that a line has."""
    return {name: value for name, value in line.figures.items() if value is not None}


def test_a_line_has_the_figures_that_there_are_and_no_zero() -> None:
    lines = {(line.figure, line.key("year")[0]): line for line in lines_of(rows(umea()))}
    assert len(lines) == 6
    assert of(lines["funding", "2020"]) == {
        "funding_promised": 1_500_000, "funding_due": 1_500_000, "funding_paid": 1_500_000,
    }  # fmt: skip
    own = lines["co_financing", "2020"]
    assert own.verified
    assert lines["co_financing", "2022"].verified is False
    assert lines["funding", "2020"].verified is None
    assert of(own) == {
        "co_financing_promised": 1_300_000, "co_financing_promised_to_date": 1_300_000,
        "co_financing_delivered": 1_215_000, "co_financing_counted": 1_215_000, "co_financing_verified": 1_215_000,
        "co_financing_difference": -85_000, "volunteer_hours": 4500, "volunteer_counted": 905_000,
    }  # fmt: skip
    assert of(lines["co_financing", "2022"]) == {"co_financing_promised": 1_300_000}
    assert {line.agreement for line in lines.values()} == {umea().id}


def test_what_nobody_has_approved_is_not_verified() -> None:
    (own,) = (
        line
        for line in lines_of(rows(umea(versions=(REPORT_2020._replace(approved_on=None),))))
        if line.figure == "co_financing" and line.key("year")[0] == "2020"
    )
    assert not own.verified
    assert own.figures["co_financing_verified"] is None
    assert own.figures["co_financing_counted"] == 1_215_000


def test_gifts_in_kind_and_support_are_lines_and_activities_are_none() -> None:
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "25000"),), activities=(activity("Kafé", "9"),))
    promises = (
        commitment(31, VAN, "in_kind", "30000"),
        commitment(30, VAN, "activity", "40", name="Kafé", unit="träffar"),
    )
    facts = umea(commitments=promises, payments=(), versions=(received,), support=(premises(),))
    lines = [*lines_of(rows(facts))]
    assert {line.figure for line in lines} == {"in_kind", "support"}
    (kind,) = (line for line in lines if line.figure == "in_kind" and line.key("year")[0] == "2020")
    assert (kind.figures["in_kind_counted"], kind.number) == (25_000, 31)
    given = [line for line in lines if line.figure == "support"]
    assert sum(line.figures["municipal_support"] or 0 for line in given) == 200_000
    assert {(line.number, line.verified) for line in given} == {(premises().id, None)}


@settings(max_examples=25, deadline=None)
@given(facts=st.lists(agreements(), max_size=5, unique_by=lambda facts: facts.id), by=st.sampled_from(GROUP_BYS))
def test_the_lines_of_a_group_add_up_to_the_group(facts: list[AgreementFacts], by: GroupBy) -> None:
    everything = rows(*facts)
    lines = [*lines_of(everything)]
    for group in summarise(everything, by).groups:
        mine = [line for line in lines if (line.key(by),) == group.keys]
        for name, value in summed(group).items():
            assert sum((line.figures.get(name) or Decimal(0) for line in mine), Decimal(0)) == value, name


@pytest.mark.parametrize("name", MEASURES)
def test_every_figure_is_some_lines(name: str) -> None:
    received = REPORT_2020._replace(figures=(*REPORT_2020.figures, figure("in_kind", "25000")))
    facts = umea(support=(premises(),), versions=(received,))
    facts = facts._replace(commitments=(*facts.commitments, commitment(31, VAN, "in_kind", "30000")))
    assert any(line.figures.get(name) is not None for line in lines_of(rows(facts)))
