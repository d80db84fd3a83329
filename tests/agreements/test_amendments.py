"""Amendments: the same decisions as the agreement needs, terms by day and as known, and what may not be changed."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Amendment, Commitment, TermsVersion
from tests.agreements.region import (
    amended,
    promised,
)
from tests.agreements.sample import active as active_id
from tests.agreements.sample import content, twin
from tests.cast import UMEA, VAN, Cast, organization

Json = dict[str, Any]
pytestmark = pytest.mark.django_db


def active(cast: Cast) -> Json:
    """The model agreement, in force."""
    found: Json = cast.officer.ok("get", f"agreements/{active_id(cast)}")
    return found


@pytest.mark.both
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
    assert "Umeå kommun, funding, 2021: 1,651,232.88 kr (before: 1,500,000 kr)." in _plain(made["sentences"])
    swedish = twin(cast.officer, "sv").ok("get", f"amendments/{made['id']}")["sentences"]
    assert "Umeå kommun, finansiering, 2022: 1 800 000 kr (förut 1 500 000 kr)." in _plain(swedish)
    _both(cast, made)
    assert promised(cast.officer, agreement, "2021-06-30", "2021")["Umeå"] == 1_500_000
    assert promised(cast.officer, agreement, "2021-07-01", "2021")["Umeå"] == 1_651_232
    assert promised(cast.officer, agreement, "2021-07-01", "2020")["Umeå"] == 1_500_000
    assert promised(cast.officer, agreement, "2021-07-01", "2022")["Umeå"] == 1_800_000
    too_much = {"agreement": agreement["id"], "period": "2022", "amount": "1800000.01", "paid_on": "2022-01-31"}
    assert cast.officer.send("post", "payments", too_much).status_code == 400
    cast.officer.ok("post", "payments", {**too_much, "amount": "1800000.00"})


def _plain(sentences: list[str]) -> list[str]:
    """With blanks that break, as a test is written."""
    return [text.replace("\xa0", " ") for text in sentences]


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
    nameless = {**said, "commitments": [{**change, "components": [{"amount": "1.00"}]}], "effective_on": "2022-01-01"}
    assert cast.officer.no(400, "post", path, nameless)["required"]["path"] == "commitments[0].components[0].kind"
    made = amended(agreement, cast.officer, effective_on="2022-01-01", commitments=[change])
    assert _plain(made["sentences"])[0] == (
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


def test_a_term_shortened_meanwhile_is_looked_at_when_the_answer_comes(cast: Cast) -> None:
    agreement = active(cast)
    late = amended(agreement, cast.officer, effective_on="2022-07-01", title="Nytt namn")
    _both(cast, amended(agreement, cast.officer, effective_on="2022-01-01", ends_on="2022-03-31"))
    said = {"organization": UMEA, "body": "KS", "paragraph": "§ 6"}
    refused = cast.officer.no(409, "post", f"amendments/{late['id']}/answers", said)["amendment.outside_term"]
    assert (refused["expected"], refused["actual"]) == ("2020-01-01 – 2022-03-31", "2022-07-01")
    no = {**said, "outcome": "no"}
    assert cast.officer.ok("post", f"amendments/{late['id']}/answers", no)["outcome"] == "no"


def test_the_periods_stay_as_they_are_cut(cast: Cast) -> None:
    agreement = active(cast)
    said = {"effective_on": "2022-01-01", "reason": "x", "document": "KS/1"}
    basis = {**said, "conditions": {"period_basis": "agreement_year"}}
    refused = cast.officer.no(400, "post", f"agreements/{agreement['id']}/amendments", basis)
    assert set(refused) == {"amendment.period_basis"}
    stranger = [{"party": UMEA, "kind": "funding", "amount": "1.00", "recipient": organization("802000-0033").number}]
    answer = cast.officer.send("post", f"agreements/{agreement['id']}/amendments", {**said, "add": stranger}).json()
    assert [(one["code"], one["path"]) for one in answer["errors"]] == [("commitment.not_a_party", "add[0].recipient")]
