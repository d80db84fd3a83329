"""What is given beside money, period by period, and premises that nobody valued."""

from decimal import Decimal
from typing import Any

from finance.support import Support
from reports.checks.check import check
from reports.checks.facts import SupportFact
from reports.checks.render import as_json, digest
from tests.reports.checks.world import UMEA, UNBOUND, VAN, codes, d, umea

ROOM = Support(Decimal(100), "m²", Decimal(1000), True, d("2020-01-01"), d("2021-12-31"), Decimal(0), "hyra, påhittad")


def fact(number: int = 1, on: str = "2020-02-01", replaces: int | None = None, **given: Any) -> SupportFact:
    return SupportFact(number, UMEA, VAN, "premises", "Lokal", d(on), replaces, ROOM._replace(**given))


def test_a_row_stands_in_each_period_that_it_touches() -> None:
    result = check(umea(support=(fact(),)), d("2022-06-30"))
    assert [(part.period.label, part.value) for part in result.support] == [("2020", 100_000), ("2021", 100_000)]
    assert {part.kind for part in result.support} == {"support"}
    assert check(umea(support=(fact(),)), d("2020-01-31")).support == ()


def test_a_correction_replaces_and_nothing_takes_back() -> None:
    mended = fact(2, "2021-01-01", 1, ends_on=d("2020-12-31"))
    back = fact(3, "2022-01-01", 2, quantity=Decimal(0))
    rows = umea(support=(back, mended, fact()))
    assert [len(check(rows, d(day)).support) for day in ("2020-12-31", "2021-01-01", "2022-01-01")] == [2, 1, 0]


def test_it_moves_no_line_and_is_in_the_digest_only_where_there_is_any() -> None:
    without, with_it = check(umea(), d("2022-06-30")), check(umea(support=(fact(),)), d("2022-06-30"))
    assert (with_it.periods, with_it.status, with_it.through_term) == (
        without.periods, without.status, without.through_term,
    )  # fmt: skip
    assert digest(without) != digest(with_it)
    shown = as_json(with_it, "en")["support"][0]
    assert (shown["value"], shown["giver"], shown["party_id"]) == ("100000.00", "Umeå kommun", VAN)
    assert shown["formula"].startswith("100 m² × 1,000 kr per year × (366 ÷ 366 days + 365 ÷ 365 days)")


def test_nothing_is_shown_of_what_does_not_bind() -> None:
    result = check(umea(support=(fact(),), conditions={"premises_included": True}, **UNBOUND), d("2022-06-30"))
    assert (result.support, codes(result)) == ((), ["agreement.not_binding"])
