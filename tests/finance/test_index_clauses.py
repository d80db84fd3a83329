"""An agreement's index clause: read whole, known series only; what follows in the check and for payments."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from agreements.conditions import read
from config.environment import index_folder
from finance.index_clauses import carried, clauses_of
from finance.services import index_quotes
from office.bodies import plain
from tests.agreements.region import body as region
from tests.agreements.region import municipalities, officer_of
from tests.agreements.sample import active, body
from tests.cast import UMEA, Cast

CLAUSE = {"series": "kpi", "base": "2019-10", "month": 10, "years_back": 1, "share": "0.7", "floor": "0", "cap": "5"}
FILE = """
own:
  description: {sv: Prov, en: Test}
  unit: index
  values:
    "2019-10": {value: "312.34", published_on: 2019-11-15, source: Påhittat, checked_on: 2026-11-01}
    "2020-10": {value: "345.67", published_on: 2020-11-15, source: Påhittat, checked_on: 2026-11-01}
"""


@pytest.fixture
def own(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The installation's own folder of index files, read anew."""
    settings.INDEX_FOLDER = tmp_path
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """As a program does that is started again: the files are read anew."""
    carried.cache_clear()


def restarted() -> None:
    """Started again, and what is new in the files is met."""
    forget()
    index_quotes.keep(carried())


def test_what_is_left_out_follows_in_full_for_funding() -> None:
    found, refusals = read(
        {"indexation": {"value": {"series": "kpi", "base": "2019-10", "month": 10}, "clause": "§ 7"}}
    )
    assert refusals == []
    assert found["indexation"]["clause"] == "§ 7"
    clauses = clauses_of(plain(found))
    assert clauses is not None
    assert clauses.indexation is not None
    assert (clauses.indexation.kinds, clauses.indexation.clause.share) == (("funding",), 1)
    assert (clauses.indexation.clause.floor, clauses.indexation.clause.yearly) == (None, False)
    assert (clauses.budget, clauses.reduces_both) == (False, False)
    assert clauses_of({}) is None


def test_every_fault_is_told_by_its_path() -> None:
    said = {
        "series": "kip", "base": "2019-13", "month": 13, "years_back": 6, "share": "1.5", "floor": "3", "cap": "2.5",
        "limits": "monthly", "applies_to": ["activity"], "basis": 1,
    }  # fmt: skip
    found, refusals = read({"indexation": {"value": said}, "appropriation": {"reduces_both": "yes"}})
    assert found == {}
    at = "conditions.indexation.value"
    assert {(one.path.removeprefix(f"{at}."), one.code) for one in refusals} == {
        ("basis", "unknown_field"),
        ("series", "indexation.series_unknown"),
        ("base", "year_month"),
        ("month", "max_value"),
        ("years_back", "max_value"),
        ("share", "share"),
        ("floor", "indexation.floor_above_cap"),
        ("limits", "invalid_choice"),
        ("applies_to[0]", "invalid_choice"),
        ("conditions.appropriation.reduces_both", "flag"),
    }
    assert {one.code for one in read({"indexation": {"base": 201910, "month": True, "share": True}})[1]} == {
        "required", "year_month", "invalid", "share",
    }  # fmt: skip
    assert read({"appropriation": {}})[1][0].code == "required"


def test_a_clause_that_nothing_follows_is_refused(cast: Cast) -> None:
    terms = body(conditions={"indexation": {**CLAUSE, "applies_to": ["funding", "in_kind"]}})
    error = cast.officer.no(400, "post", "agreements", terms)["indexation.nothing"]
    assert (error["path"], error["actual"]) == ("conditions.indexation", "in_kind")


def test_a_draft_has_the_clause_before_its_promises(cast: Cast) -> None:
    made = cast.officer.ok("post", "agreements", body(conditions={"indexation": CLAUSE}, commitments=[]))
    path = f"agreements/{made['id']}"
    cast.officer.ok("patch", path, {"title": "Nytt namn"}, if_match='"1"')
    assert set(cast.officer.no(400, "post", f"{path}/propose", {})) == {"commitments.none"}
    in_kind = [{"party": UMEA, "kind": "in_kind", "per": "year", "amount": "1.00"}]
    assert set(cast.officer.no(400, "patch", path, {"commitments": in_kind}, if_match='"2"')) == {"indexation.nothing"}
    cast.officer.ok("patch", path, {"commitments": body()["commitments"][:1]}, if_match='"2"')
    cast.officer.ok("post", f"{path}/propose", {})


