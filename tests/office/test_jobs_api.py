"""`/jobs`: mine, how far they have come, and why they failed."""

import pytest
from django.utils import timezone

from office.models import Job
from office.services import jobs
from tests.cast import Cast


@pytest.mark.django_db
def test_jobs_belong_to_who_asked(cast: Cast) -> None:
    officer = cast.officer.who
    assert officer is not None
    job = jobs.enqueue("test.mark", {"secret": 1}, by=officer)
    Job.objects.filter(pk=job.pk).update(done=3, total=10)
    jobs.enqueue("audit.seal")
    told = cast.officer.ok("get", f"jobs/{job.pk}")
    assert told["progress"] == {"done": 3, "total": 10}
    assert (told["state"], told["failure"], told["errors"]) == ("waiting", None, [])
    assert "arguments" not in told
    assert [one["id"] for one in cast.officer.ok("get", "jobs")["results"]] == [job.pk]
    assert cast.officer.ok("get", "jobs?state=done")["count"] == 0
    for other in (cast.officer2, cast.auditor, cast.stranger):
        assert other.no(404, "get", f"jobs/{job.pk}")
        assert other.ok("get", "jobs")["count"] == 0


@pytest.mark.django_db
def test_a_job_that_failed_says_why_in_the_language_of_who_asked(cast: Cast) -> None:
    job = jobs.enqueue("test.breaks", by=cast.officer.who)
    failure = [{"code": "a", "message": "Raden saknas.", "path": "A1", "expected": None, "actual": None}]
    Job.objects.filter(pk=job.pk).update(failure=failure)
    assert cast.officer.ok("get", f"jobs/{job.pk}")["failure"] is None  # it is tried again
    Job.objects.filter(pk=job.pk).update(state="failed", ended_at=timezone.now())
    told = cast.officer.ok("get", f"jobs/{job.pk}")
    assert (told["failure"], told["errors"]) == ("Raden saknas.", failure)
