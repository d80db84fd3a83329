"""Decided agreements in the form of the 360Giving Data Standard 1.4, as JSON and as CSV: open data, so nothing that is
not public is in it.

A grant is what one giver has decided to fund under one agreement; what is not decided is left out. Organisations are
named by the list that org-id.guide calls SE-ON, Swedish organisation numbers (it replaced SE-KK and SE-BLV). A grant's
identifier is the publisher's prefix, which 360Giving gives out and the setting GRANT_PREFIX names (without one: the
giver's own identifier), the reference, and the number of the commitment.
"""

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from agreements.models.agreement import AgreementKind
from office.clock import date_of
from office.refusals import Refusal, Refused
from office.tables import cell
from reports.exporting.columns import Table
from reports.exporting.writing import About, Json, Writer
from reports.selectors.awards import Award, Somebody, awards_of

VERSION, CURRENCY, SCHEME = "1.4", "SEK", "SE-ON"
#: Members of a grant, with the titles that the standard gives them as columns; `{}` is the place of one of several.
COLUMNS = (
    (("id",), "Identifier"),
    (("title",), "Title"),
    (("description",), "Description"),
    (("currency",), "Currency"),
    (("amountAwarded",), "Amount Awarded"),
    (("awardDate",), "Award Date"),
    (("plannedDates", 0, "startDate"), "Planned Dates:Start Date"),
    (("plannedDates", 0, "endDate"), "Planned Dates:End Date"),
    (("actualDates", 0, "startDate"), "Actual Dates:Start Date"),
    (("actualDates", 0, "endDate"), "Actual Dates:End Date"),
    (("fundingOrganization", 0, "id"), "Funding Org:Identifier"),
    (("fundingOrganization", 0, "name"), "Funding Org:Name"),
    (("fundingOrganization", 0, "department"), "Funding Org:Department"),
    (("grantProgramme", 0, "code"), "Grant Programme:Code"),
    (("grantProgramme", 0, "title"), "Grant Programme:Title"),
)
RECIPIENT = (("id", "Identifier"), ("name", "Name"), ("department", "Department"))


def grant(award: Award) -> Json:
    """An award as the standard has it; the actual dates tell of one that was ended before its time."""
    funder = _organization(award.funder)
    prefix, reference = settings.GRANT_PREFIX or funder["id"], "".join(award.reference.split())
    amount = int(award.amount) if award.amount == int(award.amount) else float(award.amount)
    return {
        "id": f"{prefix}-{reference}-{award.commitment}",
        "title": award.title,
        "description": award.purpose.strip() or award.title,
        "currency": CURRENCY,
        "amountAwarded": amount,
        "awardDate": award.decided_on.isoformat(),
        "plannedDates": _dates(award.starts_on, award.ends_on),
        **({"actualDates": _dates(award.starts_on, award.ended_on)} if award.ended_on else {}),
        "recipientOrganization": [_organization(one) for one in award.recipients],
        "fundingOrganization": [funder],
        "grantProgramme": [{"code": award.kind, "title": str(AgreementKind(award.kind).label)}],
    }


def _dates(first: date, last: date) -> list[Json]:
    return [{"startDate": first.isoformat(), "endDate": last.isoformat()}]


def _organization(one: Somebody) -> Json:
    """Whoever has no organisation number (a foreign body) is known by the publisher's own number for it."""
    own = f"{settings.GRANT_PREFIX or 'overens'}-organization-{one.id}"
    named = {"id": f"{SCHEME}-{one.number}" if one.number else own, "name": one.name}
    return {**named, "department": one.department} if one.department else named


def _grants(records: list[Json], about: About) -> Iterator[Json]:
    for award in awards_of([record["id"] for record in records], about.asked):
        about.rows[""] += 1
        yield grant(award)


class JsonWriter:
    """A package with every grant, written while they come."""

    def __init__(self, file: IO[bytes], about: About) -> None:
        self.file, self.about = file, about
        head = {"version": VERSION, "title": about.title, "issued": date_of(about.made_at).isoformat()}
        self.file.write(orjson.dumps(head)[:-1] + b',"grants":[')

    def add(self, records: list[Json]) -> None:
        for one in _grants(records, self.about):
            self.file.write((b",\n" if self.about.rows[""] > 1 else b"\n") + orjson.dumps(one))

    def end(self) -> None:
        if not self.about.rows[""]:
            message = _("None of these agreements is decided: there is no grant to publish.")
            raise Refused(Refusal("export.nothing_decided", message, "filters", ">= 1", 0))
        self.file.write(b"\n]}\n")

    def close(self) -> None:
        """It keeps nothing."""


class CsvWriter:
    """The same as a table. How many recipients a grant has is known at the end, so the grants wait on the disk."""

    def __init__(self, file: IO[bytes], about: About) -> None:
        self.file, self.about, self.most = file, about, 1
        self.waiting: IO[bytes] = tempfile.TemporaryFile(prefix="overens-grants-")  # noqa: SIM115 - `close` does

    def add(self, records: list[Json]) -> None:
        for one in _grants(records, self.about):
            self.most = max(self.most, len(one["recipientOrganization"]))
            self.waiting.write(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE))

    def end(self) -> None:
        columns = [*COLUMNS, *self._recipients()]
        text = io.TextIOWrapper(self.file, encoding="utf-8", newline="")
        out = csv.writer(text)
        out.writerow([title for _path, title in columns])
        self.waiting.seek(0)
        for line in self.waiting:
            one = orjson.loads(line)
            out.writerow([cell(_found(one, path)) for path, _title in columns])
        text.detach()

    def _recipients(self) -> Iterator[tuple[tuple[Any, ...], str]]:
        for place in range(self.most):
            for member, title in RECIPIENT:
                among = f"{place}:" if self.most > 1 else ""
                yield ("recipientOrganization", place, member), f"Recipient Org:{among}{title}"

    def close(self) -> None:
        self.waiting.close()


def _found(one: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        missing = step >= len(one) if isinstance(step, int) else step not in one
        if missing:
            return None
        one = one[step]
    return one


def open_json(file: IO[bytes], _root: Table, _chosen: Table, about: About) -> Writer:
    """An `Opener` for agreements."""
    return JsonWriter(file, about)


def open_csv(file: IO[bytes], _root: Table, _chosen: Table, about: About) -> Writer:
    """An `Opener` for agreements."""
    return CsvWriter(file, about)
