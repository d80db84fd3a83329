"""What if: supposed reports for the periods that remain."""

from decimal import Decimal

from reports.supposing import Supposed, remaining, supposed
from tests.reports.checks.world import (
    CASH_PLAN,
    OWN_PROMISE,
    REPORT_2020,
    REPORT_2021,
    UNBOUND,
    VOLUNTEER_CAP,
    cash,
    d,
    row_of,
    sek,
    umea,
    version,
)

ON = d("2022-06-30")


def end(hours: str, money: str = "375000", on: str = "2022-06-30", **changes: object) -> tuple[str, Decimal]:
    facts = umea(**changes)
    said = [one._replace(cash=sek(money), hours=sek(hours)) for one in remaining(facts, d(on))]
    row = row_of(supposed(facts, d(on), said), "co_financing")
    return row.status, row.difference


def test_the_model_agreement_ends_as_the_last_year_goes() -> None:
    assert end("4432") == ("fulfilled", Decimal(0))
    assert end("4400") == ("not_met", Decimal(-7000))


def test_it_begins_with_what_was_promised() -> None:
    (one,) = remaining(umea(), ON)
    assert (one.period.label, one.party.name) == ("2022", "Vän i Umeå")
    assert (one.cash, one.hours, one.category, one.in_kind) == (325_000, 4432, "adult", 0)


def test_hours_and_parts_in_kind_are_told_as_they_were_promised() -> None:
    parts = (
        VOLUNTEER_CAP._replace(amount=None, hours=sek("400"), category="young"),
        CASH_PLAN._replace(kind="in_kind", amount=sek("5000")),
    )
    (one,) = remaining(umea(commitments=(OWN_PROMISE._replace(amount=None, components=parts),)), ON)
    assert (one.cash, one.hours, one.category, one.in_kind) == (0, 400, "young", 5000)
    (plain,) = remaining(umea(commitments=(OWN_PROMISE._replace(components=()),)), ON)
    assert (plain.cash, plain.hours) == (1_300_000, 0)


def test_without_a_rate_no_hours_are_proposed() -> None:
    (*_earlier, one) = remaining(umea(rates=None, versions=()), ON)
    assert one.hours == 0
    row = row_of(supposed(umea(rates=None, versions=()), ON, [one._replace(hours=sek("10"))]), "co_financing")
    assert row.status != "fulfilled"


def test_what_is_in_is_taken_as_approved_and_what_came_later_is_not_known() -> None:
    versions = REPORT_2020, REPORT_2021._replace(approved_on=None)
    assert end("4432", versions=versions) == ("fulfilled", Decimal(0))
    later = (*umea().versions, version("2022", "2023-03-01", approved="2023-04-01", figures=(cash("1"),)))
    assert end("4432", versions=later) == ("fulfilled", Decimal(0))
    answered = REPORT_2020, REPORT_2021._replace(approved_on=None, returned_on=d("2022-09-01"))
    assert end("4432", versions=answered) == ("fulfilled", Decimal(0))


def test_what_was_sent_back_is_supposed_anew() -> None:
    back = REPORT_2021._replace(approved_on=None, returned_on=d("2022-05-02"), return_due_on=d("2022-06-01"))
    found = remaining(umea(versions=(REPORT_2020, back)), ON)
    assert [one.period.label for one in found] == ["2021", "2022"]
    result = supposed(umea(versions=(REPORT_2020, back)), ON, found)
    assert [(one.report, one.number) for one in result.versions if one.period == "2021"] == [(back.report, 2)]


def test_nothing_remains_of_what_is_reported_or_does_not_bind() -> None:
    whole = (*umea().versions, version("2022", "2023-03-01", figures=(cash("1300000"),)))
    assert remaining(umea(versions=whole), d("2023-06-30")) == ()
    assert remaining(umea(**UNBOUND), ON) == ()
    assert supposed(umea(), d("2024-01-31"), ()).as_of == d("2024-01-31")


def test_two_promises_of_one_party_are_one_report() -> None:
    two = umea(commitments=(OWN_PROMISE, OWN_PROMISE._replace(id=21, components=(), amount=sek("1000"))))
    assert [(one.period.label, one.cash) for one in remaining(two, ON)] == [("2022", Decimal(326_000))]
    assert Supposed(*remaining(two, ON)[0][:2]).category == "adult"
