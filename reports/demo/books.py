"""The demo's ledger of Vän i Umeå for 2020: read, chosen from, asked to be handed in. Every row is invented; its sums
are those of the invented report of that year.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import Agreement
from finance.bodies.ledgers import ChoiceBody, HandInBody
from finance.models import Ledger
from finance.services import ledger_choices, ledgers
from office.models import User

VAN = "802000-0009"
#: Number, day, text, and the rows: account, project or none, SEK.
VOUCHERS = [
    ("A", "20200131", "Bidrag, första delen", [("1930", "", "750000.00"), ("3987", "P01", "-750000.00")]),
    ("A", "20200731", "Bidrag, andra delen", [("1930", "", "750000.00"), ("3987", "P01", "-750000.00")]),
    ("A", "20200930", "Medlemsavgifter", [("1930", "", "110000.00"), ("3890", "P01", "-110000.00")]),
    ("A", "20201130", "Gåvor", [("1930", "", "200000.00"), ("3993", "P01", "-200000.00")]),
    ("B", "20201231", "Löner", [("7210", "P01", "1400000.00"), ("1930", "", "-1400000.00")]),
    ("B", "20201231", "Lokaler", [("5010", "P01", "410000.00"), ("1930", "", "-410000.00")]),
    ("B", "20201231", "Kansli, för hela föreningen", [("6110", "", "24000.00"), ("1930", "", "-24000.00")]),
]
ACCOUNTS = {
    "1930": "Bank", "2990": "Oförbrukade bidrag", "3890": "Medlemsavgifter", "3987": "Kommunala bidrag",
    "3993": "Gåvor", "5010": "Lokalhyra", "6110": "Kontorsmaterial", "7210": "Löner",
}  # fmt: skip


def handed_over(_officer: User, _today: date) -> None:
    """The treasurer's way with a ledger; the job that hands it in waits for whoever runs the jobs."""
    agreement = Agreement.objects.get(reference="KS-2019/00714")
    treasurer = User.objects.get(username="treasurer")
    sent = {"file": SimpleUploadedFile("2020.se", _content()), "organization": VAN}
    ledger = ledgers.upload(sent, treasurer, []).ledger
    ledgers.read(ledger.pk, _silent, _at_once)
    ledger = Ledger.objects.select_related("upload", "organization").get(pk=ledger.pk)
    said: dict[str, Any] = {"objects": [{"dimension": "6", "number": "P01"}], "accounts": ["2990"]}
    values, refusals = ChoiceBody().read({"agreement": agreement.pk, **said})
    choice = ledger_choices.choose(ledger, values, treasurer, refusals)
    values, refusals = HandInBody().read({"choice": choice.pk})
    ledger_choices.ask("finance.hand_in_ledger", ledger, values, treasurer, refusals)


def _content() -> bytes:
    """As a bookkeeping program would export it."""
    lines = ["#FLAGGA 0", "#FORMAT PC8", "#GEN 20210215", "#SIETYP 4", f"#ORGNR {VAN}", '#FNAMN "Vän i Umeå"']
    lines += ["#RAR 0 20200101 20201231", '#DIM 6 "Projekt"', '#OBJEKT 6 "P01" "Överenskommelsen"']
    lines += [f'#KONTO {number} "{name}"' for number, name in ACCOUNTS.items()]
    lines += ["#IB 0 1930 200000.00", "#IB 0 2990 0.00"]
    for serial, (series, day, text, rows) in enumerate(VOUCHERS, 1):
        lines += [f'#VER {series} {serial} {day} "{text}"', "{"]
        lines += [f"#TRANS {account} {_objects(project)} {amount}" for account, project, amount in rows]
        lines.append("}")
    return "\r\n".join([*lines, ""]).encode("cp437")


def _objects(project: str) -> str:
    return f'{{6 "{project}"}}' if project else "{}"


def _silent(_done: int, _total: int) -> None:
    """Nobody follows it."""


@contextmanager
def _at_once(_result: Any) -> Iterator[None]:
    """The demo is one transaction already; the job that was to read it finds that it has been read."""
    yield
