"""`agreement.not_binding`."""

from reports.checks.check import check
from reports.checks.render import message
from reports.checks.terms import Consent
from tests.reports.checks.world import d, finding_of, party, umea


def test_names_those_it_waits_for_and_those_who_said_no() -> None:
    parties = (
        party(1, "Umeå kommun", "funder", public=True),
        party(4, "Vännäs kommun", "member", public=True, on=None),
        party(3, "Vindelns kommun", "member", public=True, on="2020-02-01"),
        party(2, "Vän i Umeå", "recipient")._replace(consent=Consent(given=False, on=d("2019-12-16"))),
    )
    found = finding_of(check(umea(parties=parties), d("2020-01-31")), "agreement.not_binding")
    assert found.evidence == (("party", 3, None), ("party", 4, None), ("party", 2, None))
    assert message(found, "en") == (
        "The agreement is not binding: waiting for Vindelns kommun and Vännäs kommun; no from Vän i Umeå."
    )
    assert message(found, "sv") == (
        "Överenskommelsen är inte bindande: väntar på Vindelns kommun och Vännäs kommun; nej från Vän i Umeå."
    )


def test_only_a_no() -> None:
    funder, recipient = umea().parties
    refused = recipient._replace(consent=Consent(given=False, on=d("2019-12-16")))
    found = finding_of(check(umea(parties=(funder, refused)), d("2020-01-31")), "agreement.not_binding")
    assert message(found, "en") == "The agreement is not binding; no from Vän i Umeå."


def test_not_when_everyone_has_agreed() -> None:
    assert check(umea(payments=(), versions=()), d("2020-01-31")).findings == ()
