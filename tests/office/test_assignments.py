"""An auditor reads by assignment: a named person, an organisation or a board, some years, through a last day."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from office.clock import today
from office.models import AuditEvent, Membership, Organization
from tests.agreements.sample import active, handed_in
from tests.cast import EPOCH, UMEA, VAN, VANNAS, Cast, Client, organization, user
from tests.contracts.test_queries import queries
from tests.finance.ledgers import explained
from tests.finance.paying import confirmed, decided
from tests.reports.taking_out import asked, work_off

NAMED = {"organization": UMEA, "username": "granskare", "ends_on": "2199-12-31", "decision": "KF 2026-01-29 § 4"}


def auditor(audited: Organization, name: str = "granskare", **assignment: Any) -> Client:
    who = user(name)
    Membership.objects.create(user=who, organization=audited, role="auditor", **{"starts_on": EPOCH, **assignment})
    return Client(who)


@pytest.mark.parametrize(
    ("first", "last", "seen"),
    [
        (None, None, 1),
        (2022, 2022, 1),
        (None, 2020, 1),
        (2010, 2019, 0),
        (2022, None, 1),
        (2023, None, 0),
    ],
)
def test_an_agreement_with_a_day_in_the_years_is_read_whole(
    cast: Cast, first: int | None, last: int | None, seen: int
) -> None:
    """It runs 2020–2022."""
    pk = active(cast)
    report = handed_in(cast.officer, pk)["id"]
    who = auditor(cast.umea, first_year=first, last_year=last)
    for path in ("agreements", "annual-reports", "commitment-checks", "volunteer-hours"):
        assert len(who.ok("get", path)["results"]) == seen, path
    of_report = f"audit-events?subject_type=annualreport&subject_id={report}"
    assert who.ok("get", of_report)["count"] == seen
    assert who.get(f"/api/v1/annual-reports/{report}").status_code == (200 if seen else 404)


def test_years_take_no_more_queries_for_more_agreements(cast: Cast) -> None:
    who = auditor(cast.umea, first_year=2020, last_year=2021)
    auditor(cast.vannas, first_year=2022)
    paths = ("agreements", "annual-reports", "audit-events", "commitment-checks", "payment-files", "payee-accounts")
    handed_in(cast.officer, active(cast))
    few = [len(queries(who, path)) for path in paths]
    for serial in range(3):
        handed_in(cast.officer, active(cast, reference=str(serial)))
    assert [len(queries(who, path)) for path in paths] == few


@pytest.mark.both
def test_what_is_of_no_agreement_has_years_too(cast: Cast) -> None:
    pk = active(cast)
    confirmed(cast)
    decided(cast, pk, amount="1.00")
    cast.officer.ok("post", "payment-files", {"payer": UMEA})
    explained(cast.officer)
    other = active(cast, reference="KS/2", starts_on="2025-01-01", ends_on="2026-12-31")
    decided(cast, other, period="2025", amount="1.00")
    cast.officer.ok("post", "payment-files", {"payer": UMEA})
    seen = {
        years: [auditor(cast.umea, f"g{years}", first_year=years, last_year=years).ok("get", path)["count"]
                for path in ("payee-accounts", "payment-files", "ledger-imports", "payment-orders")]
        for years in (2019, 2020, 2026)
    }  # fmt: skip
    assert seen == {2019: [0, 0, 0, 0], 2020: [1, 1, 1, 1], 2026: [1, 1, 0, 1]}


def test_assignments_add_up_and_each_ends_after_its_last_day(cast: Cast) -> None:
    active(cast)
    auditor(cast.umea, first_year=2030)
    who = auditor(cast.umea, last_year=2020, ends_on=today())
    assert who.ok("get", "agreements")["count"] == 1
    Membership.objects.filter(last_year=2020).update(ends_on=today() - timedelta(days=1))
    assert who.ok("get", "agreements")["count"] == 0
    Membership.objects.filter(first_year=2030).update(first_year=None)
    assert who.ok("get", "agreements")["count"] == 1


def test_an_officer_who_audits_elsewhere_keeps_what_is_theirs(cast: Cast) -> None:
    pk = active(cast)
    auditor(cast.vannas, "officer2", first_year=2030)
    who = cast.officer2
    assert who.ok("get", f"agreements/{pk}")["actions"] == cast.officer.ok("get", f"agreements/{pk}")["actions"] != []
    assert who.ok("get", "audit-events")["count"] > 5


def test_a_file_is_fetched_no_longer_once_the_years_are_others(cast: Cast) -> None:
    active(cast)
    who = auditor(cast.umea)
    export = asked(who, "agreements")["id"]
    work_off()
    assert who.get(f"/api/v1/exports/{export}/content").status_code == 200
    Membership.objects.filter(user=who.who).update(first_year=2021)
    assert "export.access_lost" in who.no(403, "get", f"exports/{export}/content")


def test_an_officer_gives_an_assignment_by_decision(cast: Cast) -> None:
    pk, who = active(cast), Client(user("granskare"))
    assert who.no(404, "get", f"agreements/{pk}")
    made = cast.officer.ok("post", "audit-assignments", {**NAMED, "first_year": 2020, "last_year": 2021})
    assert made == who.ok("get", f"audit-assignments/{made['id']}")
    assert made == cast.auditor.ok("get", "audit-assignments?ordering=-starts_on")["results"][0]
    assert (made["first_year"], made["last_year"], made["decision"]) == (2020, 2021, NAMED["decision"])
    assert who.ok("get", f"agreements/{pk}")["actions"] == []
    said = AuditEvent.objects.get(subject_type="membership", subject_id=made["id"])
    assert (said.kind, said.actor_name) == ("membership.granted", "officer")
    assert said.data["years"] == [2020, 2021]
    assert who.no(403, "post", "audit-assignments", NAMED)["assignment.not_yours"]["message"]
    assert cast.stranger.ok("get", "audit-assignments")["count"] == 0


@pytest.mark.parametrize("later", [0, 30])
def test_who_audits_it_is_not_named_to_review_for_it(cast: Cast, later: int) -> None:
    """Nothing that an officer does shuts the auditors out of what they have written themselves."""
    board = organization("", "Fritidsnämnden", "board", parent=cast.umea, search_text="fritidsnämnden")
    who = auditor(cast.umea, starts_on=today() + timedelta(days=later))
    for one in (cast.umea, board):
        named = {"organization": one.pk, "username": "granskare"}
        assert cast.officer.no(400, "post", "reviewers", named)["reviewer.auditor"]["actual"] == "granskare"
    Membership.objects.filter(user=who.who).update(starts_on=EPOCH, ends_on=today() - timedelta(days=1))
    cast.officer.ok("post", "reviewers", {"organization": UMEA, "username": "granskare"})


def test_who_reviews_for_it_later_does_not_audit_it_then(cast: Cast) -> None:
    user("granskare")
    review = {"organization": UMEA, "username": "granskare", "starts_on": str(today() + timedelta(days=30))}
    cast.officer.ok("post", "reviewers", review)
    assert "assignment.own_officer" in cast.officer.no(400, "post", "audit-assignments", NAMED)
    before = {**NAMED, "ends_on": str(today() + timedelta(days=29))}
    assert cast.officer.ok("post", "audit-assignments", before)["username"] == "granskare"


def test_everything_wrong_with_an_assignment_is_told_at_once(cast: Cast) -> None:
    wrong = {**NAMED, "starts_on": "2020-01-01", "ends_on": "2019-01-01", "first_year": 2021, "last_year": 2020}
    told = cast.officer.no(400, "post", "audit-assignments", wrong)
    assert set(told) == {"account.unknown", "date.past", "date.out_of_order", "assignment.years_out_of_order"}
    told = cast.officer.no(400, "post", "audit-assignments", {"organization": UMEA, "first_year": 1949})
    assert {one["path"] for one in told.values()} == {"decision", "first_year"}
    assert cast.officer.no(403, "post", "audit-assignments", {**NAMED, "organization": VANNAS})


def test_who_decides_for_it_does_not_audit_it(cast: Cast) -> None:
    board = organization("", "Fritidsnämnden", "board", parent=cast.umea, search_text="fritidsnämnden")
    user("clerk", "officer", board)
    user("second", "reviewer", cast.umea)
    for name, audited in (("officer", cast.umea), ("clerk", cast.umea), ("officer", board), ("second", board)):
        said = {**NAMED, "username": name, "organization": audited.pk}
        assert cast.officer.no(400, "post", "audit-assignments", said)["assignment.own_officer"]["actual"] == name
    assert cast.officer.ok("post", "audit-assignments", {**NAMED, "username": user("treasurer").username})


def test_who_acts_for_an_association_does_not_audit_who_pays_it(cast: Cast) -> None:
    assert cast.treasurer.who
    named = {**NAMED, "username": "treasurer"}
    before = {**named, "ends_on": str(today())}
    cast.officer.ok("post", "audit-assignments", before)  # there is no agreement yet
    active(cast)
    told = cast.officer.no(400, "post", "audit-assignments", named)["assignment.own_association"]
    assert "Vän i Umeå" in told["message"]
    assert cast.stranger.ok("post", "audit-assignments", {**named, "organization": VANNAS})
    seat = {"organization": VAN, "name": "Kim", "office": "Ledamot", "seat": "board", "signs": "not"}
    seat |= {"minutes": "§ 8", "minutes_on": "2025-03-14", "starts_on": "2025-03-14", "username": "treasurer"}
    cast.treasurer.ok("post", "mandates", seat)
    Membership.objects.filter(role="reporter").update(ends_on=today() - timedelta(days=1))
    assert "assignment.own_association" in cast.officer.no(400, "post", "audit-assignments", named)


def test_the_operator_says_the_years(cast: Cast) -> None:
    user("granskare")
    words = ["member", "granskare", "auditor", cast.umea.number, "--first-year", "2020", "--last-year", "2021"]
    call_command(*words, "--decision", "KF § 4", stdout=io.StringIO())
    made = Membership.objects.get(user__username="granskare")
    assert (made.first_year, made.last_year, made.decision) == (2020, 2021, "KF § 4")
    with pytest.raises(CommandError, match="before the first"):
        call_command(*words, "--last-year", "2019")
    with pytest.raises(CommandError, match="Only an auditor's"):
        call_command("member", "granskare", "officer", UMEA, "--first-year", "2020")
