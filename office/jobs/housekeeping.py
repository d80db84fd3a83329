"""The room's own recurring work: seal the trail, and forget what has served its time."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from office.jobs.kinds import KINDS, daily, every, handler
from office.jobs.running import Work
from office.refusals import Refusal
from office.services import idempotency, jobs, trail, uploads

SEAL_EVERY = 10  # seconds: how long a committed event may wait for its seal
KEEP_JOBS = timedelta(days=90)
KEEP_ANSWERS = timedelta(days=30)
KEEP_UPLOADS = timedelta(days=30)  # since somebody last needed the content
NOBODYS = timedelta(days=1)  # for so long a newer version of the program may come and take work that we do not know


@handler("audit.seal", repeat=every(SEAL_EVERY))
def seal(work: Work) -> None:
    """Chain the trail's committed events. Sealing twice seals nothing twice."""
    sealed = 0
    while count := trail.seal():
        sealed += count
        work.progress(sealed)


@handler("office.forget", repeat=daily(time(3, 0)))
def forget(_work: Work) -> None:
    """Delete jobs that ended, answers that were kept for repeated requests and the contents of files, once nobody comes
    back for them; and set aside work of a kind that no worker knows.
    """
    now = timezone.now()
    jobs.forget(now - KEEP_JOBS)
    idempotency.forget(now - KEEP_ANSWERS)
    uploads.forget(now - KEEP_UPLOADS)
    message = _("This version of the program does not know work of this kind, and no other took it for a day.")
    jobs.give_up(KINDS, now - NOBODYS, Refusal("job.unknown_kind", message, "kind", sorted(KINDS)))
