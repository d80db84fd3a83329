"""Papers that tests attach to reports."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.agreements.sample import active, begun
from tests.cast import Cast, Client

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n9\n%%EOF"


def paper(content: bytes = PDF, name: str = "Årsberättelse 2020.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(who: Client, path: str, kind: str = "activity_report", content: bytes = PDF, **more: Any) -> Any:
    """A paper attached to the report at the path; the answer."""
    return who.upload(f"{path}/attachments", {"file": paper(content, **more), "kind": kind})


def draft(cast: Cast, who: str = "treasurer") -> str:
    """The path of a report that somebody has begun."""
    return f"annual-reports/{begun(getattr(cast, who), active(cast))['id']}"


def fetched(who: Client, path: str, pk: int) -> Any:
    return who.get(f"/api/v1/{path}/attachments/{pk}/content")


def sent(who: Client, path: str, file: Any, kind: str = "other") -> Any:
    return who.post(f"/api/v1/{path}/attachments", {"file": file, "kind": kind}, format="multipart")
