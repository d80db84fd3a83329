"""Who has left joins again: the same party, with the days between left out of what it shares."""

from decimal import Decimal
from typing import Any

import pytest

from agreements.models import Agreement, Commitment, Party
from office.models import Organization
from tests.agreements.region import YES, amended, answered, decided, officer_of, promised
from tests.agreements.sample import active, twin
from tests.cast import VANNAS, Cast, Client

Json = dict[str, Any]
pytestmark = pytest.mark.django_db

SAID: Json = {"reason": "Påhittat", "document": "KS/2"}


def left(members: dict[str, Organization], effective_on: str = "2026-07-01") -> Json:
    """The office, which Vännäs leaves with the day before."""
    agreement = decided(members)
    leaving = [{"organization": members["2460"].pk}]
    made = amended(agreement, officer_of(members["2480"]), effective_on=effective_on, leave=leaving)
    answered(made, *members.values())
    return agreement


def again(members: dict[str, Organization], agreement: Json, effective_on: str, **more: Any) -> Json:
    """The host proposes that Vännäs joins again."""
    joins = [{"organization": members["2460"].pk, "role": "member"}]
    return amended(agreement, officer_of(members["2480"]), effective_on=effective_on, join=joins, **more)


def test_it_shares_the_days_of_its_stays_alone(members: dict[str, Organization]) -> None:
    """Away from July 2026 through June 2027: the rest pay for those days, and each year comes to its cost."""
    agreement, host = left(members), officer_of(members["2480"])
    rows = Party.objects.count(), Commitment.objects.count()
    answered(again(members, agreement, "2027-07-01"), *members.values())
    assert (Party.objects.count(), Commitment.objects.count()) == rows
    shares = {year: promised(host, agreement, "2027-12-31", year) for year in ("2026", "2027")}
    assert [sum(one.values()) for one in shares.values()] == [1_500_000, 1_500_000]
    # 82 980 a year: 41 149 for 181 days, 41 831 for 184.
    assert (shares["2026"]["Vännä"], shares["2027"]["Vännä"]) == (41_149, 41_831)
    assert "Vännä" not in promised(host, agreement, "2026-12-31", "2027")
    found = host.ok("get", f"agreements/{agreement['id']}/shares?as_of=2027-12-31")["results"]
    theirs = [one for one in found if one["code"] == "2460"]
    assert [[(one["starts_on"], one["ends_on"]) for one in row["windows"]] for row in theirs] == [
        [("2026-01-01", "2026-06-30")], [("2027-07-01", "2027-12-31")],
    ]  # fmt: skip
    assert all(Decimal(row["amount"]) == sum(one["amount"] for one in row["windows"]) for row in theirs)


def test_it_decides_as_who_joins_does(members: dict[str, Organization]) -> None:
    """All who stand there, and itself; until then it reads, and from then on it is a party as the others are."""
    agreement = left(members)
    gone, path = members["2460"], f"agreements/{agreement['id']}"
    theirs, change = officer_of(gone), {**SAID, "effective_on": "2027-10-01", "title": "Nytt namn"}
    made = again(members, agreement, "2027-07-01")
    assert sorted(made["waiting_for"]) == sorted(one.pk for one in members.values())
    assert "Vännäs kommun becomes a party again from 1 July 2027." in made["sentences"]
    swedish = twin(theirs, "sv").ok("get", f"amendments/{made['id']}")["sentences"]
    assert "Vännäs kommun blir part igen från och med 1 juli 2027." in swedish
    assert set(theirs.no(403, "post", f"{path}/amendments", change)) == {"agreement.left"}
    assert theirs.ok("get", f"amendments/{made['id']}")["actions"] == ["answer"]
    others = [one for code, one in members.items() if code != "2460"]
    assert answered(made, *others)["waiting_for"] == [gone.pk]
    refused = officer_of(members["2480"]).no(
        403, "post", f"amendments/{made['id']}/answers", {**YES, "organization": gone.pk}
    )
    assert set(refused) == {"decision.not_yours"}
    assert answered(made, gone)["state"] == "agreed"
    (party,) = (one for one in theirs.ok("get", path)["parties"] if one["organization"] == gone.pk)
    assert party["left_on"] is None
    assert "amend" in theirs.ok("get", path)["actions"]
    assert gone.pk in theirs.ok("post", f"{path}/amendments", change)["waiting_for"]
    names = {
        day: {one["organization"] for one in theirs.ok("get", f"{path}?as_of={day}")["parties"]}
        for day in ("2026-06-30", "2026-07-01", "2027-06-30", "2027-07-01")
    }
    assert [gone.pk in found for found in names.values()] == [True, False, False, True]


def test_a_no_leaves_it_where_it_was(members: dict[str, Organization]) -> None:
    agreement = left(members)
    made = again(members, agreement, "2027-07-01")
    no = {**YES, "organization": members["2403"].pk, "outcome": "no"}
    officer_of(members["2403"]).ok("post", f"amendments/{made['id']}/answers", no)
    assert str(Party.objects.get(organization=members["2460"]).left_on) == "2026-06-30"


