"""`manage.py recheck REPORT [VERSION]`: prove what was frozen."""

from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from office.clock import SWEDEN
from office.differences import ADDED, REMOVED, Difference
from office.refusals import Refused
from reports.models import AnnualReport
from reports.services.rechecking import Recheck, gone, recheck

MOMENTS = {"handed_in": "handed in", "approved": "approved"}


class Command(BaseCommand):
    help = (
        "Make the check of a report's frozen versions again from the frozen facts alone, and tell whether it gives the "
        "same digest. Fails where anything is not as it was frozen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report", type=int, help="the report's id")
        parser.add_argument("version", type=int, nargs="?", help="the version's number; every frozen one if left out")

    @translation.override("en")  # the command speaks English: so do the refusals that it passes on
    def handle(self, *args: Any, **options: Any) -> None:
        report = AnnualReport.objects.select_related("agreement").filter(pk=options["report"]).first()
        if report is None:
            raise CommandError(f"There is no report {options['report']}.")
        try:
            found = recheck(report, options["version"])
        except Refused as refused:
            raise CommandError(" ".join(one.message for one in refused.refusals)) from refused
        for one in found:
            self.stdout.write("\n".join(told(report, one)))
        lost = gone(report, options["version"])
        for each in lost:
            then = MOMENTS[each.moment]
            self.stdout.write(f"Version {each.version}: WHAT WAS FROZEN when it was {then} IS GONE: {each.digest}.")
        many, failed = len(found) + len(lost), sum(not one.holds for one in found) + len(lost)
        if failed:
            raise CommandError(f"{failed} of {many} frozen versions are not as they were frozen.")


def told(report: AnnualReport, one: Recheck) -> list[str]:
    """What was found of one freeze, a sentence a line."""
    freeze, then = one.freeze, one.freeze.code
    name = f"{report.agreement.reference}, {report.period}"
    lines = [
        f"Version {one.number} of report {report.pk} ({name}), frozen at "
        f"{freeze.recorded_at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S} when it was {MOMENTS[freeze.moment]}, checked as "
        f"of {freeze.as_of}:",
        f"  Program then {_program(then)}; now {_program(one.code) if one.code != then else 'the same'}.",
    ]
    if one.intact:
        lines.append(f"  What is kept is whole: it has its digest {freeze.digest}.")
    else:
        lines.append(f"  WHAT IS KEPT HAS BEEN ALTERED: it is not what {freeze.digest} was taken of.")
    if not one.in_trail:
        lines.append("  THE TRAIL TELLS NO SUCH DIGEST of this report: look at it with manage.py audit verify.")
    if one.rows:
        lines += ["  THE VERSION'S ROWS no longer say what was frozen:", *map(_difference, one.rows)]
    lines += [
        f"  THE PAPER {name} is kept with other bytes than those of its hash, or not at all." for name in one.papers
    ]
    return [*lines, *_answer(one)]


def _program(code: dict[str, Any]) -> str:
    commit = f", commit {code['commit'][:12]}" if code.get("commit") else ""
    return f"{code.get('version')}{commit}, check {code.get('digest')}, holidays {code.get('holidays')}"


def _answer(one: Recheck) -> list[str]:
    kept, again = one.freeze.check_digest, one.again
    if again.digest is None:
        return [f"  The frozen facts CANNOT BE CHECKED by this program: {again.unreadable}"]
    if one.same:
        return [f"  The frozen facts give the same digest: {kept}."]
    lines = [f"  The frozen facts give ANOTHER DIGEST: {again.digest}, where {kept} was frozen."]
    if not again.changes:
        lines.append("  No figure or finding that was kept is another: this program tells more than was told then.")
    return [*lines, *map(_difference, again.changes)]


def _difference(one: Difference) -> str:
    before, after = (orjson.dumps(value).decode() for value in (one.before, one.after))
    then = "nothing" if one.kind == ADDED else before
    now = "nothing" if one.kind == REMOVED else after
    return f"    {one.path}: {then} then, {now} now"
