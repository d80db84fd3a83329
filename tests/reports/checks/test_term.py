"""Through the term, and the agreement's status as the worst of it."""

from decimal import Decimal

import pytest

from reports.checks.check import check
from reports.checks.facts import AgreementFacts, VersionFact
from reports.checks.term import WORST_FIRST
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    OWN_PROMISE,
    PAYMENTS,
    VAN,
    activity,
    cash,
    commitment,
    d,
    hours,
    payment,
    row_of,
    umea,
    version,
    waiver,
)

PROMISE = OWN_PROMISE._replace(amount=Decimal("1000.00"), components=())


def report(period: str, amount: str, *, approved: bool = True) -> VersionFact:
    """A report in March of the next year, approved in April."""
    following = int(period) + 1
    return version(
        period, f"{following}-03-15", approved=f"{following}-04-20" if approved else None, figures=(cash(amount),)
    )


def own(*versions: VersionFact, settlement: str = "term", **fields: object) -> AgreementFacts:
    """1 000 kr a year promised, 2020 to 2022."""
    return umea(commitments=(PROMISE,), payments=(), versions=versions, conditions={"settlement": settlement}, **fields)


@pytest.mark.parametrize(
    ("amounts", "settlement", "as_of", "status"),
    [
        ([], "term", "2019-12-31", "upcoming"),
        ([], "term", "2020-01-01", "open"),
        ([], "term", "2021-04-01", "overdue"),
        (["1000"], "term", "2021-12-31", "on_track"),
        (["900"], "term", "2021-12-31", "at_risk"),
        (["900"], "yearly", "2021-04-19", "at_risk"),  # reported, not yet verified
        (["900"], "yearly", "2021-04-20", "not_met"),
        (["900"], "yearly", "2022-06-30", "not_met"),  # rule 1 before rule 3
        (["900", "1100"], "term", "2022-12-31", "on_track"),
        (["900", "1100", "1000"], "term", "2023-04-19", "on_track"),
        (["900", "1100", "1000"], "term", "2023-04-20", "fulfilled"),
        (["900", "1100", "999"], "term", "2023-04-20", "not_met"),
        (["900", "1100", "1000"], "yearly", "2023-04-20", "not_met"),
    ],
)
def test_status(amounts: list[str], settlement: str, as_of: str, status: str) -> None:
    reports = [report(str(2020 + number), amount) for number, amount in enumerate(amounts)]
    result = check(own(*reports, settlement=settlement), d(as_of))
    assert (row_of(result, "co_financing").status, result.status) == (status, status)


def test_an_unknown_period_stays_out_of_the_sums() -> None:
    unvalued = report("2021", "500")._replace(hours=(hours("board", "10", "2021"),))
    row = row_of(check(own(report("2020", "1000"), unvalued), d("2022-12-31")), "co_financing")
    assert (row.promised_to_date, row.counted_to_date, row.promised_term) == (1000, 1000, 3000)
    assert (row.status, row.remaining_periods, row.needed_per_remaining_period) == ("unknown", 1, 2000)
    assert row.projected == 2995  # 1000 ÷ 366 × 1096


def test_overdue_before_unknown() -> None:
    unvalued = report("2020", "500")._replace(hours=(hours("board", "10"),))
    assert check(own(unvalued), d("2022-06-30")).status == "overdue"


def test_a_waived_shortfall_counts_as_made_up() -> None:
    excused = waiver("co_financing", "2020", "shortfall", "2021-05-01")
    facts = own(report("2020", "900"), settlement="yearly", waivers=(excused,))
    assert check(facts, d("2021-04-30")).status == "not_met"
    row = row_of(check(facts, d("2021-05-01")), "co_financing")
    assert (row.status, row.waived, row.difference) == ("on_track", 100, 0)
    assert (row.remaining, row.needed_per_remaining_period) == (2000, 1000)
    whole = own(
        report("2020", "900"), report("2021", "1000"), report("2022", "1000"), settlement="yearly", waivers=(excused,)
    )
    assert check(whole, d("2023-04-20")).status == "fulfilled"


