"""An export of 20 000 rows takes at most 60 MB more than an idle process, and hardly more than one of a tenth of it."""

from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model

from agreements.models import Agreement, Commitment, Decision, Party
from finance.models import Payment
from reports.models import Export
from tests.agreements.sample import active
from tests.cast import Cast, number
from tests.workers.processes import Processes
from tests.workers.queue import real

pytestmark = real

#: Megabytes: above an idle process, and of ten times as many rows. Most of the growth is that the larger file is kept a
#: megabyte at a time, which the smaller one does not have.
ABOVE, GROWTH = 60, 15
M = TypeVar("M", bound=Model)


def _copies(one: M, changes: list[dict[str, Any]]) -> list[M]:
    """Rows like another, with other values."""
    model = type(one)
    said = {
        field.attname: getattr(one, field.attname) for field in model._meta.concrete_fields if not field.primary_key
    }
    return model._default_manager.bulk_create([model(**said | other) for other in changes], batch_size=1_000)


def payments(agreement: int, many: int) -> None:
    """So many payments more."""
    one = Payment.objects.filter(agreement=agreement).earliest("pk")
    _copies(one, [{"amount": f"{place}.{place % 100:02}", "note": f"Rad {place}"} for place in range(1, many + 1)])


def grants(agreement: int, first: int, many: int) -> None:
    """So many decided agreements more, each with an association of its own."""
    one, places = Agreement.objects.get(pk=agreement), range(first, first + many)
    giver, recipient = Party.objects.filter(agreement=one).order_by("role")
    agreements = _copies(one, [{"reference": f"KS/{place}"} for place in places])
    others = _copies(recipient.organization, [{"number": number(place)} for place in places])
    givers = _copies(giver, [{"agreement_id": made.pk} for made in agreements])
    pairs = zip(agreements, others, strict=True)
    _copies(recipient, [{"agreement_id": made.pk, "organization_id": other.pk} for made, other in pairs])
    given = [{"agreement_id": party.agreement_id, "party_id": party.pk} for party in givers]
    _copies(Commitment.objects.get(agreement=one, kind="funding"), [{**row, "recipient_id": None} for row in given])
    _copies(Decision.objects.get(agreement=one), given)


def taken(cast: Cast, folder: Path, list: str, *formats: str) -> dict[str, float]:
    """The megabytes that a process of its own takes more than it had idle, once it has made a file in each form."""
    folder.mkdir()
    asked = {"path": list, "language": "sv", "asked_by": cast.auditor.who}
    exports = [Export.objects.create(format=format, **asked) for format in formats]
    processes = Processes(folder)
    try:
        process = processes.python("-m", "tests.workers.exporting", *(str(one.pk) for one in exports))
        assert process.wait(timeout=300) == 0, processes.printed()
        idle, *peaks = map(float, (folder / "output-0").read_text().splitlines())
    finally:
        processes.end()
    return {format: peak - idle for format, peak in zip(formats, peaks, strict=True)}


def flat(few: dict[str, float], many: dict[str, float]) -> None:
    """Many rows take hardly more memory than few."""
    for format, above in many.items():
        assert above < ABOVE, format
        assert above - few[format] < GROWTH, format


def rows() -> list[int | None]:
    """Of the files, in the order in which they were made."""
    return [*Export.objects.order_by("pk").values_list("rows", flat=True)]


def test_rows_take_no_memory(cast: Cast, tmp_path: Path) -> None:
    pk = active(cast)
    cast.officer.ok("post", "payments", {"agreement": pk, "period": "2020", "amount": "1.00"})
    payments(pk, 2_000)
    few = taken(cast, tmp_path / "few", "payments", "csv", "xlsx")
    payments(pk, 18_000)
    flat(few, taken(cast, tmp_path / "many", "payments", "csv", "xlsx"))
    assert rows() == [2_001] * 2 + [20_001] * 2


def test_open_data_takes_no_memory(cast: Cast, tmp_path: Path) -> None:
    pk = active(cast)
    grants(pk, 1_000, 1_000)
    few = taken(cast, tmp_path / "few", "agreements", "360giving-json", "360giving-csv")
    grants(pk, 2_000, 3_000)
    flat(few, taken(cast, tmp_path / "many", "agreements", "360giving-json", "360giving-csv"))
    assert rows() == [1_001] * 2 + [4_001] * 2
