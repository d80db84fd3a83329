"""The timeline tells of amendments, of annual meetings that reports wait for, and of papers that come later."""

from typing import Any

from tests.agreements.sample import active, body, twin
from tests.agreements.test_meetings import HELD
from tests.cast import UMEA, VAN, Cast, Client
from tests.reports.test_between_associations import shared

Json = dict[str, Any]
BOARD: Json = {"organization": UMEA, "body": "KS", "paragraph": "§ 5", "answered_on": "2021-05-01"}
SIGNED: Json = {"organization": VAN, "signed_by": "Ordföranden", "answered_on": "2021-05-02"}


def told(who: Client, pk: int, *kinds: str) -> list[tuple[str, str, str]]:
    """Kind, whose and note of the events whose kind begins so, in their order."""
    rows = who.ok("get", f"agreements/{pk}/timeline?limit=1000")["results"]
    return [(row["kind"], row["organization"], row["note"]) for row in rows if row["kind"].startswith(kinds)]


def proposed(cast: Cast, pk: int, **changes: Any) -> str:
    said = {"effective_on": "2022-01-01", "reason": "Påhittat", "document": "KS/10", **changes}
    return f"amendments/{cast.officer.ok('post', f'agreements/{pk}/amendments', said)['id']}"


def agreed(cast: Cast, path: str) -> None:
    """Both parties say yes."""
    for said in (BOARD, SIGNED):
        cast.officer.ok("post", f"{path}/answers", said)


def test_amendments_their_answers_and_what_came_of_them(cast: Cast) -> None:
    pk = active(cast)
    agreed(cast, proposed(cast, pk, title="Nytt namn"))
    cast.officer.ok("post", f"{proposed(cast, pk, title='Ett till')}/answers", {**BOARD, "outcome": "no"})
    cast.officer.ok("post", f"{proposed(cast, pk, title='Ett tredje')}/withdraw", {})
    for who in (cast.officer, cast.auditor, cast.treasurer):
        rows = told(who, pk, "amendment_")
        assert [(kind, whose, note) for kind, whose, note in rows if kind != "amendment_proposed"] == [
            ("amendment_answered", "Umeå kommun", "No. 1, yes, KS § 5"),
            ("amendment_answered", "Umeå kommun", "No. 2, no, KS § 5"),
            ("amendment_rejected", "", "No. 2"),
            ("amendment_answered", "Vän i Umeå", "No. 1, yes, Ordföranden"),
            ("amendment_agreed", "", "No. 1, 2022-01-01"),
            ("amendment_withdrawn", "", "No. 3"),
        ]
        assert [note for kind, _whose, note in rows if kind == "amendment_proposed"] == [
            f"No. {number}, 2022-01-01, KS/10. Påhittat" for number in (1, 2, 3)
        ]
    assert told(twin(cast.officer, "sv"), pk, "amendment_agreed") == [("amendment_agreed", "", "Nr 1, 2022-01-01")]


def test_annual_meetings_of_those_whose_reports_wait_for_them(cast: Cast) -> None:
    """Also where an amendment makes them wait; nobody else's agreement tells of meetings."""
    pk, fixed = active(cast), active(cast, reference="KS/FAST")
    first = cast.treasurer.ok("post", "annual-meetings", HELD)["id"]
    moved = {**HELD, "held_on": "2021-04-17", "replaces": first}
    cast.treasurer.ok("post", "annual-meetings", moved)
    assert told(cast.officer, pk, "meeting_") == []
    clause = {**body()["conditions"], "report_due": {"value": {"days_after_meeting": 30, "latest": "06-30"}}}
    agreed(cast, proposed(cast, pk, conditions={"report_due": clause["report_due"]}))
    assert told(cast.auditor, pk, "meeting_") == [
        ("meeting_reported", "Vän i Umeå", "2021-03-20, Kallelse till årsmöte 2021"),
        ("meeting_moved", "Vän i Umeå", "2021-04-17, Kallelse till årsmöte 2021"),
    ]
    assert told(cast.auditor, fixed, "meeting_") == []


def test_one_association_s_reliefs_are_not_told_the_other(cast: Cast) -> None:
    pk, other = shared(cast, conditions=body()["conditions"] | {"report_papers": ["minutes"]})
    said = {"agreement": pk, "organization": UMEA, "party": VAN, "period": "2020", "paper": "minutes", "body": "KS"}
    cast.officer.ok("post", "paper-reliefs", {**said, "complete_on": "2199-01-31", "reason": "Ordföranden är sjuk"})
    here = [("paper_to_come", "Vän i Umeå", "Minutes 2199-01-31. Ordföranden är sjuk")]
    for who in (cast.officer, cast.auditor, cast.treasurer):
        assert told(who, pk, "paper_") == here
    assert told(other, pk, "paper_") == []
