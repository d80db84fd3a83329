"""The list of delegated decisions: a board's and its municipality's, by month, as JSON and CSV."""

import pytest

from tests.agreements.sample import member, proposed
from tests.cast import UMEA, VAN, Cast, Client, organization
from tests.finance.test_claims import DELEGATE, decide, short

WAIVER = {
    **DELEGATE, "party": VAN, "kind": "co_financing", "period": "2021", "covers": "lateness",
    "decided_on": "2021-05-31",
}  # fmt: skip


@pytest.fixture
def lived(cast: Cast) -> int:
    """In May a delegated claim and waiver, and a waiver of the board; in June a delegated write-off."""
    pk = short(cast)
    claim = decide(cast, pk, **{**DELEGATE, "paragraph": "", "reason": "=1+1", "amount": "900.00"})["id"]
    cast.officer.ok("post", f"agreements/{pk}/waivers", WAIVER)
    cast.officer.ok("post", f"agreements/{pk}/waivers", {**WAIVER, "delegation_point": "", "period": "2022"})
    off = {**DELEGATE, "decided_on": "2021-06-30", "amount": "100.00"}
    cast.officer.ok("post", f"claims/{claim}/write-offs", off)
    return pk


def months(who: Client, query: str = "month=2021-05") -> list[tuple[str, str | None]]:
    answer = who.ok("get", f"delegated-decisions?{query}")
    return [(one["kind"], one["amount"]) for one in answer["results"]]


def test_a_months_decisions_with_point_and_office(cast: Cast, lived: int) -> None:
    answer = cast.auditor.ok("get", f"delegated-decisions?organization={cast.umea.pk}&month=2021-05")
    claim, waiver = answer["results"]
    assert claim == {
        "kind": "claim", "id": claim["id"], "what": "Money is claimed back", "organization": cast.umea.pk,
        "organization_name": "Umeå kommun", "decided_on": "2021-05-04", "delegation_point": "4.2",
        "body": "Förvaltningschefen", "paragraph": "", "agreement": lived, "reference": claim["reference"],
        "party": "Vän i Umeå", "period": "2020", "amount": "900.00", "reason": "=1+1",
    }  # fmt: skip
    assert (waiver["kind"], waiver["amount"], waiver["decided_on"]) == ("waiver", None, "2021-05-31")
    assert months(cast.officer, "month=2021-06") == [("write_off", "100.00")]
    assert months(cast.officer, "month=2021-04") == months(cast.officer, "") == []
    assert months(cast.officer, "month=2021-05&limit=1&offset=1") == [("waiver", None)]


@pytest.mark.parametrize(("outcome", "kind"), [("yes", "agreement"), ("no", "rejection")])
def test_a_delegate_decides_on_an_agreement(cast: Cast, outcome: str, kind: str) -> None:
    pk = proposed(cast)["id"]
    said = {"organization": UMEA, "outcome": outcome, "decided_on": "2019-12-10", "body": "Kulturchefen"}
    path = f"agreements/{pk}/decisions"
    for nothing in ({}, {"paragraph": "", "delegation_point": ""}):
        assert cast.officer.no(400, "post", path, {**said, **nothing})["decision.no_paragraph"]["path"] == "paragraph"
    made = cast.officer.ok("post", path, {**said, "delegation_point": "3.1"})
    assert (made["delegation_point"], made["paragraph"]) == ("3.1", "")
    (row,) = cast.auditor.ok("get", "delegated-decisions?month=2019-12")["results"]
    assert (row["kind"], row["id"], row["organization"]) == (kind, made["id"], cast.umea.pk)
    assert (row["delegation_point"], row["body"], row["amount"], row["period"]) == ("3.1", "Kulturchefen", None, "")
    assert (row["agreement"], row["party"], row["reason"]) == (pk, "Vän i Umeå", "Överenskommelse om stöd")


def test_as_csv_no_cell_is_a_formula(cast: Cast, lived: int) -> None:
    answer = cast.officer.send("get", "delegated-decisions.csv?month=2021-05")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="delegated-decisions-2021-05.csv"' in answer["Content-Disposition"]
    header, first, _second = answer.content.decode("utf-8-sig").splitlines()
    assert header.startswith("kind,id,what,organization,organization_name,decided_on,delegation_point,body")
    assert first.endswith(",900.00,'=1+1")


def test_a_board_reads_its_own_and_its_municipalitys_but_not_another_boards(cast: Cast, lived: int) -> None:
    board, other = (organization("", name, "board", parent=cast.umea) for name in ("Fritidsnämnden", "Socialnämnden"))
    clerk = member("clerk", officer=board)
    assert [kind for kind, _ in months(clerk)] == ["claim", "waiver"]
    assert months(clerk, f"month=2021-05&organization={other.pk}") == []
    assert months(cast.stranger) == []
    assert "delegated.officers_only" in cast.treasurer.no(403, "get", "delegated-decisions")


@pytest.mark.parametrize("month", ["2021-13", "2021", "21-05", "2021-5", "2021-05-01", "mars"])
def test_a_month_is_a_month(cast: Cast, month: str) -> None:
    errors = cast.officer.no(400, "get", f"delegated-decisions?month={month}")
    assert errors["parameter.invalid"]["path"] == "month"
