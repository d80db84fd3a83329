"""Who signs for an association and who audits it, by its own minutes: recorded, read, and ended before its time."""

from typing import Any

from office.models import AuditEvent
from tests.agreements.sample import active
from tests.cast import UMEA, VAN, Cast

CHAIR = {
    "organization": VAN,
    "name": "Påhittad Person",
    "office": "Ordförande",
    "seat": "board",
    "signs": "jointly",
    "minutes": "Årsmöte 2026-03-20 § 4",
    "minutes_on": "2026-03-20",
    "starts_on": "2026-03-20",
}


def chair(**changes: Any) -> dict[str, Any]:
    return {**CHAIR, **changes}


def test_a_mandate_from_minutes_to_its_end(cast: Cast) -> None:
    active(cast)
    made = cast.treasurer.ok("post", "mandates", chair(organization=None, username="treasurer"))
    assert (made["organization"], made["has_account"], made["end"], made["actions"]) == (
        cast.van.pk,
        True,
        None,
        ["end"],
    )
    path = f"mandates/{made['id']}"
    assert cast.auditor.ok("get", path) == {**made, "actions": []}
    ended = cast.officer.ok("post", f"{path}/end", {"last_day": "2026-06-30", "minutes": "Styrelsen 2026-06-30 § 2"})
    assert (ended["end"]["last_day"], ended["actions"]) == ("2026-06-30", [])
    again = {"last_day": "2026-07-01", "minutes": "Styrelsen § 3"}
    assert set(cast.treasurer.no(409, "post", f"{path}/end", again)) == {"mandate.ended"}
    for day, held in (("2026-03-19", 0), ("2026-03-20", 1), ("2026-06-30", 1), ("2026-07-01", 0)):
        assert cast.treasurer.ok("get", f"mandates?in_force_on={day}")["count"] == held, day


def test_who_has_a_conflict_in_a_case_records_nothing_of_its_association(cast: Cast) -> None:
    """A meeting moves the day that a report is due, and a mandate says who hands it in."""
    pk, made = active(cast), cast.treasurer.ok("post", "mandates", chair())
    meeting = {"organization": VAN, "held_on": "2026-03-01", "document": "Protokoll"}
    end = {"last_day": "2026-06-30", "minutes": "§ 2"}
    cast.officer2.ok("post", "conflicts-of-interest", {"agreement": pk, "ground": "relative"})
    for at, said in (("annual-meetings", meeting), ("mandates", chair()), (f"mandates/{made['id']}/end", end)):
        assert set(cast.officer2.no(403, "post", at, said)) == {"conflict.of_interest"}, at
    assert cast.officer2.ok("get", f"mandates/{made['id']}")["actions"] == []
    assert cast.officer2.ok("get", "mandates")["results"][0]["actions"] == []
    cast.officer.ok("post", "annual-meetings", meeting)
    cast.treasurer.ok("post", f"mandates/{made['id']}/end", end)


def test_one_that_was_recorded_by_mistake_never_held(cast: Cast) -> None:
    made = cast.treasurer.ok("post", "mandates", chair())
    cast.treasurer.ok("post", f"mandates/{made['id']}/end", {"last_day": "2026-03-19", "minutes": "Fel person"})
    assert cast.treasurer.ok("get", "mandates?in_force_on=2026-03-20")["count"] == 0


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    wrong = chair(
        seat="auditor", minutes_on="2199-01-01", ends_on="2020-01-01", username="officer", minutes="900101-0017"
    )
    told = cast.treasurer.no(400, "post", "mandates", wrong)
    assert set(told) == {"mandate.auditor_signs", "date.future", "date.out_of_order", "mandate.no_account"}
    assert told["mandate.no_account"]["path"] == "username"
    assert set(cast.treasurer.no(400, "post", "mandates", chair(name="Anna 900101-0017"))) == {"personal_number"}
    made = cast.treasurer.ok("post", "mandates", chair(ends_on="2027-03-20"))
    late = cast.treasurer.no(400, "post", f"mandates/{made['id']}/end", {"last_day": "2027-03-21", "minutes": "§ 1"})
    assert late["date.out_of_order"]["expected"] == "<= 2027-03-20"


def test_who_may_not_record(cast: Cast) -> None:
    for who in (cast.stranger, cast.officer, cast.auditor):  # no agreement with the association yet
        assert set(who.no(403, "post", "mandates", chair())) == {"mandate.not_yours"}
    active(cast)
    cast.officer.ok("post", "mandates", chair())
    assert set(cast.officer.no(400, "post", "mandates", chair(organization=None))) == {"required"}
    assert set(cast.auditor.no(403, "post", "mandates", chair(organization=None))) == {"mandate.not_yours"}
    assert cast.stranger.ok("get", "mandates")["count"] == 0
    assert set(cast.officer.no(400, "post", "mandates", chair(organization=UMEA))) == {"mandate.public"}


def test_the_trail_says_which_seat_and_names_nobody(cast: Cast) -> None:
    cast.treasurer.ok("post", "mandates", chair())
    event = AuditEvent.objects.get(kind="mandate.recorded")
    assert event.data["minutes"] == CHAIR["minutes"]
    assert CHAIR["name"] not in str(event.data)
