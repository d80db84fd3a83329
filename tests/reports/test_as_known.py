"""What single addresses say with `as_of` and `known_at`: who was called what, in which state, by which version."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from office.models import FormerDetails, Organization
from tests.agreements.sample import DECISION, SIGNATURE, WHY, active, begun, proposed
from tests.cast import Cast, number
from tests.reports.taking_out import rows, taken_out

pytestmark = pytest.mark.both

PAID = {"period": "2020", "amount": "750000.00", "paid_on": "2020-01-31"}
Json = dict[str, Any]


def now() -> str:
    return timezone.now().isoformat().replace("+00:00", "Z")


def renamed(cast: Cast, name: str, **more: str) -> None:
    cast.officer.patch_current(f"organizations/{cast.umea.pk}", {"name": name, **more})


def the(cast: Cast, path: str) -> Json:
    (one,) = cast.auditor.ok("get", path)["results"]
    return dict(one)


def test_everybody_is_called_what_they_were_called(cast: Cast) -> None:
    """In the record, the check and its sentences, the sums, and beside the ids in a file."""
    pk = active(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    moments = [now()]
    for name in ("Umeå stad", "Umeå by"):
        renamed(cast, name)
        moments.append(now())
    for moment, name in zip(moments, ("Umeå kommun", "Umeå stad", "Umeå by"), strict=True):
        asked = f"as_of=2021-06-30&known_at={moment}"
        assert the(cast, f"agreements?{asked}")["parties"][0]["name"] == name
        check = cast.auditor.ok("get", f"agreements/{pk}/commitment-check?{asked}")
        line = check["periods"][0]["lines"][0]
        assert line["party"] == name
        assert any(name in one["message"] for one in check["findings"])
        groups = cast.auditor.ok("get", f"summaries?group_by=municipality&{asked}")["groups"]
        assert groups[0]["group"]["municipality"]["name"] == name
        (row,) = rows(taken_out(cast.auditor, "agreements", as_of="2021-06-30", known_at=moment))
        assert row["owner_name"] == name
        for said, count in ((name, 1), ("umeå b", name == "Umeå by"), ("212000-2627", 1)):
            found = cast.auditor.ok("get", f"agreements?search={said.casefold()}&{asked}")
            assert found["count"] == count, (said, name)


def test_a_boards_municipality_is_called_what_it_was(cast: Cast) -> None:
    board = cast.officer.ok("post", "organizations", {"kind": "board", "name": "Nämnd", "parent": cast.umea.pk})["id"]
    parties = [{"organization": board, "role": "funder"}, {"organization": cast.van.pk, "role": "recipient"}]
    promise = {"party": board, "kind": "funding", "amount": "1.00", "per": "year"}
    pk = proposed(cast, parties=parties, commitments=[promise])["id"]
    cast.officer.ok("post", f"agreements/{pk}/decisions", {**DECISION, "organization": board})
    cast.officer.ok("post", f"agreements/{pk}/signatures", SIGNATURE)
    before = now()
    renamed(cast, "Umeå stad", municipality_code="")
    asked = f"summaries?as_of=2021-06-30&known_at={before}"
    assert cast.auditor.ok("get", asked)["groups"][0]["group"]["municipality"]["name"] == "Umeå kommun"


def test_what_a_correction_replaced_is_read_from_the_trail(cast: Cast) -> None:
    """An installation that is upgraded knows former names too."""
    renamed(cast, "Umeå stad")
    renamed(cast, "Umeå by", municipality_code="2481")
    kept = list(FormerDetails.objects.values("organization", "name", "number", "municipality_code"))
    migration = import_module("office.migrations.0005_former_details")
    migration.from_the_trail(apps, None)
    again = list(FormerDetails.objects.values("organization", "name", "number", "municipality_code"))
    assert again == kept * 2
    assert [(one["name"], one["municipality_code"]) for one in kept] == [("Umeå kommun", "2480"), ("Umeå stad", "2480")]
    assert Organization.objects.get(pk=cast.umea.pk).municipality_code == "2481"


def test_an_agreement_is_in_the_state_that_was_known(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    moments = [now()]
    for act, body in (("decisions", DECISION), ("signatures", SIGNATURE)):
        cast.officer.ok("post", f"agreements/{pk}/{act}", body)
        moments.append(now())
    ended = {"document": "KS-1", "reason": "x", "terminated_on": "2021-01-01"}
    cast.officer.ok("post", f"agreements/{pk}/terminate", ended)
    moments.append(now())
    states = []
    for moment in moments:
        one = the(cast, f"agreements?known_at={moment}")
        assert one == cast.auditor.ok("get", f"agreements/{pk}?known_at={moment}")
        assert (one["revision"], one["actions"]) == (None, [])
        states.append((one["state"], one["waiting_for"], one["termination"] is not None))
        for state in ("proposed", "active", "terminated"):
            found = cast.auditor.ok("get", f"agreements?state={state}&known_at={moment}")
            assert found["count"] == (state == one["state"])
    assert states == [
        ("proposed", [cast.umea.pk, cast.van.pk], False), ("proposed", [cast.van.pk], False), ("active", [], False),
        ("terminated", [], True),
    ]  # fmt: skip
    assert the(cast, "agreements?as_of=2019-12-12")["state"] == "proposed"
    assert cast.auditor.ok("get", "agreements?known_at=2019-12-12T00:00:00Z")["count"] == 0


def test_a_withdrawal_is_told_once_it_is_known(cast: Cast) -> None:
    pk = proposed(cast)["id"]
    before = now()
    cast.officer.ok("post", f"agreements/{pk}/withdraw", {})
    then, today = (cast.auditor.ok("get", f"agreements/{pk}?known_at={moment}") for moment in (before, now()))
    assert (then["state"], then["withdrawn_at"]) == ("proposed", None)
    assert (today["state"], today["withdrawn_at"] is None) == ("withdrawn", False)


def test_a_report_is_the_version_that_was_known(cast: Cast) -> None:
    pk = active(cast)
    report = begun(cast.officer, pk, narrative="Första.")["id"]
    path = f"annual-reports/{report}"
    moments = [now()]
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    moments.append(now())
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    moments.append(now())
    cast.treasurer.ok("post", f"{path}/correct", WHY)
    cast.treasurer.patch_current(path, {"narrative": "Andra."})
    cast.treasurer.ok("post", f"{path}/submit", {})
    moments.append(now())
    told = []
    for moment in moments:
        found = cast.treasurer.ok("get", f"annual-reports?known_at={moment}")["results"]
        hours = cast.treasurer.ok("get", f"volunteer-hours?known_at={moment}")["results"]
        told += [(one["version"], one["state"], one["narrative"]) for one in found]
        assert [(one["version"], one["report_state"]) for one in hours] == [
            (one["version"], one["state"]) for one in found
        ]
        for one in found:
            assert cast.treasurer.ok("get", f"{path}?known_at={moment}") == one
            by_state = cast.treasurer.ok("get", f"annual-reports?state={one['state']}&known_at={moment}")
            assert by_state["results"] == [one]
            assert (one["review"] is None) == (one["state"] == "submitted")
    assert told == [(1, "submitted", "Första."), (1, "approved", "Första."), (2, "submitted", "Andra.")]
    assert cast.treasurer.no(404, "get", f"{path}?known_at={moments[0]}")
    days = {
        day: cast.auditor.ok("get", f"annual-reports?as_of={day}")["results"] for day in ("2021-03-14", "2021-04-19")
    }
    assert [[one["state"] for one in found] for found in days.values()] == [[], ["submitted"]]


def test_what_somebody_is_writing_was_never_known(cast: Cast) -> None:
    """The writer's own list of what stood has the version that was handed in."""
    pk = active(cast)
    path = f"annual-reports/{begun(cast.treasurer, pk)['id']}"
    assert cast.treasurer.ok("get", f"annual-reports?known_at={now()}")["count"] == 0
    cast.treasurer.ok("post", f"{path}/submit", {})
    cast.officer.ok("post", f"{path}/return", {"comment": "Bilaga?", "due_on": "2199-01-01"})
    cast.treasurer.patch_current(path, {"narrative": "Med bilaga."})
    (one,) = cast.treasurer.ok("get", f"annual-reports?known_at={now()}")["results"]
    assert (one["state"], one["narrative"], one["actions"]) == ("returned", "", [])


