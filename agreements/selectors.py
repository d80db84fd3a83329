"""Reads that need more than a queryset: periods, and which commitments, recipients and reporters there are."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, cast

import orjson
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from agreements.interim import Interim, interims
from agreements.models import Agreement, Commitment, ConflictOfInterest, Decision, Mandate, Party
from agreements.models.agreement import AgreementQuerySet, State
from agreements.periods import Basis, Period, cut, periods
from office.access import Acting, AnyUser, acting
from office.bodies import plain
from office.clock import today
from office.models import Organization, User
from office.models.organizations import PUBLIC_KINDS
from office.models.people import Role
from office.refusals import Refusal, Refused


def condition(agreement: Agreement, name: str, default: object = None) -> object:
    """A clause's value, or the default where the agreement has no such clause."""
    return agreement.conditions.get(name, {}).get("value", default)


def conditions_by(agreement: Agreement) -> Callable[[Period | None], dict[str, Any]]:
    """What conditions a period is judged by: those on its last day, as all that is agreed has left them (None: those at
    last). One query, however many periods are asked about.
    """
    rows = agreement.versions.values_list("effective_on", "amendment_id", "pk", "terms__conditions")
    stood = sorted(((day or date.min, amendment or 0, pk), said) for day, amendment, pk, said in rows)

    def conditions(period: Period | None) -> dict[str, Any]:
        held = [said for (day, *_ids), said in stood if period is not None and day <= period.ends_on]
        found: dict[str, Any] = held[-1] if held else agreement.conditions
        return found

    return conditions


def basis(agreement: Agreement) -> Basis:
    """How the term is cut into periods: calendar years unless the agreement counts from its first day."""
    return cast(Basis, condition(agreement, "period_basis", "calendar_year"))


def renews(agreement: Agreement) -> bool:
    """Whether it renews itself at the end of its term: a term that was shortened ends on its day."""
    return bool(condition(agreement, "renewal_months")) and agreement.last_day is None


def whole_term(agreement: Agreement) -> tuple[Period, ...]:
    """The periods of the term as it was agreed, also those that a termination has cut away."""
    return periods(agreement.starts_on, agreement.ends_on, basis(agreement))


def periods_of(agreement: Agreement) -> tuple[Period, ...]:
    """The periods of the term as it stands: cut at its last day where it was shortened or terminated."""
    termination = getattr(agreement, "termination", None)
    ends = [day for day in (agreement.last_day, termination and termination.last_day) if day]
    return cut(whole_term(agreement), min(ends)) if ends else whole_term(agreement)


def interims_of(agreement: Agreement) -> tuple[Interim, ...]:
    """The interim reports that the agreement asks for in the term as it stands."""
    said = cast(list[dict[str, str]], condition(agreement, "interim_reports", []))
    return interims(periods_of(agreement), [(one["through"], one["due"]) for one in said])


def reported_spans(agreement: Agreement) -> tuple[Period, ...]:
    """What reports are about: the periods of the term as it stands, and their parts with interim reports."""
    return (*periods_of(agreement), *(one.span for one in interims_of(agreement)))


def terms_digest(agreement: Agreement) -> str:
    """SHA-256 over the terms in force: the term with an early end, the parties, what they promise, and the clauses. It
    tells whether a paper that was made by them is still of the same terms; it knows no amount that an index or a
    council's budget gives, nor any name.
    """
    termination = getattr(agreement, "termination", None)
    fields = (
        "party_id",
        "recipient_id",
        "kind",
        "name",
        "unit",
        "amount",
        "amounts",
        "steps",
        "components",
        "instalments",
        "clause",
    )
    said = {
        "term": [agreement.starts_on, agreement.ends_on, agreement.last_day, termination and termination.last_day],
        "parties": [[party.pk, party.organization_id, party.role] for party in agreement.parties.all()],
        "commitments": [{name: getattr(row, name) for name in fields} for row in agreement.commitments.all()],
        "conditions": agreement.conditions,
    }
    return hashlib.sha256(orjson.dumps(plain(said), option=orjson.OPT_SORT_KEYS)).hexdigest()


def period_named(
    agreement: Agreement, label: str | None, refusals: list[Refusal], spans: Iterable[Period] | None = None
) -> Period | None:
    """The period that a request names; a refusal when the term has none of this label (None: nothing was named).

    The term is as it stands, unless other `spans` are said.
    """
    found = {period.label: period for period in (periods_of(agreement) if spans is None else spans)}
    if label is not None and label not in found:
        message = _("The term has no period %(period)s.") % {"period": label}
        refusals.append(Refusal("period.unknown", message, "period", list(found), label))
    return found.get(label or "")


def funding(agreement: Agreement) -> list[Commitment]:
    """Commitments that payments are made on."""
    return [row for row in agreement.commitments.all() if row.kind == "funding"]


def recipients(agreement: Agreement, commitment: Commitment) -> list[Party]:
    """Who can be paid on a commitment: the one it names, else the recipients, else everyone but the payer."""
    parties = agreement.parties.all()
    if commitment.recipient_id:  # a host pays its own share to itself
        return [party for party in parties if party.pk == commitment.recipient_id]
    others = [party for party in parties if party.pk != commitment.party_id]
    return [party for party in others if party.role == "recipient"] or others


