"""`agreement.shortened`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.reports.checks.world import codes, d, finding_of, party, umea


def test_tells_when_it_ends() -> None:
    facts = umea(shortened_to=d("2021-06-30"))
    assert (facts.through, umea().through) == (d("2021-06-30"), d("2022-12-31"))
    result = check(facts, d("2021-02-01"))
    found = finding_of(result, "agreement.shortened")
    assert (found.expected, found.actual, found.severity) == (d("2022-12-31"), d("2021-06-30"), "info")
    assert [(one.period.label, one.period.ends_on) for one in result.periods][-1] == ("2021", d("2021-06-30"))
    assert message(found, "en") == (
        "An amendment has shortened the agreement: it is in force through 30 June 2021, before that 31 December 2022."
    )
    assert message(found, "sv") == (
        "Ett tilläggsavtal har förkortat överenskommelsen: den gäller till och med 30 juni 2021, "
        "förut 31 december 2022."
    )


def test_not_of_a_term_that_stands_and_not_of_what_never_bound() -> None:
    assert "agreement.shortened" not in codes(check(umea(), d("2021-02-01")))
    waiting = party(1, "Umeå kommun", "funder", on=None)
    unbound = umea(shortened_to=d("2021-06-30"), parties=(waiting, umea().parties[1]))
    assert codes(check(unbound, d("2021-02-01"))) == ["agreement.not_binding"]
