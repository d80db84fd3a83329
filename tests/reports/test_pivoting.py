"""Cross tables of lines: every cell is the sum of its lines, and totals are those of the summaries."""

import os
import subprocess
import sys
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.check_lines import MEASURES, CheckLine, lines_of
from reports.checks.facts import AgreementFacts
from reports.pivoting import Cell, pivot
from reports.summaries import GROUP_BYS, summarise
from tests.reports.checks.world import umea
from tests.reports.test_summaries import agreements, rows, summed


def by_hand(lines: list[CheckLine], values: list[str]) -> Cell:
    """A cell added up one by one."""
    known = ([found for line in lines if (found := line.figures.get(value)) is not None] for value in values)
    sums = tuple(sum(column, Decimal(0)) if column else None for column in known)
    return Cell(sums, len(lines), len({line.agreement for line in lines}))


@settings(max_examples=20, deadline=None)
@given(
    facts=st.lists(agreements(), max_size=4, unique_by=lambda facts: facts.id),
    sides=st.permutations(GROUP_BYS),
    cut=st.tuples(st.integers(1, 2), st.integers(0, 2)),
    values=st.lists(st.sampled_from(MEASURES), min_size=1, max_size=4, unique=True),
)
def test_each_cell_is_the_sum_of_its_lines(
    facts: list[AgreementFacts], sides: list[str], cut: tuple[int, int], values: list[str]
) -> None:
    down, across = sides[: cut[0]], sides[cut[0] : sum(cut)]
    lines = [*lines_of(rows(*facts))]
    found = pivot(lines, down, across, values)

    def keys(line: CheckLine, side: list[str]) -> object:
        return tuple(line.key(dimension) for dimension in side)

    for row in (*found.rows, None):
        for column in (*found.columns, None):
            mine = [line for line in lines if row in (None, keys(line, down)) and column in (None, keys(line, across))]
            nothing = row is column is None  # the total of no line at all is told, other cells without lines are not
            assert found.cells.get((row, column)) == (by_hand(mine, values) if mine or nothing else None)


def test_totals_are_those_of_the_summaries() -> None:
    everything = rows(umea(), umea(id=2, kind="grant", payments=()))
    for dimension in GROUP_BYS:
        found = pivot(lines_of(everything), [dimension], [], MEASURES)
        summary = summarise(everything, dimension)
        assert list(found.rows) == [group.keys for group in summary.groups]
        for group in (*summary.groups, summary.total):
            cell = found.cells[group.keys or None, None]
            told = dict(zip(MEASURES, cell.values, strict=True))
            assert {name: told[name] or 0 for name in summed(group)} == summed(group)
            assert cell.agreements == group.agreements


def test_what_is_missing_is_not_zero() -> None:
    found = pivot(lines_of(rows(umea(payments=()))), ["year"], ["kind"], ["funding_paid", "in_kind_counted"])
    assert {cell.values for cell in found.cells.values()} == {(Decimal(0), None)}
    two = [umea(), umea(id=2, kind="grant", starts_on=umea().starts_on.replace(year=2021))]
    cells = pivot(lines_of(rows(*two)), ["year"], ["kind"], ["funding_paid"]).cells
    assert ((("2020", "2020"),), (("grant", "grant"),)) not in cells
    assert ((("2021", "2021"),), (("grant", "grant"),)) in cells


def test_amounts_of_any_size_are_exact() -> None:
    (line, *_more) = lines_of(rows(umea()))
    large = [line._replace(figures={"funding_paid": Decimal("9999999999999.99")}) for _ in range(1000)]
    (cell,) = {*pivot(large, ["kind"], [], ["funding_paid"]).cells.values()}
    assert cell.values == (Decimal("9999999999999990.00"),)


def test_no_start_imports_pandas() -> None:
    """It takes a second and 72 MB: neither the web server nor a worker waits for it before somebody asks."""
    program = "import sys, django; django.setup(); import config.urls, config.wsgi; print('pandas' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout == "False\n"
