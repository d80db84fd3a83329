"""`legal.not_assessed`."""

from reports.checks.check import check
from reports.checks.facts import LegalFact
from reports.checks.render import message
from tests.reports.checks.world import codes, d, finding_of, umea

CODE = "legal.not_assessed"
TWO = tuple(LegalFact(ground, d("2019-11-01")) for ground in ("local_government", "state_aid"))


def test_it_names_the_grounds_that_nobody_has_assessed() -> None:
    found = finding_of(check(umea(kind="joint_board", legal=TWO), d("2020-01-01")), CODE)
    assert (found.severity, found.evidence) == ("info", (("agreement", 1, None),))
    assert message(found, "en") == (
        "Nobody has assessed whether the cooperation is legally possible by: public procurement."
    )
    before = finding_of(check(umea(kind="cooperation", legal=TWO), d("2019-10-31")), CODE)
    assert message(before, "sv") == (
        "Ingen har bedömt om samverkan är rättsligt möjlig enligt: kommunallagen, reglerna om upphandling och reglerna "
        "om statsstöd."
    )


def test_all_three_are_enough() -> None:
    three = (*TWO, LegalFact("procurement", d("2019-12-01")))
    assert CODE not in codes(check(umea(kind="cooperation", legal=three), d("2020-01-01")))


def test_nothing_is_asked_of_other_kinds() -> None:
    assert CODE not in codes(check(umea(), d("2020-01-01")))
