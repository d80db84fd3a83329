"""`state_aid.sgei_compensated`."""

from reports.checks.check import check
from reports.checks.render import message
from tests.finance.state_aid.book import book, grant
from tests.reports.checks.rules.test_state_aid_above_ceiling import ORGANIZATION, facts
from tests.reports.checks.world import codes, d, finding_of, plain

SERVICE = grant(1, "2025-01-10", "110000", "sgei", recipient=ORGANIZATION, agreement=1, period="2025")
PREMISES = grant(
    2, "2025-01-10", "44000", "not_aid", rate=None, recipient=ORGANIZATION, agreement=1, source=("support", 5)
)


def test_the_worked_example() -> None:
    found = finding_of(check(facts(book(SERVICE, PREMISES)), d("2025-06-01")), "state_aid.sgei_compensated")
    assert (found.severity, found.actual) == ("info", 44_000)
    assert found.evidence == (("state_aid_assessment", 1, None), ("state_aid_assessment", 2, None))
    assert plain(message(found, "en")) == (
        "110,000 kr to Vän i Umeå is assessed in this agreement as de minimis aid to a service of general economic "
        "interest, and 44,000 kr as something else. Such aid may not be cumulated with other compensation for the same "
        "service, be it State aid or not (Article 5(2) of (EU) 2023/2832): if it is the same service, an officer needs "
        "to assess anew."
    )
    assert "44 000 kr är bedömt som något annat" in plain(message(found, "sv"))


def test_another_agreement_is_not_asked() -> None:
    """Whether two agreements are about the same service cannot be told from here."""
    elsewhere = tuple(one._replace(agreement=2) for one in (SERVICE, PREMISES))
    for known in (book(SERVICE), book(*elsewhere), book(SERVICE, elsewhere[1])):
        assert "state_aid.sgei_compensated" not in codes(check(facts(known), d("2025-06-01")))
