"""What a treasurer is told before signing: whether all is filled in, what is lacking of what was promised, and the rest
that whoever reads the report would be told."""

import pytest
from django.test import Client as Browser

from office.clock import today
from tests.agreements.sample import active
from tests.browsing import text
from tests.cast import Cast
from tests.reports.forms import HOURS, MONEY


@pytest.fixture
def path(cast: Cast, treasurer: Browser) -> str:
    """The page of a report for 2020 that the treasurer has begun."""
    return begun(treasurer, active(cast), "2020")


def begun(treasurer: Browser, agreement: int, period: str) -> str:
    answer = treasurer.post("/reports", {"agreement": agreement, "period": period})
    return str(answer["Location"]).removesuffix("/money")


def test_the_summary_tells_what_is_lacking_of_what_was_promised(path: str, treasurer: Browser) -> None:
    assert "Everything that is needed is filled in" not in text(treasurer.get(f"{path}/summary"))
    treasurer.post(f"{path}/money", MONEY)
    treasurer.post(f"{path}/hours", HOURS)
    told = text(treasurer.get(f"{path}/summary"))
    assert "Everything that is needed is filled in. The report can be handed in." in told
    assert "Own contribution: 109,999.50 kr is lacking of 1,300,000 kr" in told
    assert "The period is not over" not in told
    treasurer.post(f"{path}/money", {**MONEY, "own_cash-gifts": "0", "own_cash-fees": "420 000"})
    assert "Less than was promised" not in text(treasurer.get(f"{path}/summary"))


def test_it_says_that_the_period_is_not_over(cast: Cast, treasurer: Browser) -> None:
    year = today().year
    path = begun(treasurer, active(cast, ends_on=f"{year}-12-31"), str(year))
    assert f"The period is not over: it lasts through 31 December {year}." in text(treasurer.get(f"{path}/summary"))
