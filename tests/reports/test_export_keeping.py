"""How a file is made and kept: it tells how far it has come, lies in pieces, and is forgotten in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from office import jobs as door
from office.services import jobs
from reports.models import Export, ExportChunk
from reports.services import exports
from tests.contracts.world import World
from tests.reports.taking_out import asked, fetched, taken_out, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_the_job_says_how_far_it_has_come(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the file is made, not only in the end."""
    monkeypatch.setattr("reports.api.checks.TOGETHER", 1)
    auditor = world.cast.auditor
    count = auditor.ok("get", "commitment-checks")["count"]
    export = asked(auditor, "commitment-checks")
    job = jobs.claim({exports.MAKE})
    assert job is not None
    work, told = door.Work(job), []

    def progress(done: int, total: int | None) -> None:
        work.progress(done, total)
        told.append(auditor.ok("get", f"jobs/{job.pk}")["progress"])

    exports.make(export["id"], progress, work.finish)
    assert count > 1
    assert told == [{"done": done, "total": count} for done in range(1, count + 1)]


def test_files_are_forgotten(world: World) -> None:
    officer = world.cast.officer
    export = asked(officer, "payments")
    work_off()
    made = Export.objects.get(pk=export["id"])
    assert made.made_at is not None
    assert made.kept_until == made.made_at + exports.KEEP
    assert exports.forget(timezone.now()) == 0
    Export.objects.filter(pk=made.pk).update(kept_until=timezone.now() - timedelta(seconds=1))
    assert exports.forget(timezone.now()) == 1
    assert officer.ok("get", f"exports/{made.pk}")["state"] == "forgotten"
    assert "export.forgotten" in officer.no(409, "get", f"exports/{made.pk}/content")


def test_a_person_waits_for_so_many_files(world: World) -> None:
    for _ in range(exports.MOST_WAITING):
        asked(world.cast.stranger, "payments")
    assert "export.too_many" in world.cast.stranger.no(409, "post", "exports", {"list": "payments", "format": "csv"})
    work_off()
    asked(world.cast.stranger, "payments")


def test_large_files_lie_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = taken_out(world.cast.auditor, "audit-events", ordering="at")
    monkeypatch.setattr(exports, "CHUNK", 1000)
    export = asked(world.cast.auditor, "audit-events", ordering="at")
    work_off()
    assert fetched(world.cast.auditor, export["id"]) == whole
    sizes = [len(bytes(one.content)) for one in ExportChunk.objects.filter(export=export["id"]).order_by("number")]
    assert len(sizes) == -(-len(whole) // 1000) > 5
    assert set(sizes[:-1]) == {1000}
