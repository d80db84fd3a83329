"""Files that an association uploads: one ledger each, the association's own, or refused with what is wrong by line."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from finance.models import Ledger
from office.models import Job, Organization, Upload, UploadContent
from tests.agreements.sample import twin
from tests.cast import VAN, VANNAS, Cast, number, organization, user
from tests.finance.association_ledgers import file, uploaded
from tests.finance.ledgers import work_off
from tests.workers.queue import real

pytestmark = pytest.mark.both

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


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
