"""`co_financing.short`, `in_kind.short` and `activity.short`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import (
    REPORT_2020,
    VAN,
    activity,
    codes,
    commitment,
    d,
    figure,
    finding_of,
    only_own,
    umea,
    version,
    waiver,
)

AS_OF = d("2021-06-30")


def test_carries_both_numbers_the_difference_and_the_report() -> None:
    found = finding_of(check(umea(), AS_OF), "co_financing.short")
    assert (found.expected, found.actual, found.difference) == (1_300_000, 1_215_000, -85_000)
    assert (found.period, found.severity, found.clause) == ("2020", "warning", "§ 20")
    assert found.evidence == (("annual_report", 1, 1),)
    assert message(found, "en") == (
        "Vän i Umeå, co-financing in 2020: 1,215,000 kr of the promised 1,300,000 kr; 85,000 kr short."
    ).replace(" kr", "\N{NO-BREAK SPACE}kr")


def test_in_kind() -> None:
    received = version("2020", "2021-03-15", figures=(figure("in_kind", "20000"),))
    facts = only_own(received, promise=commitment(31, VAN, "in_kind", "30000"))
    assert finding_of(check(facts, AS_OF), "in_kind.short").difference == -10_000


def test_an_activity_by_its_name_and_unit() -> None:
    received = version("2020", "2021-03-15", activities=(activity("Språkcafé", "35"),))
    facts = only_own(received, promise=commitment(30, VAN, "activity", "40", name="Språkcafé", unit="träffar"))
    found = finding_of(check(facts, AS_OF), "activity.short")
    assert message(found, "sv").replace("\N{NO-BREAK SPACE}", " ") == (
        "Vän i Umeå, Språkcafé 2020: 35 träffar av utlovade 40 träffar; 5 träffar fattas."
    )


def test_not_when_met_waived_or_not_handed_in() -> None:
    excused = waiver("co_financing", "2020", "shortfall", "2021-05-01")
    assert codes(check(only_own(REPORT_2020, waivers=(excused,)), AS_OF)) == []
    assert codes(check(only_own(REPORT_2020._replace(received_on=d("2021-07-01"))), d("2021-01-31"))) == []
