"""Ledgers: an association's own until it hands in what it chose; nothing else is ever seen by anybody else."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from finance.models import Ledger, LedgerHandIn, LedgerOverview, LedgerRow
from office.models import AuditConcern, AuditEvent, Job, Organization, Upload, UploadContent
from office.services import jobs, uploads
from tests.agreements.sample import active, twin
from tests.cast import VAN, VANNAS, Cast, number, organization, user
from tests.finance.association_ledgers import CHOICE, chosen, file, handed_in, previewed, uploaded
from tests.finance.ledgers import work_off
from tests.workers.queue import real

pytestmark = pytest.mark.both

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def test_a_ledger_is_read_and_shows_what_it_holds(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)
    said = {
        "state": "read",
        "number": VAN,
        "program": "Bokaren 7",
        "generated_on": "2021-02-15",
        "vouchers": 4,
        "rows": 9,
    }
    assert said.items() <= ledger.items()
    assert (ledger["starts_on"], ledger["ends_on"], ledger["result_booked"]) == ("2020-01-01", "2020-12-31", False)
    assert ledger["actions"] == ["choose", "finish", "hand_in", "preview"]
    held = cast.treasurer.ok("get", f"ledgers/{ledger['id']}/overview")
    assert held["whole"] == {"rows": 9, "income": "-1600000.00", "costs": "100000.00", "financial": "0.00"}
    assert held["without_object"] == {"rows": 5, "income": "0.00", "costs": "60000.00", "financial": "0.00"}
    assert held["series"] == [
        {"series": "A", "vouchers": 2, "rows": 5},
        {"series": "B", "vouchers": 2, "rows": 4},
    ]
    assert held["objects"][0] == {
        "dimension": "6", "dimension_name": "Projekt", "number": "P01", "name": "Språkcafé", "rows": 3,
        "amount": "-1600000.00",
    }  # fmt: skip
    assert held["accounts"][1] == {
        "number": "2990", "name": "Oförbrukade bidrag", "rows": 1, "amount": "-100000.00", "opening": "0.00",
        "closing": None,
    }  # fmt: skip


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


def test_nobody_else_sees_a_ledger_before_it_is_handed_in(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, agreement)
    asked = cast.treasurer.ok("post", f"ledgers/{ledger}/preview", {"choice": choice})["id"]
    for other in (cast.officer, cast.auditor, cast.stranger):
        for path in (f"ledgers/{ledger}", f"ledgers/{ledger}/overview", f"ledgers/{ledger}/choices", f"jobs/{asked}"):
            assert other.no(404, "get", path)
        assert other.no(404, "post", f"ledgers/{ledger}/finish", {})
        for path in ("ledgers", "jobs", "ledger-hand-ins", "ledger-rows", "ledger-upload-links"):
            assert other.ok("get", path)["count"] == 0
        kinds = {row["kind"] for row in other.ok("get", "audit-events?limit=1000")["results"]}
        assert not {kind for kind in kinds if kind.startswith("ledger")}
    own = {row["kind"] for row in cast.treasurer.ok("get", "audit-events?limit=1000")["results"]}
    assert {"ledger.uploaded", "ledger.read", "ledger.chosen"} <= own


def test_the_same_file_is_the_same_ledger(cast: Cast) -> None:
    first = uploaded(cast.treasurer)
    again = cast.treasurer.post("/api/v1/ledgers", {"file": file(name="annat namn.si")}, format="multipart")
    assert (again.status_code, again.json()["id"], again.json()["name"]) == (200, first["id"], "bok.se")
    assert (Ledger.objects.count(), Upload.objects.count(), Job.objects.count()) == (1, 1, 1)
    other = cast.treasurer.upload("ledgers", {"file": file("#FTYP I")})
    assert other["id"] != first["id"]
    cast.treasurer.ok("post", f"ledgers/{first['id']}/finish", {})
    back = uploaded(cast.treasurer)  # what was deleted can be brought again, and is the same ledger
    assert (back["id"], back["state"], back["discarded_at"]) == (first["id"], "read", None)


@real
def test_two_at_once_are_one_ledger(cast: Cast, at_once: AtOnce) -> None:
    clients = [twin(cast.treasurer) for _ in range(4)]

    def send(client: Any) -> Any:
        return client.post("/api/v1/ledgers", {"file": file()}, format="multipart")

    answers = at_once([partial(send, client) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (Ledger.objects.count(), UploadContent.objects.count()) == (1, 1)


def test_a_job_reads_it_and_another_hands_it_in(cast: Cast) -> None:
    agreement = active(cast)
    made = cast.treasurer.upload("ledgers", {"file": file()})
    assert (made["state"], made["actions"]) == ("reading", [])
    assert "ledger.state" in cast.treasurer.no(409, "get", f"ledgers/{made['id']}/overview")
    work_off()
    job = cast.treasurer.ok("get", f"jobs/{made['job']}")
    assert (job["state"], job["result"]) == ("done", {"ledger": made["id"]})
    choice = chosen(cast.treasurer, made["id"], agreement)
    seen = cast.treasurer.ok("post", f"ledgers/{made['id']}/preview", {"choice": choice})
    asked = cast.treasurer.ok("post", f"ledgers/{made['id']}/hand-in", {"choice": choice})
    work_off()
    assert cast.treasurer.ok("get", f"jobs/{seen['id']}")["result"]["totals"]["chosen"]["rows"] == 4
    assert cast.treasurer.ok("get", f"jobs/{asked['id']}")["result"] == {"ledger": made["id"], "rows": 4}
    assert cast.officer.ok("get", f"ledger-hand-ins?job={asked['id']}")["count"] == 1
    assert LedgerRow.objects.count() == 4


def refused(cast: Cast, content: bytes | SimpleUploadedFile, **more: Any) -> list[dict[str, Any]]:
    """What the job says of a file."""
    sent = SimpleUploadedFile("bok.se", content) if isinstance(content, bytes) else content
    made = cast.treasurer.upload("ledgers", {"file": sent, **more})
    work_off()
    assert cast.treasurer.ok("get", f"ledgers/{made['id']}")["state"] == "refused"
    assert not UploadContent.objects.exists()
    errors: list[dict[str, Any]] = cast.treasurer.ok("get", f"jobs/{made['job']}")["errors"]
    return errors


def test_everything_wrong_is_told_by_line_and_nothing_is_kept(cast: Cast) -> None:
    broken = b"#FLAGGA 0\r\n#SIETYP 4\r\n#RAR 0 20200101 20201231\r\n#VER A 1 20200131\r\n{\r\n#TRANS 1930 {} 10.00\r\n"
    broken += b"#TRANS 3987 {} -1,00\r\n}\r\n#VER A 2 20190131\r\n{\r\n}\r\n"
    told = refused(cast, broken)
    assert [(one["path"], one["code"]) for one in told] == [
        ("line 7", "sie.amount.comma"),
        ("line 9", "sie.voucher.outside_years"),
    ]
    assert told[0]["message"].startswith("The amount “-1,00” has a decimal comma")
    only_balances = refused(cast, b"#FLAGGA 0\n#SIETYP 1\n")
    assert [one["code"] for one in only_balances] == ["sie.type.balances"]
    again = cast.treasurer.upload("ledgers", {"file": SimpleUploadedFile("bok.se", broken)})
    assert again["state"] == "reading"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "Filen är en PDF, en utskrift för läsning."),
        (b"PK\x03\x04bok", "Filen är packad (ZIP) eller ett kalkylblad."),
        ("#FLAGGA 0\n#SIETYP 4\n".encode("utf-16"), "Filen är sparad om som UTF-16."),
        (b"#SIETYP 4\r\n#RAR 0 20200101 20201231\r\n", "Filen börjar inte med #FLAGGA"),
        (b"konto;belopp\r\n", "Filen är ingen SIE-fil"),
    ],
)
def test_another_file_is_told_what_it_is_and_how_to_export_a_ledger(cast: Cast, content: bytes, said: str) -> None:
    who = twin(cast.treasurer, "sv")
    form = {"file": SimpleUploadedFile("bok.se", content)}
    answer = who.post("/api/v1/ledgers", form, format="multipart")
    (told,) = answer.json()["errors"]
    assert (answer.status_code, told["code"], told["expected"]) == (400, "upload.format", ["sie"])
    assert told["message"].startswith(said)


def test_the_bad_balance_names_voucher_sum_and_line(cast: Cast, shared: Path) -> None:
    (told,) = refused(cast, (shared / "sie/transaktioner_ovnbolag-bad-balance.se").read_bytes())
    assert told["code"] == "sie.voucher.unbalanced"
    assert told["path"] == f"line {told['message'].split('on line ')[1].split()[0]}"
    assert told["actual"]["sum"]


def test_the_number_is_the_associations(cast: Cast) -> None:
    (other,) = refused(cast, file(number=number(7)))
    assert (other["code"], other["expected"], other["actual"]) == ("ledger.number", VAN, number(7))
    (missing,) = refused(cast, file(number=""))
    assert missing["code"] == "ledger.number_missing"
    confirmed = cast.treasurer.upload("ledgers", {"file": file(number=""), "confirmed": "true"})
    assert confirmed["state"] == "reading"
    work_off()
    assert cast.treasurer.ok("get", f"ledgers/{confirmed['id']}")["state"] == "read"


def test_the_number_without_its_dash_and_a_section_under_its_federation(cast: Cast) -> None:
    assert uploaded(cast.treasurer, file=file(number=VAN.replace("-", "")))["state"] == "read"
    section = Organization.objects.create(kind="association", name="Sektionen", parent=cast.van, search_text="")
    who = type(cast.treasurer)(user("sektionskassor", "reporter", section))
    assert uploaded(who)["organization"] == section.pk


def test_amounts_that_no_sum_could_hold_are_refused(cast: Cast) -> None:
    large = "#VER C 1 20200131\r\n{\r\n#TRANS 1930 {} 100000000000.00\r\n#TRANS 3993 {} -100000000000.00\r\n}"
    told = refused(cast, file(large))
    assert {one["code"] for one in told} == {"too_large"}
    assert len(told) == 2


def test_who_uploads(cast: Cast) -> None:
    for who in (cast.officer, cast.auditor, cast.stranger):
        answer = who.post("/api/v1/ledgers", {"file": file()}, format="multipart")
        assert (answer.status_code, answer.json()["code"]) == (403, "ledger.reporters_only")
    for other in (VANNAS, "802000-0017"):
        answer = cast.treasurer.post("/api/v1/ledgers", {"file": file(), "organization": other}, format="multipart")
        assert (answer.status_code, answer.json()["code"]) == (403, "ledger.reporters_only")
    both = type(cast.treasurer)(user("byra", "reporter", cast.van, organization(number(8))))
    answer = both.post("/api/v1/ledgers", {"file": file()}, format="multipart")
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, "organization")
    assert both.upload("ledgers", {"file": file(), "organization": VAN})["organization"] == cast.van.pk


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"objects": [{"dimension": "6", "number": "P09"}]}, "choice.unknown", "objects[0]"),
        ({"accounts": ["2990", "4000-4999"]}, "choice.unknown", "accounts[1]"),
        ({"accounts": ["konto"]}, "accounts", "accounts[0]"),
        ({"accounts": ["2990", "4999-4000"]}, "accounts", "accounts[1]"),
        ({"accounts": ["400-4999"]}, "accounts", "accounts[0]"),
        ({"series": ["Z"]}, "choice.unknown", "series[0]"),
        ({"objects": [], "accounts": [], "series": []}, "choice.nothing", ""),
        ({"objects": [{"dimension": "6"}]}, "required", "objects[0].number"),
    ],
)
def test_a_wrong_choice(cast: Cast, changes: dict[str, Any], code: str, path: str) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    body = {"agreement": agreement, **CHOICE, **changes}
    assert cast.treasurer.no(400, "post", f"ledgers/{ledger}/choices", body)[code]["path"] == path


def test_an_employee_is_not_chosen_by_their_personal_number(cast: Cast) -> None:
    agreement = active(cast)
    employed = ["#VER A 9 20201230", "{", '#TRANS 7210 {7 "811218-9876"} 500.00', "#TRANS 1930 {} -500.00", "}"]
    path = f"ledgers/{uploaded(cast.treasurer, file=file(*employed))['id']}/choices"
    wanted = {"agreement": agreement, "objects": [{"dimension": "7", "number": "811218-9876"}]}
    assert cast.treasurer.no(400, "post", path, wanted)["personal_number"]["path"] == "objects[0].number"


def test_a_choice_is_for_an_agreement_of_theirs(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)["id"]
    path = f"ledgers/{ledger}/choices"
    assert "agreement.unknown" in cast.treasurer.no(404, "post", path, {"agreement": 10**9, **CHOICE})
    agreement = active(cast)
    section = Organization.objects.create(kind="association", name="Sektionen", parent=cast.van, search_text="")
    apart = uploaded(cast.treasurer, organization=str(section.pk))["id"]
    refusal = cast.treasurer.no(400, "post", f"ledgers/{apart}/choices", {"agreement": agreement, **CHOICE})
    assert "report.not_a_reporter" in refusal


def test_a_choice_is_kept_for_next_years_ledger(cast: Cast) -> None:
    agreement = active(cast)
    first = uploaded(cast.treasurer)["id"]
    chosen(cast.treasurer, first, agreement, accounts=["5010"])
    newest = chosen(cast.treasurer, first, agreement)
    after = uploaded(cast.treasurer, file=file(year=2021))["id"]
    (default,) = cast.treasurer.ok("get", f"ledgers/{after}/choices")["results"]
    assert (default["id"], default["objects"], default["accounts"]) == (newest, CHOICE["objects"], ["2990", "5010"])
    made = handed_in(cast.treasurer, after, newest)
    assert (made["starts_on"], made["ends_on"]) == ("2021-01-01", "2021-12-31")


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


def test_what_nobody_needs_is_forgotten_with_what_it_held(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)
    Upload.objects.update(used_at=timezone.now() - timedelta(days=31))
    assert uploads.forget(timezone.now() - timedelta(days=30)) == 1
    assert not LedgerOverview.objects.exists()
    found = cast.treasurer.ok("get", f"ledgers/{ledger['id']}")
    assert (found["actions"], found["sha256"], found["state"]) == ([], ledger["sha256"], "read")


def test_what_has_no_rows_is_not_handed_in(cast: Cast) -> None:
    agreement = active(cast)
    ledger = uploaded(cast.treasurer)["id"]
    choice = chosen(cast.treasurer, ledger, agreement, objects=[], accounts=["5010"])
    asked = cast.treasurer.ok("post", f"ledgers/{ledger}/hand-in", {"choice": choice, "ends_on": "2020-06-30"})
    work_off()
    assert cast.treasurer.ok("get", f"jobs/{asked['id']}")["errors"][0]["code"] == "hand_in.no_rows"
    assert not LedgerHandIn.objects.exists()


def test_a_ledger_that_was_read_is_not_read_again(cast: Cast) -> None:
    ledger = uploaded(cast.treasurer)["id"]
    jobs.enqueue("finance.read_ledger", {"ledger": ledger})
    work_off()
    assert AuditEvent.objects.filter(kind="ledger.read").count() == 1
