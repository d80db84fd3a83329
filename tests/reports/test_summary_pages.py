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


def test_what_the_check_would_find_and_a_reader_would_ask_is_told_before_signing(path: str, treasurer: Browser) -> None:
    typed = {**HOURS, "hours": "100 000", "women": "3", "men": "2"}
    treasurer.post(f"{path}/money", {**MONEY, "income": "1 000"})
    treasurer.post(f"{path}/hours", {**typed, "go": "stay"})
    treasurer.post(f"{path}/hours", {**typed, "activity": "Läxhjälp", "hours": "100", "men": "40"})
    row, summary = treasurer.get(f"{path}/hours"), treasurer.get(f"{path}/summary")
    for page in (row, summary):
        (told,) = [one for _word, one in page.context["noticed"] if "too much" in one]
        assert told.replace("\xa0", " ") in text(page)
    assert treasurer.get(f"{path}/money").context["noticed"] == []
    assert any("round hundreds" in one for one in summary.context["questions"])
    assert any("The income is" in one for one in summary.context["questions"])
    assert "What a reader may ask" in text(summary)
    treasurer.post(f"{path}/summary", {"act": "submit"})
    assert treasurer.get(path).context["questions"] == summary.context["questions"]
