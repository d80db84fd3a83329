"""The lines: promises per period, in-kind, activities, waivers, consent and termination."""

from decimal import Decimal

import pytest

from reports.checks.check import check
from reports.checks.terms import Consent
from tests.reports.checks.world import (
    FUNDING_PROMISE,
    OWN_PROMISE,
    REPORT_2020,
    VAN,
    activity,
    cash,
    codes,
    commitment,
    d,
    figure,
    line_of,
    only_own,
    row_of,
    umea,
    version,
    waiver,
)

AS_OF = d("2021-06-30")
CAFES = commitment(30, VAN, "activity", "40", name="Språkcafé", unit="träffar")
PREMISES = commitment(31, VAN, "in_kind", "30000.00")


def test_only_what_is_paid_in_instalments_can_be_above() -> None:
    line = line_of(check(umea(), AS_OF), "co_financing")
    assert (line.instalments, line.above) == ((), 0)


def test_amounts_listed_per_period() -> None:
    listed = OWN_PROMISE._replace(amount=None, amounts=(("2020", Decimal(100)), ("2022", Decimal(300))), components=())
    result = check(umea(commitments=(listed,)), AS_OF)
    assert [(line.period.label, line.promised) for part in result.periods for line in part.lines] == [
        ("2020", 100),
        ("2022", 300),
    ]
    with_rest = listed._replace(amount=Decimal(200))
    assert row_of(check(umea(commitments=(with_rest,)), AS_OF), "co_financing").promised_term == 600


def test_in_kind_counts_in_full() -> None:
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "20000"), figure("in_kind", "15000")))
    line = line_of(check(only_own(received, promise=PREMISES), AS_OF), "in_kind")
    assert (line.delivered, line.counted, line.difference, line.status) == (35_000, 35_000, 5000, "met")
    assert line.components == ()


def test_an_activity_is_a_quantity_and_never_money() -> None:
    done = (activity(" SPRÅKCAFÉ ", "25"), activity("Språkcafé", "10", "Träffar "), activity("Läxhjälp", "90"))
    other_unit = activity("Språkcafé", "500", "timmar")
    received = version("2020", "2021-03-15", activities=(*done, other_unit))
    line = line_of(check(only_own(received, promise=CAFES), AS_OF), "activity")
    assert (line.delivered, line.difference, line.unit, line.status) == (35, -5, "träffar", "short")


def test_an_activity_that_is_not_mentioned_counts_zero() -> None:
    line = line_of(check(only_own(version("2020", "2021-03-15"), promise=CAFES), AS_OF), "activity")
    assert (line.delivered, line.status) == (0, "short")


@pytest.mark.parametrize(
    ("decided", "until", "status"),
    [
        ("2021-06-30", None, "waived"),
        ("2021-07-01", None, "short"),
        ("2021-05-01", "2021-06-30", "waived"),
        ("2021-05-01", "2021-06-29", "short"),
    ],
)
def test_a_waiver_in_force_covers_a_shortfall(decided: str, until: str | None, status: str) -> None:
    excused = waiver("co_financing", "2020", "shortfall", decided, until)
    line = line_of(check(only_own(REPORT_2020, waivers=(excused,)), AS_OF), "co_financing")
    assert (line.status, line.difference, line.verified) == (status, -85_000, True)
    assert line.waiver == (excused if status == "waived" else None)


@pytest.mark.parametrize(
    ("kind", "period", "covers", "who"),
    [
        ("in_kind", "2020", "shortfall", VAN),
        ("co_financing", "2021", "shortfall", VAN),
        ("co_financing", "2020", "lateness", VAN),
        ("co_financing", "2020", "shortfall", 1),
    ],
)
def test_a_waiver_for_something_else_covers_nothing(kind: str, period: str, covers: str, who: int) -> None:
    other = waiver(kind, period, covers, "2021-05-01", party=who)
    assert line_of(check(only_own(REPORT_2020, waivers=(other,)), AS_OF), "co_financing").status == "short"


def test_the_earliest_of_two_waivers_stands() -> None:
    late, early = (
        waiver("co_financing", "2020", "shortfall", day, id=number)
        for number, day in [(1, "2021-06-01"), (2, "2021-05-01")]
    )
    line = line_of(check(only_own(REPORT_2020, waivers=(late, early)), AS_OF), "co_financing")
    assert line.waiver == early


