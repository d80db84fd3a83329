"""Papers are told by what they hold: what is taken, what it is called, what is refused, and the scanner."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from reports.models import AttachedFile, Attachment
from tests.cast import Cast
from tests.clamd import running
from tests.contracts.problems import codes
from tests.office.test_soundness import DOCX, JPEG, MACROS, PNG, XLSX
from tests.reports.papers import PDF, attached, draft, fetched, paper, sent


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (PDF, "pdf"), (XLSX, "xlsx"), (DOCX, "docx"), (PNG, "png"), (JPEG, "jpeg"),
    ],
)  # fmt: skip
def test_what_it_is_shows_in_what_it_holds(cast: Cast, content: bytes, what: str) -> None:
    assert attached(cast.treasurer, draft(cast), content=content, name="bilaga.exe")["format"] == what


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.4 <html><script>1</script></html>", "upload.broken"), (MACROS, "upload.macros")],
)
def test_what_nobody_can_open_is_no_paper(cast: Cast, content: bytes, code: str) -> None:
    path = draft(cast)
    answer = sent(cast.treasurer, path, paper(content, "protokoll.pdf"))
    assert (answer.status_code, codes(answer)) == (400, {code})
    assert not Attachment.objects.exists()


def test_it_is_saved_as_what_it_is_and_keeps_its_name_in_the_record(cast: Cast) -> None:
    path = draft(cast)
    made = attached(cast.treasurer, path, name="protokoll.hta")
    assert made["name"] == "protokoll.hta"
    assert fetched(cast.treasurer, path, made["id"])["Content-Disposition"].endswith('"protokoll.hta.pdf"')


@pytest.mark.parametrize(
    "content", [b"<script>1</script>", b"konto;belopp", b"#FLAGGA 0", b"MZ\x90\x00", b"PK\x03\x04", b"GIF89a\x00", b""]
)
def test_nothing_else_is_taken_whatever_it_is_called(cast: Cast, content: bytes) -> None:
    path = draft(cast)
    answer = sent(cast.treasurer, path, paper(content, "bild.png"))
    assert (answer.status_code, codes(answer) <= {"upload.format", "upload.empty"}) == (400, True)
    assert not Attachment.objects.exists()


def test_what_is_wrong_is_told_at_once(cast: Cast) -> None:
    path = draft(cast)
    answer = sent(cast.treasurer, path, paper(b"\x00", "19811218-9876.pdf"), "x")
    assert codes(answer) == {"upload.format", "personal_number", "invalid_choice"}
    assert codes(cast.treasurer.post(f"/api/v1/{path}/attachments", {}, format="multipart")) == {"required"}
    assert cast.treasurer.no(415, "post", f"{path}/attachments", {"kind": "other"})


def test_one_that_is_too_large(cast: Cast, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES, path = 1000, draft(cast)
    assert sent(cast.treasurer, path, paper(PDF + b" " * 1000)).status_code == 413


@pytest.mark.parametrize("found", [True, False])
def test_the_scanner_looks_before_anything_is_kept(cast: Cast, settings: Any, tmp_path: Path, found: bool) -> None:
    path = draft(cast)
    with running(tmp_path, PDF) as (address, _tcp):
        settings.CLAMD_URL = address if found else "unix:///nowhere"
        answer = sent(cast.treasurer, path, paper())
        assert sent(cast.auditor, path, paper()).status_code == 404
        if found:
            assert attached(cast.treasurer, path, content=PNG)
    told = (422, {"upload.infected"}) if found else (503, {"upload.not_scanned"})
    assert (answer.status_code, codes(answer)) == told
    assert not AttachedFile.objects.filter(sha256=hashlib.sha256(PDF).hexdigest()).exists()
