"""The picture of a term: its figures, and that they are drawn in proportion."""

from decimal import Decimal

from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.term_picture import HEIGHT, LEFT, OF_FUNDING, SIDE, WIDTH, Bar, Figures, Picture, figures_of, picture_of
from tests.reports.checks.world import OWN_PROMISE, REPORT_2020, VAN, cash, commitment, d, row_of, umea, version

OWN = "co_financing"


def figures(facts: AgreementFacts, on: str, kind: str = OWN) -> tuple[Figures, ...]:
    result = check(facts, d(on))
    return figures_of(result, row_of(result, kind))


def drawn(facts: AgreementFacts, on: str, kind: str = OWN) -> Picture:
    return picture_of(figures(facts, on, kind), d(on))


def bars(picture: Picture) -> list[dict[str, Bar]]:
    return [{bar.what: bar for bar in column.bars} for column in picture.columns]


def test_the_model_agreement_in_its_last_year() -> None:
    found = figures(umea(), "2022-06-30")
    assert [(one.period.label, one.promised, one.counted, one.verified, one.needed) for one in found] == [
        ("2020", Decimal(1_300_000), Decimal(1_215_000), Decimal(1_215_000), None),
        ("2021", Decimal(1_300_000), Decimal(1_335_000), Decimal(1_335_000), None),
        ("2022", Decimal(1_300_000), None, None, Decimal(1_350_000)),
    ]


def test_bars_stand_on_one_line_and_are_as_tall_as_their_figures() -> None:
    picture = drawn(umea(), "2022-06-30")
    first, second, last = bars(picture)
    assert set(first) == {"promised", "delivered", "verified"}
    assert set(last) == {"promised", "needed"}
    assert all(round(bar.y + bar.height, 1) == picture.base for column in (first, last) for bar in column.values())
    assert first["promised"].height == last["promised"].height
    assert abs(last["needed"].height / first["verified"].height - 1_350_000 / 1_215_000) < 0.01
    assert second["delivered"].y == picture.top


def test_years_lie_across_and_today_in_its_own() -> None:
    picture = drawn(umea(), "2022-06-30")
    middles = [column.middle for column in picture.columns]
    assert [column.label for column in picture.columns] == ["2020", "2021", "2022"]
    assert middles == sorted(middles)
    assert picture.today is not None
    assert abs(picture.today - middles[2]) < 2  # the last of June is the middle of a year
    inside = [bar for column in picture.columns for bar in column.bars]
    assert all(bar.x >= LEFT and bar.x + bar.width <= WIDTH - SIDE for bar in inside)
    assert all(bar.y >= picture.top and bar.y + bar.height < HEIGHT for bar in inside)
    assert drawn(umea(), "2023-06-30").today is None
    assert drawn(umea(), "2019-06-30").today is None


def test_what_is_only_reported_is_not_verified() -> None:
    facts = umea(versions=(REPORT_2020._replace(approved_on=None),))
    assert figures(facts, "2021-04-01")[0].verified is None
    assert "counted" in bars(drawn(facts, "2021-04-01"))[0]


def test_what_is_paid_needs_no_approval() -> None:
    first, _second, last = figures(umea(), "2022-06-30", "funding")
    assert (first.verified, first.needed) == (Decimal(1_500_000), None)
    assert (last.counted, last.needed) == (Decimal(750_000), Decimal(750_000))


def test_the_scale_says_the_tallest_figure() -> None:
    assert drawn(umea(), "2022-06-30").highest == Decimal(1_394_000)
    assert picture_of((), d("2022-06-30")).highest is None


def test_of_funding_what_is_promised_paid_and_left_is_drawn() -> None:
    found = figures(umea(), "2022-06-30", "funding")
    picture = picture_of(found, d("2022-06-30"), OF_FUNDING)
    first, _second, last = bars(picture)
    assert (set(first), set(last)) == ({"promised", "verified"}, {"promised", "verified", "needed"})
    assert last["verified"].x < last["needed"].x
    assert picture.highest == Decimal(1_500_000)


def test_what_no_rate_values_is_in_no_sum() -> None:
    facts = umea(rates=None)
    (first, *_rest) = figures(facts, "2021-04-01")
    assert (first.counted, first.needed) == (None, None)
    assert set(bars(drawn(facts, "2021-04-01"))[0]) == {"promised"}


def test_nothing_is_needed_of_what_is_reached() -> None:
    rich = version("2020", "2021-03-15", figures=(cash("4000000"),))
    promise = OWN_PROMISE._replace(components=())
    found = figures(umea(commitments=(promise,), versions=(rich,)), "2021-06-30")
    assert found[1].needed == 0
    assert "needed" not in bars(drawn(umea(commitments=(promise,), versions=(rich,)), "2021-06-30"))[1]


def test_an_activity_is_its_own_and_a_period_without_a_promise_is_left_out() -> None:
    listed = commitment(30, VAN, "activity", None, name="Kaféer", unit="träffar", amounts=(("2021", Decimal(40)),))
    other = commitment(31, VAN, "activity", "12", name="Läger", unit="läger")
    result = check(umea(commitments=(listed, other), payments=()), d("2022-06-30"))
    cafes, camps = sorted(result.through_term, key=lambda row: row.promised_term, reverse=True)
    assert [one.period.label for one in figures_of(result, cafes)] == ["2021"]
    assert [one.promised for one in figures_of(result, camps)] == [Decimal(12)] * 3


def test_nothing_promised_is_an_empty_picture_and_zero_is_drawn_flat() -> None:
    assert picture_of((), d("2022-06-30")) == Picture((), 226.0, None)
    nothing = commitment(30, VAN, "activity", "0", name="Kaféer", unit="träffar")
    picture = drawn(umea(commitments=(nothing,), payments=(), versions=()), "2020-06-30", "activity")
    assert {bar.height for column in picture.columns for bar in column.bars} == {0.0}


def test_a_short_period_has_bars_that_can_be_seen() -> None:
    facts = umea(terminated_on=d("2021-12-15"), last_day=d("2022-01-02"))
    assert all(bar.width > 0 for column in drawn(facts, "2022-06-30").columns for bar in column.bars)
