"""Make the check of a frozen version again, years later, from what was frozen alone.

Nothing of the facts is read from today's tables: what has become of payments, names and rates since does not matter.
Beside the answer it is looked at whether what is kept is still what was frozen: by its own digest, by the one that the
trail tells (`audit verify` says whether the trail holds), and by the rows of the version itself.
"""

import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import orjson
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from office import canon
from office.differences import Difference, differences
from office.models import AuditEvent
from office.refusals import Refusal, Refused, conflict
from reports.checks import frozen
from reports.checks.check import check
from reports.checks.facts import AgreementFacts
from reports.checks.render import digest
from reports.code_version import code_version
from reports.models import AnnualReport, ReportFreeze
from reports.models.freezes import APPROVED, HANDED_IN
from reports.selectors.versions import KEYS
from reports.services import attachments
from reports.services.freezes import stored

Json = dict[str, Any]
#: The event that tells the digest.
EVENTS = {HANDED_IN: "report.submitted", APPROVED: "report.approved"}


class Again(NamedTuple):
    """The check of frozen facts by this program. Where it could not be made `unreadable` says why, and there is no
    digest; `changes` are the findings and figures that are not what they were."""

    digest: str | None = None
    changes: tuple[Difference, ...] = ()
    unreadable: str = ""


class Gone(NamedTuple):
    """Something that was frozen, by what the trail tells of it (`version`, `moment`, `digest`), and is kept no more."""

    version: int
    moment: str
    digest: str


class Recheck(NamedTuple):
    """What was found of one freeze of a version. `intact`: its content has the digest that stands beside it and says
    what its columns say; `in_trail`: the trail's event of the act tells the same digest; `rows` are where the version
    itself no longer says what was frozen of it; `papers` are called as they were, those whose bytes are others now."""

    freeze: ReportFreeze
    number: int
    again: Again
    intact: bool
    in_trail: bool
    rows: tuple[Difference, ...]
    papers: tuple[str, ...]
    code: Json

    @property
    def same(self) -> bool:
        """The frozen facts give the same digest."""
        return self.again.digest == self.freeze.check_digest

    @property
    def holds(self) -> bool:
        """All is as it was frozen, and gives the same digest."""
        return self.same and self.intact and self.in_trail and not self.rows and not self.papers


def recheck(report: AnnualReport, number: int | None = None) -> list[Recheck]:
    """Every freeze of a version, or of all the report's versions, oldest first.

    Raises `Refused` where there is no such version, or nothing of it was frozen (it is from before freezing began, or
    it is made up by `generate`).
    """
    if number is not None and not 1 <= number <= report.latest:
        message = _("Version %(number)s has not been handed in.") % {"number": number}
        raise Refused(Refusal("version.unknown", message, "version", f"1-{report.latest}", number))
    rows = ReportFreeze.objects.filter(version__report=report).order_by("version__number", "pk")
    found = list((rows if number is None else rows.filter(version__number=number)).select_related("version"))
    if not found and not gone(report, number):
        message = _("Nothing of it is frozen: it was handed in before versions were, or nobody handed it in.")
        raise conflict("version.not_frozen", message, path="version", actual=number)
    return [_looked_at(one, report) for one in found]


def gone(report: AnnualReport, number: int | None = None) -> list[Gone]:
    """What the trail tells was frozen of a version, or of all the report's, and is kept no more."""
    kept = set(ReportFreeze.objects.filter(version__report=report).values_list("digest", flat=True))
    told = [(moment, data) for moment in EVENTS for data in _told(report, moment).values_list("data", flat=True)]
    found = [Gone(data["version"], moment, data["digest"]) for moment, data in told if "digest" in data]
    return sorted(one for one in found if one.digest not in kept and number in (None, one.version))


def _told(report: AnnualReport, moment: str) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(kind=EVENTS[moment], subject_type="annualreport", subject_id=report.pk)


def _looked_at(freeze: ReportFreeze, report: AnnualReport) -> Recheck:
    kept = _kept(freeze)
    told = _told(report, freeze.moment).filter(data__digest=freeze.digest)
    return Recheck(
        freeze,
        freeze.version.number,
        again(kept, freeze.as_of),
        kept is not None and _intact(freeze, kept),
        told.exists(),
        tuple(_rows(freeze, kept)) if kept is not None else (),
        tuple(one["name"] for one in _papers(kept or {}) if not attachments.whole(one["sha256"])),
        code_version()._asdict(),
    )


def _papers(kept: Json) -> list[Json]:
    """The papers that the version has, and those that came afterwards and were there when it was frozen."""
    return [*kept.get("content", {}).get("attachments", []), *kept.get("completions", [])]


def _kept(freeze: ReportFreeze) -> Json | None:
    """The content; None where it can no longer be read as what it was."""
    try:
        found: Any = freeze.kept
    except (zlib.error, orjson.JSONDecodeError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("check"), dict) else None


def _intact(freeze: ReportFreeze, kept: Json) -> bool:
    columns = {"as_of": freeze.as_of.isoformat(), "moment": freeze.moment, "code": freeze.code}
    said = {name: kept.get(name) for name in columns}
    known = kept["check"].get("digest") == freeze.check_digest
    return canon.digest(freeze.text) == freeze.digest and said == columns and known


def again(kept: Json | None, as_of: date) -> Again:
    """The check of the facts in a freeze's content, as of a day, beside the answer that is kept there."""
    if kept is None:
        return Again(unreadable="it is no JSON of this form")
    try:
        result = check(canon.read(AgreementFacts, kept["facts"]), as_of)
        return Again(digest(result), tuple(frozen.changes(kept["check"], result)))
    except Exception as error:  # facts that somebody altered may break any rule: that is the answer
        return Again(unreadable=f"{type(error).__name__}: {error}")


def _rows(freeze: ReportFreeze, kept: Json) -> Iterator[Difference]:
    """Where the version's own rows say something else. The answer to it came after it was handed in."""
    now = stored(freeze.version, freeze.recorded_at)
    later = {"review"} if freeze.moment == HANDED_IN else set()
    later |= {"completions"} - kept.keys()  # of before papers that come afterwards were frozen
    names = [name for name in now if name not in later]
    yield from differences({name: kept.get(name) for name in names}, {name: now[name] for name in names}, KEYS)
