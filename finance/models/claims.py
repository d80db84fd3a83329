"""What was decided on a computed consequence, and what became of the claims that decisions opened."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Party
from agreements.models.acts import Act, Decided
from office.access import AnyUser

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Outcome(models.TextChoices):
    CLAIM = "claim", _("Repayment is claimed")
    REDUCE = "reduce", _("The next payment is reduced")
    REFRAIN = "refrain", _("Nothing is claimed")


class ChangeGround(models.TextChoices):
    """Why a decision may be changed; to a party's detriment only by one of the last three (37 § förvaltningslagen)."""

    INCORRECT = "incorrect", _("The decision is incorrect, by new circumstances or for another reason")
    RESERVED = "reserved", _("The decision, or what it rests on, says that it may be changed")
    SAFETY = "safety", _("Compelling reasons of safety")
    MISLED = "misled", _("The party gave incorrect or misleading information")


class ConsequenceDecisionQuerySet(models.QuerySet["ConsequenceDecision"]):
    def visible_to(self, user: AnyUser) -> "ConsequenceDecisionQuerySet":
        """Who sees an agreement sees what was decided under it."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).order_by().values("pk"))

    def claims(self) -> "ConsequenceDecisionQuerySet":
        """Those that opened a claim."""
        return self.filter(outcome=Outcome.CLAIM)

    def in_force(self) -> "ConsequenceDecisionQuerySet":
        """Those that no later decision has replaced."""
        return self.filter(replaced_by__isnull=True)


class ConsequenceDecision(Decided):
    """A payer's decision on a consequence of its own money that the check computed: claim it, reduce the next payment
    by it, or refrain. `organization`, which decides, is the one that paid; `party` is who is to repay.

    `computed` is what the check said as of the day of the decision, with its formula and the check's digest; `amount`
    is what was decided, SEK. One that claims is the claim: what is repaid and written off are rows of their own, and
    it never changes. `period` is empty for the whole term. `against` are the instalments of a late report
    that are reduced, or claimed back since they had left.

    A decision that was reconsidered stays as it was: the one that takes its place names it (`replaces`), with the
    `ground` on which it was changed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="consequence_decisions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consequence_decisions")
    code = models.CharField(max_length=40)
    period = models.CharField(max_length=9, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    computed = models.DecimalField(max_digits=15, decimal_places=2)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    due_on = models.DateField(null=True)
    formula = models.JSONField(default=dict, help_text="the formula in numbers, by language")
    digest = models.CharField(max_length=80)
    against = models.JSONField(default=list)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    ground = models.CharField(max_length=10, choices=ChangeGround.choices, blank=True)

    objects = ConsequenceDecisionQuerySet.as_manager()

    if TYPE_CHECKING:
        repayments: RelatedManager["ClaimPayment"]
        write_offs: RelatedManager["WriteOff"]

    class Meta(Act.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organization", "party", "code", "period"],
                condition=Q(replaces__isnull=True),
                name="consequence_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, ground="")
                | Q(replaces__isnull=False, ground__in=ChangeGround.values),
                name="consequence_replaced_on_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFRAIN, amount=0) | ~Q(outcome=Outcome.REFRAIN) & Q(amount__gt=0),
                name="consequence_amount_by_outcome",
            ),
            models.CheckConstraint(condition=Q(amount__lte=F("computed")), name="consequence_not_above_computed"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.CLAIM, due_on__isnull=False, due_on__gte=F("decided_on"))
                | ~Q(outcome=Outcome.CLAIM) & Q(due_on__isnull=True),
                name="consequence_claim_is_due",
            ),
        ]

    @property
    def revision(self) -> int:
        """A claim's revision counts what came of it: the decisions up to it and the one that replaced it, what came in
        on them, and what was let go of."""
        counted = self.write_offs.count() + hasattr(self, "replaced_by")
        one: ConsequenceDecision | None = self
        while one:
            counted += 1 + one.repayments.count()
            one = one.replaces
        return counted


class OfClaimQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: AnyUser) -> "OfClaimQuerySet":
        """Who sees a claim sees what became of it."""
        return self.filter(claim__in=ConsequenceDecision.objects.visible_to(user).order_by().values("pk"))


class ClaimPayment(Act):
    """Money that was repaid on a claim, SEK. A correction is a negative row that names what it corrects.

    It is no payment of the agreement's funding: what was paid out for a period stays what it was.
    """

    claim = models.ForeignKey(ConsequenceDecision, on_delete=models.PROTECT, related_name="repayments")
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    paid_on = models.DateField()
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    note = models.CharField(max_length=500, blank=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, amount__gt=0) | Q(corrects__isnull=False, amount__lt=0),
                name="claim_correction_is_negative",
            )
        ]


class WriteOff(Decided):
    """A decision to let go of what is left of a claim, or of a part of it, SEK."""

    claim = models.ForeignKey(ConsequenceDecision, on_delete=models.PROTECT, related_name="write_offs")
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    objects = OfClaimQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="write_off_is_positive")]
