"""Amendments: the same decisions as the agreement needs, terms by day and as known, and what may not be changed."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Agreement, Amendment, Commitment, Party, SharedCost, TermsVersion
from agreements.services import documents
from office.models import Organization, Population
from tests.agreements.region import (
    HOST,
    MEMBERS,
    NEWCOMER,
    YES,
    amended,
    answered,
    body,
    decided,
    municipalities,
    officer_of,
    promised,
    seventh,
)
from tests.agreements.sample import active as active_id
from tests.agreements.sample import content, twin
from tests.cast import UMEA, VAN, Cast, Client, organization, user

Json = dict[str, Any]
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def active(cast: Cast) -> Json:
    """The model agreement, in force."""
    found: Json = cast.officer.ok("get", f"agreements/{active_id(cast)}")
    return found


@pytest.fixture
def members() -> dict[str, Organization]:
    return municipalities()


@pytest.fixture
def newcomer() -> Organization:
    return seventh()


def test_a_member_joins_within_the_year(members: dict[str, Organization], newcomer: Organization) -> None:
    """The worked case: from 1 July the seventh pays its days, and everybody else less."""
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    assert (made["state"], made["number"]) == ("proposed", 1)
    assert set(made["waiting_for"]) == {one.pk for one in [*members.values(), newcomer]}
    theirs = officer_of(newcomer)
    assert theirs.ok("get", f"agreements/{agreement['id']}")["title"] == "Umeåregionens kontor"  # sees what it is asked
    assert not Party.objects.filter(organization=newcomer).exists()
    made = answered(made, newcomer, *members.values())
    assert (made["state"], made["agreed_on"], made["waiting_for"]) == ("agreed", "2026-05-04", [])
    shares = {
        "Bjurholm": 18313, "Vindeln": 42685, "Robertsfor": 52337, "Nordmaling": 54828, "Vännä": 72500, "Umeå": 1069891,
        "Örnsköldsvik": 189446,
    }  # fmt: skip
    assert promised(host, agreement, "2026-12-31", "2026") == shares
    assert sum(shares.values()) == 1_500_000
    assert promised(host, agreement, "2026-12-31", "2027")["Örnsköldsvik"] == 375_804
    before = promised(host, agreement, "2026-06-30", "2026")
    assert before["Bjurholm"] == 20_960
    assert "Örnsköldsvik" not in before
    mine = theirs.ok("get", f"agreements/{agreement['id']}/shares")["results"]
    told = [one for one in mine if one["code"] == "2284"]
    assert [one["amount"] for one in told] == ["189446.00", "375804.00"]
    first = next(one for one in mine if one["code"] == "2403" and one["period"] == "2026")
    assert [one["of"] for one in first["windows"]] == [743_836, 756_164]


def test_known_at_shows_what_was_known(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    moment = Agreement.objects.get().recorded_at.isoformat().replace("+00:00", "Z")
    answered(made, newcomer, *members.values())
    later = TermsVersion.objects.last()
    assert later is not None
    assert promised(host, agreement, "2026-12-31", "2026")["Bjurholm"] == 18_313
    known = Agreement.objects.get().proposed_at
    assert known is not None
    at = known.isoformat().replace("+00:00", "Z")
    assert moment < at
    answer = host.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2026-12-31&known_at={at}")
    assert len(answer["periods"][0]["lines"]) == 6


def test_terms_of_a_day_in_the_record(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(
        agreement, host, title="Åttan", ends_on="2028-12-31", join=[{"organization": NEWCOMER, "role": "member"}]
    )
    answered(made, newcomer, *members.values())
    path = f"agreements/{agreement['id']}"
    then, after = host.ok("get", f"{path}?as_of=2026-06-30"), host.ok("get", f"{path}?as_of=2026-07-01")
    assert (then["state"], after["state"]) == ("active", "active")
    listed = host.ok("get", "agreements?as_of=2026-07-01&state=active")["results"]
    assert [(one["title"], len(one["parties"])) for one in listed] == [("Åttan", 7)]
    assert (then["title"], then["ends_on"], len(then["parties"])) == ("Umeåregionens kontor", "2027-12-31", 6)
    assert (after["title"], after["ends_on"], len(after["parties"])) == ("Åttan", "2028-12-31", 7)
    assert len(then["commitments"]) == 6
    assert [one["period"] for one in after["commitments"][0]["amounts"]] == ["2026", "2027", "2028"]
    assert host.ok("get", path)["title"] in ("Umeåregionens kontor", "Åttan")


def test_a_yearly_amount_from_a_day_on(cast: Cast) -> None:
    """1 500 000 a year becomes 1 800 000 from 1 July 2021: 2021 gets the days' share of each."""
    agreement = active(cast)
    commitment = next(row["id"] for row in agreement["commitments"] if row["kind"] == "funding")
    made = amended(
        agreement,
        cast.officer,
        effective_on="2021-07-01",
        commitments=[{"commitment": commitment, "amount": "1800000.00"}],
    )
    assert (made["value_before"], made["value_after"]) == ("4500000.00", "4951232.88")
    assert (made["value_change"], made["major"]) == ("0.1003", False)
    assert "Umeå kommun, funding, 2021: 1,651,232.88 kr (before: 1,500,000 kr)." in made["sentences"]
    swedish = twin(cast.officer, "sv").ok("get", f"amendments/{made['id']}")["sentences"]
    assert "Umeå kommun, finansiering, 2022: 1 800 000 kr (förut 1 500 000 kr)." in [
        text.replace("\xa0", " ") for text in swedish
    ]
    _both(cast, made)
    assert promised(cast.officer, agreement, "2021-06-30", "2021")["Umeå"] == 1_500_000
    assert promised(cast.officer, agreement, "2021-07-01", "2021")["Umeå"] == 1_651_232
    assert promised(cast.officer, agreement, "2021-07-01", "2020")["Umeå"] == 1_500_000
    assert promised(cast.officer, agreement, "2021-07-01", "2022")["Umeå"] == 1_800_000
    too_much = {"agreement": agreement["id"], "period": "2022", "amount": "1800000.01", "paid_on": "2022-01-31"}
    assert cast.officer.send("post", "payments", too_much).status_code == 400
    cast.officer.ok("post", "payments", {**too_much, "amount": "1800000.00"})


