"""When an agreement of several municipalities binds: by consensus, or by the rule that it names."""

from itertools import product
from typing import Any

import pytest

from agreements.models import Agreement
from agreements.stood import stood
from office.known import Asked
from office.models import Organization
from tests.agreements.region import body, officer_of
from tests.cast import Client

Json = dict[str, Any]
pytestmark = pytest.mark.django_db
SAID = {"body": "Kommunfullmäktige", "paragraph": "§ 1", "decided_on": "2025-12-01"}


def proposed(
    members: dict[str, Organization], rule: str, reference: str = "KS-2025/1", **changes: Any
) -> tuple[Client, str]:
    host = officer_of(members["2480"])
    terms = {**body(), "reference": reference, "conditions": {"binds_by": {"value": rule, "clause": "§ 9"}}, **changes}
    path = f"agreements/{host.ok('post', 'agreements', terms)['id']}"
    host.ok("post", f"{path}/propose", {})
    return host, path


def decide(path: str, *ones: Organization, outcome: str = "yes") -> None:
    for one in ones:
        officer_of(one).ok("post", f"{path}/decisions", {"organization": one.pk, "outcome": outcome, **SAID})


def _listed(who: Client) -> Json:
    """The one agreement, in their list."""
    found: Json = who.ok("get", "agreements")["results"][0]
    return found


def test_a_majority_is_enough_where_the_agreement_says_so(members: dict[str, Organization]) -> None:
    host, path = proposed(members, "majority")
    order = list(members.values())
    decide(path, *order[:3])
    standing = host.ok("get", path)
    assert (standing["state"], len(standing["waiting_for"])) == ("proposed", 3)
    decide(path, order[3], outcome="no")
    assert host.ok("get", path)["state"] == "proposed"
    decide(path, order[4])
    assert host.ok("get", path)["state"] == "active"
    check = host.ok("get", f"{path}/commitment-check?as_of=2026-06-30")
    assert "agreement.not_binding" not in {one["code"] for one in check["findings"]}
    first, last = officer_of(order[0]), officer_of(order[5])
    for silent, spoke in ((last.ok("get", path), first.ok("get", path)), (_listed(last), _listed(first))):
        assert "decide" in silent["actions"]
        assert "decide" not in spoke["actions"]
    decide(path, order[5])  # the last still says what it decides
    assert host.ok("get", path)["state"] == "active"
    assert "decide" not in last.ok("get", path)["actions"]
    assert "decide" not in _listed(last)["actions"]
    assert host.ok("get", f"{path}?as_of=2025-12-31")["state"] == "active"
    assert host.ok("get", f"{path}?as_of=2025-11-30")["state"] == "draft"


def test_it_is_rejected_when_too_few_can_say_yes(members: dict[str, Organization]) -> None:
    host, path = proposed(members, "two_thirds")
    decide(path, *list(members.values())[:3], outcome="no")
    assert host.ok("get", path)["state"] == "rejected"


def test_consensus_takes_everybody(members: dict[str, Organization]) -> None:
    host, path = proposed(members, "all")
    decide(path, next(iter(members.values())), outcome="no")
    assert host.ok("get", path)["state"] == "rejected"
    late = {"organization": members["2480"].pk, "outcome": "yes", **SAID}
    assert "agreement.state" in host.no(409, "post", f"{path}/decisions", late)


def test_the_database_counts_as_the_rule_does(members: dict[str, Organization]) -> None:
    """A list's state on a day is worked out by the database; it says what the acts made of the record."""
    order = list(members.values())
    for rule, (yes, no) in product(("majority", "two_thirds", "all"), ((0, 0), (3, 0), (3, 2), (4, 1), (2, 3), (5, 0))):
        host, path = proposed(members, rule, f"KS/{rule}/{yes}/{no}")
        acts = [(one, "yes") for one in order[:yes]] + [(one, "no") for one in order[yes : yes + no]]
        for one, outcome in acts:
            if host.ok("get", path)["state"] == "proposed":
                decide(path, one, outcome=outcome)
    rows = stood(Agreement.objects.all(), Asked())
    for row in rows:
        assert vars(row)["state_then"] == row.state, row.reference


def test_an_unknown_rule_is_refused(members: dict[str, Organization]) -> None:
    host = officer_of(members["2480"])
    wrong = {**body(), "conditions": {"binds_by": "whoever"}}
    assert host.no(400, "post", "agreements", wrong)["invalid_choice"]["path"] == "conditions.binds_by"


def test_who_joins_later_changes_nothing_in_whether_it_binds(members: dict[str, Organization]) -> None:
    """Three of five were enough; when a sixth has joined by an amendment, a late no leaves it in force."""
    first = body()["parties"][1:]
    host, path = proposed(members, "majority", parties=first)
    order = [members[code] for code in sorted(members)[1:]]
    decide(path, *order[:3])
    joins = [{"organization": members["2401"].pk, "role": "member"}]
    said = {"effective_on": "2026-07-01", "reason": "x", "document": "x", "join": joins}
    made = host.ok("post", f"{path}/amendments", said)
    for one in (*order[:3], members["2401"]):
        answer = {"organization": one.pk, "body": "KS", "paragraph": "§ 2", "answered_on": "2026-05-04"}
        officer_of(one).ok("post", f"amendments/{made['id']}/answers", answer)
    assert host.ok("get", f"amendments/{made['id']}")["state"] == "agreed"
    joined = officer_of(members["2401"])
    assert "decide" not in joined.ok("get", path)["actions"]
    assert "decide" not in _listed(joined)["actions"]
    twice = {"organization": members["2401"].pk, "outcome": "no", **SAID}
    assert "joined by an amendment" in joined.no(409, "post", f"{path}/decisions", twice)["party.answered"]["message"]
    decide(path, order[3], outcome="no")
    assert host.ok("get", path)["state"] == "active"