def test_payments_of_a_day_as_it_was_known(cast: Cast) -> None:
    pk = active(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID})
    before = now()
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID, "amount": "5.00"})
    cast.officer.ok("post", "payments", {"agreement": pk, **PAID, "amount": "6.00", "paid_on": "2020-07-31"})
    found = {
        asked: sorted(one["amount"] for one in cast.officer.ok("get", f"payments?{asked}")["results"])
        for asked in ("as_of=2020-01-30", "as_of=2020-01-31", f"known_at={before}")
    }
    assert list(found.values()) == [[], ["5.00", "750000.00"], ["750000.00"]]
    assert all(one["actions"] == [] for one in cast.officer.ok("get", f"payments?known_at={before}")["results"])


def test_what_cannot_be_asked(cast: Cast) -> None:
    for path in ("agreements", "annual-reports", "payments", "volunteer-hours"):
        for asked in ("as_of=igår", "known_at=2199-01-01T00:00:00Z", "known_at=2020-01-01"):
            assert "parameter.invalid" in cast.auditor.no(400, "get", f"{path}?{asked}")


def test_a_section_was_one_undertaking_while_it_had_no_number(cast: Cast) -> None:
    section = {"kind": "association", "name": "Ungdomssektionen", "parent": cast.van.pk}
    before = now()
    pk = cast.officer.ok("post", "organizations", section)["id"]
    joined = now()
    cast.officer.patch_current(f"organizations/{pk}", {"number": number(77)})
    groups = {
        moment: [one["id"] for one in cast.officer.ok("get", f"organizations/{pk}/state-aid?{asked}")["group"]]
        for moment, asked in (("before", f"known_at={before}"), ("joined", f"known_at={joined}"), ("now", ""))
    }
    assert groups == {"before": [pk], "joined": [pk, cast.van.pk], "now": [pk]}
