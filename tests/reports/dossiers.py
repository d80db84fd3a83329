"""Dossiers in a test's own transaction: asked for, made, fetched and unpacked."""

import io
from html import unescape
from typing import Any, cast
from zipfile import ZipFile

import orjson

from tests.cast import Client
from tests.reports.taking_out import fetched, work_off

Json = dict[str, Any]


def asked(who: Client, agreement: int, **clocks: Any) -> Json:
    """The answer to asking for a dossier."""
    return cast(Json, who.ok("post", f"agreements/{agreement}/dossier", clocks))


def dossier(who: Client, agreement: int, **clocks: Any) -> bytes:
    """The ZIP."""
    export = asked(who, agreement, **clocks)
    work_off()
    return fetched(who, export["id"])


def files(content: bytes) -> dict[str, bytes]:
    """What is in it, by path."""
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def record(found: dict[str, bytes], path: str) -> Any:
    """A JSON file."""
    return orjson.loads(found[path])


def text(found: dict[str, bytes], path: str) -> str:
    """A page as a browser shows its words."""
    return unescape(found[path].decode())
