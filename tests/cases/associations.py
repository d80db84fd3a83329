"""What an association does itself in a case: its groups' time slips, its own report, its books. It does so today,
whatever the event's date, as the program lets it: such cases ask about a day far ahead.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from office.models import Organization
from tests.cases.reading import plain
from tests.cases.words import Yaml
from tests.cast import Client, user
from tests.finance.association_ledgers import chosen, handed_in, uploaded
from tests.finance.ledgers import work_off
from tests.finance.sie.writing import sie
from tests.reports.slips import path_of, slip

BANK = "1930"


def treasurer(agreement: Yaml) -> tuple[Client, Organization]:
    """Of the agreement's only recipient."""
    (recipient,) = [one["organization"] for one in agreement["parties"] if one["role"] == "recipient"]
    found = Organization.objects.get(pk=recipient)
    return Client(user(f"kassören {recipient}", "reporter", found)), found


def enter(agreement: Yaml, event: Yaml) -> None:
    """Slips by a group's link, each attested unless it waits."""
    who, _organization = treasurer(agreement)
    link = {"agreement": agreement["id"], "name": "Gruppen", "activity": "Språkcafé", "category": "adult"}
    path = path_of(who.ok("post", "time-slip-links", link))
    for one in event["slips"]:
        said = {name: str(one[name]) for name in ("activity", "category", "day", "people", "hours_each") if name in one}
        made = slip(path, **said, women=str(one["women"]), men=str(one["people"] - one["women"]))
        if not one.get("waits"):
            who.ok("post", "time-slips/attest", {"slips": [{"id": made.pk}], "attested_by": "Kassören"})


def report(agreement: Yaml, event: Yaml, content: Yaml) -> None:
    """The association's own report, which fills itself from its slips and is handed in."""
    who, _organization = treasurer(agreement)
    made = who.ok("post", "annual-reports", {"agreement": agreement["id"], "period": event["report"], **content})
    who.ok("post", f"annual-reports/{made['id']}/fill-from-slips", {})
    who.ok("post", f"annual-reports/{made['id']}/submit", {})


def hand_over(agreement: Yaml, event: Yaml) -> None:
    """A ledger of a financial year, and from it what concerns the agreement: a project's rows and some accounts'."""
    who, organization = treasurer(agreement)
    if "key" in event:
        agreed = {"agreement": agreement["id"], "key": event["key"], "agreed": "Styrelsen § 4 (påhittat)"}
        who.ok("post", "ledger-readings", agreed)
    file = SimpleUploadedFile("bok.se", _content(plain(event), organization.number))
    ledger = uploaded(who, file=file)["id"]
    objects = [{"dimension": "6", "number": event["project"]}] if "project" in event else []
    accounts = [str(one) for one in event.get("accounts", [])]
    handed_in(who, ledger, chosen(who, ledger, agreement["id"], objects=objects, accounts=accounts))
    work_off()


def _content(event: Yaml, number: str) -> bytes:
    """A voucher for each row, against the bank."""
    first, last = (day.replace("-", "") for day in event["year"])
    made = event["date"].replace("-", "")
    head = ["#FLAGGA 0", f"#GEN {made}", "#SIETYP 4", f"#ORGNR {number}", f"#RAR 0 {first} {last}"]
    lines = [f"#IB 0 {account} {amount}" for account, amount in event.get("opening", {}).items()]
    rows = [
        *event["books"],
        *([{"day": event["year"][1], "account": 8999, "amount": "0.00"}] if event["closed"] else []),
    ]
    for serial, row in enumerate(rows, 1):
        project = f'{{6 "{row["project"]}"}}' if "project" in row else "{}"
        lines += [f"#VER A {serial} {row['day'].replace('-', '')}", "{"]
        lines += [
            f"#TRANS {row['account']} {project} {row['amount']}",
            f"#TRANS {BANK} {{}} {_other(row['amount'])}",
            "}",
        ]
    return sie(*lines, head=head)


def _other(amount: str) -> str:
    return amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"