def _both(cast: Cast, amendment: Json) -> None:
    """The municipality decides and the association signs."""
    path = f"amendments/{amendment['id']}/answers"
    said = {"body": "Kommunstyrelsen", "paragraph": "§ 5", "answered_on": "2021-05-01"}
    cast.officer.ok("post", path, {"organization": UMEA, **said})
    cast.officer.ok("post", path, {"organization": VAN, "signed_by": "Ordföranden", "answered_on": "2021-05-02"})


def test_more_than_a_fifth_is_flagged(cast: Cast) -> None:
    agreement = active(cast)
    commitment = next(row["id"] for row in agreement["commitments"] if row["kind"] == "funding")
    said = [{"commitment": commitment, "amount": "2500000.00"}]
    made = amended(agreement, cast.officer, effective_on="2021-01-01", commitments=said)
    assert (made["value_change"], made["major"]) == ("0.4444", True)


def test_components_change_with_a_period(cast: Cast) -> None:
    agreement = active(cast)
    own = next(row["id"] for row in agreement["commitments"] if row["kind"] == "co_financing")
    parts = [{"kind": "volunteer_time", "amount": "700000.00"}, {"kind": "own_cash", "amount": "300000.00"}]
    change = {"commitment": own, "amount": "1000000.00", "components": parts}
    path = f"agreements/{agreement['id']}/amendments"
    said = {"reason": "x", "document": "KS/1", "commitments": [change]}
    assert "amendment.components_within_period" in cast.officer.no(
        400, "post", path, {**said, "effective_on": "2021-05-01"}
    )
    made = amended(agreement, cast.officer, effective_on="2022-01-01", commitments=[change])
    assert made["sentences"][0] == (
        "Vän i Umeå, own contribution, from 1 January 2022: volunteer time 700,000 kr, own cash 300,000 kr "
        "(before: volunteer time 975,000 kr, own cash 325,000 kr)."
    )
    _both(cast, made)
    answer = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2022-06-30")
    lines = {one["period"]: one["lines"] for one in answer["periods"]}
    own_lines = {
        label: next(line for line in found if line["kind"] == "co_financing") for label, found in lines.items()
    }
    assert {label: line["promised"] for label, line in own_lines.items()} == {
        "2020": "1300000.00", "2021": "1300000.00", "2022": "1000000.00",
    }  # fmt: skip


def test_extend_and_shorten(cast: Cast) -> None:
    agreement = active(cast)
    made = amended(agreement, cast.officer, effective_on="2022-01-01", ends_on="2023-12-31")
    assert "The agreement is extended to 31 December 2023, inclusive (before: 31 December 2022)." in made["sentences"]
    _both(cast, made)
    answer = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2022-06-30")
    assert [one["period"] for one in answer["periods"]] == ["2020", "2021", "2022", "2023"]
    shorter = amended(agreement, cast.officer, effective_on="2022-02-01", ends_on="2022-06-30")
    _both(cast, shorter)
    answer = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2022-06-30")
    assert [(one["period"], one["ends_on"]) for one in answer["periods"]][-1] == ("2022", "2022-06-30")
    answer = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2022-01-31")
    assert answer["periods"][-1]["period"] == "2023"


