"""Whose answers an amendment needs, what they come to, and who may still answer when it binds already."""

from django.db.models import Min

from agreements import consensus
from agreements.models import Amendment, Joining
from agreements.models.amendments import AmendmentState
from agreements.services import documents
from agreements.services.standing import binds_by
from office.models import Organization


def waiting_for(amendment: Amendment) -> list[int]:
    """The organisations whose answer is missing, while it is proposed."""
    if amendment.state != AmendmentState.PROPOSED:
        return []
    return _unanswered(amendment)


def silent(amendment: Amendment) -> list[int]:
    """Those without whom it binds, by the agreement's own rule: they still say what they decide, which changes nothing,
    as on the agreement itself. Who has joined since was not asked."""
    if amendment.state != AmendmentState.AGREED or amendment.renewal:
        return []
    agreement = amendment.agreement
    versions = agreement.versions.exclude(amendment=None).order_by().values_list("amendment")
    agreed = dict(versions.annotate(Min("pk")))
    rows = Joining.objects.filter(amendment__in=agreed).values_list("amendment", "organization")
    since = {one for by, one in rows if agreed[by] > agreed[amendment.pk]}
    return [pk for pk in _unanswered(amendment) if pk not in since]


def heard(amendment: Amendment) -> list[int]:
    """Whose answer can be recorded now: of those waited for, or of those without whom it binds."""
    return waiting_for(amendment) or silent(amendment)


def _unanswered(amendment: Amendment) -> list[int]:
    given = {one.organization_id for one in amendment.answers.all()}
    return [pk for pk in documents.asked(amendment.agreement, amendment) if pk not in given]


def outcome(amendment: Amendment) -> consensus.Outcome:
    """Whether its answers make it bind, by the rule by which the agreement itself does. Who joins is not counted among
    the parties of whom so many must say yes; who joins and who leaves says yes itself."""
    given = {one.organization_id: one.outcome != "no" for one in amendment.answers.all()}
    joining = {one.organization_id for one in amendment.joining.all()}
    leaving = {one["organization"] for one in amendment.changes.get("leave", [])}
    asked = Organization.objects.filter(pk__in=documents.asked(amendment.agreement, amendment))
    parties = [one for one in asked if one.pk not in joining]
    public = [given.get(one.pk) for one in parties if one.public]
    others = [given.get(one.pk) for one in parties if not one.public]
    themselves = [given.get(pk) for pk in joining | leaving]
    return consensus.outcome(binds_by(amendment.agreement.conditions), public, others, themselves)
