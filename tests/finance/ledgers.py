"""Import a ledger as an officer does, explain it, and do the work that it asks for: the rows are invented."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from office import jobs as door
from office.models import Job
from office.refusals import Refused
from office.services import jobs
from tests.cast import UMEA, VAN, Cast, Client

HEADINGS = ("Datum", "Konto", "Belopp", "Organisationsnummer", "Mottagare", "Verifikation", "Text")
FIRST = ("2020-02-03", "4530", "750 000,00", VAN, "Vän i Umeå", "B 1", "Bidrag")
SECOND = ("2020-08-03", "4530", "750 000,00", VAN, "Vän i Umeå", "B 2", "Bidrag")


def file(*rows: Sequence[str], name: str = "bidrag.csv") -> SimpleUploadedFile:
    text = "\n".join(";".join(row) for row in (HEADINGS, *rows))
    return SimpleUploadedFile(name, text.encode())


def sent(who: Client, content: SimpleUploadedFile, **said: Any) -> Any:
    """The answer to an import of 2020."""
    body = {"file": content, "organization": UMEA, "starts_on": "2020-01-01", "ends_on": "2020-12-31", **said}
    return who.post("/api/v1/ledger-imports", body, format="multipart")


def imported(who: Client, *rows: Sequence[str], **said: Any) -> Any:
    """An import that has been read and matched."""
    answer = sent(who, file(*rows), **said)
    assert answer.status_code == 201, answer.content
    work_off()
    return who.ok("get", f"ledger-imports/{answer.json()['id']}")


def pay(cast: Cast, agreement: int, on: str, amount: str = "750000.00") -> int:
    """A payment of 2020 that the officer registers."""
    body = {"agreement": agreement, "period": "2020", "amount": amount, "paid_on": on}
    return int(cast.officer.ok("post", "payments", body)["id"])


def rows(who: Client, ledger: Any, **query: str) -> list[dict[str, Any]]:
    """An import's rows, as far as the query asks for them."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[dict[str, Any]] = who.ok("get", f"ledger-imports/{ledger['id']}/rows?limit=1000&{asked}")["results"]
    return found


def sheet(who: Client, ledger: Any) -> Any:
    """What an import adds up to, and what is found in it."""
    return who.ok("get", f"ledger-imports/{ledger['id']}/sheet")


def explain(who: Client, ledger: Any, **said: Any) -> Any:
    """An explanation of a row of an import."""
    return who.ok("post", f"ledger-imports/{ledger['id']}/explanations", {"reason": "Påhittat i testet.", **said})


def explained(who: Client) -> tuple[int, int, int]:
    """An import of two rows, the second explained: the ids of the import, its first row and the explanation."""
    path = f"ledger-imports/{imported(who, FIRST, SECOND)['id']}"
    first, second = (row["id"] for row in who.ok("get", f"{path}/rows")["results"])
    said = who.ok("post", f"{path}/explanations", {"row": second, "kind": "outside", "reason": "Påhittat i testet."})
    return int(path.rpartition("/")[2]), first, said["id"]


def work_off() -> None:
    """Do all waiting work of this room in the test's own transaction, as a worker would outside it."""
    kinds = {name for name in door.KINDS if name.startswith(("finance.", "agreements."))}
    while job := jobs.claim(kinds):
        work = door.Work(job)
        try:
            door.KINDS[job.kind].handler(work)
            if not work.ended:
                work.end()
        except Refused as refused:
            jobs.set_aside(job, list(refused.refusals))
    assert not Job.objects.filter(kind__in=kinds, state="waiting").exists()