def test_two_open_amendments_on_one_field(cast: Cast) -> None:
    agreement = active(cast)
    first = amended(agreement, cast.officer, effective_on="2022-01-01", ends_on="2023-12-31")
    second = amended(agreement, cast.officer, effective_on="2022-01-01", ends_on="2024-12-31")
    other = amended(agreement, cast.officer, effective_on="2022-01-01", title="Nytt namn")
    _both(cast, first)
    said = {"organization": UMEA, "body": "KS", "paragraph": "§ 6"}
    refused = cast.officer.no(409, "post", f"amendments/{second['id']}/answers", said)["amendment.overtaken"]
    assert (refused["path"], refused["expected"], refused["actual"]) == ("ends_on", "2022-12-31", "2023-12-31")
    _both(cast, other)  # different fields both hold
    record = cast.officer.ok("get", f"agreements/{agreement['id']}")
    assert (record["title"], record["ends_on"]) == ("Nytt namn", "2023-12-31")
    assert cast.officer.ok("get", f"amendments/{second['id']}")["state"] == "proposed"
    assert cast.officer.ok("post", f"amendments/{second['id']}/withdraw", {})["state"] == "withdrawn"


def test_both_values_are_told_in_words(cast: Cast) -> None:
    agreement = active(cast)
    first, second, longer, shorter = (
        amended(agreement, cast.officer, effective_on="2022-01-01", **said)
        for said in (
            {"conditions": {"settlement": "yearly", "notice_months": 6}},
            {"conditions": {"settlement": {"value": "yearly", "clause": "§ 9"}, "report_due": "04-30"}},
            {"ends_on": "2023-12-31"},
            {"ends_on": "2022-06-30"},
        )
    )
    assert first["sentences"] == [
        "Settlement: year by year (before: over the whole term).", "Notice: 6 months (before: nothing).",
    ]  # fmt: skip
    assert second["sentences"][1] == "Report due: 30 April (before: 31 March)."
    for one in (first, longer):
        _both(cast, one)
    said, swedish = {"organization": UMEA, "body": "KS", "paragraph": "§ 6"}, twin(cast.officer, "sv")
    for one, was, now in (
        (second, "Avräkning var över hela avtalstiden", "år för år"),
        (shorter, "Avtalets sista dag var 31 december 2022", "31 december 2023"),
    ):
        refused = swedish.no(409, "post", f"amendments/{one['id']}/answers", said)["amendment.overtaken"]
        assert refused["message"] == f"{was} när det här föreslogs; ett annat tilläggsavtal har gjort det till {now}."


def test_two_open_amendments_on_one_field_that_take_effect_on_other_days(cast: Cast) -> None:
    """The one that takes effect first is decided second: on its day the field is as it was, at last it is not."""
    agreement = active(cast)
    funding = next(row["id"] for row in agreement["commitments"] if row["kind"] == "funding")
    more = {"ends_on": "2024-12-31", "commitments": [{"commitment": funding, "amount": "1600000.00"}]}
    late = amended(agreement, cast.officer, effective_on="2022-07-01", **more)
    early = amended(agreement, cast.officer, effective_on="2022-01-01", ends_on="2023-12-31")
    less = [{"commitment": funding, "amount": "1400000.00"}]
    lower = amended(agreement, cast.officer, effective_on="2022-01-01", commitments=less)
    _both(cast, late)
    said = {"organization": UMEA, "body": "KS", "paragraph": "§ 6"}
    for made, told in (
        (early, ("ends_on", "2022-12-31", "2024-12-31")),
        (lower, (f"commitments.{funding}.amount", "1500000.00", "1600000.00")),
    ):
        refused = cast.officer.no(409, "post", f"amendments/{made['id']}/answers", said)["amendment.overtaken"]
        assert (refused["path"], refused["expected"], refused["actual"]) == told


def test_an_amendment_binds_by_the_agreements_own_rule(members: dict[str, Organization]) -> None:
    host = officer_of(members["2480"])
    made = host.ok("post", "agreements", {**body(), "conditions": {"binds_by": "majority"}})
    path = f"agreements/{made['id']}"
    host.ok("post", f"{path}/propose", {})
    said = {"outcome": "yes", "body": "Kommunstyrelsen", "paragraph": "§ 1", "decided_on": "2025-12-01"}
    for one in list(members.values())[:4]:
        officer_of(one).ok("post", f"{path}/decisions", {"organization": one.pk, **said})
    longer = amended(made, host, ends_on="2028-12-31")
    assert answered(longer, *list(members.values())[:4])["state"] == "agreed"


