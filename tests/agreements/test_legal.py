"""How public parties assess an agreement legally: ground by ground, each for itself; the latest counts."""

from typing import Any

import pytest

from office.models import AuditEvent
from tests.agreements.sample import active, registered
from tests.cast import UMEA, VAN, VANNAS, Cast

SAID: dict[str, Any] = {
    "organization": UMEA,
    "ground": "local_government",
    "possible": "yes",
    "reasons": "Uppgiften får utföras av en annan kommun.",
    "source": "Kommunallagen (2017:725) 9 kap. 37 §",
    "assessed_by": "Kommunjuristen",
    "assessed_on": "2019-11-01",
}


def together(cast: Cast) -> int:
    """A draft of Umeå and Vännäs."""
    parties = [{"organization": UMEA, "role": "host"}, {"organization": VANNAS, "role": "member"}]
    return int(registered(cast, kind="cooperation", parties=parties, commitments=[], conditions={})["id"])


def said(pk: int, **changes: Any) -> dict[str, Any]:
    return {"agreement": pk, **SAID, **changes}


def findings(cast: Cast, pk: int, **query: str) -> list[str]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    told = cast.officer.ok("get", f"agreements/{pk}/commitment-check?{asked}")["findings"]
    return [one["message"] for one in told if one["code"] == "legal.not_assessed"]


def test_each_party_says_its_own_and_the_latest_counts(cast: Cast) -> None:
    pk = together(cast)
    first = cast.officer.ok("post", "legal-assessments", said(pk, possible="unclear"))
    assert (first["counts"], first["organization_name"]) == (True, "Umeå kommun")
    again = cast.officer.ok("post", "legal-assessments", said(pk, assessed_on="2019-11-20"))
    theirs = cast.stranger.ok("post", "legal-assessments", said(pk, organization=VANNAS, possible="no"))
    rows = cast.officer.ok("get", f"legal-assessments?agreement={pk}&ordering=assessed_on")["results"]
    assert [(row["id"], row["counts"]) for row in rows] == [
        (first["id"], False),
        (theirs["id"], True),
        (again["id"], True),
    ]
    counting = cast.officer.ok("get", "legal-assessments?counts=true&ground=local_government")["results"]
    assert {row["id"] for row in counting} == {again["id"], theirs["id"]}
    assert [row["id"] for row in cast.officer.ok("get", "legal-assessments?counts=false")["results"]] == [first["id"]]
    event = AuditEvent.objects.filter(kind="legal.assessed").latest("pk")
    assert (event.draft, event.data["possible"]) == (True, "no")


def test_the_check_names_the_grounds_that_nobody_has_assessed(cast: Cast) -> None:
    promise = {"party": UMEA, "kind": "activity", "name": "Växel", "quantity": "1", "unit": "växel"}
    parties = [{"organization": UMEA, "role": "host"}, {"organization": VANNAS, "role": "member"}]
    terms = {"kind": "joint_board", "parties": parties, "commitments": [promise], "conditions": {}, "reference": "KS-2"}
    pk = int(registered(cast, **terms)["id"])
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    (told,) = findings(cast, pk, as_of="2020-01-01")
    assert told.endswith("by: the Local Government Act, public procurement and state aid.")
    cast.officer.ok("post", "legal-assessments", said(pk))
    cast.officer.ok("post", "legal-assessments", said(pk, ground="procurement", possible="unclear"))
    assert findings(cast, pk, as_of="2020-01-01") == [
        "Nobody has assessed whether the cooperation is legally possible by: state aid."
    ]
    (before,) = findings(cast, pk, as_of="2019-10-31")
    assert "public procurement" in before
    cast.officer.ok("post", "legal-assessments", said(pk, ground="state_aid"))
    assert findings(cast, pk, as_of="2020-01-01") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": "astrology"}, "invalid_choice"),
        ({"source": ""}, "blank"),
        ({"assessed_on": "2199-01-01"}, "date.future"),
        ({"organization": VAN}, "party.unknown"),
    ],
)
def test_what_is_wrong_is_refused(cast: Cast, changes: dict[str, Any], code: str) -> None:
    pk = together(cast)
    assert code in cast.officer.no(400, "post", "legal-assessments", said(pk, **changes))
    assert cast.officer.ok("get", "legal-assessments")["count"] == 0


def test_a_later_word_is_not_dated_before_the_one_that_it_follows(cast: Cast) -> None:
    pk = together(cast)
    cast.officer.ok("post", "legal-assessments", said(pk))
    wrong = said(pk, assessed_on="2019-10-31", reasons="")
    assert set(cast.officer.no(400, "post", "legal-assessments", wrong)) == {"date.out_of_order", "blank"}


def test_who_may_not(cast: Cast) -> None:
    pk = active(cast)
    for who in (cast.treasurer, cast.auditor):
        assert set(who.no(403, "post", "legal-assessments", said(pk))) == {"agreement.officers_only"}
    assert cast.stranger.no(404, "post", "legal-assessments", said(pk))
    assert set(cast.officer.no(400, "post", "legal-assessments", {})) >= {"required"}
    made = cast.officer.ok("post", "legal-assessments", said(pk))
    assert cast.treasurer.ok("get", f"legal-assessments/{made['id']}")["source"] == SAID["source"]
    cast.officer.ok("post", f"agreements/{pk}/terminate", {"document": "KS", "reason": "x", "last_day": "2020-06-30"})
    cast.officer.ok("post", "legal-assessments", said(pk, ground="procurement"))


def test_another_partys_word_is_not_ones_own_to_say(cast: Cast) -> None:
    pk = together(cast)
    told = cast.officer.no(403, "post", "legal-assessments", said(pk, organization=VANNAS))
    assert set(told) == {"decision.not_yours"}
    cast.officer.ok("post", f"agreements/{pk}/withdraw", {})
    assert set(cast.officer.no(409, "post", "legal-assessments", said(pk))) == {"agreement.state"}
