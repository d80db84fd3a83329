"""Every version of every report that was handed in: its content, what it was answered, what proves it, and where it
differs from the one before. A draft is no version and cannot be here.

What was frozen with a version (`ReportFreeze`) is a file of its own, whose SHA-256 is the digest that the trail sealed.
The facts in it may tell of other agreements (an association's aid from others, an activity that is reported twice).
Those are not this agreement's, so they are taken out where there are any; the digest is then checked by `manage.py
recheck`, where the whole is kept.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Min, Sum
from django.utils.translation import gettext as _

from office import canon
from office.bodies import plain
from office.differences import Difference
from reports.dossier import pages, papers, tables
from reports.dossier.archive import Archive
from reports.dossier.question import Question
from reports.dossier.words import moment, spoken
from reports.exporting.headings import word
from reports.models import AnnualReport, ReportFreeze, ReportVersion, VolunteerHours
from reports.selectors.versions import NOTHING, answered, content_of, differing, signed

Json = dict[str, Any]
FOLDER, AT_A_TIME = "4-reports", 20
#: Members of the frozen facts that tell of other agreements.
ELSEWHERE = ("aid", "others")


def write(archive: Archive, question: Question) -> None:
    """The versions as one table and as a page, and what was frozen with each."""
    title = _("Reports, version by version")
    archive.add(f"{FOLDER}/versions.json", title, tables.json_rows(_versions(question)), counts=True)
    page = pages.page(question, title, (_shown(one) for one in _versions(question)))
    archive.add(f"{FOLDER}/versions.html", title, page)
    for freeze in _freezes(question):
        kept, text = _kept(freeze)
        name = _("Frozen: %(file)s") if kept else _("Frozen, without what tells of other agreements: %(file)s")
        archive.add(_file(freeze), name % {"file": freeze.digest}, [text])
    papers.write(archive, question)


def _freezes(question: Question) -> Iterator[ReportFreeze]:
    seen = question.seen(AnnualReport).filter(agreement=question.agreement)
    found = ReportFreeze.objects.filter(version__report__in=seen, recorded_at__lte=question.known_at)
    ordered = found.select_related("version__report").order_by("version__report", "version__number", "pk")
    return ordered.iterator(AT_A_TIME)


def _file(freeze: ReportFreeze) -> str:
    version = freeze.version
    return f"{FOLDER}/{version.report.period}-{version.report_id}-v{version.number}-{freeze.moment}.json"


def _kept(freeze: ReportFreeze) -> tuple[bool, bytes]:
    """Whether the whole can be handed on, and what can."""
    content = freeze.kept
    if not _tells_of_others(content["facts"]):
        return True, freeze.text
    facts = {name: value for name, value in content["facts"].items() if name not in ELSEWHERE}
    return False, canon.text({**content, "facts": facts})


def _tells_of_others(facts: Json) -> bool:
    """Whether frozen facts have what is not this agreement's: others in which something is reported too, and aid that
    was given or declared elsewhere."""
    for book in (one["book"] for one in facts["aid"]):
        given = [*book["assessments"], *book["promised"]]
        if book["declarations"] or book["links"] or any(one["agreement"] != facts["id"] for one in given):
            return True
    return bool(facts["others"])


def _versions(question: Question) -> Iterator[Json]:
    """By report and number, each beside the one before it."""
    seen = question.seen(AnnualReport).filter(agreement=question.agreement)
    found = ReportVersion.objects.filter(report__in=seen, recorded_at__lte=question.known_at)
    related = found.select_related("report__organization", "review", "first_approval")
    ordered = related.prefetch_related("hours", "freezes", "attached").order_by("report__period", "report", "number")
    before: tuple[int, Json] = (0, NOTHING)
    for version in ordered.iterator(AT_A_TIME):
        content = content_of(version)
        earlier = before[1] if before[0] == version.report_id and version.number > 1 else None
        changes = [] if earlier is None else [one._asdict() for one in differing(earlier, content)]
        yield _version(version, content, changes, question)
        before = version.report_id, content


def _version(version: ReportVersion, content: Json, changes: list[Json], question: Question) -> Json:
    report = version.report
    return {
        "report": report.pk,
        "organization": report.organization_id,
        "organization_name": report.organization.name,
        "period": report.period,
        "number": version.number,
        "received_on": version.received_on,
        "recorded_at": version.recorded_at,
        "registered_by_officer": version.handed_in_by_id is None,
        "reason": version.reason,
        "signatures": signed(version),
        **content,
        "attachments": [papers.placed(one) for one in content["attachments"]],
        "evidence": _evidence(version),
        "first_approval": _first(version, question),
        "review": _review(version, question),
        "differences": changes,
        "frozen": [_proof(freeze) for freeze in version.freezes.all() if freeze.recorded_at <= question.known_at],
    }


def _first(version: ReportVersion, question: Question) -> Json | None:
    found = getattr(version, "first_approval", None)
    if found is None or found.recorded_at > question.known_at:
        return None
    said: Json = plain({"approved_on": found.approved_on, "remarks": found.remarks})
    return said


def _review(version: ReportVersion, question: Question) -> Json | None:
    found = getattr(version, "review", None)
    return answered(version) if found is not None and found.recorded_at <= question.known_at else None


def _evidence(version: ReportVersion) -> list[Json]:
    """The time slips behind each row of hours, summed: how many, from when to when, how many hours."""
    rows = VolunteerHours.objects.filter(version=version, slips__isnull=False).order_by("pk")
    summed = rows.values("pk", "activity", "category", "hours").annotate(
        slip_count=Count("slips"),
        slip_hours=Sum("slips__slip__hours"),
        first_day=Min("slips__slip__day"),
        last_day=Max("slips__slip__day"),
    )
    return [_told(row) for row in summed]


def _told(row: Any) -> Json:
    """As the API says it: SQLite sums without the cents that are none."""
    hours = {name: f"{row[name]:.2f}" for name in ("hours", "slip_hours")}
    return {name: value for name, value in row.items() if name != "pk"} | hours


def _proof(freeze: ReportFreeze) -> Json:
    whole, _text = _kept(freeze)
    return {
        "moment": freeze.moment,
        "as_of": freeze.as_of,
        "recorded_at": freeze.recorded_at,
        "digest": freeze.digest,
        "check_digest": freeze.check_digest,
        "code": freeze.code,
        "file": _file(freeze),
        "whole": whole,
    }


def _shown(one: Json) -> str:
    """A version as people read it."""
    review = one["review"] or {}
    told = [
        (word("received_on"), one["received_on"]),
        (word("reason"), one["reason"]),
        (word("audited_by"), one["audited_by"]),
        (word("signatures"), "; ".join(f"{row['office']} {moment(row['signed_at'])}" for row in one["signatures"])),
        (word("narrative"), one["narrative"]),
        (word("review"), _outcome(review)),
        (word("first_approval"), " ".join(str(value) for value in (one["first_approval"] or {}).values())),
    ]
    parts = [
        pages.heading(_("%(period)s, %(name)s, version %(number)s") % {**one, "name": one["organization_name"]}),
        pages.facts(told),
        _listed("figures", one["figures"]),
        _listed("volunteer_hours", one["volunteer_hours"]),
        _listed("evidence", one["evidence"]),
        _listed("activities", one["activities"]),
        _listed("attachments", one["attachments"], ("kind", "name", "size", "sha256")),
        _listed("parts", review.get("parts") or []),
        _listed("differences", one["differences"], Difference._fields),
        _listed("frozen", one["frozen"], ("moment", "as_of", "digest", "file")),
    ]
    return "".join(parts)


def _outcome(review: Json) -> str:
    members = ("outcome", "reviewed_on", "comment", "due_on")
    return " ".join(spoken(name, review[name]) for name in members if review.get(name))


def _listed(name: str, rows: list[Json], members: tuple[str, ...] = ()) -> str:
    """Rows of one kind as a table; of those whose members differ every member that one of them has."""
    shown = members or tuple(dict.fromkeys(member for row in rows for member in row))
    return pages.small_table(
        word(name), [*map(word, shown)], ([spoken(one, row.get(one)) for one in shown] for row in rows)
    )