def test_an_answer_names_its_document(cast: Cast) -> None:
    made = amended(active(cast), cast.officer, effective_on="2022-01-01", title="Nytt namn")
    said = {"organization": UMEA, "body": "KS", "paragraph": "§ 6", "document": "KS-2021/5-3"}
    path = f"amendments/{made['id']}"
    assert cast.officer.ok("post", f"{path}/answers", said)["document"] == "KS-2021/5-3"
    assert [one["document"] for one in cast.officer.ok("get", path)["answers"]] == ["KS-2021/5-3"]


def test_one_no_ends_it(cast: Cast) -> None:
    agreement = active(cast)
    made = amended(agreement, cast.officer, effective_on="2022-01-01", title="Nytt namn")
    said = {"organization": UMEA, "outcome": "no", "body": "KS", "paragraph": "§ 6"}
    cast.officer.ok("post", f"amendments/{made['id']}/answers", said)
    path = f"amendments/{made['id']}"
    assert cast.officer.ok("get", path)["state"] == "rejected"
    signature = {"organization": VAN, "signed_by": "Ordföranden"}
    assert "amendment.state" in cast.officer.no(409, "post", f"{path}/answers", signature)
    assert cast.officer.ok("get", f"agreements/{agreement['id']}")["title"] == agreement["title"]
    assert not TermsVersion.objects.exists()


def test_a_party_leaves_and_promises_nothing_more(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, effective_on="2027-01-01", leave=[{"organization": MEMBERS["2460"][1]}])
    answered(made, *members.values())
    assert "Vännä" not in promised(host, agreement, "2027-01-01", "2027")
    assert sum(promised(host, agreement, "2027-01-01", "2027").values()) == 1_500_000
    assert promised(host, agreement, "2026-12-31", "2027")["Vännä"] == 82_980
    refused = host.no(400, "post", f"agreements/{agreement['id']}/amendments", {
        "effective_on": "2027-07-01", "reason": "x", "document": "KS/2", "leave": [{"organization": HOST}],
    })  # fmt: skip
    assert set(refused) == {"parties.owner_missing"}


def test_another_key_and_amount(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]
    equal = [{"shared_cost": cost, "basis": "equal", "amount": "600000.00"}]
    made = amended(agreement, host, effective_on="2027-01-01", shared_costs=equal)
    assert made["sentences"][0] == (
        "Kontoret is shared in equal parts from 1 January 2027 (before: by inhabitants on 31 May 2026)."
    )
    swedish = twin(host, "sv").ok("get", f"amendments/{made['id']}")["sentences"]
    assert swedish[0] == ("Kontoret delas från och med 1 januari 2027 i lika delar (förut efter invånare 31 maj 2026).")
    made = answered(made, *members.values())
    assert set(promised(host, agreement, "2027-01-01", "2027").values()) == {100_000}
    assert promised(host, agreement, "2027-01-01", "2026")["Bjurholm"] == 20_960
    parts = [{"organization": one.pk, "percent": "20"} for one in list(members.values())[1:]]
    changed = [{"shared_cost": cost, "basis": "percentages", "members": parts}]
    again = amended(agreement, host, effective_on="2027-07-01", shared_costs=changed)
    answered(again, *members.values())
    assert sum(promised(host, agreement, "2027-07-01", "2027").values()) == 600_000


