"""Files are made by workers: one file whoever works on it, and no more memory for many rows than for few."""

import pytest

from office import jobs as door
from office.models import AuditEvent, Job
from office.services import jobs
from reports.models import ExportChunk
from reports.services import exports
from tests.cast import Cast
from tests.reports.taking_out import asked, fetched
from tests.workers.queue import expire, real


@real
def test_two_workers_make_one_file() -> None:
    """The one that was thought dead writes nothing."""
    cast = Cast()
    export = asked(cast.auditor, "organizations")
    first = jobs.claim({exports.MAKE})
    assert first is not None
    expire(first)
    second = jobs.claim({exports.MAKE})
    assert second is not None
    assert second.pk == first.pk
    door.run_job(second)
    door.run_job(first)
    assert ExportChunk.objects.filter(export=export["id"]).count() == 1
    assert AuditEvent.objects.filter(kind="export.made").count() == 1
    fetched(cast.auditor, export["id"])


@real
def test_a_file_that_broke_is_made_at_the_next_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    export = asked(cast.auditor, "organizations")
    with monkeypatch.context() as broken:
        broken.setattr(exports, "KEEP", None)  # it breaks while the pieces are written
        job = jobs.claim({exports.MAKE})
        assert job is not None
        door.run_job(job)
    assert not ExportChunk.objects.exists()
    assert Job.objects.get(pk=export["job"]).state == "waiting"
    Job.objects.update(due_at=job.recorded_at)
    assert door.run_next()
    assert cast.auditor.ok("get", f"exports/{export['id']}")["state"] == "made"
    fetched(cast.auditor, export["id"])
