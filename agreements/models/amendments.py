"""How an agreement is changed while it runs: amendments, each party's answer to them, and the terms that came of it."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.acts import Act, Outcome
from agreements.models.agreement import Agreement
from agreements.models.terms import PartyRole
from office.access import AnyUser
from office.models import Organization, User

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class AmendmentState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, user: AnyUser) -> "AmendmentQuerySet":
        """Whoever sees the agreement sees what is to be changed in it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))


class Amendment(models.Model):
    """A change of an agreement's terms from `effective_on` on, once every party (old and new) has agreed to it.

    `changes` is what it sets, resolved to ids (`agreements.amending`); `before` what those fields were when it was
    proposed, by path: whoever agrees has seen both. `created` are the rows that it made, by its own keys for them.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    effective_on = models.DateField()
    reason = models.TextField()
    document = models.CharField(max_length=200, help_text="registry number or title of the document")
    proposed_by = models.ForeignKey(
        Organization,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the public party that put it forward; null where the agreement renewed itself",
    )
    renewal = models.BooleanField(default=False, help_text="the agreement renewed itself: nobody was asked")
    changes = models.JSONField()
    before = models.JSONField()
    created = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=AmendmentState.choices, default=AmendmentState.PROPOSED)
    agreed_on = models.DateField(null=True, help_text="the last answer that was needed")
    withdrawn_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AmendmentQuerySet.as_manager()

    if TYPE_CHECKING:
        answers: RelatedManager["AmendmentAnswer"]
        joining: RelatedManager["Joining"]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="amendment_number_once"),
            models.CheckConstraint(condition=Q(state__in=AmendmentState.values), name="amendment_state_known"),
        ]

    @property
    def change(self) -> dict[str, Any]:
        """What it sets, with its number and day, as `agreements.amending` reads it."""
        return {
            **self.changes,
            "number": self.number,
            "effective_on": str(self.effective_on),
            "created": self.created,
        }

    @property
    def made(self) -> list[tuple[str, int]]:
        """The rows that it made, each with what it is: a `party` that joins, otherwise a `commitment`; with the parties
        that it lets join again."""
        joining = [one["party"] for one in self.changes.get("join", [])]
        made = [("party" if key in joining else "commitment", pk) for key, pk in self.created.items()]
        return made + [("party", pk) for pk in joining if isinstance(pk, int)]


class Joining(models.Model):
    """An organisation that becomes a party by an amendment: it sees the agreement from the proposal on."""

    append_only = True

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="joining")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=PartyRole.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["amendment", "organization"], name="joining_once")]


class AmendmentAnswer(Act):
    """A party's answer: a public party's decision (`body`, `paragraph` or `delegation_point`, `document`), another's
    signature (`signed_by`)."""

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="answers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    answered_on = models.DateField()
    body = models.CharField(max_length=200, blank=True)
    delegation_point = models.CharField(max_length=60, blank=True)
    paragraph = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=200, blank=True, help_text="registry number or title of the minutes")
    signed_by = models.CharField(max_length=200, blank=True, help_text="the office held, such as Ordföranden")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["amendment", "organization"], name="amendment_answer_once")]


class TermsVersion(models.Model):
    """What the terms are from a day on, as was recorded at a moment; the first of an agreement (without an amendment)
    is what they were before any.

    Each agreed amendment writes one for itself and one for every amendment that takes effect after it, so that the
    terms in force on a day, as known at a moment, are one row.
    """

    append_only = True

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    amendment = models.ForeignKey(Amendment, null=True, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField(null=True)
    from_on = models.DateField(null=True, help_text="in force from this day: effective and agreed; empty: always")
    terms = models.JSONField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
