"""The ceilings are data: each with its regulation, a source and the day that it was checked."""

from datetime import date
from decimal import Decimal

import pytest
import yaml

from finance import ceilings
from finance.state_aid.facts import ceiling_on

TEXT = """
de_minimis:
  ceilings:
    2024-01-01:
      {value: "300000", regulation: R, source: S, checked_on: 2026-11-22, cumulates_with: [sgei], cumulation: A}
    2031-01-01: {value: null, regulation: R, source: S, checked_on: 2026-11-22}
"""


@pytest.mark.parametrize(("kind", "amount"), [("de_minimis", 300_000), ("sgei", 750_000)])
def test_the_ceilings_and_the_days_without_one(kind: str, amount: int) -> None:
    found = ceilings.published()
    for day in (date(2024, 1, 1), date(2030, 12, 31)):
        ceiling = ceiling_on(found, kind, day)
        assert ceiling is not None
        assert ceiling.amount == Decimal(amount)
        assert ceiling.source
    assert ceiling_on(found, kind, date(2023, 12, 31)) is ceiling_on(found, kind, date(2031, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (TEXT.replace("2031-01-01", "2024-01-01"), yaml.YAMLError),
        (TEXT.replace("source: S, ", "", 1), KeyError),
        (TEXT.replace("regulation: R, ", "", 1), KeyError),
        (TEXT.replace("cumulates_with: [sgei], ", "", 1), KeyError),
        (TEXT.replace(", cumulation: A", "", 1), KeyError),
    ],
)
def test_a_double_day_or_a_missing_source_is_refused(text: str, error: type[Exception]) -> None:
    assert len(ceilings.load(TEXT)) == 1
    with pytest.raises(error):
        ceilings.load(text)
