"""What this room does by the clock, and the files that people ask for."""

from datetime import time, timedelta

from django.utils import timezone

from office.clock import today
from office.jobs import Work, daily, handler
from reports.services import attachments, board_papers, dossiers, exports, statuses

NIGHT, MORNING = time(0, 30), time(3, 15)  # the day is over, and whoever comes in the morning finds it kept


@handler("reports.keep_statuses", repeat=daily(NIGHT))
def keep_statuses(work: Work) -> None:
    """The nightly check: each agreement's status at the end of yesterday, and of days that were missed."""
    statuses.keep(today() - timedelta(days=1), work.progress)


@handler(exports.MAKE)
def make_export(work: Work) -> None:
    """Write the file that somebody asked for."""
    exports.make(work.arguments["export"], work.progress, work.finish)


@handler(dossiers.MAKE)
def make_dossier(work: Work) -> None:
    """Write the dossier that somebody asked for."""
    exports.make(work.arguments["export"], work.progress, work.finish, dossiers.write)


@handler(board_papers.MAKE)
def make_board_papers(work: Work) -> None:
    """Write the draft of an official letter that somebody asked for."""
    exports.make(work.arguments["export"], work.progress, work.finish, board_papers.write)


@handler("attachments.forget", repeat=daily(MORNING))
def forget_attachments(_work: Work) -> None:
    """Delete the contents of papers that were taken out before they were handed in."""
    attachments.forget()


@handler("exports.forget", repeat=daily(MORNING))
def forget_exports(_work: Work) -> None:
    """Delete the contents of files that were taken out some days ago."""
    exports.forget(timezone.now())
