"""How a run ends: done, tried again, set aside or put back, and what the job says of it."""

import pytest
from django.db import transaction
from django.utils import timezone, translation

from office import jobs as door
from office.jobs import running
from office.jobs.kinds import Kind
from office.models import Job
from office.models.jobs import JobState
from office.refusals import Refusal, Refused
from office.services import jobs
from tests.workers.queue import claimed, come_due, expire, real

pytestmark = pytest.mark.both


@real
def test_no_handler_runs_inside_a_transaction() -> None:
    job = jobs.enqueue("test.look")
    assert door.run_next()
    job.refresh_from_db()
    assert job.result == {"in_transaction": False}
    with transaction.atomic(), pytest.raises(RuntimeError, match="inside a transaction"):
        door.run_job(job)


@real
def test_a_fault_is_tried_again_after_a_growing_pause_and_then_set_aside() -> None:
    job = jobs.enqueue("test.breaks")
    other = jobs.enqueue("test.mark")
    pauses = []
    for _ in range(2):
        before = timezone.now()
        assert door.run_next()
        job.refresh_from_db()
        assert job.state == JobState.WAITING
        pauses.append(round((job.due_at - before).total_seconds()))
        door.run_next()  # the other one is not held up
        come_due(job)
    assert pauses == [10, 40]
    assert door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert [one["code"] for one in job.failure or []] == ["job.broken"]
    other.refresh_from_db()
    assert other.state == JobState.DONE
    assert not door.run_next()


@real
def test_a_fault_that_passes_is_forgotten() -> None:
    job = jobs.enqueue("test.breaks", {"times": 1})
    door.run_next()
    come_due(job)
    door.run_next()
    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == (JobState.DONE, None, 2)


@real
def test_a_refusal_is_final() -> None:
    job = jobs.enqueue("test.refuses")
    door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert job.failure == [
        {"code": "test.refused", "message": "The file has no rows.", "path": "file", "expected": ["rows"], "actual": 0}
    ]


@real
def test_the_log_does_not_quote_what_the_asker_s_file_says(caplog: pytest.LogCaptureFixture) -> None:
    jobs.enqueue("test.refuses")
    door.run_next()
    assert "test.refused" in caplog.text
    assert "The file has no rows." not in caplog.text


@real
def test_a_refusal_may_quote_what_no_database_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_work: running.Work) -> None:
        raise Refused(Refusal("test.refused", "Cell \0 is \ud800.", "A1", None, ["\0", {"x": "\udfff"}]))

    monkeypatch.setitem(door.KINDS, "test.mark", Kind("test.mark", refuse))
    job = jobs.enqueue("test.mark")
    door.run_next()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert (job.failure or [{}])[0]["message"] == "Cell ? is ?."


@real
def test_a_fault_after_the_end_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(work: running.Work) -> None:
        work.progress(1, 2)
        with work.finish("made"):
            pass
        raise ZeroDivisionError

    monkeypatch.setitem(door.KINDS, "test.mark", Kind("test.mark", late))
    job = jobs.enqueue("test.mark")
    door.run_next()
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.failure) == (JobState.DONE, "made", 2, 2, None)


@real
def test_work_whose_worker_always_dies_is_set_aside() -> None:
    job = jobs.enqueue("test.dies")
    for _ in range(2):
        held = jobs.claim(door.KINDS)
        assert held is not None
        expire(held)
    assert door.run_next()
    job.refresh_from_db()
    assert (job.state, (job.failure or [{}])[0]["code"]) == (JobState.FAILED, "job.lost")


@real
def test_a_worker_told_to_stop_puts_its_job_back() -> None:
    job = jobs.enqueue("test.stopped")
    with pytest.raises(KeyboardInterrupt):
        door.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == (JobState.WAITING, 0, "")
    assert jobs.due(1, door.KINDS) == 1


@real
def test_a_worker_told_to_stop_as_its_job_ended_says_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    job = claimed()

    def stop(_work: running.Work) -> None:
        jobs.end(job)
        raise KeyboardInterrupt

    monkeypatch.setitem(door.KINDS, "test.mark", Kind("test.mark", stop))
    with pytest.raises(KeyboardInterrupt):
        door.run_job(job)
    assert Job.objects.get().state == JobState.DONE


@real
@pytest.mark.parametrize(("language", "sentence"), [("sv", "Något gick sönder"), ("en", "Something broke")])
def test_a_job_speaks_the_language_of_who_asked(language: str, sentence: str) -> None:
    with translation.override(language):
        job = jobs.enqueue("test.breaks")
    door.run_next()
    job.refresh_from_db()
    assert sentence in (job.failure or [{}])[0]["message"]
