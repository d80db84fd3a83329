"""Who hands a report in for its association: by which mandate, alone or with a second signature.

An association whose minutes nobody has recorded hands in by its reporters alone, and its versions have no signatures.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Mandate
from agreements.models.mandates import MandateQuerySet, Signs
from office.clock import today
from office.models import Organization, User
from office.refusals import Refusal, Refused, accepted, conflict, forbidden
from office.services import revisions
from reports.models import AnnualReport, DraftSignature, ReportDraft, ReportVersion, VersionSignature
from reports.selectors import attachments
from reports.services import readiness, writing
from reports.services.standing import locked, not_a_writer, open_draft, revision_of, writer_for

Values = dict[str, Any]


class Signed(NamedTuple):
    """A signature that counts: by which mandate, by whom, when."""

    mandate: Mandate
    by: int
    at: datetime


def own_mandate(organization: Organization, by: User) -> Mandate | None:
    """The mandate by which the user signs today; one that signs alone before one that signs jointly.

    None where nobody's is known. Raises `Refused` (403) where others sign for the association and this user does not.
    """
    signing = Mandate.objects.filter(organization=organization).signing()
    if not signing.exists():
        return None
    mine = signing.in_force(today()).filter(user=by).order_by("signs", "pk").first()
    if mine is None:
        raise _no_mandate(organization, by)
    return mine


def _no_mandate(organization: Organization, by: User) -> Refused:
    """Whose mandate is in force, and when this user's ended, if they had one."""
    signing = Mandate.objects.filter(organization=organization).signing()
    offices = sorted({mandate.office for mandate in signing.in_force(today())})
    message = _("You have no mandate to sign for %(name)s today; these sign for it: %(offices)s. Send it to them.")
    if not offices:
        message = _("Nobody's mandate to sign for %(name)s is in force today: record the newest minutes.")
    told = {"name": organization.name, "offices": ", ".join(offices), "day": ""}
    had = [one.last_day for one in signing.filter(user=by).select_related("end") if one.last_day]
    if past := [day for day in had if day < today()]:
        told["day"] = str(max(past))
        message = (
            _("Your mandate to sign for %(name)s ended on %(day)s; these sign for it: %(offices)s. Send it to them.")
            if offices
            else _("Your mandate to sign for %(name)s ended on %(day)s: record the newest minutes.")
        )
    return forbidden("report.no_mandate", message % told, expected=offices, actual=told["day"] or None)


def required(draft: ReportDraft | None, organization: Organization, by: User, mine: Mandate | None) -> list[Signed]:
    """The signatures by which this user hands in what is written, by their mandate; empty where nobody's is known.

    Raises `Refused` (409) while another's signature is missing.
    """
    if mine is None:
        return []
    found = [*_standing(draft, by), Signed(mine, by.pk, timezone.now())]
    if mine.signs == Signs.JOINTLY and len(found) == 1:
        others = Mandate.objects.filter(organization=organization).signing().in_force(today()).exclude(user=by)
        offices = sorted({mandate.office for mandate in others})
        message = _("You sign jointly with another: send it for signature to one of %(offices)s.")
        told = message % {"offices": ", ".join(offices) or "–"}
        raise conflict("report.second_signature", told, expected=offices, actual=mine.office)
    return found


def _standing(draft: ReportDraft | None, by: User) -> list[Signed]:
    """Others' signatures on the draft as it is now, by mandates that are in force still."""
    if draft is None:
        return []
    rows = draft.signatures.filter(revision=draft.revision, mandate__isnull=False).exclude(signed_by=by)
    held = Mandate.objects.in_force(today()).in_bulk([row.mandate_id for row in rows])
    signed = {row.mandate_id: row for row in rows if row.mandate_id in held}
    return [Signed(held[pk], row.signed_by_id, row.signed_at) for pk, row in signed.items()]


def send_for_signature(
    report: AnnualReport, values: Values, by: User, refusals: list[Refusal], expected: str | None
) -> AnnualReport:
    """Send what is written, whole and right, to another who signs for the association; who has a mandate signs it.

    What is written afterwards voids the signature. Raises `Refused`: 403 for those who do not write for the
    association, 409 when there is nothing to sign or who asks signs alone, 412, 400 with all that is wrong.
    """
    with transaction.atomic():
        report, agreement, party = locked(report)
        writer = writer_for(agreement, party, by)
        if writer != party.organization:
            raise not_a_writer()
        draft = open_draft(report, writer)
        revisions.require(report, expected, revision_of(report, draft))
        said, attached = writing.writable(report, draft, writer), attachments.written(report, draft)
        refusals = [*refusals, *readiness.refusals(said, attached, report, agreement, party, writer, today())]
        asked = _asked(values, party.organization, by, refusals)
        mine = Mandate.objects.filter(organization=party.organization, user=by).signing().in_force(today())
        own = mine.order_by("signs", "pk").first()
        if own is not None and own.signs == Signs.ALONE:
            raise conflict("signature.not_needed", _("You sign alone for the association: hand the report in."))
        asked = accepted(asked, refusals)
        writing.keep(report, writer, said, by)
        kept = report.drafts.get(writer=writer, base=report.latest)
        DraftSignature.objects.create(draft=kept, revision=kept.revision, mandate=own, asked=asked, signed_by=by)
        writing.tell("report.sent_for_signature", report, writer, by)
    return report


def who_can_be_asked(organization: Organization, by: User) -> MandateQuerySet:
    """The mandates of others who sign for the association today and have an account."""
    able = Mandate.objects.filter(organization=organization, user__isnull=False).signing().in_force(today())
    return able.exclude(user=by)


def _asked(values: Values, organization: Organization, by: User, refusals: list[Refusal]) -> Mandate | None:
    """Who is asked: another who signs today and has an account."""
    pk = values.get("to")
    if pk is None:
        return None
    able = who_can_be_asked(organization, by)
    found = able.filter(pk=pk).first()
    if found is None:
        message = _("Nobody with this mandate can sign for %(name)s here today.") % {"name": organization.name}
        expected = [{"id": one.pk, "office": one.office} for one in able]
        refusals.append(Refusal("signature.not_a_signatory", message, "to", expected, pk))
    return found


def bind(version: ReportVersion, signed: Collection[Signed]) -> None:
    """The signatures by which a version was handed in, for good."""
    VersionSignature.objects.bulk_create(
        VersionSignature(version=version, mandate=one.mandate, signed_by_id=one.by, signed_at=one.at) for one in signed
    )
