"""The directory: numbers with their check digit, boards under their municipality, corrections that leave a trace."""

from typing import Any

import pytest

from office.models import AuditEvent, Organization
from office.services import organizations
from tests.cast import UMEA, VAN, Cast, number, organization

pytestmark = pytest.mark.both

ASSOCIATION = {"kind": "association", "name": "Föreningen Åäö", "number": number(401)}
BOARD = {"kind": "board", "name": "Socialnämnden"}


def test_an_association_is_registered_once_by_its_number(cast: Cast) -> None:
    made = cast.officer.ok("post", "organizations", {**ASSOCIATION, "number": number(401).replace("-", "")})
    assert (made["number"], made["actions"], made["revision"]) == (number(401), ["patch"], 1)
    again = cast.officer.no(400, "post", "organizations", ASSOCIATION)["organization_number.taken"]
    assert (again["path"], again["actual"]) == ("number", number(401))
    assert "Föreningen Åäö" in again["message"]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"number": "802000-0008"}, "organization_number.invalid", "number"),
        ({"number": "8020000009x"}, "organization_number.invalid", "number"),
        ({"number": "٨٠٢٠٠٠-٠٠٠٩"}, "organization_number.invalid", "number"),
        ({"number": number(101000, "750")}, "organization_number.personal", "number"),
        ({"number": ""}, "blank", "number"),
        ({"number": 8020000009}, "invalid", "number"),
        ({"kind": "club"}, "invalid_choice", "kind"),
        ({"name": " "}, "blank", "name"),
        ({"municipality_code": "2480"}, "municipality_code.not_municipality", "municipality_code"),
        ({"municipality_code": "248"}, "invalid", "municipality_code"),
        ({"parent": 10**9}, "organization.unknown", "parent"),
        ({"kind": "board"}, "organization.parent_required", "parent"),
        ({"colour": "blue"}, "unknown_field", "colour"),
    ],
)
def test_a_wrong_one_is_refused(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    before = Organization.objects.count()
    assert cast.officer.no(400, "post", "organizations", {**ASSOCIATION, **changes})[code]["path"] == path
    assert Organization.objects.count() == before


def test_a_number_is_needed_unless_it_is_part_of_another(cast: Cast) -> None:
    without = {"kind": "association", "name": "Utan nummer"}
    assert "organization_number.required" in cast.officer.no(400, "post", "organizations", without)
    section = cast.officer.ok("post", "organizations", {**without, "parent": cast.van.pk})
    assert (section["parent"], section["number"]) == (cast.van.pk, "")


def test_a_board_stands_under_its_municipality_and_shares_its_number(cast: Cast) -> None:
    board = cast.officer.ok("post", "organizations", {**BOARD, "parent": cast.umea.pk})
    assert (board["kind"], board["number"]) == ("board", "")
    shared = {**BOARD, "parent": cast.umea.pk, "number": number(402)}
    assert "organization_number.of_parent" in cast.officer.no(400, "post", "organizations", shared)


def test_there_are_three_levels_at_most(cast: Cast) -> None:
    parent = cast.van.pk
    for _level in range(2):
        parent = cast.officer.ok("post", "organizations", {"kind": "association", "name": "Under", "parent": parent})[
            "id"
        ]
    deep = {"kind": "association", "name": "För djupt", "parent": parent}
    assert "organization.too_deep" in cast.officer.no(400, "post", "organizations", deep)


@pytest.mark.parametrize("who", ["treasurer", "auditor"])
def test_only_an_officer_registers(cast: Cast, who: str) -> None:
    assert "organization.officers_only" in getattr(cast, who).no(403, "post", "organizations", ASSOCIATION)
    assert getattr(cast, who).ok("get", "organizations")["count"] == 3


def test_who_registered_it_corrects_it_and_both_values_are_kept(cast: Cast) -> None:
    made = cast.officer.ok("post", "organizations", ASSOCIATION)
    path = f"organizations/{made['id']}"
    changes = {"name": "Föreningen Öäå", "number": number(403)}
    assert "organization.not_yours" in cast.stranger.no(403, "patch", path, changes, if_match="*")
    assert cast.stranger.ok("get", path)["actions"] == []
    assert "if_match.required" in cast.officer.no(428, "patch", path, changes)
    assert "revision.stale" in cast.officer.no(412, "patch", path, changes, if_match='"9"')
    fixed = cast.officer2.ok("patch", path, changes, if_match='"1"')
    assert (fixed["name"], fixed["number"], fixed["revision"]) == ("Föreningen Öäå", number(403), 2)
    event = AuditEvent.objects.get(kind="organization.corrected")
    assert (event.data["before"]["number"], event.data["after"]["number"]) == (number(401), number(403))
    assert organizations.find(number(403)) == Organization.objects.get(pk=made["id"])
    assert cast.officer.ok("get", "organizations?search=öäå")["count"] == 1


def test_a_correction_is_checked_like_a_registration(cast: Cast) -> None:
    path = f"organizations/{cast.officer.ok('post', 'organizations', ASSOCIATION)['id']}"
    for changes, code in [
        ({"number": VAN}, "organization_number.taken"),
        ({"number": "802000-0008"}, "organization_number.invalid"),
        ({"kind": "company"}, "unknown_field"),
    ]:
        assert code in cast.officer.no(400, "patch", path, changes, if_match="*")
    umea = f"organizations/{cast.umea.pk}"
    assert "municipality_code.taken" in cast.officer.no(400, "patch", umea, {"municipality_code": "2460"}, if_match="*")


def test_the_directory_is_searched_filtered_and_in_swedish_order(cast: Cast) -> None:
    for serial, name in [(411, "Ödåkra IF"), (412, "Ärla IF"), (413, "Åby IF"), (414, "Zinkgruvan IF")]:
        organization(number(serial), name)

    def listed(query: str) -> list[str]:
        return [row["name"] for row in cast.auditor.ok("get", f"organizations?{query}")["results"]]

    assert listed("search=if") == ["Zinkgruvan IF", "Åby IF", "Ärla IF", "Ödåkra IF"]
    assert listed("search=ÅBY if") == ["Åby IF"]
    assert listed(f"search={UMEA.replace('-', '')}") == ["Umeå kommun"]
    assert listed("kind=municipality&ordering=-name") == ["Vännäs kommun", "Umeå kommun"]
    assert listed("municipality_code=2460") == ["Vännäs kommun"]
    assert listed("search=%00") == listed("")
    assert cast.nobody.no(401, "get", "organizations")


def test_an_organisation_is_found_by_id_or_number(cast: Cast) -> None:
    assert organizations.find(cast.van.pk) == organizations.find(VAN) == organizations.find("8020000009") == cast.van
    assert organizations.find("802000-0008") is None
    assert organizations.find(0) is None


def test_a_public_body_is_registered_under_ones_own(cast: Cast) -> None:
    board = {"kind": "board", "name": "Kulturnämnden", "parent": cast.umea.pk}
    assert "organization.public_elsewhere" in cast.stranger.no(400, "post", "organizations", board)
    town = {"kind": "municipality", "name": "Storuman", "number": "212000-2601"}
    assert "organization.public_elsewhere" in cast.officer.no(400, "post", "organizations", town)
    assert cast.officer.ok("post", "organizations", board)["parent"] == cast.umea.pk
