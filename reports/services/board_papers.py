"""A board's papers: asked for by an officer of who pays, made by a job from the check, kept as exports are."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext as _

from agreements.models import Agreement, Decision, Party, Signature
from agreements.models.acts import Outcome
from agreements.models.terms import PartyRole
from agreements.services.lifecycle import party_named
from agreements.services.standing import officers_only
from office.access import acting
from office.clock import date_of, today
from office.models import User
from office.refusals import Refusal, forbidden, refuse_if
from office.services import revisions
from reports.checking import checked
from reports.checks.render import digest
from reports.models import Export, ReportFreeze
from reports.papers.as_docx import docx
from reports.papers.as_pdf import pdf
from reports.papers.case import Case, Decided, Handed
from reports.papers.paper import Paper, Table
from reports.papers.words import text
from reports.papers.writing import paper
from reports.services import exports

MAKE = "board_papers.make"
FORMS: dict[str, Callable[[Paper], bytes]] = {"pdf": pdf, "docx": docx}
Values = dict[str, Any]


def ask(agreement: Agreement, values: Values, by: User, refusals: list[Refusal], expected: str | None) -> Export:
    """Ask for the draft of an official letter about an agreement, as of a day (today), of a paying board's.

    Raises `Refused`: 403 for all but officers of a party that pays, 412 when the agreement is no longer what they saw,
    400 with all that is wrong, 409 when they wait for too many files already.
    """
    boards = _boards(agreement, by)
    revisions.require(agreement, expected)
    refusals = list(refusals)
    named = party_named(agreement, values.get("organization"), refusals)
    if named and named not in boards:
        message = _("You are no officer of %(name)s, or it pays nothing here.") % {"name": named.organization.name}
        names = [one.organization.name for one in boards]
        refusals.append(Refusal("board_papers.not_the_board", message, "organization", names, named.organization.name))
    if values.get("organization") is None and len(boards) > 1:
        message = _("You are an officer of several boards that pay here: say which one's papers they are.")
        names = [one.organization.name for one in boards]
        refusals.append(Refusal("required", message, "organization", names, None))
    refuse_if(refusals)
    board = named or boards[0]
    told = {"as_of": [str(values.get("as_of") or today())], "organization": [str(board.organization_id)]}
    path = f"agreements/{agreement.pk}/board-papers"
    return exports.queue(MAKE, by, values["language"], path=path, filters=told, format=values["format"])


def _boards(agreement: Agreement, by: User) -> list[Party]:
    """The parties that pay and of which the user is an officer; 403 where there are none."""
    officers_only(agreement, by)
    mine = acting(by).officer
    paying = {row.party_id for row in agreement.commitments.all() if row.kind == "funding"}
    found = [
        party
        for party in agreement.parties.all()
        if party.organization_id in mine
        and party.organization.public
        and (party.role == PartyRole.FUNDER or party.pk in paying)
    ]
    if not found:
        raise forbidden("board_papers.payers_only", _("Only an officer of a board that pays drafts its papers."))
    return found


def write(export: Export, file: IO[bytes], progress: exports.Progress) -> exports.Made:
    """Write the paper as its asker may have it now. Raises `Refused` (403) where they have lost the right."""
    user, grounds = exports.asker(export)
    found = Agreement.objects.visible_to(user).filter(pk=int(export.path.split("/")[1]))
    agreement = found.with_terms().first()
    board = int(export.filters["organization"][0])
    if agreement is None:
        raise exports.lost()
    party = next((one for one in _boards(agreement, user) if one.organization_id == board), None)
    if party is None:
        raise exports.lost()
    case = _case(export, agreement, party, user)
    with translation.override(export.language):
        made = paper(case)
        file.write(FORMS[export.format](made))
    tables = [block for section in made.sections for block in section.blocks if isinstance(block, Table)]
    rows = sum(len(table.rows) for table in tables)
    progress(rows, rows)
    return exports.Made(rows, case.digest.removeprefix("sha256:"), grounds)


def _case(export: Export, agreement: Agreement, board: Party, user: User) -> Case:
    as_of = date.fromisoformat(export.filters["as_of"][0])
    (found,) = checked(Agreement.objects.filter(pk=agreement.pk), as_of)
    versions = list({one.report for one in found.facts.versions})
    return Case(
        found.facts,
        found.result,
        digest(found.result),
        found.facts.everybody[board.pk],
        user.get_full_name() or user.get_username(),
        export.language,
        export.recorded_at,
        date_of(export.recorded_at),
        tuple(_entered(agreement, as_of, export.language)),
        tuple(_frozen(versions, as_of)),
    )


def _entered(agreement: Agreement, as_of: date, language: str) -> Iterable[Decided]:
    """The decisions and signatures by which the parties entered."""
    decisions = Decision.objects.filter(agreement=agreement, decided_on__lte=as_of).exclude(outcome=Outcome.NO)
    for one in decisions.select_related("party__organization"):
        point = text("delegation", language, point=one.delegation_point) if one.delegation_point else ""
        yield Decided(one.party.organization.name, one.decided_on, one.body, one.paragraph or point)
    signatures = Signature.objects.filter(agreement=agreement, signed_on__lte=as_of)
    for signed in signatures.select_related("party__organization"):
        yield Decided(signed.party.organization.name, signed.signed_on, signed.signed_by, "")


def _frozen(reports: list[int], as_of: date) -> Iterable[Handed]:
    """The digest of each version as it was frozen last by then."""
    rows = ReportFreeze.objects.filter(version__report__in=reports, as_of__lte=as_of).order_by("pk")
    for report, number, kept in rows.values_list("version__report_id", "version__number", "digest"):
        yield Handed(report, number, kept)
