"""`appropriation.preliminary`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.test_amounts import AS_OF, BOTH, REDUCED, act, by
from tests.reports.checks.world import codes, finding_of, plain, sek


def test_names_who_when_and_what_is_planned() -> None:
    found = finding_of(check(by(BOTH, act("preliminary", amount=sek("1400000"))), AS_OF), "appropriation.preliminary")
    assert (found.period, found.severity, found.clause, found.evidence) == (
        "2021", "info", "§ 180", (("appropriation", 7, None),),
    )  # fmt: skip
    assert (found.expected, found.actual, found.difference) == (1_500_000, 1_400_000, -100_000)
    assert plain(message(found, "sv")) == (
        "Umeå kommun, finansiering för 2021: 1 500 000 kr är utlovat, men Kommunfullmäktige har bara anslagit det "
        "preliminärt (§ 180, 30 november 2020): 1 400 000 kr."
    )


def test_without_a_figure() -> None:
    found = finding_of(check(by(BOTH, act("preliminary")), AS_OF), "appropriation.preliminary")
    assert (found.actual, found.difference) == (None, None)
    assert message(found, "en").endswith("(§ 180, 30 November 2020).")


def test_what_is_decided_is_not_preliminary() -> None:
    for said in (act("decided"), REDUCED):
        assert "appropriation.preliminary" not in codes(check(by(BOTH, said), AS_OF))
