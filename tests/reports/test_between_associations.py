"""In an agreement with two recipients neither reads the other's report, comment or draft; the check is shared."""

from typing import Any

from django.utils import timezone

from tests.agreements.sample import DECISION, SIGNATURE, active, body, content, proposed
from tests.cast import UMEA, VAN, Cast, Client, number, organization, user

OTHER = number(777)
COMMENT = "Hemlig kommentar"


def shared(cast: Cast, **changes: Any) -> tuple[int, Client]:
    """An agreement of Umeå with Vän i Umeå and another association, and the other's treasurer."""
    other = organization(OTHER)
    parties = [{"organization": one, "role": "recipient"} for one in (VAN, OTHER)]
    terms = body(parties=[{"organization": UMEA, "role": "funder"}, *parties], **changes)
    pk = cast.officer.ok("post", "agreements", terms)["id"]
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    cast.officer.ok("post", f"agreements/{pk}/decisions", DECISION)
    for one in (VAN, OTHER):
        cast.officer.ok("post", f"agreements/{pk}/signatures", {**SIGNATURE, "organization": one})
    return pk, Client(user("kassor", "reporter", other))


def test_what_is_said_of_one_report_is_not_the_others(cast: Cast) -> None:
    pk, other = shared(cast)
    sent = {"agreement": pk, "period": "2020", **content(narrative="Vår berättelse")}
    report = cast.treasurer.ok("post", "annual-reports", sent)["id"]
    cast.treasurer.ok("post", f"annual-reports/{report}/submit", {})
    told = {"comment": COMMENT, "due_on": "2099-01-31"}
    cast.officer.ok("post", f"annual-reports/{report}/return", told)
    other.no(404, "get", f"annual-reports/{report}")
    for path in (f"agreements/{pk}/timeline", "audit-events?limit=1000", "volunteer-hours", "annual-reports"):
        answer = other.get(f"/api/v1/{path}").content.decode()
        assert COMMENT not in answer, path
        assert "report" not in answer or path == "audit-events?limit=1000", path
    assert COMMENT in cast.treasurer.get(f"/api/v1/agreements/{pk}/timeline").content.decode()
    assert COMMENT in cast.auditor.get(f"/api/v1/agreements/{pk}/timeline").content.decode()
    # The check is of the whole agreement and its parties read it whole (docs/decisions.md).
    lines = other.ok("get", f"agreements/{pk}/commitment-check")["periods"][0]["lines"]
    assert [line["party"] for line in lines] == ["Umeå kommun", "Vän i Umeå"]


def test_as_known_then(cast: Cast) -> None:
    """Before the terms stood there is nothing to ask; afterwards the answer stays what it was."""
    before = timezone.now()
    pk = proposed(cast)["id"]
    path = f"agreements/{pk}/commitment-check?as_of=2021-06-30&known_at="
    cast.officer.no(404, "get", path + stamp(before))
    assert cast.officer.ok("get", f"commitment-checks?known_at={stamp(before)}")["count"] == 0
    between = timezone.now()
    first = cast.officer.ok("get", path + stamp(between))
    assert [finding["code"] for finding in first["findings"]] == ["agreement.not_binding"]
    cast.officer.ok("post", f"agreements/{pk}/decisions", DECISION)
    cast.officer.ok("post", f"agreements/{pk}/signatures", SIGNATURE)
    assert cast.officer.ok("get", path + stamp(between)) == first
    assert cast.officer.ok("get", path + stamp(timezone.now()))["status"] == "overdue"
    assert "parameter.invalid" in cast.officer.no(400, "get", path + "2999-01-01T00:00:00Z")


def stamp(moment: Any) -> str:
    return str(moment.isoformat().replace("+00:00", "Z"))


def test_a_municipality_does_not_approve_its_own_report(cast: Cast) -> None:
    """A public party that has promised something reports too; who hands that in does not approve it."""
    promise = {"party": UMEA, "kind": "in_kind", "amount": "10000.00"}
    terms = body()
    pk = active(cast, commitments=[*terms["commitments"], promise])
    sent = {
        "agreement": pk, "period": "2020", "organization": UMEA, "figures": [
            {"kind": "in_kind", "amount": "10000.00", "basis": "price_list", "document": "Prislista 2020 (påhittad)"}
        ],
    }  # fmt: skip
    report = cast.officer.ok("post", "annual-reports", sent)["id"]
    cast.officer.ok("post", f"annual-reports/{report}/submit", {})
    assert "report.own_hand_in" in cast.officer.no(403, "post", f"annual-reports/{report}/approve", {})
    assert cast.officer2.ok("post", f"annual-reports/{report}/approve", {})["state"] == "approved"
