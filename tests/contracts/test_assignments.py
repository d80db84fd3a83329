"""What an auditor of another board, of other years, or with an expired assignment reads of the world: nothing.

The columns that `test_permissions` lacks: every address that its auditor reads is asked by each of these.
"""

from typing import Any

import pytest

from office.models import Membership
from tests.cast import EPOCH, Client, organization, user
from tests.contracts.permissions import API
from tests.contracts.routes import is_form
from tests.contracts.test_error_shape import OPEN
from tests.contracts.world import World

OTHERS: dict[str, dict[str, Any]] = {
    "board": {},
    "years": {"first_year": 2010, "last_year": 2019},
    "later": {"first_year": 2027},
    "expired": {"ends_on": "2026-01-31"},
}
#: What is Umeå's own and of no agreement or year: whoever audits Umeå reads it.
OF_UMEA = {"reviewers", "second-review-rules", "audit-assignments", "audit-events", "initiatives"}
OF_UMEA |= {"feasibility-studies", "cooperation-areas", "agreement-templates"}
OF_BOARD = {"audit-assignments", "audit-events", "agreement-templates"}
READS = [(template, by) for method, template, by in API if method == "GET" and by["auditor"] == 200]
RECORDS = [template for template, by in READS if by["stranger"] == 404]
LISTS = [template for template, by in READS if by["stranger"] == 200 and "{" not in template and template not in OPEN]


def other(world: World, name: str) -> Client:
    umea = world.cast.umea
    board = organization("", "Kulturnämnden", "board", parent=umea, search_text="kulturnämnden")
    who = user(f"auditor-{name}")
    span = {"starts_on": EPOCH, **OTHERS[name]}
    Membership.objects.create(user=who, role="auditor", organization=board if name == "board" else umea, **span)
    return Client(who)


def asked(templates: list[str], name: str) -> list[str]:
    """Those that tell of agreements; what is Umeå's own too, for who does not audit Umeå."""
    own = {"board": OF_BOARD, "expired": set()}.get(name, OF_UMEA)
    return [template for template in templates if template.partition("/")[0] not in own]


@pytest.mark.parametrize("name", OTHERS)
def test_no_record_is_read(world: World, name: str) -> None:
    client = other(world, name)
    found = {template: client.get(world.path(template)).status_code for template in asked(RECORDS, name)}
    assert {template: status for template, status in found.items() if status != 404} == {}
    assert len(found) >= 40


@pytest.mark.parametrize("name", OTHERS)
def test_no_list_holds_more_than_for_somebody_who_acts_for_nobody(world: World, name: str) -> None:
    client, nobody = other(world, name), Client(user("somebody"))
    found = {}
    for template in asked(LISTS, name):
        told, empty = (one.get(world.path(template)) for one in (client, nobody))
        if empty.status_code == 403 and name != "expired":
            assert told.status_code == 200, template
            assert "KS/1" not in told.getvalue().decode(), template
        else:
            found[template] = (told.status_code, told.getvalue()) == (empty.status_code, empty.getvalue())
    assert [template for template, same in found.items() if not same] == []
    assert len(found) > 25


@pytest.mark.parametrize("name", ["years", "later"])
def test_of_the_trail_other_years_show_what_is_of_no_agreement(world: World, name: str) -> None:
    client = other(world, name)
    of_all = world.cast.auditor.ok("get", "audit-events?limit=1000")["results"]
    told = client.ok("get", "audit-events?limit=1000")["results"]
    of_none = {"membership", "secondreviewrule", "organization", "indexquote", "token"}
    of_none |= {"initiative", "feasibilitystudy", "cooperationarea", "agreementtemplate"}
    assert {one["subject_type"] for one in told} <= of_none
    assert [one for one in told if one["subject_type"] == "membership"] == [
        one for one in of_all if one["subject_type"] == "membership"
    ]
    assert len(of_all) > 3 * len(told) > 0


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_is_changed(world: World, name: str) -> None:
    """Every act that its auditor is refused: 403 with a sentence, or the 404 of what they do not even read."""
    client = other(world, name)
    refused = [(method, template) for method, template, by in API if by["auditor"] == 403 and method != "GET"]
    for method, template in refused:
        extra = {"HTTP_IF_MATCH": "*"}
        body = world.body(method, template)
        form = "multipart" if is_form(body) else "json"
        answer = getattr(client, method.lower())(world.path(template), body, format=form, **extra)
        assert answer.status_code in (403, 404), f"{method} {template}"
        assert answer.json()["errors"][0]["message"]
    assert len(refused) > 40