def test_an_amendment_keeps_what_it_made_and_no_others(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """The second takes effect first: the one that had joined by then is named by its rows in both versions."""
    agreement, host = decided(members), officer_of(members["2480"])
    joins = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    answered(joins, newcomer, *members.values())
    joined, promise = Party.objects.get(organization=newcomer), Commitment.objects.get(party__organization=newcomer)
    more = [{"shared_cost": agreement["shared_costs"][0]["id"], "amount": "1800000.00"}]
    dearer = amended(agreement, host, effective_on="2026-06-01", shared_costs=more)
    answered(dearer, newcomer, *members.values())
    kept = [one.created for one in Amendment.objects.order_by("number")]
    assert [sorted(one.values()) for one in kept] == [sorted([joined.pk, promise.pk]), []]
    assert Commitment.objects.count() == len(members) + 1
    last = TermsVersion.objects.order_by("pk").reverse()[0]
    assert last.amendment_id == joins["id"]
    assert (last.terms["parties"][-1]["party"], last.terms["commitments"][-1]["id"]) == (joined.pk, promise.pk)


def test_who_shares_is_not_changed_from_before_somebody_joins(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """Who shares from July is agreed: a key of June would leave the seventh's share without a member."""
    agreement, host = decided(members), officer_of(members["2480"])
    joins = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    answered(joins, newcomer, *members.values())
    equal = {"shared_costs": [{"shared_cost": agreement["shared_costs"][0]["id"], "basis": "equal"}]}
    said = {"reason": "Påhittat", "document": "KS-2026/9", "effective_on": "2026-06-01", **equal}
    refused = host.no(400, "post", f"agreements/{agreement['id']}/amendments", said)["amendment.before_it_began"]
    assert refused["path"] == "shared_costs[0]"
    assert (refused["expected"], refused["actual"]) == (">= 2026-07-01", "2026-06-01")
    promise = Commitment.objects.get(party__organization=newcomer)
    assert documents.brought_later(promise.agreement, date(2026, 6, 30)) == {
        ("party", promise.party_id): date(2026, 7, 1),
        ("commitment", promise.pk): date(2026, 7, 1),
    }
    assert documents.brought_later(promise.agreement, date(2026, 7, 1)) == {}
    amended(agreement, host, effective_on="2026-07-01", **equal)


def test_everything_wrong_is_told_at_once(cast: Cast) -> None:
    agreement = active(cast)
    funding = next(row["id"] for row in agreement["commitments"] if row["kind"] == "funding")
    own = next(row["id"] for row in agreement["commitments"] if row["kind"] == "co_financing")
    wrong = {
        "effective_on": "2030-01-01",
        "reason": "x",
        "document": "KS/1",
        "join": [{"organization": VAN, "role": "recipient"}],
        "leave": [{"organization": UMEA}],
        "commitments": [
            {"commitment": funding, "amounts": [{"period": "2021", "amount": "1.00"}]},
            {"commitment": own, "recipient": VAN},
            {"commitment": 999999, "amount": "1.00"},
        ],
        "shared_costs": [{"shared_cost": 5, "amount": "1.00"}],
    }
    found = cast.officer.no(400, "post", f"agreements/{agreement['id']}/amendments", wrong)
    assert {code: one["path"] for code, one in found.items()} == {
        "amendment.outside_term": "effective_on",
        "parties.duplicate": "join[0].organization",
        "parties.owner_missing": "leave[0].organization",
        "commitment.field_not_for_per": "commitments[0].amounts",
        "commitment.field_not_for_kind": "commitments[1].recipient",
        "commitment.unknown": "commitments[2].commitment",
        "shared_cost.unknown": "shared_costs[0].shared_cost",
    }
    same = {"effective_on": "2022-01-01", "reason": "x", "document": "KS/1", "title": agreement["title"]}
    refused = cast.officer.no(400, "post", f"agreements/{agreement['id']}/amendments", same)
    assert set(refused) == {"amendment.changes_nothing"}
    assert not Amendment.objects.exists()


def test_each_decides_for_itself(members: dict[str, Organization], newcomer: Organization) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    made = amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}])
    path = f"amendments/{made['id']}"
    refused = host.no(403, "post", f"{path}/answers", {"organization": newcomer.pk, **YES})
    assert "decision.not_yours" in refused
    nobody = Client(user("utan", "officer", organization("212000-3005")))
    assert nobody.send("get", path).status_code == 404
    assert officer_of(newcomer).ok("get", path)["actions"] == ["answer"]
    assert "agreement.officers_only" in officer_of(newcomer).no(403, "post", f"{path}/withdraw", {})
    twice = {"organization": members["2480"].pk, **YES}
    host.ok("post", f"{path}/answers", twice)
    assert "party.answered" in host.no(409, "post", f"{path}/answers", twice)


def test_a_new_commitment_and_recipient(cast: Cast) -> None:
    agreement = active(cast)
    other = organization("802000-0025", "Andra föreningen")
    funding = next(row["id"] for row in agreement["commitments"] if row["kind"] == "funding")
    made = amended(
        agreement,
        cast.officer,
        effective_on="2022-01-01",
        join=[{"organization": other.number, "role": "recipient"}],
        commitments=[{"commitment": funding, "recipient": other.number}],
        add=[{"party": UMEA, "kind": "funding", "amount": "100000.00", "recipient": VAN, "name": "Lokal"}],
    )
    _both(cast, made)
    signed = {"organization": other.pk, "signed_by": "Kassören", "answered_on": "2021-05-03"}
    cast.officer.ok("post", f"amendments/{made['id']}/answers", signed)
    record = cast.officer.ok("get", f"agreements/{agreement['id']}?as_of=2022-01-01")
    added = next(row for row in record["commitments"] if row["name"] == "Lokal")
    answer = cast.officer.ok("get", f"agreements/{agreement['id']}/commitment-check?as_of=2022-06-30")
    promised_by = {
        one["period"]: sorted(line["promised"] for line in one["lines"] if line["kind"] == "funding")
        for one in answer["periods"]
    }
    assert promised_by["2022"] == ["100000.00", "1500000.00"]
    assert "100000.00" not in promised_by["2021"]
    assert Commitment.objects.get(pk=added["id"]).recipient is not None
    assert date(2022, 1, 1) <= date.fromisoformat(record["ends_on"])


