"""A dossier proves itself, by tools that every machine has, and the same question gives the same bytes."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone

from office.models import AuditEvent
from reports.models import Export
from tests.agreements.sample import active, begun
from tests.cast import Cast, Client
from tests.contracts.world import World
from tests.reports.dossiers import asked, dossier, files, record, text
from tests.reports.taking_out import work_off

pytestmark = pytest.mark.django_db
#: What tells of the taking out itself.
OF_THE_MOMENT = {"taken-out.json", "SHA256SUMS"}


def _unpacked(content: bytes, folder: Path) -> Path:
    (folder / "akt.zip").write_bytes(content)
    with ZipFile(folder / "akt.zip") as archive:
        archive.extractall(folder / "akt")
    return folder / "akt"


def _run(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum: install the Debian package coreutils")
def test_sha256sum_verifies_every_file(world: World, tmp_path: Path) -> None:
    folder = _unpacked(dossier(world.cast.auditor, world.ids["active"]), tmp_path)
    code, told = _run(["sha256sum", "--strict", "-c", "SHA256SUMS"], folder)
    listed = {line.removesuffix(": OK") for line in told.splitlines()}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert (code, listed) == (0, there - {"SHA256SUMS"})
    payments = folder / "3-money/payments.json"
    payments.write_text(payments.read_text(encoding="utf-8").replace("150000.00", "150000.01"), encoding="utf-8")
    code, told = _run(["sha256sum", "-c", "SHA256SUMS"], folder)
    assert code == 1
    assert "3-money/payments.json: FAILED" in told


def test_the_index_names_every_file_of_the_chapters(world: World) -> None:
    found = files(dossier(world.cast.auditor, world.ids["active"]))
    index, taken = record(found, "index.json"), record(found, "taken-out.json")
    assert {one["path"] for one in index["files"]} == found.keys() - OF_THE_MOMENT - {"index.json"}
    for one in index["files"]:
        assert (hashlib.sha256(found[one["path"]]).hexdigest(), len(found[one["path"]])) == (one["sha256"], one["size"])
        if one["rows"] is not None:
            assert one["rows"] == len(record(found, one["path"]))
    digest = hashlib.sha256(found["index.json"]).hexdigest()
    assert taken["index_sha256"] == digest == Export.objects.get(format="zip").digest
    assert taken["taken_out_by"] == "auditor"
    links = set(re.findall(r'<a href="([^"]+)">', text(found, "index.html")))
    assert {name for name in found if name[0].isdigit()} <= links <= found.keys()
    for path in (one for one in found if one.endswith(".html") and one[0].isdigit()):
        assert '<a href="../index.html">' in text(found, path)


def test_the_readme_s_own_command_verifies_the_trail(world: World, tmp_path: Path) -> None:
    folder = _unpacked(dossier(world.cast.auditor, world.ids["active"]), tmp_path)
    (program,) = re.findall(r'python3 -c "\n(.*?)"\n', (folder / "README.txt").read_text(encoding="utf-8"), re.S)
    _code, told = _run([sys.executable, "-I", "-c", program], folder)
    events = record(files((tmp_path / "akt.zip").read_bytes()), "7-history/trail.json")
    assert told.splitlines() == [f"{one['sequence']} OK" for one in events] != []
    kinds = {one["content"]["kind"] for one in events}
    assert {"agreement.proposed", "payment.registered", "report.approved", "ledger.handed_in"} <= kinds
    assert (
        max(one["sequence"] for one in events)
        <= record(files((tmp_path / "akt.zip").read_bytes()), "taken-out.json")["trail"]["sequence"]
    )
    trail = folder / "7-history/trail.json"
    trail.write_text(trail.read_text(encoding="utf-8").replace('"to":"proposed"', '"to":"active"'), encoding="utf-8")
    assert "FAILED" in _run([sys.executable, "-I", "-c", program], folder)[1]


def test_a_version_s_frozen_file_has_the_digest_that_the_trail_sealed(cast: Cast, tmp_path: Path) -> None:
    """Where nothing of other agreements is in it, the file alone proves it."""
    pk = active(cast)
    path = f"annual-reports/{begun(cast.officer, pk, narrative='Ett bra år.')['id']}"
    cast.officer.ok("post", f"{path}/submit", {"received_on": "2021-03-15"})
    cast.officer.ok("post", f"{path}/approve", {"approved_on": "2021-04-20"})
    found = files(dossier(cast.auditor, pk))
    (version,) = record(found, "4-reports/versions.json")
    told = {one["content"]["kind"]: one["content"]["data"] for one in record(found, "7-history/trail.json")}
    for kept, kind in zip(version["frozen"], ("report.submitted", "report.approved"), strict=True):
        assert kept["whole"] is True
        assert f"sha256:{hashlib.sha256(found[kept['file']]).hexdigest()}" == kept["digest"] == told[kind]["digest"]
    check = record(files(dossier(cast.auditor, pk, as_of="2021-04-20", known_at=version["frozen"][1]["recorded_at"])),
                   "6-check/check.json")  # fmt: skip
    assert check["basis"]["digest"] == version["frozen"][1]["check_digest"]


def test_the_same_question_gives_the_same_bytes(world: World) -> None:
    """Later, when more is known, and for another who may ask; but for the two files that tell of the taking out."""
    cast, active = world.cast, world.ids["active"]
    clocks = {"as_of": "2022-06-30", "known_at": timezone.now().isoformat()}
    first = dossier(cast.auditor, active, **clocks)
    cast.officer.ok(
        "post", "payments", {"agreement": active, "period": "2021", "amount": "1.00", "paid_on": "2021-01-31"}
    )
    cast.officer.ok("post", f"annual-reports/{world.ids['submitted']}/approve", {})
    cast.officer.ok("post", f"agreements/{active}/waivers", world.body("POST", "agreements/{active}/waivers"))
    ended = {"document": "KS/9", "reason": "Beslut", "last_day": "2023-06-30"}
    cast.officer.ok("post", f"agreements/{active}/terminate", ended)
    before, after = files(first), files(dossier(cast.officer2, active, **clocks))
    assert [*before] == [*after]
    assert {path for path, content in before.items() if after[path] != content} == OF_THE_MOMENT
    digests = set(Export.objects.filter(format="zip").values_list("digest", flat=True))
    assert len(digests) == 1
    now = files(dossier(cast.auditor, active))
    assert len(record(now, "3-money/payments.json")) == 2
    assert len(record(now, "2-decisions/terminations.json")) == len(record(now, "2-decisions/waivers.json")) == 1


def test_entries_tell_no_time_of_their_own(world: World, tmp_path: Path) -> None:
    _unpacked(dossier(world.cast.auditor, world.ids["active"]), tmp_path)
    with ZipFile(tmp_path / "akt.zip") as archive:
        entries = archive.infolist()
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    chapters = [one.filename.split("/")[0] for one in entries if "/" in one.filename]
    assert chapters == sorted(chapters)
    assert not [one.filename for one in entries if ".." in one.filename or one.filename.startswith("/")]


def test_it_speaks_the_language_of_who_asked(world: World) -> None:
    auditor = world.cast.auditor
    swedish = Client(auditor.who)
    swedish.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    swedish.credentials()
    swedish.force_authenticate(auditor.who)
    found = files(dossier(swedish, world.ids["active"]))
    assert text(found, "README.txt").startswith("AKT KS/1")
    assert "Innehållsförteckning" in text(found, "index.html")
    assert "<h1>Utbetalningar</h1>" in text(found, "3-money/payments.html")
    assert "Egna medel" in text(found, "4-reports/versions.html")
    assert '<html lang="sv">' in text(found, "7-history/trail.html")
    english = files(dossier(auditor, world.ids["active"]))
    assert (
        record(found, "6-check/check.json")["basis"]["digest"]
        == (record(english, "6-check/check.json")["basis"]["digest"])
    )
    same = {path for path in found if path.endswith(".json") and path[0].isdigit() and path[0] not in "67"}
    assert all(found[path] == english[path] for path in same)


def test_pages_run_nothing_that_somebody_wrote(world: World) -> None:
    note: dict[str, Any] = {"note": "<script>alert(1)</script>", "period": "2021", "amount": "1.00"}
    world.cast.officer.ok("post", "payments", {"agreement": world.ids["active"], **note})
    found = files(dossier(world.cast.auditor, world.ids["active"]))
    assert "&lt;script&gt;" in found["3-money/payments.html"].decode()
    assert not [path for path, content in found.items() if path.endswith(".html") and b"<script" in content]


def test_what_is_not_sealed_yet_is_sealed_first(world: World) -> None:
    """So that every event has its place in the chain, also the newest."""
    world.cast.officer.ok("post", "payments", {"agreement": world.ids["active"], "period": "2021", "amount": "1.00"})
    newest = AuditEvent.objects.filter(kind="payment.registered").latest("pk").pk
    asked(world.cast.auditor, world.ids["active"])
    work_off()
    found = files(dossier(world.cast.auditor, world.ids["active"]))
    by_id = {one["content"]["id"]: one["digest"] for one in record(found, "7-history/trail.json")}
    assert by_id[newest]
    assert all(by_id.values())
