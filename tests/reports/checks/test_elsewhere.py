"""The same hours and the same krona under two agreements: told in both, by the same rule."""

from decimal import Decimal
from typing import Any

import pytest

from finance.valuation import HoursRow
from reports.checks.check import check
from reports.checks.elsewhere import funder_of
from reports.checks.facts import AgreementFacts
from reports.checks.render import message
from reports.checks.results import CheckResult
from reports.checks.terms import ComponentFact
from tests.reports.checks.world import (
    CASH_PLAN,
    OWN_PROMISE,
    UMEA,
    VAN,
    VOLUNTEER_CAP,
    cash,
    codes,
    d,
    finding_of,
    hours,
    only_own,
    party,
    plain,
    version,
)

AT = d("2021-06-30")
HOURS, CASH = "volunteer_time.double_counted", "own_cash.double_counted"
JUNE: dict[str, Any] = {"starts_on": d("2020-06-01"), "ends_on": d("2020-12-31")}


def here(*rows: HoursRow, amount: str = "100.00", **fields: Any) -> AgreementFacts:
    report = version("2020", "2021-03-15", hours=rows or (hours("adult", "400", id=1),), figures=(cash(amount),))
    return only_own(report._replace(**fields.pop("report", {})), **fields)


def there(*rows: HoursRow, amount: str = "200.00", **fields: Any) -> AgreementFacts:
    """Another agreement of the same association, with another board."""
    rows = rows or (hours("adult", "300", id=8, activity="SPRÅKCAFÉ", **JUNE),)
    parties = (
        party(7, "Vän i Umeå", "recipient")._replace(organization=100 + VAN),
        party(UMEA, "Barn- och utbildningsnämnden", "funder", public=True),
    )
    report = {"report": 9, "party": 7, **fields.pop("report", {})}
    promise = OWN_PROMISE._replace(id=70, party=7, **fields.pop("promise", {}))
    other = {"id": 2, "reference": "BUN-2020/7", "parties": parties, "promise": promise, **fields}
    return here(*rows, amount=amount, report=report, **other)


def result(one: AgreementFacts, *others: AgreementFacts, as_of: Any = AT) -> CheckResult:
    return check(one._replace(others=others), as_of)


def both(one: AgreementFacts, other: AgreementFacts, code: str) -> bool:
    """Whether it is told in both; in one of them only it would be a fault of the rule."""
    told = [code in codes(result(one, other)), code in codes(result(other, one))]
    assert told[0] == told[1]
    return told[0]


def test_the_same_hours_are_told_in_both_each_naming_the_other() -> None:
    found = finding_of(result(here(), there()), HOURS)
    assert (found.severity, found.period, found.expected, found.actual, found.unit) == (
        "warning",
        "2020",
        None,
        400,
        "h",
    )
    assert found.evidence == (
        ("annual_report", 1, 1), ("volunteer_hours", 1, None), ("annual_report", 9, 1), ("volunteer_hours", 8, None),
    )  # fmt: skip
    assert plain(message(found, "en")) == (
        "Vän i Umeå reported 400 h of Språkcafé for 2020 here and 300 h under BUN-2020/7 (Barn- och "
        "utbildningsnämnden), 1 June 2020 – 31 December 2020: the same hours count toward one agreement only."
    )
    other = finding_of(result(there(), here()), HOURS)
    assert (other.actual, other.evidence[:2]) == (300, (("annual_report", 9, 1), ("volunteer_hours", 8, None)))
    assert plain(message(other, "sv")) == (
        "Vän i Umeå har för 2020 redovisat 300 h i SPRÅKCAFÉ här och 400 h i KS-2019/00714 (Umeå kommun), "
        "1 januari 2020 – 31 december 2020: samma timmar räknas bara i en överenskommelse."
    )


def test_no_figure_is_changed() -> None:
    alone, beside = result(here()), result(here(), there())
    assert (alone.periods, alone.through_term) == (beside.periods, beside.through_term)


@pytest.mark.parametrize(
    ("row", "same"),
    [
        ({"starts_on": d("2020-12-31"), "ends_on": d("2020-12-31")}, True),
        ({"activity": "Läxhjälp"}, False),
        ({"activity": " Språk-café\N{NO-BREAK SPACE} "}, True),
        ({"activity": "Spra\N{COMBINING RING ABOVE}kcafe\N{COMBINING ACUTE ACCENT}."}, True),
        ({"category": "young"}, True),
        ({"hours": Decimal(0)}, False),
    ],
)
def test_what_makes_hours_the_same(row: dict[str, Any], same: bool) -> None:
    assert both(here(), there(hours("adult", "300", id=8)._replace(**row)), HOURS) is same


