"""Papers that tests attach to reports."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Client

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n9\n%%EOF"


def paper(content: bytes = PDF, name: str = "Årsberättelse 2020.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(who: Client, path: str, kind: str = "activity_report", content: bytes = PDF, **more: Any) -> Any:
    """A paper attached to the report at the path; the answer."""
    return who.upload(f"{path}/attachments", {"file": paper(content, **more), "kind": kind})
