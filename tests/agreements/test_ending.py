"""How an agreement ends before its time: one public party ends it, several do that together."""

from typing import Any

import pytest

from agreements.models import Agreement, Termination
from office.models import Organization
from tests.agreements.region import body, municipalities, officer_of
from tests.agreements.sample import DECISION, SIGNATURE, proposed, twin
from tests.agreements.sample import body as model
from tests.cast import VANNAS, Cast, Client

Json = dict[str, Any]
pytestmark = [pytest.mark.django_db, pytest.mark.both]

END: Json = {"document": "KS-2026/7", "reason": "Påhittat", "terminated_on": "2026-07-02", "last_day": "2026-09-30"}
YES: Json = {"body": "Kommunstyrelsen", "paragraph": "§ 1"}


def region(**more: Any) -> tuple[dict[str, Organization], str]:
    """The office of six municipalities, in force; its address."""
    found = municipalities()
    host = officer_of(found["2480"])
    path = f"agreements/{host.ok('post', 'agreements', {**body(), **more})['id']}"
    host.ok("post", f"{path}/propose", {})
    for one in found.values():
        said = {"organization": one.pk, "outcome": "yes", "decided_on": "2025-12-01", **YES}
        officer_of(one).ok("post", f"{path}/decisions", said)
    return found, path


def of_two_and_an_association(cast: Cast) -> str:
    """Umeå and Vännäs support Vän i Umeå; its address."""
    terms = {"starts_on": "2026-01-01", "ends_on": "2028-12-31"}
    parties = [*model()["parties"], {"organization": VANNAS, "role": "funder"}]
    path = f"agreements/{proposed(cast, parties=parties, **terms)['id']}"
    for who, named in ((cast.officer, cast.umea.pk), (cast.stranger, cast.vannas.pk)):
        who.ok("post", f"{path}/decisions", {**DECISION, "organization": named})
    cast.officer.ok("post", f"{path}/signatures", SIGNATURE)
    return path


def leaves(cast: Cast, path: str, effective_on: str) -> None:
    """Vännäs leaves by an amendment that all three agree to."""
    said = {"effective_on": effective_on, "reason": "Påhittat", "document": "KS/2"}
    made = cast.officer.ok("post", f"{path}/amendments", {**said, "leave": [{"organization": VANNAS}]})
    answers: tuple[tuple[Client, Json], ...] = (
        (cast.officer, {"organization": cast.umea.pk, **YES}),
        (cast.stranger, {"organization": cast.vannas.pk, **YES}),
        (cast.treasurer, {"organization": cast.van.pk, "signed_by": "Ordföranden"}),
    )
    for who, answer in answers:
        who.ok("post", f"amendments/{made['id']}/answers", answer)


def test_none_of_several_ends_it_for_the_others() -> None:
    members, path = region()
    for one in members.values():
        who = officer_of(one)
        refused = who.no(409, "post", f"{path}/terminate", END)
        assert set(refused) == {"agreement.ended_together"}
        assert "terminate" not in who.ok("get", path)["actions"]
    told = refused["agreement.ended_together"]
    assert told["message"] == (
        "6 public parties stand in the agreement, and none of them ends it for the others. An amendment shortens the "
        "term, or lets one of them leave: it needs the same decisions as the agreement."
    )
    assert told["expected"] == ["amendments: ends_on", "amendments: leave"]
    assert sorted(told["actual"]) == sorted(one.name for one in members.values())
    swedish = twin(officer_of(members["2403"]), "sv").no(409, "post", f"{path}/terminate", END)
    assert swedish["agreement.ended_together"]["message"].startswith("6 offentliga parter står i avtalet")
    (row,) = officer_of(members["2480"]).ok("get", "agreements")["results"]
    assert "terminate" not in row["actions"]
    assert (Agreement.objects.get().state, Termination.objects.count()) == ("active", 0)


def test_where_it_renews_itself_notice_is_a_way_too() -> None:
    members, path = region(conditions={"renewal_months": 12})
    told = officer_of(members["2403"]).no(409, "post", f"{path}/terminate", END)["agreement.ended_together"]
    assert told["expected"][-1] == "notices"
    assert told["message"].endswith("The agreement renews itself: notice in time lets it end with its term.")
    notice = {"organization": members["2403"].pk, "given_on": "2026-07-02", "document": "KS/2"}
    assert officer_of(members["2403"]).ok("post", f"{path}/notices", notice)["term_ends_on"] == "2027-12-31"


def test_without_renewal_notice_leads_to_the_way_that_there_is(cast: Cast) -> None:
    path, said = of_two_and_an_association(cast), {"organization": cast.umea.pk, "document": "KS/2"}
    told = cast.officer.no(400, "post", f"{path}/notices", said)["notice.no_renewal"]["message"]
    assert told.endswith("it ends on 2028-12-31. To end it earlier, propose an amendment that shortens its term.")
    leaves(cast, path, "2026-07-01")
    told = cast.officer.no(400, "post", f"{path}/notices", said)["notice.no_renewal"]["message"]
    assert told.endswith("To end it earlier, terminate it.")


def test_who_is_left_alone_ends_it(cast: Cast) -> None:
    """Vännäs has left since July: Umeå alone stands with the association, and ends it as before."""
    path = of_two_and_an_association(cast)
    assert "agreement.ended_together" in cast.officer.no(409, "post", f"{path}/terminate", END)
    leaves(cast, path, "2026-07-01")
    assert set(cast.stranger.no(403, "post", f"{path}/terminate", END)) == {"agreement.left"}
    (row,) = cast.officer.ok("get", "agreements")["results"]
    assert "terminate" in row["actions"]
    assert row["actions"] == cast.officer.ok("get", path)["actions"]
    assert cast.officer.ok("post", f"{path}/terminate", END)["state"] == "terminated"
    assert set(cast.officer.no(409, "post", f"{path}/terminate", END)) == {"agreement.state"}


def test_who_leaves_later_has_a_say_until_then(cast: Cast) -> None:
    path = of_two_and_an_association(cast)
    leaves(cast, path, "2027-07-01")
    assert "agreement.ended_together" in cast.officer.no(409, "post", f"{path}/terminate", END)
    assert "terminate" not in cast.officer.ok("get", path)["actions"]