def test_dates_without_a_day_in_common_are_other_hours() -> None:
    spring = hours("adult", "400", id=1, starts_on=d("2020-01-01"), ends_on=d("2020-05-31"))
    assert not both(here(spring), there(), HOURS)


ONLY_CASH, ONLY_TIME = {"components": (CASH_PLAN,)}, {"components": (VOLUNTEER_CAP,)}


@pytest.mark.parametrize(
    ("fields", "hours_too", "cash_too"),
    [
        ({}, True, True),
        ({"promise": {"components": ()}}, True, True),
        ({"promise": ONLY_CASH}, False, True),
        ({"promise": ONLY_TIME}, True, False),
        ({"promise": {"kind": "in_kind", "components": ()}}, False, False),
        ({"conditions": {"volunteer_time_counts": ("leading",)}}, False, True),
        ({"report": {"received_on": d("2021-07-01")}}, False, False),
        ({"report": {"returned_on": d("2021-04-01"), "return_due_on": d("2021-12-31")}}, False, False),
        ({"terminated_on": d("2019-12-20"), "last_day": d("2019-12-31")}, False, False),
    ],
)
def test_only_what_counts_in_both_is_counted_twice(fields: dict[str, Any], hours_too: bool, cash_too: bool) -> None:
    other = there(amount="100.00", **fields)
    assert (both(here(), other, HOURS), both(here(), other, CASH)) == (hours_too, cash_too)


def test_an_agreement_that_does_not_bind_is_not_told_of() -> None:
    other = there()
    waiting = other._replace(parties=tuple(one._replace(consent=None) for one in other.parties))
    assert not both(here(), waiting, HOURS)


def test_another_association_in_the_same_agreement_is_another() -> None:
    other = there()
    stranger = other._replace(parties=(other.parties[0]._replace(organization=999), other.parties[1]))
    assert not both(here(), stranger, HOURS)


def test_the_same_krona_is_told_in_both() -> None:
    found = finding_of(result(here(), there(amount="100.00")), CASH)
    assert (found.expected, found.actual, found.unit) == (None, 100, "SEK")
    assert found.evidence == (("annual_report", 1, 1), ("annual_report", 9, 1))
    assert plain(message(found, "en")) == (
        "Vän i Umeå reported 100 kr of own cash (fees) for 2020 here, and as much from the same source under "
        "BUN-2020/7 (Barn- och utbildningsnämnden) for 2020: one krona counts toward one agreement only."
    )
    assert "(avgifter)" in message(found, "sv")
    gifts = {"figures": (cash("100.00", "other"),)}
    unnamed = finding_of(result(here(report=gifts), there(report=gifts)), CASH)
    assert "(annat)" in message(unnamed, "sv")
    assert both(here(), there(amount="100.00"), CASH)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"), [("100.00", "100.01", False), ("0.00", "0.00", False), ("100.00", "100.00", True)]
)
def test_to_the_ore_and_above_zero(ours: str, theirs: str, same: bool) -> None:
    assert both(here(amount=ours), there(amount=theirs), CASH) is same


def test_public_money_that_does_not_count_is_not_counted_twice() -> None:
    public: dict[str, Any] = {"figures": (cash("100.00", "public"),)}
    one, other = here(report=public), there(report=public)
    assert not both(one, other, CASH)
    counts: dict[str, Any] = {"conditions": {"public_money_counts": True}}
    assert both(here(report=public, **counts), there(report=public, **counts), CASH)


def test_other_periods_are_other_money() -> None:
    other = there(
        amount="100.00", starts_on=d("2021-01-01"), report={"period": "2021"}
    )._replace(ends_on=d("2021-12-31"))  # fmt: skip
    assert not both(here(), other, CASH)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = (hours("adult", "10", id=1), hours("young", "20", id=2), hours("adult", "5", id=3, **JUNE))
    assert result(here(*rows), there()).findings == result(here(*reversed(rows)), there()).findings


def test_the_funder_is_named_else_the_first_public_party() -> None:
    board, town = party(5, "Nämnden", "member", public=True), party(6, "Kommunen", "funder", public=True)
    assert funder_of(here()._replace(parties=(board, town))) == "Kommunen"
    assert funder_of(here()._replace(parties=(board,))) == "Nämnden"


def test_volunteer_time_in_hours_counts_as_promised() -> None:
    pledge = {"components": (ComponentFact("volunteer_time", None, "cap", Decimal(10), "adult"),)}
    assert both(here(), there(promise=pledge), HOURS)
