"""Registering an agreement: everything that is wrong is told at once, by path, and nothing is saved."""

from typing import Any

import pytest

from agreements.models import Agreement
from office.models import AuditEvent
from tests.agreements.sample import body, put, registered
from tests.cast import UMEA, VAN, VANNAS, Cast, number

LADDER, STEP = "conditions.late_ladder", {"days": 7, "percent": "10.00"}
RUNGS = {"steps": [STEP, {"days": None, "percent": "100.00"}], "deadline": "02-25"}
RATE, RATES = "conditions.volunteer_rate", "conditions.volunteer_rate.rates"
FUNDING, OWN = "commitments[0]", "commitments[1]"
OWN_RATE = {"category": "adult", "rate": "150.00", "starts_on": "2020-01-01", "ends_on": None, "source": "§ 210"}
BAD: list[tuple[str, Any, str, str]] = [
    # what is changed, to what, the code, and its path where that is not the one changed
    ("ends_on", "2019-12-31", "term.ends_before_start", ""),
    ("ends_on", "2099-12-31", "term.too_long", ""),
    ("ends_on", "2022-02-30", "not_a_date", ""),
    ("ends_on", "31/12 2022", "not_a_date", ""),
    ("ends_on", None, "null", ""),
    ("starts_on", "1066-01-01", "year", ""),
    ("starts_on", 20200101, "not_a_date", ""),
    ("parties[1].organization", UMEA, "parties.duplicate", ""),
    ("parties[1].organization", "802000-0008", "organization_number.invalid", ""),
    ("parties[1].organization", number(101000, "750"), "organization_number.personal", ""),
    ("parties[1].organization", number(999), "organization.unknown", ""),
    ("parties[1].organization", 10**12, "organization.unknown", ""),
    ("parties[1].organization", True, "reference", ""),
    ("parties[1].role", "sponsor", "invalid_choice", ""),
    ("parties", [{"organization": VAN, "role": "recipient"}], "parties.no_public", ""),
    ("parties", [{"organization": VANNAS, "role": "funder"}], "parties.yours_missing", ""),
    ("parties", {}, "not_a_list", ""),
    ("parties[0]", "Umeå", "not_an_object", ""),
    ("kind", "friendship", "invalid_choice", ""),
    ("title", 12, "invalid", ""),
    ("title", "x" * 201, "max_length", ""),
    ("reference", "", "blank", ""),
    ("colour", "blue", "unknown_field", ""),
    (f"{OWN}.party", VANNAS, "commitment.not_a_party", ""),
    (f"{FUNDING}.recipient", VANNAS, "commitment.not_a_party", ""),
    (f"{FUNDING}.amount", "1500000.001", "decimals", ""),
    (f"{FUNDING}.amount", "1 500 000", "not_a_number", ""),
    (f"{FUNDING}.amount", "NaN", "not_a_number", ""),
    (f"{FUNDING}.amount", "1e6", "not_a_number", ""),
    (f"{FUNDING}.amount", "10000000000000.00", "not_a_number", ""),
    (f"{FUNDING}.amount", "-1.00", "negative", ""),
    (f"{FUNDING}.amounts", [{"period": "2020", "amount": "1.00"}], "commitment.field_not_for_per", ""),
    (f"{OWN}.amounts", [{"period": "2020", "amount": "1.00"}], "commitment.field_not_for_per", ""),
    (f"{FUNDING}.per", "period", "required", f"{FUNDING}.amounts"),
    (f"{FUNDING}.components", [{"kind": "own_cash", "amount": "1.00"}], "commitment.field_not_for_kind", ""),
    (f"{FUNDING}.quantity", "40", "commitment.field_not_for_kind", ""),
    (f"{FUNDING}.instalments[0].share", "0.6", "instalments.shares_sum", f"{FUNDING}.instalments"),
    (f"{FUNDING}.instalments[0].share", "1.5", "share", ""),
    (f"{FUNDING}.instalments[0].due", "02-30", "month_day", ""),
    (f"{OWN}.components[1].amount", "325000.01", "components.above_total", f"{OWN}.components"),
    (f"{OWN}.components[1].kind", "volunteer_time", "components.duplicate", f"{OWN}.components"),
    (f"{OWN}.components[0].counting", "maybe", "invalid_choice", ""),
    (f"{OWN}.kind", "activity", "required", f"{OWN}.quantity"),
    (RATE, "leader-2041", "volunteer_rate.unknown", ""),
    (RATE, {"rates": []}, "empty", RATES),
    (RATE, {"rates": [OWN_RATE, OWN_RATE]}, "volunteer_rate.overlap", f"{RATES}[1]"),
    (RATE, {"rates": [{**OWN_RATE, "rate": "0"}]}, "not_positive", f"{RATES}[0].rate"),
    ("conditions.report_due", "31 mars", "month_day", ""),
    ("conditions.settlement", "monthly", "invalid_choice", ""),
    ("conditions.public_money_counts", "yes", "flag", ""),
    ("conditions.notice_months", 121, "max_value", ""),
    ("conditions.volunteer_share_cap", "50 %", "share", ""),
    ("conditions.volunteer_time_counts", "travel", "kinds", ""),
    ("conditions.volunteer_time_counts", [], "kinds", ""),
    ("conditions.volunteer_time_counts", ["travel", "travel"], "kinds", ""),
    ("conditions.volunteer_time_counts", ["singing"], "kinds", ""),
    ("conditions.volunteer_time_counts", [["travel"]], "kinds", ""),
    (LADDER, {"steps": [], "deadline": "02-25"}, "empty", f"{LADDER}.steps"),
    (LADDER, {"steps": [STEP]}, "required", f"{LADDER}.deadline"),
    (LADDER, {"steps": [STEP], "deadline": "02-30"}, "month_day", f"{LADDER}.deadline"),
    (LADDER, {**RUNGS, "counts": "sent"}, "invalid_choice", f"{LADDER}.counts"),
    (LADDER, {**RUNGS, "steps": [STEP, STEP]}, "late_ladder.duplicate", f"{LADDER}.steps[1].days"),
    (LADDER, [{**STEP, "days": None}, {**STEP, "days": None}], "late_ladder.duplicate", f"{LADDER}[1].days"),
    (LADDER, [{"days": 14, "percent": "5"}, STEP], "late_ladder.falls", f"{LADDER}[0].percent"),
    (LADDER, {"value": [{**STEP, "percent": "101"}]}, "too_large", f"{LADDER}.value[0].percent"),
    ("conditions.mood", "good", "condition.unknown", ""),
    ("conditions", ["report_due"], "not_an_object", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "value", "code", "path"), BAD, ids=[f"{row[2]}-{index}" for index, row in enumerate(BAD)]
)
def test_one_thing_that_is_wrong_is_told_by_path_and_code(
    cast: Cast, at: str, value: Any, code: str, path: str
) -> None:
    answer = cast.officer.send("post", "agreements", put(body(), at, value))
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert (path or at, code) in [(error["path"], error["code"]) for error in errors], errors
    assert all(error["message"] for error in errors)
    assert not Agreement.objects.exists()


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_saved(cast: Cast) -> None:
    wrong = body(ends_on="2019-12-31", colour="blue")
    for at, value in [
        ("commitments[0].instalments[0].share", "0.6"),
        ("commitments[1].components[1].amount", "325000.001"),
        ("commitments[1].amount", "301 personer"),
        ("conditions.volunteer_rate", "leader-2041"),
        ("parties[1].organization", "802000-0008"),
    ]:
        put(wrong, at, value)
    answer = cast.officer.send("post", "agreements", wrong)
    told = {error["path"]: error["code"] for error in answer.json()["errors"]}
    assert told == {
        "colour": "unknown_field",
        "ends_on": "term.ends_before_start",
        "parties[1].organization": "organization_number.invalid",
        "commitments[0].instalments": "instalments.shares_sum",
        "commitments[1].amount": "not_a_number",
        "commitments[1].components[1].amount": "decimals",
        "conditions.volunteer_rate": "volunteer_rate.unknown",
    }
    assert answer.json()["code"] in told.values()
    assert not Agreement.objects.exists()
    assert not AuditEvent.objects.filter(kind="agreement.registered").exists()


