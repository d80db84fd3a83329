"""A waiver is a public party's decision about one line of one period."""

from typing import Any

import pytest

from tests.agreements.sample import active, member, proposed
from tests.cast import UMEA, VAN, VANNAS, Cast

WAIVER: dict[str, Any] = {
    "organization": UMEA,
    "party": VAN,
    "kind": "co_financing",
    "period": "2020",
    "covers": "shortfall",
    "reason": "Pandemin stängde lokalerna.",
    "decided_on": "2021-05-04",
    "body": "Socialnämnden, delegation 4.2",
}


def test_it_is_recorded_with_who_why_and_until_when(cast: Cast) -> None:
    path = f"agreements/{active(cast)}/waivers"
    made = cast.officer.ok("post", path, {**WAIVER, "until": "2021-12-31"})
    assert {name: made[name] for name in ("organization", "party", "covers", "until", "paragraph")} == {
        "organization": cast.umea.pk,
        "party": cast.van.pk,
        "covers": "shortfall",
        "until": "2021-12-31",
        "paragraph": "",
    }
    assert cast.treasurer.ok("get", path)["results"] == [made]
    assert cast.auditor.ok("get", path)["count"] == 1


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"period": "2019"}, "period.unknown", "period"),
        ({"kind": "in_kind"}, "commitment.unknown", "kind"),
        ({"party": VANNAS}, "party.unknown", "party"),
        ({"until": "2021-05-03"}, "waiver.ends_before_start", "until"),
        ({"covers": "everything"}, "invalid_choice", "covers"),
        ({"decided_on": "2199-01-01"}, "date.future", "decided_on"),
        ({"reason": ""}, "blank", "reason"),
    ],
)
def test_a_waiver_of_nothing_is_refused(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    where = f"agreements/{active(cast)}/waivers"
    assert cast.officer.no(400, "post", where, {**WAIVER, **changes})[code]["path"] == path
    assert cast.officer.ok("get", where)["count"] == 0


def test_only_the_deciding_partys_own_officer_records_it(cast: Cast) -> None:
    path = f"agreements/{active(cast)}/waivers"
    for who in (cast.treasurer, cast.auditor):
        assert "agreement.officers_only" in who.no(403, "post", path, WAIVER)
    assert cast.stranger.no(404, "post", path, WAIVER)


def test_an_association_decides_nothing_even_by_an_officer_of_both(cast: Cast) -> None:
    both = member("both", officer=cast.umea)
    both.who.memberships.create(organization=cast.van, role="officer", starts_on="1990-01-01")  # type: ignore[union-attr]
    path = f"agreements/{active(cast)}/waivers"
    assert "decision.not_public" in both.no(400, "post", path, {**WAIVER, "organization": VAN})


def test_before_it_binds_there_is_nothing_to_waive(cast: Cast) -> None:
    path = f"agreements/{proposed(cast)['id']}/waivers"
    assert "agreement.state" in cast.officer.no(409, "post", path, WAIVER)