def test_from_which_day(members: dict[str, Organization]) -> None:
    """After its last day, and what is to hold of it from a day on is not before that."""
    agreement, host = left(members, "2027-01-01"), officer_of(members["2480"])
    path, gone = f"agreements/{agreement['id']}/amendments", {"organization": members["2460"].pk}
    joins = [{**gone, "role": "member"}]
    told = host.no(400, "post", path, {**SAID, "effective_on": "2026-12-31", "join": joins})["amendment.before_it_left"]
    assert (told["path"], told["expected"], told["actual"]) == ("effective_on", "> 2026-12-31", "2026-12-31")
    answered(again(members, agreement, "2027-07-01"), *members.values())
    told = host.no(400, "post", path, {**SAID, "effective_on": "2027-10-01", "join": joins})["parties.duplicate"]
    assert told["path"] == "join[0].organization"
    told = host.no(400, "post", path, {**SAID, "effective_on": "2027-03-01", "leave": [gone]})
    assert told["amendment.before_it_began"]["expected"] == ">= 2027-07-01"
    equal = [{"shared_cost": agreement["shared_costs"][0]["id"], "basis": "equal"}]
    told = host.no(400, "post", path, {**SAID, "effective_on": "2027-03-01", "shared_costs": equal})
    assert told["amendment.before_it_began"]["path"] == "shared_costs[0]"
    answered(amended(agreement, host, effective_on="2027-08-01", shared_costs=equal), *members.values())
    assert set(promised(host, agreement, "2027-12-31", "2027")) == {
        "Nordmaling", "Bjurholm", "Vindeln", "Robertsfor", "Vännä", "Umeå",
    }  # fmt: skip
    answered(amended(agreement, host, effective_on="2027-11-01", leave=[gone]), *members.values())
    assert str(Party.objects.get(organization=members["2460"]).left_on) == "2027-10-31"


def test_in_another_role_from_then_on(members: dict[str, Organization]) -> None:
    agreement, host = left(members), officer_of(members["2480"])
    joins = [{"organization": members["2460"].pk, "role": "funder"}]
    answered(amended(agreement, host, effective_on="2027-07-01", join=joins), *members.values())
    path = f"agreements/{agreement['id']}"
    roles = {
        day: {one["organization"]: one["role"] for one in host.ok("get", f"{path}?as_of={day}")["parties"]}
        for day in ("2026-06-30", "2027-07-01")
    }
    assert [one[members["2460"].pk] for one in roles.values()] == ["member", "funder"]
    assert Party.objects.get(organization=members["2460"]).role == "funder"
    assert Agreement.objects.get().state == "active"


def answer_all(cast: Cast, made: Json, *public: tuple[Client, Organization], on: str) -> None:
    for who, one in public:
        said = {"organization": one.pk, "body": "KS", "paragraph": "§ 1", "answered_on": on}
        who.ok("post", f"amendments/{made['id']}/answers", said)
    signed = {"organization": cast.van.pk, "signed_by": "Ordföranden", "answered_on": on}
    cast.officer.ok("post", f"amendments/{made['id']}/answers", signed)


def test_its_own_promise_goes_on_where_the_amendment_says_so(cast: Cast) -> None:
    """Vännäs funded Vän i Umeå with 200 000 a year, left for 2021, and comes back in 2022 with 250 000."""
    pk = active(cast)
    path, both = f"agreements/{pk}/amendments", ((cast.officer, cast.umea), (cast.stranger, cast.vannas))
    joins = {"join": [{"organization": VANNAS, "role": "funder"}]}
    add = {"add": [{"party": VANNAS, "kind": "funding", "amount": "200000.00"}]}
    made = cast.officer.ok("post", path, {**SAID, "effective_on": "2020-01-01", **joins, **add})
    answer_all(cast, made, *both, on="2019-12-20")
    leave = {"leave": [{"organization": VANNAS}]}
    answer_all(
        cast, cast.officer.ok("post", path, {**SAID, "effective_on": "2021-01-01", **leave}), *both, on="2020-12-01"
    )
    promise = Commitment.objects.get(party__organization=cast.vannas).pk
    goes_on = {"commitments": [{"commitment": promise, "amount": "250000.00"}]}
    told = cast.officer.no(400, "post", path, {**SAID, "effective_on": "2022-01-01", **goes_on})
    assert told["commitment.party_left"]["path"] == "commitments[0].commitment"
    made = cast.officer.ok("post", path, {**SAID, "effective_on": "2022-01-01", **joins, **goes_on})
    answer_all(cast, made, *both, on="2021-12-01")
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2022-06-30")
    assert {
        one["period"]: [line["promised"] for line in one["lines"] if line["party"] == "Vännäs kommun"]
        for one in answer["periods"]
    } == {"2020": ["200000.00"], "2021": [], "2022": ["250000.00"]}