def test_a_refusal_says_what_was_expected_and_what_came(cast: Cast) -> None:
    wrong = put(body(), "commitments[1].components[0].amount", "975000.01")
    error = cast.officer.no(400, "post", "agreements", wrong)["components.above_total"]
    assert (error["expected"], error["actual"]) == ("<= 1300000.00", "1300000.01")
    assert "0.01\xa0kr more than the 1,300,000\xa0kr promised" in error["message"]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ("{", 400, "body.not_json"),
        ('{"title": NaN}', 400, "body.not_json"),
        ('{"title": "a", "title": "b"}', 400, "body.not_json"),
        ("[" * 100_000, 400, "body.not_json"),
        ("\ufeff{}", 400, "body.not_json"),
        ("[]", 400, "not_an_object"),
        ('"text"', 400, "not_an_object"),
        ("null", 400, "not_an_object"),
        ('{"title": "' + "x" * 1_000_001 + '"}', 413, "body.too_large"),
        ('{"title": "a\\u0000b"}', 400, "null_characters_not_allowed"),
        ('{"title": "\\ud800"}', 400, "surrogate_characters_not_allowed"),
        ('{"title": "a\\u000bb"}', 400, "control_characters"),
        ('{"title": "a\\u0085b"}', 400, "control_characters"),
    ],
    ids=range(13),
)
def test_a_body_that_is_no_json_object_is_refused(cast: Cast, sent: str, status: int, code: str) -> None:
    answer = cast.officer.generic("POST", "/api/v1/agreements", sent, content_type="application/json")
    assert answer.status_code == status
    assert code in [error["code"] for error in answer.json()["errors"]]


