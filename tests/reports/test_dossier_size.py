"""A large agreement's dossier takes time, and no more memory than a small one's."""

import tempfile
import tracemalloc
from typing import Any

import pytest

from finance.models import LedgerRow, Payment
from office.models import AuditConcern, AuditEvent
from office.services import trail
from reports.models import Export
from reports.services import dossiers
from tests.contracts.world import World
from tests.reports.dossiers import asked

pytestmark = pytest.mark.django_db
Told = list[tuple[int, int | None]]
ROWS, EVENTS, PAYMENTS = 10_000, 5_000, 500


def _written(world: World) -> tuple[int, int, Told]:
    """Ask for the dossier and write it: the peak of memory and the file's size (bytes), and what progress was told."""
    export = Export.objects.get(pk=asked(world.cast.auditor, world.ids["active"])["id"])
    told: Told = []
    with tempfile.TemporaryFile() as file:
        tracemalloc.start()
        dossiers.write(export, file, lambda done, total: told.append((done, total)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak, file.tell(), told


def _copies(row: Any, count: int) -> list[Any]:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    return [type(row)(**kept) for _ in range(count)]


def test_memory_is_flat(world: World) -> None:
    small, _size, _told = _written(world)
    row = LedgerRow.objects.filter(hand_in__agreement=world.ids["active"]).latest("pk")
    LedgerRow.objects.bulk_create(_copies(row, ROWS))
    paid = Payment.objects.get(pk=world.ids["payment"])
    Payment.objects.bulk_create(_copies(paid, PAYMENTS))
    about = AuditEvent.objects.filter(kind="payment.registered", subject_id=paid.pk).get()
    events = AuditEvent.objects.bulk_create(_copies(about, EVENTS))
    AuditConcern.objects.bulk_create(AuditConcern(event=one, organization=world.cast.umea) for one in events)
    trail.seal_all()
    large, size, told = _written(world)
    assert size > 300_000
    assert large - small < 10_000_000
    assert len(told) > (ROWS + EVENTS) // 500
    assert told[-1] == (8, 8)
    assert told == sorted(told)
