"""Two agreements that count the same hours or krona, from the database: what is told, to whom, and when."""

from typing import Any

import pytest

from tests.agreements.sample import DECISION, HOURS, SIGNATURE, active, begun, body
from tests.cast import VANNAS, Cast

HOURS_TWICE, CASH_TWICE = "volunteer_time.double_counted", "own_cash.double_counted"
#: Terms by which Vännäs is the funder.
IN_VANNAS = {"reference": "VK-2020/9"}


def in_vannas(cast: Cast) -> int:
    """The same association's agreement with another municipality."""
    text: Any = body(**IN_VANNAS)
    text["parties"][0]["organization"] = text["commitments"][0]["party"] = VANNAS
    pk = cast.stranger.ok("post", "agreements", text)["id"]
    path = f"agreements/{pk}"
    cast.stranger.ok("post", f"{path}/propose", {})
    cast.stranger.ok("post", f"{path}/decisions", {**DECISION, "organization": VANNAS})
    cast.stranger.ok("post", f"{path}/signatures", SIGNATURE)
    return int(pk)


def report(who: Any, pk: int, on: str = "2021-03-15", **changes: Any) -> None:
    """A report that came in on paper."""
    path = f"annual-reports/{begun(who, pk, **changes)['id']}"
    who.ok("post", f"{path}/submit", {"received_on": on})


def told(who: Any, pk: int, code: str = HOURS_TWICE, question: str = "") -> list[Any]:
    answer = who.ok("get", f"agreements/{pk}/commitment-check{question}")
    return [one for one in answer["findings"] if one["code"] == code]


def test_both_municipalities_are_told_and_no_more_than_they_need(cast: Cast) -> None:
    here, there = active(cast), in_vannas(cast)
    report(cast.officer, here)
    elsewhere = [{**HOURS, "activity": "SPRÅKCAFÉ", "hours": "300.00", "starts_on": "2020-07-01"}]
    figures = [{"kind": "own_cash", "source": "fees", "amount": "310000.00"}, {"kind": "costs", "amount": "777.00"}]
    report(cast.stranger, there, volunteer_hours=elsewhere, figures=figures)
    (found,) = told(cast.officer, here)
    assert found["message"].replace("\N{NO-BREAK SPACE}", " ") == (
        "Vän i Umeå reported 4,000 h of Språkcafé for 2020 here and 300 h under VK-2020/9 (Vännäs kommun), "
        "1 July 2020 – 31 December 2020: the same hours count toward one agreement only."
    )
    assert [one["type"] for one in found["evidence"]] == ["annual_report", "volunteer_hours"] * 2
    (other,) = told(cast.stranger, there)
    assert "KS-2019/00714 (Umeå kommun)" in other["message"]
    assert len(told(cast.officer, here, CASH_TWICE)) == len(told(cast.stranger, there, CASH_TWICE)) == 1
    assert cast.officer.no(404, "get", f"agreements/{there}")
    assert "777" not in str(cast.officer.ok("get", f"agreements/{here}/commitment-check"))


def test_a_draft_is_not_told_of_nor_what_has_not_come_in_by_the_day_asked_about(cast: Cast) -> None:
    here, there = active(cast), active(cast, reference="there")
    report(cast.officer, here)
    begun(cast.treasurer, there)
    assert told(cast.officer, here) == []
    path = cast.treasurer.ok("get", f"annual-reports?agreement={there}")["results"][0]["id"]
    cast.treasurer.ok("post", f"annual-reports/{path}/submit", {})
    assert len(told(cast.officer, here)) == len(told(cast.officer, there)) == 1
    assert told(cast.officer, here, question="?as_of=2021-12-31") == []


def test_what_was_recorded_later_is_not_known(cast: Cast) -> None:
    here, there = active(cast), active(cast, reference="there")
    report(cast.officer, here)
    moment = cast.officer.ok("get", f"annual-reports?agreement={here}")["results"][0]["recorded_at"]
    report(cast.officer, there)
    known = moment.replace("+00:00", "Z")
    assert len(told(cast.officer, here)) == 1
    assert told(cast.officer, here, question=f"?known_at={known}") == []


@pytest.mark.parametrize("filter_by", ["&kind=grant", "&limit=1"])
def test_the_check_of_one_is_its_row_in_the_check_of_all_whatever_is_asked_for(cast: Cast, filter_by: str) -> None:
    ids = [active(cast), active(cast, reference="there", kind="grant")]
    for pk in ids:
        report(cast.officer, pk)
    rows = cast.officer.ok("get", f"commitment-checks?as_of=2021-06-30{filter_by}")["results"]
    assert rows
    for row in rows:
        assert row == cast.officer.ok("get", f"agreements/{row['agreement']}/commitment-check?as_of=2021-06-30")
        assert [one["code"] for one in row["findings"]].count(HOURS_TWICE) == 1


def test_an_agreement_that_another_party_has_joined_counts_on(cast: Cast) -> None:
    """Read for the other's check, where the amended one is not on the page: it binds, and by its terms of the day."""
    here, there = active(cast), active(cast, reference="there")
    for pk in (here, there):
        report(cast.officer, pk)
    said = {"effective_on": "2021-01-01", "reason": "Påhittat", "document": "KS/2"}
    joining = {"join": [{"organization": VANNAS, "role": "funder"}]}
    made = cast.officer.ok("post", f"agreements/{there}/amendments", {**said, **joining})
    decided = {"body": "Kommunstyrelsen", "paragraph": "§ 1", "answered_on": "2020-12-01"}
    for who, one, answer in (
        (cast.officer, cast.umea, decided),
        (cast.stranger, cast.vannas, decided),
        (cast.officer, cast.van, {"signed_by": "Ordföranden", "answered_on": "2020-12-01"}),
    ):
        who.ok("post", f"amendments/{made['id']}/answers", {"organization": one.pk, **answer})
    assert len(told(cast.officer, here)) == len(told(cast.officer, there)) == 1
    for row in cast.officer.ok("get", "commitment-checks?as_of=2021-06-30")["results"]:
        assert row == cast.officer.ok("get", f"agreements/{row['agreement']}/commitment-check?as_of=2021-06-30")


def test_an_agreement_that_was_ended_early_counts_through_its_last_day(cast: Cast) -> None:
    """Read for the other's check, where the ended one is not on the page."""
    here, there = active(cast), active(cast, reference="there")
    for pk in (here, there):
        report(cast.officer, pk, volunteer_hours=[{**HOURS, "starts_on": "2020-01-01", "ends_on": "2020-06-30"}])
    ended = {"document": "KS/9", "reason": "Slut", "terminated_on": "2020-12-01", "last_day": "2020-12-31"}
    cast.officer.ok("post", f"agreements/{there}/terminate", ended)
    assert len(told(cast.officer, here)) == 1
