"""Decided agreements as open data: valid by the standard's own schemas, and nothing else than what was decided."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from config import environment
from office.models import Organization
from tests.cast import UMEA, VAN, number, organization
from tests.contracts.bodies import CONTRIBUTION, DECISION, FUNDING, SIGNATURE, terms
from tests.contracts.world import World
from tests.reports.taking_out import asked, taken_out, work_off

pytestmark = pytest.mark.django_db
JSON, CSV = "360giving-json", "360giving-csv"
#: Without the world's agreement that ends after the others.
OTHERS = {"ends_on_to": "2024-12-31"}


def _package(world: World, **filters: Any) -> Any:
    return json.loads(taken_out(world.cast.auditor, "agreements", JSON, **{**OTHERS, **filters}))


def _decided(world: World, reference: str, **more: Any) -> int:
    officer = world.cast.officer
    pk: int = officer.ok("post", "agreements", terms(reference, **more))["id"]
    officer.ok("post", f"agreements/{pk}/propose", {})
    officer.ok("post", f"agreements/{pk}/decisions", DECISION)
    for party in terms(reference, **more)["parties"][1:]:
        officer.ok("post", f"agreements/{pk}/signatures", {**SIGNATURE, "organization": party["organization"]})
    return pk


#: A day is no moment: the standard takes one or the other.
MOMENTS = FormatChecker(formats=())
MOMENTS.checks("date-time", raises=ValueError)(lambda text: "T" in text and bool(datetime.fromisoformat(text)))


def _schemas(shared: Path) -> tuple[Any, Any, Any]:
    """Of a grant and of a package, which refers to the grant's by an earlier number."""
    grant, package = (
        json.loads((shared / "360giving" / name).read_text(encoding="utf-8"))
        for name in ("360-giving-schema.json", "360-giving-package-schema.json")
    )
    named = [grant["$id"], grant["$id"].replace("1.4.3", "1.4.2")]
    registry = Registry().with_resources((name, DRAFT202012.create_resource(grant)) for name in named)
    return grant, package, registry


def test_a_grant_is_a_decided_promise_of_funding(world: World) -> None:
    package = _package(world)
    (grant,) = package["grants"]
    assert (package["version"], package["title"]) == ("1.4", "Agreements")
    commitment = world.cast.officer.ok("get", f"agreements/{world.ids['active']}")["commitments"][0]["id"]
    assert grant == {
        "id": f"SE-ON-{UMEA}-KS/1-{commitment}",
        "title": "Överenskommelse om stöd",
        "description": "Mötesplatser",
        "currency": "SEK",
        "amountAwarded": 1_500_000,
        "awardDate": "2019-12-10",
        "plannedDates": [{"startDate": "2020-01-01", "endDate": "2024-12-31"}],
        "recipientOrganization": [{"id": f"SE-ON-{VAN}", "name": "Vän i Umeå"}],
        "fundingOrganization": [{"id": f"SE-ON-{UMEA}", "name": "Umeå kommun"}],
        "grantProgramme": [{"code": "partnership", "title": "Partnership"}],
    }


def test_what_is_not_decided_is_not_published(world: World) -> None:
    """Neither a draft nor a proposal, also when the asker sees it; a termination undoes no award."""
    world.cast.officer.ok("post", f"agreements/{world.ids['proposed']}/decisions", {**DECISION, "outcome": "no"})
    assert {grant["id"].split("-")[-2] for grant in _package(world)["grants"]} == {"KS/1"}
    world.cast.officer.ok(
        "post",
        f"agreements/{world.ids['active']}/terminate",
        {"document": "KS/9", "reason": "Beslut", "last_day": "2023-06-30"},
    )
    (grant,) = _package(world)["grants"]
    assert grant["amountAwarded"] == 1_500_000
    export = asked(world.cast.officer, "agreements", JSON, state="draft")
    work_off()
    told = world.cast.officer.ok("get", f"jobs/{export['job']}")
    assert told["errors"][0]["code"] == "export.nothing_decided"


def test_only_agreements_have_this_form(world: World) -> None:
    for body in ({"list": "payments"}, {"list": "agreements", "table": "parties"}):
        told = world.cast.officer.no(400, "post", "exports", {**body, "format": CSV})
        assert told["export.format_not_for_list"]["expected"] == "agreements"


