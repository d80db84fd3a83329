"""The agreement itself."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from office.access import Acting, AnyUser, acting
from office.models import Organization, User
from office.models.organizations import PRIVATE_KINDS, PUBLIC_KINDS
from office.models.people import Role

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from agreements.models.acts import Decision, Signature, Termination
    from agreements.models.shared_costs import SharedCost
    from agreements.models.terms import Commitment, Party


class AgreementKind(models.TextChoices):
    PARTNERSHIP = "partnership", _("Partnership")
    GRANT = "grant", _("Grant")
    SUPPORT = "support", _("Service support")
    COOPERATION = "cooperation", _("Cooperation")
    JOINT_BOARD = "joint_board", _("Joint board")
    FEASIBILITY_STUDY = "feasibility_study", _("Feasibility study")
    PILOT = "pilot", _("Pilot")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TERMINATED = "terminated", _("Terminated")


def _public(mine: Acting) -> Q:
    """The agreements of whose public parties somebody is an officer, a second reviewer or an auditor: an auditor's are
    those with a day of the agreed term in the years of the assignment, which are read whole."""
    found = Q(pk__in=())
    if working := mine.officer | mine.reviewer:
        found |= Q(pk__in=_with_party(PUBLIC_KINDS, working))
    for years, organizations in mine.audits.items():
        found |= years.touched("starts_on", "ends_on") & Q(pk__in=_with_party(PUBLIC_KINDS, organizations))
    return found


def _with_party(kinds: Collection[str], organizations: Collection[int]) -> models.QuerySet[Any, Any]:
    """Ids of the agreements with a party of these kinds among the organisations: no join that doubles."""
    found = Agreement.objects.filter(parties__organization__in=organizations, parties__organization__kind__in=kinds)
    return found.order_by().values("pk")


def _joined_by(organizations: Collection[int]) -> models.QuerySet[Any, Any]:
    """Ids of the agreements that one of the organisations is to join by an amendment that waits for answers."""
    waiting = Agreement.objects.filter(
        amendments__state="proposed", amendments__joining__organization__in=organizations
    )
    return waiting.order_by().values("pk")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: AnyUser) -> "AgreementQuerySet":
        """What a user may see.

        An officer sees every agreement in which their organisation is a public party; an auditor the same but no
        draft, and in the years of the assignment; a reporter those of their association once they have been proposed.
        Who is to join by an amendment sees the agreement while it is asked. Everybody else sees none.
        """
        mine = acting(user)
        seen = Q(pk__in=_joined_by(mine.officer | mine.reporter)) if mine.officer or mine.reporter else Q(pk__in=())
        if mine.officer:  # most act in one role: what the others see is not even asked
            seen |= _public(mine.only(Role.OFFICER))
        if mine.reading:
            seen |= ~Q(state=State.DRAFT) & _public(mine.only(Role.AUDITOR, Role.REVIEWER))
        if mine.reporter:
            seen |= Q(proposed_at__isnull=False, pk__in=_with_party(PRIVATE_KINDS, mine.reporter))
        return self.filter(seen)

    def public_for(self, mine: Acting) -> "AgreementQuerySet":
        """Those of whose public parties somebody is an officer, a second reviewer or, in the years of the assignment,
        an auditor; in which of these roles, `Acting.only` says."""
        return self.filter(_public(mine))

    def known_at(self, moment: datetime | None) -> "AgreementQuerySet":
        """Those whose terms stood by a moment (they stand from the proposal on); all when none is given."""
        return self.filter(proposed_at__lte=moment) if moment else self

    def with_terms(self) -> "AgreementQuerySet":
        """With everything that its record shows, in a constant number of queries."""
        rows = self.model._meta.get_field("commitments").related_model._default_manager
        promises = rows.select_related("party", "recipient")
        costs = self.model._meta.get_field("shared_costs").related_model._default_manager.select_related("payee")
        terms = Prefetch("commitments", promises), Prefetch("shared_costs", costs)
        related = ("parties__organization", *terms, "decisions", "signatures")
        return self.select_related("termination").prefetch_related(*related)


class Agreement(models.Model):
    """Who promised what to whom from the first to the last day of the term, both inclusive.

    `conditions` holds the clauses by name, each `{"value": …, "clause": …}` (see `agreements.conditions`). They, the
    parties and the commitments change only while the agreement is a draft.
    """

    reference = models.CharField(max_length=60, help_text="diarienummer, of the owner")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AgreementKind.choices)
    purpose = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    last_day = models.DateField(null=True, help_text="an amendment has shortened the term to this day, inclusive")
    conditions = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT, db_index=True)
    owner = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    search_text = models.TextField(editable=False)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()

    if TYPE_CHECKING:
        parties: RelatedManager[Party]
        commitments: RelatedManager[Commitment]
        shared_costs: RelatedManager[SharedCost]
        decisions: RelatedManager[Decision]
        signatures: RelatedManager[Signature]
        termination: Termination

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "reference"], name="agreement_reference_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="agreement_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="agreement_state_known"),
            models.CheckConstraint(condition=Q(kind__in=AgreementKind.values), name="agreement_kind_known"),
        ]

    @property
    def through(self) -> date:
        """The last day of the term as amendments have left it."""
        return self.last_day or self.ends_on
