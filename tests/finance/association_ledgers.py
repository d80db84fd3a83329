"""The way of an association's ledger from a file to what was handed in; the work of jobs is done at once."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import VAN, Client
from tests.finance.ledgers import work_off
from tests.finance.sie.books import content

Json = dict[str, Any]


def file(*more: str, year: int = 2020, number: str = VAN, name: str = "bok.se") -> SimpleUploadedFile:
    """The ledger as a file; `more` lines make it another one."""
    return SimpleUploadedFile(name, content(*more, year=year, number=number))


CHOICE: Json = {"objects": [{"dimension": "6", "number": "P01"}], "accounts": ["2990", "5010"], "series": []}


def uploaded(who: Client, **more: Any) -> Json:
    """A ledger that has been read."""
    made: Json = who.upload("ledgers", {"file": more.pop("file", None) or file(), **more})
    work_off()
    found: Json = who.ok("get", f"ledgers/{made['id']}")
    return found


def chosen(who: Client, ledger: int, agreement: int, **more: Any) -> int:
    return int(who.ok("post", f"ledgers/{ledger}/choices", {"agreement": agreement, **CHOICE, **more})["id"])


def handed_in(who: Client, ledger: int, choice: int, **more: Any) -> Json:
    """What the job made."""
    asked = who.ok("post", f"ledgers/{ledger}/hand-in", {"choice": choice, **more})
    work_off()
    found: Json = who.ok("get", f"ledger-hand-ins?job={asked['id']}")["results"][0]
    return found


def previewed(who: Client, ledger: int, choice: int, **more: Any) -> Json:
    """What the job counted."""
    asked = who.ok("post", f"ledgers/{ledger}/preview", {"choice": choice, **more})
    work_off()
    counted: Json = who.ok("get", f"jobs/{asked['id']}")["result"]
    return counted
