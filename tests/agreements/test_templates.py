"""An agreement saved as a template: its clauses and duties without amounts and parties, and what is started from it."""

from typing import Any

from office.models import AuditEvent
from tests.agreements.region import body as region
from tests.agreements.region import municipalities, officer_of
from tests.agreements.sample import active, body, member, proposed
from tests.cast import UMEA, VAN, VANNAS, Cast, number, organization

SAVED = {"title": "IOP för språkcaféer", "description": "Påhittad mall"}
OWN_RATES = {
    "name": "egen",
    "rates": [{"category": "adult", "rate": "200.00", "starts_on": "2020-01-01", "source": "Beslut"}],
}


def saved(cast: Cast, **changes: Any) -> dict[str, Any]:
    pk = active(cast, **changes)
    answer: dict[str, Any] = cast.officer.ok("post", "agreement-templates", {"agreement": pk, **SAVED})
    return answer


def start(**changes: Any) -> dict[str, Any]:
    """A draft of Vännäs kommun with an association of its own."""
    parties = [{"organization": VANNAS, "role": "funder"}, {"organization": number(60), "role": "recipient"}]
    dates = {"starts_on": "2024-01-01", "ends_on": "2025-12-31"}
    return {"reference": "VK-2023/1", **dates, "parties": parties, **changes}


def test_it_has_clauses_and_duties_but_no_amounts_and_no_parties(cast: Cast) -> None:
    cafes = {
        "party": VAN,
        "kind": "activity",
        "name": "Språkcafé",
        "unit": "träffar",
        "quantity": "40",
        "clause": "§ 3",
    }
    terms = body()
    conditions = {**terms["conditions"], "notice_months": {"value": 6, "clause": "§ 12"}, "volunteer_rate": OWN_RATES}
    made = saved(cast, commitments=[*terms["commitments"], cafes], conditions=conditions)
    assert set(made["conditions"]) == {"report_due", "settlement", "notice_months"}
    assert made["conditions"]["notice_months"] == {"value": 6, "clause": "§ 12"}
    told = [(one["role"], one["kind"], one["name"], one["components"]) for one in made["duties"]]
    assert told == [
        ("funder", "funding", "", []),
        ("recipient", "co_financing", "", ["volunteer_time", "own_cash"]),
        ("recipient", "activity", "Språkcafé", []),
    ]
    words = str({name: made[name] for name in ("conditions", "duties")})
    for hidden in ("1500000", "1300000", "975000", "40.00", "200.00", "Vän i Umeå"):
        assert hidden not in words


def test_another_municipality_starts_from_it_and_its_origin_stays(cast: Cast) -> None:
    template = saved(cast)
    seen = cast.stranger.ok("get", f"agreement-templates/{template['id']}")
    assert (seen["origin"], seen["origin_reference"], seen["origin_owner"]) == (None, "KS-2019/00714", "Umeå kommun")
    assert cast.stranger.no(404, "get", f"agreements/{template['origin']}")
    organization(number(60), "Vännäs språkvänner")
    made = cast.stranger.ok("post", f"agreement-templates/{template['id']}/draft", start())
    assert (made["title"], made["kind"], made["state"], made["owner"]) == (
        SAVED["title"],
        "partnership",
        "draft",
        cast.vannas.pk,
    )
    assert made["commitments"] == []
    assert made["conditions"] == seen["conditions"]
    origin = cast.stranger.ok("get", f"agreements/{made['id']}/origin")
    assert origin["template"] == {
        "id": template["id"],
        "title": SAVED["title"],
        "origin_reference": "KS-2019/00714",
        "origin_title": "Överenskommelse om stöd",
        "origin_owner": "Umeå kommun",
    }
    told = cast.stranger.ok("get", f"agreements/{made['id']}/timeline")["results"]
    assert {row["kind"] for row in told} == {"registered", "started_from_template"}
    event = AuditEvent.objects.get(kind="template.used")
    assert (event.draft, set(event.concerns.values_list("organization", flat=True))) == (True, {cast.vannas.pk})


def test_its_own_words_and_promises_come_with_the_draft(cast: Cast) -> None:
    template = saved(cast)
    organization(number(60), "Vännäs språkvänner")
    promise = {"party": VANNAS, "kind": "funding", "amount": "100000.00"}
    sent = start(title="Eget namn", purpose="Eget syfte", commitments=[promise])
    made = cast.stranger.ok("post", f"agreement-templates/{template['id']}/draft", sent)
    assert (made["title"], made["purpose"], made["commitments"][0]["amount"]) == (
        "Eget namn",
        "Eget syfte",
        "100000.00",
    )


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    path = f"agreement-templates/{saved(cast)['id']}/draft"
    wrong = start(ends_on="2023-12-31", starts_on="20240101", parties=[{"organization": UMEA, "role": "funder"}])
    told = cast.stranger.no(400, "post", path, {**wrong, "reference": ""})
    assert {"blank", "not_a_date", "parties.yours_missing"} <= set(told)
    assert cast.stranger.ok("get", "agreements")["count"] == 0
    assert set(cast.officer.no(400, "post", "agreement-templates", {"title": ""})) == {"required", "blank"}


def test_who_may_not(cast: Cast) -> None:
    pk = active(cast)
    for who in (cast.treasurer, cast.auditor):
        told = who.no(403, "post", "agreement-templates", {"agreement": pk, **SAVED})
        assert set(told) == {"agreement.officers_only"}
    assert set(cast.stranger.no(404, "post", "agreement-templates", {"agreement": pk, **SAVED})) == {
        "agreement.unknown"
    }
    waiting = proposed(cast, reference="KS-2")["id"]
    told = cast.officer.no(409, "post", "agreement-templates", {"agreement": waiting, **SAVED})
    assert set(told) == {"agreement.state"}
    template = cast.officer.ok("post", "agreement-templates", {"agreement": pk, **SAVED})
    path = f"agreement-templates/{template['id']}"
    assert cast.auditor.ok("get", path)["actions"] == []
    assert cast.treasurer.no(404, "get", path)
    assert cast.treasurer.ok("get", "agreement-templates")["count"] == 0
    assert set(cast.auditor.no(403, "post", f"{path}/draft", start())) == {"agreement.officers_only"}
    association = member("reports", reporter=cast.van)
    assert association.no(404, "post", f"{path}/draft", start())


def test_a_cooperations_cost_keys_come_without_amounts_and_members(cast: Cast) -> None:
    members = municipalities()
    host = officer_of(members["2480"])
    path = f"agreements/{host.ok('post', 'agreements', region())['id']}"
    host.ok("post", f"{path}/propose", {})
    for one in members.values():
        said = {"organization": one.pk, "outcome": "yes", "body": "KS", "paragraph": "§ 1", "decided_on": "2025-12-01"}
        officer_of(one).ok("post", f"{path}/decisions", said)
    made = host.ok("post", "agreement-templates", {"agreement": int(path.split("/")[1]), **SAVED})
    assert made["cost_keys"] == [{"name": "Kontoret", "basis": "per_capita", "clause": "§ 5"}]
    assert made["duties"] == []
    assert "1500000" not in str(made)