def test_text_in_another_encoding_and_another_form_are_refused(cast: Cast) -> None:
    latin: Any = '{"title": "Överenskommelse"}'.encode("latin-1")
    answer = cast.officer.generic("POST", "/api/v1/agreements", latin, content_type="application/json")
    assert answer.status_code == 400
    answer = cast.officer.post("/api/v1/agreements", {"title": "x"}, format="multipart")
    assert answer.status_code == 415
    assert answer["Content-Type"] == "application/problem+json"


def test_more_rows_than_anyone_has_are_refused(cast: Cast) -> None:
    errors = cast.officer.no(400, "post", "agreements", body(commitments=[{}] * 2001))
    assert errors["too_many"]["path"] == "commitments"


def test_the_second_of_a_kind_by_one_party_is_refused(cast: Cast) -> None:
    twice = body()
    twice["commitments"].append(twice["commitments"][1])
    twice["commitments"].append({"party": VAN, "kind": "in_kind", "amount": "1.00"})
    twice["commitments"].append({"party": VAN, "kind": "in_kind", "amount": "1.00"})
    answer = cast.officer.send("post", "agreements", twice)
    told = {(error["path"], error["code"]) for error in answer.json()["errors"]}
    assert told == {
        ("commitments[2]", "commitment.duplicate"),
        ("commitments[4]", "commitment.duplicate"),
        ("commitments[4]", "commitment.in_kind_twice"),
    }


def test_amounts_by_period_name_every_period_once(cast: Cast) -> None:
    listed = [{"period": "2020", "amount": "1.00"}, {"period": "2020", "amount": "2.00"}]
    wrong = body(commitments=[{"party": UMEA, "kind": "funding", "per": "period", "amounts": listed}])
    error = cast.officer.no(400, "post", "agreements", wrong)["amounts.periods"]
    assert error["path"] == "commitments[0].amounts"
    assert error["expected"] == ["2020", "2021", "2022"]


def test_what_is_registered_is_answered_with_ids_and_defaults(cast: Cast) -> None:
    made = registered(cast, conditions={"volunteer_rate": {"value": "leader-2014", "clause": "§ 4"}})
    assert made["state"] == "draft"
    assert made["owner"] == cast.umea.pk
    assert made["actions"] == ["patch", "propose", "withdraw"]
    assert made["conditions"] == {"volunteer_rate": {"value": "leader-2014", "clause": "§ 4"}}
    assert [row["party"] for row in made["commitments"]] == [cast.umea.pk, cast.van.pk]
    by_id = body(reference="2")
    by_id["parties"][1]["organization"] = cast.van.pk
    by_id["commitments"][1]["party"] = VAN.replace("-", "")
    del by_id["commitments"][1]["components"][0]["counting"]
    made = cast.officer.ok("post", "agreements", by_id)
    assert [row["counting"] for row in made["commitments"][1]["components"]] == ["cap", "plan"]


def test_a_reference_is_used_once_by_its_owner(cast: Cast) -> None:
    registered(cast)
    assert cast.officer.no(400, "post", "agreements", body())["reference.taken"]["path"] == "reference"
    theirs = body(commitments=[])
    theirs["parties"][0]["organization"] = VANNAS
    assert cast.stranger.ok("post", "agreements", theirs)["owner"] == cast.vannas.pk


@pytest.mark.parametrize("who", ["treasurer", "auditor"])
def test_only_an_officer_registers(cast: Cast, who: str) -> None:
    assert "agreement.officers_only" in getattr(cast, who).no(403, "post", "agreements", body())


def test_an_empty_reference_names_nobody(cast: Cast) -> None:
    """A board has no number of its own: an empty one must not find it."""
    board = cast.officer.ok("post", "organizations", {"kind": "board", "name": "Nämnden", "parent": cast.umea.pk})["id"]
    terms = body()
    terms["parties"][0]["organization"] = board
    terms["commitments"][0]["party"] = ""
    assert cast.officer.no(400, "post", "agreements", terms)["reference"]["path"] == "commitments[0].party"


def test_a_new_name_is_found(cast: Cast) -> None:
    """Parties are searched by the names that they have now."""
    registered(cast)
    cast.officer.patch_current(f"organizations/{cast.umea.pk}", {"name": "Umeå stad"})
    assert cast.officer.ok("get", "agreements?search=STAD")["count"] == 1
    assert cast.officer.ok("get", "agreements?search=802000")["count"] == 1
