"""What associations declare of aid from elsewhere, and who is one undertaking."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from finance.models import StateAidDeclaration, UndertakingLink
from office.clock import today
from tests.agreements.sample import active
from tests.cast import UMEA, VAN, Cast, Client, number, organization, user
from tests.contracts.bodies import terms
from tests.finance.test_state_aid import assess, binding, bound, position, total

SAID = {
    "giver": "Region Västerbotten",
    "kind": "de_minimis",
    "amount": "50000.00",
    "currency": "EUR",
    "granted_on": "2025-03-01",
    "document": "Beslut 2025/17 (påhittat)",
}
DAUGHTER = number(702)


def test_its_reporter_declares_and_it_counts_from_that_day(cast: Cast) -> None:
    made = cast.treasurer.ok("post", "state-aid-declarations", SAID)
    assert (made["organization"], made["rate"], made["declared_on"]) == (cast.van.pk, "1.0000", str(today()))
    assert total(cast, str(today())) == "50000.00"
    assert total(cast, "2025-06-01") == "0.00"  # nobody had declared it then
    assert cast.treasurer.ok("get", f"state-aid-declarations/{made['id']}") == made
    assert cast.stranger.ok("get", "state-aid-declarations")["count"] == 0
    facts = position(cast, str(today()), "stranger")["standings"][0]["aid"][0]
    assert (facts["giver"], facts["eur"], facts["id"]) == ("Region Västerbotten", "50000.00", None)


def test_an_officer_with_the_paper_gives_the_day(cast: Cast) -> None:
    active(cast)
    sek = {**SAID, "organization": VAN, "currency": "SEK", "amount": "1100000.00", "declared_on": "2025-04-01"}
    errors = cast.officer.no(400, "post", "state-aid-declarations", sek)
    assert errors["state_aid.rate_needed"]["path"] == "rate_source"
    cast.officer.ok("post", "state-aid-declarations", {**sek, "rate": "11.00", "rate_source": "Påhittad"})
    assert [total(cast, day) for day in ("2025-03-31", "2025-04-01")] == ["0.00", "100000.00"]
    assert cast.auditor.ok("get", f"state-aid-declarations?organization={cast.van.pk}")["count"] == 1


def test_a_correction_replaces_and_zero_takes_back(cast: Cast) -> None:
    first = cast.treasurer.ok("post", "state-aid-declarations", SAID)["id"]
    again = {**SAID, "amount": "60000.00", "replaces": first}
    second = cast.treasurer.ok("post", "state-aid-declarations", again)["id"]
    assert total(cast, str(today())) == "60000.00"
    assert "state_aid.not_replaceable" in cast.treasurer.no(400, "post", "state-aid-declarations", again)
    cast.treasurer.ok("post", "state-aid-declarations", {**SAID, "amount": "0.00", "replaces": second})
    assert total(cast, str(today())) == "0.00"


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"amount": "0.00"}, "not_positive", "amount"),
    ({"currency": "USD"}, "invalid_choice", "currency"),
    ({"rate": "11.00"}, "state_aid.rate_not_needed", "rate"),
    ({"kind": "other"}, "invalid_choice", "kind"),
    ({"granted_on": "2199-01-01"}, "date.out_of_order", "granted_on"),
    ({"declared_on": "2025-03-02"}, "date.officers_only", "declared_on"),
    ({"organization": UMEA}, "state_aid.public_recipient", "organization"),
    ({"organization": "802000-0033"}, "organization.unknown", "organization"),
    ({"replaces": 10**9}, "state_aid.not_replaceable", "replaces"),
]


def test_a_wrong_declaration_is_refused(cast: Cast) -> None:
    assert cast.umea
    for changes, code, path in WRONG:
        errors = cast.treasurer.no(400, "post", "state-aid-declarations", {**SAID, **changes})
        assert errors[code]["path"] == path, changes
    assert not StateAidDeclaration.objects.exists()


def test_nobody_else_declares(cast: Cast) -> None:
    active(cast)
    for who in (cast.auditor, cast.stranger):
        assert "state_aid.not_a_declarer" in who.no(
            403, "post", "state-aid-declarations", {**SAID, "organization": VAN}
        )
    assert "required" in cast.officer.no(400, "post", "state-aid-declarations", SAID)


def joined(cast: Cast, **more: Any) -> dict[str, Any]:
    organization(DAUGHTER, "Vännernas kafé AB", "company")
    return {"organization": VAN, "other": DAUGHTER, "starts_on": "2025-01-01", "source": "Årsredovisning", **more}


def test_a_group_counts_as_one_while_it_is_one(cast: Cast) -> None:
    assess(cast, binding(cast, "A", "2024-01-10"))
    made = cast.officer.ok("post", "state-aid-links", joined(cast))
    daughter = organization(DAUGHTER)
    found = position(cast, "2025-06-01", of=daughter.pk)
    assert [one["id"] for one in found["group"]] == [daughter.pk, cast.van.pk]
    assert found["standings"][0]["total"] == "409090.91"
    assert position(cast, "2024-12-31", of=daughter.pk)["standings"][0]["total"] == "0.00"
    ended = cast.officer.ok("post", "state-aid-links", joined(cast, ends_on="2025-05-31", replaces=made["id"]))
    assert position(cast, "2025-06-01", of=daughter.pk)["standings"][0]["total"] == "0.00"
    never = joined(cast, ends_on="2024-12-31", replaces=ended["id"])
    cast.officer.ok("post", "state-aid-links", never)
    assert len(position(cast, "2025-01-01", of=daughter.pk)["group"]) == 1
    assert cast.treasurer.ok("get", "state-aid-links")["count"] == 3


def test_sections_of_one_legal_person_are_one_undertaking(cast: Cast) -> None:
    """Two sections with 1 500 000 SEK each at 11.00: neither is near the ceiling, the legal person is at 90.9 %."""
    sections = [
        cast.officer.ok("post", "organizations", {"kind": "association", "name": name, "parent": cast.van.pk})["id"]
        for name in ("Sektion nord", "Sektion syd")
    ]
    funding = {"party": UMEA, "kind": "funding", "amount": "1500000.00"}
    span = {"starts_on": "2024-01-01", "ends_on": "2024-12-31", "commitments": [funding], "conditions": {}}
    for section in sections:
        parties = [{"organization": UMEA, "role": "funder"}, {"organization": section, "role": "recipient"}]
        assess(cast, bound(cast, terms(f"S-{section}", parties=parties, **span), UMEA, section))
    for one in (*sections, cast.van.pk):
        found = position(cast, "2024-06-01", of=one)
        assert {each["id"] for each in found["group"]} == {*sections, cast.van.pk}
        assert (found["standings"][0]["total"], found["standings"][0]["status"]) == ("272727.27", "warning")
    said = {"kind": "company", "name": "Eget AB", "number": DAUGHTER, "parent": cast.van.pk}
    own = cast.officer.ok("post", "organizations", said)
    assert [each["id"] for each in position(cast, "2024-06-01", of=own["id"])["group"]] == [own["id"]]


def test_a_chain_of_links_is_followed(cast: Cast) -> None:
    active(cast)
    cast.officer.ok("post", "state-aid-links", joined(cast))
    third = organization(number(703), "Kaféets lager", "company")
    link = {**joined(cast), "organization": DAUGHTER, "other": third.pk}
    assert "state_aid.officers_only" in cast.officer.no(403, "post", "state-aid-links", link)
    officer = cast.officer.who
    assert officer
    UndertakingLink.objects.create(
        organization=organization(DAUGHTER),
        other=third,
        starts_on="2025-01-01",
        source="x",
        recorded_by=officer,
    )
    assert len(position(cast, "2025-06-01")["group"]) == 3


WRONG_LINKS: list[tuple[dict[str, Any], str, str]] = [
    ({"other": VAN}, "state_aid.link_of_one", "other"),
    ({"other": UMEA}, "state_aid.public_recipient", "other"),
    ({"ends_on": "2024-12-30"}, "date.out_of_order", "ends_on"),
    ({"source": ""}, "blank", "source"),
    ({"replaces": 10**9}, "state_aid.not_replaceable", "replaces"),
]


def test_a_wrong_link_is_refused(cast: Cast) -> None:
    active(cast)
    for changes, code, path in WRONG_LINKS:
        errors = cast.officer.no(400, "post", "state-aid-links", joined(cast, **changes))
        assert errors[code]["path"] == path, changes
    assert not UndertakingLink.objects.exists()


def test_only_officers_who_know_one_of_them_link(cast: Cast) -> None:
    active(cast)
    for who in (cast.treasurer, cast.auditor, cast.stranger):
        assert "state_aid.officers_only" in who.no(403, "post", "state-aid-links", joined(cast))
    other = Client(user("someone", "reporter", organization(DAUGHTER)))
    assert other.ok("get", "state-aid-links")["count"] == 0


@pytest.mark.django_db(transaction=True)
def test_a_pair_linked_from_both_ends_at_once_waits_for_nobody_for_ever(at_once: Callable[..., list[Any]]) -> None:
    cast = Cast()
    active(cast)
    said = joined(cast)
    turned = {**said, "organization": said["other"], "other": said["organization"]}
    answers = at_once([partial(cast.officer.send, "post", "state-aid-links", each) for each in [said, turned] * 6])
    assert {answer.status_code for answer in answers} == {201}