def test_nothing_is_projected_when_nothing_is_reported_or_remains() -> None:
    nothing = row_of(check(own(), d("2020-06-30")), "co_financing")
    assert (nothing.projected, nothing.needed_per_remaining_period) == (None, 1000)
    reports = [report(str(year), "1000") for year in (2020, 2021, 2022)]
    everything = row_of(check(own(*reports), d("2023-04-20")), "co_financing")
    assert (everything.projected, everything.needed_per_remaining_period, everything.remaining) == (None, None, 0)


def test_what_remains_is_never_negative_and_shared_to_the_ore() -> None:
    row = row_of(check(own(report("2020", "5000")), d("2021-06-30")), "co_financing")
    assert (row.remaining, row.needed_per_remaining_period, row.status) == (0, 0, "on_track")
    assert row.projected is None
    nearly = row_of(check(own(report("2020", "2999.99")), d("2021-06-30")), "co_financing")
    assert (nearly.remaining, nearly.projected) == (Decimal("0.01"), 8984)  # 2 999.99 × 1 096 ÷ 366 = 8 983.58
    uneven = row_of(check(own(report("2020", "999.99")), d("2021-06-30")), "co_financing")
    assert uneven.needed_per_remaining_period == Decimal("1000.01")  # 2 000.01 ÷ 2 = 1 000.005


def test_a_reported_zero_is_reported() -> None:
    row = row_of(check(own(report("2020", "0")), d("2021-06-30")), "co_financing")
    assert (row.status, row.counted_to_date, row.projected) == ("at_risk", 0, 0)


def test_several_commitments_of_a_kind_add_up_per_party() -> None:
    """Kalmar and Kvinnojouren: 650 000 + 350 000."""
    two = (
        FUNDING_PROMISE._replace(amount=Decimal(650_000), instalments=()),
        FUNDING_PROMISE._replace(id=11, amount=Decimal(350_000), instalments=()),
    )
    payments = (payment(1, "2020", "650000", "2020-06-01"), payment(2, "2020", "100000", "2020-06-01", commitment=11))
    row = row_of(check(umea(commitments=two, payments=payments, versions=()), d("2020-06-30")), "funding")
    assert (row.promised_term, row.counted_to_date, row.promised_to_date) == (3_000_000, 750_000, 0)
    assert (row.remaining_periods, row.needed_per_remaining_period) == (3, 750_000)


def test_activities_have_a_row_each_since_units_differ() -> None:
    cafes = commitment(30, VAN, "activity", "40", name="Språkcafé", unit="träffar")
    trips = commitment(31, VAN, "activity", "2", name="Resa", unit="resor")
    done = version("2020", "2021-03-15", activities=(activity("Språkcafé", "45"), activity("Resa", "1", "resor")))
    result = check(umea(commitments=(cafes, trips), payments=(), versions=(done,)), d("2021-06-30"))
    assert [(row.unit, row.counted_to_date, row.status) for row in result.through_term] == [
        ("träffar", 45, "on_track"),
        ("resor", 1, "at_risk"),
    ]
    assert result.status == "at_risk"


@pytest.mark.parametrize(
    ("as_of", "paid", "status"),
    [
        ("2019-12-31", 0, "upcoming"),
        ("2020-01-15", 0, "open"),
        ("2020-01-31", 1, "on_track"),
        ("2020-02-01", 0, "overdue"),
        ("2022-06-30", 5, "on_track"),
        ("2022-08-02", 5, "overdue"),
    ],
)
def test_funding(as_of: str, paid: int, status: str) -> None:
    facts = umea(commitments=(FUNDING_PROMISE,), payments=PAYMENTS[:paid], versions=())
    row = row_of(check(facts, d(as_of)), "funding")
    assert (row.status, row.projected) == (status, None)


def test_funding_all_paid_is_fulfilled() -> None:
    last = payment(6, "2022", "750000.00", "2022-08-01")
    facts = umea(commitments=(FUNDING_PROMISE,), payments=(*PAYMENTS, last), versions=())
    row = row_of(check(facts, d("2022-08-01")), "funding")
    assert (row.status, row.remaining, row.needed_per_remaining_period) == ("fulfilled", 0, None)


def test_the_agreement_is_the_worst_of_its_rows() -> None:
    assert WORST_FIRST == ("not_met", "overdue", "unknown", "at_risk", "on_track", "open", "upcoming", "fulfilled")
    result = check(umea(), d("2022-06-30"))
    assert {row.status for row in result.through_term} == {"on_track", "at_risk"}
    assert result.status == "at_risk"
