"""A pilot with the state: what it is to find out, how that is measured, and what was found."""

from typing import Any

from agreements.models import PilotVerdict
from office.models import AuditEvent, Organization
from tests.agreements.sample import active, member, registered
from tests.cast import UMEA, Cast, organization

STATE = "202100-5489"
SUPPOSED = "En gemensam jour räcker för tio kommuner"
MEASURE = {"what": "Svarstid", "how": "Median per kvartal", "measured_by": "2021-03-31"}
FOUND = {"document": "Slutrapport 2022", "conclusions": "Det går", "reported_on": "2022-12-01"}


def state() -> Organization:
    return organization(STATE, "Exempelmyndigheten", "state")


def pilot(cast: Cast, **changes: Any) -> int:
    """The id of a pilot that Umeå and a state authority have decided on (invented)."""
    state()
    promise = {"party": UMEA, "kind": "activity", "name": "Jour", "quantity": "1", "unit": "jour"}
    parties = [{"organization": UMEA, "role": "host"}, {"organization": STATE, "role": "funder"}]
    made = registered(cast, kind="pilot", parties=parties, commitments=[promise], conditions={}, **changes)
    return int(made["id"])


def decided(cast: Cast) -> int:
    pk = pilot(cast)
    cast.officer.ok("post", f"agreements/{pk}/propose", {})
    authority = member("authority", officer=state())
    for who, one in ((cast.officer, UMEA), (authority, STATE)):
        said = {
            "organization": one,
            "outcome": "yes",
            "body": "Styrelsen",
            "paragraph": "§ 1",
            "decided_on": "2019-12-01",
        }
        who.ok("post", f"agreements/{pk}/decisions", said)
    return pk


def test_from_a_hypothesis_to_the_end_report(cast: Cast) -> None:
    pk = decided(cast)
    made = cast.officer.ok("post", "pilot-hypotheses", {"agreement": pk, "text": SUPPOSED})
    path = f"pilot-hypotheses/{made['id']}"
    told = cast.officer.ok("post", f"{path}/measures", MEASURE)
    assert [(one["what"], one["how"], one["measured_by"]) for one in told["measures"]] == [
        ("Svarstid", "Median per kvartal", "2021-03-31")
    ]
    assert cast.auditor.ok("get", f"pilot-hypotheses?agreement={pk}")["results"] == [told]
    verdict = {"hypothesis": made["id"], "verdict": "held", "why": "Svarstiden är kortare"}
    report = cast.officer.ok("post", "pilot-reports", {"agreement": pk, **FOUND, "verdicts": [verdict]})
    assert report["verdicts"] == [{**verdict, "text": SUPPOSED}]
    assert report["counterparts"] == [{"organization": state().pk, "name": "Exempelmyndigheten"}]
    authority = member("reader", auditor=state())
    assert authority.ok("get", f"pilot-reports?agreement={pk}")["results"] == [report]
    kinds = set(AuditEvent.objects.filter(kind__startswith="pilot.").values_list("kind", flat=True))
    assert kinds == {"pilot.supposed", "pilot.measure_added", "pilot.reported"}


def test_a_later_report_comes_first_and_both_are_kept(cast: Cast) -> None:
    pk = decided(cast)
    for day in ("2022-12-01", "2023-02-01"):
        cast.officer.ok("post", "pilot-reports", {"agreement": pk, **FOUND, "reported_on": day, "verdicts": []})
    rows = cast.officer.ok("get", "pilot-reports")["results"]
    assert [row["reported_on"] for row in rows] == ["2023-02-01", "2022-12-01"]


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    pk = decided(cast)
    made = cast.officer.ok("post", "pilot-hypotheses", {"agreement": pk, "text": SUPPOSED})["id"]
    early = {**MEASURE, "measured_by": "2019-12-31", "what": ""}
    told = cast.officer.no(400, "post", f"pilot-hypotheses/{made}/measures", early)
    assert set(told) == {"date.out_of_order", "blank"}
    verdicts = [{"hypothesis": made, "verdict": "held"}, {"hypothesis": made, "verdict": "unclear"}]
    verdicts += [{"hypothesis": 10**6, "verdict": "perhaps"}]
    wrong = {"agreement": pk, **FOUND, "reported_on": "2199-01-01", "verdicts": verdicts}
    told = cast.officer.no(400, "post", "pilot-reports", wrong)
    assert set(told) == {"hypothesis.twice", "hypothesis.unknown", "invalid_choice", "date.future"}
    assert told["hypothesis.unknown"]["path"] == "verdicts[2].hypothesis"
    assert not PilotVerdict.objects.exists()


def test_only_a_pilot_has_hypotheses_and_only_one_that_binds_reports(cast: Cast) -> None:
    other = active(cast)
    said = {"agreement": other, "text": SUPPOSED}
    assert set(cast.officer.no(409, "post", "pilot-hypotheses", said)) == {"pilot.other_kind"}
    draft = pilot(cast, reference="KS-9")
    cast.officer.ok("post", "pilot-hypotheses", {"agreement": draft, "text": SUPPOSED})
    report = {"agreement": draft, **FOUND, "verdicts": []}
    assert set(cast.officer.no(409, "post", "pilot-reports", report)) == {"agreement.state"}
    assert AuditEvent.objects.get(kind="pilot.supposed").draft
    cast.officer.ok("post", f"agreements/{draft}/withdraw", {})
    told = cast.officer.no(409, "post", "pilot-hypotheses", {"agreement": draft, "text": SUPPOSED})
    assert set(told) == {"agreement.state"}


def test_who_may_not(cast: Cast) -> None:
    pk = decided(cast)
    made = cast.officer.ok("post", "pilot-hypotheses", {"agreement": pk, "text": SUPPOSED})["id"]
    acts: list[tuple[str, dict[str, Any]]] = [
        ("pilot-hypotheses", {"agreement": pk, "text": SUPPOSED}),
        ("pilot-reports", {"agreement": pk, **FOUND, "verdicts": []}),
        (f"pilot-hypotheses/{made}/measures", MEASURE),
    ]
    for path, sent in acts:
        assert set(cast.auditor.no(403, "post", path, sent)) == {"agreement.officers_only"}
        assert cast.stranger.no(404, "post", path, sent)
    assert cast.treasurer.ok("get", "pilot-hypotheses")["count"] == 0