def test_shares_of_a_cost_alone_leave_the_clause_nothing_when_it_is_proposed(db: None) -> None:
    host = officer_of(municipalities()["2480"])
    made = host.ok("post", "agreements", {**region(), "conditions": {"indexation": CLAUSE}})
    assert set(host.no(400, "post", f"agreements/{made['id']}/propose", {})) == {"indexation.nothing"}


def test_the_check_and_payments_follow_the_clause(cast: Cast, own: Path) -> None:
    """1 500 000 × (30 % + 70 % × 345.67 ÷ 312.34) = 1 612 046, and at most 5 %: 1 575 000."""
    (own / "own.yaml").write_text(FILE)
    restarted()
    conditions = {**body()["conditions"], "indexation": {**CLAUSE, "series": "own"}}
    pk = active(cast, conditions=conditions)
    assert cast.officer.ok("get", f"agreements/{pk}")["conditions"]["indexation"]["value"]["cap"] == "5.00"
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-06-30")
    lines = [line for period in answer["periods"] for line in period["lines"] if line["kind"] == "funding"]
    assert [line["promised"] for line in lines] == ["1500000.00", "1575000.00", "1575000.00"]
    assert [line["amount_basis"]["provisional"] for line in lines] == [False, False, True]
    assert answer["through_term"][0]["promised_term"] == "4650000.00"
    paid: dict[str, Any] = {"agreement": pk, "period": "2021", "paid_on": "2021-01-29"}
    error = cast.officer.no(400, "post", "payments", {**paid, "amount": "1575000.01"})["payment.above_agreed"]
    assert error["expected"] == "<= 1575000.00"
    cast.officer.ok("post", "payments", {**paid, "amount": "1575000.00"})


def test_before_its_series_is_met_an_amount_is_unknown_and_what_was_agreed_is_paid(cast: Cast, own: Path) -> None:
    (own / "own.yaml").write_text(FILE)
    pk = active(cast, conditions={**body()["conditions"], "indexation": {**CLAUSE, "series": "own"}})
    answer = cast.officer.ok("get", f"agreements/{pk}/commitment-check?as_of=2021-06-30")
    lines = [line for period in answer["periods"] for line in period["lines"] if line["kind"] == "funding"]
    assert {line["status"] for line in lines} == {"unknown"}
    assert [one["period"] for one in answer["findings"] if one["code"] == "amount.unknown"] == ["2020", "2021", "2022"]
    paid: dict[str, Any] = {"agreement": pk, "period": "2020", "paid_on": "2020-01-31"}
    error = cast.officer.no(400, "post", "payments", {**paid, "amount": "1500000.01"})["payment.above_agreed"]
    assert error["expected"] == "<= 1500000.00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FILE.replace("  unit: index\n", ""), "'unit' is missing."),
        (FILE.replace("312.34", "-1"), "the index of 2019-10 is not above zero"),
        (FILE.replace("312.34", "many"), "ConversionSyntax"),
        (FILE.replace("2019-11-15", "igår"), "published_on of 2019-10 is no date: igår"),
        (FILE.replace("2019-10", "oktober"), "Invalid isoformat string"),
        ("own: 3\n", "not subscriptable"),
        ("- own\n", "has no attribute"),
        (FILE + FILE, "the key 'own' stands twice"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_start(own: Path, text: str, told: str) -> None:
    (own / "bad.yaml").write_text(text)
    with pytest.raises(SystemCheckError, match=r"bad\.yaml") as stopped:
        call_command("check")
    assert told in str(stopped.value)
    assert "finance/data/index_series/kpi.yaml" in str(stopped.value)


def test_the_folder_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("INDEX_FOLDER", raising=False)
    assert index_folder() is None
    monkeypatch.setenv("INDEX_FOLDER", str(tmp_path))
    assert index_folder() == tmp_path.resolve()
    monkeypatch.setenv("INDEX_FOLDER", str(tmp_path / "missing"))
    with pytest.raises(ImproperlyConfigured, match="which is no folder"):
        index_folder()