def test_a_board_is_a_department_and_several_share_a_grant(world: World) -> None:
    board = Organization.objects.create(kind="board", name="Kulturnämnden", search_text="", parent=world.cast.umea)
    other = organization(number(91), "Exempel Alen")
    section = Organization.objects.create(kind="association", name="Ungdomssektionen", search_text="", parent=other)
    parties = [
        {"organization": board.pk, "role": "funder"},
        {"organization": VAN, "role": "recipient"},
        {"organization": section.pk, "role": "recipient"},
    ]
    funding = {**FUNDING, "party": board.pk, "amount": "100000.50"}
    pk = world.cast.officer.ok(
        "post", "agreements", terms("KS 7", parties=parties, commitments=[funding], purpose="=1+1")
    )["id"]
    officer = world.cast.officer
    officer.ok("post", f"agreements/{pk}/propose", {})
    officer.ok("post", f"agreements/{pk}/decisions", {**DECISION, "organization": board.pk})
    for who in (VAN, section.pk):
        officer.ok("post", f"agreements/{pk}/signatures", {**SIGNATURE, "organization": who})
    (grant,) = (one for one in _package(world, reference="KS 7")["grants"])
    assert grant["fundingOrganization"] == [
        {"id": f"SE-ON-{UMEA}", "name": "Umeå kommun", "department": "Kulturnämnden"}
    ]
    assert grant["recipientOrganization"] == [
        {"id": f"SE-ON-{VAN}", "name": "Vän i Umeå"},
        {"id": f"SE-ON-{other.number}", "name": "Exempel Alen", "department": "Ungdomssektionen"},
    ]
    assert (grant["amountAwarded"], grant["id"].split("-")[-2]) == (500_002.5, "KS7")
    _first, row = csv.DictReader(io.StringIO(taken_out(world.cast.auditor, "agreements", CSV, **OTHERS).decode()))
    assert (row["Recipient Org:1:Department"], row["Description"]) == ("Ungdomssektionen", "'=1+1")


def test_it_is_valid(world: World, shared: Path) -> None:
    grant, package, registry = _schemas(shared)
    _decided(world, "KS/8", kind="grant", commitments=[{**FUNDING, "amount": "0.50"}, CONTRIBUTION], purpose="")
    found = _package(world)
    assert len(found["grants"]) == 2
    validator = Draft202012Validator(package, registry=registry, format_checker=MOMENTS)
    assert [error.message for error in validator.iter_errors(found)] == []
    broken = {**found, "grants": [{**found["grants"][0], "awardDate": "2019"}]}
    assert not validator.is_valid(broken)
    rows = [*csv.DictReader(io.StringIO(taken_out(world.cast.auditor, "agreements", CSV, **OTHERS).decode()))]
    nested = [_nested(row, grant) for row in rows]
    assert nested == found["grants"]


#: Members of a grant that the schema gives no title.
UNTITLED = {"Currency": "currency", "Grant Programme": "grantProgramme"}


def _nested(row: dict[str, str], schema: Any) -> dict[str, Any]:
    """A row as the standard's titles unfold it."""
    found: dict[str, Any] = {}
    for heading, text in row.items():
        outer, *inner = (part for part in heading.split(":") if not part.isdigit())
        name = UNTITLED.get(outer) or _titled(schema, outer)
        member = schema["properties"][name]
        if not text:
            continue
        if inner:
            items = schema["$defs"][member["items"]["$ref"].rpartition("/")[2]]
            found.setdefault(name, [{}])[0][_titled(items, inner[0])] = text
        else:
            found[name] = float(text) if member.get("type") == "number" else text
    return found


def _titled(schema: Any, title: str) -> str:
    members: dict[str, dict[str, Any]] = schema["properties"]
    return next(name for name, member in members.items() if member.get("title") == title)


def test_a_publisher_has_a_prefix(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GRANT_PREFIX = "360G-umea"
    (grant,) = _package(world)["grants"]
    assert grant["id"].startswith("360G-umea-KS/1-")
    for given in ("", "360G-umea"):
        monkeypatch.setenv("GRANT_PREFIX", given)
        assert environment.grant_prefix() == given
    for wrong in ("umea", "360G-", "360G-å", "360G-a b"):
        monkeypatch.setenv("GRANT_PREFIX", wrong)
        with pytest.raises(ImproperlyConfigured, match="GRANT_PREFIX"):
            environment.grant_prefix()