def test_a_waived_lateness_is_neither_handed_in_nor_overdue() -> None:
    excused = waiver("co_financing", "2020", "lateness", "2021-03-01")
    facts = only_own(waivers=(excused,))
    assert line_of(check(facts, d("2021-03-31")), "co_financing").status == "open"
    result = check(facts, AS_OF)
    line, row = line_of(result, "co_financing"), row_of(result, "co_financing")
    assert (line.status, line.handed_in, row.status, row.remaining_periods) == ("waived", False, "open", 1)
    assert codes(result) == []


def test_funding_has_no_waivers() -> None:
    excused = waiver("funding", "2020", "lateness", "2020-01-01", party=1)
    facts = umea(commitments=(FUNDING_PROMISE,), payments=(), versions=(), waivers=(excused,))
    assert line_of(check(facts, d("2020-03-01")), "funding").status == "overdue"


@pytest.mark.parametrize("consent", [None, Consent(True, d("2021-07-01")), Consent(False, d("2021-01-01"))])
@pytest.mark.parametrize("who", [0, 1])
def test_an_agreement_that_does_not_bind_is_upcoming(who: int, consent: Consent | None) -> None:
    parties = list(umea().parties)
    parties[who] = parties[who]._replace(consent=consent)
    result = check(umea(parties=tuple(parties), conditions={"settlement": "yearly"}), AS_OF)
    assert (result.status, result.binds, codes(result), result.consequences) == (
        "upcoming",
        False,
        ["agreement.not_binding"],
        (),
    )
    for part in result.periods:
        assert part.report_state is None
        for line in part.lines:
            assert (line.status, line.delivered, line.counted, line.difference) == ("upcoming", None, None, None)
            assert line.promised in (1_300_000, 1_500_000)
    assert {row.status for row in result.through_term} == {"upcoming"}


def test_it_binds_from_the_day_of_the_last_consent() -> None:
    assert not check(umea(), d("2019-12-15")).binds
    assert check(umea(), d("2019-12-16")).binds


def test_termination_cuts_the_term_from_the_day_it_was_decided() -> None:
    facts = umea(terminated_on=d("2021-02-01"), last_day=d("2021-06-30"))
    assert len(check(facts, d("2021-01-31")).periods) == 3
    result = check(facts, d("2021-02-01"))
    assert [part.period.label for part in result.periods] == ["2020", "2021"]
    assert line_of(result, "funding", "2021").promised == Decimal("743835.62")  # 181 of 365 days
    assert result.periods[1].report_due_on == d("2022-03-31")


def test_termination_shares_a_listed_amount_by_days() -> None:
    listed = OWN_PROMISE._replace(amount=None, amounts=(("2020", Decimal(366)), ("2021", Decimal(365))), components=())
    facts = umea(commitments=(listed,), terminated_on=d("2021-02-01"), last_day=d("2021-06-30"))
    assert line_of(check(facts, d("2021-02-01")), "co_financing", "2021").promised == 181


def test_termination_without_a_last_day_leaves_the_term() -> None:
    result = check(umea(terminated_on=d("2021-02-01")), AS_OF)
    assert len(result.periods) == 3
    assert "agreement.terminated" in codes(result)


def test_an_agreement_ended_before_it_began_promises_nothing() -> None:
    facts = umea(terminated_on=d("2019-12-20"), last_day=d("2019-12-31"))
    result = check(facts, d("2021-06-30"))
    assert (result.periods, result.through_term, result.status, result.consequences) == ((), (), "fulfilled", ())


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2019-12-31", "upcoming"), ("2020-01-01", "open"), ("2022-12-31", "open"), ("2023-01-01", "fulfilled")],
)
def test_an_agreement_without_promises_goes_by_its_dates(as_of: str, status: str) -> None:
    assert check(umea(commitments=(), payments=(), versions=()), d(as_of)).status == status


def test_lines_follow_the_commitments_ids() -> None:
    result = check(umea(commitments=(OWN_PROMISE, FUNDING_PROMISE)), AS_OF)
    assert [line.commitment.id for line in result.periods[0].lines] == [10, 20]


def test_a_report_without_promise_or_funding_is_nobodys() -> None:
    facts = umea(commitments=(), payments=(), versions=(version("2020", "2021-03-15", figures=(cash("1"),)),))
    assert check(facts, AS_OF).periods[0].report_state is None
