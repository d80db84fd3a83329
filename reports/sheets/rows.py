"""What stands in a template: what is written already, beside what was promised and what was told last time."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.periods import Period
from office.clock import today
from reports.checks.results import Amount
from reports.checks.wording import amount
from reports.models import AnnualReport
from reports.selectors.sheets import Beside
from reports.sheets.layout import FIGURES, FIXED, GOES_ON, MOST_CHARACTERS, NARRATIVE, NARRATIVES, VERSION, label
from reports.sheets.making import Row

Json = dict[str, Any]


def rows(said: Json, known: Beside, language: str) -> dict[str, list[Row]]:
    """The rows of each sheet."""
    return {
        "figures": list(_figures(said, known, language)),
        "volunteer_hours": [Row("", row) for row in said["volunteer_hours"]],
        "activities": list(_activities(said, known)),
        "texts": list(_texts(said)),
    }


def facts(
    report: AnnualReport, agreement: Agreement, period: Period, terms: str, known: Beside, language: str
) -> list[tuple[str, str]]:
    """What the first sheet says: whose template it is, what was promised, and how it is filled in."""
    promised = [
        *((label("kind", kind, language), Amount(value, "SEK")) for kind, value in known.promised.items()),
        *((name, Amount(quantity, unit)) for name, unit, quantity in known.activities),
    ]
    steps = (
        _("Write in the yellow cells. Everything else is locked: it is there to look at."),
        _("An empty cell says nothing; 0 says that there was none. What was promised is needed when you hand in."),
        _("Write values, no formulas. Sheets of your own may stand in the workbook: nothing is read from them."),
        _("Send the file in when you are done. All that is wrong is told by its cell, and nothing is saved then."),
        _("What the file says takes the place of what has been written before."),
    )
    return [
        (_("Agreement"), f"{agreement.reference} {agreement.title}"),
        (_("Organisation"), report.organization.name),
        (_("Period"), f"{report.period} ({period.starts_on} – {period.ends_on})"),
        (_("Made on"), str(today())),
        (_("Template"), f"{VERSION}, {terms[:12]}"),
        *((f"{_('Promised')}: {name}", amount(value, language)) for name, value in promised),
        *((str(number), step) for number, step in enumerate(steps, start=1)),
    ]


def _figures(said: Json, known: Beside, language: str) -> Iterator[Row]:
    """A row for each kind, and for own cash one for each source under a row with the promise and the sum."""
    now, last = ({(row["kind"], row["source"]): row for row in one["figures"]} for one in (said, known.last))
    cash = [Decimal(row["amount"]) for (kind, _source), row in last.items() if kind == "own_cash"]
    promised, total = known.promised.get("own_cash"), sum(cash, Decimal(0)) if cash else None
    yield Row("", {}, label("kind", "own_cash", language), promised, total, frozenset())
    for kind, source in FIGURES:
        called = f"   {label('source', source, language)}" if source else label("kind", kind, language)
        before = last.get((kind, source))
        reported = Decimal(before["amount"]) if before else None
        open_ = {"amount", "basis", "document"} if kind == "in_kind" else {"amount"}
        promise = None if source else known.promised.get(kind)
        key = f"{kind}/{source}" if source else kind
        yield Row(key, now.get((kind, source), {}), called, promise, reported, frozenset(open_))


def _activities(said: Json, known: Beside) -> Iterator[Row]:
    """What was promised first, whether or not it has been written; then what else there is."""
    now, last = (
        {(row["name"].casefold(), row["unit"].casefold()): row for row in one["activities"]}
        for one in (said, known.last)
    )
    for name, unit, promised in known.activities:
        key = name.casefold(), unit.casefold()
        row = now.pop(key, {"name": name, "unit": unit})
        yield Row(FIXED, row, "", promised, _quantity(last.get(key)), frozenset({"quantity"}))
    for key, row in now.items():
        yield Row("", row, "", None, _quantity(last.get(key)))


def _quantity(row: Json | None) -> Decimal | None:
    return Decimal(row["quantity"]) if row else None


def _texts(said: Json) -> Iterator[Row]:
    open_ = frozenset({"text"})
    yield Row("audited_by", {"text": said["audited_by"]}, _("The association's auditor"), open=open_)
    parts = list(_cut(said["narrative"]))
    for number, (key, part) in enumerate([*parts, *[(NARRATIVE, "")] * (NARRATIVES - len(parts))]):
        yield Row(key, {"text": part}, _("Narrative, going on") if number else _("Narrative"), open=open_)


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """What a cell can hold of a text at a time, cut at a line break; of a longer line, what goes on as it is."""
    key, text = NARRATIVE, text.replace("\r\n", "\n").replace("\r", "\n")
    while len(text) > MOST_CHARACTERS:
        at = text.rfind("\n", 1, MOST_CHARACTERS)
        whole = at > 0
        at = at if whole else MOST_CHARACTERS
        yield key, text[:at]
        key, text = (NARRATIVE, text[at + 1 :]) if whole else (GOES_ON, text[at:])
    yield key, text