def test_a_period_that_is_reported_and_approved_stands(cast: Cast) -> None:
    agreement = active(cast)
    report = cast.treasurer.ok("post", "annual-reports", {"agreement": agreement["id"], "period": "2020", **content()})
    cast.treasurer.ok("post", f"annual-reports/{report['id']}/submit", {})
    cast.officer.ok("post", f"annual-reports/{report['id']}/approve", {})
    funding = next(row["id"] for row in agreement["commitments"] if row["kind"] == "funding")
    more = [{"commitment": funding, "amount": "1800000.00"}]
    path = f"agreements/{agreement['id']}/amendments"
    said = {"effective_on": "2020-12-01", "reason": "x", "document": "KS/1", "commitments": more}
    refused = cast.officer.no(400, "post", path, said)["amendment.period_approved"]
    assert refused["actual"] == ["2020"]
    amended(agreement, cast.officer, effective_on="2021-01-01", commitments=more)


def test_shares_say_by_which_key_they_came_about_also_of_who_has_left(members: dict[str, Organization]) -> None:
    """Per capita until July, then in equal parts, and without Vännäs."""
    agreement, host = decided(members), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]
    leaving = [{"organization": members["2460"].pk}]
    made = amended(agreement, host, leave=leaving, shared_costs=[{"shared_cost": cost, "basis": "equal"}])
    answered(made, *members.values())
    found = host.ok("get", f"agreements/{agreement['id']}/shares")["results"]
    rows = {(one["period"], one["code"]): one for one in found}
    assert ("2027", "2460") not in rows
    assert rows["2026", "2460"]["basis"] == "per_capita"
    assert rows["2026", "2460"]["formula"].endswith("(inhabitants on 2026-05-31: SCB, maj 2026)")
    first, second = rows["2026", "2403"]["formula"].split("; ")
    assert "÷ 165,672 inhabitants" in first
    assert first.endswith("(inhabitants on 2026-05-31: SCB, maj 2026)")
    assert second == "2026-07-01 – 2026-12-31: SEK 756,164 in equal parts among 5 = 151,232.8, rounded SEK 151,233"
    assert rows["2027", "2403"]["formula"] == "SEK 1,500,000 in equal parts among 5 = 300,000"


def test_a_term_shortened_meanwhile_is_looked_at_when_the_answer_comes(cast: Cast) -> None:
    agreement = active(cast)
    late = amended(agreement, cast.officer, effective_on="2022-07-01", title="Nytt namn")
    _both(cast, amended(agreement, cast.officer, effective_on="2022-01-01", ends_on="2022-03-31"))
    said = {"organization": UMEA, "body": "KS", "paragraph": "§ 6"}
    refused = cast.officer.no(409, "post", f"amendments/{late['id']}/answers", said)["amendment.outside_term"]
    assert (refused["expected"], refused["actual"]) == ("2020-01-01 – 2022-03-31", "2022-07-01")
    no = {**said, "outcome": "no"}
    assert cast.officer.ok("post", f"amendments/{late['id']}/answers", no)["outcome"] == "no"


