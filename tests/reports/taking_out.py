"""Files taken out in a test's own transaction, as a worker would make them outside it."""

import csv
import io
from typing import TYPE_CHECKING, Any, cast

from finance.models import Payment
from office import jobs as door
from office.refusals import Refused
from office.services import jobs
from office.tables import MARK
from reports.services import board_papers, dossiers
from reports.services.exports import MAKE
from tests.cast import Client

if TYPE_CHECKING:
    from tests.contracts.world import World

Json = dict[str, Any]


def asked(who: Client, list: str, format: str = "csv", table: str = "", **filters: Any) -> Json:
    """The answer to asking for a file."""
    body = {"list": list, "format": format, "table": table, "filters": filters}
    return cast(Json, who.ok("post", "exports", body))


def work_off() -> None:
    """Make all files that are waited for."""
    while job := jobs.claim({MAKE, board_papers.MAKE, dossiers.MAKE}):
        work = door.Work(job)
        try:
            door.KINDS[job.kind].handler(work)
        except Refused as refused:
            jobs.set_aside(job, [*refused.refusals])


def fetched(who: Client, export: int) -> bytes:
    """The file's bytes."""
    answer = who.get(f"/api/v1/exports/{export}/content")
    assert answer.status_code == 200, answer.content
    content: bytes = answer.getvalue()
    assert int(answer["Content-Length"]) == len(content)
    return content


def taken_out(who: Client, list: str, format: str = "csv", table: str = "", **filters: Any) -> bytes:
    """Ask for a file, make it, fetch it."""
    export = asked(who, list, format, table, **filters)
    work_off()
    return fetched(who, export["id"])


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by its headings."""
    text = content.decode("utf-8")
    assert text.startswith(MARK)
    return [*csv.DictReader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";")]


def mine(who: Client) -> Any:
    """What somebody has asked for, the newest first."""
    return who.ok("get", "exports")["results"]


def noted(world: "World", *notes: str) -> None:
    """Payments with these notes, as somebody wrote them before it was refused."""
    (seen,) = Payment.objects.filter(pk=world.ids["payment"])
    for note in notes:
        seen.pk, seen.note, seen.order = None, note, None
        seen.save(force_insert=True)
