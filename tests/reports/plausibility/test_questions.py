"""Each question at its borders, in both languages, and never about what is not there."""

from decimal import Decimal
from typing import Any

import pytest

from finance.valuation import HoursRow
from office.numbers import NBSP
from reports.checks.facts import FigureFact
from reports.plausibility import Content, Question, Reported, questions
from reports.plausibility.rules import RULES, SENTENCES
from reports.plausibility.sentences import sentence
from tests.reports.checks.world import d


def figure(kind: str, amount: str, source: str = "") -> FigureFact:
    return FigureFact(kind, source, Decimal(amount))


def hours(*amounts: str) -> tuple[HoursRow, ...]:
    return tuple(HoursRow("Språkcafé", "adult", Decimal(one), d("2021-01-01"), d("2021-12-31")) for one in amounts)


def content(period: str = "2021", **said: Any) -> Content:
    return Content(period, **said)


def asked(this: Content, last: Content | None = None, paid: str = "0") -> dict[str, Question]:
    return {one.code.removeprefix("plausibility."): one for one in questions(Reported(this, last, Decimal(paid)))}


def told(question: Question, language: str = "en") -> str:
    return sentence(question, language).replace(NBSP, " ")


FEES = (figure("own_cash", "110000", "fees"),)


def test_a_report_without_one_before_it_is_asked_about_itself_alone() -> None:
    assert asked(content(figures=FEES, hours=hours("12.5"), narrative="Vi träffades.")) == {}


def test_the_same_figures_and_hours_as_last_year() -> None:
    last = content("2020", figures=FEES, hours=hours("12", "0.5"))
    found = asked(content(figures=FEES, hours=hours("12.5")), last)["same_figures"]
    assert told(found) == "All amounts and hours for 2021 are the same as for 2020. Are they this year's?"
    assert told(found, "sv") == "Alla belopp och timmar för 2021 är desamma som för 2020. Är det årets siffror?"
    other = content("2020", figures=(figure("own_cash", "110000.01", "fees"),), hours=hours("12.5"))
    assert "same_figures" not in asked(content(figures=FEES, hours=hours("12.5")), other)


def test_nothing_is_alike_every_year() -> None:
    zero = (figure("own_cash", "0", "fees"),)
    assert asked(content(figures=zero, hours=hours("0")), content("2020", figures=zero, hours=hours("0"))) == {}


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [
        ("150", "100", None),
        ("150.01", "100", "50% more"),
        ("50", "100", None),
        ("49.99", "100", "50% less"),
        ("110000", "40000", "175% more"),
        ("0", "100", "100% less"),
        ("20000", "1", "1,999,900% more"),
    ],
)
def test_a_jump_is_more_than_half(now: str, before: str, percent: str | None) -> None:
    this = content(figures=(figure("own_cash", now, "fees"),))
    last = content("2020", figures=(figure("own_cash", before, "fees"),))
    found = asked(this, last).get("jump")
    assert (found and told(found).split(", ", 1)[1].removesuffix(". What explains it?")) == percent


def test_a_jump_from_nothing_has_no_percentage() -> None:
    this = content(figures=(figure("own_cash", "5", "other"),))
    found = asked(this, content("2020", figures=(figure("own_cash", "0", "other"),)))["jump"]
    assert told(found) == "Own cash (other): 5 kr for 2021 against 0 kr for 2020. What explains it?"


def test_hours_jump_too() -> None:
    found = asked(content(hours=hours("9001.5")), content("2020", hours=hours("4500")))["jump"]
    assert (found.path, found.expected, found.actual) == ("volunteer_hours", Decimal(4500), Decimal("9001.5"))
    assert told(found, "sv") == "Ideell tid: 9 001,50 h för 2021 mot 4 500 h för 2020, 100 % mer. Vad beror det på?"


def test_what_only_one_report_has_is_no_jump() -> None:
    assert asked(content(figures=FEES), content("2020", figures=(figure("own_cash", "1", "sales"),))) == {}


def test_an_income_that_is_less_than_its_parts() -> None:
    this = content(figures=(*FEES, figure("own_cash", "200000", "donations"), figure("income", "1700000")))
    found = asked(this, paid="1500000")["totals"]
    assert (found.expected, found.actual) == (Decimal(1810000), Decimal(1700000))
    assert told(found) == (
        "The income is 1,700,000 kr, but own cash 310,000 kr and paid funding 1,500,000 kr are together 1,810,000 kr: "
        "110,000 kr more. What is missing?"
    )
    assert "totals" not in asked(content(figures=(*FEES, figure("income", "1610000"))), paid="1500000")
    assert "totals" not in asked(content(figures=FEES), paid="1500000")
    assert "totals" in asked(content(figures=(figure("income", "0"),)), paid="1")  # zero is data


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("4000", "500"), True),
        (("4012", "500"), False),
        (("4000",), False),
        (("4000", "0"), False),
        (("100.5", "100"), False),
    ],
)
def test_round_hours(rows: tuple[str, ...], found: bool) -> None:
    assert ("round_hours" in asked(content(hours=hours(*rows)))) is found


def test_round_hours_in_words() -> None:
    found = asked(content(hours=hours("4000", "500")))["round_hours"]
    assert told(found) == "All 2 rows of volunteer hours are round hundreds, together 4,500 h. How were they counted?"


def test_the_same_narrative_but_for_spaces_and_letters() -> None:
    last = content("2020", narrative="Vi träffades  varje TISDAG.\n")
    assert "same_narrative" in asked(content(narrative="Vi träffades varje tisdag."), last)
    assert asked(content(narrative="Vi träffades varje onsdag."), last) == {}
    assert asked(content(), content("2020", narrative=" ")) == {}


def test_every_question_has_its_sentence_in_both_languages() -> None:
    assert len({rule.CODE for rule in RULES}) == len(RULES)
    assert all(set(sentences) == {"sv", "en"} for sentences in SENTENCES.values())