def reporters(agreement: Agreement) -> list[Party]:
    """Who hands in annual reports: the recipients and everyone who has promised something other than funding."""
    promised = {row.party_id for row in agreement.commitments.all() if row.kind != "funding"}
    return [party for party in agreement.parties.all() if party.role == "recipient" or party.pk in promised]


def officer_for(agreements: Collection[int], user: AnyUser) -> dict[int, int]:
    """By agreement: the first public party (an organisation's id) that the user is an officer of; absent where there is
    none, or the user has a conflict of interest."""
    mine = Party.objects.filter(
        agreement__pk__in=set(agreements) - conflicted(user),
        organization__in=acting(user).officer,
        organization__kind__in=PUBLIC_KINDS,
    )
    return dict(mine.order_by("-pk").values_list("agreement_id", "organization_id"))


def reviewer_for(agreements: Collection[int], user: AnyUser) -> set[int]:
    """The agreements in which the user gives second approvals for a public party."""
    mine = acting(user).reviewer
    if not mine:
        return set()
    asked = set(agreements) - conflicted(user)
    parties = Party.objects.filter(agreement__pk__in=asked, organization__in=mine, organization__kind__in=PUBLIC_KINDS)
    return set(parties.values_list("agreement_id", flat=True))


_CONFLICTED = "_conflicted"


def own_associations(user: AnyUser) -> QuerySet[Organization]:
    """The organisations, not public, for which the user acts today: as their reporter or by a mandate of theirs."""
    elected = Mandate.objects.in_force(today()).filter(user=user.pk).values("organization")
    own = Organization.objects.filter(Q(pk__in=acting(user).reporter) | Q(pk__in=elected))
    return own.exclude(kind__in=PUBLIC_KINDS).order_by("pk")


def conflicted(user: AnyUser) -> frozenset[int]:
    """The agreements (ids) in which the user has a conflict of interest, because they have said so or act for a party
    that is not public: one query, kept on the user object. Only who is an officer or a second reviewer is asked about.
    """
    mine = acting(user)
    if not (mine.officer or mine.reviewer):
        return frozenset()
    kept = vars(user)
    if _CONFLICTED not in kept:
        said = ConflictOfInterest.objects.standing().filter(recorded_by=user.pk).order_by()
        own = Party.objects.filter(organization__in=own_associations(user).order_by().values("pk")).order_by()
        rows = said.values_list("agreement_id", flat=True).union(own.values_list("agreement_id", flat=True))
        kept[_CONFLICTED] = frozenset(rows)
    found: frozenset[int] = kept[_CONFLICTED]
    return found


def acting_in(agreement: int, user: AnyUser) -> Acting:
    """What the user acts for in one case: with a conflict of interest in it, for an association of theirs alone."""
    mine = acting(user)
    return mine.only(Role.REPORTER) if agreement in conflicted(user) else mine


def forget_conflicts(user: User) -> None:
    """They have changed."""
    vars(user).pop(_CONFLICTED, None)


def visible_agreement(pk: int, user: User) -> Agreement:
    """The agreement that a request names, or 404: a stranger does not learn that it exists."""
    found = Agreement.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        message = _("There is no agreement %(id)s that you may see.") % {"id": pk}
        raise Refused(Refusal("agreement.unknown", message, "agreement", None, pk), status=404)
    return found


def undecided(agreements: Collection[int]) -> dict[int, set[int]]:
    """By agreement: the public organisations that were parties from the first and have no decision recorded."""
    rows = Party.objects.filter(agreement__pk__in=agreements, joined_by=None, organization__kind__in=PUBLIC_KINDS)
    found: dict[int, set[int]] = {}
    for pk, one in rows.filter(~Exists(Decision.objects.filter(party=OuterRef("pk")))).values_list(
        "agreement_id", "organization_id"
    ):
        found.setdefault(pk, set()).add(one)
    return found


def found_by(rows: AgreementQuerySet, word: str, known_at: datetime | None = None) -> AgreementQuerySet:
    """Those with a casefolded word in reference and title, or in the parties' names and numbers as they are now, or
    were at a moment."""
    organizations = Organization.objects.named(word, known_at).values("pk")
    named = Party.objects.filter(organization__in=organizations).values("agreement")
    return rows.filter(Q(search_text__contains=word) | Q(pk__in=named))


def named_agreement(values: Mapping[str, Any], user: User, refusals: Iterable[Refusal]) -> Agreement:
    """The same of a body, whose refusals are told where it names none that can be read."""
    if "agreement" not in values:
        raise Refused(*refusals)
    return visible_agreement(values["agreement"], user)


def endings(rows: AgreementQuerySet, first: date, last: date) -> Iterator[tuple[Agreement, date]]:
    """What ends from the first through the last day, as it stands today, the first to end first, with its last day:
    of a terminated or shortened agreement that day."""
    shortened, terminated = Coalesce("last_day", "ends_on"), Coalesce("termination__last_day", "ends_on")
    over_on = Least("ends_on", shortened, terminated, output_field=DateField())
    standing = rows.filter(state__in=(State.ACTIVE, State.TERMINATED)).annotate(over_on=over_on)
    within = standing.filter(over_on__range=(first, last)).order_by("over_on", "pk")
    for one in within.select_related("owner", "termination").prefetch_related("notices"):
        yield one, vars(one)["over_on"]
