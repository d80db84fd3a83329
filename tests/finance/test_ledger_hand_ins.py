"""What is handed in of a ledger: the chosen rows of the chosen days, as they were previewed, and nothing else."""

import pytest

from finance.models import LedgerHandIn, LedgerOverview, LedgerRow
from office.models import AuditConcern, AuditEvent, UploadContent
from tests.agreements.sample import active
from tests.cast import Cast
from tests.finance.association_ledgers import chosen, file, handed_in, previewed, uploaded
from tests.finance.ledgers import work_off

pytestmark = pytest.mark.both


def test_the_chosen_rows_are_handed_in_and_nothing_else(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, agreement)
    seen = previewed(cast.treasurer, ledger, choice)
    assert not LedgerRow.objects.exists()
    made = handed_in(cast.treasurer, ledger, choice)
    assert {name: made[name] for name in seen} == seen
    assert made["totals"] == {
        "chosen": {"rows": 4, "income": "-1600000.00", "costs": "60000.00", "financial": "0.00"},
        "chosen_without_object": {"rows": 1, "income": "0.00", "costs": "60000.00", "financial": "0.00"},
        "ledger": {"rows": 9, "income": "-1600000.00", "costs": "100000.00", "financial": "0.00"},
        "ledger_without_object": {"rows": 5, "income": "0.00", "costs": "60000.00", "financial": "0.00"},
    }
    assert made["balances"] == [
        {"number": "2990", "name": "Oförbrukade bidrag", "opening": "0.00", "closing": "-100000.00", "others": "0.00"}
    ]
    assert (made["year_starts_on"], made["generated_on"], made["result_booked"]) == ("2020-01-01", "2021-02-15", False)
    rows = cast.officer.ok("get", f"ledger-rows?hand_in={made['id']}&ordering=account")["results"]
    assert [(row["account"], row["amount"], row["objects"], row["without_object"]) for row in rows] == [
        ("2990", "-100000.00", [["6", "P01"]], False),
        ("3987", "-1400000.00", [["6", "P01"]], False),
        ("3993", "-200000.00", [["6", "P01"]], False),  # the employee, 7 17, was not chosen
        ("5010", "60000.00", [], True),
    ]
    assert {row["text"] for row in rows} == {""}
    assert (rows[1]["series"], rows[1]["number"], rows[1]["date"], rows[1]["account_name"]) == (
        "A", "1", "2020-01-31", "Kommunala bidrag"
    )  # fmt: skip
    event = AuditEvent.objects.get(kind="ledger.handed_in")
    concerned = set(AuditConcern.objects.filter(event=event).values_list("organization_id", flat=True))
    assert concerned == {cast.umea.pk, cast.van.pk}
    done = cast.treasurer.ok("post", f"ledgers/{ledger}/finish", {})
    assert done["actions"] == []
    assert not UploadContent.objects.exists()
    assert not LedgerOverview.objects.exists()
    assert cast.auditor.ok("get", f"ledger-rows?agreement={agreement}")["count"] == 4
    for act in ("finish", "preview", "hand-in"):
        body = {} if act == "finish" else {"choice": choice}
        assert "ledger.finished" in cast.treasurer.no(409, "post", f"ledgers/{ledger}/{act}", body)
    assert "ledger.finished" in cast.treasurer.no(409, "get", f"ledgers/{ledger}/overview")