def test_who_leaves_later_still_answers_what_takes_effect_before(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    leaving = [{"organization": members["2460"].pk}]
    answered(amended(agreement, host, effective_on="2027-07-01", leave=leaving), *members.values())
    before = amended(agreement, host, effective_on="2027-01-01", title="Nytt namn")
    assert members["2460"].pk in before["waiting_for"]
    after = amended(agreement, host, effective_on="2027-07-01", title="Annat namn")
    assert members["2460"].pk not in after["waiting_for"]


def test_listed_amounts_name_the_terms_periods(members: dict[str, Organization]) -> None:
    host = officer_of(members["2480"])
    listed = [{"period": "2026", "amount": "600000.00"}, {"period": "2027", "amount": "600000.00"}]
    agreement = decided(members, basis="equal", reference_date=None, amount=None, amounts=listed)
    path, cost = f"agreements/{agreement['id']}/amendments", agreement["shared_costs"][0]["id"]
    said = {"effective_on": "2027-01-01", "reason": "x", "document": "KS/1"}
    unknown = [{"shared_cost": cost, "amounts": [*listed, {"period": "2099", "amount": "1.00"}]}]
    assert "amounts.periods" in host.no(400, "post", path, {**said, "shared_costs": unknown})
    longer = {**said, "ends_on": "2028-12-31"}
    assert "shared_cost.amounts_missing" in host.no(400, "post", path, longer)
    more = [{"shared_cost": cost, "amounts": [*listed, {"period": "2028", "amount": "900000.00"}]}]
    made = answered(host.ok("post", path, {**longer, "shared_costs": more}), *members.values())
    assert made["state"] == "agreed"
    assert set(promised(host, agreement, "2027-01-01", "2028").values()) == {150_000}
    assert len(SharedCost.objects.get(pk=cost).history) == 1
    new = [{"party": HOST, "kind": "funding", "per": "period", "amounts": [{"period": "2019", "amount": "1.00"}]}]
    refused = host.no(400, "post", path, {**said, "add": new})
    assert (set(refused), refused["amounts.periods"]["path"]) == ({"amounts.periods"}, "add[0].amounts")


def test_the_periods_stay_as_they_are_cut(cast: Cast) -> None:
    agreement = active(cast)
    said = {"effective_on": "2022-01-01", "reason": "x", "document": "KS/1"}
    basis = {**said, "conditions": {"period_basis": "agreement_year"}}
    refused = cast.officer.no(400, "post", f"agreements/{agreement['id']}/amendments", basis)
    assert set(refused) == {"amendment.period_basis"}
    stranger = [{"party": UMEA, "kind": "funding", "amount": "1.00", "recipient": organization("802000-0033").number}]
    answer = cast.officer.send("post", f"agreements/{agreement['id']}/amendments", {**said, "add": stranger}).json()
    assert [(one["code"], one["path"]) for one in answer["errors"]] == [("commitment.not_a_party", "add[0].recipient")]


def test_two_that_take_effect_on_one_day(members: dict[str, Organization], newcomer: Organization) -> None:
    """One joins and the cost rises: different fields, both hold."""
    agreement, host = decided(members), officer_of(members["2480"])
    answered(amended(agreement, host, join=[{"organization": NEWCOMER, "role": "member"}]), newcomer, *members.values())
    more = [{"shared_cost": agreement["shared_costs"][0]["id"], "amount": "3000000.00"}]
    made = answered(amended(agreement, host, shared_costs=more), newcomer, *members.values())
    assert made["state"] == "agreed"
    assert sum(promised(host, agreement, "2027-01-01", "2027").values()) == 3_000_000
    assert promised(host, agreement, "2027-01-01", "2027")["Örnsköldsvik"] == 751_608


def test_an_early_end_leaves_each_member_its_own_days(members: dict[str, Organization], newcomer: Organization) -> None:
    """Vännäs leaves and Örnsköldsvik joins on 1 July; the term then ends on 30 September: 1 500 000 × 273 ÷ 365."""
    agreement, host = decided(members), officer_of(members["2480"])
    moves = {
        "join": [{"organization": NEWCOMER, "role": "member"}],
        "leave": [{"organization": members["2460"].pk}],
    }
    answered(amended(agreement, host, **moves), newcomer, *members.values())
    stay = [newcomer, *(one for code, one in members.items() if code != "2460")]
    answered(amended(agreement, host, effective_on="2026-09-01", ends_on="2026-09-30"), *stay)
    shares = promised(host, agreement, "2026-09-30", "2026")
    assert sum(shares.values()) == 1_121_918
    assert shares["Vännä"] == 41_149  # its 181 days, whatever comes later
    assert shares["Örnsköldsvik"] == 98_821  # its 92 days: 378 082 × 55 382 ÷ 211 889 = 98 820.3, rounded up


def test_another_key_leaves_the_members_and_their_bounds(
    members: dict[str, Organization], newcomer: Organization
) -> None:
    """Five of six share, one with a ceiling: another reference date or key is no reason that the sixth does."""
    later = date(2026, 6, 30)
    for one, inhabitants in ((newcomer, 55_000), *((one, 1_000) for one in members.values())):
        Population.objects.create(organization=one, on=later, inhabitants=inhabitants, source="SCB")
    sharing: list[Json] = [{"organization": one.pk} for code, one in members.items() if code != "2460"]
    sharing[-1]["ceiling"] = "700000.00"
    agreement, host = decided(members, members=sharing), officer_of(members["2480"])
    cost = agreement["shared_costs"][0]["id"]

    def shared(as_of: str) -> dict[str, str | None]:
        (found,) = host.ok("get", f"agreements/{agreement['id']}?as_of={as_of}")["shared_costs"]
        return {one["code"]: one["ceiling"] for one in found["members"]}

    assert shared("2026-06-30") == {"2401": None, "2403": None, "2404": None, "2409": None, "2480": "700000.00"}
    dated = [{"shared_cost": cost, "reference_date": str(later)}]
    answered(amended(agreement, host, shared_costs=dated), *members.values())
    assert shared("2026-07-01") == shared("2026-06-30")
    equal = [{"shared_cost": cost, "basis": "equal"}]
    moves = {"join": [{"organization": NEWCOMER, "role": "member"}], "leave": [{"organization": members["2401"].pk}]}
    made = amended(agreement, host, effective_on="2027-01-01", shared_costs=equal, **moves)
    answered(made, newcomer, *members.values())
    assert shared("2027-01-01") == {"2284": None, "2403": None, "2404": None, "2409": None, "2480": "700000.00"}


def test_a_key_repeated_keeps_percentages_and_bounds(members: dict[str, Organization]) -> None:
    parts = [{"organization": one.pk, "percent": "25", "floor": "5.00"} for one in list(members.values())[:4]]
    agreement = decided(members, basis="percentages", reference_date=None, members=parts)
    host, cost = officer_of(members["2480"]), agreement["shared_costs"][0]["id"]
    same = [{"shared_cost": cost, "basis": "percentages", "amount": "2000000.00"}]
    answered(amended(agreement, host, shared_costs=same), *members.values())
    (found,) = host.ok("get", f"agreements/{agreement['id']}?as_of=2026-07-01")["shared_costs"]
    assert {(one["weight"], one["floor"]) for one in found["members"]} == {("25.00", "5.00")}
    path = f"agreements/{agreement['id']}/amendments"
    said = {"effective_on": "2027-01-01", "reason": "x", "document": "KS/1"}
    answer = host.send("post", path, {**said, "shared_costs": [{"shared_cost": cost, "basis": "usage"}]}).json()
    assert [(one["path"], one["code"]) for one in answer["errors"]] == [("shared_costs[0].members", "required")]
    answer = host.send(
        "post",
        path,
        {**said, "shared_costs": [{"shared_cost": cost, "basis": "per_capita", "reference_date": "2020-01-01"}]},
    ).json()
    assert {(one["path"], one["code"]) for one in answer["errors"]} == {
        ("shared_costs[0].members", "population.missing")
    }


def test_who_has_left_decides_no_more(members: dict[str, Organization]) -> None:
    """It reads on and pays what it owes for its days; those who stay decide what comes."""
    agreement, host, gone = decided(members), officer_of(members["2480"]), members["2460"]
    answered(amended(agreement, host, leave=[{"organization": gone.pk}]), *members.values())
    path, theirs = f"agreements/{agreement['id']}", officer_of(gone)
    left = {one["organization"]: one["left_on"] for one in host.ok("get", path)["parties"]}
    assert left == {one.pk: "2026-06-30" if one == gone else None for one in members.values()}
    said = {"reason": "x", "document": "KS/2"}
    assert set(theirs.ok("get", path)["actions"]).isdisjoint({"amend", "terminate", "give_notice"})
    (row,) = theirs.ok("get", "agreements")["results"]
    assert row["actions"] == theirs.ok("get", path)["actions"]
    assert "pay" in row["actions"]
    for door, more in (
        (f"{path}/amendments", {**said, "effective_on": "2027-01-01", "title": "Annat namn"}),
        (f"{path}/terminate", {**said, "last_day": "2026-10-31"}),
        (f"{path}/notices", {**said, "organization": gone.pk}),
        ("tasks", {"agreement": agreement["id"], "organization": gone.pk, "text": "x", "due_on": "2027-01-01"}),
    ):
        assert set(theirs.no(403, "post", door, more)) == {"agreement.left"}
    assert {"amend", "give_notice"} <= set(host.ok("get", path)["actions"])


def test_one_thing_stands_in_one_place(members: dict[str, Organization]) -> None:
    agreement, host = decided(members), officer_of(members["2480"])
    cost, leaving = agreement["shared_costs"][0]["id"], members["2460"].pk
    unknown = organization("212000-3005", "Okänd kommun", municipality_code="2505")
    said = {
        "effective_on": "2027-01-01", "ends_on": "2025-06-30", "reason": "x", "document": "KS/1",
        "join": [{"organization": unknown.number, "role": "member"}],
        "leave": [{"organization": leaving}, {"organization": MEMBERS["2460"][1]}],
        "shared_costs": [{"shared_cost": cost, "amount": "1.00"}, {"shared_cost": cost, "amount": "2.00"}],
    }  # fmt: skip
    answer = host.send("post", f"agreements/{agreement['id']}/amendments", said).json()
    assert {(one["path"], one["code"]) for one in answer["errors"]} == {
        ("ends_on", "term.ends_before_start"),
        ("join[0].organization", "population.missing"),
        ("leave[1].organization", "amendment.twice"),
        ("shared_costs[1].shared_cost", "amendment.twice"),
    }
