"""The demo's books: read, chosen from, asked to be handed in. Every row is invented. Those of Vän i Umeå for 2020 say
what its invented report says; an invented association's of last year say something else than its report.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import Agreement
from finance.bodies.ledgers import ChoiceBody, HandInBody
from finance.bodies.reconciliations import LedgerReadingBody
from finance.models import Ledger
from finance.services import ledger_choices, ledgers, reconciliations
from office.models import Organization, User
from office.services import memberships

VAN = "802000-0009"
Voucher = tuple[str, str, str, list[tuple[str, str, str]]]
#: Number, day, text, and the rows: account, project or none, SEK.
VOUCHERS: list[Voucher] = [
    ("A", "20200131", "Bidrag, första delen", [("1930", "", "750000.00"), ("3987", "P01", "-750000.00")]),
    ("A", "20200731", "Bidrag, andra delen", [("1930", "", "750000.00"), ("3987", "P01", "-750000.00")]),
    ("A", "20200930", "Medlemsavgifter", [("1930", "", "110000.00"), ("3890", "P01", "-110000.00")]),
    ("A", "20201130", "Gåvor", [("1930", "", "200000.00"), ("3993", "P01", "-200000.00")]),
    ("B", "20201231", "Löner", [("7210", "P01", "1400000.00"), ("1930", "", "-1400000.00")]),
    ("B", "20201231", "Lokaler", [("5010", "P01", "410000.00"), ("1930", "", "-410000.00")]),
    ("B", "20201231", "Kansli, för hela föreningen", [("6110", "", "24000.00"), ("1930", "", "-24000.00")]),
    ("B", "20201231", "Årets resultat", [("8999", "", "-24000.00"), ("2099", "", "24000.00")]),
]
#: Of last year: 20 000 of the grant is left for this one, the fees are 2 000 less than reported, and the rent of
#: 36 000 is the whole association's.
OTHERS = "Mötesplats Grubbe"
OTHER_VOUCHERS: list[Voucher] = [
    ("A", "0131", "Bidrag, första delen", [("1930", "", "200000.00"), ("3987", "P07", "-200000.00")]),
    ("A", "0731", "Bidrag, andra delen", [
        ("1930", "", "200000.00"), ("3987", "P07", "-180000.00"), ("2990", "P07", "-20000.00")]),
    ("A", "0930", "Medlemsavgifter", [("1930", "", "38000.00"), ("3890", "P07", "-38000.00")]),
    ("B", "1231", "Löner", [("7210", "P07", "409000.00"), ("1930", "", "-409000.00")]),
    ("B", "1231", "Hyra, hela huset", [("5010", "", "36000.00"), ("1930", "", "-36000.00")]),
    ("B", "1231", "Årets resultat", [("8999", "", "-27000.00"), ("2099", "", "27000.00")]),
]  # fmt: skip
ACCOUNTS = {
    "1930": "Bank", "2099": "Årets resultat", "2990": "Oförbrukade bidrag", "3890": "Medlemsavgifter",
    "3987": "Kommunala bidrag", "3993": "Gåvor", "5010": "Lokalhyra", "6110": "Kontorsmaterial", "7210": "Löner",
    "8999": "Årets resultat",
}  # fmt: skip


def handed_over(_officer: User, _today: date) -> None:
    """The treasurer's way with a ledger; the job that hands it in waits for whoever runs the jobs."""
    agreement = Agreement.objects.get(reference="KS-2019/00714")
    association = Organization.objects.get(number=VAN)
    said: Any = {"objects": [{"dimension": "6", "number": "P01"}], "accounts": ["2990"]}
    _hand_over(agreement, association, _content(association, 2020, "P01", VOUCHERS), said)


def books_that_differ(_officer: User, today: date) -> None:
    """The same of an invented association, with a key for what its project shares with the rest of it."""
    agreement = Agreement.objects.get(title=OTHERS)
    association = agreement.parties.get(role="recipient").organization
    treasurer = User.objects.get(username="treasurer")
    memberships.grant(treasurer, association, "reporter", date(2019, 1, 1))
    key = {
        "agreement": agreement.pk,
        "organization": association.pk,
        "key": "0.25",
        "agreed": "Styrelsen § 4 (påhittat)",
    }
    values, refusals = LedgerReadingBody().read(key)
    reconciliations.say(values, treasurer, refusals)
    year = today.year - 1
    vouchers = [(series, f"{year}{day}", text, rows) for series, day, text, rows in OTHER_VOUCHERS]
    said: Any = {"objects": [{"dimension": "6", "number": "P07"}], "accounts": ["2990", "5010"]}
    _hand_over(agreement, association, _content(association, year, "P07", vouchers), said)


def _hand_over(agreement: Agreement, association: Organization, content: bytes, said: dict[str, Any]) -> None:
    treasurer = User.objects.get(username="treasurer")
    sent = {"file": SimpleUploadedFile("bok.se", content), "organization": association.number}
    ledger = ledgers.upload(sent, treasurer, []).ledger
    ledgers.read(ledger.pk, _silent, _at_once)
    ledger = Ledger.objects.select_related("upload", "organization").get(pk=ledger.pk)
    values, refusals = ChoiceBody().read({"agreement": agreement.pk, **said})
    choice = ledger_choices.choose(ledger, values, treasurer, refusals)
    values, refusals = HandInBody().read({"choice": choice.pk})
    ledger_choices.ask("finance.hand_in_ledger", ledger, values, treasurer, refusals)


def _content(association: Organization, year: int, project: str, vouchers: list[Voucher]) -> bytes:
    """As a bookkeeping program would export it, in February of the year after."""
    lines = ["#FLAGGA 0", "#FORMAT PC8", f"#GEN {year + 1}0215", "#SIETYP 4", f"#ORGNR {association.number}"]
    lines += [f'#FNAMN "{association.name}"', f"#RAR 0 {year}0101 {year}1231", '#DIM 6 "Projekt"']
    lines += [f'#OBJEKT 6 "{project}" "Överenskommelsen"']
    lines += [f'#KONTO {number} "{name}"' for number, name in ACCOUNTS.items()]
    lines += ["#IB 0 1930 200000.00", "#IB 0 2990 0.00"]
    for serial, (series, day, text, rows) in enumerate(vouchers, 1):
        lines += [f'#VER {series} {serial} {day} "{text}"', "{"]
        lines += [f"#TRANS {account} {_objects(named)} {amount}" for account, named, amount in rows]
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