def test_texts_only_where_released_and_never_a_personal_number(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    made = handed_in(cast.treasurer, ledger, chosen(cast.treasurer, ledger, agreement, release_texts=True))
    rows = cast.officer.ok("get", f"ledger-rows?hand_in={made['id']}&ordering=account")["results"]
    assert [row["text"] for row in rows] == ["Anna Annorlunda", "Bidrag från kommunen", "", "Hyra"]
    assert made["texts_released"] is True


def test_no_account_or_voucher_bears_a_persons_number_outside_the_association(cast: Cast) -> None:
    agreement = active(cast)
    named = ['#KONTO 2893 "Skuld till Anna 811218 9876"', '#VER A "811218-9876" 20201230', "{"]
    rows = ['#TRANS 2893 {6 "P01"} -500.00', '#TRANS 7690 {6 "P01"} 500.00', "}"]
    ledger = uploaded(cast.treasurer, file=file(*named, *rows))["id"]
    choice = chosen(cast.treasurer, ledger, agreement, accounts=["2893"])
    assert "811218" in str(previewed(cast.treasurer, ledger, choice))  # its own association sees it
    made = handed_in(cast.treasurer, ledger, choice)
    assert [one["name"] for one in made["balances"]] == [""]
    assert "811218" not in str(cast.officer.ok("get", f"ledger-hand-ins/{made['id']}"))
    seen = cast.officer.ok("get", f"ledger-rows?hand_in={made['id']}&account=2893")["results"]
    assert [(one["account_name"], one["series"], one["number"]) for one in seen] == [("", "A", "")]
    answer = cast.officer.ok("get", f"agreements/{agreement}/reconciliation?period=2020")
    assert "811218" not in str(answer)


def test_days_within_the_year_and_the_term(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, agreement)
    half = handed_in(cast.treasurer, ledger, choice, starts_on="2020-02-01", ends_on="2020-06-30")
    assert half["totals"]["chosen"]["rows"] == 1
    assert half["balances"][0]["opening"] == half["balances"][0]["closing"] == "-100000.00"
    path = f"ledgers/{ledger}/hand-in"
    errors = cast.treasurer.no(400, "post", path, {"choice": choice, "starts_on": "2019-12-31"})
    assert errors["hand_in.outside"]["expected"] == "2020-01-01–2020-12-31"
    backwards = {"choice": choice, "starts_on": "2020-06-30", "ends_on": "2020-06-01"}
    assert "hand_in.ends_before_start" in cast.treasurer.no(400, "post", path, backwards)
    assert "choice.absent" in cast.treasurer.no(400, "post", path, {"choice": 10**9})
    elsewhere = uploaded(cast.treasurer, file=file(year=2030))["id"]
    errors = cast.treasurer.no(400, "post", f"ledgers/{elsewhere}/preview", {"choice": choice})
    assert errors["hand_in.outside"]["path"] == "choice"


def test_a_newer_file_of_the_same_year_supersedes_the_older(cast: Cast) -> None:
    agreement = active(cast)
    first = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, first, agreement)
    half = handed_in(cast.treasurer, first, choice, ends_on="2020-06-30")["id"]
    whole = handed_in(cast.treasurer, first, choice)["id"]
    closing = "#VER C 1 20201231\r\n{\r\n#TRANS 8999 {} 10.00\r\n#TRANS 2099 {} -10.00\r\n}"
    closed = uploaded(cast.treasurer, file=file(closing))
    assert closed["result_booked"] is True
    newest = handed_in(cast.treasurer, closed["id"], choice)["id"]
    rows = cast.officer.ok("get", f"ledger-hand-ins?agreement={agreement}&ordering=recorded_at")["results"]
    assert [(row["id"], row["superseded"]) for row in rows] == [(half, True), (whole, True), (newest, False)]
    standing = cast.officer.ok("get", f"ledger-hand-ins?superseded=false&organization={cast.van.pk}")["results"]
    assert [row["id"] for row in standing] == [newest]
    assert cast.officer.ok("get", f"ledger-rows?hand_in={whole}")["count"] == 4


def test_rows_are_filtered(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    handed_in(cast.treasurer, ledger, chosen(cast.treasurer, ledger, agreement))
    for query, count in [
        ("account=3987", 1), ("series=A", 3), ("without_object=true", 1), ("date_from=2020-07-01", 1),
        ("date_to=2020-01-31", 2), ("agreement=999", 0),
    ]:  # fmt: skip
        assert cast.auditor.ok("get", f"ledger-rows?{query}")["count"] == count, query


def test_what_has_no_rows_is_not_handed_in(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, agreement, objects=[], accounts=["5010"])
    asked = cast.treasurer.ok("post", f"ledgers/{ledger}/hand-in", {"choice": choice, "ends_on": "2020-06-30"})
    work_off()
    assert cast.treasurer.ok("get", f"jobs/{asked['id']}")["errors"][0]["code"] == "hand_in.no_rows"
    assert not LedgerHandIn.objects.exists()
