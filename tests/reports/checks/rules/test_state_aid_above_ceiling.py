"""`state_aid.above_ceiling`, and which agreements are told."""

from typing import Any

from finance.state_aid.facts import Book
from reports.checks.check import check
from reports.checks.facts import AgreementFacts, AidFact
from reports.checks.render import message
from tests.finance.state_aid.book import book, declaration, grant
from tests.reports.checks.world import UNBOUND, VAN, codes, d, finding_of, plain, umea

#: Vän i Umeå as organisation, and three grants to it by the agreement.
ORGANIZATION = 102
THREE = tuple(grant(n, f"202{n + 3}-01-10", recipient=ORGANIZATION, agreement=1) for n in (1, 2, 3))


def facts(known: Book, **more: Any) -> AgreementFacts:
    """The agreement, 2024–2026, with what is known of its recipient's aid."""
    span = {"starts_on": d("2024-01-01"), "ends_on": d("2026-12-31"), "versions": (), "payments": ()}
    return umea(**{**span, "aid": (AidFact(VAN, known),), **more})


def test_the_worked_example() -> None:
    said = declaration(9, "2026-02-01", "10000", recipient=ORGANIZATION)
    found = finding_of(check(facts(book(*THREE, declarations=(said,))), d("2026-06-01")), "state_aid.above_ceiling")
    assert (found.severity, found.expected, found.unit) == ("error", 300_000, "EUR")
    assert found.party is not None
    assert found.party.name == "Vän i Umeå"
    assert [str(each) for each in (found.actual, found.difference)] == ["419090.91", "119090.91"]
    assert found.evidence == (
        *(("state_aid_assessment", n, None) for n in (1, 2, 3)),
        ("state_aid_declaration", 9, None),
    )
    assert plain(message(found, "en")) == (
        "In the three years through 1 June 2026 Vän i Umeå has had de minimis aid of 419,090.91 EUR, 119,090.91 EUR "
        "above the ceiling of 300,000 EUR ((EU) 2023/2831); 136,363.64 EUR leaves the sum on 10 January 2027. The "
        "assessments are officers', what is said of other aid the recipient's."
    )


def test_what_is_assessed_otherwise_gives_nothing() -> None:
    for kind in ("not_aid", "other", "sgei"):
        of_kind = book(*(one._replace(kind=kind) for one in THREE))
        assert [code for code in codes(check(facts(of_kind), d("2026-06-01"))) if code.startswith("state_aid")] == []


def test_an_agreement_that_is_over_is_told_while_what_it_granted_counts() -> None:
    here = facts(book(*THREE), ends_on=d("2024-12-31"))
    elsewhere = facts(book(*(one._replace(agreement=2) for one in THREE)), ends_on=d("2024-12-31"))
    assert "state_aid.above_ceiling" in codes(check(here, d("2026-06-01")))
    assert "state_aid.above_ceiling" not in codes(check(elsewhere, d("2026-06-01")))
    assert "state_aid.above_ceiling" in codes(check(elsewhere._replace(ends_on=d("2026-12-31")), d("2026-06-01")))


def test_an_agreement_that_does_not_bind_is_not_told() -> None:
    assert codes(check(facts(book(*THREE), **UNBOUND), d("2026-06-01"))) == ["agreement.not_binding"]
